"""Running a question: checked, bound, asked, and its answer in one shape whatever its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import TracebackType
from typing import Any, Literal, Protocol, cast

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model.terms import KGA, PREFIXES
from kg.query.guard import parse_error, refuse
from kg.query.parameters import Term, bind, terms
from kg.query.saved import Question
from kg.query.syntax import syntax_error

Raw = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Cell = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None


class Store(Protocol):
    """What a question needs of a store."""

    base: str

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Raw:
        """The answer to a SPARQL 1.1 query."""


@dataclass(frozen=True)
class Answer:
    """What a question gave.

    Args:
        raw: pyoxigraph's own result; can be read once.
        bound: the terms that its parameters were bound to.
    """

    raw: Raw
    bound: Mapping[str, Term]

    @property
    def form(self) -> Literal["rows", "boolean", "graph"]:
        """SELECT gives rows, ASK a boolean, CONSTRUCT and DESCRIBE a graph."""
        return "rows" if isinstance(self.raw, ox.QuerySolutions) else "boolean" if isinstance(self.raw, ox.QueryBoolean) else "graph"

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order; empty unless the answer is rows."""
        return [variable.value for variable in self.raw.variables] if isinstance(self.raw, ox.QuerySolutions) else []

    def rows(self) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT, each its cells in the order of the columns, a cell None where nothing is bound.

        Raises:
            QueryError: the evaluation fails on the way.
        """
        with _FAILURES:
            yield from self.raw if isinstance(self.raw, ox.QuerySolutions) else ()

    def serialize(self, format_: ox.QueryResultsFormat) -> bytes:
        """The rows or the truth in one of the W3C's result formats.

        Raises:
            QueryError: the evaluation fails on the way.
        """
        if isinstance(self.raw, ox.QueryTriples):
            raise TypeError("triples have no result format")
        with _FAILURES:
            return self.raw.serialize(format=format_) or b""

    def truth(self) -> bool:
        """The answer to an ASK."""
        return bool(self.raw)

    def triples(self) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, each once, sorted by their N-Triples.

        Raises:
            QueryError: the evaluation fails on the way.
        """
        with _FAILURES:
            found = set(self.raw) if isinstance(self.raw, ox.QueryTriples) else set()
        return sorted(found, key=str)


def run(store: Store, question: Question, *, prefixes: Mapping[str, str], values: Mapping[str, str] | None = None) -> Answer:
    """The answer to a question.

    Args:
        store: what is asked.
        question: the text with its declared parameters.
        prefixes: those known without a PREFIX line; the empty one is the case's base.
        values: parameters, name -> text as typed.

    Raises:
        QueryError: no SPARQL, an update, SERVICE, or a parameter used where its value cannot stand.
        UsageError: values that do not fit the declared parameters.
    """
    text, name = question.text, question.name
    check(text, prefixes, name, base=store.base)
    bound = terms(question.parameters, values or {}, prefixes)
    text = bind(text, bound, name)
    if bound and parse_error(text, prefixes, store.base) is not None:
        used = " or ".join(f"'{parameter}'" for parameter in bound)
        raise QueryError(
            f"the value of {used} cannot stand where the question uses it.",
            remedy="Use the parameter as a subject, an object or in a FILTER.",
            place=name,
        )
    with _FAILURES:
        return Answer(store.query(text, prefixes=prefixes), bound)


def check(text: str, prefixes: Mapping[str, str], name: str = "query", *, base: str = "") -> None:
    """Raise unless the text is a SPARQL query that stays in the graph.

    Raises:
        QueryError: no SPARQL (with line, column and an excerpt), an update, or SERVICE.
    """
    error = parse_error(text, prefixes, base)
    if error is not None:
        refuse(text, name)
        raise syntax_error(text, error, prefixes, name, base) from None


def unknown_slugs(store: Store, bound: Mapping[str, Term]) -> dict[str, list[str]]:
    """Parameters bound to an IRI that the graph does not know -> near slugs of the graph.

    A slug with a typing error gives an empty answer, which reads like a finding: worth a word.
    """
    found: dict[str, list[str]] = {}
    for name, term in bound.items():
        if (
            isinstance(term, ox.NamedNode)
            and term.value.startswith(store.base)
            and not store.query(f"ASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?p {term} }} }}")
        ):
            found[name] = get_close_matches(term.value[len(store.base) :], slugs(store), 3, 0.6)
    return found


def slugs(store: Store) -> list[str]:
    """The slugs (IRIs relative to the base) of everything that has a name in the graph."""
    return [row[0].value.removeprefix(store.base) for row in select(store, f"SELECT DISTINCT ?e {{ ?e a <{KGA}Entity> }}")]


def select(store: Store, text: str) -> Iterator[list[Any]]:
    """The rows of one of kg's own SELECT queries; the known prefixes need no PREFIX line.

    Raises:
        QueryError: the evaluation fails.
    """
    with _FAILURES:
        for solution in cast(ox.QuerySolutions, store.query(text, prefixes=PREFIXES)):
            yield list(solution)


class _Failures:
    """Turns the engine's errors into ours; a class, for a generator would cost small questions a tenth of their time."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise StoreError("the built graph cannot be read.", remedy="Run 'kg build --full' to make it anew.") from error
        if isinstance(error, RuntimeError | ValueError | SyntaxError):
            raise QueryError(f"the question cannot be answered: {error}.") from error


_FAILURES = _Failures()
