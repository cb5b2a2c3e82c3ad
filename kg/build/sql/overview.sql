-- overview: the findings of the last build -> their first causes that are warnings, as kg.model.causes tells them, and how many there
-- are; what is internal has no words
with place as (
  select severity, code, case when internal then '' else message end as message, case when internal then '' else remedy end as remedy, internal,
    case when internal then told_file end as within, told_file as file, told_line as line, told_col as col, min(cell) as cell
  from facts.main.built_finding where severity > 0 group by all)
select min(struct_pack(file, line, col, cell)) as first, code, message, remedy, severity, internal,
  min(struct_pack(file, line, col), $places + 1)[2:] as others, greatest(count(*) - $places - 1, 0) as more, count(*) over () as causes
from place group by severity, code, message, remedy, internal, within
order by severity desc, min(struct_pack(file, line, col)), code, message, remedy limit $most
