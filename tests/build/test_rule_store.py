"""Rules in SPARQL find the same in a store on disk, which takes the place of one in memory where a graph is large."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import rule_store
from kg.build.check import check
from kg.build.database import Database
from kg.build.engine import Size
from kg.build.pipeline import build
from kg.project import load_project
from tests.build.small_case import FAST, PEOPLE, source
from tests.robustness.small_case import write_case

FACTS = "".join(
    f"  - {{Tenure: tenure-{number}, holder: {who}, post: mayor, date: 2010/2014}}\n" for number, who in enumerate(("ana", "luis", "rosa"))
)


@pytest.mark.parametrize("builds", [True, False], ids=["in the draft of a build", "among temporary files by a check"])
def test_a_large_graph_is_asked_on_disk_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: bool) -> None:
    files = {"people.yaml": PEOPLE, "first.yaml": source("first", FACTS)}
    project = load_project(write_case(tmp_path / "case", files, settings=FAST))
    in_memory = check(project)
    opened: list[Path] = []
    monkeypatch.setattr(Database, "memory_beside", lambda database: 0)
    monkeypatch.setattr("kg.build.database.size_of", lambda folder: Size.MEDIUM)
    load = rule_store._loaded
    monkeypatch.setattr(rule_store, "_loaded", lambda *store_and_lines: opened.extend(_folders(tmp_path)) or load(*store_and_lines))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    on_disk = build(project).findings if builds else check(project)

    assert on_disk == in_memory
    assert "two-holders" in {finding.code for finding in on_disk}
    assert [folder.parent == project.state_dir / "draft" for folder in opened] == [builds]
    assert _folders(tmp_path) == []


def _folders(root: Path) -> list[Path]:
    return [path for path in root.rglob("rules-*") if path.is_dir()]
