"""Inputs: fact files and tables into the database's rows, only those that changed since they were last read.

What is read together is a unit: a fact file alone, or a mapping with its tables. A unit is read again when one of its files has other
content, or when it has other files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from kg.build.database import Database
from kg.build.fingerprint import file_hash
from kg.facts.read import FactFiles, fact_files, read_path
from kg.facts.rows import Rows
from kg.facts.vocabulary import vocabulary_of
from kg.model.findings import Finding
from kg.ontology.ontology import Ontology
from kg.project import Project

if TYPE_CHECKING:  # a case without tables does without their readers
    from kg.facts.tables.cells import Sheet
    from kg.facts.tables.run import Outcome
    from kg.facts.tables.units import Unit

ROW_TABLES = ("read_finding", "source_row", "entity_row", "descriptor_row", "claim_row", "read_note", "literal_place", "table_row")
"""Tables whose rows come from one file each."""
_BATCH = 20_000  # rows of claims that are appended at once
_AT_ONCE = 2  # units that are read at the same time: much of reading one is work for one core


@dataclass
class Plan:
    """What there is to read, and what of it has changed since it was last read.

    Args:
        files: every fact file that has a reader of its own.
        units: mapped and native tables.
        hashes: content of every file that matters now.
        fresh: fact files to read.
        stale: units to read.
        forgotten: files whose rows go before anything is read.
        findings: about files that nothing can read.
        read: how many files and units have been read.
    """

    files: dict[str, Path]
    units: list[Unit]
    hashes: dict[str, str]
    findings: list[Finding]
    fresh: list[str] = field(default_factory=list)
    stale: list[Unit] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    read: int = 0


def read_inputs(database: Database, project: Project, ontology: Ontology) -> int:
    """Bring the rows up to date with the fact files and tables; returns how many were read."""
    plan = plan_inputs(database, project, ontology, fact_files(project.root, project.facts_dir), file_hash)
    read_plan(database, project, ontology, plan)
    return plan.read


def plan_inputs(database: Database, project: Project, ontology: Ontology, files: FactFiles, hash_of: Callable[[Path], str]) -> Plan:
    """What has to be read for the rows to be up to date.

    Args:
        files: those of the case that hold facts.
        hash_of: content of a file as a short text.
    """
    root = project.root
    plan = _plan(project, files, ontology, hash_of)
    known: dict[str, str] = dict(database.rows("select file, hash from read_file"))
    before: dict[str, set[str]] = {}
    for name, file in database.rows("select unit, file from read_unit"):
        before.setdefault(name, set()).add(file)
    changed = {file for file, hash_ in plan.hashes.items() if known.get(file) != hash_}
    plan.stale = _stale(plan, before, changed, root)
    gone = {file for file in known if file not in plan.hashes}
    gone |= {file for name in before for file in before[name] if name not in {unit.name for unit in plan.units}}
    plan.fresh = [file for file in plan.files if file in changed]
    again = {file for unit in plan.stale for file in (*unit_files(root, unit), *before.get(unit.name, ()))}
    plan.forgotten = {*gone, *plan.fresh, *again} & {*known, *(file for files in before.values() for file in files)}
    return plan


def read_plan(
    database: Database,
    project: Project,
    ontology: Ontology,
    plan: Plan,
    counted: Callable[[int, int, str], None] = lambda *_: None,
    *,
    alone: bool = False,
) -> None:
    """Read what has changed into the rows; nothing is left to read then.

    Args:
        counted: told how many of how many of what have been read.
        alone: this connection has tables of its own for the rows, which others do not reach.
    """
    root = project.root
    database.execute_text("begin")
    _forget(database, plan.forgotten)
    vocabulary = vocabulary_of(ontology)
    batch, hashes = Rows(), []
    for number, file in enumerate(plan.fresh):
        counted(number, len(plan.fresh), "files")
        hash_, rows = read_path(root, plan.files[file], vocabulary)
        hashes.append((file, hash_))
        batch.add(rows)
        if len(batch.claims) > _BATCH:
            _append(database, batch)
            batch = Rows()
    _append(database, batch)
    database.append("read_file", hashes)
    database.append("read_finding", map(_finding_row, plan.findings))
    told = dict.fromkeys(f.location.file for f in plan.findings)
    database.append("read_file", ((file, "") for file in told if file not in plan.hashes))
    database.execute_text("commit")
    _read_units(database, root, plan, ontology, counted, at_once=1 if alone or project.threads == 1 else _AT_ONCE)
    plan.read += len(plan.fresh) + len(plan.stale)
    plan.fresh, plan.stale, plan.forgotten, plan.findings = [], [], set(), []


def read_everything(database: Database, folder: Path, only: Sequence[Path] | None, ontology: Ontology, *, limit: int | None = None) -> None:
    """Fill an empty database with what a folder holds, in any place; names of files are relative to the folder above it.

    Args:
        only: files of the folder that are read, with the tables that a mapping among them names; None for all.
        limit: how many rows of each mapped table are read; None for all.
    """
    from kg.facts.tables.units import read_unit, table_units, words_of_ontology

    root, words = folder.parent, words_of_ontology(ontology)
    files = fact_files(root, folder)
    paths, tables, refused = files.facts, files.tables, files.refused
    if only is not None:
        paths, tables, refused = [path for path in paths if path in only], [path for path in tables if path in only], []
    units, unnamed = table_units(root, folder, tables, words)
    database.append("read_finding", map(_finding_row, (*refused, *unnamed)))
    for path in paths:
        _append(database, read_path(root, path, words.vocabulary)[1])
    for unit in units:
        _add(database, read_unit(database, root, unit, words, limit=limit))


def read_notes(database: Database) -> list[str]:
    """What became of each table, in a line each, by file."""
    from kg.facts.tables.notes import note_from_json

    return [str(note_from_json(text)) for (text,) in database.rows("select note from read_note order by file")]


def _plan(project: Project, found: FactFiles, ontology: Ontology, hash_of: Callable[[Path], str]) -> Plan:
    root = project.root
    files = {path.relative_to(root).as_posix(): path for path in found.facts}
    units: list[Unit] = []
    unnamed: list[Finding] = []
    if found.tables:
        from kg.facts.tables.units import table_units, words_of_ontology

        units, unnamed = table_units(root, project.facts_dir, found.tables, words_of_ontology(ontology))
    every = {**files, **{name: path for unit in units for name, path in zip(unit_files(root, unit), unit.paths, strict=True)}}
    return Plan(files, units, {file: hash_of(path) for file, path in every.items()}, [*found.refused, *unnamed])


def unit_files(root: Path, unit: Unit) -> list[str]:
    """The files that a unit depends on, the mapping first, as the case calls them."""
    return [path.relative_to(root).as_posix() for path in unit.paths]


def _stale(plan: Plan, before: Mapping[str, set[str]], changed: set[str], root: Path) -> list[Unit]:
    """Units to read again: those with other files or content, and those that share a file with one of them."""
    stale = [unit for unit in plan.units if set(unit_files(root, unit)) != before.get(unit.name) or changed & set(unit_files(root, unit))]
    present = {unit.name for unit in plan.units}
    touched = {file for name, files in before.items() if name not in present for file in files}
    grown = -1
    while grown != len(stale):
        grown = len(stale)
        touched |= {file for unit in stale for file in (*unit_files(root, unit), *before.get(unit.name, ()))}
        stale = [unit for unit in plan.units if unit in stale or touched & set(unit_files(root, unit))]
    return stale


def _read_units(
    database: Database, root: Path, plan: Plan, ontology: Ontology, counted: Callable[[int, int, str], None], *, at_once: int
) -> None:
    """Read units, so many at the same time, each on a connection of its own; those not begun when one fails are left unread."""
    free: SimpleQueue[Database] = SimpleQueue()
    others = [database.beside() for _ in plan.stale[1:at_once]]
    for connection in (database, *others):
        free.put(connection)

    def read(number: int, unit: Unit) -> None:
        connection = free.get()
        try:
            counted(number, len(plan.stale), "tables")
            _read_unit(connection, root, unit, ontology, plan.hashes)
        finally:
            free.put(connection)

    readers = ThreadPoolExecutor(max_workers=1 + len(others))
    try:
        for reading in [readers.submit(read, number, unit) for number, unit in enumerate(plan.stale)]:
            reading.result()
    finally:
        readers.shutdown(cancel_futures=True)  # whoever stops the build waits for what is being read, and for no more
        for connection in others:
            connection.close()


def _read_unit(database: Database, root: Path, unit: Unit, ontology: Ontology, hashes: Mapping[str, str]) -> None:
    """Read a unit, marked as unfinished meanwhile, so that a build that is killed here is followed by one that reads it again.

    There is no transaction around it: a table that cannot be read ends one, and is told as a finding.
    """
    from kg.facts.tables.units import read_unit, words_of_ontology

    names = unit_files(root, unit)
    _mark_read(database, names, dict.fromkeys(names, ""))
    database.append("read_unit", ((unit.name, file) for file in names))
    _add(database, read_unit(database, root, unit, words_of_ontology(ontology), on_cells=lambda sheet: keep_cells(database, sheet)))
    _mark_read(database, names, hashes)


def _mark_read(database: Database, names: Sequence[str], hashes: Mapping[str, str]) -> None:
    _forget(database, names, tables=())
    database.append("read_file", ((file, hashes[file]) for file in names))


def keep_cells(database: Database, sheet: Sheet) -> None:
    """Remember the rows of a table, each as a number, so that those that change can be told from the others."""
    cells = ", ".join(f"c{number}" for number in range(1, len(sheet.heads) + 1))
    insert = f"insert into table_row select $file, row, hash({cells}) from {sheet.table}"  # noqa: S608 - our names
    database.rows(insert, {"file": sheet.file})


def _add(database: Database, outcome: Outcome) -> None:
    database.append("source_row", outcome.sources)
    database.append("read_finding", map(_finding_row, outcome.findings))
    database.append("read_note", ((note.file, note.to_json()) for note in outcome.notes))
    database.append("literal_place", outcome.literals)


def _append(database: Database, rows: Rows) -> None:
    database.append("source_row", rows.sources)
    database.append("entity_row", rows.entities)
    database.append("descriptor_row", rows.descriptors)
    database.append("claim_row", rows.claims)
    database.append("read_finding", (_finding_row(finding, rows.findings_of.get(finding)) for finding in rows.findings))


def _finding_row(finding: Finding, source: str | None = None) -> tuple[Any, ...]:
    place = finding.location
    what = (finding.code, finding.message, finding.remedy, int(finding.severity), finding.internal)
    return (place.file, place.line, place.column, *what, source)


def _forget(database: Database, files: Iterable[str], *, tables: tuple[str, ...] = ROW_TABLES) -> None:
    """Drop what was read from files; a sheet of a workbook is called ``book.xlsx[Sheet]``."""
    for file in files:
        for table in tables:
            database.rows(f"delete from {table} where file = $file or starts_with(file, $file || '[')", {"file": file})  # noqa: S608 - our names
        database.rows("delete from read_file where file = $file", {"file": file})
        if tables:
            database.rows("delete from read_unit where file = $file", {"file": file})
