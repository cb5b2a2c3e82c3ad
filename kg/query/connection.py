"""Cases behind an endpoint: what it says of itself, and how views of it are asked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import QueryError, StoreError, UsageError
from kg.project import Project
from kg.query.saved import Question, question
from kg.query.view import WHOLE, View
from kg.query.views import open_view
from kg.store.description import Described, described
from kg.store.http import Client
from kg.store.open import GraphStore
from kg.store.remote import Addresses, RemoteStore, read_pointer


@dataclass(frozen=True)
class Connection:
    """An endpoint that holds a case.

    Args:
        project: the case as far as it is known here; its folder holds views alone.
        graph: the graph there that answers; None for the endpoint's default graph.
        served: it is a ``kg serve``, which makes views itself and keeps questions.
    """

    project: Project
    graph: str | None
    served: Described | None

    def store(self, view: View) -> GraphStore:
        """The graph, or a view of it.

        Raises:
            StoreError: the endpoint does not answer.
            UsageError: a view of an endpoint that makes none and holds no build of kg's.
        """
        if self.served is not None:
            return self.served.store(view.parameters)
        if view.whole:
            return RemoteStore(Addresses.of(self.project.store), base=self.project.base, graph=self.graph)
        if self.graph is None:
            raise UsageError("this endpoint makes no views.", remedy="Load the case there with 'kg build --endpoint', or use 'kg serve'.")
        return open_view(self.project, view)

    def question(self, name: str) -> Question:
        """A question that is saved there, by its name.

        Raises:
            QueryError: there is none of that name, or no endpoint of ``kg serve``.
            StoreError: it does not answer.
        """
        if self.served is None:
            raise QueryError(f"no saved question is called '{name}'.", remedy="Write SPARQL: this endpoint keeps no questions.")
        answer = Client(self.served.questions).send("GET", self.served.questions, None, {"Accept": "application/json"})
        try:
            texts = {str(item["name"]): str(item["text"]) for item in json.loads(answer.body)}
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError("the saved questions there cannot be read.", place=self.served.questions) from error
        if name not in texts:
            near = get_close_matches(name, texts, 3, 0.5)
            remedy = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"Saved there: {', '.join(texts) or 'none'}."
            raise QueryError(f"no saved question is called '{name}'.", remedy=remedy)
        return question(texts[name], name)


def is_address(text: str) -> bool:
    """True for a URL, false for a path."""
    return "://" in text


def connected(url: str, base: str = "") -> tuple[Project, View, Connection]:
    """What a :class:`kg.case.Case` needs to ask an endpoint.

    Args:
        url: where questions go, or the root of a ``kg serve``.
        base: the case's, where the endpoint does not say it.

    Raises:
        StoreError: it does not answer.
        UsageError: it is no address, or holds a password.
    """
    served = described(url)
    graph = None
    if served is not None:
        served = replace(served, base=base or served.base)
        url, base = served.query, served.base
    elif base:
        graph = read_pointer(Client(url), Addresses.of(url), base).current or None
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / sha256(f"{url} {base}".encode()).hexdigest()[:16]
    title = (served.title if served else "") or urlsplit(url).hostname or url
    project = Project(root=kept, base=base, title=title, store=url)
    return project, WHOLE, Connection(project, graph, served)
