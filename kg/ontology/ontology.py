"""What an ontology is once it is read: classes, properties, fixed words, and the ways up and down between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from kg.model.terms import KGA

ENTITY = KGA + "Entity"
SITUATION = KGA + "Situation"
EVIDENCE = KGA + "Evidence"
WORD = KGA + "Word"


@dataclass(frozen=True, slots=True)
class Class_:  # noqa: N801 - 'class' is Python's word, 'Class' alone reads as a type of types
    """A class, with all that it takes over from its superclasses already worked out.

    Args:
        name: how fact files write it: the local name for kga:, else a CURIE.
        iri: its full name.
        label, comment: English where there is English; the comment is one sentence.
        note: terms of other vocabularies that mean nearly the same; may be empty.
        parents: direct superclasses in the ontology, in the order in which they are written.
        aligned: direct superclasses in other vocabularies.
        color: fill, ``#rrggbb``, ``ink`` (the page's text colour) or ``none``.
        outline: ``#rrggbb`` on a light page and on a dark one.
        shape: one of :data:`kg.ontology.looks.SHAPES`.
        legend: the words of its group in a legend.
        key_property: the property whose object a node is written under, if not its slug.
        identified_by: properties whose values name a node without a slug; ``kga:edtf`` stands for its date.
        distinguished_by: further such properties, used where they are given.
        needs_source: an entity of it must be declared under a source.
        single_seat: a post of it is held by one person at a time.
    """

    name: str
    iri: str
    label: str
    comment: str
    note: str
    parents: tuple[str, ...]
    aligned: tuple[str, ...]
    color: str
    outline: tuple[str, str]
    shape: str
    legend: str
    key_property: str | None
    identified_by: tuple[str, ...]
    distinguished_by: tuple[str, ...]
    needs_source: bool
    single_seat: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A property.

    Args:
        name: how fact files write it: the local name for kga:, else a CURIE.
        iri: its full name.
        label, comment: English where there is English; the comment is one sentence.
        note: terms of other vocabularies that mean nearly the same; may be empty.
        is_object: its values are entities or fixed words, not literals.
        domain, range: IRIs, or None for anything; taken over from a superproperty, or for a secondary inverse from the other side.
        functional, symmetric, transitive, irreflexive: as in OWL; two values of a functional property are rivals.
        inverse: the property that says the same the other way round.
        inverse_of: set on the secondary side of a pair (the one without a domain of its own): the property facts are kept under.
        parents: direct superproperties in the ontology.
        aligned: direct superproperties in other vocabularies.
        timeless: a statement without a date holds at any time.
        latest_stands: of a functional property: the value reported last takes the place of earlier ones, which are no rivals.
        draws_edge: its statements are lines of a picture.
        reads: the words on such a line.
        unit: unit of a number that names none.
        computed: the build writes it; a fact may not.
        evidence: it describes a claim, source or attribution; a fact file writes it as a reserved word or not at all.
    """

    name: str
    iri: str
    label: str
    comment: str
    note: str
    is_object: bool
    domain: str | None
    range: str | None
    functional: bool
    symmetric: bool
    transitive: bool
    irreflexive: bool
    inverse: str | None
    inverse_of: str | None
    parents: tuple[str, ...]
    aligned: tuple[str, ...]
    timeless: bool
    latest_stands: bool
    draws_edge: bool
    reads: str
    unit: str | None
    computed: bool
    evidence: bool


@dataclass(frozen=True, slots=True)
class Individual:
    """A named individual of the ontology, nearly always a fixed word.

    Args:
        name: local name in kga:, else a CURIE.
        word: how a fact file writes it, ``claims-responsibility`` for ``kga:ClaimsResponsibility``.
        iri: its full name.
        label, comment: English where there is English.
        type: its class.
    """

    name: str
    word: str
    iri: str
    label: str
    comment: str
    type: str


@dataclass(frozen=True)
class Ontology:
    """Classes, properties and individuals of a case: the shipped ones and its own.

    Args:
        classes, properties, individuals: by IRI, in the order in which they are written.
        prefixes: prefix to namespace, as the case's own Turtle declares them beyond those every case knows.
        shapes: files that hold SHACL shapes, the shipped one first.
    """

    classes: Mapping[str, Class_]
    properties: Mapping[str, Property]
    individuals: Mapping[str, Individual]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[Path, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Class name to IRI."""
        return MappingProxyType({cls.name: iri for iri, cls in self.classes.items()})

    @cached_property
    def property_by_name(self) -> Mapping[str, str]:
        """Property name to IRI."""
        return MappingProxyType({prop.name: iri for iri, prop in self.properties.items()})

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, Individual]]:
        found: dict[str, dict[str, Individual]] = {}
        for individual in self.individuals.values():
            for cls in self.superclasses(individual.type):
                found.setdefault(cls, {})[individual.word] = individual
        return MappingProxyType(found)

    @cached_property
    def _up(self) -> Mapping[str, tuple[str, ...]]:
        parents = {iri: term.parents for terms in (self.classes, self.properties) for iri, term in terms.items()}
        return MappingProxyType({iri: climb(iri, parents) for iri in parents})

    @cached_property
    def _down(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {iri: [] for iri in self.classes}
        for iri in self.classes:
            for above in self.superclasses(iri):
                found[above].append(iri)
        return MappingProxyType({iri: tuple(below) for iri, below in found.items()})

    def superclasses(self, iri: str) -> tuple[str, ...]:
        """The class and all above it, nearest first; empty when it is not in the ontology."""
        return self._up[iri] if iri in self.classes else ()

    def subclasses(self, iri: str) -> tuple[str, ...]:
        """The class and all below it, in the order in which they are written; empty when it is not in the ontology."""
        return self._down.get(iri, ())

    def is_a(self, iri: str, above: str) -> bool:
        """True when the class is the other one or below it."""
        return above in self.superclasses(iri)

    def superproperties(self, iri: str) -> tuple[str, ...]:
        """The property and all above it, nearest first; empty when it is not in the ontology."""
        return self._up[iri] if iri in self.properties else ()

    def words(self, iri: str) -> Mapping[str, Individual]:
        """The fixed words of a class (as a property has it for its range), by how fact files write them; empty for other classes."""
        return self._words.get(iri, {}) if self.is_a(iri, WORD) else {}

    def is_fact_property(self, iri: str) -> bool:
        """True when a fact may state the property: it exists, the build does not write it, and it is not about evidence."""
        prop = self.properties.get(iri)
        return prop is not None and not prop.computed and not prop.evidence


def climb(iri: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The term and all above it, level by level; circles are walked once.

    >>> climb("c", {"c": ("b", "a2"), "b": ("a",), "a": ("c",), "a2": ()})
    ('c', 'b', 'a2', 'a')
    """
    found = {iri: None}
    level = [iri]
    while level:
        level = [parent for term in level for parent in parents.get(term, ()) if parent not in found]
        found.update(dict.fromkeys(level))
    return tuple(found)
