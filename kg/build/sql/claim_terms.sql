-- claim_terms: claim -> one row a claim with all that the graph says of it; lines.sql says under which predicates.
-- Nodes are named without the base, dates are texts: a row is short, and what it becomes in N-Triples is ten times as long. Of several nodes
-- each name has the bracket behind it, with which it is sorted
create or replace temp table quoted as
  select claim, list_sort(list(plain(text))) as quotes from remark where field = 'quote' group by claim;
create or replace temp table remarked as
  select claim,
    list_sort(list(plain(text)) filter (where field = 'at')) as ats, list_sort(list(plain(text)) filter (where field = 'note')) as notes,
    list_sort(list(iri_text(text) || '>') filter (where field = 'where')) as places, list_sort(list(iri_text(text) || '>') filter (where field = 'deniedBy')) as denied_by,
    list_sort(list('document/' || md5(text) || '>') filter (where field = 'cites')) as cites
  from remark where field <> 'quote' group by claim;
create or replace temp table rivalled as
  select a as claim, list_sort(list(iri_text(b) || '>')) as rivals from contradiction group by a;
create or replace {shared table}claim_line as
  select iri_text(c.claim) as name, iri_text(c.s) as subject, iri_text(c.p) as predicate,
    case c.o_kind when 'slug' then concat('<' || getvariable('base'), iri_text(c.o), '>') when 'iri' then iri(c.o) else plain(c.o) || coalesce('^^<' || c.o_type || '>', '') end as object,
    iri_text(c.source) as source, escaped(c.date) as date, c.relation is null and c.date <> 'current' as in_edtf,
    b.start_earliest, b.start_latest, b.end_earliest, b.end_latest, iri_text(c.modality) as modality, u.quotes,
    -- what few claims have is one column, so that it costs the others nothing
    case when c.rest is not null or c.negated or c.rank <> 1 or v.claim is not null or c.retracted is not null or r.claim is not null or h.name is not null or c.chain is not null then [{
        'negated': c.negated, 'rank': c.rank, 'disputed': v.claim is not null, 'retracted': plain(c.retracted), 'rivals': v.rivals,
        'likelihood': iri_text(l.iri), 'credibility': escaped(c.rest.credibility), 'confidence': q.value,
        'lag': plain(c.rest.lag), 'manner': plain(c.rest.manner), 'reported': escaped(c.rest.reported), 'amount': a.value,
        -- unit, exactness and ends belong to the amount, or to a quantity that is the object
        'unit': plain(coalesce(a.unit, c.rest.unit)), 'exactness': coalesce(a.exactness, c.rest.exactness),
        'minimum': coalesce(a.minimum, c.rest.minimum), 'maximum': coalesce(a.maximum, c.rest.maximum),
        'ats': r.ats, 'notes': r.notes, 'places': r.places, 'denied_by': r.denied_by, 'cites': r.cites,
        'attribution': h.name, 'claimant': iri_text(split_part(c.chain, '>', 1))}] end as rest
  from (select * replace (rest[1] as rest) from claim) c
  left join claim_bound b on b.claim = c.claim
  left join quoted u on u.claim = c.claim
  left join remarked r on r.claim = c.claim
  left join rivalled v on v.claim = c.claim
  left join chain h on h.chain = c.chain
  left join individual l on l.type = kga('Likelihood') and (l.word = c.rest.likelihood or l.name = c.rest.likelihood)
  left join quantity_text q on q.text = c.rest.confidence and q.error is null
  left join quantity_text a on a.text = c.rest.amount and a.error is null;

-- what is asked of claims later on
create or replace temp table chained as select claim, chain from claim where chain is not null;
create or replace temp table claim_total as select (select count(*) from claim) as claims, (select count(distinct s) from claim where kind = 'class') as nodes;

-- big, and of no further use
drop table claim;
drop table claim_bound;
drop table quoted;
drop table remarked;
drop table rivalled;
