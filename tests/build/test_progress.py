"""A build tells where it is, how fast it goes and how long it may still take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.build import steps as module
from kg.build.pipeline import build
from kg.build.progress import FILE, USUAL, Forecast, Progress, forecast
from kg.build.steps import Steps
from kg.project import load_project
from tests.build.small_case import FAST, PEOPLE, source
from tests.robustness.small_case import write_case


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "perf_counter", clock)
    return clock


def test_what_is_left_follows_from_what_is_behind_and_how_long_it_took(clock: Clock) -> None:
    told: list[Progress] = []
    steps = Steps(told.append, forecast=Forecast({"read": 1, "emit": 2, "load": 1}))
    with steps.of("read"):
        clock.now += 10
    steps.facts = 1000
    with steps.of("emit"):
        clock.now += 30
    with steps.of("load"):
        pass

    assert [(step.stage, step.left, step.rate) for step in told] == [
        ("read", None, None),
        ("emit", 30.0, 25.0),  # a quarter of the work on 1,000 facts took ten seconds
        ("load", pytest.approx(40 / 3), 750 / 40),
    ]


def test_a_stage_that_counts_tells_so_twice_a_second_at_most(clock: Clock) -> None:
    told: list[Progress] = []
    steps = Steps(told.append, forecast=Forecast({"read": 1, "load": 1}))
    with steps.of("read"):
        for number in range(100):
            steps.counted("read", number, 100, "files")
            clock.now += 0.125

    assert [progress.done for progress in told] == [0, *range(4, 100, 4)]
    assert str(told[10]) == "read: 40 of 100 files, 8 a second, about 20 s left"


def test_stages_that_nobody_expected_leave_the_end_open(clock: Clock) -> None:
    told: list[Progress] = []
    steps = Steps(told.append)
    with steps.of("read"):
        clock.now += 10
    with steps.of("reach"):
        clock.now += 1
    assert (told[1].left, told[1].rate) == (None, None)


def test_a_whole_build_remembers_what_its_stages_took_and_tells_stages_in_order(tmp_path: Path) -> None:
    files = {"people.yaml": PEOPLE, "one.yaml": source("one", "  - ana relativeOf luis\n")}
    project = load_project(write_case(tmp_path, files, settings=FAST))
    told: list[str] = []
    build(project, full=True, progress=lambda progress: told.append(progress.stage))

    kept = json.loads((project.state_dir / FILE).read_text())
    assert {"read", "resolve", "claims", "emit", "rules"} <= kept.keys()
    assert forecast(project.state_dir).expected == kept
    assert told.index("read") < told.index("resolve") < told.index("emit") < told.index("export") < told.index("swap")
    assert USUAL.keys() <= set(told), "a stage that is gone is waited for in vain"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"read": null}', "{"])
def test_a_record_that_cannot_be_read_is_done_without(content: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(content)
    assert forecast(tmp_path).expected is USUAL
