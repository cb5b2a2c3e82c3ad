-- edit_places: the places of claims that an edit reaches, before and after, and of facts that only moved; place_whole, place_moved (what
-- differs from them already) -> place_difference: what differs from them now
create or replace temp table place_gone as
  select claim, file, line, col from read_parquet('{file}/before.parquet') except select claim, file, line, col from read_parquet('{file}/after.parquet');
create or replace temp table place_come as
  select claim, file, line, col from read_parquet('{file}/after.parquet') except select claim, file, line, col from read_parquet('{file}/before.parquet');
-- only if: (select count(*) from place_move) > 0
create or replace temp table place_carried as
  select p.claim, m.* from place_now p join place_move m on m.file = p.file and m.line = p.line and m.col = p.col
  where (p.claim, p.file, p.line, p.col) not in (select (claim, file, line, col) from read_parquet('{file}/before.parquet'));
insert into place_gone select claim, file, line, col from place_carried;
insert into place_come select claim, file, new_line, new_col from place_carried;
-- end
create or replace temp table place_difference as
  with had as (select claim, file, line, col from place_moved where not gone), lost as (select claim, file, line, col from place_moved where gone),
  come as (select claim, file, line, col from place_come), gone as (select claim, file, line, col from place_gone)
  select *, false as gone from ((from had except from gone) union (from come except from lost))
  union all select *, true from ((from lost except from come) union (from gone except from had));
