"""The generation that an edit makes: links to the files of the one before it, and what differs."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.project import Project
from kg.store.difference import Difference, advance
from kg.store.generations import MOVED, PLACES
from kg.store.open import generations
from kg.store.places import moved_sql, places_sql, whole_sql
from kg.store.vocabulary import keep_vocabulary

LARGEST_SHARE = 1 / 8
"""Of the places of an earlier generation: what differs from them is kept beside them while it is less."""


def advance_generation(project: Project, last: str, difference: Difference, draft: Path) -> str:
    """Make the generation that follows ``last`` and return its name; where the graph is the same, only its places are others.

    Args:
        draft: the folder with what :func:`write_places` wrote.
    """
    stores = generations(project)
    old = stores.path(last)
    if not difference:
        _place(draft, old)
        return last
    if not (draft / PLACES).exists():
        os.link(old / PLACES, draft / PLACES)
    changes = [f"+{line}" for line in difference.added] + [f"-{line}" for line in difference.removed]
    name = sha256("\n".join([last, *sorted(changes)]).encode()).hexdigest()[:16]

    def fill(folder: Path) -> None:
        advance(old, folder, difference)
        keep_vocabulary(folder, ontology_folders(project), project.base)

    folder = stores.create(name, fill)
    _place(draft, folder)
    return name


def _place(draft: Path, folder: Path) -> None:
    """Put the places just written into a generation; whole ones take the place of any difference."""
    if (draft / PLACES).exists():
        (folder / MOVED).unlink(missing_ok=True)
    for name in (PLACES, MOVED):
        if (draft / name).exists():
            (draft / name).replace(folder / name)


def write_places(database: Database, project: Project, last: str, draft: Path) -> None:
    """Write where claims stand now, as a whole or as what differs from the whole.

    Args:
        database: where the edit was worked out.
        last: the generation before it.
        draft: the folder with the places before and after.
    """
    old = generations(project).path(last)
    database.execute_text(f"create or replace temp view place_whole as {whole_sql(old)}")
    database.execute_text(f"create or replace temp view place_now as {places_sql(old)}")
    database.execute_text(f"create or replace temp view place_moved as {moved_sql(old)}")
    database.run("edit_places", file=draft)
    moved, every = database.rows("select (select count(*) from place_difference), (select count(*) from place_whole)")[0]
    if moved > every * LARGEST_SHARE:
        database.run("edit_places_whole", file=draft / PLACES)
    else:
        database.run("edit_places_moved", file=draft / MOVED)
