"""The database that tables are read in, as far as this package knows it, and texts as SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias

from kg.model.findings import Finding
from kg.model.printable import printable

Report: TypeAlias = Callable[[Finding], None]


class Engine(Protocol):
    """A database with the tables that rows go to."""

    def execute_text(self, text: str) -> None:
        """Run statements."""

    def rows(self, query: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def append(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows to a table, in bulk."""


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def shown(text: str, most: int = 60) -> str:
    """A cell's text in quotes for a message, on one line and cut where it is long."""
    flat = printable(" ".join(text.split()))
    return f"'{flat}'" if len(flat) <= most else f"'{flat[:most]}...'"
