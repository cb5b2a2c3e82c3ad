from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.ontology import load_ontology, shipped_folder
from kg.query.contradictions import Contradiction, contradictions
from tests.build.small_case import PEOPLE, built, source

ONTOLOGY = load_ontology([shipped_folder()])


def found(folder: Path, files: Mapping[str, str]) -> list[Contradiction]:
    return contradictions(built(folder, {"people.yaml": PEOPLE, **files}).store, ONTOLOGY)


def two(first: str, second: str) -> dict[str, str]:
    """Two sources, the second one later and by another publisher."""
    return {"one.yaml": source("one", first), "two.yaml": source("two", second, publisher="evening-wire", date="2024-06-01")}


def says(item: Contradiction) -> list[str]:
    return [side.says for side in item.sides]


def test_rival_observations_stand_beside_each_other_with_their_evidence(tmp_path: Path) -> None:
    observed = "  - {{Observation: homicides, of: chile, date: 2023, value: {}, quote: {} in 2023, at: page 3}}\n"
    (item,) = found(tmp_path, two(observed.format("6.3", "6.3"), observed.format("7.1", "7.1")))

    assert (item.kind, item.about, item.property, item.overlap, item.settled) == (
        "rival observations",
        "Observation/homicides/chile/2023",
        "value",
        "certain",
        False,
    )
    assert says(item) == ["6.3 per 100000 people", "7.1 per 100000 people"]
    (evidence,) = item.sides[1].evidence
    assert (evidence.source, evidence.publisher, evidence.quotes, evidence.at) == ("two", "Evening Wire", ("7.1 in 2023",), ("page 3",))


def test_values_that_agree_at_the_coarser_precision_corroborate(tmp_path: Path) -> None:
    value = "  - {{Observation: homicides, of: chile, date: 2023, value: {}}}\n"
    assert found(tmp_path, two(value.format("6.9"), value.format("6.85"))) == []


def test_agreeing_values_are_one_side_against_a_third(tmp_path: Path) -> None:
    value = "  - {{Observation: homicides, of: chile, date: 2023, value: {}}}\n"
    files = two(value.format("6.9"), value.format("6.85")) | {"three.yaml": source("three", value.format("12"), publisher="radio-one")}
    (item,) = found(tmp_path, files)

    assert sorted(len(side.evidence) for side in item.sides) == [1, 2]


def test_a_preferred_value_settles_it(tmp_path: Path) -> None:
    (item,) = found(tmp_path, two("  - ana birthDate 1970\n", "  - {fact: ana birthDate 1971, rank: preferred}\n"))

    assert (item.kind, item.settled, item.overlap) == ("rival values", True, "certain")
    assert {side.says: side.stands for side in item.sides} == {"1970": False, "1971": True}
    assert [mark for side in item.sides for evidence in side.evidence for mark in evidence.marks if mark == "preferred"] == ["preferred"]


def test_a_claim_stands_beside_its_negation(tmp_path: Path) -> None:
    (item,) = found(tmp_path, two("  - ana memberOf party\n", "  - {fact: ana memberOf party, not: true}\n"))

    assert (item.kind, item.about, says(item)) == ("claim and negation", "ana", ["Harbour Party", "it is not so"])
    assert item.overlap == "possible"


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("2007/2017", "2013/2021", "certain"),
        ("2007/2017", "2017/2021", None),
        ("2007/2017", "2016~/2021", "possible"),
        ("2007/2010", "2013", None),
    ],
)
def test_two_holders_of_one_seat_are_told_apart_by_their_dates(first: str, second: str, overlap: str | None, tmp_path: Path) -> None:
    tenure = "  - {{Tenure: null, holder: {}, post: mayor, date: {}}}\n"
    told = found(tmp_path, {"one.yaml": source("one", tenure.format("ana", first) + tenure.format("luis", second))})

    assert [(item.kind, item.about, item.overlap) for item in told] == ([("two holders of one seat", "mayor", overlap)] if overlap else [])


def test_a_tenure_that_nobody_dates_disputes_nothing(tmp_path: Path) -> None:
    tenures = (
        "  - {Tenure: null, holder: ana, post: mayor, date: 2007/2017}\n  - {Tenure: null, holder: luis, post: mayor, date: current}\n"
    )
    assert found(tmp_path, {"one.yaml": source("one", tenures)}) == []


def denied() -> Iterator[dict[str, str]]:
    accused = "  - {fact: ana engagesIn smuggling, modality: alleged%s}\n"
    yield {"one.yaml": source("one", accused % ", deniedBy: ana")}
    yield two(accused % "", "  - {fact: ana engagesIn smuggling, not: true, by: ana, modality: denied}\n")


@pytest.mark.parametrize("files", denied(), ids=["in the accusation", "by another source"])
def test_an_accusation_stands_beside_its_denial(files: dict[str, str], tmp_path: Path) -> None:
    (item,) = found(tmp_path, files)

    assert (item.kind, item.sides[0].says, item.sides[0].stands) == ("denied accusation", "smuggling", True)
    assert item.sides[1].says.startswith("denied")
    assert "alleged" in item.sides[0].evidence[0].marks


def test_a_retracted_claim_contradicts_nobody(tmp_path: Path) -> None:
    assert found(tmp_path, two("  - {fact: ana birthDate 1970, retracted: a slip}\n", "  - ana birthDate 1971\n")) == []
