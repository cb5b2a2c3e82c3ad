"""Where an entity speaks, denies, passes on, publishes or is the place: claims that are not about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.terms import KGA
from kg.query.evidence import Reader
from kg.query.neighbourhood import OBJECT, PREDICATE, SUBJECT, TYPE, Neighbourhood
from kg.query.profile import Statement

_DENIED = KGA + "Denied"
_SOURCE = KGA + "Source"


def mentions(reader: Reader, around: Neighbourhood) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """Heading and statements, each with the evidence of its claims; headings without statements are left out."""
    iri = around.iri
    told = around.claims(claimant=iri)
    denials = {claim for claim in told if around.text(claim, KGA + "modality") == _DENIED}
    said = set(told) - denials
    passed = {claim for claim in around.claims() if iri in around.speakers(claim)} - set(told)
    for heading, claims in (
        ("said by it", said),
        ("denied by it", denials | set(around.claims(denied_by=iri))),
        ("holding there", set(around.claims(where=iri))),
        ("passed on by it", passed),
    ):
        if claims:
            yield heading, statements_of(reader, around, claims, denied=heading == "denied by it")
    sources = {node for node in around.nodes if _SOURCE in around.texts(node, TYPE)}
    published = {node for node in sources if iri in around.texts(node, KGA + "publisher")}
    speaks = {node for node in sources if iri in around.speakers(node)} - published
    for heading, nodes in (("published by it", published), ("speaks in", speaks)):
        if nodes:
            yield heading, tuple(sorted((Statement(reader.source(node), reader.short(node)) for node in nodes), key=_order))


def statements_of(reader: Reader, around: Neighbourhood, claims: Iterable[str], *, denied: bool = False) -> tuple[Statement, ...]:
    """Claims as sentences, one for each triple: what is denied or negated is never shown as if it had been asserted.

    Args:
        denied: the heading says already that all this is denied.
    """
    triples: dict[tuple[str, str, str, bool], list[str]] = {}
    for claim in sorted(claims):
        triple = (around.text(claim, SUBJECT), around.text(claim, PREDICATE), str(around.terms(claim, OBJECT)[0]))
        triples.setdefault((*triple, not denied and reader.is_negated(claim)), []).append(claim)
    found = [
        Statement(
            reader.sentence(of_triple, denied=denied),
            stands=denied or reader.is_negated(of_triple[0]) or of_triple[0] in around.standing,
            evidence=reader.evidence(of_triple),
        )
        for of_triple in triples.values()
    ]
    return tuple(sorted(found, key=_order))


def _order(statement: Statement) -> tuple[str, str, str]:
    return statement.what, statement.id, statement.evidence[0].claim if statement.evidence else ""
