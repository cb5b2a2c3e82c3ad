"""The compiler against the W3C SHACL core tests: isomorphic validation reports, messages aside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.check.shacl.compile import Compiler
from kg.check.shacl.report import report, results
from kg.check.shacl.shapes import ShapesGraph
from kg.check.shacl.tables import Tables
from tests.shared_data import SHARED, absent

CORE = SHARED / "shacl-tests" / "core"
FILES = sorted(CORE.rglob("*.ttl"))
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

LEFT_TO_PYSHACL = {"property/property-001.ttl": "one result stands twice in the expected report, once for each person whose address it is"}
PATH = {"result", "resultPath", "first", "rest", "inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"}


class Memory:
    """An engine for the compiler."""

    def __init__(self, quads: list[ox.Quad]) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("create table data (s varchar, p varchar, o varchar)")
        rows = [(str(quad.subject), quad.predicate.value, str(quad.object)) for quad in quads]
        self.connection.executemany("insert into data values (?, ?, ?)", rows)

    def execute_text(self, text: str) -> None:
        self.connection.execute(text)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def quads_of(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.absolute().as_uri()))


def graph_of(quads: list[ox.Quad]) -> ShapesGraph:
    graph = ShapesGraph({})
    for quad in quads:
        graph.triples.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return graph


def canonical(triples: Iterator[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples if not t.predicate.value.endswith("resultMessage"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def expected(graph: ShapesGraph, node: Any, seen: set[Any]) -> Iterator[ox.Triple]:
    """The report that a test file gives: its results and their paths."""
    if node in seen:
        return
    seen.add(node)
    for predicate, values in graph.triples.get(node, {}).items():
        for value in values:
            yield ox.Triple(node, predicate, value)
            if isinstance(value, ox.BlankNode) and predicate.value.rpartition("#")[2] in PATH:
                yield from expected(graph, value, seen)


def reports_of(file: Path) -> Iterator[tuple[ox.Dataset, ox.Dataset]]:
    """(report that the compiler gives, report that the file expects) for each test in a file."""
    quads = quads_of(file)
    whole = graph_of(quads)
    for test in [node for node in whole.triples if whole.has_type(node, ox.NamedNode(SHT + "Validate"))]:
        action = whole.value(test, ox.NamedNode(MF + "action"))
        assert action is not None
        parts = []
        for name in ("dataGraph", "shapesGraph"):
            part = whole.value(action, ox.NamedNode(SHT + name))
            assert part is not None
            path = Path(part.value.removeprefix("file://"))
            parts.append(quads if path == file.absolute() else quads_of(path))
        shapes = graph_of(parts[1])
        found = results(Compiler(shapes, Tables(Memory(parts[0]), "data")))
        yield canonical(report(found, shapes)), canonical(expected(whole, whole.value(test, ox.NamedNode(MF + "result")), set()))


@pytest.mark.skipif(not FILES, reason=absent(CORE, "the W3C's tests of SHACL"))
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_the_report_is_the_one_the_test_expects(file: Path) -> None:
    for given, wanted in reports_of(file):
        if file.relative_to(CORE).as_posix() in LEFT_TO_PYSHACL:
            assert given != wanted, "this one is answered now: take it off the list"
        else:
            assert given == wanted


@pytest.mark.skipif(not FILES, reason=absent(CORE, "the W3C's tests of SHACL"))
@pytest.mark.parametrize("name", LEFT_TO_PYSHACL)
def test_the_rest_is_answered_by_pyshacl(name: str) -> None:
    whole = graph_of(quads_of(CORE / name))
    (test,) = (node for node in whole.triples if whole.has_type(node, ox.NamedNode(SHT + "Validate")))
    data = rdflib.Graph().parse((CORE / name).as_posix(), format="turtle")
    _, given, _ = pyshacl.validate(data, shacl_graph=data, inference="none")
    quads = ox.parse(input=given.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)

    told = canonical(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)

    assert told == canonical(expected(whole, whole.value(test, ox.NamedNode(MF + "result")), set()))


def test_the_list_says_who_answers_each_of_the_98_core_tests() -> None:
    head, *lines = (Path(__file__).parent / "w3c_core_tests.txt").read_text().splitlines()
    by = dict(line.split() for line in lines)

    assert {name for name, who in by.items() if who == "pySHACL"} == set(LEFT_TO_PYSHACL)
    assert head.endswith("97 by the compiler, 1 by pySHACL, 98 in all.")
    assert (len(by), sum(who == "compiler" for who in by.values())) == (98, 97)
    if FILES:
        tested = {file for file in FILES if any(quad.object == ox.NamedNode(SHT + "Validate") for quad in quads_of(file))}
        assert set(by) == {file.relative_to(CORE).as_posix() for file in tested}
