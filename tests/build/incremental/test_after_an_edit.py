"""What reads the graph of an edit reads its difference too: views, Turtle, the exports."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build.incremental import edit as edit_module
from kg.build.pipeline import build
from kg.project import Project, load_project
from kg.query.view import View
from kg.query.views import open_view
from kg.serve.reading_jobs import turtle
from kg.store.difference import graph_lines, write_graph
from kg.store.generations import DIFFERENCE
from kg.store.open import current_folder
from tests.robustness.small_case import add_fact, write_generated


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A case that was built, and built again after a fact was added: the second build tells the edit from the first."""
    monkeypatch.setattr(edit_module, "SMALLEST", 0)
    case = write_generated(tmp_path / "case", facts=300, files=10)
    (case / "facts" / "more.yaml").write_text(
        "kg: 1\nentities:\n  ana-vega: {is: Person, name: Ana Vega}\n  union: {is: Organization, name: Union}\n"
        "  gazette: {is: NewsOrganization, name: Gazette}\nsource: {id: more, title: More, publisher: gazette, date: 2024-05-02}\n"
        "facts:\n  - {fact: ana-vega memberOf union, date: 2001}\n",
        encoding="utf-8",
    )
    project = load_project(case)
    build(project)
    add_fact(case, "{fact: ana-vega supports union, date: 2002}", "more.yaml")
    build(project)
    assert (current_folder(project) / DIFFERENCE).exists()
    return project


def test_a_view_shows_what_an_edit_added(edited: Project) -> None:
    store = open_view(edited, View(as_of="2002"))

    assert list(store.query(f"SELECT ?o {{ <{edited.base}ana-vega> kga:supports ?o }}", prefixes={"kga": "https://w3id.org/kga#"}))


def test_turtle_has_what_an_edit_added(edited: Project) -> None:
    job = {"graph": str(current_folder(edited)), "prefixes": {}, "base": edited.base}

    said = ox.parse(input=b"".join(turtle(job)[1]), format=ox.RdfFormat.TURTLE)
    lines = {f"{triple} ." for triple in said}
    assert lines == {line[:-1] for line in graph_lines(current_folder(edited)) if "#derived>" not in line}


def test_lines_are_those_of_the_file_written(edited: Project, tmp_path: Path) -> None:
    write_graph(current_folder(edited), tmp_path / "whole.nq")

    assert "".join(graph_lines(current_folder(edited))) == (tmp_path / "whole.nq").read_text(encoding="utf-8")
