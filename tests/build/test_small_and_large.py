"""A small case is asked without an optimizer, a large one with it: the same findings and the same graph."""

import shutil
from pathlib import Path

import pytest

from kg.build.check import found, prepare
from kg.build.database import Database
from kg.build.engine import Size, size_of
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.model.findings import Finding
from kg.ontology.loader import load_ontology
from kg.project import Project, load_project

ROOT = Path(__file__).parents[2]
SLIPS = """\
kg: 1
source: {id: slips, title: T, publisher: nobody, date: 2025}
facts:
  - {fact: mexican-cartels operatesIn ecuadr, where: [manta, nowhere], deniedBy: [x-y], id: twice}
  - {fact: colombia basedIn manta, date: 2024-13, id: twice, rank: preferred, likelihood: perhaps}
  - {Observation: homicide-rate, of: ecuador, date: 2023, value: many}
"""


def judged(project: Project, *, small: bool) -> tuple[list[Finding], list[tuple[str, ...]]]:
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None, small=small)
    try:
        read_inputs(database, project, ontology)
        stages = Stages(database, Steps())
        prepare(stages, ontology)
        return found(project, stages, ontology, today="2026-01-01"), sorted(database.rows("select s, p, o from term"))
    finally:
        database.close()


@pytest.mark.parametrize("more", ["", SLIPS], ids=["sample", "slips"])
def test_both_ways_of_asking_find_the_same(more: str, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "kg.toml", tmp_path / "kg.toml")
    shutil.copytree(ROOT / "facts", tmp_path / "facts")
    if more:
        (tmp_path / "facts" / "slips.yaml").write_text(more, encoding="utf-8")
    project = load_project(tmp_path)

    findings, graph = judged(project, small=True)

    assert (findings, graph) == judged(project, small=False)
    assert len(graph) > 1000
    assert bool(more) == ("unknown-slug" in {finding.code for finding in findings})


def test_a_case_is_small_by_what_its_facts_weigh(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kg: 1\n")
    assert size_of(tmp_path) is Size.SMALL
    (tmp_path / "b.csv").write_bytes(b"x" * 200_000)
    assert size_of(tmp_path) is Size.MEDIUM
    with (tmp_path / "c.csv").open("wb") as file:
        file.truncate(30_000_000)
    assert size_of(tmp_path) is Size.LARGE
    assert size_of(tmp_path / "missing") is Size.SMALL
