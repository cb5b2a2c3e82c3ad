-- edit_days: nodes of whom a rule may find something else on another day
insert into touched
  select distinct slug from (
    select coalesce(c.subject, k.slug) as slug from every_claim c left join every_key k on k.era = c.era and k.file = c.file and k.fact = c.fact where c.predicate = 'status')
  where slug is not null and slug not in (select slug from touched);
