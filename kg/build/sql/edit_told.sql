-- edit_told: findings of the last build -> those whose place or words name a line that moved, and what stands there, which is judged anew
-- still: places of findings on lines that were read again, at what stands where it stood
create or replace temp table still as
  with spot as (
    select b.file, b.line, b.col, arg_max(struct_pack(kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from (select distinct file, line, col from facts.main.built_finding where is_stale(file, line)) b
    join part p on p.era = 'gone' and p.file = b.file and (p.line, p.col) <= (b.line, b.col) group by b.file, b.line, b.col)
  select s.file, s.line, s.col from spot s join pair q on q.file = s.file and q.kind = s.best.kind and q.gone = s.best.name and not q.moved;
create or replace temp table moved_line as
  select distinct p.file, p.line from part p join pair q on q.file = p.file and q.kind = p.kind and q.gone = p.name where p.era = 'gone' and q.moved;
create or replace temp table moved_file as
  select distinct file from moved_line
  union select file from stale where file not in (select file from part where era = 'fresh');
-- a message names the first places of each side of a contradiction: where it says that there are more, the one that moved may be among these
create or replace temp table told_of as
  with named as (
    select b.rowid as finding, m.file, contains(b.message, ' more') as more, unnest(regexp_extract_all(b.message, regexp_escape(m.file) || ':(\d+):', 1))::integer as line
    from facts.main.built_finding b join moved_file m on contains(b.message, m.file || ':'))
  select distinct n.finding from named n
  where n.more or exists (select 1 from moved_line l where l.file = n.file and l.line = n.line) or n.file not in (select file from moved_line);
create or replace temp table told as
  select b.* exclude (told_file, told_line, told_col, cell) from facts.main.built_finding b
  where b.line > 0 and ((is_stale(b.file, b.line) and not exists (select 1 from still t where t.file = b.file and t.line = b.line and t.col = b.col))
    or b.rowid in (select finding from told_of));
create or replace temp table told_part as
  select 'gone' as era, file, kind, name, line, col from part where era = 'gone'
  union all select era, file, 'fact', fact::varchar, line, col from every_claim where era = 'kept' and file in (select file from told)
  union all select era, file, 'entity', slug, line, col from every_entity where era = 'kept' and file in (select file from told)
  union all select era, file, 'source', id, line, col from every_source where era = 'kept' and file in (select file from told);
create or replace temp table told_anew as
  select distinct best.era, best.file, best.kind, best.name from (
    select arg_max(struct_pack(era := p.era, file := p.file, kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from told t join told_part p on p.file = t.file and (p.line, p.col) <= (t.line, t.col) group by t.file, t.line, t.col);
