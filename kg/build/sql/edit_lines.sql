-- edit_lines: temp.table_row (a table as it is) and facts.main.table_row (as it was) -> the rows that are others now, and how many there are
create or replace temp table old_line as
  select line, content from facts.main.table_row where file = getvariable('partial');
insert into stale_line
  select coalesce(n.line, o.line) from temp.main.table_row n full join old_line o on o.line = n.line
  where n.content is distinct from o.content;
create or replace temp table line_count as
  select (select count(*) from temp.main.table_row) as rows, (select count(*) from stale_line) as changed;
delete from temp.main.table_row where line not in (select line from stale_line);
