-- claim_terms: claim -> one row a claim, one column a predicate (named as it is shortened), every term written as in N-Triples;
-- what a claim may have several of is a sorted list. Claims are nine tenths of a graph: a row each is a tenth of the work of a row a triple
create or replace temp table remarked as
  select claim,
    list_sort(list(plain(text)) filter (where field = 'quote')) as quotes, list_sort(list(plain(text)) filter (where field = 'at')) as ats,
    list_sort(list(plain(text)) filter (where field = 'note')) as notes, list_sort(list(node(text)) filter (where field = 'where')) as places,
    list_sort(list(node(text)) filter (where field = 'deniedBy')) as denied_by, list_sort(list(node('document/' || md5(text))) filter (where field = 'cites')) as cites
  from remark group by claim;
create or replace temp table rivalled as
  select a as claim, list_sort(list(node(b))) as rivals from contradiction group by a;
create or replace {shared table}claim_term_row as
  select node(c.claim) as s, iri(kga('Claim')) as "rdf:type",
    node(c.s) as "rdf:subject", iri(c.p) as "rdf:predicate",
    case c.o_kind when 'slug' then node(c.o) when 'iri' then iri(c.o) else plain(c.o) || coalesce('^^<' || c.o_type || '>', '') end as "rdf:object",
    node('source/' || c.source) as "kga:source",
    case when c.relation is null and c.date <> 'current' then typed_literal(c.date, edtf()) else plain(c.date) end as "kga:edtf",
    typed_literal(b.start_earliest, xsd('date')) as "kga:startEarliest", typed_literal(b.start_latest, xsd('date')) as "kga:startLatest",
    typed_literal(b.end_earliest, xsd('date')) as "kga:endEarliest", typed_literal(b.end_latest, xsd('date')) as "kga:endLatest",
    case when c.negated then typed_literal('true', xsd('boolean')) end as "kga:negated",
    iri(c.modality) as "kga:modality",
    case when c.rank <> 1 then iri(kga(case c.rank when 2 then 'Preferred' else 'Deprecated' end)) end as "kga:rank",
    nullif(list_filter([case when v.claim is not null then iri(kga('Disputed')) end, case when c.retracted is not null then iri(kga('Retracted')) end], lambda x: x is not null), []) as "kga:claimStatus",
    plain(c.retracted) as "kga:retracted",
    v.rivals as "kga:contradicts",
    iri(l.iri) as "kga:likelihood", typed_literal(c.credibility, xsd('integer')) as "kga:credibility", typed_literal(q.value, xsd('decimal')) as "kga:confidence",
    plain(c.lag) as "kga:lag", plain(c.manner) as "kga:as", typed_literal(c.reported, edtf()) as "kga:reported",
    typed_literal(c.amount, xsd('decimal')) as "kga:amount",
    -- unit, exactness and ends belong to the amount, or to a quantity that is the object
    plain(coalesce(c.amount_unit, c.unit)) as "kga:unit", iri(kga(coalesce(c.amount_exactness, c.exactness))) as "kga:exactness",
    typed_literal(coalesce(c.amount_minimum, c.minimum), xsd('decimal')) as "kga:minimum", typed_literal(coalesce(c.amount_maximum, c.maximum), xsd('decimal')) as "kga:maximum",
    r.quotes as "kga:quote", r.ats as "kga:at", r.notes as "kga:note", r.places as "kga:where", r.denied_by as "kga:deniedBy", r.cites as "kga:cites",
    node(h.name) as "kga:attribution",
    case split_part(c.chain, '>', 1) when '!withheld' then iri(kga('Withheld')) else node(split_part(c.chain, '>', 1)) end as "kga:claimant"
  from claim c
  left join claim_bound b on b.claim = c.claim
  left join remarked r on r.claim = c.claim
  left join rivalled v on v.claim = c.claim
  left join chain h on h.chain = c.chain
  left join individual l on l.type = kga('Likelihood') and (l.word = c.likelihood or l.name = c.likelihood)
  left join quantity_text q on q.text = c.confidence and q.error is null;
