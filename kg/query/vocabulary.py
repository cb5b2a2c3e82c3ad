"""The words that a case's questions and answers use: its prefixes, and its ontology for labels."""

from __future__ import annotations

from kg.errors import OntologyError
from kg.model.terms import prefixes_of
from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import Ontology
from kg.ontology.turtle import TurtleGraph, read_turtle
from kg.project import Project


def prefixes_of_case(project: Project) -> dict[str, str]:
    """The known prefixes, those that the case's own ontology declares, and the base as the empty prefix.

    An ontology that cannot be read gives none: it stops a build, but not a question to the last graph.
    """
    files = sorted(project.ontology_dir.glob("*.ttl"))
    try:
        own = TurtleGraph([read_turtle(path) for path in files]).own_prefixes
    except OntologyError:
        own = {}
    return prefixes_of(project.base, own)


def ontology_of_case(project: Project) -> Ontology:
    """The shipped ontology with what the case adds to it.

    Raises:
        OntologyError: it cannot be read or breaks one of its own rules.
    """
    shipped, own = shipped_folder(), project.ontology_dir
    return load_ontology([shipped] if not own.is_dir() or own.resolve() == shipped.resolve() else [shipped, own])
