-- edit_told: findings of the last build -> those whose place or words name a line that moved, and what stands there, which is judged anew
-- beside: facts in the file of one that moved that may be told in its place, for a finding stands at the first of several lines that say the
-- same: with the same two ends, about the same node, or with the same chain of speakers
create or replace temp macro sayings(kind, subject, object, said_by, chain) as list_filter([
  'both ' || least(subject, object) || ' ' || greatest(subject, object), case when kind = 'class' then 'node ' || subject end,
  case when said_by is not null or chain is not null then 'chain ' || concat_ws(' ', said_by, '>', chain) end], lambda x: x is not null);
create or replace temp table moved_file as
  select distinct file from pair where moved;
create or replace temp table beside as select ''::varchar as era, file, fact, line, ''::varchar as saying from gone_claim limit 0;
-- only if: exists (select 1 from moved_file)
insert into beside
  with row as (
    select 'gone' as era, * from gone_claim where file in (select file from moved_file)
    union all select * from every_claim where era = 'kept' and file = getvariable('partial') and file in (select file from moved_file))
  select r.era, r.file, r.fact, r.line, unnest(sayings(r.kind, coalesce(a.new, r.subject, k.slug), coalesce(b.new, r.object), r.said_by, r.chain))
  from row r left join facts.main.keyed_row k on k.file = r.file and k.fact = r.fact left join alias a on a.old = r.subject left join alias b on b.old = r.object;
create or replace temp table beside as
  with moved as (select distinct b.file, b.saying from beside b join pair q on q.kind = 'fact' and q.file = b.file and q.gone = b.fact::varchar and q.moved where b.era = 'gone')
  select distinct b.era, b.file, b.fact, b.line from beside b semi join moved using (file, saying);
-- end
-- still: places of findings on lines that were read again, at what stands where it stood
create or replace temp table still as
  with spot as (
    select b.file, b.line, b.col, arg_max(struct_pack(kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from (select distinct file, line, col from facts.main.built_finding where is_stale(file, line)) b
    join part p on p.era = 'gone' and p.file = b.file and (p.line, p.col) <= (b.line, b.col) group by b.file, b.line, b.col)
  select s.file, s.line, s.col from spot s join pair q on q.file = s.file and q.kind = s.best.kind and q.gone = s.best.name and not q.moved
  where not exists (select 1 from beside b where s.best.kind = 'fact' and b.file = s.file and b.fact::varchar = s.best.name);
insert into moved_file
  select distinct file from stale where file not in (select file from part where era = 'fresh');
-- three questions, each of few rows: asked as one, each finding is looked at for all of them
create or replace temp table told_row as
  select b.rowid as row from facts.main.built_finding b
    where is_stale(b.file, b.line) and not exists (select 1 from still t where t.file = b.file and t.line = b.line and t.col = b.col)
  union select b.rowid from facts.main.built_finding b join beside k on k.era = 'kept' and k.file = b.file and k.line = b.line
  union select b.rowid from facts.main.built_finding b join moved_file m on contains(b.message, m.file || ':');
create or replace temp table told as
  select * exclude (told_file, told_line, told_col, cell) from facts.main.built_finding where rowid in (select row from told_row) and line > 0;
create or replace temp table told_part as
  select 'gone' as era, file, kind, name, line, col from part where era = 'gone'
  union all select era, file, 'fact', fact::varchar, line, col from every_claim where era = 'kept' and file in (select file from told)
  union all select era, file, 'entity', slug, line, col from every_entity where era = 'kept' and file in (select file from told)
  union all select era, file, 'source', id, line, col from every_source where era = 'kept' and file in (select file from told);
create or replace temp table told_anew as
  select distinct best.era, best.file, best.kind, best.name from (
    select arg_max(struct_pack(era := p.era, file := p.file, kind := p.kind, name := p.name), p.line * 100000::bigint + p.col) as best
    from told t join told_part p on p.file = t.file and (p.line, p.col) <= (t.line, t.col) group by t.file, t.line, t.col);
