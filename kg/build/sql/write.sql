-- write: term -> sorted N-Quads, derived property triples in the graph kga:derived as well
copy (
  with line as (select s || ' <' || p || '> ' || o as text, derived from term)
  select quad from (select text || ' .' as quad from line union all select text || ' <https://w3id.org/kga#derived> .' from line where derived) order by quad
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
