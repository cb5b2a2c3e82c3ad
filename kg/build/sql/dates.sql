-- dates: claim and source dates -> their four bounds; dates relative to a node wait for that node (relative.sql)
create or replace temp table source_bound as
  select s.id, d.start_earliest, d.start_latest, d.end_earliest, d.end_latest
  from source s left join date_text d on d.text = s.date and d.error is null;

-- "current" and an open end held when the source reported it
create or replace temp table claim_bound as
  select c.claim, c.s, c.kind,
    d.start_earliest, case when c.date = 'current' then b.end_latest else d.start_latest end as start_latest,
    case when c.date = 'current' then b.start_earliest
         when c.date like '%/..' then greatest(b.start_earliest, d.start_earliest)
         else d.end_earliest end as end_earliest,
    d.end_latest
  from claim c
  left join date_text d on d.text = c.date and d.error is null
  left join source_bound b on b.id = c.source
  where c.date is not null and c.relation is null;

-- waiting: claims whose date hangs on a node
create or replace temp table waiting as
  select claim, s, kind, relation, anchor from claim where relation is not null;
create or replace temp table node_bound (
  s varchar, start_earliest varchar, start_latest varchar, end_earliest varchar, end_latest varchar, compatible boolean);
