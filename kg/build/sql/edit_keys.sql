-- edit_keys: altered_fact -> the rows from which resolve.sql tells how changed nodes without a slug are called
create or replace table work.key_claim_row as
  select c.* from temp.main.claim_row c join altered_fact a on a.era = 'fresh' and a.file = c.file and a.fact = c.fact
  where exists (select 1 from temp.main.claim_row n where n.file = c.file and n.fact = c.fact and n.kind = 'class' and n.subject is null)
  union all select c.* exclude (era) from every_claim c join every_descriptor d on d.key = 'was' and d.slug is null and c.era = d.era and c.file = d.file and c.fact = d.fact
  where c.kind = 'class' and c.era <> 'gone';
create or replace table work.key_descriptor_row as select * exclude (era) from every_descriptor where key = 'was' and era <> 'gone';
create or replace table work.key_entity_row as from facts.main.entity_row limit 0;
create or replace table work.key_source_row as from facts.main.source_row limit 0;
