-- claims: stated -> one row a claim: one source saying one triple, named by what it says
create or replace temp table usual as
  select id, coalesce(chain, publisher) as chain from source;

-- hashed: what names the claim of each row, and what of a claim stands in no row
create or replace temp table hashed as
  select row, id, heard, modality_iri,
    md5(concat_ws(chr(31), source, s, p, o_kind, o, coalesce(o_type, ''), coalesce(unit, ''), coalesce(exactness, ''), coalesce(maximum, ''), negated::varchar,
    coalesce(date, ''), coalesce(heard, ''), coalesce(manner, ''), coalesce(array_to_string(list_sort(items(place)), chr(31)), ''),
    coalesce(amount_value || ' ' || coalesce(amount_unit, '') || ' ' || coalesce(amount_exactness, '') || ' ' || coalesce(amount_maximum, ''), ''), coalesce(modality_iri, ''))) as hash
  from (
    select t.row, t.id, t.source, t.s, t.p, t.o, t.o_kind, t.o_type, t.unit, t.exactness, t.maximum, t.negated, t.date, t.manner, t.place,
      case when t.voice is distinct from u.chain then t.voice end as heard, m.iri as modality_iri,
      q.value as amount_value, q.unit as amount_unit, q.exactness as amount_exactness, q.maximum as amount_maximum
    from (select x.*, coalesce(x.chain, case when x.said_by is null then null when split_part(v.chain, '>', 1) = x.said_by then v.chain else x.said_by || '>' || v.chain end) as voice
          from stated x left join usual v on v.id = x.source where x.s is not null and x.o is not null and x.p is not null and x.source is not null) t
    left join usual u on u.id = t.source
    left join quantity_text q on q.text = t.amount and q.error is null
    left join individual m on m.type = kga('Modality') and (m.word = t.modality or m.name = t.modality));

-- a written id names the claim; where its fact makes several, the hash tells them apart
create or replace temp table titled as
  select id, count(distinct hash) as claims from hashed where id is not null group by id;

-- said: which row makes which claim
create or replace temp table said as
  select h.row, 'claim/' || coalesce(case when t.claims = 1 then g.id else g.id || '/' || h.hash end, h.hash) as claim
  from hashed h
  left join (select hash, min(id) as id from hashed where id is not null group by hash) g on g.hash = h.hash
  left join titled t on t.id = g.id;

create or replace temp table first_row as
  select claim, min(row) as row, count(*) as rows from said group by claim;
-- only if: exists (select 1 from first_row where rows > 1)
-- the first by place: rows that were read again stand behind those that stayed
update first_row set row = f.row from (
  select d.claim, arg_min(d.row, (t.file, t.line, t.col, d.row)) as row
  from first_row m join said d on d.claim = m.claim join stated t on t.row = d.row where m.rows > 1 group by d.claim) f
where f.claim = first_row.claim;
-- end

-- merged: of claims that several rows make, what may differ between them
create or replace temp macro rank_number(rank) as case rank when 'preferred' then 2 when 'deprecated' then 0 else 1 end;
create or replace temp table merged as
  select d.claim, min(t.kind) as kind, min(t.quantity) as quantity, max(rank_number(t.rank)) as rank, min(t.retracted) as retracted, min(t.likelihood) as likelihood,
    min(t.credibility) as credibility, min(t.confidence) as confidence, min(t.lag) as lag, min(t.reported) as reported
  from first_row f join said d on d.claim = f.claim join stated t on t.row = d.row where f.rows > 1 group by d.claim;

-- claim: what few claims have is one column, so that it costs the others nothing
create or replace temp table claim as
  select f.claim, f.row, t.source, coalesce(m.kind, t.kind) as kind, t.s, t.p, t.o, t.o_kind, t.o_type, t.o_unit, coalesce(m.quantity, t.quantity) as quantity, t.functional,
    t.negated, h.modality_iri as modality, coalesce(m.rank, rank_number(t.rank)) as rank, coalesce(m.retracted, t.retracted) as retracted, h.heard as chain, t.date, t.relation, t.anchor,
    case when coalesce(t.unit, t.exactness, t.minimum, t.maximum, t.manner, t.amount, m.likelihood, t.likelihood, m.credibility, t.credibility, m.confidence, t.confidence,
      m.lag, t.lag, m.reported, t.reported) is not null then [{
        'unit': t.unit, 'exactness': t.exactness, 'minimum': t.minimum, 'maximum': t.maximum, 'manner': t.manner, 'amount': t.amount,
        'likelihood': coalesce(m.likelihood, t.likelihood), 'credibility': coalesce(m.credibility, t.credibility), 'confidence': coalesce(m.confidence, t.confidence),
        'lag': coalesce(m.lag, t.lag), 'reported': coalesce(m.reported, t.reported)}] end as rest
  from first_row f
  join hashed h on h.row = f.row join stated t on t.row = f.row left join merged m on m.claim = f.claim;

-- remark: what a claim may carry several of
create or replace temp table remark as select distinct d.claim, 'quote' as field, unnest(items(t.quotes)) as text from stated t join said d on d.row = t.row where t.quotes is not null;
insert into remark select distinct d.claim, 'at', unnest(items(t.ats)) from stated t join said d on d.row = t.row where t.ats is not null;
insert into remark select distinct d.claim, 'note', unnest(items(t.notes)) from stated t join said d on d.row = t.row where t.notes is not null;
insert into remark select distinct d.claim, 'cites', unnest(items(t.cites)) from stated t join said d on d.row = t.row where t.cites is not null;
insert into remark select distinct d.claim, 'where', unnest(items(t.place)) from stated t join said d on d.row = t.row where t.place is not null;
insert into remark select distinct d.claim, 'deniedBy', unnest(items(t.denied_by)) from stated t join said d on d.row = t.row where t.denied_by is not null;

-- big, and of no further use
drop table hashed;
drop table titled;
drop table first_row;
drop table merged;
