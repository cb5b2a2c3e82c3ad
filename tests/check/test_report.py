from pathlib import Path

import pytest

from kg.check.report import report, summary
from kg.model.findings import Finding, Location, Severity

TEXT = """\
kg: 1
facts:
  - gang operatesIn ecuadr
\t- tabbed operatesIn ecuadr
  - {fact: "日本 operatesIn ecuadr"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "x.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def unknown(line: int, column: int, **more: object) -> Finding:
    place = Location("facts/x.yaml", line, column)
    return Finding(place, "unknown-slug", "unknown entity 'ecuadr'.", "Did you mean 'ecuador'?", **more)  # type: ignore[arg-type]


def test_a_finding_is_printed_with_its_line_and_a_caret_under_the_word(root: Path) -> None:
    assert report([unknown(3, 21)], root) == (
        "facts/x.yaml:3:21: unknown-slug unknown entity 'ecuadr'. Did you mean 'ecuador'?\n"
        "    3 |   - gang operatesIn ecuadr\n"
        "      |                     ^^^^^^\n"
    )


def test_what_stops_no_build_says_what_it_is(root: Path) -> None:
    first = report([unknown(3, 21, severity=Severity.WARNING)], root).splitlines()[0]
    assert first == "facts/x.yaml:3:21: unknown-slug unknown entity 'ecuadr'. Did you mean 'ecuador'? [warning]"


def test_one_cause_in_many_places_is_printed_once(root: Path) -> None:
    findings = [unknown(line, 1) for line in range(9, 1, -1)]
    lines = report(findings, root).splitlines()
    assert [line for line in lines if "unknown-slug" in line] == [
        "facts/x.yaml:2:1: unknown-slug unknown entity 'ecuadr'. Did you mean 'ecuador'?"
    ]
    assert lines[-1] == "      also at " + ", ".join(f"facts/x.yaml:{line}:1" for line in range(3, 8)) + " and 2 more"


def test_findings_come_in_the_order_of_their_places(root: Path) -> None:
    other = Finding(Location("facts/a.yaml", 1, 1), "bad-date", "x.")
    assert [line[:14] for line in report([unknown(4, 20), other], root).splitlines() if line.startswith("facts")] == [
        "facts/a.yaml:1",
        "facts/x.yaml:4",
    ]


def test_tabs_and_wide_letters_do_not_move_the_caret(root: Path) -> None:
    columns = [line.find("ecuadr") + 1 for line in TEXT.splitlines()]
    tabbed, wide = (report([unknown(line, columns[line - 1])], root).splitlines() for line in (4, 5))
    assert tabbed[1].index("ecuadr") == tabbed[2].index("^")
    assert wide[2].index("^") == wide[1].index("ecuadr") + 2  # two letters before it take two columns each


def test_a_long_line_is_cut_around_the_place(root: Path) -> None:
    (root / "facts" / "long.yaml").write_text("a" * 300 + " wrong " + "b" * 300)
    lines = report([Finding(Location("facts/long.yaml", 1, 302), "x", "y.")], root).splitlines()
    assert len(lines[1]) < 140
    assert lines[1].index("wrong") == lines[2].index("^")
    assert lines[2].count("^") == 5


def test_an_internal_finding_gives_place_and_code_alone(root: Path) -> None:
    secret = Finding(Location("facts/x.yaml", 3, 5), "unknown-slug", "unknown entity 'the-informant'.", "Did you mean 'x'?", internal=True)
    assert report([secret], root) == "facts/x.yaml:3:5: unknown-slug (the fact is internal: its text is not shown)\n"
    assert "the-informant" in report([secret], root, internal=True)


def test_a_file_that_marks_anything_internal_is_not_quoted(root: Path) -> None:
    path = root / "facts" / "x.yaml"
    path.write_text(TEXT + "  - {fact: a b c, note: from the informant, internal: [note]}\n", encoding="utf-8")
    assert report([unknown(6, 5)], root).splitlines() == ["facts/x.yaml:6:5: unknown-slug unknown entity 'ecuadr'. Did you mean 'ecuador'?"]
    assert "informant" in report([unknown(6, 5)], root, internal=True)


def test_nothing_outside_the_case_is_quoted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("a secret\n")
    (root / "facts" / "link.yaml").symlink_to(outside)
    assert "secret" not in report([Finding(Location("facts/link.yaml", 1, 1), "x", "y.")], root)
    assert report([Finding(Location("facts/gone.yaml", 1, 1), "x", "y.")], root) == "facts/gone.yaml:1:1: x y.\n"


def test_no_escape_sequence_reaches_the_terminal(root: Path) -> None:
    (root / "facts" / "x.yaml").write_text("- \x1b[2J\u202eevil\n")
    text = report([Finding(Location("facts/x.yaml", 1, 1), "x", "bad '\x1b[31m'.", "Write '\x9b'.")], root)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x9b" not in text


def test_a_finding_on_a_whole_file_has_no_line(root: Path) -> None:
    assert report([Finding(Location("facts"), "no-facts", "nothing here.")], root) == "facts: no-facts nothing here.\n"


def test_the_summary_counts_by_severity_and_file() -> None:
    findings = [
        unknown(1, 1),
        unknown(2, 1),
        unknown(3, 1, severity=Severity.WARNING),
        Finding(Location("facts/y.yaml"), "x", "y.", severity=Severity.INFO),
    ]
    assert summary(findings) == "2 errors, 1 warning, 1 note in 2 files"
    assert summary(findings[:1]) == "1 error in 1 file"
