"""Records: rows put together again as a person would write them: sources, declarations, fact lines and nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kg.facts.evidence import FIELDS
from kg.facts.rows import SEPARATOR, ClaimRow, DescriptorRow, EntityRow, Rows, SourceRow

ORDER = ("source", "date", "quote", "at", "by", "attribution", "modality", "deniedBy", "not")
"""Fields of evidence that are written first."""

Place = tuple[str, int, int, str]


@dataclass
class Declaration:
    """An entity as declared once.

    Args:
        claim: the evidence of its class, where a source states it.
        labels: names, aliases and identifiers; each key that takes one text stands once.
    """

    slug: str
    classes: list[str]
    source: str | None
    specificity: str | None
    internal: bool
    claim: ClaimRow | None = None
    labels: list[DescriptorRow] = field(default_factory=list)


@dataclass
class Statement:
    """A fact line: every subject with every object; ``claim`` has the evidence."""

    claim: ClaimRow
    subjects: list[str]
    predicate: str
    objects: list[str]


@dataclass
class Situation:
    """A node fact: its class claim and its roles; ``slug`` is None where its keys name it."""

    claim: ClaimRow
    slug: str | None
    roles: dict[str, list[str]]
    labels: list[DescriptorRow] = field(default_factory=list)


@dataclass
class Book:
    """Everything that facts say, in the order in which it was read."""

    sources: list[SourceRow] = field(default_factory=list)
    entities: list[Declaration] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    situations: list[Situation] = field(default_factory=list)


def book_of(rows: Rows) -> Book:
    """The records that rows were read from; rows of one fact must stand together."""
    labels: dict[tuple[str, int, str | None], list[DescriptorRow]] = {}
    for one in rows.descriptors:
        labels.setdefault((one.file, one.fact, None if one.fact else one.slug), []).append(one)
    book = Book(list(dict.fromkeys(rows.sources)))
    classes: dict[Place, ClaimRow] = {}
    for _, group in groupby(rows.claims, key=lambda claim: (claim.file, claim.fact, claim.kind == "entity")):
        claims = list(group)
        if claims[0].kind == "entity":
            classes |= {(claim.file, claim.line, claim.col, claim.subject or ""): claim for claim in claims}
        elif any(claim.kind == "class" for claim in claims):
            book.situations.append(_situation(claims, labels))
        else:
            book.statements += _statements(claims)
    book.entities = [*_declarations(rows.entities, classes, labels)]
    return book


def _situation(claims: list[ClaimRow], labels: dict[tuple[str, int, str | None], list[DescriptorRow]]) -> Situation:
    claim = next(claim for claim in claims if claim.kind == "class")
    roles: dict[str, list[str]] = {}
    for role in claims:
        if role.kind == "role" and role.predicate:
            roles.setdefault(role.predicate, []).append(role.object)
    return Situation(claim, claim.subject, roles, labels.get((claim.file, claim.fact, None), []))


def _statements(claims: list[ClaimRow]) -> Iterator[Statement]:
    """Claims of one fact: one statement where they are all pairs of some subjects and objects, else one each."""
    alike: dict[tuple[object, ...], list[ClaimRow]] = {}
    for claim in claims:
        alike.setdefault((*claim[5:7], claim.predicate, *claim[10:]), []).append(claim)
    for group in alike.values():
        subjects = list(dict.fromkeys(claim.subject or "" for claim in group))
        objects = list(dict.fromkeys(claim.object for claim in group))
        if len(subjects) * len(objects) == len(group):
            yield Statement(group[0], subjects, group[0].predicate or "", objects)
        else:
            yield from (Statement(claim, [claim.subject or ""], claim.predicate or "", [claim.object]) for claim in group)


def _declarations(
    rows: Iterable[EntityRow], claims: dict[Place, ClaimRow], labels: dict[tuple[str, int, str | None], list[DescriptorRow]]
) -> Iterator[Declaration]:
    found: dict[tuple[object, ...], Declaration] = {}
    for row in rows:
        key = (row.file, row.line, row.col, row.slug, row.source, row.specificity, row.internal)
        claim = claims.get((row.file, row.line, row.col, row.slug)) if row.source else None
        one = found.setdefault(key, Declaration(row.slug, [], row.source, row.specificity, row.internal, claim))
        if row.cls and row.cls not in one.classes:
            one.classes.append(row.cls)
    described: set[tuple[str, str]] = set()
    for (file, *_), one in found.items():
        place = (str(file), one.slug)
        own = labels.get((place[0], 0, one.slug), []) if place not in described else []
        described.add(place)
        for part in _once_each(own):
            yield Declaration(one.slug, one.classes, one.source, one.specificity, one.internal, one.claim, part)


def _once_each(labels: list[DescriptorRow]) -> list[list[DescriptorRow]]:
    """The labels in as many parts as are needed for each part to have one name a language, one identifier a scheme and so on."""
    parts: list[list[DescriptorRow]] = [[]]
    taken: list[set[tuple[str, str | None, str | None]]] = [set()]
    for one in dict.fromkeys(label._replace(line=0, col=0) for label in labels):
        mark = (one.key, one.lang, one.kind)
        number = 0 if one.key in ("aka", "was") else next((n for n, seen in enumerate(taken) if mark not in seen), len(parts))
        if number == len(parts):
            parts.append([])
            taken.append(set())
        parts[number].append(one)
        taken[number].add(mark)
    return parts


def evidence_of(claim: ClaimRow) -> dict[str, list[str]]:
    """What a claim says besides its triple: field -> texts, the fields in the order in which they are written."""
    found: dict[str, list[str]] = {}
    for name, (column, kind) in FIELDS.items():
        text = getattr(claim, column)
        if text:
            found[name] = text.split(SEPARATOR) if kind == "texts" else [text]
    if claim.date:
        found["date"] = [claim.date]
    if claim.relation and claim.anchor:
        found["date"] = [f"{claim.relation}: {claim.anchor}"]
    if claim.chain:
        found["attribution"] = claim.chain.split(">")
    if claim.negated:
        found["not"] = ["true"]
    if claim.internal or claim.withheld:
        found["internal"] = ["true"] if claim.internal else (claim.withheld or "").split()
    return {name: found[name] for name in (*ORDER, *found) if name in found}


__all__ = ["Book", "Declaration", "Situation", "Statement", "book_of", "evidence_of"]
