-- rule_lines: graph_term -> the N-Triples that SPARQL rules are asked over: those with one of the wanted predicates, or all; claims or not
select s || ' <' || p || '> ' || o || ' .' from graph_term
where ($wanted is null or list_contains($wanted::varchar[], p)) and ($claims or not starts_with(s, '<' || getvariable('base') || 'claim/'))
