-- claims: stated -> one row a claim: one source saying one triple, named by what it says
create or replace temp table usual as
  select id, coalesce(chain, publisher) as chain from source;

create or replace temp table voiced as
  select t.*, case when t.voice is distinct from u.chain then t.voice end as heard, q.value as amount_value, q.unit as amount_unit, q.exactness as amount_exactness,
    q.minimum as amount_minimum, q.maximum as amount_maximum, m.iri as modality_iri
  from (select x.*, coalesce(x.chain, case when x.said_by is null then null when split_part(v.chain, '>', 1) = x.said_by then v.chain else x.said_by || '>' || v.chain end) as voice
        from stated x left join usual v on v.id = x.source where x.s is not null and x.o is not null and x.p is not null and x.source is not null) t
  left join usual u on u.id = t.source
  left join quantity_text q on q.text = t.amount and q.error is null
  left join individual m on m.type = kga('Modality') and (m.word = t.modality or m.name = t.modality);

create or replace temp table hashed as
  select v.*, md5(concat_ws(chr(31), source, s, p, o_kind, o, coalesce(o_type, ''), coalesce(unit, ''), coalesce(exactness, ''), coalesce(maximum, ''), negated::varchar,
    coalesce(date, ''), coalesce(heard, ''), coalesce(manner, ''), coalesce(array_to_string(list_sort(items(place)), chr(31)), ''),
    coalesce(amount_value || ' ' || coalesce(amount_unit, '') || ' ' || coalesce(amount_exactness, '') || ' ' || coalesce(amount_maximum, ''), ''), coalesce(modality_iri, ''))) as hash
  from voiced v;

-- a written id names the claim; where its fact makes several, the hash tells them apart
create or replace temp table titled as
  select id, count(distinct hash) as claims from hashed where id is not null group by id;

-- said: which row makes which claim
create or replace temp table said as
  select h.row, 'claim/' || coalesce(case when t.claims = 1 then g.id else g.id || '/' || h.hash end, h.hash) as claim
  from hashed h
  join (select hash, min(id) as id from hashed group by hash) g on g.hash = h.hash
  left join titled t on t.id = g.id;

create or replace temp table claim as
  select d.claim, min(h.row) as row, any_value(source) as source, min(kind) as kind, any_value(s) as s, any_value(p) as p, any_value(o) as o, any_value(o_kind) as o_kind,
    any_value(o_type) as o_type, any_value(o_unit) as o_unit, any_value(unit) as unit, any_value(exactness) as exactness, any_value(minimum) as minimum, any_value(maximum) as maximum,
    min(quantity) as quantity, any_value(functional) as functional, bool_or(negated) as negated, any_value(modality_iri) as modality,
    max(case rank when 'preferred' then 2 when 'deprecated' then 0 else 1 end) as rank, min(retracted) as retracted,
    min(heard) as chain, min(manner) as manner, any_value(amount_value) as amount, any_value(amount_unit) as amount_unit, any_value(amount_exactness) as amount_exactness,
    any_value(amount_minimum) as amount_minimum, any_value(amount_maximum) as amount_maximum, min(likelihood) as likelihood, min(credibility) as credibility,
    min(confidence) as confidence, min(lag) as lag, min(reported) as reported, min(date) as date, min(relation) as relation, min(anchor) as anchor
  from hashed h join said d on d.row = h.row group by d.claim;

-- remark: what a claim may carry several of
create or replace temp table remark as select distinct d.claim, 'quote' as field, unnest(items(h.quotes)) as text from hashed h join said d on d.row = h.row where h.quotes is not null;
insert into remark select distinct d.claim, 'at', unnest(items(h.ats)) from hashed h join said d on d.row = h.row where h.ats is not null;
insert into remark select distinct d.claim, 'note', unnest(items(h.notes)) from hashed h join said d on d.row = h.row where h.notes is not null;
insert into remark select distinct d.claim, 'cites', unnest(items(h.cites)) from hashed h join said d on d.row = h.row where h.cites is not null;
insert into remark select distinct d.claim, 'where', unnest(items(h.place)) from hashed h join said d on d.row = h.row where h.place is not null;
insert into remark select distinct d.claim, 'deniedBy', unnest(items(h.denied_by)) from hashed h join said d on d.row = h.row where h.denied_by is not null;
