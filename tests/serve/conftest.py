"""Servers that tests share: the sample case as it is committed, and a small one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.main import main
from tests.robustness.small_case import write_case
from tests.serve.server import Server, served

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built in a folder of its own."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("facts", "ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "kg.toml", folder)
    assert main(["build", "--case", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def sample(sample_case: Path) -> Iterator[Server]:
    """The sample, served; tests only read it."""
    with served(sample_case) as server:
        yield server


@pytest.fixture(scope="session")
def small_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of a few facts, built."""
    folder = write_case(tmp_path_factory.mktemp("small"))
    assert main(["build", "--case", str(folder)]) == 0
    return folder
