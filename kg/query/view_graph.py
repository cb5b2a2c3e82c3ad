"""The graph of a view: plain triples that hold by the claims that count, as N-Quads.

What a view has: the claims that count; the sources, attributions and documents that they name; the plain triples that stand by them,
judged and derived anew; every entity that was declared without a source or that a claim speaks of. An event or state is there when a
claim of its class counts. What is only mentioned keeps its names and is a ``kga:Entity``, no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.model.terms import DCTERMS, KGA, RDFS, SCHEMA, SKOS
from kg.ontology.ontology import ENTITY, Ontology
from kg.query.derivation import PARTICIPANT, between_entities, derive
from kg.query.described_lines import DERIVED, TYPE, Claim, Group, describe_lines, groups
from kg.query.standing import Counting, Judgement, Triple, dated
from kg.query.view import View

_NAMES = frozenset({RDFS + "label", SKOS + "altLabel", KGA + "specificity"})
_KEPT = (
    _NAMES | {SCHEMA + name for name in ("sameAs", "identifier", "latitude", "longitude")} | {KGA + "precision", DCTERMS + "isReplacedBy"}
)
_UNIT, _VALUE, _OBSERVATION = KGA + "unit", KGA + "value", KGA + "Observation"
_CONTRADICTS, _DISPUTED = KGA + "contradicts", KGA + "Disputed"


def view_lines(read: Callable[[], Iterable[str]], base: str, ontology: Ontology, view: View) -> Iterator[str]:
    """The N-Quads of a view, sorted.

    Args:
        read: gives the sorted N-Quads of the whole graph, twice.
        base: the case's.
        ontology: the case's.
        view: what is asked for.
    """
    graph = _ViewGraph(read(), base, ontology, view)
    for subject, group in groups(read()):
        yield from sorted(set(graph.lines(subject, group)))


class _ViewGraph:
    def __init__(self, lines: Iterable[str], base: str, ontology: Ontology, view: View) -> None:
        self.ontology = ontology
        self.described = describe_lines(lines)
        self.counting = Counting(self.described, ontology, base, view)
        self.claims = self.counting.claims
        judgement = Judgement(self.claims, self.described.sources, ontology)
        self.standing = judgement.standing
        stands = between_entities(self.standing, base, ontology)
        self.derived = derive(stands, between_entities(judgement.rank_against, base, ontology), ontology)
        self.plain = _by_subject(self.standing)
        self.follows = _by_subject(self.derived)
        self.sources = {claim.source for claim in self.claims.values()}
        self.used = self._used()
        self.mentioned = self._mentioned()
        self.classes: dict[str, list[str]] = {}
        self.counted: dict[str, list[Claim]] = {}
        for iri, claim in self.described.claims.items():
            if claim.p == TYPE:
                self.classes.setdefault(claim.s, []).append(claim.o)
                if iri in self.claims:
                    self.counted.setdefault(claim.s, []).append(claim)

    def lines(self, subject: str, group: Group) -> Iterator[str]:
        """The lines of a subject in the view."""
        if subject in self.described.claims:
            yield from self._claim(subject, group)
        elif subject in self.described.sources:
            if subject in self.sources:
                yield from (line for *_, line in group)
        elif (evidence := self._evidence(subject)) is not None:
            if evidence in self.used:
                yield from (line for *_, line in group)
        else:
            yield from self._entity(subject, group)

    def _used(self) -> set[str]:
        chains = {chain for source in self.sources for chain in self.described.sources.get(source, {}).get(KGA + "attribution", ())}
        return chains | {iri for claim in self.claims.values() for iri in claim.uses}

    def _mentioned(self) -> set[str]:
        found = {iri for claim in self.claims.values() for iri in claim.mentions}
        found |= {iri for source in self.sources for iri in self.described.sources.get(source, {}).get(KGA + "publisher", ())}
        return found | {speaker for chain in self.used for speaker in self.described.speakers.get(chain, ())}

    def _evidence(self, subject: str) -> str | None:
        """The chain or document that a subject is or belongs to; None for anything else."""
        chain = subject.rpartition("#")[0]
        if chain in self.described.speakers and subject not in self.described.types:
            return chain
        types = self.described.types.get(subject, ())
        return subject if KGA + "Document" in types or KGA + "AttributionChain" in types else None

    def _claim(self, subject: str, group: Group) -> Iterator[str]:
        claim = self.claims.get(subject)
        if claim is None:
            return
        disputed = any(iri in self.claims for iri in claim.contradicts)
        for predicate, value, _, line in group:
            if (predicate == _CONTRADICTS and value not in self.claims) or (value == _DISPUTED and not disputed):
                continue
            yield line

    def _entity(self, subject: str, group: Group) -> Iterator[str]:
        types = self._types(subject)
        situation = self.counting.situation(subject)
        present = bool(types) or subject not in self.described.types
        class_claims = self.counted.get(subject, [])
        if situation and subject in self.classes:
            present = bool(class_claims)
        if not present:
            if subject in self.mentioned:
                yield from (line for predicate, *_, line in group if predicate in _NAMES)
                yield f"<{subject}> <{TYPE}> <{ENTITY}> .\n"
            return
        yield from (f"<{subject}> <{TYPE}> <{class_}> .\n" for class_ in types)
        yield from (line for predicate, *_, line in group if predicate in _KEPT)
        yield from self._units(subject, group)
        if situation:
            for predicate, value in dated(class_claims, observation=_OBSERVATION in types):
                yield f"<{subject}> <{predicate}> {value} .\n"
        for predicate, value in self.plain.get(subject, ()):
            if predicate != TYPE:
                yield f"<{subject}> <{predicate}> {_written(value)} .\n"
        for predicate, value in self.follows.get(subject, ()):
            yield f"<{subject}> <{predicate}> <{value}> .\n"
            if predicate != PARTICIPANT:
                yield f"<{subject}> <{predicate}> <{value}>{DERIVED} .\n"

    def _types(self, subject: str) -> set[str]:
        """The classes of an entity: those that it was given without a source, and those that stand by claims, closed upward."""
        types = self.described.types.get(subject, set())
        claimed = self._up(class_ for class_ in self.classes.get(subject, ()) if class_ in types)
        return (types - claimed) | self._up(value for predicate, value in self.plain.get(subject, ()) if predicate == TYPE)

    def _up(self, classes: Iterable[str]) -> set[str]:
        return {
            above for class_ in classes for above in (self.ontology.superclasses(class_) if class_ in self.ontology.classes else [class_])
        }

    def _units(self, subject: str, group: Group) -> Iterator[str]:
        """Units: of an observation those of values that stand, where there are several; of anything else all."""
        units = [(value, line) for predicate, value, _, line in group if predicate == _UNIT]
        if len(units) < 2:
            yield from (line for _, line in units)
            return
        values = {value for predicate, value in self.plain.get(subject, ()) if predicate == _VALUE}
        stated = {
            claim.unit for claim in self.claims.values() if claim.s == subject and claim.p == _VALUE and claim.o in values and claim.live
        }
        known = {claim.unit for claim in self.described.claims.values() if claim.s == subject and claim.unit}
        yield from (line for value, line in units if value in stated or ("" in stated and value not in known))


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for s, p, o in triples:
        found.setdefault(s, []).append((p, o))
    return found


def _written(value: str) -> str:
    return value if value.startswith('"') else f"<{value}>"
