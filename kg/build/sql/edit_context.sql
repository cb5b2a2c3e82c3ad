-- edit_context: one round: the rows of facts picked since the last, the names in them, and what declares these names
create or replace temp table new_pick as
  select * from picked except select * from done;
insert into done select * from new_pick;
-- where the rows stand is asked first: all columns of a row are read from there then, and not looked at in every part of the table
create or replace temp table new_row as
  select c.rowid as row from facts.main.claim_row c semi join (select file, fact from new_pick where era = 'kept') p using (file, fact) where c.rowid not in (select row from stale_claim_row);
create or replace temp table new_claim as
  select 'kept' as era, c.* from facts.main.claim_row c where c.rowid in (select row from new_row)
  union all select 'gone', c.* from gone_claim c semi join (select file, fact from new_pick where era = 'gone') p using (file, fact)
  union all select 'fresh', c.* from temp.main.claim_row c semi join (select file, fact from new_pick where era = 'fresh') p using (file, fact);
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
    select era, file, fact from every_claim where (kind in ('class', 'entity') or predicate in ('birthDate', 'deathDate')) and subject in (select slug from new_context)
    union all select era, file, fact from every_key where slug in (select slug from new_context));
create or replace temp table new_context (slug varchar);
