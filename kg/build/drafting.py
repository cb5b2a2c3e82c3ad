"""Drafting: a table and those beside it, loaded and looked at, become the draft of a mapping."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.build.database import Database
from kg.errors import FindingsError, KgError, UsageError
from kg.facts.drafting.draft import Draft, column_names
from kg.facts.drafting.layout import layout_of
from kg.facts.drafting.profile import Profile, profiles
from kg.facts.drafting.shape import shape_of
from kg.facts.tables.cells import Options, Sheet, Source
from kg.facts.tables.loading import LOADERS, load
from kg.facts.tables.workbook_cells import sheet_names
from kg.model.findings import Finding, Severity
from kg.ontology.ontology import Ontology
from kg.project import Project

_NEIGHBOURS, _LARGEST = 30, 50 << 20  # tables beside it that are looked at, and how many bytes each may have
_REMEDY = "Mend it, or say how it is written by --header, --delimiter and --encoding; the draft then says it too."


def draft_of(
    project: Project,
    ontology: Ontology,
    path: Path,
    *,
    sheet: str | None = None,
    header: int | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> str:
    """The draft of a mapping for a table.

    Args:
        sheet: of a workbook; None for its only one.
        header: the row of the heads; None to find it, as delimiter and encoding are.

    Raises:
        KgError: there is no such table.
        FindingsError: it cannot be read.
    """
    path = path.resolve()
    if not path.is_file():
        raise KgError("there is no such table.", place=str(path))
    if path.suffix.lower() not in LOADERS:
        raise KgError("this is no table.", remedy=f"Known endings: {', '.join(LOADERS)}.", place=str(path))
    sheet = _sheet(path, sheet)
    layout = layout_of(path, sheet=sheet, header=header, delimiter=delimiter, encoding=encoding)
    database = Database(replace(project, root=path.parent), None, reads=path.parent)
    try:
        found: list[Finding] = []
        table = _load(database, path, layout.options, "cell", found)
        if table is None or any(finding.severity is Severity.VIOLATION for finding in found):
            raise FindingsError("the table cannot be read.", found, remedy=_REMEDY)
        names, renames = column_names(table.heads)
        columns = profiles(database, table, names)
        others = _others(database, path)
        rows = int(database.rows(f"select count(*) from {table.table}")[0][0])  # noqa: S608 - our name
        shape = shape_of(database, table, columns, others)
        return Draft(path.name, layout, rows, columns, shape, ontology, renames).text()
    finally:
        database.close()


def _sheet(path: Path, sheet: str | None) -> str | None:
    """The sheet that is meant; None for a file that has none."""
    if path.suffix.lower() != ".xlsx":
        return None
    names = sheet_names(path)
    if sheet is None and len(names) > 1:
        raise UsageError(f"the workbook has {len(names)} sheets.", remedy=f"Say which: --sheet {' or '.join(names)}.", place=path.name)
    if sheet is not None and sheet not in names:
        raise UsageError(f"the workbook has no sheet '{sheet}'.", remedy=f"It has: {', '.join(names)}.", place=path.name)
    return sheet or (names[0] if names else None)


def _load(database: Database, path: Path, options: Options, table: str, found: list[Finding]) -> Sheet | None:
    return load(database, Source(path, path.name, options, found.append), table)


def _others(database: Database, path: Path) -> dict[str, list[Profile]]:
    """Profiles of the tables in the same folder, which a column may refer to."""
    others: dict[str, list[Profile]] = {}
    beside = [other for other in sorted(path.parent.iterdir()) if other.suffix.lower() in LOADERS and other != path]
    for other in beside[:_NEIGHBOURS]:
        names = sheet_names(other) if other.suffix.lower() == ".xlsx" else [None]
        for sheet in names if other.stat().st_size < _LARGEST else []:
            table = _load(database, other, layout_of(other, sheet=sheet).options, "beside", [])
            if table is not None:
                called = f"{other.name}[{sheet}]" if sheet else other.name
                others[called] = profiles(database, table, column_names(table.heads)[0])
    return others
