-- counts: what the graph holds, for the summary and the manifest
select 'sources', count(*) from source
union all select 'entities', count(distinct slug) from entity
union all select 'nodes', count(distinct s) from claim where kind = 'class'
union all select 'claims', count(*) from claim
union all select 'triples', (select count(*) from triple) + coalesce(sum(length(text) - length(replace(text, chr(10), '')) + 1), 0) from claim_lines
union all select 'derived', count(*) from triple where derived
union all select 'contradictions', count(*) // 2 from contradiction
