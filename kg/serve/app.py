"""The server: addresses, and what answers at each. Everything that costs runs in a query worker (:mod:`kg.serve.workers`)."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.project import Project
from kg.query.view import WHOLE, View
from kg.serve import pages
from kg.serve.door import LOOPBACK, Door, host_name
from kg.serve.endpoint import ask_saved, endpoint, notes, saved_questions
from kg.serve.events import events
from kg.serve.graphs import Graphs, Watch
from kg.serve.serving import Serving
from kg.serve.workers import Limits, Workers


@dataclass(frozen=True)
class Settings:
    """How a case is served.

    Args:
        hosts: names of the server besides those of this machine; ``*`` for any.
        origins: other sites whose pages may read answers.
        limits: what one question may cost.
        view: what is served instead of the whole graph.
        watch: seconds between two looks for a new build.
    """

    hosts: Iterable[str] = ()
    origins: Iterable[str] = ()
    limits: Limits = field(default_factory=Limits)
    view: View = WHOLE
    watch: float = 0.5


def application(project: Project, settings: Settings) -> Starlette:
    """The ASGI application that serves a case.

    Raises:
        StoreError: when it starts: nothing has been built yet.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        workers = Workers(settings.limits)
        graphs = Graphs(project, workers, settings.view)
        graphs.take()
        await workers.start()
        watch = Watch(graphs, settings.watch)
        watch.problem = lambda error: print(f"note: a new build could not be read: {error}", file=sys.stderr)
        app.state.serving = Serving(project, workers, graphs, watch)
        looking = asyncio.ensure_future(watch.run())
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking
            await app.state.serving.stop()

    names = {*LOOPBACK, *(host_name(name) if name != "*" else name for name in settings.hosts)}
    return Starlette(
        routes=[
            Route("/", pages.network, methods=["GET"]),
            Route("/query", pages.question, methods=["GET"]),
            Route("/part", pages.part, methods=["GET"]),
            Route("/sparql", endpoint, methods=["GET", "POST"]),
            Route("/sparql/", endpoint, methods=["GET", "POST"]),
            Route("/notes", notes, methods=["POST"]),
            Route("/questions", saved_questions, methods=["GET"]),
            Route("/questions/{name}", ask_saved, methods=["GET"]),
            Route("/entity/{slug:path}", pages.entity, methods=["GET"]),
            Route("/graph.ttl", pages.turtle, methods=["GET"]),
            Route("/vocabulary.json", pages.vocabulary, methods=["GET"]),
            Route("/assets/{name}", pages.asset, methods=["GET"]),
            Route("/events", events, methods=["GET"]),
            Route("/health", health, methods=["GET"]),
            Route("/{path:path}", pages.dereference, methods=["GET"]),
        ],
        middleware=[Middleware(Door, hosts=names, origins=settings.origins)],
        exception_handlers={HTTPException: _plain},
        lifespan=lifespan,
    )


async def health(request: Request) -> Response:
    """That the server answers, from which build, and how busy it is."""
    serving: Serving = request.app.state.serving
    workers = serving.workers
    state = {"status": "ok", "graph": serving.graphs.generation, "running": workers.busy, "waiting": workers.queued}
    return JSONResponse(state, headers={"cache-control": "no-store"})


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: "There is nothing at this address.", 405: "This address takes other methods; 'Allow' names them."}
    return PlainTextResponse(words.get(error.status_code, error.detail) + "\n", error.status_code, headers=error.headers)
