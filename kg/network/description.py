"""What the graph says of each entity, claim, source and speaker, fetched by a handful of flat SELECTs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.model.terms import KGA, PROV, RDF, RDFS, SCHEMA

Term: TypeAlias = NamedNode | Literal
Described: TypeAlias = dict[str, dict[str, list[Term]]]
"""Subject IRI -> predicate IRI -> objects, in no order."""

TYPE = RDF + "type"
LABEL = RDFS + "label"

_OF_CLASS = "SELECT ?s ?p ?o WHERE {{ ?s a <" + KGA + "{}> . ?s ?p ?o }}"
_DERIVED = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{KGA}derived> {{ ?s ?p ?o }} }}"
_HOPS = f"SELECT ?chain ?hop WHERE {{ ?chain <{KGA}hasHop> ?hop }}"
_DOCUMENTS = f"SELECT ?document ?url WHERE {{ ?document a <{KGA}Document> . ?document <{SCHEMA}url> ?url }}"


class Graph(Protocol):
    """Anything that answers a SPARQL SELECT with rows that can be unpacked, such as :class:`kg.store.oxigraph.OxigraphStore`."""

    def query(self, text: str) -> Any:
        """The solutions, terms being those of pyoxigraph."""


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


def describe(graph: Graph) -> Description:
    """Everything a projection needs, in six queries, none of them correlated: the cost is that of listing the graph once."""
    names: dict[str, str] = {}
    return Description(
        entities=_described(graph, "Entity", names),
        claims=_described(graph, "Claim", names),
        sources=_described(graph, "Source", names),
        derived=sorted({(s.value, p.value, o.value) for s, p, o in graph.query(_DERIVED)}),
        chains=_chains(graph, names),
        documents={document.value: url.value for document, url in graph.query(_DOCUMENTS)},
    )


def _described(graph: Graph, cls: str, names: dict[str, str]) -> Described:
    """Everything about the instances of a class; ``names`` keeps one copy of each IRI."""
    found: Described = {}
    for subject, predicate, value in graph.query(_OF_CLASS.format(cls)):
        s, p = subject.value, predicate.value
        facts = found.get(s)
        if facts is None:
            facts = found[s] = {}
        p = names.setdefault(p, p)
        values = facts.get(p)
        if values is None:
            facts[p] = [value]
        else:
            values.append(value)
    return found


def _chains(graph: Graph, names: dict[str, str]) -> dict[str, tuple[Speaker, ...]]:
    hops = _described(graph, "Attribution", names)
    found: dict[str, list[tuple[int, Speaker]]] = {}
    for chain, hop in graph.query(_HOPS):
        facts = hops.get(hop.value, {})
        agent = one(facts.get(PROV + "agent"))
        if agent is not None:
            number = int(one(facts.get(KGA + "hop")) or 0)
            found.setdefault(chain.value, []).append((number, Speaker(agent, one(facts.get(KGA + "speechAct")))))
    return {chain: tuple(speaker for _, speaker in sorted(numbered)) for chain, numbered in found.items()}


def one(terms: Iterable[Term] | None) -> str | None:
    """The text of the only term, of the smallest where there are several, None where there is none."""
    return min((term.value for term in terms), default=None) if terms else None


def texts(terms: Iterable[Term] | None) -> tuple[str, ...]:
    """The texts of terms, sorted, each once."""
    return tuple(sorted({term.value for term in terms})) if terms else ()
