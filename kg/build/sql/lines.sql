-- lines: how what stands in triple_row and claim_line is written in N-Triples; every connection that reads them has these macros of its own
create or replace temp macro node(name) as case when name is not null then concat('<' || getvariable('base'), name, '>') end;
-- rows of claim_line -> a row a claim, a column a predicate, named as it is shortened; what a claim may have several of is a sorted list.
-- Planning a query takes longer with every column there is: what few claims have is apart, with a row for each that has any of it
create or replace temp macro claim_heads_of(rows) as table
  select node(name) as s, {claim heads} from query_table(rows);
create or replace temp macro claim_rests_of(rows) as table
  select node(name) as s, {claim rests} from (select name, rest[1] as rest from query_table(rows) where rest is not null);
