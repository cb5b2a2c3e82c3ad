"""An opened case: its ontology and the database of its stages, each of which takes as long as the other, opened at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.ontology.loader import load_ontology
from kg.ontology.ontology import Ontology
from kg.project import Project


def opened(project: Project, path: Path | None) -> tuple[Ontology, Database]:
    """The ontology, and the database, which the caller closes.

    Args:
        path: the database's file, or None for one in memory.

    Raises:
        KgError: the ontology cannot be read, or the database not be opened.
    """
    with ThreadPoolExecutor(max_workers=1) as other:
        opening = other.submit(Database, project, path)
        try:
            return load_ontology(ontology_folders(project)), opening.result()
        except BaseException:
            if opening.exception() is None:
                opening.result().close()
            raise
