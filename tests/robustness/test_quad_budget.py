"""How many quads a fact may cost: loading them is the slow part of a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.robustness.small_case import FILES, built, write_case

PLAIN, RICH, ROLE = 8, 14, 8


def _quads(folder: Path, facts: str) -> int:
    case = built(write_case(folder, {**FILES, "report.yaml": FILES["report.yaml"] + facts}, settings='exports = ["graph.nq"]\n'))
    return len((case / "exports" / "graph.nq").read_text().splitlines())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> int:
    return _quads(tmp_path_factory.mktemp("empty"), "")


def test_a_plain_sourced_fact_costs_at_most_eight_quads(empty: int, tmp_path: Path) -> None:
    cost = _quads(tmp_path, "  - luis-mora operatesIn san-pedro\n") - empty
    assert 0 < cost <= PLAIN


def test_a_dated_and_quoted_fact_of_a_symmetric_property_costs_at_most_fourteen(empty: int, tmp_path: Path) -> None:
    cost = _quads(tmp_path, "  - {fact: port-union alliedWith harbour-party, date: 2019/2023, quote: stood together}\n") - empty
    assert PLAIN < cost <= RICH


def test_a_role_of_an_event_costs_at_most_eight(tmp_path: Path) -> None:
    event = "  - Meeting: harbour-talks\n    date: 2024-03\n    quote: they met\n    party: [ana-vega"
    one = _quads(tmp_path / "one", f"{event}]\n")
    two = _quads(tmp_path / "two", f"{event}, luis-mora]\n")
    assert 0 < two - one <= ROLE
