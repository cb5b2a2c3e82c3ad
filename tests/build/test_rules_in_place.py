"""Rules judge the finished graph, and their findings stand where the fact was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, found, places, source, unmarked

MARKED = {
    "facts": (
        source(
            "facts",
            """\
  - ana §linkedTo union
  - ana alliedWith §ana
  - §town operatesIn §union
  - town hasOperator §mayor
  - {Meeting: talks, hasSubEvent: §ana, party: §mayor, date: 2024}
  - {fact: ana memberOf union, credibility: §9, confidence: §1.5}
""",
        ),
        "link-unexplained self-relation subject-domain object-range subject-domain subject-domain object-range"
        " claim-credibility claim-confidence",
    ),
    "grave": (
        source("grave", "  - crew operatesIn town\n").replace("facts:", "entities:\n  §crew: {is: Gang, name: Crew}\nfacts:"),
        "needs-quote",
    ),
    "graver": ("kg: 1\nentities:\n  §ring: {is: Cartel, name: Ring}\n", "needs-source"),
    "nameless": (
        source("nameless", "  - who operatesIn town\n").replace("facts:", "entities:\n  §who: {is: Person}\nfacts:"),
        "entity-name",
    ),
    "origin": ("kg: 1\nsource: §{id: origin, title: T, date: 2024, reliability: §Z}\n", "source-publisher source-reliability"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    files = {f"{name}.yaml": unmarked(text)[0] for name, (text, _) in MARKED.items()}
    findings = found(tmp_path_factory.mktemp("rules"), {"people.yaml": PEOPLE, **files})
    return places(finding for finding in findings if finding.code != "unused-entity")


@pytest.mark.parametrize("name", MARKED)
def test_a_rule_points_at_the_word_that_breaks_it(told: list[str], name: str) -> None:
    text, codes = MARKED[name]
    expected = [f"facts/{name}.yaml:{spot} {code}" for spot, code in zip(unmarked(text)[1], codes.split(), strict=True)]
    assert [item for item in told if item.startswith(f"facts/{name}.yaml")] == expected


def test_a_word_that_cannot_be_read_is_told_once_and_not_by_the_rules_again(tmp_path: Path) -> None:
    facts = """\
  - {Observation: turnout, of: town, date: 2023, value: much}
  - anna memberOf party
  - {fact: ana leads party, source: none}
"""
    findings = found(tmp_path, {"people.yaml": PEOPLE, "a.yaml": source("a", facts)})
    assert [finding.code for finding in findings if finding.location.file == "facts/a.yaml"] == [
        "quantity",
        "unknown-slug",
        "unknown-source",
    ]


def test_a_node_that_is_negated_or_taken_back_is_still_of_its_class(tmp_path: Path) -> None:
    facts = """\
  - {Meeting: off, party: ana, date: 2024, not: true}
  - {Order: back, agent: ana, topic: off, date: 2024, retracted: a mix-up}
  - {Meeting: on, party: ana, date: 2024, subEventOf: off}
  - {fact: on follows back, quote: then}
"""
    findings = found(tmp_path, {"people.yaml": PEOPLE, "a.yaml": source("a", facts)})
    assert [str(finding) for finding in findings if finding.code != "unused-entity"] == []


def test_rivals_for_one_tenure_are_contradictions_and_no_two_holders(tmp_path: Path) -> None:
    one = source("one", "  - {Tenure: t-1, holder: luis, post: mayor, date: 2019/2023}\n")
    two = source("two", "  - {Tenure: t-1, holder: ana, post: mayor}\n", publisher="evening-wire")
    other = source("three", "  - {Tenure: t-2, holder: rosa, post: mayor, date: 2020/2022}\n", publisher="radio-one")
    files = {"people.yaml": PEOPLE, "one.yaml": one, "two.yaml": two}
    codes = {finding.code for finding in found(tmp_path / "a", files)} - {"unused-entity"}
    assert codes == {"contradiction"}
    assert "two-holders" in {finding.code for finding in found(tmp_path / "b", {**files, "three.yaml": other})}
