-- counts: what the graph holds, for the summary and the manifest
select 'sources', count(*) from source
union all select 'entities', count(distinct slug) from entity
union all select 'nodes', nodes from claim_total
union all select 'claims', claims from claim_total
union all select 'triples', (select count(*) from term) + (select list_sum(list_value(*columns(*)))::bigint from claim_count)
union all select 'derived', count(*) from term where derived
union all select 'contradictions', count(*) // 2 from contradiction
