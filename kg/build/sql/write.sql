-- write: triple -> sorted N-Quads, derived property triples in the graph kga:derived as well
copy (
  with line as (
    select '<' || getvariable('base') || s || '> <' || p || '> ' ||
      case kind when 'slug' then '<' || getvariable('base') || o || '>' when 'iri' then '<' || o || '>'
      else '"' || escaped(o) || '"' || case when lang is not null then '@' || lang when type is not null then '^^<' || type || '>' else '' end end as text, derived
    from triple)
  select quad from (select text || ' .' as quad from line union all select text || ' <https://w3id.org/kga#derived> .' from line where derived) order by quad
) to '{file}' (format csv, header false, quote '', escape '', delimiter '\x01');
