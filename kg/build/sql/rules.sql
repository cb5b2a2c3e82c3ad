-- rules: what shapes are judged over: the data's terms with the ontology's beside them; and the table of what they find.
create or replace temp table ontology_term (s varchar, p varchar, o varchar);
create or replace temp table rule_result (code varchar, message varchar, remedy varchar, severity tinyint, focus varchar, value varchar, path varchar);
