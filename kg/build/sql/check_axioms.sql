-- check_axioms: stated -> findings about the two ends of a property, by what the ontology says of it: domain, range, irreflexivity.
-- What is negated or taken back is judged too: a wrong end is a slip whether the fact stands or not.
create or replace temp table fits as
  select distinct d.slug, u.super from declared d join class k on k.name = d.class join superclass u on u.class = k.iri;
create or replace temp table misfit as
  select t.file, t.line, t.col, t.marks, t.hidden, 'object-range' as code, t.o as slug, p.range as needs, p.name as property,
    case when t.turned then 's' else 'o' end as field
  from stated t join property p on p.iri = t.p and p.range is not null
  where t.o_kind = 'slug' and not exists (select 1 from fits f where f.slug = t.o and f.super = p.range);
insert into misfit
  select t.file, t.line, t.col, t.marks, t.hidden, 'subject-domain', t.s, p.domain, p.name, case when t.turned then 'o' else 's' end
  from stated t join property p on p.iri = t.p and p.domain is not null
  where t.s is not null and not exists (select 1 from fits f where f.slug = t.s and f.super = p.domain);
-- an unknown name, and one of an unknown class, is told where it stands
delete from misfit where slug not in (select slug from fits)
  or slug in (select d.slug from declared d where not exists (select 1 from class k where k.name = d.class));
insert into finding
  select distinct m.file, mark_line(m.marks, m.field, m.line), mark_col(m.marks, m.field, m.col), m.code,
    '''' || m.slug || ''' is no ' || k.name || case m.code when 'object-range' then ', and ''' || m.property || ''' takes one.' else ', and only one has ''' || m.property || '''.' end,
    case m.code when 'object-range' then 'Check the slug, or use a property that fits.' else 'Check the slug, or swap the two ends.' end, 2, m.hidden
  from misfit m join class k on k.iri = m.needs;
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'self-relation', 'it is related to itself.', 'Correct one of the slugs.', 2, t.hidden
  from stated t join property p on p.iri = t.p and p.irreflexive where t.s = t.o and t.o_kind = 'slug';

-- big, and of no further use
drop table misfit;

-- big, and of no further use
drop table fits;
