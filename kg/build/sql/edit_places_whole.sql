-- edit_places_whole: place_now, place_gone, place_come -> all places
copy (
  (select claim, file, line, col from place_now except select claim, file, line, col from place_gone)
  union select claim, file, line, col from place_come order by all
) to '{file}' (format parquet);
