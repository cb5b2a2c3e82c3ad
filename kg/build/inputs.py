"""Inputs: fact files into the database's rows, only those that changed since they were last read."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.build.database import Database
from kg.facts.read import fact_paths, read_path
from kg.facts.rows import Rows
from kg.facts.vocabulary import Vocabulary, vocabulary_of
from kg.model.findings import Finding
from kg.ontology.ontology import Ontology
from kg.project import Project

_TABLES = ("read_finding", "source_row", "entity_row", "descriptor_row", "claim_row")


def read_inputs(database: Database, project: Project, ontology: Ontology) -> int:
    """Bring the rows up to date with the fact files; returns how many files were read.

    A file is read again when its size or modification time differs and its content does.
    """
    if not project.facts_dir.is_dir():
        return 0
    paths, refused = fact_paths(project.root, project.facts_dir)
    known = {file: (hash_, size, mtime) for file, hash_, size, mtime in database.rows("select file, hash, size, mtime from read_file")}
    vocabulary = vocabulary_of(ontology)
    database.execute_text("begin")
    present = {"": None, **dict.fromkeys(path.relative_to(project.root).as_posix() for path in paths)}
    _forget(database, [file for file in known if file not in present])
    _forget(database, [""])
    changed = [path for path in paths if _changed(project.root, path, known)]
    _forget(database, [path.relative_to(project.root).as_posix() for path in changed])
    for path in changed:
        _read(database, project.root, path, vocabulary)
    database.append("read_finding", map(_finding_row, refused))
    database.append("read_file", [("", "", 0, 0)] if refused else [])
    database.execute_text("commit")
    return len(changed)


def _changed(root: Path, path: Path, known: dict[str, tuple[str, int, int]]) -> bool:
    before = known.get(path.relative_to(root).as_posix())
    if before is None:
        return True
    try:
        stat = path.stat()
        if (stat.st_size, stat.st_mtime_ns) == before[1:]:
            return False
        return sha256(path.read_bytes()).hexdigest() != before[0]
    except OSError:
        return True


def _read(database: Database, root: Path, path: Path, vocabulary: Vocabulary) -> None:
    hash_, rows = read_path(root, path, vocabulary)
    _append(database, rows)
    try:
        stat = path.stat()
        size, mtime = stat.st_size, stat.st_mtime_ns
    except OSError:
        size, mtime = -1, -1
    database.append("read_file", [(path.relative_to(root).as_posix(), hash_, size, mtime)])


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


def _forget(database: Database, files: Iterable[str]) -> None:
    for file in files:
        for table in _TABLES:
            database.rows(f"delete from {table} where file = $file", {"file": file})  # noqa: S608 - names from the tuple above
        database.rows("delete from read_file where file = $file", {"file": file})
