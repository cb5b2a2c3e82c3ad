"""The sample case built twice: the seed article alone, and everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.case import Case
from kg.case import open as open_case
from tests.sample.coverage import FACTS, ROOT, SEED


def _built(folder: Path, files: list[Path]) -> Case:
    (folder / "facts" / "ecuador").mkdir(parents=True)
    settings = (ROOT / "kg.toml").read_text(encoding="utf-8")
    (folder / "kg.toml").write_text(settings + '\nexports = ["graph.nq"]\n', encoding="utf-8")
    shutil.copytree(ROOT / "queries", folder / "queries")
    for file in files:
        shutil.copy(file, folder / "facts" / "ecuador")
    case = open_case(folder)
    case.build()
    return case


@pytest.fixture(scope="session")
def seed_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """entities.yaml and the seed article, built in a folder of its own."""
    return _built(tmp_path_factory.mktemp("seed"), [FACTS / "entities.yaml", FACTS / f"{SEED}.yaml"])


@pytest.fixture(scope="session")
def whole_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Every fact file of the sample, built in a folder of its own."""
    return _built(tmp_path_factory.mktemp("whole"), sorted(FACTS.glob("*.yaml")))
