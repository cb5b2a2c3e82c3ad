"""Layouts: how a table is written, as far as its mapping must say it: what was asked for, and what is found by looking at it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.facts.tables.cells import Options
from kg.facts.tables.dialects import WINDOWS, head_row, reads_as_windows
from kg.facts.tables.workbook_cells import errors_in, first_row


@dataclass(frozen=True)
class Layout:
    """How a table is read.

    Args:
        options: what is asked for or found.
        guesses: what of them is only likely, in words.
    """

    options: Options
    guesses: tuple[str, ...] = ()

    @property
    def keys(self) -> dict[str, str]:
        """The keys of a mapping's ``table`` that say so, and their values as YAML."""
        said = self.options
        keys = {"sheet": said.sheet, "encoding": said.encoding, "delimiter": said.delimiter}
        found = {name: json.dumps(text, ensure_ascii=False) for name, text in keys.items() if text is not None}
        if said.encoding == WINDOWS:
            found["encoding"] = WINDOWS
        if said.header > 1:
            found["header"] = str(said.header)
        if said.empty:
            found["empty"] = json.dumps(said.empty, ensure_ascii=False)
        return found


def layout_of(
    path: Path, *, sheet: str | None = None, header: int | None = None, delimiter: str | None = None, encoding: str | None = None
) -> Layout:
    """The layout of a table; what is None is found.

    Args:
        sheet: of a workbook, one that it has.
    """
    guesses: list[str] = []
    empty: tuple[str, ...] = ()
    row = 1
    if path.suffix.lower() == ".xlsx":
        row = first_row(path, sheet) if header is None else header
        empty = errors_in(path, sheet or "", row)
        guesses += [f"{', '.join(empty)} count as empty"] if empty else []
    elif path.suffix.lower() in (".csv", ".tsv"):
        if encoding is None and reads_as_windows(path):
            encoding = WINDOWS
            guesses.append("the encoding")
        row = head_row(path, Options(delimiter=delimiter, encoding=encoding)) if header is None else header
    if row > 1 and header is None:
        guesses.append("the row of the heads")
    return Layout(Options(sheet, row, delimiter=delimiter, encoding=encoding, empty=empty), tuple(guesses))
