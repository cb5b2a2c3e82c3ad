"""Contradictions: what sources say that cannot be true together, each side with its evidence.

Read by SPARQL, so that any store can answer. Two statements about different times do not exclude each other, and dates are often known in
part: what certainly meets, what possibly meets and what does not meet are told apart by the four bounds of a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model.bounds import Bounds
from kg.model.terms import KGA
from kg.ontology.ontology import SITUATION, Ontology
from kg.query.evidence import Evidence, Reader
from kg.query.neighbourhood import CONTRADICTS, DENIED_BY, OBJECT, PREDICATE, SOURCE, SUBJECT, TYPE, Neighbourhood, around_claims
from kg.query.run import Store, select

_BOUNDS = tuple(KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"))
_DENIED = KGA + "Denied"
_FIRST, _LAST = "0000-00-00", "9999-99-99"

_SAME = """SELECT DISTINCT ?c { ?one kga:contradicts ?two ; rdf:subject ?s ; rdf:predicate ?p . ?c rdf:subject ?s ; rdf:predicate ?p }"""
_DENIALS = """SELECT DISTINCT ?c {
  { ?d kga:deniedBy ?who } UNION { ?d kga:modality kga:Denied ; kga:negated true }
  ?d rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
}"""
_SEATS = """SELECT DISTINCT ?post ?node ?holder { VALUES ?class { CLASSES } ?post a ?class . ?node kga:post ?post ; kga:holder ?holder }"""


@dataclass(frozen=True)
class Side:
    """One of the things that cannot all be true.

    Args:
        says: the value, "it is not so", or who holds the seat.
        stands: the plain triple is in the graph; a side that is not preferred loses it.
        evidence: one for each claim, the earliest source first; several agree with each other.
    """

    says: str
    stands: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Contradiction:
    """Claims that exclude each other.

    Args:
        kind: ``rival values``, ``rival observations``, ``rival dates``, ``claim and negation``, ``two holders of one seat``,
            ``denied accusation``.
        about: slug of what it is about, relative to the base.
        name: its name.
        property: what is said of it, in words.
        overlap: ``certain`` where the dates of two sides certainly meet, ``possible`` where they may, ``none`` where they do not.
        settled: a rank prefers one side, so that the others do not stand.
        sides: at least two; a denial is the last.
    """

    kind: str
    about: str
    name: str
    property: str
    overlap: str
    settled: bool
    sides: tuple[Side, ...]


def contradictions(store: Store, ontology: Ontology, *, language: str = "en") -> list[Contradiction]:
    """Everything in the graph that cannot all be true, certain ones first, then by what it is about.

    Args:
        store: any store that answers SPARQL 1.1.
        ontology: for labels, and for which posts have one seat.
        language: BCP 47 tag of the names to prefer.
    """
    rival = {row[0].value for row in select(store, _SAME)}
    denied = {row[0].value for row in select(store, _DENIALS)}
    seats = _seats(store, ontology)
    holding = _holding(store, seats)
    around = around_claims(store, {*rival, *denied, *(claim for claims in holding.values() for claim in claims)}, language)
    finder = _Finder(Reader(store.base, ontology, around, language), ontology, around)
    found = [*finder.rivals(rival), *finder.denials(denied), *finder.holders(seats, holding)]
    order = ("certain", "possible", "none")
    return sorted(found, key=lambda item: (order.index(item.overlap), item.about, item.property, item.kind))


def _seats(store: Store, ontology: Ontology) -> dict[str, list[tuple[str, str]]]:
    """Post of one seat -> its tenures with their holders."""
    single = [iri for iri, cls in ontology.classes.items() if cls.single_seat]
    shared = {iri for iri, cls in ontology.classes.items() if not cls.single_seat}
    found: dict[str, set[tuple[str, str]]] = {}
    if not single:
        return {}
    for post, node, holder in select(store, _SEATS.replace("CLASSES", " ".join(f"<{iri}>" for iri in sorted(single)))):
        found.setdefault(post.value, set()).add((node.value, holder.value))
    for values in _chunks(sorted(found)):
        for post, cls in select(store, f"SELECT ?post ?class {{ VALUES ?post {{ {values} }} ?post a ?class }}"):
            if cls.value in shared and any(ontology.is_a(cls.value, above) for above in single):  # a shared post is a kind of position too
                found.pop(post.value, None)
    return {post: sorted(pairs) for post, pairs in sorted(found.items()) if len({holder for _, holder in pairs}) > 1}


def _holding(store: Store, seats: dict[str, list[tuple[str, str]]]) -> dict[tuple[str, str], list[str]]:
    """(tenure, holder) -> the claims that say so."""
    pairs = sorted({pair for found in seats.values() for pair in found})
    claims: dict[tuple[str, str], list[str]] = {}
    for start in range(0, len(pairs), 500):
        values = " ".join(f"(<{node}> <{holder}>)" for node, holder in pairs[start : start + 500])
        query = f"SELECT DISTINCT ?n ?h ?c {{ VALUES (?n ?h) {{ {values} }} ?c rdf:subject ?n ; rdf:object ?h ; rdf:predicate kga:holder }}"
        for node, holder, claim in select(store, query):
            claims.setdefault((node.value, holder.value), []).append(claim.value)
    return claims


def _chunks(iris: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(iris), 500):
        yield " ".join(f"<{iri}>" for iri in iris[start : start + 500])


class _Finder:
    """Turns claims into contradictions."""

    def __init__(self, reader: Reader, ontology: Ontology, around: Neighbourhood) -> None:
        self.reader, self.ontology, self.around = reader, ontology, around

    def rivals(self, claims: Iterable[str]) -> Iterator[Contradiction]:
        """Rival values and dates, and claims beside their negations."""
        for (subject, predicate), of_one in self._grouped(claims, SUBJECT, PREDICATE):
            live = [claim for claim in of_one if not self._retracted(claim)]
            opposed = [claim for claim in live if self.around.texts(claim, CONTRADICTS)]
            against = {claim: set(self.around.texts(claim, CONTRADICTS)) for claim in live}
            negated = [claim for claim in opposed if self._negated(claim)]
            for claim in negated:
                sides = [[other for other in live if other in against[claim]], [claim]]
                if sides[0]:
                    yield self._contradiction("claim and negation", subject, predicate, sides)
            stated = [claim for claim in live if claim not in negated]
            if any(against[claim] & set(stated) for claim in stated):
                yield self._contradiction(self._kind(subject, predicate), subject, predicate, self._sides(stated, against))

    def _kind(self, subject: str, predicate: str) -> str:
        if predicate == TYPE:
            return "rival dates"
        return "rival observations" if KGA + "Observation" in self.around.texts(subject, TYPE) else "rival values"

    def _sides(self, claims: Sequence[str], against: dict[str, set[str]]) -> list[list[str]]:
        """Claims that do not exclude each other together: equal values, and values that agree at the coarser precision."""
        sides: list[list[str]] = []
        ordered = sorted(claims, key=lambda claim: (-len(against[claim]), str(self.around.terms(claim, OBJECT)), claim))
        for claim in ordered:
            here = [side for side in sides if not any(other in against[claim] for other in side)]
            if here:
                here[0].append(claim)
            else:
                sides.append([claim])
        return sides

    def denials(self, claims: Iterable[str]) -> Iterator[Contradiction]:
        """Accusations with those who deny them."""
        for (subject, predicate, _), of_one in self._grouped(claims, SUBJECT, PREDICATE, OBJECT):
            live = [claim for claim in of_one if not self._retracted(claim)]
            reports = [claim for claim in live if self._negated(claim) and _DENIED in self.around.texts(claim, KGA + "modality")]
            accusing = [claim for claim in live if not self._negated(claim)]
            deniers = sorted({self.reader.name(iri) for claim in accusing for iri in self.around.texts(claim, DENIED_BY)})
            if not accusing or not (reports or deniers):
                continue
            says = "denied" + (f" by {', '.join(deniers)}" if deniers else "")
            denied_in = reports or [claim for claim in accusing if self.around.texts(claim, DENIED_BY)]
            accusation = Side(self.reader.value(accusing[0]), self._stands(accusing[0]), self.reader.evidence(accusing))
            denial = Side(says, False, self.reader.evidence(denied_in))
            yield self._made("denied accusation", subject, predicate, "certain", False, [accusation, denial])

    def holders(self, seats: dict[str, list[tuple[str, str]]], holding: dict[tuple[str, str], list[str]]) -> Iterator[Contradiction]:
        """Posts of one seat that two persons hold at a time, certainly or possibly."""
        for post, pairs in seats.items():
            for one, two in combinations(pairs, 2):
                if one[1] == two[1]:
                    continue
                first, second = told(self._bounds(one[0])), told(self._bounds(two[0]))
                overlap = (
                    "none" if follows(first, second) or not (first.start_earliest and second.start_earliest) else meeting(first, second)
                )
                if overlap == "none":
                    continue
                sides = [self._holder(pair, holding.get(pair, [])) for pair in (one, two)]
                yield Contradiction(
                    "two holders of one seat", self.reader.short(post), self.reader.name(post), "holder", overlap, False, tuple(sides)
                )

    def _holder(self, pair: tuple[str, str], claims: list[str]) -> Side:
        when = self.reader.date(pair[0])
        return Side(self.reader.name(pair[1]) + (f", {when}" if when else ""), True, self.reader.evidence(claims))

    def _contradiction(self, kind: str, subject: str, predicate: str, sides: list[list[str]]) -> Contradiction:
        shown = [Side(self._says(side[0], predicate), self._stands(side[0]), self.reader.evidence(sorted(side))) for side in sides]
        pairs = [meeting(self._dated(a), self._dated(b)) for one, two in combinations(sides, 2) for a in one for b in two]
        timeless = self._is_timeless(subject, predicate)
        overlap = "certain" if timeless or "certain" in pairs else "possible" if "possible" in pairs else "none"
        settled = len({side.stands for side in shown}) > 1 and not any(self._negated(side[0]) for side in sides)
        return self._made(kind, subject, predicate, overlap, settled or self._ranked(sides), shown)

    def _made(self, kind: str, subject: str, predicate: str, overlap: str, settled: bool, sides: list[Side]) -> Contradiction:
        label = "date" if kind == "rival dates" else "class" if predicate == TYPE else self.reader.label(predicate)
        return Contradiction(kind, self.reader.short(subject), self.reader.name(subject), label, overlap, settled, tuple(sides))

    def _says(self, claim: str, predicate: str) -> str:
        if self._negated(claim):
            return "it is not so"
        return (self.reader.date(claim) if predicate == TYPE and not self._rival_class(claim) else "") or self.reader.value(claim)

    def _rival_class(self, claim: str) -> bool:
        return any(self._negated(other) for other in self.around.texts(claim, CONTRADICTS))

    def _ranked(self, sides: list[list[str]]) -> bool:
        return len({rank for side in sides for claim in side for rank in self.around.texts(claim, KGA + "rank") or [""]}) > 1

    def _is_timeless(self, subject: str, predicate: str) -> bool:
        """A fact about one event or state, or one that holds at any time."""
        prop = self.ontology.properties.get(predicate)
        return predicate == TYPE or SITUATION in self.around.texts(subject, TYPE) or bool(prop and prop.timeless)

    def _dated(self, claim: str) -> Bounds:
        own = self._bounds(claim)
        if any(day is not None for day in _days(own)):
            return own
        source = self.around.text(claim, SOURCE)
        shared = self.around.claims(subject=self.around.text(claim, SUBJECT), predicate=TYPE, source=source)
        return self._bounds(shared[0]) if shared else own

    def _bounds(self, node: str) -> Bounds:
        return Bounds(*(self.around.text(node, bound) or None for bound in _BOUNDS))

    def _negated(self, claim: str) -> bool:
        return self.around.text(claim, KGA + "negated") == "true"

    def _retracted(self, claim: str) -> bool:
        return bool(self.around.text(claim, KGA + "retracted"))

    def _stands(self, claim: str) -> bool:
        if self._negated(claim):
            return False
        subject, predicate = self.around.text(claim, SUBJECT), self.around.text(claim, PREDICATE)
        return self.around.terms(claim, OBJECT)[0] in self.around.terms(subject, predicate)

    def _grouped(self, claims: Iterable[str], *roles: str) -> list[tuple[tuple[str, ...], list[str]]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for claim in sorted(claims):
            key = tuple(str(self.around.terms(claim, role)[0]) if role == OBJECT else self.around.text(claim, role) for role in roles)
            found.setdefault(key, []).append(claim)
        return sorted(found.items())


def _days(bounds: Bounds) -> tuple[str | None, ...]:
    return (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)


def meeting(a: Bounds, b: Bounds) -> str:
    """Whether two periods have a day in common: ``certain``, ``possible`` or ``none``.

    >>> correa = Bounds("2007-01-01", "2007-12-31", "2017-01-01", "2017-12-31")
    >>> meeting(correa, Bounds("2013-01-01", "2013-12-31", None, "2021-12-31")), meeting(correa, Bounds("2018-01-01", None, None, None))
    ('possible', 'none')
    """
    if (a.end_latest or _LAST) < (b.start_earliest or _FIRST) or (b.end_latest or _LAST) < (a.start_earliest or _FIRST):
        return "none"
    surely = all((a.start_latest, a.end_earliest, b.start_latest, b.end_earliest))
    if surely and max(a.start_latest or "", b.start_latest or "") < min(a.end_earliest or "", b.end_earliest or ""):
        return "certain"
    return "possible"


def told(bounds: Bounds) -> Bounds:
    """The same where an end that no source tells is no wider than what is told: that nobody says when a tenure began disputes nothing.

    >>> told(Bounds(None, "2025-01-01", "2025-04-30", None))
    Bounds(start_earliest='2025-01-01', start_latest='2025-01-01', end_earliest='2025-04-30', end_latest='2025-04-30')
    """
    start, end = bounds.start_earliest or bounds.start_latest, bounds.end_latest or bounds.end_earliest
    return Bounds(start or end, bounds.start_latest or start or end, bounds.end_earliest or end or start, end or start)


def follows(a: Bounds, b: Bounds) -> bool:
    """True when one period ends in the year in which the other begins: a change of hands, no dispute.

    >>> follows(Bounds("2007-01-01", "2007-12-31", "2017-01-01", "2017-12-31"), Bounds("2017-05-24", "2017-05-24", None, None))
    True
    """

    def hands_over(one: Bounds, two: Bounds) -> bool:
        days = (one.end_earliest, one.end_latest, two.start_earliest, two.start_latest)
        return None not in days and len({(day or "")[:4] for day in days}) == 1

    return hands_over(a, b) or hands_over(b, a)
