-- terms: triple -> the graph with every term written as in N-Triples, as shapes are compiled over it; the ontology beside the data.
-- Names that are no slugs are judged too: characters that no IRI can hold are written as others, which kg.build.rules turns back
create or replace temp macro iri_text(name) as translate(name, ' ' || chr(9) || chr(10) || chr(13) || '<>"{}|^`\',
  array_to_string(list_transform(range(57344, 57357), lambda x: chr(x::integer)), ''));
create or replace temp table ontology_term (s varchar, p varchar, o varchar);
create or replace temp view graph_term as
  select '<' || getvariable('base') || iri_text(s) || '>' as s, p,
    case kind when 'slug' then '<' || getvariable('base') || iri_text(o) || '>' when 'iri' then '<' || iri_text(o) || '>'
    else '"' || escaped(o) || '"' || case when lang is not null then '@' || lang when type is not null then '^^<' || type || '>' else '' end end as o
  from triple
  union all select s, p, o from ontology_term;
create or replace temp table rule_result (code varchar, message varchar, remedy varchar, severity tinyint, focus varchar, value varchar, path varchar);
