-- terms: triple -> the same with every term written as in N-Triples, by predicate, so that looking for one reads a small part.
-- Names that are no slugs are judged too: characters that no IRI can hold are written as others, which kg.build.rules turns back
set variable odd_names = (select exists (select 1 from finding where severity = 2));
create or replace temp macro iri_text(name) as case when not getvariable('odd_names') then name else translate(name, ' ' || chr(9) || chr(10) || chr(13) || '<>"{}|^`\',
  array_to_string(list_transform(range(57344, 57357), lambda x: chr(x::integer)), '')) end;
create or replace temp macro node(name) as case when name is not null then concat('<' || getvariable('base'), iri_text(name), '>') end;
create or replace temp macro iri(name) as case when name is not null then concat('<', iri_text(name), '>') end;
create or replace temp macro plain(text) as case when text is not null then concat('"', escaped(text), '"') end;
create or replace temp macro typed_literal(text, type) as case when text is not null then concat('"', escaped(text), '"^^<' || type || '>') end;
create or replace {shared table}term_row as
  select node(s) as s, p,
    case kind when 'slug' then node(o) when 'iri' then iri(o)
    else plain(o) || case when lang is not null then '@' || lang when type is not null then '^^<' || type || '>' else '' end end as o, derived
  from triple order by p, case when p = rdf('type') then o end;
