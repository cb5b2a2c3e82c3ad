"""Fact files read from strings, with what is found in them at marked places."""

from __future__ import annotations

from functools import cache

from kg.facts.fact_file import read_fact_file
from kg.facts.rows import ClaimRow, Rows
from kg.facts.vocabulary import Vocabulary, vocabulary_of
from kg.ontology.loader import load_ontology, shipped_folder
from tests.build.small_case import unmarked

HEAD = "kg: 1\nsource: {id: s, title: S, publisher: p, date: 2024}\n"


@cache
def vocabulary() -> Vocabulary:
    """The words of the shipped ontology."""
    return vocabulary_of(load_ontology([shipped_folder()]))


def read(text: str | bytes) -> Rows:
    """The rows of a whole file."""
    return read_fact_file("x.yaml", text if isinstance(text, bytes) else text.encode(), vocabulary())


def facts(text: str) -> Rows:
    """The rows of items below ``facts:``, under a source."""
    return read(f"{HEAD}facts:\n{text}")


def problems(text: str | bytes) -> list[str]:
    """What is found in a file, as ``line:column: code message remedy``."""
    return [str(finding).removeprefix("x.yaml:") for finding in sorted(read(text).findings)]


def expected(text: str, told: list[str]) -> tuple[str, list[str]]:
    """A text without its marks, and what is to be found at each of them."""
    plain, spots = unmarked(text)
    return plain, [f"{spot}: {problem}" for spot, problem in zip(spots, told, strict=True)]


def triples(rows: Rows) -> list[tuple[str | None, str | None, str]]:
    """Subject, predicate and object of each claim."""
    return [(row.subject, row.predicate, row.object) for row in rows.claims]


def only(rows: Rows) -> ClaimRow:
    """The only claim; what is found fails the test."""
    assert [str(finding) for finding in rows.findings] == []
    (row,) = rows.claims
    return row
