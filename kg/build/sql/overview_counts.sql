-- overview_counts: the findings of the last build -> how many are told, of each severity: several that the stages gave may be told as one
-- where they are told elsewhere than they stand
with named as (
  select *, line = told_line and col = told_col and cell = '' and file = told_file as is_alone from facts.main.built_finding)
select severity, count(*) filter (is_alone)
  + count(distinct case when not is_alone then struct_pack(told_file, told_line, told_col, code, message, remedy, internal, cell) end)
from named group by severity
