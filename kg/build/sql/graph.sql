-- graph: triple_row, claim_line -> term (s, p, o, derived), claim_head and claim_rest, every term written as in N-Triples
create or replace {view} term as
  select node(name) as s, p, o, derived from {shared}.triple_row;
create or replace {view} claim_head as from claim_heads_of('{shared}.claim_line');
create or replace {view} claim_rest as from claim_rests_of('{shared}.claim_line');
