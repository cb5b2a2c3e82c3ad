"""Pictures last: a build draws things where the build before had them, and a full one begins anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.build.pipeline import build
from kg.export.positions import FILE, read_positions, write_positions
from kg.project import load_project

FACTS = """kg: 1
entities:
  paper: {is: NewsOrganization, name: Daily Paper}
  ana: {is: Person, name: Ana}
  union: {is: Organization, name: Union}
  town: {is: Settlement, name: Town}
  country: {is: Country, name: Country}
source: {id: one, title: Report, publisher: paper, date: 2024-05-02}
facts:
  - ana leads union
  - union operatesIn town
  - town locatedIn country
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    (tmp_path / "kg.toml").write_text('base = "https://e.example/"\nexports = ["network.html"]\n', encoding="utf-8")
    (tmp_path / "facts" / "one.yaml").write_text(FACTS, encoding="utf-8")
    return tmp_path


def test_one_new_fact_moves_nothing_that_was_drawn(case: Path) -> None:
    build(load_project(case))
    before = read_positions(case / ".kg")
    with (case / "facts" / "one.yaml").open("a", encoding="utf-8") as file:
        file.write("  - ana basedIn town\n")

    build(load_project(case))

    assert len(before) == 5
    assert read_positions(case / ".kg") == before


def test_a_full_build_lays_the_picture_out_anew(case: Path) -> None:
    build(load_project(case))
    fresh = read_positions(case / ".kg")
    write_positions(case / ".kg", {id_: (x + 500, y) for id_, (x, y) in fresh.items()})

    build(load_project(case), full=True)

    assert read_positions(case / ".kg") == fresh


@pytest.mark.parametrize("text", ["", "[]", '{"kg": 2, "positions": {}}', '{"kg": 1, "positions": {"a": [1]}}'])
def test_a_broken_file_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    assert read_positions(tmp_path) == {}


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    write_positions(tmp_path, {"añil/x": (1.5, -2.0)})

    assert read_positions(tmp_path) == {"añil/x": (1.5, -2.0)}
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["kg"] == 1
