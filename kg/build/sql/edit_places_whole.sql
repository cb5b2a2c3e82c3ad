-- edit_places_whole: place_whole, place_difference -> all places
copy (
  (from place_whole except select claim, file, line, col from place_difference where gone)
  union select claim, file, line, col from place_difference where not gone order by all
) to '{file}' (format parquet);
