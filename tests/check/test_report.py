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
    hidden = "(the fact is internal: its text is not shown; 'kg check --internal' shows it)"
    assert report([secret], root) == f"facts/x.yaml:3:5: unknown-slug {hidden}\n"
    assert "the-informant" in report([secret], root, internal=True)


MIXED = """\
kg: 1
entities:
  mole: {is: Person, name: The Mole, internal: true}
  ana: {is: Person}
facts:
  - ana memberrOf party
  - fact: ana memberOf party
    note: from the informant
    internal: [note]
  - mole leads party
  - {Meeting: hush-talks, internal: true, party: ana}
  - {fact: ana memberOf hush-talks}
  - {fact: a b c, internal: true, note: [x,
y-secret]}
  - [{fact: d e f, internal: true,
    z: z-secret}, {fact: g h i}]
  - ana leeds party
"""


def shown(root: Path, text: str, *, internal: bool = False) -> list[int]:
    """The lines that a finding at them shows."""
    (root / "facts" / "x.yaml").write_text(text, encoding="utf-8")
    numbers = range(1, text.count("\n") + 1)
    return [line for line in numbers if " | " in report([unknown(line, 3)], root, internal=internal)]


def test_facts_are_quoted_beside_others_of_their_file_that_are_internal(root: Path) -> None:
    assert shown(root, MIXED) == [1, 2, 4, 5, 6, 17]
    assert shown(root, MIXED, internal=True) == list(range(1, 18))


@pytest.mark.parametrize(
    "text", ["kg: 1\nsource: {id: x, internal: true}\nfacts:\n  - a b c\n", "kg: 1\nfacts: [\n  - internal\n", "- internal\n"]
)
def test_a_file_of_an_internal_source_or_that_cannot_be_read_is_not_quoted(root: Path, text: str) -> None:
    assert shown(root, text) == []


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
