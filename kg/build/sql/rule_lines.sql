-- rule_lines: triples (s, p, o) -> the N-Triples that rules are asked over; types only of the classes that a rule names, or all
select s || ' <' || p || '> ' || o || ' .' from {graph}
where $types is null or p <> rdf('type') or substr(o, 2, length(o) - 2) in (select unnest($types::varchar[]))
