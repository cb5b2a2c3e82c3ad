"""What sorted N-Quads say of claims, sources and types: one reading, without turning every line into terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from sys import intern

from kg.model.terms import KGA, PROV, RDF
from kg.query.view import Day, day

Bounds = tuple[Day | None, Day | None, Day | None, Day | None]
Group = list[tuple[str, str, bool, str]]
"""Predicate, object (as N-Triples writes it, or an IRI without brackets), whether it stands in the derived graph, and the line."""

DERIVED = f" <{KGA}derived>"
TYPE = RDF + "type"
BOUNDS = tuple(KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"))
_MENTIONS = frozenset({RDF + "subject", RDF + "object", *(KGA + name for name in ("where", "deniedBy", "claimant"))})
_RANKS = {KGA + "Preferred": 2, KGA + "Deprecated": 0}


@dataclass(slots=True)
class Claim:
    """A claim, with what decides whether it counts and what it does.

    Args:
        s, p, o: the triple; ``o`` is an IRI, or a literal as N-Triples writes it.
        source: IRI.
        bounds: its own four days; None where it has no date.
        written: its date as N-Triples writes it; empty where it has none.
        negated, retracted, denied: that it says no, was taken back, or only reports a denial.
        rank: 2 preferred, 1, 0 deprecated.
        unit: of its quantity, as N-Triples writes it; empty where it is the usual one.
        contradicts: claims.
        uses: IRIs of the chain and documents that it names.
        mentions: IRIs of entities that it names.
    """

    s: str = ""
    p: str = ""
    o: str = ""
    source: str = ""
    bounds: Bounds | None = None
    written: str = ""
    negated: bool = False
    retracted: bool = False
    denied: bool = False
    rank: int = 1
    unit: str = ""
    contradicts: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """It asserts its triple."""
        return not self.negated and not self.retracted


@dataclass(slots=True)
class Described:
    """Claims, sources, chains and types of a graph, by IRI.

    Args:
        claims: every claim.
        sources: source -> predicate -> values as text.
        speakers: attribution chain -> its speakers.
        types: everything else -> its classes.
    """

    claims: dict[str, Claim] = field(default_factory=dict)
    sources: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    speakers: dict[str, list[str]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)


def groups(lines: Iterable[str]) -> Iterator[tuple[str, Group]]:
    """The subjects of sorted N-Quads, each with its lines."""
    for subject, group in groupby(lines, key=lambda line: line[: line.index(" ")]):
        yield subject[1:-1], [_split(line) for line in group]


def _split(line: str) -> tuple[str, str, bool, str]:
    _, predicate, rest = line.split(" ", 2)
    rest = rest.rstrip()[:-2]  # without " ."
    derived = rest.endswith(DERIVED)
    if derived:
        rest = rest[: -len(DERIVED)]
    return intern(predicate[1:-1]), rest[1:-1] if rest.startswith("<") else rest, derived, line


def describe_lines(lines: Iterable[str]) -> Described:
    """What sorted N-Quads say of claims, sources, chains and types."""
    found = Described()
    for subject, group in groups(lines):
        types = {intern(value) for predicate, value, _, _ in group if predicate == TYPE}
        if KGA + "Claim" in types:
            found.claims[subject] = _claim(group)
        elif KGA + "Source" in types:
            facts = found.sources.setdefault(subject, {})
            for predicate, value, _, _ in group:
                facts.setdefault(predicate, []).append(lexical(value))
        elif KGA + "Attribution" in types:
            agents = [value for predicate, value, _, _ in group if predicate == PROV + "agent"]
            found.speakers.setdefault(subject.rpartition("#")[0], []).extend(agents)
        elif types:
            found.types[subject] = types
    return found


def lexical(value: str) -> str:
    """The text of a literal without escapes, such as a date; an IRI stays."""
    return value[1 : value.rindex('"')] if value.startswith('"') else value


def _claim(group: Group) -> Claim:
    claim = Claim()
    days: list[Day | None] = [None, None, None, None]
    for predicate, value, _, _ in group:
        if predicate in BOUNDS:
            days[BOUNDS.index(predicate)] = day(lexical(value))
        elif predicate in _FIELDS:
            _FIELDS[predicate](claim, value)
        if predicate in _MENTIONS:
            claim.mentions.append(value)
    if any(days):
        claim.bounds = (days[0], days[1], days[2], days[3])
    return claim


def _subject(claim: Claim, value: str) -> None:
    claim.s = intern(value)


def _predicate(claim: Claim, value: str) -> None:
    claim.p = intern(value)


def _object(claim: Claim, value: str) -> None:
    claim.o = intern(value)


def _source(claim: Claim, value: str) -> None:
    claim.source = intern(value)


def _written(claim: Claim, value: str) -> None:
    claim.written = value


def _negated(claim: Claim, value: str) -> None:
    claim.negated = True


def _retracted(claim: Claim, value: str) -> None:
    claim.retracted = True


def _modality(claim: Claim, value: str) -> None:
    claim.denied = value == KGA + "Denied"


def _rank(claim: Claim, value: str) -> None:
    claim.rank = _RANKS.get(value, 1)


def _unit(claim: Claim, value: str) -> None:
    claim.unit = value


def _contradicts(claim: Claim, value: str) -> None:
    claim.contradicts.append(value)


def _uses(claim: Claim, value: str) -> None:
    claim.uses.append(value)


_FIELDS = {
    RDF + "subject": _subject,
    RDF + "predicate": _predicate,
    RDF + "object": _object,
    KGA + "source": _source,
    KGA + "edtf": _written,
    KGA + "negated": _negated,
    KGA + "retracted": _retracted,
    KGA + "modality": _modality,
    KGA + "rank": _rank,
    KGA + "unit": _unit,
    KGA + "contradicts": _contradicts,
    KGA + "attribution": _uses,
    KGA + "cites": _uses,
}
