"""Findings of the last build as the state folder keeps them: what is told of them, and all of them where someone asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from kg.build.database import Database, stage_text
from kg.build.engine import engine
from kg.errors import KgError
from kg.model.causes import PLACES, Cause, Overview
from kg.model.findings import Finding, Location, Severity, in_order
from kg.project import Project

DATABASE = "facts.duckdb"
"""Name of the database in the state folder."""
SHOWN = 100
"""Causes of warnings that a build tells; 'kg check' tells all."""

_TOLD = "select distinct told_file, told_line, told_col, code, message, remedy, severity, internal, cell from built_finding"


def overview(database: Database, *, secrets: bool) -> Overview:
    """What a build that has just kept its findings tells of them.

    Args:
        secrets: something in the case is internal.
    """
    counts = {Severity(severity): int(number) for severity, number in database.rows(stage_text("overview_counts"))}
    if not counts:
        return Overview(secrets=secrets)
    files = int(database.rows("select count(distinct told_file) from facts.main.built_finding")[0][0])
    rows = database.rows(stage_text("overview"), {"places": PLACES, "most": SHOWN})
    causes = []
    for first, code, message, remedy, severity, internal, others, more, _ in rows:
        place = Location(first["file"], first["line"], first["col"])
        finding = Finding(place, code, message, remedy, Severity(severity), internal, first["cell"])
        causes.append(Cause(finding, tuple(Location(*other.values()) for other in others), int(more)))
    return Overview(counts, files, causes, int(rows[0][-1]) - len(rows) if rows else 0, secrets)


@contextmanager
def overview_meanwhile(database: Database, *, secrets: bool) -> Iterator[Future[Overview]]:
    """The same, asked on a connection of its own while this one is used for something else."""
    other = database.beside()
    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            yield thread.submit(overview, other, secrets=secrets)
    finally:
        other.close()


def kept_token(database: Database) -> str:
    """The text by which a result knows the findings that are its own."""
    return str(database.rows("select token from facts.main.built_by")[0][0])


def told_findings(database: Database, where: str = "") -> list[Finding]:
    """The findings of the last build as they are told, sorted, each once.

    Args:
        where: SQL that chooses among the rows; left out for all.
    """
    return _findings(database.rows(f"{_TOLD} {where}"))


def findings_of(project: Project, token: str) -> list[Finding]:
    """The findings of the build that kept them under a token.

    Raises:
        KgError: the case has been built since or is being built, or its state folder was emptied.
    """
    duckdb, path = engine(), project.state_dir / DATABASE
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise KgError(
            "the findings of the last build cannot be read: it is being built anew, or '.kg' was emptied.",
            remedy="Wait for the build, or run 'kg build --full'.",
        ) from error
    try:
        if connection.execute("from built_by").fetchall() == [(token,)]:
            return _findings(connection.execute(_TOLD).fetchall())
    finally:
        connection.close()
    raise KgError("the findings of this build are no longer kept: the case has been built since.", remedy="Build it again.")


def _findings(rows: Iterable[Sequence[Any]]) -> list[Finding]:
    return in_order(
        Finding(Location(file, line, column), code, message, remedy, Severity(severity), internal, cell)
        for file, line, column, code, message, remedy, severity, internal, cell in rows
    )
