"""Contradictions as they are told: one finding for each value that others oppose, with the places of all sides."""

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, found, source


def told(folder: Path, values: dict[str, str]) -> list[str]:
    files = {f"{name}.yaml": source(name, f"  - {fact}\n") for name, fact in values.items()}
    return [str(finding) for finding in found(folder, {"people.yaml": PEOPLE, **files}) if finding.code == "contradiction"]


BOTH = "Both stand; prefer one with 'rank: preferred' if you can tell."


@pytest.mark.parametrize("odd", ["a", "b", "d"])
def test_one_odd_value_is_one_finding_at_its_place_wherever_it_stands(odd: str, tmp_path: Path) -> None:
    values = {name: f"party founded {1964 if name == odd else 1963}" for name in "abcd"}
    others = [name for name in "abcd" if name != odd]

    places = ", ".join(f"facts/{name}.yaml:4:5" for name in others)
    assert told(tmp_path, values) == [
        f"facts/{odd}.yaml:4:5: contradiction sources differ on 'party', founded: {', '.join(others)} say 1963 ({places}), "
        f"{odd} says 1964. {BOTH}"
    ]


def test_of_two_values_with_as_many_sources_the_later_one_is_told_with_all_its_places(tmp_path: Path) -> None:
    values = {"a": "party founded 1963", "b": "party founded 1964", "c": "party founded 1964", "d": "party founded 1963"}

    assert told(tmp_path, values) == [
        "facts/b.yaml:4:5: contradiction sources differ on 'party', founded: a and d say 1963 (facts/a.yaml:4:5, facts/d.yaml:4:5), "
        f"b and c say 1964 (facts/c.yaml:4:5). {BOTH}"
    ]


def test_three_values_are_two_findings_each_against_what_stands_better(tmp_path: Path) -> None:
    values = {"a": "party founded 1963", "b": "party founded 1964", "c": "party founded 1965"}

    assert [line.partition(" contradiction ")[2] for line in told(tmp_path, values)] == [
        f"sources differ on 'party', founded: a says 1963 (facts/a.yaml:4:5), b says 1964. {BOTH}",
        f"sources differ on 'party', founded: a says 1963 (facts/a.yaml:4:5), b says 1964 (facts/b.yaml:4:5), c says 1965. {BOTH}",
    ]


def test_a_denial_by_one_of_many_is_one_finding(tmp_path: Path) -> None:
    values = {"a": "ana leads party", "b": "{fact: ana leads party, not: true}", "c": "ana leads party"}

    assert told(tmp_path, values) == [
        "facts/b.yaml:4:12: contradiction sources differ on 'ana leads party': a and c say so (facts/a.yaml:4:5, facts/c.yaml:4:5), "
        "b says it is not so. Neither stands; prefer one with 'rank: preferred' if you can tell."
    ]
