"""Cases behind an endpoint: what it says of itself, and how views of it are asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.model.terms import DCTERMS
from kg.project import Project
from kg.query.view import WHOLE, View
from kg.query.views import open_view
from kg.store.http import Client
from kg.store.open import GraphStore
from kg.store.remote import Addresses, RemoteStore, read_pointer

VOID = "http://rdfs.org/ns/void#"


@dataclass(frozen=True)
class Connection:
    """An endpoint that holds a case.

    Args:
        project: the case as far as it is known here; its folder holds views alone.
        graph: the graph there that answers; None for the endpoint's default graph.
        serves_views: it is a ``kg serve``, which makes views itself.
    """

    project: Project
    graph: str | None
    serves_views: bool

    def store(self, view: View) -> GraphStore:
        """The graph, or a view of it.

        Raises:
            StoreError: the endpoint does not answer.
            UsageError: a view of an endpoint that makes none and holds no build of kg's.
        """
        url = self.project.store
        if self.serves_views and not view.whole:
            return RemoteStore(
                Addresses.of(f"{url}{'&' if '?' in url else '?'}{urlencode(list(_asked(view)))}"), base=self.project.base, graph=None
            )
        if view.whole:
            return RemoteStore(Addresses.of(url), base=self.project.base, graph=self.graph)
        if self.graph is None:
            raise UsageError("this endpoint makes no views.", remedy="Load the case there with 'kg build --endpoint', or use 'kg serve'.")
        return open_view(self.project, view)


def is_address(text: str) -> bool:
    """True for a URL, false for a path."""
    return "://" in text


def connected(url: str, base: str = "") -> tuple[Project, View, Connection]:
    """What a :class:`kg.case.Case` needs to ask an endpoint.

    Args:
        url: where questions go.
        base: the case's, where the endpoint does not say it.

    Raises:
        StoreError: it does not answer.
        UsageError: it is no address, or holds a password.
    """
    client = Client(url)
    said = _described(client, url)
    own = said.get(VOID + "uriSpace", "")
    base = base or own
    pointer = read_pointer(client, Addresses.of(url), base) if base and not own else None
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / sha256(f"{url} {base}".encode()).hexdigest()[:16]
    title = said.get(DCTERMS + "title") or urlsplit(url).hostname or url
    project = Project(root=kept, base=base, title=title, store=url)
    return project, WHOLE, Connection(project, (pointer.current or None) if pointer else None, bool(own))


def _described(client: Client, url: str) -> dict[str, str]:
    """What the endpoint's description says of its dataset, by predicate; nothing where it has none."""
    try:
        answer = client.send("GET", url, None, {"Accept": "text/turtle"})
        if answer.media != "text/turtle":
            return {}
        return {quad.predicate.value: quad.object.value for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE, base_iri=url)
                if isinstance(quad.object, ox.Literal)}  # fmt: skip
    except (StoreError, SyntaxError, ValueError):
        return {}


def _asked(view: View) -> Iterator[tuple[str, str]]:
    if view.as_of:
        yield "as-of", view.as_of
        if view.possible:
            yield "possible", "true"
    for name, values in view.only:
        yield "only", f"{name}={','.join(values)}"
