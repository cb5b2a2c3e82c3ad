"""Running a question: checked, bound, asked, and its answer in one shape whatever its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Literal, Protocol, cast

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model.terms import KGA, PREFIXES
from kg.query.guard import parse_error, refuse
from kg.query.parameters import Term, bind, terms
from kg.query.saved import Question
from kg.query.syntax import syntax_error

Raw = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_ERRORS = (OSError, RuntimeError, ValueError, SyntaxError)
_NONE: Mapping[str, Term] = MappingProxyType({})
Cell = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None


class Store(Protocol):
    """What a question needs of a store."""

    base: str

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Raw:
        """The answer to a SPARQL 1.1 query."""


@dataclass(slots=True)
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
        try:
            yield from self.raw if isinstance(self.raw, ox.QuerySolutions) else ()
        except _ERRORS as error:
            raise _failure(error) from error

    def serialize(self, format_: ox.QueryResultsFormat) -> bytes:
        """The rows or the truth in one of the W3C's result formats.

        Raises:
            QueryError: the evaluation fails on the way.
        """
        if isinstance(self.raw, ox.QueryTriples):
            raise TypeError("triples have no result format")
        try:
            return self.raw.serialize(format=format_) or b""
        except _ERRORS as error:
            raise _failure(error) from error

    def truth(self) -> bool:
        """The answer to an ASK."""
        return bool(self.raw)

    def triples(self) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, each once, sorted by their N-Triples.

        Raises:
            QueryError: the evaluation fails on the way.
        """
        try:
            found = set(self.raw) if isinstance(self.raw, ox.QueryTriples) else set()
        except _ERRORS as error:
            raise _failure(error) from error
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
    text, bound = question.text, _NONE
    check(text, prefixes, question.name, base=store.base)
    if question.parameters or values:
        text, bound = _bound(question, prefixes, values or {}, store.base)
    try:
        return Answer(store.query(text, prefixes=prefixes), bound)
    except _ERRORS as error:
        raise _failure(error) from error


def _bound(question: Question, prefixes: Mapping[str, str], values: Mapping[str, str], base: str) -> tuple[str, Mapping[str, Term]]:
    """The text with its parameters' values, and the terms that they are."""
    bound = terms(question.parameters, values, prefixes)
    text = bind(question.text, bound, question.name)
    if bound and parse_error(text, prefixes, base) is not None:
        used = " or ".join(f"'{parameter}'" for parameter in bound)
        raise QueryError(
            f"the value of {used} cannot stand where the question uses it.",
            remedy="Use the parameter as a subject, an object or in a FILTER.",
            place=question.name,
        )
    return text, bound


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
    try:
        for solution in cast(ox.QuerySolutions, store.query(text, prefixes=PREFIXES)):
            yield list(solution)
    except _ERRORS as error:
        raise _failure(error) from error


def _failure(error: Exception) -> StoreError | QueryError:
    """The engine's error as one of ours."""
    if isinstance(error, OSError):
        return StoreError("the built graph cannot be read.", remedy="Run 'kg build --full' to make it anew.")
    return QueryError(f"the question cannot be answered: {error}.")
