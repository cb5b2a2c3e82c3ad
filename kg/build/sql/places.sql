-- places: claim -> where its facts stand
copy (
  select distinct getvariable('base') || d.claim as claim, s.file, s.line, s.col from said d join stated s on s.row = d.row order by all
) to '{file}' (format parquet);
