"""What a build tells of its findings: the database groups them as the report does, and all of them are read when asked for."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build.check import check
from kg.build.pipeline import build
from kg.check.report import report, summary
from kg.errors import KgError
from kg.model.causes import causes
from kg.model.findings import Severity
from kg.project import load_project
from tests.build.small_case import FAST, PEOPLE, source
from tests.robustness.small_case import kg, write_case

UNUSED = "".join(f"  spare-{number}: {{is: Person, name: Spare {number}}}\n" for number in range(9))
FILES = {
    "people.yaml": PEOPLE + UNUSED,
    "first.yaml": source(
        "first",
        "  - {fact: ana memberOf union, rank: preferred}\n  - {fact: luis memberOf union}\n"
        "  - {fact: rosa leads party, not: true, internal: true}\n",
    ),
    "second.yaml": source("second", "  - {fact: luis memberOf union, not: true}\n  - {fact: rosa leads party}\n", publisher="radio-one"),
    "list.map.yaml": "kg: 1\ntable: {file: list.csv}\nsource: {id: list, title: A list, publisher: radio-one, date: 2024-05}\n"
    'facts:\n  - {fact: "{who} memberOf {group}", rank: preferred}\n',
    "list.csv": "who,group\nana,party\nluis,party\nrosa,league\n",
}


def test_what_a_build_tells_is_what_the_report_tells_of_its_findings(tmp_path: Path) -> None:
    project = load_project(write_case(tmp_path / "case", FILES, settings=FAST))

    result = build(project)

    warnings = [finding for finding in result.findings if finding.severity is Severity.WARNING]
    assert result.overview.causes == causes([replace(one, message="", remedy="") if one.internal else one for one in warnings])
    assert {cause.first.code for cause in result.overview.causes} >= {"unused-entity", "idle-rank", "contradiction"}
    assert any(cause.more for cause in result.overview.causes)
    assert sum(result.overview.counts.values()) == len(result.findings)
    assert result.overview.files == len({finding.location.file for finding in result.findings})
    assert result.findings == check(project)
    assert report(result.findings, project.root).count("\n")
    assert summary(result.findings) in kg(project.root, "build").stderr


def test_a_build_with_nothing_new_tells_the_same(tmp_path: Path) -> None:
    project = load_project(write_case(tmp_path / "case", FILES, settings=FAST))
    first = build(project)

    second = build(project)

    assert second.unchanged
    assert (second.overview, second.findings) == (first.overview, first.findings)


def test_nothing_of_what_an_internal_fact_says_is_in_the_record(tmp_path: Path) -> None:
    project = load_project(write_case(tmp_path / "case", FILES, settings=FAST))

    result = build(project)

    internal = [cause.first for cause in result.overview.causes if cause.first.internal]
    assert internal
    assert {finding.message + finding.remedy for finding in internal} == {""}


def test_of_many_kinds_of_warnings_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    no = "".join(f"  - {{fact: {who} memberOf group-{number}, not: true}}\n" for number in range(60) for who in ("ana", "luis"))
    groups = "".join(f"  group-{number}: {{is: Organization, name: Group {number}}}\n" for number in range(60))
    files = {
        "people.yaml": PEOPLE + groups,
        "first.yaml": source("first", no.replace(", not: true", "")),
        "second.yaml": source("second", no, publisher="radio-one"),
    }
    case = write_case(tmp_path / "case", files, settings=FAST)

    told = kg(case, "build")

    assert told.stderr.count(": contradiction ") < 100 < 120 <= sum(f.code == "contradiction" for f in build(load_project(case)).findings)
    assert "more kinds of warnings." in told.stderr


def test_findings_of_a_build_that_another_has_followed_are_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", FILES, settings=FAST)
    first = build(load_project(case))
    with (case / "facts" / "second.yaml").open("a") as file:
        file.write("  - {fact: ana memberOf league}\n")
    build(load_project(case))

    with pytest.raises(KgError, match="has been built since"):
        _ = first.findings


def test_after_a_build_that_failed_at_its_end_the_same_facts_as_before_are_built_and_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_case(tmp_path / "case", FILES, settings=FAST)
    first = build(load_project(case))
    told = first.findings
    before = (case / "facts" / "second.yaml").read_text(encoding="utf-8")
    (case / "facts" / "second.yaml").write_text(before + "  - {fact: ana memberOf league}\n", encoding="utf-8")
    with monkeypatch.context() as broken, pytest.raises(KgError, match="disk is full"):
        broken.setattr("kg.build.pipeline._export", _full_disk)
        build(load_project(case))
    (case / "facts" / "second.yaml").write_text(before, encoding="utf-8")

    again = build(load_project(case))

    assert again.findings == told
    assert build(load_project(case)).findings == told


def _full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "exports/graph.nq")
