"""Workbooks: the cells of an XLSX sheet, dates as ISO text and numbers as a person would type them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.facts.tables.cells import Row, Sheet, Source, fill, named
from kg.facts.tables.engine import Engine
from kg.facts.tables.workbook_errors import odd_cells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_LARGEST = 4 << 30  # bytes unpacked; a workbook is a ZIP archive and may unpack to anything


def sheet_names(path: Path) -> list[str]:
    """The visible sheets of a workbook, in order; empty when it cannot be read."""
    try:
        return _visible(_workbook(path))
    except _unreadable():
        return []


def first_row(path: Path, name: str | None) -> int:
    """The row that most likely holds the heads: the first that is nearly as full as the fullest of the first twenty."""
    try:
        sheet = _workbook(path).get_sheet_by_name(name or "")
        rows = sheet.to_python(skip_empty_area=False, nrows=20)
    except _unreadable():
        return 1
    filled = [sum(cell not in ("", None) for cell in row) for row in rows]
    return next((number for number, count in enumerate(filled, 1) if count >= 0.7 * max(filled)), 1)


def errors_in(path: Path, sheet: str, header: int) -> tuple[str, ...]:
    """The errors that formulas of a sheet give, such as ``#N/A``, each once, from the row of the heads on."""
    try:
        return tuple(dict.fromkeys(odd.error for odd in odd_cells(path, sheet) if odd.error and odd.row >= header))
    except _unreadable():
        return ()


def load_sheet(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load one sheet of a workbook."""
    try:
        workbook = _workbook(source.path)
        name = _chosen(workbook, source)
        if name is None:
            return None
        source.file = f"{source.file}[{name}]"
        _refuse_errors(source, name)
        return _load(engine, source, table, workbook.get_sheet_by_name(name))
    except _unreadable() as error:
        source.problem("workbook", f"the workbook cannot be read: {str(error).rstrip('.')}.", "Open it and save it again as .xlsx.")
        return None


def _workbook(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST:
            raise ValueError("it unpacks to more than 4 GB")
    return CalamineWorkbook.from_path(path)


def _unreadable() -> tuple[type[Exception], ...]:
    from python_calamine import CalamineError

    return (CalamineError, zipfile.BadZipFile, KeyError, ValueError)


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if str(sheet.visible).endswith("Visible")]


def _chosen(workbook: CalamineWorkbook, source: Source) -> str | None:
    names, asked = workbook.sheet_names, source.options.sheet
    if asked is not None:
        if asked in names:
            return asked
        source.problem("unknown-sheet", f"the workbook has no sheet '{asked}'.", f"It has: {', '.join(names)}.")
        return None
    visible = _visible(workbook)
    if len(visible) == 1:
        return visible[0]
    source.problem("which-sheet", f"the workbook has {len(visible)} sheets.", f"Say which: 'sheet: ...', one of {', '.join(visible)}.")
    return None


def _load(engine: Engine, source: Source, table: str, sheet: CalamineSheet) -> Sheet | None:
    header, heads = source.options.header, list(source.options.heads)
    rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
    for number, cells in rows:
        if number < header:
            continue
        if not header:
            heads = heads or [str(place + 1) for place in range(sheet.width)]
            rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
        else:
            heads = heads or named([_text(cell) for cell in cells])
        break
    else:
        source.problem("empty-table", "the sheet is empty." if header <= 1 else f"the sheet has no row {header}.", row=max(header, 1))
        return None
    return fill(engine, source, table, heads, _rows(rows), header_row=header)


def _refuse_errors(source: Source, sheet: str) -> None:
    """Report the cells from the header on that have no usable value; errors that count as empty are none."""
    for row, column, error in odd_cells(source.path, sheet):
        if row < max(source.options.header, 1) or (error and error in source.options.empty):
            continue
        if error:
            other = "list the error under 'empty:' of the table" if source.mapped else "empty the cell"
            remedy = f"Mend the formula in the workbook, or {other}."
            source.problem("cell-error", f"the formula in this cell gives {error}.", remedy, row=row, column=column)
        else:
            remedy = "Open the workbook in a spreadsheet, which calculates it, and save it."
            source.problem("cell-error", "the formula in this cell has no stored result.", remedy, row=row, column=column)


def _rows(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[Row]:
    return ((number, [_text(cell) for cell in cells]) for number, cells in rows)


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if cell else None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)  # a time span


def number_text(number: float) -> str:
    """A cell's number as a person would type it: at most 15 digits, as spreadsheets show, and no exponent.

    >>> number_text(5.0), number_text(46.18), number_text(0.1 + 0.2), number_text(1e21)
    ('5', '46.18', '0.3', '1000000000000000000000')
    """
    if isinstance(number, int):
        return str(number)
    text = f"{Decimal(format(number, '.15g')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
