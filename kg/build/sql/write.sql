-- write: triple_row, claim_line -> sorted N-Quads: what comes before the claims, the claims, and what comes after them; derived property
-- triples in the graph kga:derived as well. Rows are sorted while they are short, and then made lines
set variable predicates = (select list(distinct p order by p || '>') from {shared}.triple_row);
create or replace temp view numbered as
  select name || '>' as name, n.number, o || ' .' as o, derived
  from {shared}.triple_row t join (select unnest(getvariable('predicates')) as p, generate_subscripts(getvariable('predicates'), 1)::smallint as number) n on n.p = t.p;
create or replace temp view triple_in_order as
  select name, concat('<' || getvariable('base'), name, ' <', getvariable('predicates')[number], '> ', o) as line from (
    select name, number, o from numbered
    union all select name, number, left(o, -2) || ' <' || kga('derived') || '> .' from numbered where derived
    order by name, number, o);
create or replace temp view claim_in_order as
  from {shared}.claim_line order by name || '>';
-- beside an aggregate, whose rows have no order, DuckDB writes row by row; else it keeps batches of 100,000 rows, and theirs are long
create or replace temp table nothing (line varchar);
copy (
  select line from triple_in_order where name < 'claim/'
  union all
  select case when rest is null then concat({lines of heads}) else concat({lines of all}) end as line
  from (select node(name) as s, * replace (rest[1] as rest) from claim_in_order)
  union all
  select line from triple_in_order where name >= 'claim/'
  union all
  select any_value(line) from nothing having count(*) > 0
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
