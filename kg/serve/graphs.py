"""The graphs that a server answers from: the last build and views of it, held while they are read, let go when a new build is there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from kg.errors import UsageError
from kg.project import Project
from kg.query.view import View
from kg.query.views import view_folder, view_generations, view_name
from kg.query.vocabulary import prefixes_of_build
from kg.serve.refusal import Refusal
from kg.serve.workers import Reply, Workers
from kg.store.open import generations
from kg.store.vocabulary import as_built

PATIENCE = 20
"""How much longer than a question a view or a page of the whole graph may take."""
_HELD_VIEWS = 16


@dataclass(eq=False)
class Graph:
    """A graph that is served.

    Args:
        name: tells it from every other graph and view.
        folder: of its store and N-Quads; a view's own, or a generation's.
        source: the generation's folder, which has the places of claims.
        leases: keep the folders while the graph is in use.
        note: what it has less than the whole graph, in words.
        made: what was made from it for all, such as the network page, by name.
    """

    name: str
    folder: Path
    source: Path
    leases: tuple[IO[bytes], ...]
    note: str = ""
    made: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)

    def __del__(self) -> None:
        for lease in self.leases:
            lease.close()
        for future in self.made.values():
            if future.done() and not future.cancelled() and future.exception() is None and isinstance(future.result().body, Path):
                Path(str(future.result().body)).unlink(missing_ok=True)


class Graphs:
    """The current graph of a case, and views of it.

    Args:
        project: the case.
        workers: they materialise views.
        view: what is served to those who ask for no other view.
    """

    def __init__(self, project: Project, workers: Workers, view: View) -> None:
        self.project = replace(project, store="")  # what is served is this machine's own copy, wherever else the graph is
        self.workers, self.view = workers, view
        self.prefixes: Mapping[str, str] = prefixes_of_build(self.project)
        self._whole: Graph | None = None
        self._views: dict[str, Graph] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    @property
    def generation(self) -> str:
        """The name of the build that is answered from."""
        assert self._whole is not None
        return self._whole.source.name

    def changed(self) -> bool:
        """True when another build is current."""
        name = generations(self.project).current()
        return name is not None and (self._whole is None or name != self._whole.source.name)

    def take(self) -> None:
        """Answer from the current build from now on; what is being answered goes on from the one before.

        Raises:
            StoreError: nothing has been built yet.
        """
        folder, lease = generations(self.project).lease()
        self.project = as_built(self.project)
        self.prefixes = prefixes_of_build(self.project)
        self._whole = Graph(folder.name, folder, folder, (lease,))
        self._views, self._locks = {}, {}

    async def of(self, view: View | None, client: str) -> Graph:
        """The graph of a view within the one that is served; None for all of that.

        Raises:
            Refusal: 400 the view asks for what is not served; the view takes too long or the server is too busy.
        """
        try:
            chosen = view.within(self.view) if view else self.view
        except UsageError as error:
            raise Refusal(400, f"{error}\n") from None
        whole = self._whole
        assert whole is not None
        if chosen.whole:
            return whole
        found = self._views.get(chosen.key)
        if found is None:
            async with self._locks.setdefault(chosen.key, asyncio.Lock()):
                found = self._views.get(chosen.key) or await self._made(whole, chosen, client)
        return found

    async def _made(self, whole: Graph, view: View, client: str) -> Graph:
        name = view_name(whole.source.name, view)
        if not (view_generations(self.project).path(name) / "lease").is_file():
            job = {"do": "view", "as_of": view.as_of, "possible": view.possible, "only": view.only, **self.job(whole)}
            reply = await self.workers.run(job, client, seconds=self.workers.limits.seconds * PATIENCE)
            if reply.header["status"] != 200:
                raise Refusal(reply.header["status"], reply.body.decode() if isinstance(reply.body, bytes) else "")
        if generations(self.project).current() == whole.source.name:
            folder, lease = view_folder(self.project, view)
        else:  # built anew meanwhile; the view of the graph that was asked is there all the same
            folder = view_generations(self.project).path(name)
            lease = (folder / "lease").open("rb")
        graph = Graph(name, folder, whole.source, (lease, *_again(whole)), str(view))
        if whole is self._whole:
            while len(self._views) >= _HELD_VIEWS:
                self._views.pop(next(iter(self._views)))
            self._views[view.key] = graph
        return graph

    def job(self, graph: Graph) -> dict[str, Any]:
        """What every job says of the graph it reads."""
        return {
            "store": str(graph.folder / "store"),
            "graph": str(graph.folder),
            "root": str(self.project.root),
            "base": self.project.base,
            "prefixes": dict(self.prefixes),
            "note": graph.note,
            "most": self.workers.limits.rows,
        }

    async def made(self, graph: Graph, what: str, client: str) -> Reply:
        """What is made from a graph once for all: ``network``, ``turtle`` or ``vocabulary``.

        Raises:
            Refusal: it takes too long or the server is too busy.
        """
        future = graph.made.get(what)
        if future is None or (future.done() and (future.cancelled() or future.exception() is not None)):
            job = {"do": what, **self.job(graph)}
            work = self.workers.run(job, client, seconds=self.workers.limits.seconds * PATIENCE)
            future = graph.made[what] = asyncio.ensure_future(work)
        return await asyncio.shield(future)

    def exported(self, graph: Graph, name: str) -> Path | None:
        """The file in ``exports/`` that the build of this graph wrote; None for a view, or where it wrote none."""
        if graph.folder != graph.source:
            return None
        try:
            built = json.loads((self.project.state_dir / "built.json").read_text(encoding="utf-8"))
            path = self.project.exports_dir / name
            return path if built["generation"] == graph.name and name in built["outputs"] and path.is_file() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _again(graph: Graph) -> tuple[IO[bytes], ...]:
    """Leases of a graph once more, for another that needs it."""
    import os

    return tuple(os.fdopen(os.dup(lease.fileno()), "rb") for lease in graph.leases)


class Watch:
    """Looks for new builds, and tells those who listen.

    Args:
        graphs: what is served.
        seconds: between two looks.
    """

    def __init__(self, graphs: Graphs, seconds: float = 0.5) -> None:
        self.graphs, self.seconds = graphs, seconds
        self.listeners: set[asyncio.Queue[str]] = set()  # each gets names of builds, and an empty one at the end
        self.problem: Callable[[BaseException], None] = lambda error: None

    def stop(self) -> None:
        """Tell those who listen that nothing more comes."""
        for listener in self.listeners:
            listener.put_nowait("")

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(self.seconds)
            try:
                if self.graphs.changed():
                    self.graphs.take()
                    for listener in self.listeners:
                        listener.put_nowait(self.graphs.generation)
            except Exception as error:  # a build that is being removed, a full disk: the next look may be luckier
                self.problem(error)
