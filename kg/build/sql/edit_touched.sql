-- edit_touched: altered -> touched (names about which something else may hold now) and mentioned (names that changed facts only name);
-- affected: what changed, and the facts of a source whose header changed
create or replace temp macro about(subject, object, turns, said_by, chain) as
  list_filter(list_concat([subject, case when turns then object end], string_split(said_by, '>'), string_split(chain, '>')), lambda x: x is not null);
create or replace temp macro linked(subject, object, links, anchor, place, denied_by, said_by, chain) as
  list_filter(list_concat([subject, case when links then object end, anchor], items(place), items(denied_by), string_split(said_by, '>'), string_split(chain, '>')), lambda x: x is not null);
create or replace temp table altered_source as
  select distinct name as id from altered where kind = 'source';
create or replace temp table affected as
  select * from altered_fact
  union select c.era, c.file, c.fact from every_claim c where c.source in (select id from altered_source) and (select count(*) from altered_source) > 0;
create or replace temp table affected_claim as
  select 'gone' as era, c.* from gone_claim c join affected a on a.era = 'gone' and a.file = c.file and a.fact = c.fact
  union all select 'fresh', c.* from temp.main.claim_row c join affected a on a.era = 'fresh' and a.file = c.file and a.fact = c.fact
  union all select * from every_claim where era = 'kept' and source in (select id from altered_source) and (select count(*) from altered_source) > 0;
create or replace temp table touched as
  select distinct slug from (
    select unnest(about(c.subject, c.object, l.turns, c.said_by, c.chain)) as slug from affected_claim c left join linking l on l.name = c.predicate
    union all select k.slug from every_key k join affected a on a.era = k.era and a.file = k.file and a.fact = k.fact
    union all select name from altered where kind = 'entity'
    union all select unnest(list_concat([publisher], string_split(chain, '>'))) from every_source where id in (select id from altered_source)
    -- a finding that stands where lines moved is told anew, and so is all that it is about
    union all select unnest(about(c.subject, c.object, l.turns, c.said_by, c.chain)) from every_claim c join told_anew t on t.kind = 'fact' and c.era = t.era and c.file = t.file and c.fact::varchar = t.name left join linking l on l.name = c.predicate
    union all select k.slug from every_key k join told_anew t on t.kind = 'fact' and k.era = t.era and k.file = t.file and k.fact::varchar = t.name
    union all select name from told_anew where kind = 'entity'
    union all select unnest(list_concat([s.publisher], string_split(s.chain, '>'))) from every_source s join told_anew t on t.kind = 'source' and t.name = s.id)
  where slug is not null;
insert into touched
  select distinct new from alias where old in (select slug from touched) and new not in (select slug from touched);
create or replace temp table mentioned as
  select distinct unnest(linked(null, c.object, l.name is not null, c.anchor, c.place, c.denied_by, null, null)) as slug from affected_claim c left join linking l on l.name = c.predicate;
insert into mentioned
  select new from alias where old in (select slug from mentioned) union select old from alias where new in (select slug from mentioned);
