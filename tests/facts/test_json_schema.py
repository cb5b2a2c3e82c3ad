"""The schema for editors and the reader hold to the same structure."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kg.build.pipeline import build
from kg.build.schema import case_schema, write_schema
from kg.facts.fact_file import read_fact_file
from kg.facts.vocabulary import vocabulary_of
from kg.model.findings import Severity
from kg.ontology.loader import load_ontology, shipped_folder
from kg.project import load_project

ROOT = Path(__file__).parents[2]
ONTOLOGY = load_ontology([shipped_folder()])
VOCABULARY = vocabulary_of(ONTOLOGY)
SCHEMA = case_schema(load_project(ROOT))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
GOOD = [*sorted((ROOT / "facts").rglob("*.yaml")), *sorted((ROOT / "kg/cli/template/facts").glob("*.yaml"))]
MAPPINGS = sorted((ROOT / "examples").rglob("*.map.yaml"))
# No schema can say that a row has as many cells as its table has columns.
COUNT = "cells for"
STRUCTURAL = {
    "date",
    "wrong-shape",
    "unknown-key",
    "unknown-class",
    "no-value",
    "no-class",
    "no-name",
    "fact-line",
    "unknown-property",
    "format-version",
    "internal-mark",
}


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)

SAMPLE = """\
kg: 1
source: {id: s, title: T, publisher: globalpost, date: 2025, attribution: [associated-press, globalpost]}
entities:
  x-1: {is: Person, name: {en: X, es: Y}, aka: [Z, {name: W, lang: es}], was: [x-0], quote: q, specificity: named}
  x-2: {is: [Country], name: Two, iso: XX, ids: {lei: a1}, coordinates: [1.5, -2]}
facts:
  - x-1, x-3 operatesIn x-2
  - {fact: x-1 leads x-4, date: {after: order-1}, where: [x-2], not: true, modality: denied, internal: [quote], credibility: 2}
  - Order: order-1
    agent: x-1
    to: [x-3, x-4]
    status: completed
    date: 2025-02
    name: an order
  - {Observation: homicide-rate, of: x-2, date: 2023, value: 46.18 per 100000 people}
  - ElectionResult: e-1
    columns: [candidate, seats]
    rows: [[x-3, 12], [x-4, 13]]
"""


def errors(document: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(document)]


def complaints(text: str) -> list[str]:
    """What the reader says of a file's structure."""
    rows = read_fact_file("facts/x.yaml", text.encode(), VOCABULARY)
    return [str(finding) for finding in rows.findings if finding.code in STRUCTURAL and finding.severity is Severity.VIOLATION]


@pytest.mark.parametrize("file", [*GOOD, *MAPPINGS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_good_file_is_accepted(file: Path) -> None:
    assert errors(yaml.load(file.read_text(encoding="utf-8"), Core)) == []  # noqa: S506 - a safe loader, without dates


def test_the_sample_of_all_constructs_is_accepted_by_both() -> None:
    assert (errors(yaml.load(SAMPLE, Core)), complaints(SAMPLE)) == ([], [])  # noqa: S506


def paths(node: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if here:
        yield here
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from paths(value, (*here, key))


def changed(path: tuple[Any, ...], how: str) -> Any:
    """The sample with one thing changed."""
    whole = yaml.load(SAMPLE, Core)  # noqa: S506
    parent = whole
    for key in path[:-1]:
        parent = parent[key]
    old, last = parent[path[-1]], path[-1]
    if how == "list in list":
        parent[last] = [[old]]
    elif how == "mapping":
        parent[last] = {"odd": copy.deepcopy(old)}
    elif how == "nothing":
        parent[last] = None
    elif how == "blank":
        parent[last] = " "
    elif isinstance(parent, dict):
        parent[f"{last}x"] = parent.pop(last)
    return whole


def _counts(said: list[str]) -> bool:
    return bool(said) and all(COUNT in text for text in said)


CHANGES = ("list in list", "mapping", "nothing", "blank", "misspelt key")


@pytest.mark.parametrize("how", CHANGES)
def test_reader_and_schema_agree_on_each_change_of_structure(how: str) -> None:
    told = {}
    for path in paths(yaml.load(SAMPLE, Core)):  # noqa: S506
        document = changed(path, how)
        told[path] = (errors(document), complaints(yaml.safe_dump(document, allow_unicode=True)))

    apart = {path: pair for path, pair in told.items() if bool(pair[0]) != bool(pair[1]) and not _counts(pair[1])}

    assert len([path for path, pair in told.items() if pair[1]]) > 20
    assert apart == {}


def test_slugs_of_the_case_are_offered_by_class_and_others_let_stand() -> None:
    places = SCHEMA["definitions"]["slug-Place"]["anyOf"][0]["enum"]

    assert "ecuador" in places and "daniel-noboa" not in places
    assert errors({"kg": 1, "facts": [{"fact": "a operatesIn b", "where": "not-yet-declared"}]}) == []


def test_a_role_of_another_class_is_refused() -> None:
    assert errors({"kg": 1, "facts": [{"Order": "o-1", "agent": "x"}]}) == []
    assert errors({"kg": 1, "facts": [{"Order": "o-1", "holder": "x"}]}) != []


def test_what_is_internal_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "kg.toml").write_text('base = "https://e.example/"\n')
    (tmp_path / "facts" / "a.yaml").write_text(
        "kg: 1\nsource: {id: s-open, title: T, publisher: p}\nentities:\n  p: {is: Group, name: P}\n"
        "  informant: {is: Person, name: I, internal: true}\n"
    )
    (tmp_path / "facts" / "b.yaml").write_text(
        "kg: 1\nsource: {id: s-secret, title: T, publisher: p, internal: true}\nentities:\n  mole: {is: Person, name: M}\n"
        "facts:\n  - {Meeting: rendezvous, party: mole}\n"
    )

    text = write_schema(load_project(tmp_path)).read_text(encoding="utf-8")

    assert '"p"' in text and "s-open" in text
    assert not [word for word in ("informant", "mole", "s-secret", "rendezvous") if word in text]
    assert json.loads(text)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_build_keeps_the_schema_up_to_date_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "kg.toml").write_text('base = "https://e.example/"\nexports = ["graph.nq"]\n')
    entities = tmp_path / "facts" / "a.yaml"
    entities.write_text("kg: 1\nentities:\n  first-one: {is: Person, name: P}\n")
    build(load_project(tmp_path))
    assert not (tmp_path / ".kg" / "schema.json").exists()

    file = write_schema(load_project(tmp_path))
    entities.write_text("kg: 1\nentities:\n  second-one: {is: Person, name: P}\n")
    build(load_project(tmp_path))

    assert "second-one" in file.read_text(encoding="utf-8")
