-- rules: what shapes are judged over: the data's terms with the ontology's beside them; and the table of what they find.
-- graph_term is the whole graph; graph_row the same without claims, whose columns are looked into one by one
create or replace temp table ontology_term (s varchar, p varchar, o varchar);
create or replace temp view graph_row as
  select s, p, o from term union all select s, p, o from ontology_term;
create or replace temp view claim_row_term as
  select s, regexp_extract(text, '^<[^>]*> <([^>]*)>', 1) as p, regexp_extract(text, '^<[^>]*> <[^>]*> (.*) \.$', 1) as o
  from (select s, unnest(string_split(text, chr(10))) as text from claim_lines);
create or replace temp view graph_term as
  select s, p, o from graph_row union all select s, p, o from claim_row_term;
create or replace temp table rule_result (code varchar, message varchar, remedy varchar, severity tinyint, focus varchar, value varchar, path varchar);
