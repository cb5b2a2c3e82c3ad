"""What the last build found, kept beside the rows that it was made of, so that an edit can be told from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from kg.build.database import Database
from kg.model.findings import Finding, Location, Severity, columns, in_order
from kg.project import Project


@dataclass
class LastBuild:
    """The outcome of the build whose rows are in the database.

    Args:
        generation: the store that was made of these rows.
        day: ISO day that rules took for today.
        counts: as in the manifest.
        findings: each as the stages gave it -> as it is told.
        inputs: source -> number and hash of its rows, as in the manifest.
    """

    generation: str
    day: str
    counts: dict[str, int]
    findings: dict[Finding, Finding]
    inputs: dict[str, tuple[int, int]]

    def told(self) -> list[Finding]:
        """The findings as they are told, sorted, each once."""
        return in_order(set(self.findings.values()))

    def input_rows(self) -> list[tuple[str, int, str]]:
        """Source, number of its rows and their hash, sorted, as ``inputs.sql`` gives them."""
        return [(source, rows, str(hash_)) for source, (rows, hash_) in sorted(self.inputs.items())]


def last_build(database: Database, project: Project) -> LastBuild | None:
    """The build that the rows in the database were last used for; None where they have changed since, or the settings have."""
    rows = database.rows("select generation, day, settings, counts from facts.main.build_state")
    if len(rows) != 1 or rows[0][2] != _settings(project):
        return None
    generation, day, _, counts = rows[0]
    findings = {}
    for file, line, column, code, message, remedy, severity, internal, *place, cell in database.rows("from facts.main.built_finding"):
        finding = Finding(Location(file, line, column), code, message, remedy, Severity(severity), internal)
        findings[finding] = replace(finding, location=Location(*place), cell=cell)
    inputs = {source: (int(rows_), int(hash_)) for source, rows_, hash_ in database.rows("from facts.main.built_input")}
    return LastBuild(generation, day, json.loads(counts), findings, inputs)


def forget_last(database: Database) -> None:
    """Say that the rows are no longer those of a build."""
    database.execute_text("delete from facts.main.build_state")


def keep_results(database: Database, last: LastBuild) -> None:
    """Keep the results of a build; they count only when :func:`mark` has said which generation they describe."""
    forget_last(database)
    database.execute_text("delete from facts.main.built_finding; delete from facts.main.built_input")
    database.append(
        "built_finding",
        (
            (*columns(f)[:-1], told.location.file, told.location.line, told.location.column, told.cell)
            for f, told in last.findings.items()
        ),
    )
    database.append("built_input", last.input_rows())


def mark(database: Database, project: Project, last: LastBuild) -> None:
    """Say which generation was made of the rows: the last step of a build, so that a killed one is never taken for whole."""
    forget_last(database)
    database.append("build_state", [(last.generation, last.day, _settings(project), json.dumps(last.counts))])


def _settings(project: Project) -> str:
    return f"{project.base} {project.language}"
