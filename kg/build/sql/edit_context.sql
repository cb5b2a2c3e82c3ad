-- edit_context: one round: the rows of facts picked since the last, the names in them, and what declares these names
create or replace temp table new_pick as
  select * from picked except select * from done;
insert into done select * from new_pick;
create or replace temp table new_claim as
  select c.* from every_claim c where c.fact in (select fact from new_pick) and (c.era, c.file, c.fact) in (select (era, file, fact) from new_pick);
insert into picked_claim select * from new_claim;
create or replace temp table new_source as
  select distinct source as id from new_claim where source is not null and source not in (select id from picked_source);
insert into picked_source select id from new_source;
insert into new_context
  select unnest(linked(c.subject, c.object, l.name is not null, c.anchor, c.place, c.denied_by, c.said_by, c.chain)) from new_claim c left join linking l on l.name = c.predicate
  union select k.slug from every_key k join new_pick p on p.era = k.era and p.file = k.file and p.fact = k.fact
  union select unnest(list_concat([publisher], string_split(chain, '>'))) from every_source where id in (select id from picked_source);
insert into new_context
  select new from alias where old in (select slug from new_context) union select old from alias where new in (select slug from new_context);
create or replace temp table new_context as
  select distinct slug from new_context where slug is not null and slug not in (select slug from context);
insert into context select slug from new_context;
insert into picked
  select distinct era, file, fact from (
    select era, file, fact from every_claim where kind in ('class', 'entity') and subject in (select slug from new_context)
    union all select era, file, fact from every_key where slug in (select slug from new_context)
    union all select era, file, fact from every_claim where predicate in ('birthDate', 'deathDate') and subject in (select slug from new_context));
create or replace temp table new_context (slug varchar);
