"""Turtle: the default graph with prefixes, sorted by subject, predicate and object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.model.terms import prefixes_of


def write_turtle(nquads: Path, path: Path, *, base: str, prefixes: Mapping[str, str]) -> None:
    """Write the default graph of a file of sorted N-Quads as Turtle.

    Args:
        base: becomes the empty prefix.
        prefixes: those of the case's own ontology.
    """
    triples = (quad.triple for quad in ox.parse(path=nquads, format=ox.RdfFormat.N_QUADS) if isinstance(quad.graph_name, ox.DefaultGraph))
    with path.open("wb") as file:
        ox.serialize(triples, file, format=ox.RdfFormat.TURTLE, prefixes=prefixes_of(base, prefixes))
