"""Inputs: fact files and tables into the database's rows, only those that changed since they were last read.

What is read together is a unit: a fact file alone, or a mapping with its tables. A unit is read again when one of its files has other
content, or when it has other files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.build.database import Database
from kg.build.fingerprint import file_hash
from kg.facts.read import fact_paths, read_path, table_paths
from kg.facts.rows import Rows
from kg.facts.vocabulary import vocabulary_of
from kg.model.findings import Finding
from kg.ontology.ontology import Ontology
from kg.project import Project

if TYPE_CHECKING:  # a case without tables does without their readers
    from kg.facts.tables.run import Outcome
    from kg.facts.tables.units import Unit

_TABLES = ("read_finding", "source_row", "entity_row", "descriptor_row", "claim_row", "read_note", "literal_place")
_BATCH = 20_000  # rows of claims that are appended at once


@dataclass
class _Plan:
    """What there is and what of it has to be read.

    Args:
        files: every fact file that has a reader of its own.
        hashes: content of every file that matters now.
        units: mapped and native tables.
    """

    files: dict[str, Path]
    units: list[Unit]
    hashes: dict[str, str]


def read_inputs(database: Database, project: Project, ontology: Ontology) -> int:
    """Bring the rows up to date with the fact files and tables; returns how many were read."""
    root = project.root
    paths, refused = fact_paths(root, project.facts_dir) if project.facts_dir.is_dir() else ([], [])
    plan, unnamed = _plan(project, paths, ontology)
    known: dict[str, str] = dict(database.rows("select file, hash from read_file"))
    before: dict[str, set[str]] = {}
    for name, file in database.rows("select unit, file from read_unit"):
        before.setdefault(name, set()).add(file)
    changed = {file for file, hash_ in plan.hashes.items() if known.get(file) != hash_}
    stale = _stale(plan, before, changed, root)
    gone = {file for file in known if file not in plan.hashes}
    gone |= {file for name in before for file in before[name] if name not in {unit.name for unit in plan.units}}
    fresh = [file for file in plan.files if file in changed]
    again = {file for unit in stale for file in (*_names(root, unit), *before.get(unit.name, ()))}
    database.execute_text("begin")
    _forget(database, {*gone, *fresh, *again} & {*known, *(file for files in before.values() for file in files)})
    vocabulary = vocabulary_of(ontology)
    batch, hashes = Rows(), []
    for file in fresh:
        hash_, rows = read_path(root, plan.files[file], vocabulary)
        hashes.append((file, hash_))
        batch.add(rows)
        if len(batch.claims) > _BATCH:
            _append(database, batch)
            batch = Rows()
    _append(database, batch)
    database.append("read_file", hashes)
    findings = [*refused, *unnamed]
    database.append("read_finding", map(_finding_row, findings))
    database.append("read_file", ((file, "") for file in dict.fromkeys(f.location.file for f in findings) if file not in plan.hashes))
    database.execute_text("commit")
    for unit in stale:
        _read_unit(database, root, unit, ontology, plan.hashes)
    return len(fresh) + len(stale)


def read_everything(database: Database, folder: Path, only: Sequence[Path] | None, ontology: Ontology, *, limit: int | None = None) -> None:
    """Fill an empty database with what a folder holds, in any place; names of files are relative to the folder above it.

    Args:
        only: files of the folder that are read, with the tables that a mapping among them names; None for all.
        limit: how many rows of each mapped table are read; None for all.
    """
    from kg.facts.tables.units import read_unit, table_units, words_of_ontology

    root, words = folder.parent, words_of_ontology(ontology)
    paths, refused = fact_paths(root, folder)
    tables = table_paths(root, folder)
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


def _plan(project: Project, paths: list[Path], ontology: Ontology) -> tuple[_Plan, list[Finding]]:
    root = project.root
    files = {path.relative_to(root).as_posix(): path for path in paths}
    tables = table_paths(root, project.facts_dir) if project.facts_dir.is_dir() else []
    units: list[Unit] = []
    unnamed: list[Finding] = []
    if tables:
        from kg.facts.tables.units import table_units, words_of_ontology

        units, unnamed = table_units(root, project.facts_dir, tables, words_of_ontology(ontology))
    every = {**files, **{name: path for unit in units for name, path in zip(_names(root, unit), unit.paths, strict=True)}}
    return _Plan(files, units, {file: file_hash(path) for file, path in every.items()}), unnamed


def _names(root: Path, unit: Unit) -> list[str]:
    return [path.relative_to(root).as_posix() for path in unit.paths]


def _stale(plan: _Plan, before: Mapping[str, set[str]], changed: set[str], root: Path) -> list[Unit]:
    """Units to read again: those with other files or content, and those that share a file with one of them."""
    stale = [unit for unit in plan.units if set(_names(root, unit)) != before.get(unit.name) or changed & set(_names(root, unit))]
    present = {unit.name for unit in plan.units}
    touched = {file for name, files in before.items() if name not in present for file in files}
    grown = -1
    while grown != len(stale):
        grown = len(stale)
        touched |= {file for unit in stale for file in (*_names(root, unit), *before.get(unit.name, ()))}
        stale = [unit for unit in plan.units if unit in stale or touched & set(_names(root, unit))]
    return stale


def _read_unit(database: Database, root: Path, unit: Unit, ontology: Ontology, hashes: Mapping[str, str]) -> None:
    """Read a unit, marked as unfinished meanwhile, so that a build that is killed here is followed by one that reads it again.

    There is no transaction around it: a table that cannot be read ends one, and is told as a finding.
    """
    from kg.facts.tables.units import read_unit, words_of_ontology

    names = _names(root, unit)
    _mark_read(database, names, dict.fromkeys(names, ""))
    database.append("read_unit", ((unit.name, file) for file in names))
    _add(database, read_unit(database, root, unit, words_of_ontology(ontology)))
    _mark_read(database, names, hashes)


def _mark_read(database: Database, names: Sequence[str], hashes: Mapping[str, str]) -> None:
    _forget(database, names, tables=())
    database.append("read_file", ((file, hashes[file]) for file in names))


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


def _forget(database: Database, files: Iterable[str], *, tables: tuple[str, ...] = _TABLES) -> None:
    """Drop what was read from files; a sheet of a workbook is called ``book.xlsx[Sheet]``."""
    for file in files:
        for table in tables:
            database.rows(f"delete from {table} where file = $file or starts_with(file, $file || '[')", {"file": file})  # noqa: S608 - our names
        database.rows("delete from read_file where file = $file", {"file": file})
        if tables:
            database.rows("delete from read_unit where file = $file", {"file": file})
