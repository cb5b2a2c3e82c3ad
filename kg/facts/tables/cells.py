"""Cells: a table in any format as a database table of texts, one column ``c1``, ``c2``, ... a column, with the row's number.

The number is the one a person sees: the header of a CSV file or sheet is row 1, a row that spans several lines counts once; in
JSON lines it is the line. Nothing is interpreted here: every cell is the text that was typed, an empty one is NULL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.facts.tables.engine import Engine, Report
from kg.model.findings import Finding, Location, Severity

Row = tuple[int, Sequence[str | None]]
_BATCH = 20_000
MOST_COLUMNS = 10_000


@dataclass(frozen=True)
class Options:
    """How a table is to be read.

    Args:
        sheet: name of the sheet of a workbook; None for its only one.
        header: number of the header's row; 0 when there is none, and columns are then called by their numbers.
        heads: names of the columns, when the table itself has none.
        delimiter, encoding: of a text file; None to find them out.
        empty: texts that mean an empty cell.
    """

    sheet: str | None = None
    header: int = 1
    heads: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table whose cells are loaded.

    Args:
        file: its name in findings, ``facts/x.csv`` or ``facts/book.xlsx[Sheet 1]``.
        table: the database table: ``row`` and ``c1``, ``c2``, ...
        heads: what the header calls the columns.
        header_row: number of the header's row; 0 when there is none.
    """

    file: str
    table: str
    heads: tuple[str, ...]
    header_row: int = 1


@dataclass
class Source:
    """A file to load: where it is, what findings call it, how it is read, and where problems go.

    Args:
        mapped: a mapping says how it is read, and can say more; a native table has none.
    """

    path: Path
    file: str
    options: Options
    report: Report
    mapped: bool = True
    problems: int = 0

    def problem(self, code: str, message: str, remedy: str = "", *, row: int = 0, column: int = 1) -> None:
        """Report a problem of this file, and count it; ``row`` 0 is the whole file."""
        self.problems += 1
        self.report(Finding(Location(self.file, row, column if row else 0), code, message, remedy))


def fill(engine: Engine, source: Source, table: str, heads: Sequence[str], rows: Iterable[Row], *, header_row: int) -> Sheet | None:
    """Fill a table from rows: short ones end in empty cells, cells beyond the last column are a finding; empty rows are left out."""
    width = len(heads)
    if not 0 < width <= MOST_COLUMNS:
        message = "the table has no columns." if not width else f"the table has {width:,} columns; {MOST_COLUMNS:,} are the most."
        source.problem("no-columns", message, row=header_row)
        return None
    create(engine, table, width)
    checked = _fitted(source, width, rows)
    while batch := list(islice(checked, max(1, _BATCH * 8 // (width + 8)))):
        engine.append(table, batch)
    return Sheet(source.file, table, tuple(heads), header_row)


def create(engine: Engine, table: str, width: int) -> None:
    """An empty table of cells."""
    columns = ", ".join(f"c{number} varchar" for number in range(1, width + 1))
    engine.execute_text(f"drop table if exists {table}; create temp table {table} (row bigint, {columns})")


def _fitted(source: Source, width: int, rows: Iterable[Row]) -> Iterator[list[int | str | None]]:
    for number, cells in rows:
        if all(cell is None or not cell for cell in cells):
            continue
        beyond = next((place for place, cell in enumerate(cells[width:], width + 1) if cell), None)
        if beyond is not None:
            message = f"this row has {len(cells)} cells, and the table has {width}: '{cells[beyond - 1]}' is beyond the last one."
            remedy = "Put a text that holds the delimiter in quotes, or give the column a name in the header."
            source.problem("ragged-row", message, remedy, row=number, column=beyond)
        elif len(cells) < width and source.path.suffix.lower() in (".csv", ".tsv"):
            message = f"this row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'} of {width}; the others count as empty."
            source.report(Finding(Location(source.file, number, max(len(cells), 1)), "ragged-row", message, "", Severity.WARNING))
        yield [number, *(cell or None for cell in cells[:width]), *[None] * (width - len(cells))]


def named(heads: Sequence[str | None]) -> list[str]:
    """Heads without the empty ones at the end, trimmed of white space and of a byte-order mark."""
    names = [" ".join((head or "").replace("\ufeff", "").split()) for head in heads]
    while names and not names[-1]:
        names.pop()
    return names
