"""Inputs: fact files into the database's rows, only those that changed since they were last read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.build.database import Database
from kg.build.fingerprint import file_hash
from kg.facts.read import fact_paths, read_path
from kg.facts.rows import Rows
from kg.facts.vocabulary import vocabulary_of
from kg.model.findings import Finding
from kg.ontology.ontology import Ontology
from kg.project import Project

_TABLES = ("read_finding", "source_row", "entity_row", "descriptor_row", "claim_row")


def read_inputs(database: Database, project: Project, ontology: Ontology) -> int:
    """Bring the rows up to date with the fact files; returns how many files were read.

    A file is read again when its content differs from what was read last.
    """
    root = project.root
    paths, refused = fact_paths(root, project.facts_dir) if project.facts_dir.is_dir() else ([], [])
    files = {path.relative_to(root).as_posix(): path for path in paths}
    known: dict[str, str] = dict(database.rows("select file, hash from read_file"))
    changed = {file: path for file, path in files.items() if file not in known or file_hash(path) != known[file]}
    vocabulary = vocabulary_of(ontology)
    database.execute_text("begin")
    _forget(database, [file for file in known if file not in files or file in changed])
    for file, path in changed.items():
        hash_, rows = read_path(root, path, vocabulary)
        _append(database, rows)
        database.append("read_file", [(file, hash_)])
    database.append("read_finding", map(_finding_row, refused))
    database.append("read_file", ((file, "") for file in dict.fromkeys(finding.location.file for finding in refused)))
    database.execute_text("commit")
    return len(changed)


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
