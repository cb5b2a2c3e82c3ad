-- schema: the tables that readers fill, one row a declaration or statement, kept between builds; and the macros of all stages
create table if not exists read_file (file varchar, hash varchar);
-- which files were read together, what became of each table (JSON), and where in a mapping the texts stand that its rows repeat
create table if not exists read_unit (unit varchar, file varchar);
create table if not exists read_note (file varchar, note varchar);
create table if not exists literal_place (file varchar, number integer, place_file varchar, line integer, col integer);
-- each row of a mapped table as one number
create table if not exists table_row (file varchar, line integer, content ubigint);
create table if not exists read_finding (
  file varchar, line integer, col integer, code varchar, message varchar, remedy varchar, severity tinyint, internal boolean, source varchar);
create table if not exists source_row (
  file varchar, line integer, col integer, marks varchar, id varchar, title varchar, publisher varchar, date varchar, url varchar,
  type varchar, reliability varchar, language varchar, author varchar, accessed varchar, archived varchar, chain varchar, internal boolean);
create table if not exists entity_row (
  file varchar, line integer, col integer, marks varchar, slug varchar, class varchar, source varchar, specificity varchar, internal boolean);
create table if not exists descriptor_row (
  file varchar, line integer, col integer, fact integer, slug varchar, key varchar, value varchar, lang varchar, kind varchar);
create table if not exists claim_row (
  file varchar, fact integer, line integer, col integer, marks varchar, source varchar, kind varchar, subject varchar,
  predicate varchar, object varchar, id varchar, negated boolean, modality varchar, rank varchar, retracted varchar,
  denied_by varchar, chain varchar, said_by varchar, manner varchar, place varchar, amount varchar, likelihood varchar,
  credibility varchar, confidence varchar, lag varchar, reported varchar, date varchar, relation varchar, anchor varchar,
  quotes varchar, ats varchar, notes varchar, cites varchar, internal boolean, withheld varchar);

-- what the last build made of these rows: which store, its findings, the hash of each source's rows, and how nodes without a slug are called
create table if not exists build_state (generation varchar, day varchar, settings varchar, counts varchar);
create table if not exists built_finding (file varchar, line integer, col integer, code varchar, message varchar, remedy varchar, severity tinyint, internal boolean,
  told_file varchar, told_line integer, told_col integer, cell varchar);
-- another text with each build that wrote here, by which a result knows the findings that are its own
create table if not exists built_by (token varchar);
create table if not exists built_input (source varchar, rows bigint, hash varchar);
create table if not exists keyed_row (file varchar, fact integer, slug varchar);

-- the ontology, filled from Python; a file is dropped when its ontology changes
create table if not exists class (name varchar, iri varchar, label varchar, needs_source boolean, single_seat boolean, node boolean, keyed boolean);
create table if not exists superclass (class varchar, super varchar);
create table if not exists property (name varchar, iri varchar, label varchar, kind varchar, range varchar, domain varchar, functional boolean,
  both_ways boolean, transitive boolean, irreflexive boolean, inverse varchar, inverse_of varchar, unit varchar, latest_stands boolean);
create table if not exists superproperty (property varchar, super varchar);
create table if not exists individual (name varchar, word varchar, iri varchar, type varchar);
create table if not exists class_key (class varchar, seq integer, property varchar, required boolean, object boolean, quantity boolean);
-- what rules may ask of the ontology, beside the terms of the data
create table if not exists ontology_term (s varchar, p varchar, o varchar);

-- the line and column of one field, from a row's marks; the row's own place where the field has none
create or replace macro mark_line(marks, field, line) as
  coalesce(try_cast(nullif(regexp_extract(marks, '(?:^| )' || field || '=(\d+):\d+', 1), '') as integer), line);
create or replace macro mark_col(marks, field, col) as
  coalesce(try_cast(nullif(regexp_extract(marks, '(?:^| )' || field || '=\d+:(\d+)', 1), '') as integer), col);
-- the same for one item of a list, counted from 1
create or replace macro item_line(marks, field, i, line) as mark_line(marks, field || i, mark_line(marks, field, line));
create or replace macro item_col(marks, field, i, col) as mark_col(marks, field || i, mark_col(marks, field, col));
-- a language tag (BCP 47: language, script, region, variants)
create or replace macro is_tag(tag) as regexp_full_match(tag, '[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?(-([a-zA-Z0-9]{5,8}|[0-9][a-zA-Z0-9]{3}))*');
create or replace macro is_url(url) as regexp_full_match(url, 'https?://[^\s<>"]+');
-- the character that cannot stand in what begins like a web address; empty where it does not, or has none
create or replace macro not_in_url(url) as case when regexp_matches(url, '^https?://') then regexp_extract(url, '[\s<>"]') else '' end;
create or replace macro url_fault(url) as concat('''', url, ''' ', case when not_in_url(url) = '' then 'is no web address.'
  when regexp_matches(not_in_url(url), '\s') then 'has a space, which cannot stand in a web address.'
  else concat('has ', not_in_url(url), ', which cannot stand in a web address.') end);
create or replace macro url_remedy(url, otherwise) as case when not_in_url(url) = '' then otherwise
  else concat('Write ', case not_in_url(url) when '<' then '%3C' when '>' then '%3E' when '"' then '%22' else '%20' end, ' in its place.') end;
create or replace macro items(joined) as string_split(joined, chr(31));
create or replace macro an(label) as case when regexp_matches(label, '^[aeiou]') then 'an ' else 'a ' end || label;
create or replace macro hides(withheld, field) as coalesce(list_contains(string_split(withheld, ' '), field), false);

create or replace macro kga(name) as 'https://w3id.org/kga#' || name;
create or replace macro rdf(name) as 'http://www.w3.org/1999/02/22-rdf-syntax-ns#' || name;
create or replace macro rdfs(name) as 'http://www.w3.org/2000/01/rdf-schema#' || name;
create or replace macro xsd(name) as 'http://www.w3.org/2001/XMLSchema#' || name;
create or replace macro schema_org(name) as 'https://schema.org/' || name;
create or replace macro prov(name) as 'http://www.w3.org/ns/prov#' || name;
create or replace macro edtf() as 'http://id.loc.gov/datatypes/edtf';
-- a text inside an N-Quads literal (RDF 1.1 N-Quads, canonical escapes)
create or replace macro escaped(text) as
  case when regexp_matches(text, '[\\"\n\r\t\x08\x0c]')
  then replace(replace(replace(replace(replace(replace(replace(text, '\', '\\'), '"', '\"'), chr(10), '\n'), chr(13), '\r'), chr(9), '\t'), chr(8), '\b'), chr(12), '\f')
  else text end;
