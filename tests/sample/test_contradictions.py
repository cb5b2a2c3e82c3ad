from kg.case import Case
from kg.model.findings import Severity


def pairs(case: Case, question: str) -> set[tuple[str, ...]]:
    return {tuple(str(getattr(cell, "short", cell)) for cell in row) for row in case.query(question)}


OPPOSED = "SELECT ?subject ?property WHERE { ?claim kga:contradicts ?other ; rdf:subject ?subject ; rdf:predicate ?property }"


def test_the_seed_article_does_not_contradict_itself(seed_case: Case) -> None:
    assert pairs(seed_case, OPPOSED) == set()


def test_sources_contradict_each_other_on_the_rate_of_2023_alone(whole_case: Case) -> None:
    assert pairs(whole_case, OPPOSED) == {("Observation/homicide-rate/ecuador/2023", "kga:value")}


def test_both_rates_of_2023_stand(whole_case: Case) -> None:
    assert pairs(whole_case, "SELECT ?value WHERE { <Observation/homicide-rate/ecuador/2023> kga:value ?value }") == {("44.5",), ("46.18",)}


def test_of_the_referendum_only_the_status_reported_last_stands(whole_case: Case) -> None:
    assert pairs(whole_case, "SELECT ?status WHERE { :amendment-referendum kga:status ?status }") == {("kga:Completed",)}


def test_the_sample_has_no_violation(whole_case: Case) -> None:
    assert [str(finding) for finding in whole_case.findings() if finding.severity is Severity.VIOLATION] == []


def test_only_the_loose_ties_are_called_vague(whole_case: Case) -> None:
    assert sorted(finding.location.file for finding in whole_case.findings() if finding.code == "link-unexplained") == [
        "facts/ecuador/ap-independent-2025-02-19.yaml",
        "facts/ecuador/globalpost-bring-in-the-cavalry.yaml",
    ]
