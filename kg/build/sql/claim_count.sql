-- claim_count: claim_term -> one row, a column a predicate: how many triples claims have of it
create or replace temp table claim_count as
  select count(columns(lambda name: contains(name, ':') and not regexp_full_match(name, 'kga:(claimStatus|contradicts|quote|at|note|where|deniedBy|cites)'))),
    coalesce(sum(len(columns('^kga:(claimStatus|contradicts|quote|at|note|where|deniedBy|cites)$'))), 0)
  from claim_term;
