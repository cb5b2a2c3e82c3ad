"""Opening the store that a case's settings name."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from kg.errors import StoreError
from kg.project import Project
from kg.store.description import Described, described
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


def serving(project: Project) -> Described | None:
    """The ``kg serve`` that the case's settings name as its store; None where the store is anything else.

    Raises:
        StoreError: it serves another case.
        UsageError: an address that is none, or holds a password.
    """
    found = described(project.store) if project.store else None
    if found is not None and found.base != project.base:
        remedy = f"Here the base is {project.base}: name the case with --case, or connect to the server itself with kg.connect."
        raise StoreError(f"another case is served there, with the base {found.base}.", remedy=remedy, place=project.store)
    return found


def open_store(project: Project, *, internal: bool = False) -> GraphStore:
    """The graph of the last successful build, read-only: on the case's server if it has one, else on this machine.

    Args:
        internal: the store of ``kg build --internal``, which holds what is marked internal too.

    Raises:
        StoreError: nothing has been built yet, the store is damaged, or the server does not answer.
    """
    if project.store and not internal:
        there = serving(project)
        return there.store() if there else RemoteStore.open(addresses(project), base=project.base)
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
