-- edit_compared: picked_claim, touched -> facts that a rule or a closure looks at from a touched node: links that are followed further than
-- one step, from everything that leads to it to everything that it leads to; tenures of the same post
create or replace temp table start as
  select distinct f.family, case when f.turned then c.object else coalesce(c.subject, k.slug) end as slug
  from affected_claim c join family f on f.name = c.predicate left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact
  union select f.family, case when f.turned then coalesce(c.subject, k.slug) else c.object end
  from affected_claim c join family f on f.name = c.predicate and f.both_ways left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact
  union select f.family, n.slug from (select distinct family from family) f
  cross join (select coalesce(c.subject, k.slug) as slug from picked_claim c left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact where c.kind = 'class') n
  where n.slug in (select slug from touched);
-- only if: exists (select 1 from start)
create or replace temp table edge as
  select f.family, coalesce(a.new, case when f.turned then c.object else coalesce(c.subject, k.slug) end) as s,
    coalesce(b.new, case when f.turned then coalesce(c.subject, k.slug) else c.object end) as o, f.both_ways, c.era, c.file, c.fact
  from every_claim c join family f on f.name = c.predicate left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact
  left join alias a on a.old = case when f.turned then c.object else coalesce(c.subject, k.slug) end
  left join alias b on b.old = case when f.turned then coalesce(c.subject, k.slug) else c.object end;
insert into edge select family, o, s, both_ways, era, file, fact from edge where both_ways;
update start set slug = a.new from alias a where a.old = start.slug;
create or replace temp table along as
  with recursive down as (
    select family, slug from start
    union
    select d.family, e.s from down d join edge e on e.family = d.family and e.o = d.slug),
  up as (
    select family, slug from down
    union
    select u.family, e.o from up u join edge e on e.family = u.family and e.s = u.slug)
  select family, slug from up;
insert into picked
  select distinct e.era, e.file, e.fact from edge e join along a on a.family = e.family and a.slug = e.s;
-- end
-- only if: exists (select 1 from picked_claim where predicate = 'post')
insert into picked
  select distinct o.era, o.file, o.fact
  from picked_claim c left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact
  join every_claim o on o.predicate = 'post' and o.object = c.object
  where c.predicate = 'post' and coalesce(c.subject, k.slug) in (select slug from touched);
-- end
