"""A case of a few facts, written where a test wants it, and the kg command run on it as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import generate

ROOT = Path(__file__).parents[2]
KG = str(Path(sys.executable).with_name("kg"))
BASE = "https://kg.example.org/small/"
DATA_ONLY = 'exports = ["graph.nq", "graph.ttl", "network.json"]\n'
DATA_EXPORTS = ("graph.nq", "graph.ttl", "network.json")

ENTITIES = """\
kg: 1
entities:
  daily-paper: {is: NewsOrganization, name: Daily Paper}
  ana-vega: {is: Person, name: Ana Vega}
  luis-mora: {is: Person, name: Luis Mora}
  port-union: {is: Organization, name: Port Union}
  harbour-party: {is: PoliticalParty, name: Harbour Party}
  san-pedro: {is: Settlement, name: San Pedro}
  mayor: {is: Position, name: mayor of San Pedro}
"""
REPORT = """\
kg: 1
source: {id: paper-1, title: Port report, publisher: daily-paper, date: 2024-05-02}
facts:
  - port-union operatesIn san-pedro
  - fact: ana-vega memberOf port-union
    date: 2019/2023
    quote: joined the union
  - Tenure: vega-mayor
    holder: ana-vega
    post: mayor
    date: 2023/2024
"""
Done = subprocess.CompletedProcess[str]
FILES: Mapping[str, str] = {"entities.yaml": ENTITIES, "report.yaml": REPORT}


def write_case(folder: Path, files: Mapping[str, str] = FILES, *, settings: str = DATA_ONLY) -> Path:
    """Write ``kg.toml`` and the fact files (names below ``facts/``); returns the folder."""
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").write_text(f'base = "{BASE}"\ntitle = "Small"\n{settings}', encoding="utf-8")
    for name, text in files.items():
        path = folder / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_generated(folder: Path, *, facts: int, files: int, seed: int = 0) -> Path:
    """Write a made-up case of many facts that exports data and no pages; returns the folder."""
    generate.write_case(folder, facts=facts, files=files, seed=seed)
    with (folder / "kg.toml").open("a", encoding="utf-8") as settings:
        settings.write(DATA_ONLY)
    return folder


def add_fact(case: Path, line: str, file: str = "report.yaml") -> None:
    """Append one item to the facts of a file."""
    with (case / "facts" / file).open("a", encoding="utf-8") as text:
        text.write(f"  - {line}\n")


def kg(case: Path, *arguments: str, env: Mapping[str, str] | None = None, before: tuple[str, ...] = (), timeout: float = 120) -> Done:
    """Run ``kg ARGUMENTS --case CASE``; ``before`` is a command that starts it, such as setpriv."""
    return subprocess.run(
        [*before, KG, *arguments, "--case", str(case)],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def built(case: Path) -> Path:
    """The case, built; its violations fail the test."""
    done = kg(case, "build")
    assert done.returncode == 0, done.stderr
    return case


def rows(case: Path, question: str) -> list[list[str]]:
    """The rows that ``kg query`` prints for a SELECT, without the header."""
    done = kg(case, "query", question, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return [line.split(",") for line in done.stdout.splitlines()[1:]]


def members(case: Path) -> set[str]:
    """Who is a member of the union, by the last build: the question by which these tests tell two builds apart."""
    return {row[0].rpartition("/")[2] for row in rows(case, "SELECT ?who WHERE { ?who kga:memberOf :port-union }")}


def exports(case: Path) -> dict[str, bytes]:
    """The data exports, by name."""
    return {name: (case / "exports" / name).read_bytes() for name in DATA_EXPORTS}


def assert_says_plainly(done: Done) -> None:
    """A command that could not do its work says so in words, not in a traceback."""
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip()) > 10
