-- edit_told: findings of the last build -> those whose place or words name a line that moved, and what stands there, which is judged anew
create or replace temp table told as
  select b.* exclude (told_file, told_line, told_col, cell) from facts.main.built_finding b
  where b.line > 0 and (b.file in (select file from stale)
    or exists (select 1 from stale s where contains(b.message, s.file || ':')));
create or replace temp table told_part as
  select 'gone' as era, file, kind, name, line, col from part where era = 'gone'
  union all select era, file, 'fact', fact::varchar, line, col from every_claim where era = 'kept' and file in (select file from told)
  union all select era, file, 'entity', slug, line, col from every_entity where era = 'kept' and file in (select file from told)
  union all select era, file, 'source', id, line, col from every_source where era = 'kept' and file in (select file from told);
create or replace temp table told_anew as
  select distinct best.era, best.file, best.kind, best.name from (
    select arg_max(struct_pack(era := p.era, file := p.file, kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from told t join told_part p on p.file = t.file and (p.line, p.col) <= (t.line, t.col) group by t.file, t.line, t.col);
