-- edit_restrict: what was picked -> the rows of both builds that it needs, side by side
create or replace table work.before_claim_row as select * exclude (era) from picked_claim where era in ('kept', 'gone') order by file, fact, line, col;
create or replace table work.after_claim_row as select * exclude (era) from picked_claim where era in ('kept', 'fresh') order by file, fact, line, col;
create or replace temp table picked_entity as select * from every_entity where slug in (select slug from context);
create or replace table work.before_entity_row as select * exclude (era) from picked_entity where era in ('kept', 'gone');
create or replace table work.after_entity_row as select * exclude (era) from picked_entity where era in ('kept', 'fresh');
create or replace temp table picked_descriptor as
  select d.* from every_descriptor d where d.slug in (select slug from context) or (d.key = 'was' and d.value in (select slug from context))
    or (d.fact > 0 and (d.era, d.file, d.fact) in (select (era, file, fact) from done));
create or replace table work.before_descriptor_row as select * exclude (era) from picked_descriptor where era in ('kept', 'gone');
create or replace table work.after_descriptor_row as select * exclude (era) from picked_descriptor where era in ('kept', 'fresh');
create or replace temp table picked_header as
  select * from every_source where id in (select id from picked_source);
create or replace table work.before_source_row as select * exclude (era) from picked_header where era in ('kept', 'gone');
create or replace table work.after_source_row as select * exclude (era) from picked_header where era in ('kept', 'fresh');
create or replace table work.before_read_finding as select * from facts.main.read_finding where file in (select file from stale);
create or replace table work.after_read_finding as select * from temp.main.read_finding;
create or replace table work.after_literal_place as
  select * from facts.main.literal_place where file not in (select file from stale) union all select * from temp.main.literal_place;
