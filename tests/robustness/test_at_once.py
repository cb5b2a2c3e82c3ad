"""Several commands on one case at the same time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.robustness.small_case import KG, add_fact, built, kg, members, write_case, write_generated

WAITING = ("wait", "another build", "running")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose build takes long enough to be met under way; one small edit is not built yet."""
    folder = tmp_path_factory.mktemp("large")
    write_generated(folder, facts=3000, files=4)
    built(folder)
    add_fact(folder, "person-0 operatesIn place-1", "report-000.yaml")
    return folder


@pytest.fixture
def running(large: Path) -> Iterator[subprocess.Popen[str]]:
    """A full build that has begun its work."""
    process = subprocess.Popen(
        [KG, "build", "--full", "--case", str(large)],
        env={**os.environ, "KG_TRACE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("stage "):
            break
    yield process
    _, talk = process.communicate(timeout=120)
    assert process.returncode == 0, talk


def test_a_question_is_answered_while_a_build_runs(large: Path, running: subprocess.Popen[str]) -> None:
    done = kg(large, "query", "ASK { ?person kga:operatesIn ?place }")
    assert running.poll() is None, "the build was over too early for this test"
    assert (done.returncode, done.stdout.strip().lower()) == (0, "true"), done.stderr


@pytest.mark.long
def test_facts_are_checked_while_a_build_runs(large: Path, running: subprocess.Popen[str]) -> None:
    done = kg(large, "check")
    assert done.returncode == 0, done.stderr


def test_a_second_build_waits_for_the_first_or_says_that_it_cannot(large: Path, running: subprocess.Popen[str]) -> None:
    second = kg(large, "build")
    if second.returncode == 0:
        assert running.wait(timeout=60) == 0
        assert "place-1" in kg(large, "query", "SELECT ?where { :person-0 kga:operatesIn ?where }").stdout
    else:
        assert any(word in second.stderr.lower() for word in WAITING), second.stderr


def test_two_builds_started_together_both_end_and_leave_the_newest_facts(tmp_path: Path) -> None:
    case = built(write_case(tmp_path))
    add_fact(case, "luis-mora memberOf port-union")
    both = [
        subprocess.Popen([KG, "build", "--case", str(case)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    talks = [process.communicate(timeout=120)[1] for process in both]
    assert 0 in [process.returncode for process in both], talks
    for process, talk in zip(both, talks, strict=True):
        assert process.returncode == 0 or any(word in talk.lower() for word in WAITING), talk
    assert members(case) == {"ana-vega", "luis-mora"}
