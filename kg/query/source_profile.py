"""What one source says: its own description, and its claims by what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.terms import KGA, SCHEMA
from kg.query.evidence import Reader
from kg.query.neighbourhood import OBJECT, PREDICATE, SUBJECT, TYPE, Neighbourhood
from kg.query.profile import Group, Profile, Statement

SOURCE_CLASS = KGA + "Source"
_TEXTS = (
    ("address", SCHEMA + "url"),
    ("kind", KGA + "sourceType"),
    ("reliability", KGA + "reliability"),
    ("author", SCHEMA + "author"),
    ("language", SCHEMA + "inLanguage"),
    ("archived", KGA + "archived"),
)


def source_profile(reader: Reader, around: Neighbourhood) -> Profile:
    """A source with everything that it says.

    Args:
        around: the neighbourhood of the source.
    """
    iri = around.iri
    return Profile(
        iri=iri,
        id=reader.short(iri),
        name=reader.name(iri),
        classes=("source",),
        class_evidence=(),
        traits=tuple(_traits(reader, around)),
        groups=tuple(_groups(reader, around)),
        is_source=True,
    )


def _traits(reader: Reader, around: Neighbourhood) -> Iterator[tuple[str, str]]:
    iri = around.iri
    if publisher := around.text(iri, KGA + "publisher"):
        yield "publisher", f"{reader.name(publisher)} ({reader.short(publisher)})"
    if date := reader.date(iri):
        yield "date", date
    if chain := reader.chain(iri):
        yield "passed on", ", ".join(f"{act} {name}" for act, name in chain)
    for label, predicate in _TEXTS:
        yield from ((label, text) for text in around.texts(iri, predicate))
    if accessed := reader.date_of(iri, KGA + "accessed"):
        yield "accessed", accessed


def _groups(reader: Reader, around: Neighbourhood) -> Iterator[Group]:
    """One group for each thing that the source speaks of, by name; what it is comes first in it."""
    by_subject: dict[str, list[str]] = {}
    for claim in around.claims(source=around.iri):
        by_subject.setdefault(around.text(claim, SUBJECT), []).append(claim)
    for subject, claims in sorted(by_subject.items(), key=lambda item: (reader.name(item[0]), item[0])):
        heading = f"{reader.name(subject)}  ({reader.short(subject)})"
        yield Group(heading, "", True, tuple(_statements(reader, around, claims)))


def _statements(reader: Reader, around: Neighbourhood, claims: list[str]) -> Iterator[Statement]:
    triples: dict[tuple[bool, str, str, bool], list[str]] = {}
    for claim in claims:
        predicate, negated = around.text(claim, PREDICATE), reader.is_negated(claim)
        triples.setdefault((predicate != TYPE, predicate, str(around.terms(claim, OBJECT)[0]), negated), []).append(claim)
    for (_, predicate, _, negated), of_triple in sorted(triples.items()):
        object_ = around.terms(of_triple[0], OBJECT)[0]
        known = object_.value in around.names and predicate != TYPE
        yield Statement(
            f"{'not so: ' if negated else ''}{reader.predicate(predicate)} {reader.values(of_triple)}",
            reader.short(object_.value) if known else "",
            stands=negated or of_triple[0] in around.standing,
            evidence=reader.evidence(of_triple),
        )
