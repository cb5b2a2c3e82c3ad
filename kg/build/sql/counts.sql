-- counts: what the graph holds, for the summary and the manifest
select 'sources', count(*) from source
union all select 'entities', count(distinct slug) from entity
union all select 'nodes', count(distinct s) from claim where kind = 'class'
union all select 'claims', count(*) from claim
union all select 'triples', (select count(*) from term) + list_sum(list_value(*columns(*)))
  from (select count(columns('^(rdf|kga):')), coalesce(sum(len(columns('^kga:(claimStatus|contradicts|quote|at|note|where|deniedBy|cites)$')) - 1), 0) from claim_term)
union all select 'derived', count(*) from term where derived
union all select 'contradictions', count(*) // 2 from contradiction
