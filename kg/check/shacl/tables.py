"""Tables: the data graph as SQL sees it, and temporary tables that equal subqueries share.

Every term is written as in N-Triples: ``<iri>``, ``_:blank``, ``"text"@en``. Literals that are compared as numbers or times are
taken apart once, in the table ``literal``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.model.terms import RDFS, XSD

NUMERIC = (
    "integer decimal double float int long short byte nonNegativeInteger positiveInteger negativeInteger nonPositiveInteger unsignedInt"
    " unsignedLong unsignedShort unsignedByte"
).split()


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
    """The graph ``graph`` (s, p, o) in a database, and tables made from it.

    Args:
        engine: the database.
        graph: name of a table or view of N-Triples terms; p without angle brackets.
        rows: the same without what stands in columns; None where nothing does.
        columns: predicate -> SQL for the pairs (s, o) of the column that holds its triples.
    """

    def __init__(self, engine: Engine, graph: str, rows: str | None = None, columns: Mapping[str, str] = MappingProxyType({})) -> None:
        self.engine = engine
        self.graph = graph
        self._rows = rows or graph
        self._columns = columns
        self.statements = 0
        self._made: dict[str, str] = {}
        self._count = count(1)
        self._up = ""
        self._present: set[str] | None = None
        self._predicates: set[str] | None = None

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
        rows, column = f"select s, o from {self._rows} where p = {quoted(iri.value)}", self._columns.get(iri.value)
        return self.make(f"{rows} union all {column}" if column else rows)

    def has_predicate(self, iri: str) -> bool:
        """True when some triple has the predicate."""
        if self._predicates is None:
            self._predicates = {str(name) for (name,) in self.engine.rows(f"select distinct p from {self._rows}")} | set(self._columns)
        return iri in self._predicates

    def superclasses(self) -> str:
        """The table (class, super): each class with every class above it, itself too."""
        if not self._up:
            edge = self.predicate(ox.NamedNode(RDFS + "subClassOf"))
            types = self.types()
            self._up = self.make(
                f"with recursive up(class, super) as (select class, class from (select o as class from {types} union select s from {edge} union select o from {edge}) "
                f"union select u.class, e.o from up u join {edge} e on e.s = u.super) select class, super from up"
            )
        return self._up

    def types(self) -> str:
        """The pairs (s, o) of rdf:type."""
        return self.predicate(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))

    def instances(self, cls: str) -> str:
        """SQL for the nodes (node) of a class, written as in N-Triples, and of the classes below it."""
        return f"select t.s as node from {self.types()} t join {self.superclasses()} u on u.class = t.o where u.super = {quoted(cls)}"

    def has_instances(self, cls: str) -> bool:
        """True when the graph has nodes of the class or of one below it."""
        if self._present is None:
            present = self.engine.rows(f"select distinct u.super from {self.superclasses()} u where u.class in (select o from {self.types()})")
            self._present = {str(name) for (name,) in present}
        return cls in self._present

    def literals(self, values: str) -> str:
        """The literals among the values of a table, taken apart: o, lex, type, lang, number, moment, zoned, valid."""
        return self.make(_LITERALS.format(source=f"(select distinct value as o from {values} where value like '\"%')"))


def _valid() -> str:
    patterns = {
        "integer": r"[+-]?\d+",
        "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
        "boolean": "true|false|0|1",
    }
    ranges = {
        "byte": "tinyint",
        "short": "smallint",
        "int": "integer",
        "long": "bigint",
        "unsignedByte": "utinyint",
        "unsignedShort": "usmallint",
        "unsignedInt": "uinteger",
        "unsignedLong": "ubigint",
    }
    signs = {"nonNegativeInteger": ">= 0", "positiveInteger": "> 0", "negativeInteger": "< 0", "nonPositiveInteger": "<= 0"}
    arms = [f"when {quoted(XSD + name)} then regexp_full_match(lex, {quoted(pattern)})" for name, pattern in patterns.items()]
    arms += [
        f"when {quoted(XSD + name)} then regexp_full_match(lex, '[+-]?\\d+') and try_cast(lex as {kind}) is not null"
        for name, kind in ranges.items()
    ]
    arms += [
        f"when {quoted(XSD + name)} then regexp_full_match(lex, '[+-]?\\d+') and try_cast(lex as hugeint) {sign}"
        for name, sign in signs.items()
    ]
    arms += [
        f"when {quoted(XSD + name)} then regexp_full_match(lex, '[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?INF|NaN')"
        for name in ("double", "float")
    ]
    arms += [
        f"when {quoted(XSD + 'date')} then regexp_full_match(lex, '-?\\d{{{{4,}}}}-\\d\\d-\\d\\d(Z|[+-]\\d\\d:\\d\\d)?') and try_cast(left(lex, 10) as date) is not null",
        f"when {quoted(XSD + 'dateTime')} then regexp_full_match(lex, '-?\\d{{{{4,}}}}-\\d\\d-\\d\\dT.*') and try_cast(lex as timestamptz) is not null",
    ]
    return "case type " + " ".join(arms) + " else true end"


_NUMBERS = ", ".join(quoted(XSD + name) for name in NUMERIC)
_LITERALS = rf"""
with parts as (
  select o, regexp_extract(o, '^"((?s:.*))"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$', 1) as escaped,
    regexp_extract(o, '"\^\^<([^>]*)>$', 1) as typed, regexp_extract(o, '"@([A-Za-z0-9-]+)$', 1) as lang
  from {{source}}),
texts as (
  select o, lang, case when contains(escaped, '\')
      then replace(replace(replace(replace(replace(replace(escaped, '\\', chr(1)), '\"', '"'), '\n', chr(10)), '\r', chr(13)), '\t', chr(9)), chr(1), '\') else escaped end as lex,
    case when lang <> '' then 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString' when typed <> '' then typed else '{XSD}string' end as type
  from parts)
select o, lex, type, nullif(lang, '') as lang,
  case when type in ({_NUMBERS}) then try_cast(lex as double) end as number,
  case when type in ('{XSD}date', '{XSD}dateTime') then try_cast(lex as timestamptz) end as moment,
  regexp_matches(lex, '(Z|[+-]\d\d:\d\d)$') as zoned,
  {_valid()} as valid
from texts
"""
