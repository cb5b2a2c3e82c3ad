-- write: triple_row, claim_line -> sorted N-Quads: what comes before the claims, the claims, and what comes after them; derived property
-- triples in the graph kga:derived as well. Rows are sorted while they are short, and then made lines
create or replace temp macro line(s, p, o) as case when o is not null then concat(s, ' <' || p || '> ', o, ' .') end;
create or replace temp macro lines(s, p, list) as array_to_string(list_transform(list, lambda o: line(s, p, o)), chr(10));
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
  select concat_ws(chr(10),
    line(s, rdf('object'), "rdf:object"),
    line(s, rdf('predicate'), "rdf:predicate"),
    line(s, rdf('subject'), "rdf:subject"),
    line(s, rdf('type'), "rdf:type"),
    line(s, kga('amount'), "kga:amount"),
    line(s, kga('as'), "kga:as"),
    lines(s, kga('at'), "kga:at"),
    line(s, kga('attribution'), "kga:attribution"),
    lines(s, kga('cites'), "kga:cites"),
    lines(s, kga('claimStatus'), "kga:claimStatus"),
    line(s, kga('claimant'), "kga:claimant"),
    line(s, kga('confidence'), "kga:confidence"),
    lines(s, kga('contradicts'), "kga:contradicts"),
    line(s, kga('credibility'), "kga:credibility"),
    lines(s, kga('deniedBy'), "kga:deniedBy"),
    line(s, kga('edtf'), "kga:edtf"),
    line(s, kga('endEarliest'), "kga:endEarliest"),
    line(s, kga('endLatest'), "kga:endLatest"),
    line(s, kga('exactness'), "kga:exactness"),
    line(s, kga('lag'), "kga:lag"),
    line(s, kga('likelihood'), "kga:likelihood"),
    line(s, kga('maximum'), "kga:maximum"),
    line(s, kga('minimum'), "kga:minimum"),
    line(s, kga('modality'), "kga:modality"),
    line(s, kga('negated'), "kga:negated"),
    lines(s, kga('note'), "kga:note"),
    lines(s, kga('quote'), "kga:quote"),
    line(s, kga('rank'), "kga:rank"),
    line(s, kga('reported'), "kga:reported"),
    line(s, kga('retracted'), "kga:retracted"),
    line(s, kga('source'), "kga:source"),
    line(s, kga('startEarliest'), "kga:startEarliest"),
    line(s, kga('startLatest'), "kga:startLatest"),
    line(s, kga('unit'), "kga:unit"),
    lines(s, kga('where'), "kga:where")) as line
  from claim_terms_of('claim_in_order')
  union all
  select line from triple_in_order where name >= 'claim/'
  union all
  select any_value(line) from nothing having count(*) > 0
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
