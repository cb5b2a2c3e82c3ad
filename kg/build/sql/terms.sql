-- terms: triple -> the same by predicate, so that looking for one reads a small part; objects are written as in N-Triples.
-- Names that are no slugs are judged too: characters that no IRI can hold are written as others, which kg.build.rules turns back
set variable odd_names = (select exists (select 1 from finding where severity = 2));
set variable in_no_iri = ' ' || chr(9) || chr(10) || chr(13) || '<>"{}|^`\';
set variable stand_ins = array_to_string(list_transform(range(57344, 57357), lambda x: chr(x::integer)), '');
create or replace temp macro iri_text(name) as case when not getvariable('odd_names') then name else translate(name, getvariable('in_no_iri'), getvariable('stand_ins')) end;
create or replace temp macro iri(name) as case when name is not null then concat('<', iri_text(name), '>') end;
create or replace temp macro plain(text) as case when text is not null then concat('"', escaped(text), '"') end;
-- numbered: predicates, and classes among what is said by rdf:type, in order, so that sorting compares two numbers
set variable predicates = (select coalesce(list(distinct p order by p), []) from triple);
create or replace temp table numbered_predicate as
  select unnest(getvariable('predicates')) as p, generate_subscripts(getvariable('predicates'), 1)::smallint as number;
create or replace temp table numbered_class as
  select o, (row_number() over (order by o))::integer as number from (select distinct o from triple where p = rdf('type'));
create or replace {shared table}triple_row as
  select name, getvariable('predicates')[number] as p, o, derived from (
    select iri_text(t.s) as name, n.number,
      case t.kind when 'slug' then iri(getvariable('base') || t.o) when 'iri' then iri(t.o)
      else plain(t.o) || case when t.lang is not null then '@' || t.lang when t.type is not null then '^^<' || t.type || '>' else '' end end as o, t.derived
    from triple t join numbered_predicate n on n.p = t.p left join numbered_class c on t.p = rdf('type') and c.o = t.o
    order by n.number, c.number);
drop table triple;
