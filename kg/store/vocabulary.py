"""The vocabulary of a build, kept beside its graph: answers stay whole while the case's ontology is being worked on."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import StoreError
from kg.project import Project
from kg.store.open import generations

_FOLDER, _BASE = "ontology", "base"


def keep_vocabulary(generation: Path, folders: Sequence[Path], base: str) -> None:
    """Put the ontology's files and the base into a generation's folder.

    Args:
        generation: a folder that is being filled.
        folders: of the ontology, the shipped one first.
        base: of the case.
    """
    (generation / _BASE).write_text(base, encoding="utf-8")
    for number, folder in enumerate(folders):
        kept = generation / _FOLDER / str(number)
        kept.mkdir(parents=True)
        for path in sorted(folder.glob("*.ttl")):
            shutil.copyfile(path, kept / path.name)


def kept_folders(generation: Path) -> list[Path]:
    """The folders of the ontology that a generation was built with, the shipped one first; none in one of an earlier kg."""
    return sorted((generation / _FOLDER).glob("*"))


def as_built(project: Project, *, internal: bool = False) -> Project:
    """The case with the base that its last build has: kg.toml may name another one by now, and the graph does not know it.

    Before the first build it is the case as it is, and so it is where the graph is on a server.
    """
    if project.store and not internal:
        return project
    try:
        folder, lease = generations(project, internal=internal).lease()
    except StoreError:
        return project
    with lease:
        try:
            return replace(project, base=(folder / _BASE).read_text(encoding="utf-8"))
        except OSError:  # a build of an earlier kg
            return project
