"""Places: the file, line and column behind each claim of the last build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import StoreError
from kg.project import Project
from kg.store.generations import MOVED, PLACES
from kg.store.open import generations


def places(project: Project, claims: Iterable[str] | None = None, *, internal: bool = False) -> dict[str, list[str]]:
    """The places of claims: claim IRI -> ``["facts/x.yaml:41:7", ...]``, sorted; none where the graph was built elsewhere.

    Args:
        claims: IRIs to look up; None for all.

    Raises:
        StoreError: nothing has been built yet.
    """
    try:
        folder, lease = generations(project, internal=internal).lease()
    except StoreError:
        if internal or not project.store:
            raise
        return {}  # the facts may be there too
    with lease:
        return read_places(folder / PLACES, claims)


def read_places(path: Path, claims: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The places in one generation's file; see :func:`places`."""
    import duckdb

    wanted = None if claims is None else list(claims)
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as connection:
        rows = connection.execute(
            f"from ({places_sql(path.parent)}) where $wanted is null or claim in (select unnest($wanted::varchar[])) order by all",
            {"wanted": wanted},
        ).fetchall()
    found: dict[str, list[str]] = {}
    for claim, file, line, column in rows:
        found.setdefault(claim, []).append(f"{file}:{line}:{column}")
    return found


def places_sql(generation: Path) -> str:
    """SQL of a generation's places: claim, file, line, col."""
    rows = whole_sql(generation)
    if not (generation / MOVED).exists():
        return rows
    differing = f"select claim, file, line, col from {_parquet(generation / MOVED)}"  # noqa: S608 - a path, quoted
    return f"({rows} except {differing} where gone) union all {differing} where not gone"


def whole_sql(generation: Path) -> str:
    """SQL of a generation's file of whole places: claim, file, line, col."""
    return f"select claim, file, line, col from {_parquet(generation / PLACES)}"  # noqa: S608 - a path, quoted


def moved_sql(generation: Path) -> str:
    """SQL of what differs from a generation's file of whole places: claim, file, line, col, gone."""
    if (generation / MOVED).exists():
        return f"select claim, file, line, col, gone from {_parquet(generation / MOVED)}"  # noqa: S608 - a path, quoted
    return f"select claim, file, line, col, true as gone from {_parquet(generation / PLACES)} where false"  # noqa: S608 - a path, quoted


def _parquet(path: Path) -> str:
    return f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
