"""Validation results as data, and as the RDF report that SHACL 3.6 describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.check.shacl.compile import Compiler
from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.check.shacl.tables import Engine
from kg.model.terms import RDF, SH

_TYPE = ox.NamedNode(RDF + "type")
_BATCH = 8  # result queries in one statement: more of them save little and cost memory
_LIST = (ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest"))
_PATHS = tuple(sh(name) for name in ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))


@dataclass(frozen=True)
class Result:
    """One validation result; terms are written as in N-Triples.

    Args:
        path: of sh:closed, the predicate that may not be there; else None (the shape has the path).
    """

    focus: str
    path: str | None
    value: str | None
    component: str
    shape: str
    severity: str


def results(compiler: Compiler) -> list[Result]:
    """The results of all targeted shapes, sorted."""
    engine: Engine = compiler.tables.engine
    queries = compiler.validate()
    rows: list[tuple[object, ...]] = []
    for start in range(0, len(queries), _BATCH):
        rows += engine.rows(" union all ".join(queries[start : start + _BATCH]))
    return sorted((Result(*row) for row in rows), key=lambda r: (r.shape, r.focus, r.component, r.value or "", r.path or ""))  # type: ignore[arg-type]


def report(found: Iterable[Result], graph: ShapesGraph) -> Iterator[ox.Triple]:
    """The validation report as triples; paths are copied from the shapes graph."""
    found = list(found)
    whole = ox.BlankNode()
    yield ox.Triple(whole, _TYPE, sh("ValidationReport"))
    yield ox.Triple(whole, sh("conforms"), ox.Literal(not found))
    for result in found:
        node = ox.BlankNode()
        shape = _term(result.shape)
        yield ox.Triple(whole, sh("result"), node)
        yield ox.Triple(node, _TYPE, sh("ValidationResult"))
        yield ox.Triple(node, sh("focusNode"), _term(result.focus))
        yield ox.Triple(node, sh("sourceConstraintComponent"), ox.NamedNode(result.component))
        yield ox.Triple(node, sh("sourceShape"), shape)
        yield ox.Triple(node, sh("resultSeverity"), ox.NamedNode(result.severity))
        if result.value is not None:
            yield ox.Triple(node, sh("value"), _term(result.value))
        path = _term(result.path) if result.path else graph.value(shape, sh("path"))
        if path is not None:
            copy = _Copy(graph)
            yield ox.Triple(node, sh("resultPath"), copy.node(path))
            yield from copy.triples
        for message in graph.values(shape, sh("message")):
            yield ox.Triple(node, sh("resultMessage"), message)


class _Copy:
    """A path with blank nodes of its own (each result has one, SHACL 3.6.2.2)."""

    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self.triples: list[ox.Triple] = []

    def node(self, path: Term) -> Term:
        """The copy of a node, its triples added to ``triples``; only those that make the path."""
        if not isinstance(path, ox.BlankNode):
            return path
        fresh = ox.BlankNode()
        said = self.graph.triples.get(path, {})
        wanted = _LIST if self.graph.is_list(path) else _PATHS
        for predicate in wanted:
            self.triples += [ox.Triple(fresh, predicate, self.node(value)) for value in said.get(predicate, [])]
        return fresh


def _term(text: str) -> Term:
    """A term from its N-Triples form."""
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    parsed = next(ox.parse(f"<{SH}s> <{SH}p> {text} .", format=ox.RdfFormat.N_TRIPLES)).object
    assert isinstance(parsed, ox.Literal), text
    return parsed
