"""What is left to pySHACL: shapes that neither SQL nor one query for all nodes can judge, and judging them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.check.shacl.literals import NUMERIC
from kg.check.shacl.report import Result
from kg.check.shacl.shapes import TARGET_OF_ITS_OWN, TARGETS, ShapesGraph, Term, sh
from kg.check.shacl.sparql import constraints
from kg.model.terms import SH, XSD

if TYPE_CHECKING:
    import rdflib

_ORDERED = {XSD + name for name in (*NUMERIC, "date", "dateTime")}
_RANGES = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_NOT_RE2 = re.compile(r"\(\?[=!]|\(\?<[=!]|\\[1-9]")
_SHAPE = "urn:kg:shape:"


def left_over(graph: ShapesGraph) -> dict[Term, str]:
    """The targeted shapes that are left to pySHACL, each with the reason, as the end of a sentence."""
    per_node = {constraint.shape for constraint in constraints(graph) if constraint.query is None}
    parameters = _parameters(graph)
    found: dict[Term, str] = {}
    for shape in graph.targeted():
        reasons = _reasons(graph, shape, shape, parameters, ())
        reason = "its query must run for each node by itself" if shape in per_node else next(reasons, "")
        if reason and graph.is_on(shape):
            found[shape] = reason
    return found


def looks_around(pattern: str) -> bool:
    """True for a regular expression that RE2, which the database has, does not know."""
    return _NOT_RE2.search(pattern) is not None


def _parameters(graph: ShapesGraph) -> set[Term]:
    """The predicates by which shapes use constraint components of their own (SHACL 6.2)."""
    components = [node for node in graph.triples if graph.has_type(node, sh("ConstraintComponent"))]
    declared = [parameter for component in components for parameter in graph.values(component, sh("parameter"))]
    return {path for parameter in declared for path in graph.values(parameter, sh("path"))}


def _reasons(graph: ShapesGraph, outer: Term, shape: Term, parameters: set[Term], above: tuple[Term, ...]) -> Iterator[str]:
    if shape in above:
        yield "it leads back to itself"
        return
    said = graph.triples.get(shape, {})
    if TARGET_OF_ITS_OWN in said:
        yield "its target is a query or a type of its own"
    if parameters & set(said):
        yield "it uses a constraint component that is declared in Turtle"
    if shape != outer and graph.values(shape, sh("sparql")):
        yield "a shape inside it has a query"
    for pattern in graph.values(shape, sh("pattern")):
        if looks_around(pattern.value):
            yield "its pattern looks around, or back at what was matched"
    flags = graph.text(shape, sh("flags")) or ""
    if set(flags) - {"i"}:
        yield f"its pattern has the flags '{flags}'"
    for name in _RANGES:
        for bound in graph.values(shape, sh(name)):
            if isinstance(bound, ox.Literal) and bound.datatype.value not in _ORDERED:
                yield f"it compares values of the type {bound.datatype.value.rpartition('#')[2]}"
    for inner in _inner(graph, shape):
        yield from _reasons(graph, outer, inner, parameters, (*above, shape))


def _inner(graph: ShapesGraph, shape: Term) -> Iterator[Term]:
    """The shapes that a shape's constraints name."""
    for name in ("property", "node", "not", "qualifiedValueShape"):
        yield from graph.values(shape, sh(name))
    for name in ("and", "or", "xone"):
        for head in graph.values(shape, sh(name)):
            yield from graph.items(head)


def has_pyshacl() -> bool:
    """True when pySHACL is installed."""
    from importlib.util import find_spec

    return find_spec("pyshacl") is not None


def judge(graph: ShapesGraph, shapes: Iterable[Term], data: Iterable[str] | rdflib.Graph) -> list[Result]:
    """What pySHACL finds by some shapes, sorted.

    Args:
        shapes: targeted shapes; no others are judged.
        data: the data graph, the ontology's triples too; as lines of N-Triples or in rdflib.
    """
    import pyshacl
    import rdflib

    if not isinstance(data, rdflib.Graph):
        data = rdflib.Graph().parse(data="\n".join(data), format="nt")
    names = _names(graph)
    _, report, _ = pyshacl.validate(data, shacl_graph=_rdflib(graph, set(shapes), names), inference="none", advanced=True, inplace=True)
    sh_ = rdflib.Namespace(SH)
    back = {f"<{name}>": str(node) for node, name in names.items()}
    found = []
    for result in report.objects(None, sh_.result):

        def text(predicate: str, result: Any = result) -> str | None:
            value = report.value(result, sh_[predicate])
            return None if value is None else _text(value)

        shape, path = text("sourceShape") or "", text("resultPath")
        found.append(
            Result(
                focus=text("focusNode") or "",
                path=path if path and path.startswith("<") else None,
                value=text("value"),
                component=str(report.value(result, sh_.sourceConstraintComponent)),
                shape=back.get(shape, shape),
                severity=str(report.value(result, sh_.resultSeverity)),
            )
        )
    return sorted(set(found), key=lambda item: (item.shape, item.focus, item.component, item.value or ""))


def _names(graph: ShapesGraph) -> dict[Term, str]:
    """A name for each shape that has none, by which a result can be traced to it."""
    shapes = [node for node in graph.triples if isinstance(node, ox.BlankNode) and graph.values(node, sh("path"))]
    inner = [node for shape in list(graph.triples) for node in _inner(graph, shape) if isinstance(node, ox.BlankNode)]
    parameters = {node for shape in graph.triples for node in graph.values(shape, sh("parameter"))}
    return {node: f"{_SHAPE}{node.value}" for node in (*shapes, *inner) if node not in parameters}


def _rdflib(graph: ShapesGraph, wanted: set[Term], names: Mapping[Term, str]) -> rdflib.Graph:
    """The shapes graph in rdflib, in which only the wanted shapes have targets."""
    import rdflib

    def term(node: Term) -> rdflib.term.Node:
        if node in names:
            return rdflib.URIRef(names[node])
        if isinstance(node, ox.NamedNode):
            return rdflib.URIRef(node.value)
        if isinstance(node, ox.BlankNode):
            return rdflib.BNode(node.value)
        plain = node.language is not None or node.datatype.value == XSD + "string"
        return rdflib.Literal(node.value, lang=node.language, datatype=None if plain else rdflib.URIRef(node.datatype.value))

    found = rdflib.Graph()
    for node, said in graph.triples.items():
        for predicate, values in said.items():
            if node not in wanted and (predicate in TARGETS or predicate == TARGET_OF_ITS_OWN):
                continue
            for value in values:
                found.add((term(node), rdflib.URIRef(predicate.value), term(value)))
    return found


def _text(node: Any) -> str:
    """An rdflib term as pyoxigraph writes it in N-Triples."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    kind = None if node.language or node.datatype is None else ox.NamedNode(str(node.datatype))
    return str(ox.Literal(str(node), language=node.language) if node.language else ox.Literal(str(node), datatype=kind))
