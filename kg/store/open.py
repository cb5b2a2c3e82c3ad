"""Opening the store that a case's settings name."""

from __future__ import annotations

from pathlib import Path

from kg.project import Project
from kg.store.generations import Generations
from kg.store.oxigraph import OxigraphStore


def generations(project: Project, *, internal: bool = False) -> Generations:
    """The generations of a case; with ``internal``, those of the local store that holds everything."""
    return Generations(project.state_dir / ("internal" if internal else "stores"))


def open_store(project: Project, *, internal: bool = False) -> OxigraphStore:
    """The graph of the last successful build, read-only.

    Args:
        internal: the store of ``kg build --internal``, which holds what is marked internal too.

    Raises:
        StoreError: nothing has been built yet, or the store is damaged.
    """
    folder, lease = generations(project, internal=internal).lease()
    return OxigraphStore.open(folder / "store", base=project.base, lease=lease)


def current_folder(project: Project, *, internal: bool = False) -> Path:
    """The folder of the current generation (store, N-Quads, places).

    Raises:
        StoreError: nothing has been built yet.
    """
    folder, lease = generations(project, internal=internal).lease()
    lease.close()
    return folder
