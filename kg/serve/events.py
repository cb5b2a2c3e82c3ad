"""``/events``: open pages are told when another build is served (server-sent events, WHATWG HTML)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.serve.refusal import Refusal
from kg.serve.serving import Serving

MOST = 500
"""Pages that may listen at the same time."""
BREATH = 20.0
"""Seconds after which a comment shows that the line still stands."""


async def events(request: Request) -> Response:
    """The name of the graph that is served: now, and whenever it is another one."""
    serving: Serving = request.app.state.serving
    if len(serving.watch.listeners) >= MOST:
        raise Refusal(503, "Too many pages listen already.\n", {"Retry-After": "60"})
    return StreamingResponse(_told(serving), headers={"content-type": "text/event-stream", "cache-control": "no-store"})


async def _told(serving: Serving) -> AsyncIterator[str]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    serving.watch.listeners.add(queue)
    try:
        yield f"retry: 2000\nevent: graph\ndata: {serving.graphs.generation}\n\n"
        while True:
            try:
                name = await asyncio.wait_for(queue.get(), BREATH)
                if not name:
                    return
                yield f"event: graph\ndata: {name}\n\n"
            except TimeoutError:
                yield ": here\n\n"
    finally:
        serving.watch.listeners.discard(queue)
