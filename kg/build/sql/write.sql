-- write: term, claim_lines -> sorted N-Quads, derived property triples in the graph kga:derived as well.
-- Names are compared without the base, which they share
set variable shared = length(getvariable('base')) + 2;
copy (
  select text from (
    select substr(s, getvariable('shared')) as name, line(s, p, o) as text from term
    union all select substr(s, getvariable('shared')), s || ' <' || p || '> ' || o || ' <' || kga('derived') || '> .' from term where derived
    union all select substr(s, getvariable('shared')), text from claim_lines)
  order by name, text
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
