-- edit_pick: touched -> the facts that speak of what is touched, or that are compared with one that does
set variable touched = (select coalesce(list(slug), []::varchar[]) from touched);
create or replace temp table picked_source as
  select id from altered_source
  union select id from every_source where publisher in (select slug from touched) or (chain is not null and list_has_any(string_split(chain, '>'), getvariable('touched')))
  union select name from told_anew where kind = 'source';
-- speaking: facts with a touched or a mentioned name at either end, in one question each: most of the time goes into reading names
create or replace temp table asked as
  select slug from touched union select slug from mentioned where slug is not null;
set variable asked = (select coalesce(list(slug), []::varchar[]) from asked);
create or replace temp table speaking as
  select c.era, c.file, c.fact, c.kind, c.subject as slug, true as as_subject from every_claim c where c.subject in (select slug from asked)
  union all select c.era, c.file, c.fact, c.kind, c.object, false from every_claim c where c.object in (select slug from asked) and c.predicate in (select name from linking);
-- naming: rows that may name one of them elsewhere than at their ends; few columns, and few rows of each, are looked at for it
create or replace temp table naming_row as
  select rowid as row from facts.main.claim_row where anchor in (select slug from asked)
  union select rowid from facts.main.claim_row where place is not null and list_has_any(items(place), getvariable('asked'))
  union select rowid from facts.main.claim_row where denied_by is not null and list_has_any(items(denied_by), getvariable('asked'))
  union select rowid from facts.main.claim_row where said_by is not null and (list_has_any(string_split(said_by, '>'), getvariable('asked')) or source in (select id from picked_source))
  union select rowid from facts.main.claim_row where chain is not null and list_has_any(string_split(chain, '>'), getvariable('asked'));
create or replace temp table naming as
  select 'kept' as era, file, fact, source, anchor, place, denied_by, said_by, chain from facts.main.claim_row where rowid in (from naming_row except from stale_claim_row)
  union all select 'gone', file, fact, source, anchor, place, denied_by, said_by, chain from gone_claim
  union all select 'fresh', file, fact, source, anchor, place, denied_by, said_by, chain from temp.main.claim_row;
create or replace temp table picked as
  select distinct era, file, fact from (
    select era, file, fact from affected
    union all select era, file, fact from every_key where slug in (select slug from touched)
    union all select era, file, fact from speaking where slug in (select slug from touched)
    union all select era, file, fact from naming
      where anchor in (select slug from touched)
      or (place is not null and list_has_any(items(place), getvariable('touched')))
      or (denied_by is not null and list_has_any(items(denied_by), getvariable('touched')))
      or (said_by is not null and (list_has_any(string_split(said_by, '>'), getvariable('touched')) or source in (select id from picked_source)))
      or (chain is not null and list_has_any(string_split(chain, '>'), getvariable('touched'))));
-- an id names one fact; an address that is cited is one document
set variable ids = (select coalesce(list(distinct id), []::varchar[]) from affected_claim where id is not null);
set variable urls = (select coalesce(list(distinct url), []::varchar[]) from (select unnest(items(cites)) as url from affected_claim where cites is not null));
insert into picked
  select distinct era, file, fact from every_claim
  where (id is not null and list_contains(getvariable('ids'), id)) or (cites is not null and list_has_any(items(cites), getvariable('urls')));
-- a name that is only mentioned stays in use where another fact or source uses it: one of these is enough
create or replace temp table used as
  with uses as (
    select slug, era, file, fact from speaking where era <> 'fresh' and slug in (select slug from mentioned) and (kind = 'plain' or not as_subject)
    union all select * from (
      select unnest(linked(null, null, false, null, place, denied_by, said_by, chain)) as slug, era, file, fact from naming where era <> 'fresh') where slug in (select slug from mentioned))
  select slug, any_value(struct_pack(era := era, file := file, fact := fact)) as one
  from uses anti join affected a using (era, file, fact) group by slug;
insert into picked
  select one.era, one.file, one.fact from used
  union select 'fresh', p.file, p.fresh::integer from used u join pair p on u.one.era = 'gone' and p.kind = 'fact' and p.file = u.one.file and p.gone = u.one.fact::varchar;
insert into picked_source
  select any_value(id) from every_source where era <> 'fresh' and publisher in (select slug from mentioned) and id not in (select id from altered_source) group by publisher;
-- entities that share an identifier are told of each other
create or replace temp table mark as
  select era, file, fact, slug, key, value, kind from every_descriptor where key in ('iso', 'wikidata', 'id');
create or replace temp table context as
  select distinct o.slug from mark m join mark o on o.key = m.key and o.value = m.value and o.kind is not distinct from m.kind
  where m.slug in (select slug from touched) and o.slug is not null and o.slug not in (select slug from touched);
create or replace temp table new_context as
  select slug from touched union select slug from context;
delete from context;
insert into picked
  select distinct o.era, o.file, o.fact from mark m join mark o on o.key = m.key and o.value = m.value and o.kind is not distinct from m.kind and o.fact > 0 and o.slug is null
  where m.slug in (select slug from touched) or (m.era, m.file, m.fact) in (select (era, file, fact) from picked);
create or replace temp table done (era varchar, file varchar, fact integer);
create or replace temp table picked_claim as select * from every_claim where false;
