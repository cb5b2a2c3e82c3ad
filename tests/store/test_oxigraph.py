"""Oxigraph: a graph that answers SPARQL and cannot be changed, in memory and on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store.oxigraph import OxigraphStore, bulk_load

BASE = "https://e.org/case/"
QUADS = f"""\
<{BASE}a> <https://w3id.org/kga#memberOf> <{BASE}b> .
<{BASE}a> <http://www.w3.org/2000/01/rdf-schema#label> "A"@en .
<{BASE}b> <https://w3id.org/kga#hasMember> <{BASE}a> .
<{BASE}b> <https://w3id.org/kga#hasMember> <{BASE}a> <https://w3id.org/kga#derived> .
"""
Make = Callable[[Path], OxigraphStore]


def _from_text(_: Path) -> OxigraphStore:
    return OxigraphStore.from_nquads(QUADS, base=BASE)


def _from_bytes(_: Path) -> OxigraphStore:
    return OxigraphStore.from_nquads(QUADS.encode(), base=BASE)


def _from_file(folder: Path) -> OxigraphStore:
    (folder / "graph.nq").write_text(QUADS)
    return OxigraphStore.from_nquads(folder / "graph.nq", base=BASE)


def _on_disk(folder: Path) -> OxigraphStore:
    (folder / "graph.nq").write_text(QUADS)
    bulk_load(folder / "store", folder / "graph.nq")
    return OxigraphStore.open(folder / "store", base=BASE)


def _of_quads(folder: Path) -> OxigraphStore:
    bulk_load(folder / "store", ox.parse(QUADS, format=ox.RdfFormat.N_QUADS))
    return OxigraphStore.open(folder / "store", base=BASE)


@pytest.fixture(params=[_from_text, _from_bytes, _from_file, _on_disk, _of_quads], ids=lambda make: make.__name__[1:])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> OxigraphStore:
    return request.param(tmp_path)  # type: ignore[no-any-return]


def _rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(tuple(str(value) for value in row) for row in answer)


def test_every_quad_comes_back_as_it_went_in(store: OxigraphStore) -> None:
    assert sorted(f"{quad} ." for quad in store.quads()) == sorted(QUADS.splitlines())
    assert len(store) == 4


def test_a_question_is_asked_of_the_default_graph(store: OxigraphStore) -> None:
    assert _rows(store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")) == [('"3"^^<http://www.w3.org/2001/XMLSchema#integer>',)]
    assert _rows(store.query("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")) == [(f"<{BASE}b>",)]


def test_prefixes_and_relative_names_are_known(store: OxigraphStore) -> None:
    prefixes = {"": BASE, "kga": "https://w3id.org/kga#"}
    assert store.query("ASK { :a kga:memberOf <b> }", prefixes=prefixes)
    assert not store.query("ASK { :b kga:memberOf :a }", prefixes=prefixes)


def test_parameters_are_bound_as_terms(store: OxigraphStore) -> None:
    hostile = '"@en } ; DROP ALL #'
    found = store.query("SELECT ?s ?name WHERE { ?s ?p ?name }", substitutions={"name": ox.Literal("A", language="en")})
    assert _rows(found) == [(f"<{BASE}a>", '"A"@en')]
    assert _rows(store.query("SELECT ?s ?name WHERE { ?s ?p ?name }", substitutions={"name": ox.Literal(hostile)})) == []


def test_a_question_that_cannot_be_read_says_where(store: OxigraphStore) -> None:
    with pytest.raises(SyntaxError, match="2:16"):
        store.query("SELECT ?s\nWHERE { ?s ?p }")


def test_an_update_is_no_question(store: OxigraphStore) -> None:
    with pytest.raises(SyntaxError):
        store.query("DELETE WHERE { ?s ?p ?o }")
    assert len(store) == 4


@pytest.mark.parametrize("make", ["missing", "empty", "damaged"])
def test_a_store_that_cannot_be_opened_says_how_to_make_it_anew(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "store"
    if make != "missing":
        folder.mkdir()
    if make == "damaged":
        (folder / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError) as error:
        OxigraphStore.open(folder, base=BASE)
    assert str(error.value) == f"{folder}: the built graph cannot be opened. Run 'kg build --full' to make it anew."


def test_malformed_quads_are_refused() -> None:
    with pytest.raises(SyntaxError):
        OxigraphStore.from_nquads("<a> <b> .", base=BASE)
