"""What follows from triples that stand: superproperties, symmetry, transitive closures and inverses, as the build derives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model.terms import KGA, RDF
from kg.ontology.ontology import Ontology
from kg.query.standing import Triple

PARTICIPANT = KGA + "participant"


def derive(asserted: set[Triple], denied: Iterable[Triple], ontology: Ontology) -> set[Triple]:
    """The triples that follow from those that stand, without themselves and what is denied.

    Args:
        asserted: triples between entities.
        denied: triples between entities that a claim says not to be so.
    """
    widened = set(asserted)
    for s, p, o in asserted:
        widened.update((s, above, o) for above in _above(p, ontology))
    mirrored = widened | {(o, p, s) for s, p, o in widened if _is(ontology, p, "symmetric")}
    whole = mirrored | _closures(mirrored, ontology)
    turned = whole | {(o, inverse, s) for s, p, o in whole if p != PARTICIPANT and (inverse := _inverse(ontology, p))}
    return turned - asserted - _both_ways(denied, ontology)


def between_entities(triples: Iterable[Triple], base: str, ontology: Ontology) -> set[Triple]:
    """The triples whose object is an entity of the case."""
    return {
        triple for triple in triples if triple[1] != RDF + "type" and triple[2].startswith(base) and triple[2] not in ontology.individuals
    }


def _closures(triples: set[Triple], ontology: Ontology) -> set[Triple]:
    """Everything reached over transitive properties, but a thing from itself."""
    steps: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in triples:
        if _is(ontology, p, "transitive"):
            steps[p][s].add(o)
    found: set[Triple] = set()
    for p, ways in steps.items():
        for start in ways:
            reached: set[str] = set()
            frontier = {start}
            while frontier:
                frontier = {o for s in frontier for o in ways.get(s, ())} - reached
                reached |= frontier
            found.update((start, p, o) for o in reached if o != start)
    return found


def _both_ways(denied: Iterable[Triple], ontology: Ontology) -> set[Triple]:
    pairs = set(denied)
    pairs |= {(o, inverse, s) for s, p, o in pairs if (inverse := _inverse(ontology, p))}
    return pairs | {(o, p, s) for s, p, o in pairs if _is(ontology, p, "symmetric")}


def _above(iri: str, ontology: Ontology) -> list[str]:
    return [above for above in ontology.superproperties(iri) if above != iri] if iri in ontology.properties else []


def _is(ontology: Ontology, iri: str, flag: str) -> bool:
    known = ontology.properties.get(iri)
    return known is not None and bool(getattr(known, flag))


def _inverse(ontology: Ontology, iri: str) -> str | None:
    known = ontology.properties.get(iri)
    return known.inverse if known is not None else None
