-- rule_lines: graph_term -> the N-Triples that SPARQL rules are asked over: those with one of the wanted predicates, or all; types, which are
-- closed upward, only of the classes that a rule names, or all; claims or not
with wanted as (select unnest($wanted::varchar[]) as name)
select s || ' <' || p || '> ' || o || ' .' from graph_term
where ($wanted is null or p in (select name from wanted))
  and ($types or $wanted is null or p <> rdf('type') or substr(o, 2, length(o) - 2) in (select name from wanted))
  and ($claims or not starts_with(s, '<' || getvariable('base') || 'claim/'))
