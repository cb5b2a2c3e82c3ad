-- edit_told: findings of the last build -> those whose place or words name a line that moved, and what stands there, which is judged anew
-- still: places of findings in files that changed, at what stands where it stood
create or replace temp table still as
  with spot as (
    select b.file, b.line, b.col, arg_max(struct_pack(kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from (select distinct file, line, col from facts.main.built_finding where file in (select file from stale)) b
    join part p on p.era = 'gone' and p.file = b.file and (p.line, p.col) <= (b.line, b.col) group by b.file, b.line, b.col)
  select s.file, s.line, s.col from spot s join pair q on q.file = s.file and q.kind = s.best.kind and q.gone = s.best.name and not q.moved;
create or replace temp table moved_file as
  select distinct s.file from stale s where exists (select 1 from pair q where q.file = s.file and q.moved)
    or exists (select 1 from part p where p.file = s.file and p.era = 'gone' and not exists (select 1 from part n where n.file = s.file and n.era = 'fresh'));
create or replace temp table told as
  select b.* exclude (told_file, told_line, told_col, cell) from facts.main.built_finding b
  where b.line > 0 and ((b.file in (select file from stale) and not exists (select 1 from still t where t.file = b.file and t.line = b.line and t.col = b.col))
    or exists (select 1 from moved_file s where contains(b.message, s.file || ':')));
create or replace temp table told_part as
  select 'gone' as era, file, kind, name, line, col from part where era = 'gone'
  union all select era, file, 'fact', fact::varchar, line, col from every_claim where era = 'kept' and file in (select file from told)
  union all select era, file, 'entity', slug, line, col from every_entity where era = 'kept' and file in (select file from told)
  union all select era, file, 'source', id, line, col from every_source where era = 'kept' and file in (select file from told);
create or replace temp table told_anew as
  select distinct best.era, best.file, best.kind, best.name from (
    select arg_max(struct_pack(era := p.era, file := p.file, kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from told t join told_part p on p.file = t.file and (p.line, p.col) <= (t.line, t.col) group by t.file, t.line, t.col);
