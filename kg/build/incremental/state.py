"""What the last build found, kept beside the rows that it was made of, so that an edit can be told from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.build.database import Database
from kg.model.findings import Finding, columns
from kg.project import Project

RAW = "file, line, col, code, message, remedy, severity, internal"
"""Columns of a finding as the stages gave it."""


@dataclass
class LastBuild:
    """The outcome of the build whose rows are in the database; its findings are there too.

    Args:
        generation: the store that was made of these rows.
        day: ISO day that rules took for today.
        counts: as in the manifest.
        inputs: source -> number and hash of its rows, as in the manifest.
    """

    generation: str
    day: str
    counts: dict[str, int]
    inputs: dict[str, tuple[int, int]]

    def input_rows(self) -> list[tuple[str, int, str]]:
        """Source, number of its rows and their hash, sorted, as ``inputs.sql`` gives them."""
        return [(source, rows, str(hash_)) for source, (rows, hash_) in sorted(self.inputs.items())]


def last_build(database: Database, project: Project) -> LastBuild | None:
    """The build that the rows in the database were last used for; None where they have changed since, or the settings have."""
    rows = database.rows("select generation, day, settings, counts from facts.main.build_state")
    if len(rows) != 1 or rows[0][2] != _settings(project):
        return None
    generation, day, _, counts = rows[0]
    inputs = {source: (int(rows_), int(hash_)) for source, rows_, hash_ in database.rows("from facts.main.built_input")}
    return LastBuild(generation, day, json.loads(counts), inputs)


def forget_last(database: Database) -> None:
    """Say that the rows are no longer those of a build."""
    database.execute_text("delete from facts.main.build_state")


def keep_results(database: Database, last: LastBuild, findings: Mapping[Finding, Finding]) -> None:
    """Keep the results of a build; they count only when :func:`mark` has said which generation they describe.

    Args:
        findings: each as the stages gave it -> as it is told.
    """
    _keep_inputs(database, last)
    database.execute_text("delete from facts.main.built_finding")
    _append(database, findings)


def keep_changes(database: Database, last: LastBuild, gone: AbstractSet[Finding], come: Mapping[Finding, Finding]) -> None:
    """The same of an edit: only the findings that are others now are written.

    Args:
        gone: findings of the last build that are no more, as the stages gave them.
        come: what is found or told anew, as the stages gave it -> as it is told.
    """
    _keep_inputs(database, last)
    name_findings(database, gone | come.keys())
    database.execute_text("delete from facts.main.built_finding where rowid in (select row from named_finding)")
    _append(database, come)


def name_findings(database: Database, findings: AbstractSet[Finding]) -> int:
    """Find rows of the last build's findings: their numbers are in the table ``named_finding`` then; returns how many there are."""
    database.execute_text(f"create or replace temp table wanted_finding as select {RAW} from facts.main.built_finding limit 0")  # noqa: S608 - our names
    database.append("wanted_finding", (columns(finding)[:-1] for finding in findings))
    named = f"select b.rowid as row from facts.main.built_finding b join wanted_finding using ({RAW})"  # noqa: S608 - our names
    database.execute_text(f"create or replace temp table named_finding as {named}")
    return int(database.rows("select count(*) from named_finding")[0][0])


def mark(database: Database, project: Project, last: LastBuild) -> None:
    """Say which generation was made of the rows: the last step of a build, so that a killed one is never taken for whole."""
    forget_last(database)
    database.append("build_state", [(last.generation, last.day, _settings(project), json.dumps(last.counts))])


def _keep_inputs(database: Database, last: LastBuild) -> None:
    forget_last(database)
    database.execute_text("delete from facts.main.built_by; insert into facts.main.built_by values (uuid())")
    now, kept = set(last.input_rows()), set(database.rows("from facts.main.built_input"))
    gone = [source for source, *_ in kept - now]
    database.rows("delete from facts.main.built_input where source in (select unnest($gone::varchar[]))", {"gone": gone})
    database.append("built_input", sorted(now - kept))


def _append(database: Database, findings: Mapping[Finding, Finding]) -> None:
    database.append(
        "built_finding",
        ((*columns(f)[:-1], told.location.file, told.location.line, told.location.column, told.cell) for f, told in findings.items()),
    )


def _settings(project: Project) -> str:
    return f"{project.base} {project.language}"
