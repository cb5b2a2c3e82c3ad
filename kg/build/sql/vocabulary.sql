-- vocabulary: the ontology as tables, filled from Python
create or replace temp table class (name varchar, iri varchar, label varchar, needs_source boolean, single_seat boolean, node boolean, keyed boolean);
create or replace temp table superclass (class varchar, super varchar);
create or replace temp table property (name varchar, iri varchar, label varchar, kind varchar, range varchar, domain varchar, functional boolean,
  both_ways boolean, transitive boolean, irreflexive boolean, inverse varchar, inverse_of varchar, unit varchar, latest_stands boolean);
create or replace temp table superproperty (property varchar, super varchar);
create or replace temp table individual (name varchar, word varchar, iri varchar, type varchar);
create or replace temp table class_key (class varchar, seq integer, property varchar, required boolean, object boolean, quantity boolean);
-- what rules may ask of the ontology, beside the terms of the data
create or replace temp table ontology_term (s varchar, p varchar, o varchar);
