"""The compiler: shapes into queries for validation results, one row a broken constraint and node."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from kg.check.shacl.components import COMPONENTS, OF_NOTHING, Place
from kg.check.shacl.paths import reached
from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.check.shacl.tables import Tables, quoted
from kg.check.shacl.together import Together
from kg.model.terms import SH

_NESTING = ("node", "not", "and", "or", "xone", "property", "qualifiedValueShape")
_CLOSED = f"{SH}ClosedConstraintComponent"


class Compiler:
    """Compiles SHACL core shapes over the tables of one graph.

    A result query gives (focus, path, value, component, shape, severity); path is an IRI in N-Triples for sh:closed, else null: a
    property shape's own path is read from the shape.

    Args:
        without: targeted shapes that are judged elsewhere.
    """

    def __init__(self, graph: ShapesGraph, tables: Tables, *, without: Collection[Term] = ()) -> None:
        self.graph = graph
        self._without = without
        self.tables = tables
        self._open: list[Term] = []
        self._together = Together(graph, tables)

    def validate(self) -> list[str]:
        """The result queries of every targeted shape that has nodes."""
        results: list[str] = []
        for shape in self.graph.targeted():
            focus = self.targets(shape) if shape not in self._without and self.graph.is_on(shape) else None
            if focus is not None:
                results += self.shape(shape, focus, cls=self._only_class(shape))
        return [*self._together.queries(), *dict.fromkeys(results)]

    def _only_class(self, shape: Term) -> str | None:
        """The class whose nodes are all that a shape targets, or None."""
        classes = [*self.graph.values(shape, sh("targetClass")), *([shape] if self.graph.is_class(shape) else [])]
        others = any(self.graph.values(shape, sh(name)) for name in ("targetNode", "targetSubjectsOf", "targetObjectsOf"))
        return str(classes[0]) if len(classes) == 1 and not others else None

    def targets(self, shape: Term) -> str | None:
        """SQL for the target nodes (focus) of a shape, each once (SHACL 2.1.3), or None where no triple can make one."""
        graph, tables = self.graph, self.tables
        classes = [*graph.values(shape, sh("targetClass")), *([shape] if graph.is_class(shape) else [])]
        present = [tables.focus(str(cls)) for cls in classes if tables.has_instances(str(cls))]
        arms = [f"from {focus}" for focus in present]
        arms += [f"select {quoted(str(node))} as focus" for node in graph.values(shape, sh("targetNode"))]
        arms += [
            f"select s as focus from {tables.predicate(p)}"
            for p in graph.values(shape, sh("targetSubjectsOf"))
            if isinstance(p, ox.NamedNode)
        ]
        arms += [
            f"select o as focus from {tables.predicate(p)}"
            for p in graph.values(shape, sh("targetObjectsOf"))
            if isinstance(p, ox.NamedNode)
        ]
        if len(arms) == len(present) == 1:
            return present[0]
        return tables.union(arms, classes=map(str, classes)) if arms else None  # several shapes may have the same

    def shape(self, shape: Term, focus: str, *, cls: str | None = None) -> list[str]:
        """The result queries of a shape on focus nodes, those of its property shapes too.

        Args:
            cls: the class that has all the focus nodes and no others; what its shapes ask alike is asked together.
        """
        if not self._enter(shape):
            return []
        done = self._together.take(shape, cls, self._severity(shape)) if cls else frozenset()
        nodes, results = self._own(shape, focus, done)
        same = None if self.graph.values(shape, sh("path")) else cls
        for inner in self.graph.values(shape, sh("property")):
            results += self.shape(inner, nodes, cls=same)
        self._open.pop()
        return results

    def failing(self, shape: Term, nodes: str) -> str:
        """SQL for the nodes (of a table with the column focus) that do not conform to a shape."""
        if not self._enter(shape):
            return "(select null::varchar as focus where false)"
        inner_nodes, own = self._own(shape, nodes)
        arms = [f"select focus from ({query})" for query in own]
        for inner in self.graph.values(shape, sh("property")):
            arms.append(f"select focus from {self._values(shape, nodes)} where value in {self.failing(inner, inner_nodes)}")
        self._open.pop()
        every = f"select distinct focus from ({' union all '.join(arms)})"
        return f"(select focus from {self.tables.make(every)})" if arms else "(select null::varchar as focus where false)"

    def _enter(self, shape: Term) -> bool:
        """False for a deactivated shape, and for one that leads back to itself (recursion is undefined, SHACL 3.4.3)."""
        if not self.graph.is_on(shape) or shape in self._open:
            return False
        self._open.append(shape)
        return True

    def _values(self, shape: Term, focus: str) -> str:
        path = self.graph.value(shape, sh("path"))
        relation = reached(self.graph, self.tables, focus, path) if path is not None else f"(select focus, focus as value from {focus})"
        query = f"select focus, value from {relation}"
        # What other shapes ask of again is worked out once; what only a count or a pattern looks at is not worth a table.
        asked_again = any(self.graph.values(shape, sh(name)) for name in _NESTING)
        return self.tables.make(query) if asked_again and not self.tables.is_near(focus if path is None else relation) else f"({query})"

    def _own(self, shape: Term, focus: str, done: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
        """The relation (focus) of a shape's value nodes, and the result queries of its own constraints."""
        values = self._values(shape, focus)
        place = Place(self, shape, focus, values, done)
        path = self.graph.value(shape, sh("path"))
        nothing = isinstance(path, ox.NamedNode) and not self.graph.is_list(path) and not self.tables.has_predicate(path.value)
        wanted = OF_NOTHING if nothing else COMPONENTS
        results = [self._result(shape, component, query) for components in wanted for component, query in components(place)]
        results += self._closed(place)
        return place.nodes() if self.graph.values(shape, sh("property")) else f"(select distinct value as focus from {values})", results

    def _result(self, shape: Term, component: str, query: str, path: str = "null::varchar") -> str:
        severity = quoted(self._severity(shape))
        return f"select focus, {path} as path, value, {quoted(component)} as component, {quoted(str(shape))} as shape, {severity} as severity from ({query})"

    def _severity(self, shape: Term) -> str:
        return self.graph.text(shape, sh("severity")) or SH + "Violation"

    def _closed(self, place: Place) -> list[str]:
        if "true" not in [flag.value for flag in place.all("closed")]:
            return []
        graph = self.graph
        allowed = [path.value for prop in place.all("property") if isinstance(path := graph.value(prop, sh("path")), ox.NamedNode)]
        allowed += [item.value for head in place.all("ignoredProperties") for item in graph.items(head)]
        names = ", ".join(map(quoted, allowed)) or "null"
        query = (
            f"select v.value as focus, '<' || t.p || '>' as path, t.o as value from {place.values} v join {self.tables.graph} t on t.s = v.value "
            f"where coalesce(t.p not in ({names}), true)"
        )
        return [self._result(place.shape, _CLOSED, query, path="path")]
