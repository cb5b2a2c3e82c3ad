"""Which claims count in a view, and which triples stand by them; the rules are those of the build (``live``, ``relative``, ``stand``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from kg.errors import UsageError
from kg.model.printable import printable
from kg.model.terms import KGA, XSD
from kg.ontology.ontology import SITUATION, Ontology
from kg.query.described_lines import BOUNDS, TYPE, Bounds, Claim, Described
from kg.query.view import FIRST, LAST, ONLY, Day, View, day

Triple = tuple[str, str, str]
NOT, CERTAIN, POSSIBLE = 0, 1, 2


def holds(bounds: Bounds, window: tuple[Day, Day]) -> int:
    """How surely a date falls into a window of days: NOT, CERTAIN or POSSIBLE, as in the page's own time filter."""
    first, last = window
    begins, begun = bounds[0] or FIRST, bounds[1] or LAST
    lasts, ends = bounds[2] or FIRST, bounds[3] or LAST
    if begins > last or ends < first:
        return NOT
    surely_on = begun <= lasts and begun <= last and lasts >= first
    wholly_within = begins >= first and ends <= last
    return CERTAIN if surely_on or wholly_within else POSSIBLE


class Counting:
    """The claims that count in a view.

    Args:
        described: the graph's claims, sources and types.
        ontology: which properties are timeless.
        base: the case's.
        view: what is asked for.

    Raises:
        UsageError: no source has a value that the view asks of sources.
    """

    def __init__(self, described: Described, ontology: Ontology, base: str, view: View) -> None:
        self.described, self.ontology, self.base, self.view = described, ontology, base, view
        for name, wanted in view.only:
            self._expect(name, wanted)
        self.told = {iri: claim for iri, claim in described.claims.items() if self._source_counts(claim.source)}
        self.class_claims: dict[str, list[Claim]] = {}
        for claim in self.told.values():
            if claim.p == TYPE:
                self.class_claims.setdefault(claim.s, []).append(claim)

    def situation(self, iri: str) -> bool:
        """True for an event or state."""
        return SITUATION in self.described.types.get(iri, ()) or any(
            self.ontology.is_a(claim.o, SITUATION) for claim in self.class_claims.get(iri, ()) if claim.o in self.ontology.classes
        )

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """IRI -> claim, those that count."""
        if not self.view.as_of:
            return self.told
        window = self.view.window
        surest = POSSIBLE if self.view.possible else CERTAIN
        levels = {iri: self._level(claim, window) for iri, claim in self.told.items()}
        counts = {iri for iri, level in levels.items() if NOT < level <= surest}
        present = {claim.s for iri, claim in self.told.items() if claim.p == TYPE and iri in counts}
        return {
            iri: claim
            for iri, claim in self.told.items()
            if iri in counts and (claim.s in present or claim.s not in self.class_claims or not self.situation(claim.s))
        }

    def _source_counts(self, source: str) -> bool:
        facts = self.described.sources.get(source, {})
        for name, wanted in self.view.only:
            if not any(value in wanted or self._short(value) in wanted for value in self._said(name, source, facts)):
                return False
        return True

    def _expect(self, name: str, wanted: Collection[str]) -> None:
        """Raise where no source has one of the values: an answer of nothing would read like a finding."""
        said = {value for source, facts in self.described.sources.items() for value in self._said(name, source, facts)}
        known = said | {self._short(value) for value in said}
        if known.isdisjoint(wanted):
            there = sorted({self._short(value) for value in said})
            near = get_close_matches(min(wanted), there, 3, 0.5)
            listed = f"There is {', '.join(there[:8])}{' and more' if len(there) > 8 else ''}." if there else f"No source says its {name}."
            raise UsageError(
                f"no source has the {name} {' or '.join(repr(printable(value)) for value in sorted(wanted))}.",
                remedy=f"Did you mean {' or '.join(near)}?" if near else listed,
            )

    def _said(self, name: str, source: str, facts: Mapping[str, Sequence[str]]) -> Sequence[str]:
        return facts.get(ONLY[name], ()) if ONLY[name] else [source]

    def _short(self, value: str) -> str:
        return value.removeprefix(self.base).removeprefix("source/")

    def _level(self, claim: Claim, window: tuple[Day, Day]) -> int:
        situation = self.situation(claim.s)
        bounds = claim.bounds or (self._situation_bounds(claim) if situation else None)
        if bounds is not None:
            return holds(bounds, window)
        if situation:
            return POSSIBLE
        known = self.ontology.properties.get(claim.p)
        return CERTAIN if claim.p == TYPE or (known is not None and known.timeless) else POSSIBLE

    def _situation_bounds(self, claim: Claim) -> Bounds | None:
        """The days of an event or state: as the same source dates it, else as all do together."""
        classes = self.class_claims.get(claim.s, [])
        own = [other.bounds for other in classes if other.source == claim.source and other.bounds and other.live]
        return own[0] if own else effective(other for other in classes if other.live)


