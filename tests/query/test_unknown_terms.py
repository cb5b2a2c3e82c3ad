"""A word that the ontology lacks is told, with the nearest that it has."""

import pytest

from kg.model.terms import PREFIXES
from kg.ontology import Ontology, load_ontology, shipped_folder
from kg.query.unknown_terms import hint, in_graph, words_of
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import KNOWN


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([shipped_folder()])


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("kga:Persn", "Did you mean kga:Person?"),
        ("kga:person", "Did you mean kga:Person?"),
        ("<https://w3id.org/kga#operatedIn>", "Did you mean kga:operatesIn?"),
        ("kga:Xyzzyx", ""),
        ("kga:Person", None),
        ("kga:derived", None),
        ("kga:Alleged", None),
    ],
)
def test_an_unknown_word_is_met_with_the_nearest_known_one(written: str, remedy: str | None, ontology: Ontology) -> None:
    [word] = words_of(f"SELECT ?x {{ ?x ?y {written} }}", KNOWN)
    assert hint(word, ontology) == remedy


def test_words_are_found_under_any_prefix_and_with_their_place() -> None:
    words = words_of("PREFIX k: <https://w3id.org/kga#>\nASK { ?s k:Foo 'kga:Text' ; k:Foo :slug , rdf:type } # kga:Comment", KNOWN)
    assert [(word.text, word.line, word.column) for word in words] == [("k:Foo", 2, 10)]


def test_vocabularies_that_are_neither_kga_nor_the_case_s_own_are_left_alone() -> None:
    assert words_of("ASK { ?s rdfs:labl ?o ; <http://xmlns.com/foaf/0.1/name> ?n }", {**PREFIXES, "": "https://e.example/"}) == []


def test_what_the_graph_has_is_known(store: OxigraphStore) -> None:
    words = words_of("ASK { ?s kga:operatesIn ?o ; a kga:Gang , kga:Gnag }", KNOWN)
    assert [in_graph(store, word) for word in words] == [True, True, False]
