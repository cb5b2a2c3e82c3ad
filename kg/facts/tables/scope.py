"""Scope: what the names in braces stand for, as SQL over the table of items that a table's rows become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.facts.tables.engine import quoted
from kg.facts.tables.mapping import Text
from kg.facts.tables.templates import Hole, Part, TemplateError, parts_of, unknown_column
from kg.facts.yaml_text import Document

_COLUMN = re.compile(r"[df]\d\w*")
_PLACE = re.compile(r"#([1-9]\d{0,4})\Z")


@dataclass(frozen=True)
class Value:
    """What a name stands for.

    Args:
        sql: a text, or a list of texts where ``dimension`` is set.
        column: SQL of the number of the column it comes from; of a list of numbers where ``columns`` is set.
        dimension: lists with the same one run together: a cell's items and the parts of each.
        columns: each item has a column of its own.
        cell: what an expression sees instead of ``sql``.
    """

    sql: str
    column: str
    dimension: str = ""
    columns: bool = False
    cell: str = ""

    def one(self, active: frozenset[str]) -> str:
        """The text, or one item of the list where its dimension runs; a list otherwise."""
        return f"{self.sql}[n_{self.dimension}]" if self.dimension in active else self.sql

    def place(self, active: frozenset[str]) -> str:
        """The number of the column."""
        if not self.columns:
            return self.column
        return f"{self.column}[{f'n_{self.dimension}' if self.dimension in active else '1'}]"


@dataclass(frozen=True)
class Filled:
    """A template whose holes are values."""

    text: Text
    parts: tuple[str | tuple[Value, bool], ...]

    @property
    def values(self) -> list[Value]:
        """The values in it."""
        return [part[0] for part in self.parts if not isinstance(part, str)]

    @property
    def literal(self) -> bool:
        """True when nothing in it depends on the row."""
        return not self.values

    def lists(self, active: frozenset[str] = frozenset()) -> frozenset[str]:
        """Dimensions of the lists in it that do not run yet."""
        return frozenset(value.dimension for value in self.values if value.dimension) - active

    def place(self, active: frozenset[str] = frozenset()) -> str:
        """SQL of the column its first value comes from; ``0`` for none."""
        return self.values[0].place(active) if self.values else "0"

    def sql(self, active: frozenset[str] = frozenset()) -> str:
        """SQL of the text; of a list of texts when one list in it does not run. NULL where a cell that is needed is empty."""
        lists = self.lists(active)
        if not lists:
            return self._joined({value: value.one(active) for value in self.values})
        if len(self.parts) == 1:
            return self.values[0].sql
        running = next(value for value in self.values if value.dimension in lists)
        each = {value: (f"{value.sql}[i]" if value.dimension in lists else value.one(active)) for value in self.values}
        made = f"list_transform({running.sql}, lambda x, i: {self._joined(each)})"
        return f"list_filter({made}, lambda x: x is not null)"

    def _joined(self, filled: Mapping[Value, str]) -> str:
        if len(self.parts) == 1 and self.values:
            return filled[self.values[0]]
        pieces = []
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(quoted(part))
            else:
                pieces.append(f"coalesce({filled[part[0]]}, '')" if part[1] else filled[part[0]])
        joined = " || ".join(pieces)
        return f"nullif(trim({joined}), '')" if any(not isinstance(part, str) and part[1] for part in self.parts) else f"({joined})"


@dataclass
class Scope:
    """Names and their values; what is asked for is remembered, so that only used columns are read.

    Args:
        document: where problems of templates are reported.
        values: name -> value.
        used: numbers of the columns that something uses.
        shown: those of them that facts, entities and conditions use, not only derived columns.
        twice: names that stand in more than one column -> those columns.
    """

    document: Document
    values: dict[str, Value]
    used: set[int] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    twice: dict[str, list[int]] = field(default_factory=dict)
    width: int = 0

    def with_values(self, more: Mapping[str, Value]) -> Scope:
        """The scope with further names, which may hide others."""
        return replace(self, values={**self.values, **more})

    def value(self, name: str, text: Text, offset: int = 0) -> Value | None:
        """The value of a name; None, and a finding, when it has none."""
        try:
            return self.required(name, offset)
        except TemplateError as error:
            self.report(text, error)
            return None

    def required(self, name: str, offset: int) -> Value:
        """The value of a name.

        Raises:
            TemplateError: it has none, or two columns have it.
        """
        value = self.values.get(name)
        found = _PLACE.match(name)
        if value is None and found and int(found[1]) <= self.width:
            value = Value(f"k{found[1]}", found[1])
        if value is None:
            raise unknown_column(name, [*self.values], offset)
        if name in self.twice:
            places = " and ".join(map(str, self.twice[name]))
            remedy = f"Write '{{#{self.twice[name][0]}}}', or give one another name by 'rename: {{\"#{self.twice[name][-1]}\": ...}}'."
            raise TemplateError("same-name", f"two columns are called '{name}': {places}.", remedy, offset)
        found_in = {int(k) for k in re.findall(r"\bk(\d+)\b", value.sql + value.cell)}
        self.used |= found_in
        self.shown |= found_in
        return value

    def running(self, items: str, lists: Mapping[str, str]) -> str:
        """SQL of items once for each item of lists; a list that runs holds one item then.

        Args:
            lists: dimension -> SQL of one of its lists.
        """
        for dimension, sql in lists.items():
            own = [value for value in self.values.values() if value.dimension == dimension]
            parts = [sql, *(part for value in own for part in (value.sql, value.cell, value.column if value.columns else ""))]
            columns = [part for part in dict.fromkeys(parts) if _COLUMN.fullmatch(part)]
            replaced = ", ".join(f"[{column}[n_{dimension}]] as {column}" for column in columns)
            each = f"select *, unnest(range(1, len({sql}) + 1)) as n_{dimension} from {items}"
            items = f"(select * replace ({replaced}, 1 as n_{dimension}) from ({each}))"
        return items

    def fill(self, text: Text) -> Filled | None:
        """A template filled with values; None, and a finding, when it cannot be."""
        parts = self.parts(text)
        return self.filled(text, parts) if parts is not None else None

    def parts(self, text: Text) -> list[Part] | None:
        """The parts of a template; None, and a finding, when it cannot be read."""
        try:
            return parts_of(text.text, self.known(text))
        except TemplateError as error:
            self.report(text, error)
            return None

    def known(self, text: Text) -> list[str]:
        """Names that may stand in a template, in the order of the columns; their numbers too where the template has any."""
        return [*self.values, *(f"#{n}" for n in range(1, self.width + 1) if "{#" in text.text)]

    def bare(self, text: Text) -> Text:
        """The name of a column, which may stand in braces of its own."""
        inside = text.text[:1] == "{" and text.text[-1:] == "}" and text.text not in self.values
        return Text(text.text[1:-1], text.node) if inside else text

    def filled(self, text: Text, parts: list[Part]) -> Filled | None:
        """Parts of a template with their values."""
        pieces: list[str | tuple[Value, bool]] = []
        for part in parts:
            if isinstance(part, Hole):
                value = self.value(part.name, text, part.offset)
                if value is None:
                    return None
                pieces.append((value, part.optional))
            else:
                pieces.append(part.text)
        return Filled(text, tuple(pieces))

    def report(self, text: Text, error: TemplateError) -> None:
        """Report what is wrong in a template, at its place."""
        place = self.document.key_column(text.node, error.offset)
        self.document.report(place, error.code, error.message, error.remedy)
