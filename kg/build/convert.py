"""Conversion: facts in any format that is read, as records that can be written in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.build.database import Database
from kg.build.inputs import read_everything
from kg.errors import FindingsError, KgError
from kg.facts.rows import ClaimRow, DescriptorRow, EntityRow, Rows, SourceRow
from kg.facts.writing.records import Book, book_of
from kg.model.findings import Finding, Location, Severity
from kg.ontology.ontology import Ontology
from kg.project import Project


def read_book(
    project: Project, ontology: Ontology, origin: Path, *, rows: int | None = None, whole: bool = True
) -> tuple[Book, list[Finding]]:
    """The records in a fact file, table, workbook, mapping or folder of them, and what was found while reading.

    Args:
        rows: of mapped tables, how many are read; None for all.
        whole: raise when something cannot be read, rather than give what can.

    Raises:
        KgError: there is nothing at ``origin``.
        FindingsError: it cannot be read without loss.
    """
    origin = origin.resolve()
    if not origin.exists():
        raise KgError("there is no such file or folder.", place=str(origin))
    folder = origin if origin.is_dir() else origin.parent
    database = Database(replace(project, root=folder.parent), None, reads=folder)
    try:
        read_everything(database, folder, [origin] if origin.is_file() else None, ontology, limit=rows)
        found = [_finding(row) for row in database.rows("select * exclude (source) from read_finding order by all")]
        if whole and any(finding.severity is Severity.VIOLATION for finding in found):
            raise FindingsError("the facts cannot be read whole, so nothing was written.", found, remedy="Mend them first.")
        return book_of(_rows(database)), found
    finally:
        database.close()


def _finding(row: Sequence[Any]) -> Finding:
    file, line, column, code, message, remedy, severity, internal = row
    return Finding(Location(file, line, column), code, message, remedy or "", Severity(severity), bool(internal))


def _rows(database: Database) -> Rows:
    def read(table: str, order: str) -> list[tuple[Any, ...]]:
        return database.rows(f"select * from {table} order by {order}")  # noqa: S608 - our names

    return Rows(
        [SourceRow(*row) for row in read("source_row", "file, line, col, id")],
        [EntityRow(*row) for row in read("entity_row", "file, line, col, slug, rowid")],
        [DescriptorRow(*row) for row in read("descriptor_row", "file, line, col, rowid")],
        [ClaimRow(*row) for row in read("claim_row", "file, fact, kind = 'entity', rowid")],
    )
