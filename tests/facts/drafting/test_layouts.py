"""``kg map`` finds how a table is written, and its draft says so: encoding, delimiter, the row of the heads, errors of formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.drafting import draft_of
from kg.errors import FindingsError
from kg.facts.drafting.draft import GUESS
from kg.facts.tables.cells import Options
from kg.facts.tables.dialects import head_row, reads_as_windows
from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import Ontology
from kg.project import Project
from tests.facts.tables.table_case import graph, table_case, told, workbook
from tests.robustness.small_case import kg

PEOPLE = "Nombre,Región\nJosé Peña,Manabí\nLuz Núñez,Guayas\nEva Paz,Guayas\n"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([shipped_folder()])


def builds(project: Project, ontology: Ontology, table: str, **written: str | int) -> str:
    """The line of the draft that says how the table is written; the draft builds."""
    path = project.facts_dir / table
    text = draft_of(project, ontology, path, **written)  # type: ignore[arg-type]
    path.with_suffix(".map.yaml").write_text(text.replace("who-published-it", "daily-paper, date: 2024"), encoding="utf-8")
    assert told(project) == []
    assert graph(project)[2][0].partition(";")[0].startswith(f"facts/{table}")
    return next(line for line in text.splitlines() if line.startswith("table:"))


def test_a_table_that_is_no_utf_8_is_drafted_with_its_encoding(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"t.csv": PEOPLE.encode("cp1252")})
    said = builds(project, ontology, "t.csv")
    assert said == (
        "table: {file: t.csv, encoding: windows-1252, clean: [trim, nbsp, spaces], expect: {rows: 3}}"
        f"  {GUESS} the encoding"
    )
    assert any('"José Peña"' in line for line in graph(project)[0])


@pytest.mark.parametrize(
    ("content", "windows"),
    [
        ("José".encode("cp1252"), True),
        ("José".encode(), False),
        ("Jos\u00e9, Mu\u00f1oz".encode() + b" \xe9", False),  # UTF-8 with a broken byte
        (b"Jos\x81", False),  # no character of windows-1252
        ("José".encode("utf-16-le"), False),
        (b"plain", False),
    ],
)
def test_windows_1252_is_told_from_what_only_looks_like_it(content: bytes, windows: bool, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    assert reads_as_windows(tmp_path / "t.csv") is windows


TITLED = "Groups of the coast, 2024\n\nGroup;Province;Founded\nNight Boats;Guayas;2014\nPier Nine;Manabí;2009\nHarbour Crew;Guayas;2011\n"


def test_heads_below_a_title_are_found_and_the_delimiter_below_it(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"t.csv": TITLED})
    said = builds(project, ontology, "t.csv")
    assert said == f"table: {{file: t.csv, header: 3, clean: [trim, nbsp, spaces], expect: {{rows: 3}}}}  {GUESS} the row of the heads"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a,b,c\n1,2,3\n1,2,3\n1,2,3\n", 1),
        ("Title,,\na,b,c\n1,2,3\n1,2,\n1,,3\n", 2),  # as a spreadsheet saves a title
        ("a,b,c\n1,,\n2,,\n3,,\n", 1),  # hardly filled
        ("activities\nsmuggling; extortion\nsmuggling; kidnapping\nmurder; theft\n", 1),  # lists in one column
        ("name\nEva\nLuz\nAna\n", 1),
        ("a,b,c,d\n1,2,3,4,5\n1,2,3,4,5\n1,2,3,4,5\n", 1),  # heads, of which one is missing
        ("", 1),
    ],
)
def test_the_heads_are_in_the_first_row_unless_it_is_much_narrower_than_most(text: str, row: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert head_row(tmp_path / "t.csv", Options()) == row


def test_errors_of_formulas_stop_no_draft_and_count_as_empty(ontology: Ontology, tmp_path: Path) -> None:
    rows = [["Name", "Region"], ["Eva Paz", "Guayas"], ["Luz Mar", "#N/A"], ["Ana Ruiz", "Manabi"]]
    project = table_case(tmp_path / "case", {"t.xlsx": workbook(tmp_path / "x.xlsx", {"S": rows})})
    said = builds(project, ontology, "t.xlsx")
    assert 'empty: ["#N/A"]' in said
    assert said.endswith(f"  {GUESS} #N/A count as empty")


def test_what_a_person_says_of_a_table_is_taken_and_no_guess(ontology: Ontology, tmp_path: Path) -> None:
    text = "One~Two\nName~Region\nEva Paz~Guayas\nŁuz Mar~Manabi\n"
    project = table_case(tmp_path, {"t.csv": text.encode("iso-8859-2")})
    said = builds(project, ontology, "t.csv", header=2, delimiter="~", encoding="iso-8859-2")
    assert 'table: {file: t.csv, encoding: "iso-8859-2", delimiter: "~", header: 2, clean:' in said
    assert GUESS not in said


def test_a_table_that_cannot_be_read_says_which_options_there_are(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"t.csv": b"Name\nJos\x81\n"})
    with pytest.raises(FindingsError) as error:
        draft_of(project, ontology, project.facts_dir / "t.csv")
    assert error.value.remedy == "Mend it, or say how it is written by --header, --delimiter and --encoding; the draft then says it too."


def test_options_of_the_command_reach_the_draft(tmp_path: Path) -> None:
    project = table_case(tmp_path, {"t.csv": "x\nName\tRegion\nEva Paz\tGuayas\n"})
    table = str(project.facts_dir / "t.csv")
    done = kg(project.root, "map", table, "--header", "2", "--delimiter", "tab", "--encoding", "utf-8")
    assert done.returncode == 0, done.stderr
    assert 'table: {file: t.csv, encoding: "utf-8", delimiter: "\\t", header: 2, clean:' in done.stdout
    wrong = kg(project.root, "map", table, "--delimiter", "<>")
    assert wrong.returncode == 2
    assert "a delimiter is one character. Write" in wrong.stderr or "--delimiter tab" in wrong.stderr
