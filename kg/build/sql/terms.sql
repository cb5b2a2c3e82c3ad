-- terms: triple -> the graph with every term written as in N-Triples, as shapes are compiled over it; the ontology beside the data
create or replace temp table ontology_term (s varchar, p varchar, o varchar);
create or replace temp view graph_term as
  select '<' || getvariable('base') || s || '>' as s, p,
    case kind when 'slug' then '<' || getvariable('base') || o || '>' when 'iri' then '<' || o || '>'
    else '"' || escaped(o) || '"' || case when lang is not null then '@' || lang when type is not null then '^^<' || type || '>' else '' end end as o
  from triple
  union all select s, p, o from ontology_term;
create or replace temp table rule_result (code varchar, message varchar, remedy varchar, severity tinyint, focus varchar, value varchar, path varchar);
