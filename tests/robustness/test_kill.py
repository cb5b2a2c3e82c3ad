"""A build that is killed at any moment leaves the last one answering and the next one able."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.model.terms import prefixes_of
from kg.project import load_project
from kg.store.open import open_store
from tests.robustness.small_case import DATA_EXPORTS, KG, kg, write_generated

EVEN, IN_LOAD_AND_SWAP = 40, 10
SAMPLED = 7
"""Of the fifty moments, every seventh is enough for each run of the tests; 'make long' takes them all."""
QUESTION = "SELECT (COUNT(*) AS ?n) WHERE { ?who kga:operatesIn :place-0 }"


def _count(case: Path) -> int:
    """How many are said to operate in place-0, by the last build: each edit adds one."""
    project = load_project(case)
    (row,) = open_store(project).query(QUESTION, prefixes=prefixes_of(project.base))
    return int(row["n"].value)


def _edit(case: Path, number: int) -> None:
    with (case / "facts" / "report-000.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - newcomer-{number} operatesIn place-0\n")


def _build(case: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [KG, "build", "--case", str(case)], env={**os.environ, "KG_TRACE": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def _stages(case: Path) -> list[tuple[str, float]]:
    """The stages of one whole build with the second at which each began; the last entry is the end."""
    started, stages = time.perf_counter(), []
    process = _build(case)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"stage "):
            stages.append((line.split()[1].decode(), time.perf_counter() - started))
    assert process.wait() == 0
    return [*stages, ("end", time.perf_counter() - started)]


def _kill_after(case: Path, seconds: float, stage: str = "") -> bool:
    """Start a build and kill it ``seconds`` after its start or after ``stage`` began; True when the kill came in time."""
    process = _build(case)
    assert process.stderr is not None
    if stage:
        for line in process.stderr:
            if line.split()[:2] == [b"stage", stage.encode()]:
                break
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two built cases, so that two cores have something to do."""
    return [_case(tmp_path_factory.mktemp("killed")) for _ in range(2)]


def _case(folder: Path) -> Path:
    write_generated(folder, facts=300, files=3)
    names = "".join(f"  newcomer-{number}: {{is: Company, name: Newcomer {number}}}\n" for number in range(EVEN + IN_LOAD_AND_SWAP + 5))
    with (folder / "facts" / "entities.yaml").open("a", encoding="utf-8") as entities:
        entities.write(names)
    assert kg(folder, "build").returncode == 0
    return folder


def _spans(case: Path) -> dict[str, float]:
    """Stage -> seconds that it took in one whole build, "" being the whole; empty when there was nothing left to build."""
    stages = _stages(case)
    if len(stages) == 1:
        return {}
    spans = {name: stages[place + 1][1] - begin for place, (name, begin) in enumerate(stages[:-1])}
    assert {"load", "swap"} <= set(spans), f"kg build told of these stages: {stages}"
    return {**spans, "": stages[-1][1]}


def _moments() -> list[tuple[float, str]]:
    """The fifty kills: which part of a stage's length, or of the whole build's, has passed."""
    half = IN_LOAD_AND_SWAP // 2
    even = [(number / EVEN, "") for number in range(EVEN)]
    return even + [(number / half, stage) for stage in ("load", "swap") for number in range(half)]


def _kill_at_each(case: Path, moments: list[tuple[int, tuple[float, str]]]) -> tuple[int, int]:
    """Kill builds at these moments and look at what is left; (kills, those that came before the build's end)."""
    _edit(case, EVEN + IN_LOAD_AND_SWAP)
    spans = _spans(case)
    before = _count(case)
    in_time = 0
    for number, (share, stage) in moments:
        _edit(case, number)
        in_time += _kill_after(case, share * spans[stage], stage)
        where = f"kill {number}, {share:.0%} into {stage or 'the build'}"
        assert _count(case) in (before, before + 1), where
        for name in DATA_EXPORTS:  # whole files, of the old build or of the new one
            assert (case / "exports" / name).read_bytes().endswith(b"\n"), where
        # The next build, which must succeed, also tells how long one takes; a longer one had to read again what the killed one left.
        now = _spans(case) or spans
        spans = {stage: min(now.get(stage, seconds), seconds) for stage, seconds in spans.items()}
        before += 1
        assert _count(case) == before, where
    return len(moments), in_time


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.long), SAMPLED])
def test_a_build_killed_at_any_of_fifty_moments_leaves_the_last_one_answering_and_the_next_succeeding(cases: list[Path], step: int) -> None:
    moments = list(enumerate(_moments()))[::step]
    parts = [moments[part :: len(cases)] for part in range(len(cases))]
    with ThreadPoolExecutor(len(cases)) as pool:
        outcomes = list(pool.map(_kill_at_each, cases, parts))
    kills, in_time = (sum(numbers) for numbers in zip(*outcomes, strict=True))
    assert kills == len(moments)
    assert in_time >= kills * 0.8, f"only {in_time} builds were still running when the signal came"


def test_what_killed_builds_left_is_cleared_away(cases: list[Path]) -> None:
    for case in cases:
        _edit(case, EVEN + IN_LOAD_AND_SWAP + 1)
        assert kg(case, "build").returncode == 0
        generations = [path for path in (case / ".kg" / "stores").iterdir() if path.is_dir()]
        assert len(generations) <= 2
        assert {path.name for path in (case / "exports").iterdir()} == {*DATA_EXPORTS, "manifest.json"}
