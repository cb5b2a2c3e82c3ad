"""What an endpoint says of itself (SPARQL 1.1 Service Description): a ``kg serve`` names its case, and where it takes questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.terms import DCTERMS
from kg.store.http import Client
from kg.store.remote import Addresses, RemoteStore

ENDPOINT = "http://www.w3.org/ns/sparql-service-description#endpoint"
URI_SPACE = "http://rdfs.org/ns/void#uriSpace"


@dataclass(frozen=True)
class Described:
    """A ``kg serve``.

    Args:
        query: where questions go, whatever address of it was asked.
        base, title: of its case.
    """

    query: str
    base: str
    title: str

    def store(self, parameters: Sequence[tuple[str, str]] = ()) -> RemoteStore:
        """Its graph, or the view of it that parameters such as ``as-of`` name."""
        more = f"{'&' if '?' in self.query else '?'}{urlencode(parameters)}" if parameters else ""
        return RemoteStore(Addresses.of(self.query + more), base=self.base, graph=None)

    @property
    def questions(self) -> str:
        """Where its saved questions are."""
        return urljoin(self.query, "questions")


def described(url: str) -> Described | None:
    """What a server says of itself, asked at its endpoint or at its root; None for one that is no ``kg serve``, or does not answer.

    Raises:
        UsageError: it is no address, or holds a password.
    """
    try:
        answer = Client(url).send("GET", url, None, {"Accept": "text/turtle"})
        if answer.media != "text/turtle":
            return None
        said = {quad.predicate.value: quad.object.value for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE, base_iri=url)
                if isinstance(quad.object, (ox.Literal, ox.NamedNode))}  # fmt: skip
    except (StoreError, SyntaxError, ValueError):
        return None
    if URI_SPACE not in said:
        return None
    # the server does not know by which scheme and name it is reached: behind a proxy these are another's
    query = urlsplit(url)._replace(path=urlsplit(said.get(ENDPOINT, url)).path, fragment="").geturl()
    return Described(query, said[URI_SPACE], said.get(DCTERMS + "title", ""))
