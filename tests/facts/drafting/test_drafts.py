"""``kg map``: drafts say what the columns hold and what the rows could state, and build after a few changed lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.drafting import draft_of
from kg.facts.drafting.draft import GUESS
from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import Ontology
from kg.project import load_project
from tests.facts.tables.table_case import graph, table_case, told, workbook
from tests.facts.tables.test_bacrim2020 import DATA, bacrim
from tests.package.markdown import blocks
from tests.robustness.small_case import ROOT, kg


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([shipped_folder()])


GROUPS = """\
Code,Group,Province,Activities,Founded,Report,Remarks
G1,Harbour Crew (HC),Guayas,smuggling; extortion,12/03/2011,https://paper.example/hc,
G2,Night Boats,Manabí,smuggling,05/11/2014,https://paper.example/nb,a long story of its own about how it came to be and who says so
G3,Pier Nine (PN),Guayas,extortion; kidnapping,21/07/2009,,
"""
RIVALS = "Group,Other,Reports\nHarbour Crew (HC),Night Boats,3\nNight Boats,Harbour Crew (HC),3\nNight Boats,Pier Nine (PN),1\n"

DRAFTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "three samples and the number of different values": (
        {"t.csv": GROUPS},
        ["# Province         2 distinct  Guayas | Manabí", "table: {file: t.csv, clean: [trim, nbsp, spaces], expect: {rows: 3}}"],
    ),
    "keys, classes, names and acronyms": (
        {"t.csv": GROUPS},
        [
            "  group: {from: Group, match: '^(?P<name>.*?)(?: \\((?P<acronym>[A-Z0-9]{2,})\\))?$'}  # an acronym in brackets",
            '  "{group.name}": {is: Organization, name: "{group.name}", aka: "{group.acronym}", ids: {code: "{Code}"}}  # ? Organization',
            '  "{Province}": {is: Region, name: "{Province}"}  # ? Region',
            '  - {fact: "{group.name} operatesIn {Province}"}  # ? operatesIn',
        ],
    ),
    "lists, dates, links and free text": (
        {"t.csv": GROUPS},
        [
            '  activities: {from: Activities, split: ";"}',
            '  founded: {from: Founded, date: "DD/MM/YYYY"}',
            '  - "{group.name} founded {founded}"',
            "  links: {from: [Report], find: 'https?://[^\\s]*[^\\s,]'}",
            "cites: {each: links}  # what the rows point to",
            '  - {columns: [Remarks], because: "free text"}',
        ],
    ),
    "symmetric pairs and keys of another table": (
        {"t.csv": RIVALS, "groups.csv": GROUPS, "rivals.csv": RIVALS},
        [
            "  \"{group.name}\": {declare: false}  # all stand in column 'Group' of groups.csv",
            '  - {fact: "{group.name} linkedTo {other.name}", amount: "{Reports}", unordered: same}'
            "  # ? linkedTo; pairs stand in both orders",
        ],
    ),
    "flags": (
        {"t.csv": "Name,Drugs,Arms\nNight Boats,1,0\nPier Nine,0,0\nHarbour Crew,1,1\n"},
        [
            "  drugs: {is: Concept, name: Drugs}",
            '  - {fact: "{Name} engagesIn drugs", if: "{Drugs} = 1"}  # ? engagesIn; no cell is a negation',
        ],
    ),
    "numbers in another style, by place and year": (
        {"t.csv": 'Province,Year,Homicides\nGuayas,2022,"1.234,5"\nManabí,2022,"2.000,1"\nGuayas,2023,"1.500,0"\n'},
        [
            "  what: {unpivot: {Homicides: homicides}}  # 1 columns become rows",
            '  value: {from: what.value, number: "1.234,5"}',
            '  - {Observation: "{what}", of: "{Province}", date: "{Year}", value: "{value}"}',
        ],
    ),
    "days and months that cannot be told apart": (
        {"t.csv": "Name,Met\nEva,01/02/2024\nLuz,03/04/2024\n"},
        [f'  met: {{from: Met, date: "DD/MM/YYYY"}}  {GUESS} or the other way round: no day is past the 12th'],
    ),
    "months before days": ({"t.csv": "Name,Met\nEva,01/22/2024\nLuz,03/04/2024\n"}, ['  met: {from: Met, date: "MM/DD/YYYY"}']),
    "another name of the same thing": (
        {"t.csv": "Company,Short\nHarbour Boats Limited,Harbour Boats\nPier Nine Limited,Pier Nine\n"},
        ['  "{Company}": {is: Company, name: "{Company}", aka: "{Short}"}  # ? Company'],
    ),
    "columns without a name, or with one that stands twice": (
        {"t.csv": "Name,,Name\nEva,x,Luz\n"},
        ['rename: {"#2": column_2, "#3": Name_3}'],
    ),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_proposes(name: str, ontology: Ontology, tmp_path: Path) -> None:
    files, wanted = DRAFTS[name]
    project = table_case(tmp_path, files)
    text = draft_of(project, ontology, project.facts_dir / "t.csv")
    assert [line for line in wanted if line not in text] == [], text


def test_the_name_of_the_file_hints_at_the_property(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"rivals.csv": RIVALS, "alliances.csv": RIVALS})
    assert "rivalOf {other.name}" in draft_of(project, ontology, project.facts_dir / "rivals.csv")
    assert "alliedWith {other.name}" in draft_of(project, ontology, project.facts_dir / "alliances.csv")


QUARTER = "Group,Province,Homicides,Month\nNight Boats,Guayas,3,2024-01\nPier Nine,Manabí,5,2024-02\n"


def test_tables_of_one_shape_are_read_together_and_are_no_keys_of_each_other(ontology: Ontology, tmp_path: Path) -> None:
    more = "Harbour Crew,Guayas,1,2024-03\n"
    project = table_case(tmp_path, {"q-1.csv": QUARTER, "q-2.csv": QUARTER.replace("2024", "2025") + more, "other.csv": GROUPS})
    text = draft_of(project, ontology, project.facts_dir / "q-1.csv")
    assert "declare: false" not in text
    assert text.splitlines()[1] == "# The same heads stand in q-2.csv: all q-*.csv are read."
    assert 'table: {files: "q-*.csv", clean: [trim, nbsp, spaces], expect: {rows: 2..3}}' in text
    assert "source: {id: q, title: q, publisher:" in text
    assert 'at: "{$file}, row {#row}"' in text
    (project.facts_dir / "other.csv").unlink()
    (project.facts_dir / "q.map.yaml").write_text(text.replace("who-published-it", "daily-paper, date: 2024"), encoding="utf-8")
    assert [note.partition(" rows")[0] for note in graph(project)[2]] == ["facts/q-1.csv: 2", "facts/q-2.csv: 3"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"rivals.csv": QUARTER}, "# The same heads stand in rivals.csv: 'files: PATTERN' in place of 'file' would read them together."),
        ({"q-2.csv": QUARTER.encode("cp1252")}, "# The same heads stand in q-2.csv: 'files: PATTERN' in place of 'file' would"),
        ({"q-2.csv": QUARTER, "q-notes.csv": "a,b\n1,2\n"}, "# The same heads stand in q-2.csv: 'files: PATTERN' in place of 'file' would"),
    ],
)
def test_a_pattern_is_proposed_only_where_one_mapping_reads_all_that_it_fits(
    files: dict[str, str | bytes], said: str, ontology: Ontology, tmp_path: Path
) -> None:
    project = table_case(tmp_path, {"q-1.csv": QUARTER, **files})
    text = draft_of(project, ontology, project.facts_dir / "q-1.csv")
    assert text.splitlines()[1].startswith(said)
    assert "table: {file: q-1.csv, clean:" in text
    assert "declare: false" not in text


def test_a_sheet_below_a_title_is_found(ontology: Ontology, tmp_path: Path) -> None:
    rows = [["Register of groups"], [], ["Group", "Province", "Founded"], ["Night Boats", "Guayas", 2014], ["Pier Nine", "Manabí", 2009]]
    content = workbook(tmp_path / "x.xlsx", {"Notes": [["read me"]], "2024": rows})
    project = table_case(tmp_path / "case", {"t.xlsx": content})
    text = draft_of(project, ontology, project.facts_dir / "t.xlsx", sheet="2024")
    assert 'table: {file: t.xlsx, sheet: "2024", header: 3, clean:' in text
    assert '"{Group} operatesIn {Province}"' in text


def test_a_draft_builds_once_its_source_is_known(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"groups.csv": GROUPS, "rivals.csv": RIVALS})
    for name in ("groups", "rivals"):
        text = draft_of(project, ontology, project.facts_dir / f"{name}.csv")
        (project.facts_dir / f"{name}.map.yaml").write_text(text.replace("who-published-it", "daily-paper, date: 2024"), encoding="utf-8")
    assert told(project) == []
    assert graph(project)[2][1] == "facts/rivals.csv: 3 rows, 3 facts"


def changes() -> dict[str, list[tuple[str, str]]]:
    """Table -> the lines that the tutorial changes in its draft, old and new."""
    found = {}
    for block in blocks(ROOT / "docs" / "tables.md"):
        if block.language == "diff" and block.info:
            lines = block.text.splitlines()
            old, new = ([line[1:] for line in lines if line.startswith(sign)] for sign in "-+")
            found[block.info] = list(zip(old, new, strict=True))
    return found


@pytest.mark.skipif(not DATA.is_dir(), reason=f"the tables of BACRIM 2020 are not at {DATA}")
def test_the_drafts_of_bacrim_build_after_the_changes_that_the_tutorial_shows(ontology: Ontology, tmp_path: Path) -> None:
    project = bacrim(tmp_path / "case")
    tables = sorted(project.facts_dir.glob("*.csv"))
    assert changes().keys() == {table.stem for table in tables}
    for mapping in project.facts_dir.glob("*.map.yaml"):
        mapping.unlink()
    for table in tables:
        lines = draft_of(project, ontology, table).splitlines()
        assert 0 < len(changes()[table.stem]) <= 5
        for old, new in changes()[table.stem]:
            assert lines.count(old) == 1
            lines[lines.index(old)] = new
        table.with_suffix(".map.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines, findings, notes = graph(load_project(project.root))
    assert [str(finding) for finding in findings] == []
    assert [note.partition(";")[0] for note in notes] == [
        "facts/BACRIM2020_Alliances.csv: 130 rows, 130 facts",
        "facts/BACRIM2020_Nodes.csv: 150 rows, 150 facts, 175 entities",
        "facts/BACRIM2020_Rivals.csv: 127 rows, 127 facts",
        "facts/Trends2012_2021.csv: 10 rows, 30 facts, 3 entities",
    ]
    for relation, count in (("alliedWith", 91), ("rivalOf", 92)):
        assert sum(f"predicate> <https://w3id.org/kga#{relation}>" in line for line in lines) == count


def test_trying_a_mapping_prints_facts_and_writes_nothing(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"groups.csv": GROUPS})
    text = draft_of(project, ontology, project.facts_dir / "groups.csv")
    (project.facts_dir / "groups.map.yaml").write_text(text, encoding="utf-8")
    before = sorted(project.root.rglob("*"))
    done = kg(project.root, "map", "--try", str(project.facts_dir / "groups.map.yaml"), "--rows", "1")
    assert done.returncode == 0, done.stderr
    assert '  - {fact: harbour-crew founded 2011-03-12, at: row 2, cites: "https://paper.example/hc"}' in done.stdout
    assert "night-boats" not in done.stdout
    assert sorted(project.root.rglob("*")) == before


def test_trying_a_mapping_shows_what_is_wrong_in_its_rows(ontology: Ontology, tmp_path: Path) -> None:
    project = table_case(tmp_path, {"groups.csv": GROUPS.replace("12/03/2011", "March 2011")})
    text = draft_of(project, ontology, project.facts_dir / "groups.csv").replace("entities:", "check: ['{Founded} = 1']\nentities:")
    (project.facts_dir / "groups.map.yaml").write_text(text, encoding="utf-8")
    done = kg(project.root, "map", "--try", str(project.facts_dir / "groups.map.yaml"), "--rows", "1")
    assert done.returncode == 1
    assert "facts/groups.csv:2:5: check '{Founded} = 1' does not hold" in done.stderr
    assert "harbour-crew operatesIn guayas" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a table, or a mapping with --try."),
        (["nowhere.csv"], "there is no such table."),
        (["kg.toml"], "this is no table. Known endings: .csv"),
        (["--try", "facts/people.yaml"], "a mapping is called NAME.map.yaml."),
    ],
)
def test_a_call_that_does_not_fit_says_so(arguments: list[str], message: str, tmp_path: Path) -> None:
    project = table_case(tmp_path, {})
    paths = [str(project.root / one) if "." in one else one for one in arguments]
    done = kg(project.root, "map", *paths)
    assert done.returncode in (1, 2)
    assert message in done.stderr
