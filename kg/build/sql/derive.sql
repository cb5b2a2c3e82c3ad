-- derive: standing triples -> what follows from them: superproperties, symmetry, transitive closures, inverses; types closed upward
create or replace temp table asserted as
  select s, p, o from standing where o_kind = 'slug';
create or replace temp table denied_pair as
  select s, p, o from triple_said where o_kind = 'slug' and against_rank >= coalesce(for_rank, 0);
insert into denied_pair select d.o, p.inverse, d.s from denied_pair d join property p on p.iri = d.p where p.inverse is not null;
insert into denied_pair select d.o, d.p, d.s from denied_pair d join property p on p.iri = d.p where p.both_ways;

-- widened: only what is not asserted need be kept, and few properties have others above them, are symmetric, transitive or have inverses
create or replace temp table widened as
  select a.s, u.super as p, a.o from asserted a join superproperty u on u.property = a.p where u.super <> a.p;
create or replace temp table mirrored as
  select w.o as s, w.p, w.s as o from (from asserted union all from widened) w join property p on p.iri = w.p where p.both_ways;
create or replace temp table closed as
  with recursive link as materialized (
    select distinct m.s, m.p, m.o from (from asserted union all from widened union all from mirrored) m join property p on p.iri = m.p where p.transitive),
  step as (
    select s, p, o from link
    union
    select t.s, t.p, m.o from step t join link m on m.s = t.o and m.p = t.p)
  select s, p, o from step where s <> o;
-- fresh: what these give that is not asserted; opposite: the inverses of what there is. No more of asserted is looked through than has a
-- predicate of theirs: an inverse, of which there may be as many as facts, is seldom asserted too
create or replace temp table fresh as
  with given as (select distinct s, p, o from (from widened union all from mirrored union all from closed))
  select g.s, g.p, g.o from given g anti join (select s, p, o from asserted where p in (select p from given)) a using (s, p, o);
create or replace temp table opposite as
  select distinct iri as p, inverse from property
  where inverse is not null and iri <> kga('participant') and iri in (select p from asserted union select p from fresh);
create or replace temp table derived as
  with given as (
    from fresh
    union all select w.o, q.inverse, w.s from (from asserted union all from fresh) w join opposite q on q.p = w.p)
  select g.s, g.p, g.o from given g
  anti join (select s, p, o from asserted where p in (select inverse from opposite)) a using (s, p, o)
  anti join denied_pair d using (s, p, o);
-- only if: exists (select 1 from fresh where p in (select inverse from opposite)) or exists (select 1 from opposite group by inverse having count(*) > 1)
create or replace temp table derived as select distinct s, p, o from derived;
-- end

create or replace temp table typed as
  select distinct e.slug as s, k.iri as class from entity e join class k on k.name = e.class
  where e.source is null and not exists (select 1 from triple_said t where t.s = e.slug and t.p = rdf('type') and t.o = k.iri and t.against_rank >= coalesce(t.for_rank, 0))
  union select s, o from standing where p = rdf('type');
create or replace temp table typed_up as
  select distinct t.s, u.super as class from typed t join superclass u on u.class = t.class;

-- big, and of no further use
drop table asserted;
drop table denied_pair;
drop table widened;
drop table mirrored;
drop table closed;
drop table fresh;
drop table opposite;
drop table typed;
drop table triple_said;
