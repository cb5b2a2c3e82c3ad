"""Views as stores: materialised once for each graph and choice, and kept beside the graph until that is gone."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import IO

from kg.errors import StoreError
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.query.view import View
from kg.query.view_graph import view_lines
from kg.query.vocabulary import ontology_of_build, ontology_of_generation
from kg.store.difference import graph_lines
from kg.store.generations import GRAPH, Generations
from kg.store.open import GraphStore, addresses, generations, open_store, serving
from kg.store.oxigraph import OxigraphStore, bulk_load
from kg.store.remote import RemoteStore

MOST = 32
"""Views of one graph that are kept; the oldest go first."""
_FORM = 2  # of what a view holds: another number makes all views anew


def view_generations(project: Project, *, internal: bool = False) -> Generations:
    """Where a case's views are."""
    return Generations(project.state_dir / ("internal-views" if internal else "views"))


def open_view(project: Project, view: View, *, internal: bool = False) -> GraphStore:
    """The last built graph as a view shows it, read-only.

    Args:
        internal: from the graph of ``kg build --internal``.

    Raises:
        StoreError: nothing has been built yet.
    """
    if view.whole:
        return open_store(project, internal=internal)
    if project.store and not internal and (there := serving(project)):
        return there.store(view.parameters)
    folder, lease = view_folder(project, view, internal=internal)
    return OxigraphStore.open(folder / "store", base=project.base, lease=lease)


def view_folder(project: Project, view: View, *, internal: bool = False) -> tuple[Path, IO[bytes]]:
    """The folder of a view (its store and N-Quads) of the current graph, and a lock that keeps it while the file is open.

    Raises:
        StoreError: nothing has been built yet.
    """
    if project.store and not internal:
        store = RemoteStore.open(addresses(project), base=project.base)
        lines = cache(lambda: list(store.lines()))
        name = f"there-{(store.graph or '').rpartition('/')[2]}"
        return _kept(project, name, lines, lambda: ontology_of_build(project), view, internal=False)
    source, lease = generations(project, internal=internal).lease()
    with lease:
        return materialised(project, source, view, internal=internal)


def materialised(project: Project, source: Path, view: View, *, internal: bool = False) -> tuple[Path, IO[bytes]]:
    """As :func:`view_folder`, of the graph in ``source``, whose lease the caller holds."""
    ontology = cache(lambda: ontology_of_generation(project, source))
    return _kept(project, source.name, lambda: graph_lines(source), ontology, view, internal=internal)


def _kept(
    project: Project, graph: str, read: Callable[[], Iterable[str]], ontology: Callable[[], Ontology], view: View, *, internal: bool
) -> tuple[Path, IO[bytes]]:
    """The folder of a view of a graph, made from its lines if it is not there, and a lock on it."""
    views = view_generations(project, internal=internal)
    name = view_name(graph, view)

    def fill(folder: Path) -> None:
        with (folder / GRAPH).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(view_lines(read, project.base, ontology(), view))
        bulk_load(folder / "store", folder / GRAPH)

    for _ in range(10):
        folder = views.create(name, fill)
        try:
            lock = (folder / "lease").open("rb")
        except OSError:
            continue  # collected before we could say that we read it
        fcntl.flock(lock, fcntl.LOCK_SH)
        if (folder / "lease").exists():
            _collect(views, graph, name)
            return folder, lock
        lock.close()
    raise StoreError("the view could not be kept.", remedy="Try again; something keeps removing it.")


def view_name(generation: str, view: View) -> str:
    """The name of a view of a graph: another one for another graph or choice."""
    return f"{generation}-{_FORM}-{view.key}"


def _collect(views: Generations, generation: str, name: str) -> None:
    """Remove views of graphs that are gone, and the oldest beyond the number kept."""
    own = [folder for folder in views.folder.iterdir() if folder.name.startswith(f"{generation}-")]
    own.sort(key=lambda folder: folder.stat().st_mtime if folder.exists() else 0, reverse=True)
    views.collect(keep={name, *(folder.name for folder in own[:MOST])})
