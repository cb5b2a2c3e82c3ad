"""The shipped ontology, read once; and a case's own beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ontology import Ontology, load_ontology, shipped_folder

PREFIXES = """\
@prefix own: <https://e.org/terms#> .
@prefix kga: <https://w3id.org/kga#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


@pytest.fixture(scope="session")
def shipped() -> Ontology:
    return load_ontology([shipped_folder()])


@pytest.fixture
def with_own(tmp_path: Path) -> Callable[..., Ontology]:
    """Writes own.ttl (its first line is line 7, after the prefixes) into a case's ontology folder and loads it with the shipped one."""

    def load(turtle: str, name: str = "own.ttl") -> Ontology:
        folder = tmp_path / "ontology"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(PREFIXES + turtle, encoding="utf-8")
        return load_ontology([shipped_folder(), folder])

    return load
