"""SPARQL constraints: which run once for all nodes, and which triples they have to see."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.shacl.shapes import read_shapes
from kg.check.shacl.sparql import asked_for, asks_any_class, constraints, needed, run

SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://e.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:o sh:declare [ sh:prefix "ex" ; sh:namespace "https://e.org/"^^xsd:anyURI ] .
ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql [ sh:prefixes ex:o ; sh:select '''QUERY''' ] .
"""
DATA = """
@prefix ex: <https://e.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Small rdfs:subClassOf ex:Thing . ex:a a ex:Small ; ex:size 1 . ex:b a ex:Thing ; ex:size 2 . ex:c a ex:Other ; ex:size 1 .
"""


def query_of(text: str, folder: Path) -> str | None:
    file = folder / "shapes.ttl"
    file.write_text(SHAPE.replace("QUERY", text), encoding="utf-8")
    (constraint,) = constraints(read_shapes([file]))
    return constraint.query


def test_one_query_finds_the_nodes_of_the_class_and_of_those_below_it(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(SHAPE.replace("QUERY", "SELECT $this ?value WHERE { $this ex:size ?value FILTER(?value < 2) }"), encoding="utf-8")
    (constraint,) = constraints(read_shapes([file]))
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.TURTLE)

    found = run(constraint, store)

    assert found == [{"this": "<https://e.org/a>", "value": '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'}]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this WHERE { { SELECT (COUNT(?x) AS ?n) WHERE { ?x ex:size 1 } } FILTER(?n > 1) }",
        "SELECT $this WHERE { $this ex:size ?n } LIMIT 1",
        "SELECT (COUNT(?n) AS ?count) $this WHERE { $this ex:size ?n }",
        "SELECT $this WHERE { $this $PATH ?n }",
        "SELECT ?n WHERE { $this ex:size ?n }",
    ],
)
def test_a_query_that_means_another_thing_for_all_nodes_at_once_is_not_joined(text: str, tmp_path: Path) -> None:
    assert query_of(text, tmp_path) is None


def test_words_in_texts_and_comments_do_not_count(tmp_path: Path) -> None:
    assert query_of('SELECT $this WHERE { $this ex:size "LIMIT 1" # MINUS\n }', tmp_path) is not None


@pytest.mark.parametrize(
    "body",
    [
        "$this ?p ?o",
        "$this ex:size 1 ; ?p ?o",
        "ex:a ?p ex:b",
        "<https://e.org/a> ?p <https://e.org/b>",
        "$this ex:size 1 ; ?p ex:b",
        "$this ?p 'x'",
    ],
)
def test_a_free_predicate_asks_for_every_triple(body: str) -> None:
    assert asked_for(f"PREFIX ex: <https://e.org/>\nSELECT $this WHERE {{ {body} }}") is None


def test_a_query_asks_only_for_the_predicates_that_it_names() -> None:
    text = (
        "PREFIX ex: <https://e.org/>\n"
        "SELECT $this ?v WHERE { $this ex:size|^ex:of/<https://e.org/has> ?v . ?v ex:in* ?w } ORDER BY ?v ?w"
    )

    asked = asked_for(text)

    assert asked is not None
    assert {f"https://e.org/{name}" for name in ("size", "of", "has", "in")} < asked


def test_an_apostrophe_in_a_comment_hides_no_predicate() -> None:
    asked = asked_for("PREFIX ex: <https://e.org/>\nSELECT $this WHERE { $this ex:size 1 . # don't\n $this ex:of 2 . # don't\n }")

    assert asked is not None and "https://e.org/of" in asked


def test_what_a_query_needs_is_what_stands_outside_of_options_and_unions() -> None:
    text = """PREFIX ex: <https://e.org/>
SELECT $this WHERE {
  $this a/<https://e.org/sub>* ex:Thing . ?x ex:of $this ; ex:size+ ?size FILTER(?size > 3) OPTIONAL { $this ex:name ?name }
  { $this ex:a 1 } UNION { $this ex:b 1 } FILTER NOT EXISTS { $this ex:gone ?g } ?y ex:c|ex:d ?x .
}"""

    found = [sorted(name.rpartition("/")[2] for name in names) for names in needed(text)]

    assert ["of"] in found and ["size"] in found
    assert not {"name", "a", "b", "gone"} & {name for names in found for name in names}


@pytest.mark.parametrize(
    ("body", "any_class"), [("$this a ?type", True), ("$this rdf:type ?t", True), ("$this a ex:Thing ; ex:a ?v", False)]
)
def test_a_query_that_asks_for_any_class_is_told_from_one_that_names_it(body: str, any_class: bool) -> None:
    assert asks_any_class(f"PREFIX ex: <https://e.org/>\nSELECT $this WHERE {{ {body} }}") is any_class
