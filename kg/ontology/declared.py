"""Which classes, properties and individuals the Turtle declares, under which names, one above the other; and what it may not do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from kg.errors import OntologyError
from kg.model.terms import KGA, OWL, PREFIXES, RDF, RDFS, shorten
from kg.ontology.ontology import EVIDENCE, WORD, climb
from kg.ontology.turtle import TYPE, Node, TurtleGraph, iris, literals

RESERVED = frozenset(
    "id date quote at by attribution source cites where as amount modality deniedBy not rank retracted likelihood credibility"
    " confidence reported lag note internal fact is columns rows for if unordered".split()
)
"""Words of a fact that may name no property (docs/format.md), except one about a claim, a source or an attribution."""

DESCRIPTORS = frozenset("is name aka was specificity iso wikidata ids coordinates precision unit".split())
"""Words of an entity's declaration; a property of such a name must be one that the build writes."""

_CLASS_TYPES = {OWL + "Class", RDFS + "Class"}
_PROPERTY_TYPES = {
    OWL + name for name in ("ObjectProperty", "DatatypeProperty", "FunctionalProperty", "SymmetricProperty", "TransitiveProperty")
} | {RDF + "Property"}

_RDFS_WORDS = ("label", "comment", "subClassOf", "subPropertyOf", "domain", "range", "seeAlso", "isDefinedBy")


@dataclass(frozen=True)
class Declared:
    """The terms of an ontology as they are written.

    Args:
        graph: all triples.
        classes, properties, individuals: IRI to what is said of it, in the order in which they are written.
        names: IRI to how fact files write it.
        parents: IRI to direct superclasses or superproperties in the ontology.
        aligned: IRI to those in other vocabularies.
        up: IRI to the term and all above it, nearest first.
    """

    graph: TurtleGraph
    classes: Mapping[str, Node]
    properties: Mapping[str, Node]
    individuals: Mapping[str, Node]
    names: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]
    aligned: Mapping[str, tuple[str, ...]]
    up: Mapping[str, tuple[str, ...]]

    def refuse(self, iri: str, message: str, remedy: str = "") -> NoReturn:
        """Refuse the ontology because of what is said of this term.

        Raises:
            OntologyError: always, with the place of the term.
        """
        raise OntologyError(f"{self.names.get(iri, iri)}: {message}", remedy=remedy, place=self.graph.place(iri))

    def nearest(self, iri: str, predicate: str) -> Node | None:
        """What is said of the nearest term upward that has the predicate."""
        terms = self.classes if iri in self.classes else self.properties
        for above in self.up[iri]:
            if predicate in terms[above]:
                return terms[above]
        return None


def declared(graph: TurtleGraph) -> Declared:
    """The terms that the graph declares.

    Raises:
        OntologyError: a term that is declared twice, has no short name, stands above itself, or rests on one that does not exist.
    """
    kinds = {subject: set(iris(node, TYPE)) for subject, node in graph.nodes.items() if not subject.startswith("_:")}
    classes = {iri: graph.nodes[iri] for iri, types in kinds.items() if types & _CLASS_TYPES}
    properties = {iri: graph.nodes[iri] for iri, types in kinds.items() if types & _PROPERTY_TYPES}
    above = {iri: iris(node, RDFS + "subClassOf") for iri, node in classes.items()}
    above |= {iri: iris(node, RDFS + "subPropertyOf") for iri, node in properties.items()}
    parents = {iri: tuple(one for one in ones if one in above) for iri, ones in above.items()}
    up = {iri: climb(iri, parents) for iri in parents}
    individuals = {
        iri: graph.nodes[iri]
        for iri, types in kinds.items()
        if iri not in above and (OWL + "NamedIndividual" in types or any(WORD in up.get(one, ()) for one in types))
    }
    prefixes = {**graph.own_prefixes, **PREFIXES}
    names = {iri: iri[len(KGA) :] if iri.startswith(KGA) else shorten(iri, "", prefixes) for iri in (*above, *individuals)}
    aligned = {iri: tuple(one for one in ones if one not in above) for iri, ones in above.items()}
    found = Declared(graph, classes, properties, individuals, names, parents, aligned, up)
    _check_vocabulary(found)
    _check_names(found)
    _check_parents(found)
    return found


