-- write: triple_row, claim_line -> sorted N-Quads: what comes before the claims, the claims, and what comes after them; derived property
-- triples in the graph kga:derived as well. Rows are sorted while they are short, and then made lines; names and predicates are numbered in
-- order first, for numbers are compared sooner
set variable predicates = (select list(distinct p order by p || '>') from {shared}.triple_row);
create or replace temp table name_number as
  select name, (row_number() over (order by name || '>'))::integer as place, name || '>' < 'claim/' as before_claims from (select distinct name from {shared}.triple_row);
create or replace temp view numbered as
  select name, m.place, m.before_claims, n.number, o, derived
  from {shared}.triple_row t join name_number m using (name)
  join (select unnest(getvariable('predicates')) as p, generate_subscripts(getvariable('predicates'), 1)::smallint as number) n on n.p = t.p;
-- no other triple has its place between one and the same in the graph kga:derived
create or replace temp macro triple(name, number, o) as concat('<' || getvariable('base'), name, '> <', getvariable('predicates')[number], '> ', o);
create or replace temp view triple_in_order as
  select before_claims, case when derived then concat(triple(name, number, o), ' .', chr(10), triple(name, number, o), ' <' || kga('derived') || '> .') else concat(triple(name, number, o), ' .') end as line
  from (from numbered order by place, number, o);
create or replace temp view claim_in_order as
  from {shared}.claim_line order by name || '>';
-- beside an aggregate, whose rows have no order, DuckDB writes row by row; else it keeps batches of 100,000 rows, and theirs are long
create or replace temp table nothing (line varchar);
copy (
  select line from triple_in_order where before_claims
  union all
  select case when rest is null then concat({lines of heads}) else concat({lines of all}) end as line
  from (select node(name) as s, * replace (rest[1] as rest) from claim_in_order)
  union all
  select line from triple_in_order where not before_claims
  union all
  select any_value(line) from nothing having count(*) > 0
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
