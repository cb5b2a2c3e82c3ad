"""Vocabulary: the ontology as a reader of facts needs it: which words are classes, node kinds and properties."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.ontology.ontology import ENTITY, SITUATION, Ontology, Property


@dataclass(frozen=True)
class Vocabulary:
    """Names that may stand in a fact file.

    Args:
        classes: names of the classes an entity can have.
        nodes: names of the classes that can be the key of a node fact, with the name of their key property, if any.
        kinds: property name -> ``object`` (a slug follows), ``word`` (a fixed word) or ``literal`` (everything after it, verbatim).
    """

    classes: frozenset[str]
    nodes: dict[str, str | None]
    kinds: dict[str, str]
    prefixes: frozenset[str] = field(default=frozenset())

    def class_like(self, word: str) -> str | None:
        """The class that a word is, but for its capitals."""
        return next((name for name in (*self.nodes, *self.classes) if name.lower() == word.lower()), None)

    def near(self, word: str, known: Iterable[str]) -> str:
        """``Did you mean 'X'?`` for the nearest known word, or nothing."""
        known = list(known)
        folded = {name.lower(): name for name in known}
        if word.lower() in folded:
            return f"Did you mean '{folded[word.lower()]}'?"
        close = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
        return f"Did you mean '{folded[close[0]]}'?" if close else ""


def vocabulary_of(ontology: Ontology) -> Vocabulary:
    """The vocabulary of an ontology."""
    classes, nodes = set(), {}
    for iri, cls in ontology.classes.items():
        if ontology.is_a(iri, SITUATION):
            key = ontology.properties.get(cls.key_property) if cls.key_property else None
            nodes[cls.name] = key.name if key else None
        elif ontology.is_a(iri, ENTITY):
            classes.add(cls.name)
    kinds = {item.name: kind_of(ontology, item) for iri, item in ontology.properties.items() if ontology.is_fact_property(iri)}
    return Vocabulary(frozenset(classes), nodes, kinds, frozenset(ontology.prefixes))


def kind_of(ontology: Ontology, item: Property) -> str:
    """What follows a property in a fact: ``object`` (slugs), ``word`` (a fixed word) or ``literal``."""
    if item.range and ontology.words(item.range):
        return "word"
    return "object" if item.is_object else "literal"
