"""What a query worker can do: each job reads the built graph and gives an answer in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.query.parameters import bind, terms
from kg.query.run import check
from kg.query.saved import question
from kg.query.syntax import QuerySyntaxError
from kg.query.unknown_terms import hints
from kg.serve import reading_jobs as reading
from kg.serve.reading_jobs import opened
from kg.serve.refusal import Refusal
from kg.serve.results import TooMany, write_boolean, write_graph, write_rows

Body = TypeVar("Body")
Header = dict[str, Any]
Job = Mapping[str, Any]
Done = tuple[Header, Iterator[bytes]]


def perform(job: Job, collect: Callable[[Iterator[bytes]], Body]) -> tuple[Header, Body]:
    """Do a job, whatever comes of it.

    Args:
        job: ``do`` names an entry of JOBS; the rest is that job's own. ``store`` is the folder of a generation's store, ``base`` and
            ``prefixes`` are the case's.
        collect: takes the pieces of the answer's body; called until it has taken them all, since whether a question is answered is
            known only at its end.

    Returns:
        ``status``, ``format`` (a format's name) or ``reason``, and what else the answer's head says; what ``collect`` gave.
    """
    try:
        header, pieces = JOBS[job["do"]](job)
        return header, collect(pieces)
    except Refusal as refusal:
        header, pieces = _plain(refusal.status, refusal.text)
    except TooMany:
        header, pieces = {"status": 500, "reason": "rows"}, iter(())
    except KgError as error:
        header, pieces = _plain(400, f"{error}\n")
    except (RuntimeError, ValueError, SyntaxError) as error:
        header, pieces = _plain(400, f"the question cannot be answered: {error}.\n")
    except OSError:
        header, pieces = _plain(500, "The built graph cannot be read. Run 'kg build --full' to make it anew.\n")
    return header, collect(pieces)


def _plain(status: int, text: str) -> Done:
    return {"status": status, "format": "plain"}, iter((text.encode("utf-8", "replace"),))


def ask(job: Job) -> Done:
    """Answer a question: ``text``, ``formats`` (form -> format name, None where the client takes none), ``dataset``, ``most`` rows.

    ``values`` are given where the text is a saved question: its parameters, as typed.
    """
    text, prefixes = job["text"], job["prefixes"]
    store = opened(job["store"], job["base"])
    try:
        check(text, prefixes, base=store.base)
    except QuerySyntaxError:
        raise
    except QueryError as error:
        raise Refusal(403, f"{error}\n") from None
    if job.get("values") is not None:
        asked = question(text)
        text = bind(text, terms(asked.parameters, job["values"], prefixes))
        check(text, prefixes, base=store.base)
    return _written(store.query(text, prefixes=prefixes, dataset=job.get("dataset")), job)


def _written(raw: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job) -> Done:
    form = "rows" if isinstance(raw, ox.QuerySolutions) else "boolean" if isinstance(raw, ox.QueryBoolean) else "graph"
    format_ = job["formats"][form]
    if format_ is None:
        what = {"rows": "rows", "boolean": "true or false", "graph": "triples"}[form]
        raise Refusal(406, f"The answer is {what}, and the request accepts no format that holds it.\n")
    header = {"status": 200, "format": format_, "form": form}
    if isinstance(raw, ox.QuerySolutions):
        return header, write_rows(raw, format_, job["most"])
    if isinstance(raw, ox.QueryBoolean):
        return header, iter((write_boolean(bool(raw), format_),))
    return header, iter((write_graph(raw, format_, job["prefixes"], job["most"]),))


def notes(job: Job) -> Done:
    """What may be mistyped in a question, as a JSON list of sentences: ``text``, and its parameters as typed in ``values``."""
    asked = question(job["text"])
    store = opened(job["store"], job["base"])
    check(asked.text, job["prefixes"], base=store.base)
    given = {name: text for name, text in job["values"].items() if name in asked.parameters}
    bound = terms(asked.parameters, given, job["prefixes"])
    found = hints(store, asked.text, bound, job["prefixes"], lambda: reading.ontology(job))
    return {"status": 200, "format": "words"}, iter((json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"),))


def stay(job: Job) -> Done:
    """Do nothing: that the worker answers is the answer."""
    return {"status": 200, "format": "plain"}, iter((b"here\n",))


JOBS: Mapping[str, Callable[[Job], Done]] = MappingProxyType(
    {
        "ask": ask,
        "entity": reading.entity,
        "network": reading.network,
        "notes": notes,
        "part": reading.part,
        "stay": stay,
        "turtle": reading.turtle,
        "view": reading.view,
        "vocabulary": reading.vocabulary,
    }
)
"""The jobs by name. A NEW JOB is one function and one entry here."""
