"""The words that a case's questions and answers use: its prefixes, and its ontology for labels."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OntologyError, StoreError
from kg.model.terms import prefixes_of
from kg.ontology.loader import folders_of, load_ontology
from kg.ontology.ontology import Ontology
from kg.ontology.turtle import TurtleGraph, read_turtle
from kg.project import Project
from kg.store.open import generations
from kg.store.vocabulary import kept_folders

_SHIPPED = ("kga.ttl", "shapes.ttl")


def prefixes_of_build(project: Project, *, internal: bool = False) -> dict[str, str]:
    """The known prefixes, those that the last build's ontology declares, and the base as the empty prefix.

    Before the first build they are the case's own. An ontology that cannot be read gives none: it stops a build, but not a question.
    """
    try:
        folder, lease = generations(project, internal=internal).lease()
    except StoreError:
        return _prefixes(project.base, folders_of(project.ontology_dir))
    with lease:
        return _prefixes(project.base, kept_folders(folder) or folders_of(project.ontology_dir))


def _prefixes(base: str, folders: list[Path]) -> dict[str, str]:
    """Prefixes of the last folder, the case's own where it has one; the shipped files declare none of their own."""
    own = [path for path in sorted(folders[-1].glob("*.ttl")) if path.name not in _SHIPPED]
    try:
        return prefixes_of(base, TurtleGraph([read_turtle(path) for path in own]).own_prefixes)
    except OntologyError:
        return prefixes_of(base)


def ontology_of_build(project: Project, *, internal: bool = False) -> Ontology:
    """The ontology that the last build was made with, whatever has become of the case's own since.

    Raises:
        StoreError: nothing has been built yet.
    """
    try:
        folder, lease = generations(project, internal=internal).lease()
    except StoreError:
        if not project.store:
            raise
        return ontology_of_case(project)  # the graph was built elsewhere
    with lease:
        return ontology_of_generation(project, folder)


def ontology_of_generation(project: Project, generation: Path) -> Ontology:
    """The ontology that a build was made with.

    Args:
        generation: its folder, whose lease the caller holds.
    """
    return load_ontology(kept_folders(generation) or folders_of(project.ontology_dir))


def ontology_of_case(project: Project) -> Ontology:
    """The shipped ontology with what the case adds to it now.

    Raises:
        OntologyError: it cannot be read or breaks one of its own rules.
    """
    return load_ontology(folders_of(project.ontology_dir))
