"""What the graph says around one entity, fetched by SPARQL so that any store can answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.model.terms import KGA, PROV, RDF, RDFS, XSD
from kg.query.run import Store, select

TYPE, LABEL = RDF + "type", RDFS + "label"
SUBJECT, PREDICATE, OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
SOURCE, CONTRADICTS, CLAIMANT = KGA + "source", KGA + "contradicts", KGA + "claimant"
DATE, VALUE = KGA + "edtf", KGA + "value"
DENIED_BY, WHERE, NEGATED, AGENT = KGA + "deniedBy", KGA + "where", KGA + "negated", PROV + "agent"
_BATCH = 500  # IRIs in one VALUES block

Term = ox.NamedNode | ox.Literal | ox.BlankNode
Node = dict[str, list[Term]]

# Each finds the subjects (?s) whose triples are wanted; {e} is the entity.
_PATTERNS = (
    "VALUES ?s {{ {e} }}",
    "VALUES ?role {{ rdf:subject rdf:object kga:deniedBy kga:where kga:claimant }} ?s ?role {e} . ?s a kga:Claim",
    # the class claim of a situation, in the same source: a role's date, quote and attribution may stand there
    "?c rdf:object {e} ; rdf:subject ?n ; kga:source ?src . ?s rdf:subject ?n ; rdf:predicate rdf:type ; kga:source ?src",
    "?c rdf:object {e} ; rdf:subject ?s . ?s a kga:Situation",
    # numbers and dates of such a situation are said by claims: their unit and doubt stand there
    "?c rdf:object {e} ; rdf:subject ?n . ?n a kga:Situation . ?s rdf:subject ?n ; rdf:object ?v . FILTER(isLiteral(?v))",
    "?s kga:publisher {e} ; a kga:Source",
    "?s kga:source {e} ; a kga:Claim",
    "?s kga:attribution/kga:hasHop/prov:agent {e}",
)


@dataclass
class Neighbourhood:
    """Triples around an entity.

    Args:
        iri: the entity.
        nodes: subject -> predicate -> objects, for the entity, claims about it, their sources, chains and situations.
        names: IRI -> its label in the asked language, else any; for every IRI that occurs.
        standing: claims whose plain triple is in the graph.
    """

    iri: str
    nodes: dict[str, Node] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)

    def terms(self, subject: str, predicate: str) -> list[Term]:
        """The objects of a subject and predicate, sorted by their N-Triples."""
        return self.nodes.get(subject, {}).get(predicate, [])

    def texts(self, subject: str, predicate: str) -> list[str]:
        """As :meth:`terms`, IRIs and literals as text."""
        return [term.value for term in self.terms(subject, predicate)]

    def text(self, subject: str, predicate: str) -> str:
        """The first of :meth:`texts`; empty when there is none."""
        return next(iter(self.texts(subject, predicate)), "")

    def speakers(self, node: str) -> list[str]:
        """Everybody in the attribution chain that stands on a claim or source, in no order."""
        hops = (hop for chain in self.texts(node, KGA + "attribution") for hop in self.texts(chain, KGA + "hasHop"))
        return [speaker for hop in hops for speaker in self.texts(hop, AGENT)]

    def claims(self, **roles: str) -> list[str]:
        """Claims whose subject, predicate, object, source (given by name) are these IRIs, sorted."""
        wanted = {_ROLES[name]: iri for name, iri in roles.items()}
        return sorted(
            claim
            for claim, node in self.nodes.items()
            if SUBJECT in node and all(iri in (term.value for term in node.get(predicate, ())) for predicate, iri in wanted.items())
        )

    def stating(self, subject: str, predicate: str, object_: Term) -> list[str]:
        """Claims that say this triple is so, sorted."""
        return self._said.get((subject, predicate, str(object_)), [])

    @cached_property
    def _said(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = {}
        for claim in self.claims():
            if NEGATED not in self.nodes[claim]:
                triple = (self.text(claim, SUBJECT), self.text(claim, PREDICATE), str(self.terms(claim, OBJECT)[0]))
                found.setdefault(triple, []).append(claim)
        return found


_ROLES = {
    "subject": SUBJECT,
    "predicate": PREDICATE,
    "object": OBJECT,
    "source": SOURCE,
    "claimant": CLAIMANT,
    "denied_by": DENIED_BY,
    "where": WHERE,
}


def neighbourhood(store: Store, iri: str, language: str) -> Neighbourhood:
    """Everything around an entity that :func:`kg.query.explain.explain` shows.

    Args:
        store: any store that answers SPARQL 1.1.
        iri: the entity.
        language: BCP 47 tag of the names to prefer.
    """
    found = Neighbourhood(iri)
    entity = str(ox.NamedNode(iri))
    for pattern in _PATTERNS:
        _add(store, found, f"SELECT DISTINCT ?s ?p ?o {{ {{ SELECT DISTINCT ?s {{ {pattern.format(e=entity)} }} }} ?s ?p ?o }}")
    _complete(store, found, language)
    return found


def around_claims(store: Store, claims: Iterable[str], language: str) -> Neighbourhood:
    """What :class:`kg.query.evidence.Reader` needs for some claims, whatever they are about.

    Args:
        store: any store that answers SPARQL 1.1.
        claims: IRIs.
        language: BCP 47 tag of the names to prefer.
    """
    found = Neighbourhood("")
    _about(store, found, set(claims))
    subjects = {subject for claim in found.claims() for subject in found.texts(claim, SUBJECT)}
    for values in _batches(subjects):
        pattern = f"VALUES ?n {{ {values} }} ?s rdf:subject ?n ; rdf:predicate rdf:type"
        _add(store, found, f"SELECT DISTINCT ?s ?p ?o {{ {{ SELECT DISTINCT ?s {{ {pattern} }} }} ?s ?p ?o }}")
    _about(store, found, subjects)
    _complete(store, found, language)
    return found


def _complete(store: Store, found: Neighbourhood, language: str) -> None:
    """Fetch the sources, documents and chains of the claims, and every name."""
    claims = found.claims()
    _about(store, found, {rival for claim in claims for rival in found.texts(claim, CONTRADICTS)})
    _about(store, found, {found.text(claim, SUBJECT) for claim in claims if found.text(claim, PREDICATE) == VALUE})  # for their unit
    claims = found.claims()
    _about(store, found, {iri for claim in claims for iri in found.texts(claim, SOURCE) + found.texts(claim, KGA + "cites")})
    chains = {chain for node in list(found.nodes) for chain in found.texts(node, KGA + "attribution")}
    _about(store, found, chains)
    _about(store, found, {hop for chain in chains for hop in found.texts(chain, KGA + "hasHop")})
    _stand(store, found, claims)
    _name(store, found, language)
    for node in found.nodes.values():
        for terms in node.values():
            terms.sort(key=str)


def _add(store: Store, found: Neighbourhood, query: str) -> None:
    fresh: dict[str, Node] = {}
    for subject, predicate, object_ in select(store, query):
        if subject.value not in found.nodes:
            fresh.setdefault(subject.value, {}).setdefault(predicate.value, []).append(object_)
    found.nodes.update(fresh)


def _about(store: Store, found: Neighbourhood, iris: set[str]) -> None:
    for values in _batches(iris - found.nodes.keys()):
        _add(store, found, f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")


def _stand(store: Store, found: Neighbourhood, claims: list[str]) -> None:
    """Ask for each claim's triple itself: neither ranks nor denials let it be guessed."""
    for values in _batches(claims):
        stated = f"VALUES ?c {{ {values} }} ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
        found.standing |= {claim.value for (claim,) in select(store, f"SELECT ?c {{ {stated} FILTER EXISTS {{ ?s ?p ?o }} }}")}


