"""Rows: what every reader turns a file into, whatever its format.

A row keeps its texts as typed, with file, line and column; what they mean (slugs, dates, quantities, words) is settled later for all
rows at once, over the tables of :mod:`kg.build`. Lists inside one field are joined by :data:`SEPARATOR`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.findings import Finding

SEPARATOR = "\x1f"
"""Joins the items of a list inside one field (U+001F, the unit separator; readers refuse it in texts)."""


class SourceRow(NamedTuple):
    """A source as declared: who published what, when, and who usually speaks through it."""

    file: str
    line: int
    col: int
    marks: str
    id: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    type: str | None = None
    reliability: str | None = None
    language: str | None = None
    author: str | None = None
    accessed: str | None = None
    archived: str | None = None
    chain: str | None = None
    internal: bool = False


class EntityRow(NamedTuple):
    """One declaration of an entity, without its class claims."""

    file: str
    line: int
    col: int
    marks: str
    slug: str
    cls: str | None
    source: str | None
    specificity: str | None
    internal: bool = False


class DescriptorRow(NamedTuple):
    """A name, alias, former slug or identifier of an entity or node (``fact`` is set for a node).

    ``key`` is ``name``, ``aka``, ``was``, ``iso``, ``wikidata``, ``id`` (``kind`` is then the scheme), ``latitude``, ``longitude``,
    ``precision`` or ``unit``.
    """

    file: str
    line: int
    col: int
    fact: int
    slug: str | None
    key: str
    value: str
    lang: str | None = None
    kind: str | None = None


class ClaimRow(NamedTuple):
    """One statement of one source.

    Args:
        fact: number of the fact in its file; a node's class claim and its roles share it.
        marks: places of single fields, as ``" date=41:7 quote=42:7"``; ``s``, ``p`` and ``o`` are subject, property and object.
        kind: ``entity`` and ``class`` state a class, ``role`` a property of a node fact, ``plain`` any other triple.
        subject: slug or node name; None where the node is named by its key.
        predicate: the property's name in the ontology; None for a class claim.
        object: slug, word or literal as typed; the class's name for a class claim.
        relation, anchor: a date relative to another node, ``after`` and its slug.
        withheld: names of the fields that are internal.
    """

    file: str
    fact: int
    line: int
    col: int
    marks: str
    source: str | None
    kind: str
    subject: str | None
    predicate: str | None
    object: str
    id: str | None = None
    negated: bool = False
    modality: str | None = None
    rank: str | None = None
    retracted: str | None = None
    denied_by: str | None = None
    chain: str | None = None
    by: str | None = None
    manner: str | None = None
    place: str | None = None
    amount: str | None = None
    likelihood: str | None = None
    credibility: str | None = None
    confidence: str | None = None
    lag: str | None = None
    reported: str | None = None
    date: str | None = None
    relation: str | None = None
    anchor: str | None = None
    quotes: str | None = None
    ats: str | None = None
    notes: str | None = None
    cites: str | None = None
    internal: bool = False
    withheld: str | None = None


@dataclass
class Rows:
    """Everything read from one or more files."""

    sources: list[SourceRow] = field(default_factory=list)
    entities: list[EntityRow] = field(default_factory=list)
    descriptors: list[DescriptorRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    findings_of: dict[Finding, str] = field(default_factory=dict)
    """Finding -> the source, declared in another file, whose fact it is about."""

    def add(self, other: Rows) -> None:
        """Take another file's rows too."""
        self.sources += other.sources
        self.entities += other.entities
        self.descriptors += other.descriptors
        self.claims += other.claims
        self.findings += other.findings
        self.findings_of |= other.findings_of
