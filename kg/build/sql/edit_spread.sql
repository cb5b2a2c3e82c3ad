-- edit_spread: one round: names that are touched because another one is: former slugs, nodes whose date hangs on one, observations of an
-- indicator whose unit may be another
insert into touched
  select distinct slug from (
    select new as slug from alias where old in (select slug from touched)
    union all select old from alias where new in (select slug from touched)
    union all select coalesce(c.subject, k.slug) from every_claim c left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact where c.anchor in (select slug from touched) and c.kind = 'class'
    union all select coalesce(c.subject, k.slug) from every_claim c left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact
      where c.predicate = 'indicator' and c.object in (select name from altered where kind = 'entity'))
  where slug is not null and slug not in (select slug from touched);
