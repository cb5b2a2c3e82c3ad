"""A small built case, and the command run on it inside the test's own process."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli.main import main

ROOT = Path(__file__).parents[2]
SETTINGS = 'base = "https://e.example/"\ntitle = "Small"\nexports = ["graph.nq"]\n'
FILES = {
    "kg.toml": SETTINGS,
    "facts/entities.yaml": """\
kg: 1
entities:
  daily-paper: {is: NewsOrganization, name: Daily Paper}
  evening-post: {is: NewsOrganization, name: Evening Post}
  ana-vega: {is: Person, name: Ana Vega}
  port-union: {is: Organization, name: Port Union}
  san-pedro: {is: Settlement, name: San Pedro}
  cargo: {is: Indicator, name: cargo, unit: tonnes}
""",
    "facts/report.yaml": """\
kg: 1
source: {id: paper-1, title: Port report, publisher: daily-paper, date: 2024-05-02, url: "https://paper.example/1"}
facts:
  - port-union operatesIn san-pedro
  - {fact: ana-vega leads port-union, date: 2021/.., quote: runs the union, at: page 2}
  - {Observation: cargo, of: san-pedro, date: 2023, value: 10}
""",
    "facts/second.yaml": """\
kg: 1
source: {id: post-1, title: Another view, publisher: evening-post, date: 2024-06-01}
facts:
  - {Observation: cargo, of: san-pedro, date: 2023, value: 12}
""",
    "queries/where.rq": """\
# Who operates in a place?
# param: place slug = san-pedro
SELECT ?who ?place WHERE { ?who kga:operatesIn ?place }
""",
}


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write a case's files; returns the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs ``kg`` with arguments; gives exit code, stdout and stderr."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small case, built once; tests only read it."""
    folder = write(tmp_path_factory.mktemp("built"))
    assert main(["build", "--case", str(folder)]) == 0
    return folder


@pytest.fixture
def case(tmp_path: Path, built: Path) -> Path:
    """A copy of the built case that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "case"))


def on_terminal(*arguments: str, env: dict[str, str] | None = None) -> str:
    """What ``kg`` prints to stdout when that is a terminal of 100 columns."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm", **(env or {})},
    )
    os.close(terminal)
    parts = []
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError:  # Linux says so at the end
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(controller)
    return b"".join(parts).decode().replace("\r\n", "\n")
