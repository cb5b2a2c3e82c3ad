-- edit_places: the places of claims that an edit reaches, before and after, and of facts that only moved -> places that are gone and come
create or replace temp table place_gone as
  select claim, file, line, col from read_parquet('{file}/before.parquet') except select claim, file, line, col from read_parquet('{file}/after.parquet');
create or replace temp table place_come as
  select claim, file, line, col from read_parquet('{file}/after.parquet') except select claim, file, line, col from read_parquet('{file}/before.parquet');
create or replace temp table place_carried as
  select p.claim, m.* from place_now p join place_move m on m.file = p.file and m.line = p.line and m.col = p.col
  where (p.claim, p.file, p.line, p.col) not in (select (claim, file, line, col) from read_parquet('{file}/before.parquet'));
insert into place_gone select claim, file, line, col from place_carried;
insert into place_come select claim, file, new_line, new_col from place_carried;
