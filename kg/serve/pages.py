"""Pages and files: the network, the question page, entities, the graph as Turtle."""

from __future__ import annotations

import secrets
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.door import host_name
from kg.serve.endpoint import description
from kg.serve.entity_page import entity_address
from kg.serve.frame import framed, policy, tokens
from kg.serve.live import live
from kg.serve.negotiation import FORMS, HTML, TURTLE, choose
from kg.serve.refusal import Refusal
from kg.serve.serving import Serving, answered, client_of, file_response, settings_of, view_asked, while_connected

_OWN = "default-src 'none'; frame-ancestors 'none'"
_ASSETS = {"query.js": "text/javascript; charset=utf-8", "query.css": "text/css; charset=utf-8", "NOTICES.txt": "text/plain; charset=utf-8"}


async def network(request: Request) -> Response:
    """``/``: the network page, which says when the graph has been built anew; for who asks for RDF, where the endpoint is."""
    serving: Serving = request.app.state.serving
    format_ = choose(request.headers.get("accept", ""), (HTML, *FORMS["graph"]))
    if format_ not in (HTML, None):
        return description(request, format_, str(request.url.replace(path="/sparql", query="", fragment="")))
    graph = await serving.graphs.of(view_asked(settings_of(request)), client_of(request))
    # the page carries its own policy, which knows its scripts; a header can only take away from that
    headers = {"content-security-policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'", "vary": "Accept"}
    exported = serving.graphs.exported(graph, "network.html")
    if exported is not None:
        content = live(exported.read_text(encoding="utf-8"))
        return Response(content, headers={"content-type": HTML.content_type, "cache-control": "no-cache", **headers})
    return answered(await serving.graphs.made(graph, "network", client_of(request)), graph, headers=headers, kept=True)


async def part(request: Request) -> Response:
    """``/part?thing=SLUG&thing=SLUG``: the network page cut to some things and the statements that tie them."""
    serving: Serving = request.app.state.serving
    given = settings_of(request, "thing", "shared")
    client = client_of(request)
    # as at '/', but the question page may hold it in a frame
    headers = {"content-security-policy": "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"}

    async def work() -> Response:
        graph = await serving.graphs.of(view_asked(given), client)
        job = {**serving.graphs.job(graph), "do": "part", "graph": str(graph.source)}
        what = {"things": list(dict.fromkeys(given.get("thing", ()))), "shared": "shared" in given}
        return answered(await serving.workers.run({**job, **what}, client), graph, headers=headers)

    try:
        return await while_connected(request, work())
    except Refusal as refusal:  # its words are for the frame, too
        raise Refusal(refusal.status, refusal.text, {**refusal.headers, **headers}) from None


async def entity(request: Request) -> Response:
    """``/entity/SLUG``: what is known of one thing, as HTML or RDF."""
    serving: Serving = request.app.state.serving
    given = settings_of(request, "format")
    offered = (HTML, *FORMS["graph"])
    named = given.get("format", ("",))[-1]
    format_ = next((f for f in offered if f.name == named), None) if named else choose(request.headers.get("accept", ""), offered)
    if format_ is None:
        raise Refusal(400 if named else 406, "There are HTML, Turtle (ttl), N-Triples (nt) and RDF/XML (rdf).\n")
    client = client_of(request)

    async def work() -> Response:
        graph = await serving.graphs.of(view_asked(given), client)
        job = {**serving.graphs.job(graph), "do": "entity", "graph": str(graph.source), "slug": request.path_params["slug"]}
        reply = await serving.workers.run({**job, "format": format_.name}, client)
        return answered(reply, graph, headers={"content-security-policy": policy()} if format_ is HTML else None)

    return await while_connected(request, work())


async def turtle(request: Request) -> Response:
    """``/graph.ttl``: the default graph."""
    serving: Serving = request.app.state.serving
    graph = await serving.graphs.of(view_asked(settings_of(request)), client_of(request))
    headers = {"etag": f'"{graph.name}"', "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    exported = serving.graphs.exported(graph, "graph.ttl")
    if exported is not None:
        return file_response(exported, TURTLE, headers=headers)
    return answered(await serving.graphs.made(graph, "turtle", client_of(request)), graph, headers=headers, kept=True)


async def vocabulary(request: Request) -> Response:
    """``/vocabulary.json``: the words that a question can use."""
    serving: Serving = request.app.state.serving
    graph = await serving.graphs.of(None, client_of(request))
    return answered(await serving.graphs.made(graph, "vocabulary", client_of(request)), graph, kept=True)


async def question(request: Request) -> Response:
    """``/query``: the question page; a plain one where its editor has not been built."""
    serving: Serving = request.app.state.serving
    project = serving.project
    if "query.js" not in _assets():
        page = framed(_WITHOUT, heading="Ask", title=project.title, language=project.language)
        loose = policy().replace("form-action 'none'", "form-action 'self'")
        return Response(page, headers={"content-type": HTML.content_type, "content-security-policy": loose, "cache-control": "no-cache"})
    nonce = secrets.token_urlsafe(16)
    template = files("kg.serve").joinpath("page/query.html").read_text(encoding="utf-8")
    slots = {
        "title": escape(project.title),
        "nonce": nonce,
        "tokens": tokens(),
        "version": _version(),
        "language": escape(project.language),
    }
    for name, value in slots.items():
        template = template.replace("{{" + name + "}}", value)
    rules = (
        f"{_OWN}; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
        "connect-src 'self'; frame-src 'self'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    headers = {"content-type": HTML.content_type, "content-security-policy": rules, "cache-control": "no-store"}
    return Response(template, headers=headers)


async def asset(request: Request) -> Response:
    """``/assets/NAME``: what the question page is made of."""
    name = request.path_params["name"]
    content = _assets().get(name)
    if content is None:
        raise Refusal(404, "There is nothing at this address.\n")
    return Response(content, headers={"content-type": _ASSETS[name], "cache-control": "max-age=31536000, immutable"})


async def dereference(request: Request) -> Response:
    """The IRIs of the case, where its base is this server: from the name of a thing to what is known of it (303, httpRange-14)."""
    serving: Serving = request.app.state.serving
    base = urlsplit(serving.project.base)
    path = request.scope.get("raw_path", request.url.path.encode()).partition(b"?")[0].decode("latin-1")
    here = host_name(request.headers.get("host", "")) == host_name(base.netloc) and path.startswith(base.path)
    if not here or len(path) == len(base.path) or serving.project.base.endswith("#"):
        raise Refusal(404, "There is nothing at this address.\n")
    return RedirectResponse(entity_address(path[len(base.path) :]), 303)


@cache
def _assets() -> dict[str, bytes]:
    folder = files("kg.serve").joinpath("assets")
    return {name: folder.joinpath(name).read_bytes() for name in _ASSETS if folder.joinpath(name).is_file()}


@cache
def _version() -> str:
    from hashlib import sha256

    return sha256(b"".join(_assets().values())).hexdigest()[:12]


_WITHOUT = """<h1>Ask</h1>
<p class="note">The editor of this page has not been built: it needs Node. Run 'make assets' in kg's own folder.
Questions work all the same.</p>
<form action="/sparql" method="get">
<p><label for="q">A question in SPARQL</label></p>
<p><textarea id="q" name="query" rows="12" cols="80" required>SELECT ?who WHERE { ?who a kga:Person }</textarea></p>
<p><label for="f">Answer as</label> <select id="f" name="format">
<option>csv</option><option>tsv</option><option>json</option><option>xml</option></select>
<button type="submit">Ask</button></p>
</form>"""
