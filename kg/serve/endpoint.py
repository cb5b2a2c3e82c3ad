"""``/sparql``: the SPARQL 1.1 Protocol over a case's graph; and saved questions by name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.errors import QueryError
from kg.model.printable import printable
from kg.query.saved import load, saved
from kg.serve.negotiation import FORMS, HTML, Format, choose
from kg.serve.protocol import LARGEST_BODY, Settings, parameters, read_request, settings
from kg.serve.refusal import Refusal
from kg.serve.results import write_graph
from kg.serve.service_description import service_description
from kg.serve.serving import MEDIA, VIEW, Serving, answered, client_of, only_known, view_asked, while_connected

BODY_SECONDS = 30.0
DRAINED = 32_000_000
"""Bytes of a request that is too long which are read and forgotten: many clients hear no answer before they have said everything."""
_OTHERS = frozenset("format output results".split())
"""Parameters in which clients name a format (SPARQLWrapper sends all three)."""
_ELSEWHERE = frozenset("turtle n3 n-triples ntriples rdf+xml rdfxml json-ld sparql-results+json sparql-results+xml".split())
"""Names that clients have for formats; what they accept says the same."""


async def endpoint(request: Request) -> Response:
    """A question by GET or POST, or the endpoint's description."""
    body = await _body(request) if request.method == "POST" else b""
    asked = read_request(request.method, request.url.query, request.headers.get("content-type", ""), body)
    if asked.query is None:
        return _description(request)
    only_known(asked.settings, VIEW | _OTHERS, "query, default-graph-uri, named-graph-uri, format")
    dataset = (asked.default_graphs, asked.named_graphs) if asked.default_graphs or asked.named_graphs else None
    return await _answer(request, {"text": asked.query, "dataset": dataset}, asked.settings)


async def notes(request: Request) -> Response:
    """What may be mistyped in the question of a form, with the values of its parameters beside it."""
    asked = read_request(request.method, request.url.query, request.headers.get("content-type", ""), await _body(request))
    serving: Serving = request.app.state.serving
    client = client_of(request)
    values = {name: texts[-1] for name, texts in asked.settings.items() if name not in VIEW}

    async def work() -> Response:
        graph = await serving.graphs.of(view_asked(asked.settings), client)
        job = {"do": "notes", **serving.graphs.job(graph), "text": asked.query, "values": values}
        return answered(await serving.workers.run(job, client), graph)

    return await while_connected(request, work())


async def saved_questions(request: Request) -> Response:
    """The saved questions with their parameters, as JSON."""
    serving: Serving = request.app.state.serving
    rows = [
        {
            "name": name,
            "title": asked.title,
            "text": asked.text,
            "parameters": [{"name": item.name, "kind": item.kind, "default": item.default} for item in asked.parameters.values()],
        }
        for name, asked in saved(serving.project).questions
    ]
    return JSONResponse(rows, headers={"cache-control": "no-cache"})


async def ask_saved(request: Request) -> Response:
    """The answer to a saved question; its parameters stand in the address."""
    serving: Serving = request.app.state.serving
    given = settings(parameters(request.url.query))
    try:
        asked = load(serving.project, request.path_params["name"])
    except QueryError as error:
        raise Refusal(404, f"{error}\n") from None
    values = {name: texts[-1] for name, texts in given.items() if name in asked.parameters or name not in VIEW | {"format"}}
    return await _answer(request, {"text": asked.text, "values": values}, given)


async def _answer(request: Request, what: Mapping[str, Any], given: Settings) -> Response:
    serving: Serving = request.app.state.serving
    formats = _formats(request, given)
    client = client_of(request)

    async def work() -> Response:
        graph = await serving.graphs.of(view_asked(given), client)
        reply = await serving.workers.run({"do": "ask", **serving.graphs.job(graph), "formats": formats, **what}, client)
        return answered(reply, graph)

    return await while_connected(request, work())


def _formats(request: Request, given: Settings) -> dict[str, str | None]:
    """Form of an answer -> the format that the client takes, None for none."""
    named = given.get("format", ("",))[-1]
    if named:
        fitting = {form: next((f.name for f in formats if named in (f.name, f.media)), None) for form, formats in FORMS.items()}
        if any(fitting.values()):
            return fitting
        if named.lower() not in _ELSEWHERE | {media for formats in FORMS.values() for f in formats for media in f.aliases}:
            known = dict.fromkeys(f.name for formats in FORMS.values() for f in formats)
            raise Refusal(400, f"There is no format '{printable(named[:40])}'. Known: {', '.join(known)}.\n")
    accept = request.headers.get("accept", "")
    chosen = {form: choose(accept, formats) for form, formats in FORMS.items()}
    if not any(chosen.values()):
        raise Refusal(406, "The request accepts no format that an answer has.\n")
    return {form: format_.name if format_ else None for form, format_ in chosen.items()}


def _description(request: Request) -> Response:
    format_ = choose(request.headers.get("accept", ""), (*FORMS["graph"], HTML))
    if format_ is None:
        raise Refusal(406, "The endpoint describes itself in Turtle, N-Triples and RDF/XML.\n")
    if format_ is HTML:
        return RedirectResponse("/query", 303, headers={"vary": "Accept"})
    return description(request, format_, str(request.url.replace(query="", fragment="")))


def description(request: Request, format_: Format, address: str) -> Response:
    """What the endpoint says of itself.

    Args:
        format_: one that holds triples.
        address: of the endpoint, as the client would write it.
    """
    project = request.app.state.serving.graphs.project
    content = write_graph(
        service_description(address, project.base, project.title),
        format_.name,
        {"sd": "http://www.w3.org/ns/sparql-service-description#"},
        1000,
    )
    return Response(content, headers={"content-type": MEDIA[format_.name], "vary": "Accept", "cache-control": "no-cache"})


async def _body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        Refusal: 413 it is too long, 408 it comes too slowly, 415 it is compressed, 499 the client went away.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "Requests are read as they are: send this one uncompressed.\n", {"Accept-Encoding": "identity"})
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size <= LARGEST_BODY:
                    pieces.append(piece)
                elif size > DRAINED:
                    break
    except ClientDisconnect:
        raise Refusal(499, "The client went away.\n") from None
    except TimeoutError:
        raise Refusal(408, "The request came too slowly.\n", {"Connection": "close"}) from None
    if size > LARGEST_BODY:
        raise Refusal(413, f"The request is longer than {LARGEST_BODY:,} bytes.\n", {"Connection": "close"})
    return b"".join(pieces)
