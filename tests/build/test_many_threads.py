"""A case so large that several threads share its tables: the graph is written in order, and as one thread writes it."""

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.tables import write_case
from kg.build.check import prepare
from kg.build.database import Database
from kg.build.engine import Size, size_of
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.ontology.loader import load_ontology
from kg.project import load_project

ROW_GROUP = 122_880
"""Rows that one thread of DuckDB takes at a time."""


def written(case: Path, threads: int) -> Path:
    settings = case / "kg.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("threads")]
    settings.write_text("\n".join([*lines, f"threads = {threads}", ""]), encoding="utf-8")
    project = load_project(case)
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        stages = Stages(database, Steps())
        prepare(stages, ontology)
        graph = project.state_dir / f"threads-{threads}.nq"
        project.state_dir.mkdir(exist_ok=True)
        stages.write(graph)
        return graph
    finally:
        database.close()


@pytest.mark.long
def test_several_threads_write_the_lines_in_the_order_of_one(tmp_path: Path) -> None:
    write_case(tmp_path, facts=ROW_GROUP * 5 // 4)
    assert size_of(tmp_path / "facts") is not Size.SMALL

    one, several = written(tmp_path, 1), written(tmp_path, 4)

    with one.open("rb") as first, several.open("rb") as second:
        assert all(mine == other for mine, other in zip(first, second, strict=True))
    with several.open("rb") as lines:
        assert all(before < after for before, after in pairwise(lines))
    assert several.stat().st_size > 100_000_000
