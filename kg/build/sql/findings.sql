-- findings: what readers found; each check adds its own
create or replace temp table finding (
  file varchar, line integer, col integer, code varchar, message varchar, remedy varchar, severity tinyint, internal boolean);
insert into finding
  select f.* exclude (source, internal), f.internal or coalesce(s.internal, false)
  from read_finding f left join (select id, bool_or(internal) as internal from source_row group by id) s on s.id = f.source;
