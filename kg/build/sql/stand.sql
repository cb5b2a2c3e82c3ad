-- stand: rivals (candidates that do not agree) -> the triples that stand, and the pairs of claims that contradict each other
create or replace temp table standing as
  select distinct t.s, t.p, t.o, t.o_kind, nullif(t.o_type, '') as o_type
  from triple_said t
  where t.for_rank is not null and (t.against_rank is null or t.for_rank > t.against_rank)
    and not exists (select 1 from superseded x where x.s = t.s and x.p = t.p and x.o = t.o)
    and not exists (select 1 from rival r join triple_said o on o.s = r.s and o.p = r.p and o.o = r.b and o.o_unit = r.b_unit
      where r.s = t.s and r.p = t.p and r.a = t.o and r.a_unit = t.o_unit and o.for_rank > t.for_rank);

create or replace temp table opposed as
  select a.claim as a, b.claim as b, 'negation' as why
  from claim b join claim a on a.s = b.s and a.p = b.p and a.o = b.o and a.o_kind = b.o_kind and coalesce(a.o_type, '') = coalesce(b.o_type, '') and coalesce(a.o_unit, '') = coalesce(b.o_unit, '')
  where b.negated and b.retracted is null and b.modality is distinct from kga('Denied') and not a.negated and a.retracted is null;
insert into opposed
  select a.claim, b.claim, 'value'
  from rival r join claim a on a.s = r.s and a.p = r.p and a.o = r.a and coalesce(a.o_unit, '') = r.a_unit
  join claim b on b.s = r.s and b.p = r.p and b.o = r.b and coalesce(b.o_unit, '') = r.b_unit
  where a.claim < b.claim and not a.negated and a.retracted is null and not b.negated and b.retracted is null;
insert into opposed
  select a.claim, b.claim, 'date'
  from node_bound n join claim_bound a on a.s = n.s and a.kind = 'class' join claim_bound b on b.s = n.s and b.kind = 'class' and a.claim < b.claim
  join claim ca on ca.claim = a.claim join claim cb on cb.claim = b.claim
  where not n.compatible and not ca.negated and ca.retracted is null and not cb.negated and cb.retracted is null
    and not (coalesce(a.start_earliest <= b.start_latest, true) and coalesce(b.start_earliest <= a.start_latest, true)
         and coalesce(a.end_earliest <= b.end_latest, true) and coalesce(b.end_earliest <= a.end_latest, true)
         and coalesce(a.start_earliest <= b.end_latest, true) and coalesce(b.start_earliest <= a.end_latest, true));
create or replace temp table contradiction as
  select a, b from opposed where a <> b union select b, a from opposed where a <> b;
