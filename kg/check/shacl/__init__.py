"""SHACL: shapes read from Turtle, core constraints as SQL over a table of triples, each SPARQL constraint as one query."""
