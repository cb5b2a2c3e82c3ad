"""Workbooks: native tables as the sheets of one XLSX file, every cell a text that no spreadsheet runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.facts.writing.sheets import SheetTable, checked

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
"""What XLSX can hold."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # how XLSX writes a character by its number


def write_workbook(sheets: Iterable[SheetTable], path: Path) -> None:
    """Write native tables into one workbook.

    Raises:
        KgError: a text or sheet is too long for a workbook.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in sheets:
        page = book.create_sheet(table.name)
        if len(table.rows) >= MOST_ROWS:
            raise KgError(f"the sheet '{table.name}' would have {len(table.rows):,} rows.", remedy="Write a folder of CSV files instead.")
        heads = table.heads()
        for number, cells in enumerate([heads, *table.lines()], 1):
            for column, text in enumerate(cells, 1):
                if text:
                    put_text(page, number, column, checked(table.name, text), table.name)
        dress(page, heads, table.rows)
    if not book.worksheets:
        book.create_sheet("facts")
    save(book, path)


def put_text(page: Worksheet, row: int, column: int, text: str, sheet: str) -> None:
    """Put a text into a cell as it is: no formula, no number, marked as typed with an apostrophe where it looks like a formula."""
    if len(text) > LONGEST_CELL:
        raise KgError(f"a text for the sheet '{sheet}', row {row}, is longer than a workbook's cell.", remedy="Write CSV files instead.")
    cell = page.cell(row, column)
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text[0] in "=+-@\t":
        cell.quotePrefix = True


def dress(page: Worksheet, heads: list[str], rows: list[dict[str, str]]) -> None:
    """Make a sheet easy to read: bold heads that stay in sight, columns about as wide as their texts."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    for column, head in enumerate(heads, 1):
        page.column_dimensions[get_column_letter(column)].number_format = "@"  # or 2024-05 becomes the first of May
        page.cell(1, column).font = Font(bold=True)
        longest = max([len(head), *(len(row.get(head, "")) for row in rows[:200])])
        page.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 8), 60)


def save(book: Workbook, path: Path) -> None:
    """Write a workbook with the same bytes each time it has the same cells."""
    from datetime import datetime

    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    book.properties.creator = "kg"
    book.save(path)
