-- graph: triple_row, claim_line -> term (s, p, o, derived) and claim_term, every term written as in N-Triples
create or replace {view} term as
  select node(name) as s, p, o, derived from {shared}.triple_row;
create or replace {view} claim_term as from claim_terms_of('{shared}.claim_line');
