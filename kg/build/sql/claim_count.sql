-- claim_count: claim_head, claim_rest -> one row, a column a predicate: how many triples claims have of it
create or replace temp macro counts_of(rows) as table
  select count(columns(lambda name: contains(name, ':') and not regexp_full_match(name, 'kga:(claimStatus|contradicts|quote|at|note|where|deniedBy|cites)'))),
    coalesce(sum(len(columns('^kga:(claimStatus|contradicts|quote|at|note|where|deniedBy|cites)$'))), 0)
  from query_table(rows);
create or replace temp table claim_count as
  from counts_of('claim_head') positional join counts_of('claim_rest');
