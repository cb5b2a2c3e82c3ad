-- texts: the tables of distinct date and quantity texts, filled from Python
create or replace temp table date_text (text varchar, start_earliest varchar, start_latest varchar, end_earliest varchar, end_latest varchar,
  error varchar, remedy varchar);
create or replace temp table quantity_text (text varchar, value varchar, unit varchar, exactness varchar, minimum varchar, maximum varchar, places integer,
  error varchar, remedy varchar);
