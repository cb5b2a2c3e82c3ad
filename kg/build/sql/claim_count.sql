-- claim_count: claim_line -> one row, a column a predicate: how many triples claims have of it
create or replace temp table claim_count as
  from (select {counts of heads} from {shared}.claim_line)
  positional join (select {counts of rests} from (select rest[1] as rest from {shared}.claim_line where rest is not null));
