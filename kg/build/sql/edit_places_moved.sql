-- edit_places_moved: place_moved (what differs from the whole places already), place_gone, place_come -> what differs from them now
copy (
  with had as (select claim, file, line, col from place_moved where not gone), lost as (select claim, file, line, col from place_moved where gone),
  come as (select claim, file, line, col from place_come), gone as (select claim, file, line, col from place_gone)
  select *, false as gone from ((from had except from gone) union (from come except from lost))
  union all select *, true from ((from lost except from come) union (from gone except from had))
) to '{file}' (format parquet);
