"""Native tables: sheets called after a class, ``facts`` or ``Source``, whose columns are the words of a fact file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.facts.rows import Rows
from kg.facts.tables.cells import Options, Sheet, Source
from kg.facts.tables.engine import Engine
from kg.facts.tables.inserts import Words
from kg.facts.tables.loading import load
from kg.facts.tables.native_heads import Head, read_heads, sheet_kind
from kg.facts.tables.native_rows import NativeReader
from kg.facts.tables.notes import TableNote
from kg.facts.tables.run import Outcome
from kg.facts.tables.workbook_cells import sheet_names
from kg.model.findings import Finding, Location, Severity

_BATCH = 20_000
NOTE = "# "
"""Begins the first cell of a row that is a note to people and states nothing."""


def is_native(path: Path, words: Words) -> bool:
    """True for a file whose name, or the name of one of whose sheets, is a class, ``facts`` or ``Source``."""
    names = sheet_names(path) if path.suffix.lower() == ".xlsx" else [path.stem]
    return any(sheet_kind(name, words.vocabulary) for name in names)


class NativeRun:
    """Reads one native table, or a workbook of them, into the database's rows.

    Args:
        name: what findings call the file.
    """

    def __init__(self, engine: Engine, words: Words, path: Path, name: str) -> None:
        self.engine, self.vocabulary, self.path, self.name = engine, words.vocabulary, path, name
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Read every sheet; findings and notes come back."""
        if self.path.suffix.lower() != ".xlsx":
            self._sheet(self.path.stem, None)
            return self.outcome
        for sheet in sheet_names(self.path):
            if sheet_kind(sheet, self.vocabulary):
                self._sheet(sheet, sheet)
            else:
                near = self.vocabulary.near(sheet, (*self.vocabulary.classes, *self.vocabulary.nodes, "facts", "Source"))
                remedy = near or "Call it after a class, hide it, or keep it in another workbook."
                place = Location(f"{self.name}[{sheet}]")
                self._report(Finding(place, "unmapped-table", "this sheet is not called after a class, so it is not read.", remedy, Severity.WARNING))
        return self.outcome

    def _report(self, finding: Finding) -> None:
        self.outcome.findings.append(finding)

    def _sheet(self, name: str, sheet_name: str | None) -> None:
        kind = sheet_kind(name, self.vocabulary) or ""
        sheet = load(self.engine, Source(self.path, self.name, Options(sheet_name), self._report, mapped=False), "cell")
        if sheet is None:
            return
        heads = read_heads(sheet, kind, self.vocabulary, self._used(sheet), self._report)
        if heads is None:
            return
        guards = self.path.suffix.lower() in (".csv", ".tsv")
        reader = NativeReader(sheet.file, kind, name, heads, self.vocabulary, guards)
        note, notes = TableNote(sheet.file), 0
        for row, cells in self._rows(len(sheet.heads)):
            note.rows += 1
            if (cells[0] or "").startswith(NOTE):
                notes += 1
            else:
                reader.read(row, cells)
            if len(reader.rows.claims) >= _BATCH or len(reader.rows.entities) >= _BATCH:
                self._flush(reader.rows, note)
        self._flush(reader.rows, note)
        if notes:
            note.skipped.append(f"{notes} {'row' if notes == 1 else 'rows'} (a note: it begins with '#')")
        self.outcome.notes.append(note)

    def _used(self, sheet: Sheet) -> Sequence[int]:
        """Columns without a name that hold anything."""
        unnamed = [number for number, head in enumerate(sheet.heads, 1) if not head]
        if not unnamed:
            return []
        counts = self.engine.rows(f"select {', '.join(f'count(c{number})' for number in unnamed)} from {sheet.table}")[0]
        return [number for number, count in zip(unnamed, counts, strict=True) if count]

    def _rows(self, width: int) -> Iterator[tuple[int, Sequence[str | None]]]:
        columns = ", ".join(f"c{number}" for number in range(1, width + 1))
        last = -1
        while rows := self.engine.rows(f"select row, {columns} from cell where row > {last} order by row limit {_BATCH}"):
            for row, *cells in rows:
                yield row, cells
            last = rows[-1][0]

    def _flush(self, rows: Rows, note: TableNote) -> None:
        note.facts += len({claim.fact for claim in rows.claims if claim.kind in ("plain", "class")})
        note.entities += len({row.line for row in rows.entities})
        self.outcome.sources += rows.sources
        self.outcome.findings += rows.findings
        self.engine.append("entity_row", rows.entities)
        self.engine.append("descriptor_row", rows.descriptors)
        self.engine.append("claim_row", rows.claims)
        for part in (rows.sources, rows.findings, rows.entities, rows.descriptors, rows.claims):
            part.clear()


__all__ = ["Head", "NativeRun", "is_native"]
