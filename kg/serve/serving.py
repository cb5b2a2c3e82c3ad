"""What every answer needs: the case, its graphs, the workers; and the ways from a request to a job and from a reply to a response."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.errors import KgError
from kg.model.printable import printable
from kg.project import Project
from kg.query.view import View, view_of
from kg.serve.graphs import Graph, Graphs, Watch
from kg.serve.negotiation import FORMS, HTML, Format
from kg.serve.protocol import Settings, parameters, settings
from kg.serve.refusal import Refusal
from kg.serve.workers import Reply, Workers

T = TypeVar("T")
MEDIA: Mapping[str, str] = {
    **{format_.name: format_.content_type for formats in FORMS.values() for format_ in formats},
    HTML.name: HTML.content_type,
    "plain": "text/plain; charset=utf-8",
    "words": "application/json",
}
"""Name of a format -> Content-Type."""
VIEW = frozenset({"as-of", "certain", "possible", "only"})
"""Parameters that name a view."""


@dataclass
class Serving:
    """A case that is being served."""

    project: Project
    workers: Workers
    graphs: Graphs
    watch: Watch

    async def stop(self) -> None:
        """End what would go on: pages that listen, questions that run."""
        self.watch.stop()
        await self.workers.close()


def client_of(request: Request) -> str:
    """Whose request it is: the address it comes from."""
    return request.client.host if request.client else ""


def settings_of(request: Request, *names: str) -> Settings:
    """The parameters of an address that takes those of a view and these.

    Raises:
        Refusal: 400 another one.
    """
    given = settings(parameters(request.url.query))
    only_known(given, VIEW | set(names), ", ".join(names))
    return given


def only_known(given: Settings, known: Set[str], words: str) -> None:
    """Raise where there is a parameter that would be passed over: an answer to less than was asked reads like one to all of it.

    Args:
        words: those known besides a view's, as they are named.

    Raises:
        Refusal: 400.
    """
    for name in given:
        if name not in known:
            near = get_close_matches(name, sorted(known), 1, 0.7)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            listed = ", ".join(text for text in (words, *sorted(VIEW)) if text)
            raise Refusal(400, f"There is no parameter '{printable(name[:40])}'.{meant} Known: {listed}.\n")


def view_asked(given: Settings) -> View | None:
    """The view that parameters name; None where they name none.

    Raises:
        Refusal: 400 they do not fit.
    """
    if not VIEW & given.keys():
        return None
    as_of = given.get("as-of", (None,))[-1]
    try:
        return view_of(as_of, certain=_on(given, "certain"), possible=_on(given, "possible"), only=given.get("only", ()))
    except KgError as error:
        raise Refusal(400, f"{error}\n") from None


def _on(given: Settings, name: str) -> bool:
    return given.get(name, ("false",))[-1].lower() not in ("false", "0", "no")


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of some work, which ends when the client goes away.

    Raises:
        asyncio.CancelledError: the client went away.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refusal(499, "The client went away.\n")
        return task.result()
    finally:
        for future in (task, gone):
            if not future.done():
                future.cancel()


async def _gone(request: Request) -> None:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def answered(reply: Reply, graph: Graph, *, headers: Mapping[str, str] | None = None, kept: bool = False) -> Response:
    """A worker's reply as a response.

    Args:
        graph: what it is about; held until the answer is sent.
        headers: further ones.
        kept: the reply is for others too, so its file stays.
    """
    fields = {"content-type": MEDIA[reply.header["format"]], "cache-control": "no-cache", "vary": "Accept", **(headers or {})}
    status = reply.header["status"]
    if isinstance(reply.body, bytes):
        return Response(reply.body, status, headers=fields)
    file = reply.body.open("rb")
    fields["content-length"] = str(reply.body.stat().st_size)
    if not kept:
        reply.body.unlink()
    return StreamingResponse(_pieces(file, graph), status, headers=fields)


def file_response(path: Path, format_: Format, *, headers: Mapping[str, str] | None = None) -> Response:
    """A file as a response."""
    file = path.open("rb")
    size = str(path.stat().st_size)
    return StreamingResponse(_pieces(file, None), headers={"content-type": format_.content_type, "content-length": size, **(headers or {})})


def _pieces(file: IO[bytes], graph: Graph | None) -> Iterator[bytes]:
    with file:
        while piece := file.read(256 * 1024):
            yield piece
    del graph
