-- rules: the table of what rules find
create or replace temp table rule_result (code varchar, message varchar, remedy varchar, severity tinyint, focus varchar, value varchar, path varchar);
