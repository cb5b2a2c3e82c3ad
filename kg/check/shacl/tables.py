"""Tables: the data graph as SQL sees it, and temporary tables that equal subqueries share.

Every term is written as in N-Triples: ``<iri>``, ``_:blank``, ``"text"@en``. What a constraint asks of a literal is taken from that
text where it is asked (:mod:`kg.check.shacl.literals`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.model.terms import RDF, RDFS

_TYPE, _BELOW = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "subClassOf")


class Engine(Protocol):
    """A database that runs our SQL."""

    def execute_text(self, text: str) -> None:
        """Run statements."""

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query; of one that makes a table, how many it has."""


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Records:
    """A table with one row a node (column ``s``), for all nodes of one class; what a node has stands in its row alone.

    Args:
        name: of the table.
        cls: the class, as in N-Triples.
        single: predicate -> the column that holds its only value, or null.
        full: those of them that no row lacks.
        iris: those of them whose values are all IRIs.
    """

    name: str
    cls: str
    single: Mapping[str, str]
    full: Collection[str] = ()
    iris: Collection[str] = ()


class Tables:
    """A graph in a database, and tables made from it.

    Args:
        engine: the database.
        parts: names of the tables (s, p, o) of N-Triples terms that make the graph together; p without angle brackets. A predicate is
            looked for only in those that have it. Sorted by p, a table is hardly read for it.
        columns: predicate -> SQL for the pairs (s, o) of a column that holds its triples, beside the parts.
        records: the table behind ``columns``, where there is one.
        closed: classes, as in N-Triples, whose nodes all say so themselves, those of the classes below them too.
    """

    def __init__(
        self,
        engine: Engine,
        *parts: str,
        columns: Mapping[str, str] = MappingProxyType({}),
        records: Records | None = None,
        closed: Collection[str] = (),
    ) -> None:
        self.engine = engine
        self._columns = columns
        self._records = records
        self._closed = closed
        self.statements = 0
        self._parts = parts
        self._made: dict[str, str] = {}
        self._near: set[str] = set()
        self._having_records: set[str] = set()
        self._empty: set[str] = set()
        self._count = count(1)
        self._having: dict[str, list[str]] | None = None
        self._present: set[str] | None = None
        self._supers: list[tuple[str, str]] | None = None
        self._scattered: bool | None = None

    @property
    def graph(self) -> str:
        """All triples (s, p, o)."""
        arms = [f"select s, p, o from {part}" for part in self._parts]
        arms += [f"select s, {quoted(iri)} as p, o from ({pairs})" for iri, pairs in self._columns.items()]
        return f"({' union all '.join(arms)})"

    def name(self) -> str:
        """A fresh name."""
        return f"shacl_{next(self._count)}"

    def make(self, query: str) -> str:
        """A temporary table with a query's rows; the same query makes one table."""
        if query not in self._made:
            name = self.name()
            if self.engine.rows(f"create or replace temp table {name} as {query}") == [(0,)]:
                self._empty |= {name, f"(select focus from {name})"}
            self.statements += 1
            self._made[query] = name
            self._near |= {name, f"(select focus from {name})"}
        return self._made[query]

    def is_near(self, relation: str) -> bool:
        """True for a table that is there already and for what is a column of the records: a copy of it would be no faster to read."""
        return relation in self._near

    def is_empty(self, relation: str) -> bool:
        """True for a table that was made and has no rows: what is asked of it need not be planned."""
        return relation in self._empty

    def union(self, arms: Sequence[str], *, classes: Iterable[str]) -> str:
        """A temporary table (focus) of the nodes that several queries give, each once.

        Args:
            classes: those all of whose nodes are among them.
        """
        made = self.make(f"select distinct focus from ({' union all '.join(arms)})")
        if self._records is not None and self._records.cls in classes and self.records_of(self._records.cls):
            self._having_records.add(made)
        return made

    def has_records(self, focus: str) -> bool:
        """True for a relation (focus) that has the nodes of all records: none of them has to be looked for in it."""
        cls = self._records.cls if self._records else ""
        return focus in self._having_records or (self.records_of(cls) is not None and focus == self.focus(cls))

    def predicate(self, iri: ox.NamedNode, *, recorded: bool = True) -> str:
        """The pairs (s, o) of one predicate.

        Args:
            recorded: those of the table of records too.
        """
        arms = [f"select s, o from {part} where p = {quoted(iri.value)}" for part in self._holding().get(iri.value, ())]
        arms += [self._columns[iri.value]] if recorded and iri.value in self._columns else []
        return f"({' union all '.join(arms) or f'select s, o from {self._parts[0]} where false'})"

    def pairs_of(self, iri: ox.NamedNode, focus: str) -> str:
        """SQL for the pairs (focus, value) of one predicate from the nodes of the table ``focus``, each pair once."""

        def looked_up(pairs: str) -> str:
            return f"select t.s as focus, t.o as value from {pairs} t where t.s in (select focus from {focus})"

        own = self._columns.get(iri.value)
        if own is None or not self.has_records(focus):
            return f"({looked_up(self.predicate(iri))})"
        column = f"select s as focus, o as value from ({own})"
        if iri.value in self._holding():
            return f"({looked_up(self.predicate(iri, recorded=False))} union all {column})"
        self._near.add(f"({column})")
        return f"({column})"

    def predicates(self, iris: Iterable[str], *, recorded: bool = True) -> str:
        """SQL for the triples (s, p, o) of some predicates.

        Args:
            recorded: those of the table of records too.
        """
        holding = self._holding()
        arms = []
        for part in self._parts:
            here = ", ".join(quoted(iri) for iri in sorted(iris) if part in holding.get(iri, ()))
            arms += [f"select s, p, o from {part} where p in ({here})"] if here else []
        arms += [
            f"select s, {quoted(iri)} as p, o from ({self._columns[iri]})" for iri in sorted(iris) if recorded and iri in self._columns
        ]
        return " union all ".join(arms) or f"select s, p, o from {self._parts[0]} where false"

    def is_in_one_place(self, iri: ox.NamedNode) -> bool:
        """True where one part or column has all triples of a predicate, so that none is met twice."""
        return len(self._holding().get(iri.value, ())) + (iri.value in self._columns) < 2

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

    def instance(self, classes: Collection[str]) -> str:
        """SQL for the relation (node, class): each node with the classes that it is said to be of, and those of ``classes`` above them.

        Args:
            classes: written as in N-Triples.
        """
        inherit = [(cls, above) for cls, above in self._above() if above in classes]
        wanted = {*classes, *(cls for cls, _ in inherit)}
        # records are of one class, and many: they are left out where it is not asked for
        recorded = self._records is None or self._records.cls in wanted
        types = f"(select s as node, o as class from {self.predicate(_TYPE, recorded=recorded)})"
        pairs = ", ".join(f"({quoted(cls)}, {quoted(above)})" for cls, above in inherit)
        if not pairs:
            return types
        inherited = self.make(
            f"select distinct t.node, u.super as class from {types} t join (values {pairs}) u(class, super) on u.class = t.class "
            f"except select node, class from {types}"
        )
        return f"(select node, class from {types} union all select node, class from {inherited})"

    def _above(self) -> list[tuple[str, str]]:
        """Class and one above it, for all of which it is not known that their nodes say so themselves."""
        if self._supers is None:
            edges: dict[str, set[str]] = {}
            for below, above in self.engine.rows(f"select s, o from {self.predicate(_BELOW)}"):
                edges.setdefault(str(below), set()).add(str(above))
            found: set[tuple[str, str]] = set()
            for cls in edges:
                reached, todo = {cls}, [cls]
                while todo:
                    fresh = edges.get(todo.pop(), set()) - reached
                    reached |= fresh
                    todo += fresh
                found |= {(cls, above) for above in reached - {cls} if above not in self._closed}
            self._supers = sorted(found)
        return self._supers

    def instances(self, cls: str) -> str:
        """SQL for the nodes (node) of a class, written as in N-Triples, and of the classes below it; each once."""
        records = self.records_of(cls)
        if records:
            return f"select s as node from {records.name}"
        return f"select node from {self.instance([cls])} where class = {quoted(cls)}"

    def focus(self, cls: str) -> str:
        """The same as a table (focus)."""
        relation = f"(select node as focus from ({self.instances(cls)}))"
        if self.records_of(cls):
            self._near.add(relation)
        return relation

    def recorded(self, *predicates: str) -> tuple[str, list[str]] | None:
        """The table of records and its columns for some predicates; None unless it has a column with one value for each."""
        single = self._records.single if self._records else {}
        return (self._records.name, [single[p] for p in predicates]) if self._records and all(p in single for p in predicates) else None

    def records_of(self, cls: str) -> Records | None:
        """The table that has all nodes of a class, one row each, or None."""
        if self._records is None or cls != self._records.cls:
            return None
        if self._scattered is None:
            arms = " union all ".join(f"select o from {part} where p = {quoted(_TYPE.value)}" for part in self._parts)
            below = [cls, *(sub for sub, above in self._above() if above == cls)]
            self._scattered = bool(self.engine.rows(f"select 1 from ({arms}) where o in ({', '.join(map(quoted, below))}) limit 1"))
        return None if self._scattered else self._records

    def has_instances(self, cls: str) -> bool:
        """True when the graph has nodes of the class or of one below it."""
        if self._present is None:
            said = {str(name) for (name,) in self.engine.rows(f"select distinct o from {self.predicate(_TYPE)}")}
            self._present = said | {above for below, above in self._above() if below in said}
        return cls in self._present
