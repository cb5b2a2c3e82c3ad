"""Property paths (SHACL 2.3.1) as SQL: a relation of (focus, value) becomes the relation one path further."""

from __future__ import annotations

import pyoxigraph as ox

from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.check.shacl.tables import Tables

_REPEATS = (("zeroOrMorePath", True, True), ("oneOrMorePath", False, True), ("zeroOrOnePath", True, False))
"""SHACL term, whether the start itself counts, whether it repeats."""


def reached(graph: ShapesGraph, tables: Tables, focus: str, path: Term) -> str:
    """SQL for the pairs (focus, value) that a path reaches from the nodes of the table ``focus``, each pair once."""
    if isinstance(path, ox.NamedNode) and not graph.is_list(path):
        # A graph is a set: one step from distinct nodes meets no pair twice, so none has to be looked for.
        return tables.pairs_of(path, focus)
    inverse = graph.value(path, sh("inversePath")) if not graph.is_list(path) else None
    if isinstance(inverse, ox.NamedNode) and not graph.is_list(inverse) and tables.is_in_one_place(inverse):
        return f"(select t.o as focus, t.s as value from {tables.predicate(inverse)} t where t.o in (select focus from {focus}))"
    return step(graph, tables, f"(select focus, focus as value from {focus})", path)


def step(graph: ShapesGraph, tables: Tables, start: str, path: Term, *, backwards: bool = False) -> str:
    """SQL for the pairs (focus, value) that a path reaches.

    Args:
        start: a table or subquery of (focus, value).
        path: the path's node in the shapes graph.
        backwards: walk the path from its end.
    """
    if isinstance(path, ox.NamedNode) and not graph.is_list(path):
        here, there = ("o", "s") if backwards else ("s", "o")
        return f"(select distinct r.focus, t.{there} as value from {start} r join {tables.predicate(path)} t on t.{here} = r.value)"
    if not graph.is_list(path):
        inverse = graph.value(path, sh("inversePath"))
        if inverse is not None:
            return step(graph, tables, start, inverse, backwards=not backwards)
        choice = graph.value(path, sh("alternativePath"))
        if choice is not None:
            arms = [f"select focus, value from {step(graph, tables, start, arm, backwards=backwards)}" for arm in graph.items(choice)]
            return f"({' union '.join(arms)})"
        for name, itself, many in _REPEATS:
            inner = graph.value(path, sh(name))
            if inner is not None:
                return _repeated(graph, tables, start, inner, itself=itself, many=many, backwards=backwards)
    parts = graph.items(path)
    for part in reversed(parts) if backwards else parts:
        start = step(graph, tables, start, part, backwards=backwards)
    return start


def _repeated(graph: ShapesGraph, tables: Tables, start: str, inner: Term, *, itself: bool, many: bool, backwards: bool) -> str:
    begun, walk = tables.name(), tables.name()
    once = step(graph, tables, begun, inner, backwards=backwards)
    more = ""
    if many:
        edge = _edge(graph, tables, inner, backwards=backwards)
        more = f" union select r.focus, e.o from {walk} r join {edge} e on e.s = r.value"
    # most nodes lead nowhere: they are not carried through the steps, but a circle leads back to where it began
    itself_too = f"select focus, value from {begun} union all " if itself else ""
    but = f" anti join {begun} using (focus, value)" if itself else ""
    return (
        f"(with recursive {begun} as materialized (select focus, value from {start}), "
        f"{walk}(focus, value) as (select focus, value from {once}{more}) {itself_too}select focus, value from {walk}{but})"
    )


def _edge(graph: ShapesGraph, tables: Tables, inner: Term, *, backwards: bool) -> str:
    """SQL for the pairs (s, o) of one step of a repeated path."""
    if isinstance(inner, ox.NamedNode) and not graph.is_list(inner):
        pairs = tables.predicate(inner)
        return f"(select o as s, s as o from {pairs})" if backwards else pairs
    everywhere = f"(select s as focus, s as value from {tables.graph} union select o, o from {tables.graph})"
    return tables.make(f"select focus as s, value as o from {step(graph, tables, everywhere, inner, backwards=backwards)}")


def path_text(graph: ShapesGraph, path: Term) -> str:
    """A path in SPARQL's notation, for messages and as a key.

    >>> path_text(ShapesGraph({}), ox.NamedNode("https://e.org/p"))
    '<https://e.org/p>'
    """
    if isinstance(path, ox.NamedNode) and not graph.is_list(path):
        return str(path)
    if graph.is_list(path):
        return "/".join(path_text(graph, part) for part in graph.items(path))
    for name, form in (("inversePath", "^({})"), ("zeroOrMorePath", "({})*"), ("oneOrMorePath", "({})+"), ("zeroOrOnePath", "({})?")):
        inner = graph.value(path, sh(name))
        if inner is not None:
            return form.format(path_text(graph, inner))
    choice = graph.value(path, sh("alternativePath"))
    return "|".join(path_text(graph, arm) for arm in graph.items(choice)) if choice is not None else str(path)
