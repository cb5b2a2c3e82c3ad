"""Shapes: a shapes graph, read from Turtle, with the few ways of asking it that compiling needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model.terms import OWL, RDF, RDFS, SH

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

TYPE = ox.NamedNode(RDF + "type")
_FIRST, _REST, _NIL = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest"), ox.NamedNode(RDF + "nil")
TARGETS = tuple(ox.NamedNode(SH + name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
"""The predicates by which a shape says which nodes it is about."""
TARGET_OF_ITS_OWN = ox.NamedNode(SH + "target")
"""A target that is a query or a type (SHACL Advanced Features)."""
_CLASSES = (ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class"))
_SHAPES = (ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape"))


def sh(name: str) -> ox.NamedNode:
    """The SHACL term of that name."""
    return ox.NamedNode(SH + name)


@dataclass(frozen=True)
class ShapesGraph:
    """The triples of one or more shapes files, by subject and predicate.

    Args:
        files: the last file that speaks of a subject.
    """

    triples: dict[Term, dict[ox.NamedNode, list[Term]]]
    files: Mapping[Term, Path] = field(default_factory=dict)

    def values(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """All objects, in file order."""
        return self.triples.get(subject, {}).get(predicate, [])

    def value(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """The first object, or None."""
        found = self.values(subject, predicate)
        return found[0] if found else None

    def text(self, subject: Term, predicate: ox.NamedNode) -> str | None:
        """The first object's text, or None."""
        found = self.value(subject, predicate)
        return None if found is None else found.value

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list."""
        found: list[Term] = []
        seen: set[Term] = set()
        node: Term | None = head
        while node is not None and node != _NIL and node not in seen:
            seen.add(node)
            found += self.values(node, _FIRST)[:1]
            node = self.value(node, _REST)
        return found

    def is_list(self, node: Term) -> bool:
        """True for the head of an RDF list."""
        return node == _NIL or bool(self.values(node, _FIRST))

    def has_type(self, node: Term, *types: ox.NamedNode) -> bool:
        """True when the node has one of the types."""
        return any(item in types for item in self.values(node, TYPE))

    def is_class(self, node: Term) -> bool:
        """True for a shape that is a class too, and so targets its instances (SHACL 2.1.3.3)."""
        return self.has_type(node, *_CLASSES) and self.has_type(node, *_SHAPES)

    def is_on(self, shape: Term) -> bool:
        """False for a deactivated shape."""
        return self.text(shape, sh("deactivated")) not in ("true", "1")

    def targeted(self) -> Iterator[Term]:
        """Shapes that have a target, in file order."""
        for node, said in self.triples.items():
            if any(target in said for target in (*TARGETS, TARGET_OF_ITS_OWN)) or self.is_class(node):
                yield node


def read_shapes(files: Iterable[Path]) -> ShapesGraph:
    """The shapes graph that Turtle files make together.

    Raises:
        OntologyError: a file is no Turtle; with its line and column.
    """
    triples: dict[Term, dict[ox.NamedNode, list[Term]]] = {}
    places: dict[Term, Path] = {}
    for file in files:
        try:
            for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=file.absolute().as_uri(), rename_blank_nodes=True):
                triples.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
                places[quad.subject] = file
        except SyntaxError as error:
            raise OntologyError(f"this is no Turtle: {error.msg}", place=f"{file}:{error.lineno}:{error.offset}") from error
    return ShapesGraph(triples, places)
