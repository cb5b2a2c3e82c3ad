"""A build that is killed while it reads a table leaves nothing behind that the next one would count twice."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.build import inputs
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.facts.tables import units
from kg.ontology.loader import load_ontology
from tests.facts.tables.table_case import table_case

MAPPING = """\
kg: 1
table: {file: t.csv}
source: {id: t, title: T, publisher: daily-paper, date: 2024}
entities: {"{Name}": {is: Person}}
facts: ["{Name} memberOf party"]
"""
COUNTED = ("claim_row", "entity_row", "descriptor_row", "source_row", "read_unit", "read_file", "read_note")


def test_a_table_that_was_half_read_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = table_case(tmp_path, {"t.csv": "Name\nEva\nLuz\n", "t.map.yaml": MAPPING})
    ontology = load_ontology(ontology_folders(project))
    project.state_dir.mkdir()

    def counts(path: Path) -> list[int]:
        database = Database(project, path)
        try:
            inputs.read_inputs(database, project, ontology)
            return [database.rows(f"select count(*) from {table}")[0][0] for table in COUNTED]
        finally:
            database.close()

    wanted = counts(project.state_dir / "whole.duckdb")
    read_unit = units.read_unit

    def killed(*arguments: Any, **options: Any) -> None:
        read_unit(*arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(units, "read_unit", killed)
    with pytest.raises(KeyboardInterrupt):
        counts(project.state_dir / "killed.duckdb")
    monkeypatch.undo()
    assert counts(project.state_dir / "killed.duckdb") == wanted
    assert counts(project.state_dir / "killed.duckdb") == wanted


def test_a_build_that_is_stopped_in_one_table_of_many_begins_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"t{number:02}.csv": "Name\nEva\n" for number in range(20)}
    files |= {
        f"t{number:02}.map.yaml": MAPPING.replace("t.csv", f"t{number:02}.csv").replace("id: t", f"id: t{number}") for number in range(20)
    }
    project = replace(table_case(tmp_path, files), threads=2)
    begun = []

    def stopped(database: Database, root: Path, unit: units.Unit, *arguments: Any, **options: Any) -> None:
        begun.append(unit.name)
        if len(begun) == 1:
            raise KeyboardInterrupt
        time.sleep(0.05)

    monkeypatch.setattr(units, "read_unit", stopped)
    monkeypatch.setattr(inputs, "_add", lambda database, outcome: None)
    database = Database(project, None)
    try:
        with pytest.raises(KeyboardInterrupt):
            inputs.read_inputs(database, project, load_ontology(ontology_folders(project)))
    finally:
        database.close()
    assert 0 < len(begun) < 10