def _name(store: Store, found: Neighbourhood, language: str) -> None:
    iris = set(found.nodes)
    iris |= {term.value for node in found.nodes.values() for terms in node.values() for term in terms if isinstance(term, ox.NamedNode)}
    iris |= {store.base + other[1] for node in found.nodes.values() if (other := relative_date(node.get(DATE, [])))}
    best: dict[str, tuple[bool, str]] = {}
    for values in _batches(iris):
        for subject, label in select(store, f"SELECT ?s ?l {{ VALUES ?s {{ {values} }} ?s rdfs:label ?l }}"):
            rank = (label.language != language, label.value)
            best[subject.value] = min(best.get(subject.value, rank), rank)
    found.names = {iri: name for iri, (_, name) in best.items()}


def relative_date(terms: Iterable[Term]) -> tuple[str, str] | None:
    """Relation and slug of a date that is given by another node, such as ("after", "harbour-talks"); None for other dates.

    It stands in the graph as plain text, ``after: harbour-talks``.
    """
    for term in terms:
        relation, colon, slug = term.value.partition(": ")
        if colon and isinstance(term, ox.Literal) and term.datatype.value == XSD + "string":
            return relation, slug
    return None


def _batches(iris: Iterable[str]) -> Iterator[str]:
    ordered = [str(ox.NamedNode(iri)) for iri in sorted(iris)]
    for start in range(0, len(ordered), _BATCH):
        yield " ".join(ordered[start : start + _BATCH])
