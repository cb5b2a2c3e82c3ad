"""Places: the file, line and column behind each claim of the last build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.project import Project
from kg.store.generations import PLACES
from kg.store.open import generations


def places(project: Project, claims: Iterable[str] | None = None, *, internal: bool = False) -> dict[str, list[str]]:
    """The places of claims: claim IRI -> ``["facts/x.yaml:41:7", ...]``, sorted.

    Args:
        claims: IRIs to look up; None for all.

    Raises:
        StoreError: nothing has been built yet.
    """
    folder, lease = generations(project, internal=internal).lease()
    with lease:
        return read_places(folder / PLACES, claims)


def read_places(path: Path, claims: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The places in one generation's file; see :func:`places`."""
    import duckdb

    wanted = None if claims is None else list(claims)
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as connection:
        rows = connection.execute(
            "select claim, file, line, col from read_parquet($path)"
            " where $wanted is null or claim in (select unnest($wanted::varchar[])) order by all",
            {"path": str(path), "wanted": wanted},
        ).fetchall()
    found: dict[str, list[str]] = {}
    for claim, file, line, column in rows:
        found.setdefault(claim, []).append(f"{file}:{line}:{column}")
    return found
