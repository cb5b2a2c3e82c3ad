-- places: claim -> where its facts stand
copy (
  select getvariable('base') || claim as claim, file, line, col from (
    select distinct d.claim, s.file, s.line, s.col from said d join stated s on s.row = d.row order by all)
) to '{file}' (format parquet);
