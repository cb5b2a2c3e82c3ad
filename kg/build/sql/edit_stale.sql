-- edit_stale: stale, stale_line -> stale_claim_row and its like: the numbers of the rows of the last build that go. One condition for both
-- ways to be stale would be asked of each row of a table
create or replace temp macro is_stale(in_file, in_line) as
  in_file in (select s.file from stale s) or (in_file = coalesce(getvariable('partial'), '') and in_line in (select s.line from stale_line s));
create or replace temp table stale_claim_row as select rowid as row from facts.main.claim_row where file in (select file from stale);
create or replace temp table stale_descriptor_row as select rowid as row from facts.main.descriptor_row where file in (select file from stale);
create or replace temp table stale_entity_row as select rowid as row from facts.main.entity_row where file in (select file from stale);
create or replace temp table stale_source_row as select rowid as row from facts.main.source_row where file in (select file from stale);
create or replace temp table stale_table_row as select rowid as row from facts.main.table_row where file in (select file from stale);
-- only if: exists (select 1 from stale_line)
insert into stale_claim_row select rowid from facts.main.claim_row where file = getvariable('partial') and line in (select line from stale_line);
insert into stale_descriptor_row select rowid from facts.main.descriptor_row where file = getvariable('partial') and line in (select line from stale_line);
insert into stale_entity_row select rowid from facts.main.entity_row where file = getvariable('partial') and line in (select line from stale_line);
insert into stale_source_row select rowid from facts.main.source_row where file = getvariable('partial') and line in (select line from stale_line);
insert into stale_table_row select rowid from facts.main.table_row where file = getvariable('partial') and line in (select line from stale_line);
-- end
