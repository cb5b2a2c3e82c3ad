"""What the graph says of each entity, claim, source and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.model.terms import KGA, PROV, RDF, RDFS, SCHEMA

Term: TypeAlias = NamedNode | Literal
Described: TypeAlias = dict[str, dict[str, list[Term]]]
"""Subject IRI -> predicate IRI -> objects, in no order."""

TYPE = RDF + "type"
LABEL = RDFS + "label"

_ENTITY, _CLAIM, _SOURCE, _DOCUMENT, _DERIVED = (NamedNode(KGA + name) for name in ("Entity", "Claim", "Source", "Document", "derived"))
_HAS_HOP, _NUMBER, _ACT, _AGENT = KGA + "hasHop", KGA + "hop", KGA + "speechAct", PROV + "agent"


class Speaker(NamedTuple):
    """One hop of an attribution chain, IRIs."""

    agent: str
    act: str | None


class Description(NamedTuple):
    """The graph in the order in which a projection needs it.

    Args:
        entities: entities and situations with everything said of them.
        claims, sources: each with everything that is written of it.
        derived: triples between entities that no claim states.
        chains: chain IRI -> its speakers, the first first.
        documents: IRI of a cited document -> its URL.
    """

    entities: Described
    claims: Described
    sources: Described
    derived: list[tuple[str, str, str]]
    chains: dict[str, tuple[Speaker, ...]]
    documents: dict[str, str]


def describe(quads: Iterable[Quad]) -> Description:
    """Everything a projection needs, in one pass over the graph."""
    things: Described = {}
    derived: set[tuple[str, str, str]] = set()
    names: dict[str, str] = {}  # one copy of each predicate's IRI
    for subject, predicate, value, graph in quads:
        if graph == _DERIVED:
            derived.add((subject.value, predicate.value, value.value))
            continue
        s, p = subject.value, predicate.value
        facts = things.get(s)
        if facts is None:
            facts = things[s] = {}
        values = facts.get(p)
        if values is None:
            facts[names.setdefault(p, p)] = [value]
        else:
            values.append(value)

    def of(cls: NamedNode) -> Described:
        return {iri: facts for iri, facts in things.items() if cls in facts.get(TYPE, ())}

    return Description(
        entities=of(_ENTITY),
        claims=of(_CLAIM),
        sources=of(_SOURCE),
        derived=sorted(derived),
        chains=_chains(things),
        documents={iri: url for iri, facts in of(_DOCUMENT).items() if (url := one(facts.get(SCHEMA + "url")))},
    )


def _chains(things: Described) -> dict[str, tuple[Speaker, ...]]:
    """The speakers of each attribution chain, by the number of their hop."""
    found: dict[str, tuple[Speaker, ...]] = {}
    for chain, facts in things.items():
        numbered = []
        for hop in (things.get(term.value, {}) for term in facts.get(_HAS_HOP, ())):
            if agent := one(hop.get(_AGENT)):
                numbered.append((int(one(hop.get(_NUMBER)) or 0), Speaker(agent, one(hop.get(_ACT)))))
        if numbered:
            numbered.sort(key=lambda hop: (hop[0], hop[1].agent, hop[1].act or ""))
            found[chain] = tuple(speaker for _, speaker in numbered)
    return found


def one(terms: Iterable[Term] | None) -> str | None:
    """The text of the only term, of the smallest where there are several, None where there is none."""
    return min((term.value for term in terms), default=None) if terms else None


def texts(terms: Iterable[Term] | None) -> tuple[str, ...]:
    """The texts of terms, sorted, each once."""
    return tuple(sorted({term.value for term in terms})) if terms else ()
