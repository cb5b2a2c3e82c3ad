"""Drafting: a table and those beside it, loaded and looked at, become the draft of a mapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from kg.build.database import Database
from kg.errors import FindingsError, KgError, UsageError
from kg.facts.drafting.draft import Draft, column_names
from kg.facts.drafting.layout import Layout, layout_of
from kg.facts.drafting.profile import Profile, profiles
from kg.facts.drafting.series import Series, pattern_of
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
        rows = _count(database, table)
        beside = _beside(database, path)
        alike = [one for one in beside if one.heads == table.heads]  # several of one shape, not keys of each other
        shape = shape_of(database, table, columns, {one.called: one.columns for one in beside if one not in alike})
        series = _series(path, layout, rows, alike, beside)
        same = [] if series else [one.called for one in alike]
        return Draft(path.name, layout, rows, columns, shape, ontology, renames, series, same).text()
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


def _count(database: Database, table: Sheet) -> int:
    return int(database.rows(f"select count(*) from {table.table}")[0][0])  # noqa: S608 - our name


@dataclass(frozen=True)
class _Beside:
    """A table in the same folder: what it is called, how it is written, and what its columns hold."""

    path: Path
    layout: Layout
    heads: tuple[str, ...]
    rows: int
    columns: list[Profile]

    @property
    def called(self) -> str:
        sheet = self.layout.options.sheet
        return f"{self.path.name}[{sheet}]" if sheet else self.path.name


def _beside(database: Database, path: Path) -> list[_Beside]:
    """The tables in the same folder, which a column may refer to."""
    found = []
    beside = [other for other in sorted(path.parent.iterdir()) if other.suffix.lower() in LOADERS and other != path]
    for other in beside[:_NEIGHBOURS]:
        names = sheet_names(other) if other.suffix.lower() == ".xlsx" else [None]
        for sheet in names if other.stat().st_size < _LARGEST else []:
            layout = layout_of(other, sheet=sheet)
            table = _load(database, other, layout.options, "beside", [])
            if table is not None:
                columns = profiles(database, table, column_names(table.heads)[0])
                found.append(_Beside(other, layout, table.heads, _count(database, table), columns))
    return found


def _series(path: Path, layout: Layout, rows: int, alike: Sequence[_Beside], beside: Sequence[_Beside]) -> Series | None:
    """The series that a table stands in; one mapping can only read together what is written in the same way."""
    same = {one.path.name: one.rows for one in alike if one.layout.keys == layout.keys}
    pattern = pattern_of(path.name, same, {one.path.name for one in beside} - same.keys())
    if pattern is None:
        return None
    members = {path.name: rows} | {name: count for name, count in same.items() if fnmatchcase(name, pattern)}
    return Series(pattern, tuple(members), tuple(members.values()))
