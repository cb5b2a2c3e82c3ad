-- rule_lines: graph_term -> the N-Triples that SPARQL rules are asked over: those with one of the wanted predicates, or all
select s || ' <' || p || '> ' || o || ' .' from graph_term where $wanted is null or list_contains($wanted::varchar[], p)
