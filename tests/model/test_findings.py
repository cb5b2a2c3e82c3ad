"""Findings: how they read, how they sort, and that an internal one keeps its text to itself."""

from kg.model.findings import Finding, Location, Severity

PLACE = Location("facts/x.yaml", 41, 3)


def test_a_finding_reads_as_place_code_message_and_remedy() -> None:
    finding = Finding(PLACE, "unknown-class", "unknown class 'Cartell'.", "Did you mean 'Cartel'?")
    assert str(finding) == "facts/x.yaml:41:3: unknown-class unknown class 'Cartell'. Did you mean 'Cartel'?"


def test_a_finding_without_a_remedy_ends_with_its_message() -> None:
    assert str(Finding(PLACE, "unused", "'peru' is in no fact.")) == "facts/x.yaml:41:3: unused 'peru' is in no fact."


def test_a_finding_about_a_whole_file_names_no_line() -> None:
    assert str(Finding(Location("kg.toml"), "no-base", "no base.")) == "kg.toml: no-base no base."


def test_a_finding_on_an_internal_fact_shows_place_and_code_only() -> None:
    text = str(Finding(PLACE, "unknown-slug", "unknown 'secret-source'.", "Declare 'secret-source'.", internal=True))
    assert "secret" not in text
    assert text.startswith("facts/x.yaml:41:3: unknown-slug ")


def test_findings_sort_by_file_line_and_column_as_numbers() -> None:
    places = [Location("b.yaml", 1, 1), Location("a.yaml", 10, 1), Location("a.yaml", 9, 12), Location("a.yaml", 9, 2)]
    ordered = sorted(Finding(place, "code", "message.") for place in places)
    assert [str(finding.location) for finding in ordered] == ["a.yaml:9:2", "a.yaml:9:12", "a.yaml:10:1", "b.yaml:1:1"]


def test_a_finding_is_a_violation_unless_said_otherwise() -> None:
    assert Finding(PLACE, "code", "message.").severity is Severity.VIOLATION


def test_severities_have_the_words_of_a_report_and_an_order() -> None:
    assert [severity.word for severity in Severity] == ["info", "warning", "error"]
    assert Severity.INFO < Severity.WARNING < Severity.VIOLATION