def nearest_name(name: str, names: Iterable[str]) -> str:
    """A remedy that suggests the name most like this one; empty when none is like it."""
    close = get_close_matches(name, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else ""


def _check_vocabulary(found: Declared) -> None:
    """A flag that is misspelt would otherwise be lost without a word."""
    kinds = {OWL + "AnnotationProperty", *_PROPERTY_TYPES}
    flags = {iri for iri, node in found.graph.nodes.items() if iri.startswith(KGA) and not kinds.isdisjoint(iris(node, TYPE))}
    known = flags | {RDFS + name for name in _RDFS_WORDS}
    used = {predicate for node in found.graph.nodes.values() for predicate in node}
    for predicate in used:
        if predicate.startswith((KGA, RDFS)) and predicate not in known:
            subject = next(iri for iri, node in reversed(found.graph.nodes.items()) if predicate in node)
            hint = nearest_name(shorten(predicate, ""), (shorten(word, "") for word in known))
            found.refuse(subject, f"'{shorten(predicate, '')}' is no word of an ontology.", hint)


def _check_names(found: Declared) -> None:
    for iri in found.classes:
        if iri in found.properties:
            found.refuse(iri, "is declared as a class and as a property.", "Give one of them another name.")
    seen: dict[str, str] = {}
    for file in found.graph.files:
        for iri in (iri for iri, node in file.nodes.items() if iri in found.parents and _is_declaration(node)):
            if iri in seen:
                raise OntologyError(
                    f"{found.names[iri]}: is declared in {seen[iri]} already.",
                    remedy="Say more of it without 'a owl:Class' or 'a owl:ObjectProperty', or choose another name.",
                    place=file.place(iri),
                )
            seen[iri] = file.name
    for iri, name in found.names.items():
        if name == iri:
            found.refuse(iri, "has no short name.", "Declare a prefix for it, such as '@prefix own: <...> .'.")
    for iri, node in found.properties.items():
        _check_reserved(found, iri, node)


def _is_declaration(node: Node) -> bool:
    return not (_CLASS_TYPES | _PROPERTY_TYPES).isdisjoint(iris(node, TYPE))


def _check_reserved(found: Declared, iri: str, node: Node) -> None:
    name = found.names[iri]
    about_evidence = any(EVIDENCE in found.up.get(domain, ()) for domain in iris(node, RDFS + "domain"))
    if name in RESERVED and not about_evidence:
        found.refuse(iri, f"'{name}' is a word that every fact may use and cannot name a property.", "Choose another name.")
    if name in DESCRIPTORS and literals(node, KGA + "computed") != ["true"]:
        found.refuse(iri, f"'{name}' is a word of an entity's declaration and cannot name a property.", "Choose another name.")


def _check_parents(found: Declared) -> None:
    own = {_namespace(iri) for iri in found.parents} - {*PREFIXES.values(), *found.graph.shipped_namespaces} | {KGA}
    for iri, ones in found.aligned.items():
        for one in ones:
            if _namespace(one) in own:
                kind, terms = ("class", found.classes) if iri in found.classes else ("property", found.properties)
                hint = nearest_name(one.removeprefix(_namespace(one)), (found.names[term] for term in terms))
                found.refuse(iri, f"rests on a {kind} that does not exist, <{one}>.", hint)
    for iri, ones in found.parents.items():
        if any((one in found.classes) != (iri in found.classes) for one in ones):
            found.refuse(iri, "a class can only stand under classes, a property under properties.")
        for one in ones:
            if iri in found.up[one]:
                way = " under ".join(found.names[step] for step in dict.fromkeys((iri, one)))
                found.refuse(iri, f"stands above itself ({way}).", "Take one of the two statements away.")


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
