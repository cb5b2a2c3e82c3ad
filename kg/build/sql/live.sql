-- live: which triples stand. A triple stands while a live claim states it and no negation of equal or better rank opposes it;
-- of rival values the better ranked stand
create or replace temp table triple_said as
  select s, p, o, o_kind, coalesce(o_type, '') as o_type, coalesce(o_unit, '') as o_unit, bool_or(coalesce(functional, false)) as functional, min(quantity) as quantity,
    max(case when not negated and retracted is null then rank end) as for_rank,
    max(case when negated and retracted is null and modality is distinct from kga('Denied') then rank end) as against_rank
  from claim group by s, p, o, o_kind, coalesce(o_type, ''), coalesce(o_unit, '');

-- superseded: values of a property whose latest report stands, each from sources that are certainly older than those of another value
create or replace temp table reported_when as
  select c.s, c.p, c.o, min(b.start_earliest) as first, max(b.end_latest) as last, bool_and(b.end_latest is not null and b.start_earliest is not null) as dated
  from claim c join property q on q.iri = c.p and q.latest_stands left join source_bound b on b.id = c.source
  where not c.negated and c.retracted is null group by c.s, c.p, c.o;
create or replace temp table superseded as
  select distinct a.s, a.p, a.o from reported_when a join reported_when b on b.s = a.s and b.p = a.p and b.o <> a.o and a.dated and b.dated and a.last < b.first;

-- candidates for rivalry: two values of one functional property of one subject, whose periods may meet; the same number in two units is two values
create or replace temp table candidate as
  with contested as (select s, p from triple_said where functional and for_rank is not null group by s, p having count(*) > 1),
  period as (
    select c.s, c.p, c.o, coalesce(c.o_unit, '') as o_unit, case when bool_and(b.start_earliest is not null) then min(b.start_earliest) end as low, case when bool_and(b.end_latest is not null) then max(b.end_latest) end as high
    from claim c join contested k on k.s = c.s and k.p = c.p left join claim_bound b on b.claim = c.claim
    where not c.negated and c.retracted is null and not exists (select 1 from superseded x where x.s = c.s and x.p = c.p and x.o = c.o) group by c.s, c.p, c.o, coalesce(c.o_unit, ''))
  select a.s, a.p, a.o as a, b.o as b, a.o_type, a.quantity as a_quantity, b.quantity as b_quantity, a.o_unit as a_unit, b.o_unit as b_unit
  from triple_said a join contested k on k.s = a.s and k.p = a.p
  join triple_said b on b.s = a.s and b.p = a.p and (b.o > a.o or (b.o = a.o and b.o_unit > a.o_unit and a.o_unit <> '')) and b.for_rank is not null
  join period pa on pa.s = a.s and pa.p = a.p and pa.o = a.o and pa.o_unit = a.o_unit
  join period pb on pb.s = b.s and pb.p = b.p and pb.o = b.o and pb.o_unit = b.o_unit
  where a.for_rank is not null and coalesce(pa.low <= pb.high, true) and coalesce(pb.low <= pa.high, true);
