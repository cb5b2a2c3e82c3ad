"""Which files of a case hold facts, and what is told of those that cannot be read as such."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts.read import FactFiles, fact_files, read_path
from kg.model.findings import Severity
from tests.facts.reading import HEAD, vocabulary


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "case" / "facts"
    folder.mkdir(parents=True)
    return folder


def told(facts: Path) -> list[str]:
    return [str(finding) for finding in fact_files(facts.parent, facts).refused]


def test_facts_are_in_every_yaml_file_of_every_folder_in_the_order_of_their_names(facts: Path) -> None:
    for name in ("b.yaml", "a.yml", "deep/er/c.yaml", "deep/a.yaml"):
        (facts / name).parent.mkdir(parents=True, exist_ok=True)
        (facts / name).write_text(HEAD)
    found = fact_files(facts.parent, facts)
    assert [path.relative_to(facts).as_posix() for path in found.facts] == ["a.yml", "b.yaml", "deep/a.yaml", "deep/er/c.yaml"]
    assert found.refused == []


def test_notes_and_what_systems_leave_behind_are_passed_over(facts: Path) -> None:
    for name in ("COVERAGE.md", "notes.txt", "more.rst", ".#lock.yaml", "._mac.yaml", ".DS_Store", ".git/HEAD"):
        (facts / name).parent.mkdir(exist_ok=True)
        (facts / name).write_text("x")
    assert fact_files(facts.parent, facts) == FactFiles()


def test_facts_in_hidden_files_and_folders_are_not_read_and_a_note_says_so(facts: Path) -> None:
    for name in (".hidden.yaml", ".later/deep/x.yaml", ".table.csv"):
        (facts / name).parent.mkdir(parents=True, exist_ok=True)
        (facts / name).write_text("x")
    found = fact_files(facts.parent, facts)
    assert found.facts == found.tables == []
    assert {finding.severity for finding in found.refused} == {Severity.INFO}
    assert [str(finding) for finding in found.refused] == [
        f"facts/{name}: hidden this is not read. Its name begins with a dot; take that away if it holds facts."
        for name in (".hidden.yaml", ".later", ".table.csv")
    ]


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


KNOWN = "Known endings: .yaml, .yml, .csv, .tsv, .xlsx, .json, .jsonl, .parquet; notes may be .md or .txt."


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("x.docx", lambda path: path.write_text("x"), f"unknown-format nothing here can read this file as facts. {KNOWN}"),
        ("X.YAML", lambda path: path.write_text("x"), f"unknown-format nothing here can read this file as facts. {KNOWN}"),
        ("none", lambda path: path.write_text("x"), f"unknown-format nothing here can read this file as facts. {KNOWN}"),
        ("x.yaml", Path.mkdir, "unknown-format this is a folder with the name of a file. Rename it, so that its files are read."),
        ("pipe.yaml", os.mkfifo, "unknown-format this is no ordinary file. Delete it."),
        ("self.yaml", _link("self.yaml"), "broken-link this link leads to itself. Delete it."),
        ("gone.yaml", _link("nowhere.yaml"), "broken-link this link leads nowhere. Delete it."),
        ("out.yaml", _link("../../outside.yaml"), "outside-case this link leaves the case. Copy the file into the case."),
        ("out.md", _link("../../outside.yaml"), "outside-case this link leaves the case. Copy the file into the case."),
        ("out", _link("../.."), "outside-case this link leaves the case. Copy the file into the case."),
        ("up", _link(".."), "linked-folder a folder that is linked is not read. Move it here, or delete the link."),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_what_cannot_be_read_as_facts_is_told(facts: Path, name: str, make: Callable[[Path], object], problem: str) -> None:
    (facts.parent.parent / "outside.yaml").write_text(HEAD)
    make(facts / name)
    assert told(facts) == [f"facts/{name}: {problem}"]


def test_two_links_that_lead_to_each_other_are_told_both(facts: Path) -> None:
    (facts / "a.yaml").symlink_to("b.yaml")
    (facts / "b.yaml").symlink_to("a.yaml")
    assert told(facts) == [f"facts/{name}: broken-link this link leads to itself. Delete it." for name in ("a.yaml", "b.yaml")]


def test_a_link_to_a_file_of_the_case_is_read(facts: Path) -> None:
    (facts / "a.yaml").write_text(HEAD)
    (facts / "b.yaml").symlink_to("a.yaml")
    assert [path.name for path in fact_files(facts.parent, facts).facts] == ["a.yaml", "b.yaml"]


def test_a_name_that_is_not_utf_8_is_told_with_what_can_be_shown_of_it(facts: Path) -> None:
    with open(os.fsencode(facts) + b"/caf\xe9.yaml", "w") as file:
        file.write(HEAD)
    assert told(facts) == ["facts/caf?.yaml: file-name this name is not UTF-8. Rename it."]


def test_a_file_that_vanished_is_told_and_not_raised(facts: Path) -> None:
    hash_, rows = read_path(facts.parent, facts / "gone.yaml", vocabulary())
    assert hash_ == ""
    assert [str(finding) for finding in rows.findings] == [
        "facts/gone.yaml: unreadable the file cannot be read: No such file or directory."
    ]
