"""Fingerprints: what a build depended on, so that the next one knows whether anything changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.facts.read import FactFiles, fact_files
from kg.ontology.loader import folders_of
from kg.project import Project


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content, hexadecimal; empty when there is no such file."""
    try:
        with path.open("rb") as file:
            digest = sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return digest.hexdigest()
    except OSError:
        return ""


def ontology_folders(project: Project) -> list[Path]:
    """The shipped ontology's folder, then the case's own if it is another one."""
    return folders_of(project.ontology_dir)


def reading_fingerprint(project: Project) -> str:
    """What the rows of an unchanged file depend on: kg itself and the ontology."""
    return _digest([_code(), ontology_fingerprint(project)])


def ontology_fingerprint(project: Project) -> str:
    """What the vocabulary depends on: its files, by folder and name."""
    return _digest(file_hash(path) for folder in ontology_folders(project) for path in sorted(folder.glob("*.ttl")))


def files_of(project: Project) -> FactFiles:
    """The files of the case that hold facts."""
    return fact_files(project.root, project.facts_dir)


def build_fingerprint(project: Project, files: FactFiles, *, internal: bool, hash_of: Callable[[Path], str] = file_hash) -> str:
    """What the outcome of a build depends on: the above, the settings and every fact file.

    Args:
        files: those of the case that hold facts.
        hash_of: content of a fact file as a short text.
    """
    root = f"{project.root}{os.sep}"
    facts = [f"{str(path).removeprefix(root)}={hash_of(path)}" for path in (*files.facts, *files.tables)]
    return _digest([reading_fingerprint(project), file_hash(project.settings_file), str(internal), *facts, *map(str, files.refused)])


def generation_name(project: Project, graph: Path) -> str:
    """What a graph's generation is called: another name for other triples, another base or another vocabulary beside them."""
    return _digest([file_hash(graph), project.base, ontology_fingerprint(project)])[:16]


@cache
def _code() -> str:
    """Of the code that runs: what changes on the disk later on is not it."""
    package = str(Path(__file__).parents[1])
    parts = []
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith((".py", ".sql", ".js", ".css", ".html")):
                path = os.path.join(folder, name)  # a Path each would take most of the time
                status = os.stat(path)
                parts.append(f"{path.removeprefix(package)} {status.st_size} {status.st_mtime_ns}")
    return _digest(sorted(parts))


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()
