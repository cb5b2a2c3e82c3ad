-- edit_rows: the rows of the last build (facts.main) and those of the files that changed (temp) -> which statements and declarations
-- are others now, whatever lines they stand on. era: 'kept' in both builds, 'gone' in the last one only, 'fresh' in the new one only
create or replace temp table gone_claim as from facts.main.claim_row where rowid in (select row from stale_claim_row);
create or replace temp table gone_descriptor as from facts.main.descriptor_row where rowid in (select row from stale_descriptor_row);
create or replace temp table gone_entity as from facts.main.entity_row where rowid in (select row from stale_entity_row);
create or replace temp table gone_source as from facts.main.source_row where rowid in (select row from stale_source_row);
create or replace temp view every_claim as
  select 'kept' as era, * from facts.main.claim_row where rowid not in (select row from stale_claim_row)
  union all select 'gone', * from gone_claim union all select 'fresh', * from temp.main.claim_row;
create or replace temp view every_descriptor as
  select 'kept' as era, * from facts.main.descriptor_row where rowid not in (select row from stale_descriptor_row)
  union all select 'gone', * from gone_descriptor union all select 'fresh', * from temp.main.descriptor_row;
create or replace temp view every_entity as
  select 'kept' as era, * from facts.main.entity_row where rowid not in (select row from stale_entity_row)
  union all select 'gone', * from gone_entity union all select 'fresh', * from temp.main.entity_row;
create or replace temp view every_source as
  select 'kept' as era, * from facts.main.source_row where rowid not in (select row from stale_source_row)
  union all select 'gone', * from gone_source union all select 'fresh', * from temp.main.source_row;

-- part: each row that may have changed, its content and its place as numbers. What belongs together has one kind and name: the rows of
-- a fact ('fact', its number), the declarations of an entity in one file ('entity', its slug), a source ('source', its id)
create or replace temp table part as
  select 'gone' as era, file, 'fact' as kind, fact::varchar as name, line, col, hash(line, col, marks) as place, hash(*columns(* exclude (file, fact, line, col, marks))) as content from gone_claim
  union all select 'fresh', file, 'fact', fact::varchar, line, col, hash(line, col, marks), hash(*columns(* exclude (file, fact, line, col, marks))) from temp.main.claim_row
  union all select 'gone', file, 'entity', slug, line, col, hash(line, col, marks), hash(*columns(* exclude (file, line, col, marks))) from gone_entity
  union all select 'fresh', file, 'entity', slug, line, col, hash(line, col, marks), hash(*columns(* exclude (file, line, col, marks))) from temp.main.entity_row
  union all select 'gone', file, 'source', id, line, col, hash(line, col, marks), hash(*columns(* exclude (file, line, col, marks))) from gone_source
  union all select 'fresh', file, 'source', id, line, col, hash(line, col, marks), hash(*columns(* exclude (file, line, col, marks))) from temp.main.source_row
  union all select 'gone', file, case when fact > 0 then 'fact' else 'entity' end, case when fact > 0 then fact::varchar else slug end, line, col, hash(line, col), hash(key, value, lang, kind, slug) from gone_descriptor
  union all select 'fresh', file, case when fact > 0 then 'fact' else 'entity' end, case when fact > 0 then fact::varchar else slug end, line, col, hash(line, col), hash(key, value, lang, kind, slug) from temp.main.descriptor_row;
-- the sum of a fact's contents says whether it is the same; equal facts of one file are paired in the order of their lines
create or replace temp table whole as
  select era, file, kind, name, sum(content::hugeint) as content, count(*) as rows, sum(place::hugeint) as place, min(line * 10000::bigint + least(col, 9999)) as spot
  from part group by era, file, kind, name;
create or replace temp table pair as
  with numbered as (select *, row_number() over (partition by era, file, kind, content, rows, case when kind <> 'fact' then name end order by spot, name) as number from whole)
  select g.file, g.kind, g.name as gone, f.name as fresh, g.place <> f.place as moved
  from numbered g join numbered f on f.era = 'fresh' and f.file = g.file and f.kind = g.kind and f.content = g.content and f.rows = g.rows and f.number = g.number and (g.kind = 'fact' or f.name = g.name)
  where g.era = 'gone';
create or replace temp table altered as
  select era, file, kind, name from whole
  except (select 'gone', file, kind, gone from pair union all select 'fresh', file, kind, fresh from pair);
create or replace temp table altered_fact as select era, file, name::bigint as fact from altered where kind = 'fact';

-- place_move: where the rows of facts that only moved stood and where they stand now
create or replace temp table place_move as
  with numbered as (select p.*, row_number() over (partition by era, file, name, content order by line, col) as number from part p where kind = 'fact')
  select distinct g.file, g.line, g.col, f.line as new_line, f.col as new_col
  from pair p join numbered g on g.era = 'gone' and g.file = p.file and g.name = p.gone
  join numbered f on f.era = 'fresh' and f.file = p.file and f.name = p.fresh and f.content = g.content and f.number = g.number
  where p.kind = 'fact' and p.moved and (g.line, g.col) <> (f.line, f.col);