def effective(class_claims: Iterable[Claim]) -> Bounds | None:
    """The bounds of a situation from those of its claims: their intersection where they are compatible, else the hull of what may be."""
    dated = [claim.bounds for claim in class_claims if claim.bounds]
    if not dated:
        return None
    low, begun, lasts, high = (_most(columns, pick) for columns, pick in zip(zip(*dated, strict=True), (max, min, max, min), strict=True))
    fits = _before(low, begun) and _before(lasts, high) and _before(low, high)
    if fits:
        return low, begun, lasts, high
    lows, highs = [bounds[0] for bounds in dated], [bounds[3] for bounds in dated]
    return _most(lows, min) if all(lows) else None, None, None, _most(highs, max) if all(highs) else None


def _most(days: Iterable[Day | None], pick: object) -> Day | None:
    known = [found for found in days if found is not None]
    return (max(known) if pick is max else min(known)) if known else None


def _before(first: Day | None, second: Day | None) -> bool:
    return first is None or second is None or first <= second


class Judgement:
    """Which triples stand by some claims.

    Args:
        claims: those that count, by IRI.
        sources: source -> predicate -> texts, for the dates of reports.
        ontology: which properties take the latest value.
    """

    def __init__(self, claims: dict[str, Claim], sources: dict[str, dict[str, list[str]]], ontology: Ontology) -> None:
        self.claims, self.sources, self.ontology = claims, sources, ontology
        self.rank_for: dict[Triple, int] = {}
        self.rank_against: dict[Triple, int] = {}
        for claim in claims.values():
            triple = (claim.s, claim.p, claim.o)
            if claim.live:
                self.rank_for[triple] = max(claim.rank, self.rank_for.get(triple, 0))
            elif claim.negated and not claim.retracted and not claim.denied:
                self.rank_against[triple] = max(claim.rank, self.rank_against.get(triple, 0))

    @cached_property
    def standing(self) -> set[Triple]:
        """The triples that stand."""
        hidden = set(self._superseded()) | set(self._outranked())
        return {
            triple
            for triple, rank in self.rank_for.items()
            if triple not in hidden and (triple not in self.rank_against or rank > self.rank_against[triple])
        }

    def _outranked(self) -> Iterator[Triple]:
        """Triples with a rival of better rank."""
        for claim in self.claims.values():
            if not claim.live or claim.p == TYPE:
                continue
            triple = (claim.s, claim.p, claim.o)
            for iri in claim.contradicts:
                other = self.claims.get(iri)
                if other is not None and other.live and (other.s, other.p) == triple[:2] and other.o != claim.o:
                    if self.rank_for[other.s, other.p, other.o] > self.rank_for[triple]:
                        yield triple

    def _superseded(self) -> Iterator[Triple]:
        """Values of a property whose latest report stands, from sources that are certainly older than those of another value."""
        reported: dict[tuple[str, str], dict[str, list[tuple[Day | None, Day | None]]]] = {}
        for claim in self.claims.values():
            known = self.ontology.properties.get(claim.p)
            if claim.live and known is not None and known.latest_stands:
                facts = self.sources.get(claim.source, {})
                first, last = (next(iter(facts.get(name, ())), None) for name in (BOUNDS[0], BOUNDS[3]))
                reported.setdefault((claim.s, claim.p), {}).setdefault(claim.o, []).append((day(first), day(last)))
        for (s, p), values in reported.items():
            spans = {o: _span(days) for o, days in values.items()}
            for o, span in spans.items():
                if span and any(other and other != span and span[1] < other[0] for other in spans.values()):
                    yield s, p, o


def _span(days: list[tuple[Day | None, Day | None]]) -> tuple[Day, Day] | None:
    firsts = [first for first, _ in days if first]
    lasts = [last for _, last in days if last]
    return (min(firsts), max(lasts)) if len(firsts) == len(lasts) == len(days) else None


def dated(class_claims: list[Claim], *, observation: bool) -> Iterator[tuple[str, str]]:
    """What a situation's own triples say of its time: predicate, and object as N-Triples writes it."""
    live = [claim for claim in class_claims if claim.live]
    bounds = effective(live)
    for name, found in zip(BOUNDS, bounds or (), strict=False):
        if found is not None:
            yield name, f'"{_iso(found)}"^^<{XSD}date>'
    written = {claim.written for claim in live if claim.written}
    if len(written) == 1:
        yield KGA + "edtf", written.pop()
    if observation and bounds and bounds[0] and bounds[3]:
        first, last = bounds[0], bounds[3]
        if first[0] == last[0] and first[1:] == (1, 1) and last[1:] == (12, 31):
            yield KGA + "year", f'"{first[0]}"^^<{XSD}integer>'


def _iso(found: Day) -> str:
    year, month, number = found
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"
