-- edit_names: the vocabulary, every_* -> what names mean in both builds: keys of nodes, former slugs, properties that link
-- linking: properties between names; turns: the triple may be about the one that is written as the object
create or replace temp table linking as
  select name, bool_or(inverse_of is not null or coalesce(both_ways, false)) as turns from property where kind = 'object' group by name;
-- family: properties whose links are followed further than one step, in the direction in which they are followed
create or replace temp table family as
  with up as (select iri as property, iri as above from property union select property, super from superproperty)
  select distinct n.name, t.iri as family, n.inverse_of is not null as turned, q.both_ways or t.both_ways as both_ways
  from property n join property q on q.iri = coalesce(n.inverse_of, n.iri) join up u on u.property = q.iri join property t on t.iri = u.above and t.transitive;
create or replace temp table altered_key (file varchar, fact integer, slug varchar);
create or replace temp table alias as
  select distinct d.value as old, coalesce(d.slug, c.subject) as new
  from every_descriptor d left join every_claim c on d.slug is null and c.era = d.era and c.kind = 'class' and c.file = d.file and c.fact = d.fact
  where d.key = 'was';
create or replace temp view every_key as
  select case when k.file in (select file from stale) then 'gone' else 'kept' end as era, k.* from facts.main.keyed_row k
  union all select 'fresh', k.file, p.fresh::integer, k.slug from facts.main.keyed_row k join pair p on p.kind = 'fact' and p.file = k.file and p.gone = k.fact::varchar
  union all select 'fresh', * from altered_key;
