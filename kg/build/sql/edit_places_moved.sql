-- edit_places_moved: place_difference -> what differs from the whole places
copy (from place_difference) to '{file}' (format parquet);
