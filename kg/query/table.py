"""Rows for people: short IRIs, harmless text, a drawn table on a terminal and tab-separated lines elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

import pyoxigraph as ox

from kg.model.printable import printable
from kg.model.terms import PREFIXES, XSD, shorten
from kg.query.run import Answer, Cell

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}


def short_cell(cell: Cell, base: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A term as a person reads it, on one line: IRIs relative to the base or prefixed, literals without quotes, nothing for unbound.

    >>> short_cell(ox.NamedNode("https://e.org/ecuador"), "https://e.org/")
    'ecuador'
    """
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        return printable(shorten(cell.value, base, prefixes))
    return printable(cell.value if isinstance(cell, ox.Literal) else str(cell))


def short_rows(answer: Answer, base: str, prefixes: Mapping[str, str]) -> tuple[list[list[str]], list[bool]]:
    """The rows of an answer as text, and for each column whether it holds numbers alone.

    Raises:
        QueryError: the evaluation fails on the way.
    """
    rows = list(answer.rows())
    numeric = [bool(rows) and all(_is_number(row[at]) for row in rows) for at in range(len(answer.columns))]
    return [[short_cell(cell, base, prefixes) for cell in row] for row in rows], numeric


def write_plain(rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """One line a row, cells separated by tabs, no header: for pipes."""
    for row in rows:
        out.write("\t".join(row) + "\n")


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO, *, right: Sequence[bool] = (), title: str = "") -> None:
    """A drawn table with a header: for terminals.

    Args:
        columns: the header.
        rows: printable cells, as many as columns.
        out: a terminal; its width is used.
        right: for each column, whether it is set to the right, as numbers are.
        title: a line above the table.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heading = "" if os.environ.get("NO_COLOR") else "bold"
    table = Table(
        header_style=heading,
        title_style=heading,
        box=box.SIMPLE_HEAD,
        title=Text(printable(title)) if title else None,
        title_justify="left",
        pad_edge=False,
    )
    for at, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if at < len(right) and right[at] else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=out, highlight=False).print(table)


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, ox.Literal) and cell.datatype.value in _NUMBERS)
