"""Tables: the data graph as SQL sees it, and temporary tables that equal subqueries share.

Every term is written as in N-Triples: ``<iri>``, ``_:blank``, ``"text"@en``. What a constraint asks of a literal is taken from that
text where it is asked (:mod:`kg.check.shacl.literals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.model.terms import RDF, RDFS

_TYPE = ox.NamedNode(RDF + "type")


class Engine(Protocol):
    """A database that runs our SQL."""

    def execute_text(self, text: str) -> None:
        """Run statements."""

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query."""


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


class Tables:
    """A graph in a database, and tables made from it.

    Args:
        engine: the database.
        parts: names of the tables (s, p, o) of N-Triples terms that make the graph together; p without angle brackets. A predicate is
            looked for only in those that have it. Sorted by p, a table is hardly read for it.
        columns: predicate -> SQL for the pairs (s, o) of a column that holds its triples, beside the parts.
        whole: a view of everything (s, p, o); what the parts hold when left out.
    """

    def __init__(
        self, engine: Engine, *parts: str, columns: Mapping[str, str] = MappingProxyType({}), whole: str | None = None
    ) -> None:
        self.engine = engine
        self._columns = columns
        self._whole = whole
        self.statements = 0
        self._parts = parts
        self._made: dict[str, str] = {}
        self._count = count(1)
        self._having: dict[str, list[str]] | None = None
        self._present: set[str] | None = None

    @property
    def graph(self) -> str:
        """All triples (s, p, o)."""
        return self._whole or f"({' union all '.join(f'select s, p, o from {part}' for part in self._parts)})"

    def name(self) -> str:
        """A fresh name."""
        return f"shacl_{next(self._count)}"

    def make(self, query: str) -> str:
        """A temporary table with a query's rows; the same query makes one table."""
        if query not in self._made:
            name = self.name()
            self.engine.execute_text(f"create or replace temp table {name} as {query}")
            self.statements += 1
            self._made[query] = name
        return self._made[query]

    def predicate(self, iri: ox.NamedNode) -> str:
        """The pairs (s, o) of one predicate."""
        arms = [f"select s, o from {part} where p = {quoted(iri.value)}" for part in self._holding().get(iri.value, ())]
        arms += [self._columns[iri.value]] if iri.value in self._columns else []
        return f"({' union all '.join(arms) or f'select s, o from {self._parts[0]} where false'})"

    def predicates(self, iris: Iterable[str]) -> str:
        """SQL for the triples (s, p, o) of some predicates."""
        holding = self._holding()
        arms = []
        for part in self._parts:
            here = ", ".join(quoted(iri) for iri in sorted(iris) if part in holding.get(iri, ()))
            arms += [f"select s, p, o from {part} where p in ({here})"] if here else []
        arms += [f"select s, {quoted(iri)} as p, o from ({self._columns[iri]})" for iri in sorted(iris) if iri in self._columns]
        return " union all ".join(arms) or f"select s, p, o from {self._parts[0]} where false"

    def has_predicate(self, iri: str) -> bool:
        """True when some triple has the predicate."""
        return iri in self._holding() or iri in self._columns

    def _holding(self) -> dict[str, list[str]]:
        """Predicate -> the parts that have it."""
        if self._having is None:
            self._having = {}
            arms = " union all ".join(f"select distinct p, {quoted(part)} from {part}" for part in self._parts)
            for predicate, part in self.engine.rows(arms):
                self._having.setdefault(str(predicate), []).append(str(part))
        return self._having

    def instance(self) -> str:
        """The table (node, class): each node with its classes and those above them, by class."""
        types, edge = self.predicate(_TYPE), self.predicate(ox.NamedNode(RDFS + "subClassOf"))
        return self.make(
            f"with recursive typed as materialized (select distinct s, o from {types}), edge as materialized (select s, o from {edge}), "
            "up(class, super) as (select distinct o, o from typed union select u.class, e.o from up u join edge e on e.s = u.super) "
            "select distinct t.s as node, u.super as class from typed t join up u on u.class = t.o order by class"
        )

    def instances(self, cls: str) -> str:
        """SQL for the nodes (node) of a class, written as in N-Triples, and of the classes below it; each once."""
        return f"select node from {self.instance()} where class = {quoted(cls)}"

    def has_instances(self, cls: str) -> bool:
        """True when the graph has nodes of the class or of one below it."""
        if self._present is None:
            self._present = {str(name) for (name,) in self.engine.rows(f"select distinct class from {self.instance()}")}
        return cls in self._present
