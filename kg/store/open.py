"""Opening the store that a case's settings name."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from kg.project import Project
from kg.store.generations import Generations
from kg.store.http import check_address
from kg.store.oxigraph import OxigraphStore
from kg.store.remote import Addresses, RemoteStore

GraphStore: TypeAlias = OxigraphStore | RemoteStore


def generations(project: Project, *, internal: bool = False) -> Generations:
    """The generations of a case; with ``internal``, those of the local store that holds everything."""
    return Generations(project.state_dir / ("internal" if internal else "stores"))


def addresses(project: Project) -> Addresses:
    """Where the case's server takes what.

    Raises:
        UsageError: an address that is none, or holds a password.
    """
    found = Addresses.of(project.store, project.store_update, project.store_graphs)
    for url in (found.query, found.update, *([found.graphs] if found.graphs else [])):
        check_address(url)
    return found


def open_store(project: Project, *, internal: bool = False) -> GraphStore:
    """The graph of the last successful build, read-only: on the case's server if it has one, else on this machine.

    Args:
        internal: the store of ``kg build --internal``, which holds what is marked internal too.

    Raises:
        StoreError: nothing has been built yet, the store is damaged, or the server does not answer.
    """
    if project.store and not internal:
        return RemoteStore.open(addresses(project), base=project.base)
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
