-- findings: what readers found; each check adds its own
create or replace temp table finding (
  file varchar, line integer, col integer, code varchar, message varchar, remedy varchar, severity tinyint, internal boolean);
insert into finding select *, false from read_finding;
