"""Columns may be called anything: the facts are those that the cells state, or there is a clear error."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build.drafting import draft_of
from kg.facts.drafting.draft import column_names
from kg.ontology.loader import load_ontology, shipped_folder
from kg.project import Project
from tests.facts.tables.table_case import clean_graph, table_case, told, workbook

HEADS = [
    *("subject predicate object a graph s p o c1 k1 row n_d1 d1 cell item select null true slug id fact".split()),
    *("\"|{x}|x}|{|\\|two words|💥|a;b|o'k|Active?|%s|--|name.first|ünḯ|=1+1|../x|<b>|{{y}}".split("|")),
    '"; drop table claim_row; --',
    "'); drop table claim_row; --",
    "Ünïcödé نص 文字",
]
TRIPLE = re.compile(r"small/v(\d+)-c(\d+)> <https://w3id\.org/kga#engagesIn> <https://kg\.example\.org/small/v(\d+)-c(\d+)> \.")


def rows(width: int, count: int = 2) -> list[list[str]]:
    """Rows whose cells say where they stand."""
    return [[f"v{row} c{column}" for column in range(width)] for row in range(count)]


def quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def text_of(heads: list[str], cells: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *cells])
    return out.getvalue()


def mapping(names: list[str], file: str) -> str:
    """Each row's first cell engages in all its others."""
    subject = f"{{{names[0]}}}"
    entities = "".join(f"  {quoted(f'{{{name}}}')}: {{is: Concept}}\n" for name in names[1:])
    facts = "".join(f"  - {quoted(f'{subject} engagesIn {{{name}}}')}\n" for name in names[1:])
    head = f"kg: 1\ntable: {{file: {file}}}\nsource: {{id: odd, title: Odd, publisher: daily-paper, date: 2024}}\n"
    return f"{head}entities:\n  {quoted(subject)}: {{is: Organization}}\n{entities}facts:\n{facts}"


def stated(project: Project) -> set[tuple[int, ...]]:
    """(row, column, row, column) of each fact in the graph."""
    return {tuple(map(int, found.groups())) for line in clean_graph(project) if (found := TRIPLE.search(line))}


def wanted(width: int, count: int = 2) -> set[tuple[int, ...]]:
    return {(row, 0, row, column) for row in range(count) for column in range(1, width)}


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "jsonl", "xlsx"])
def test_columns_with_any_name_state_what_their_cells_say(format_: str, tmp_path: Path) -> None:
    cells = rows(len(HEADS))
    records = [dict(zip(HEADS, row, strict=True)) for row in cells]
    contents: dict[str, str | bytes] = {
        "csv": text_of(HEADS, cells),
        "tsv": "".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in [HEADS, *cells]),
        "json": json.dumps(records),
        "jsonl": "".join(json.dumps(record) + "\n" for record in records),
    }
    if format_ == "xlsx":
        plain = [f"head {number}" if head.startswith("=") else head for number, head in enumerate(HEADS)]
        contents["xlsx"] = workbook(tmp_path / "t.xlsx", {"S": [plain, *cells]})
        names = plain
    else:
        names = HEADS
    file = f"odd.{format_}"
    project = table_case(tmp_path / "case", {file: contents[format_], "odd.map.yaml": mapping(names, file)})
    assert stated(project) == wanted(len(HEADS))


def test_two_columns_of_one_name_are_told_apart_by_their_numbers_only(tmp_path: Path) -> None:
    table = text_of(["a", "b", "a"], rows(3))
    first = told(table_case(tmp_path / "1", {"t.csv": table, "t.map.yaml": mapping(["b", "a"], "t.csv")}))[0]
    assert "same-name two columns are called 'a': 1 and 3. Write '{#1}', or give one another name" in first
    numbered = mapping(["b", "#1", "#3"], "t.csv")
    assert stated(table_case(tmp_path / "2", {"t.csv": table, "t.map.yaml": numbered})) == {(r, 1, r, c) for r in (0, 1) for c in (0, 2)}
    renamed = mapping(["b", "a", "third"], "t.csv").replace("{file: t.csv}", '{file: t.csv, rename: {"#3": third}}')
    assert stated(table_case(tmp_path / "3", {"t.csv": table, "t.map.yaml": renamed})) == {(r, 1, r, c) for r in (0, 1) for c in (0, 2)}


@pytest.mark.parametrize("name", ["#row", "$file", "$sheet"])
def test_a_column_called_like_something_kg_gives_is_an_error_until_it_is_renamed(name: str, tmp_path: Path) -> None:
    table = text_of(["b", name], rows(2))
    files = {"t.csv": table, "t.map.yaml": mapping(["b", name], "t.csv")}
    assert f"same-name two columns are called '{name}'" in told(table_case(tmp_path / "1", files))[0]
    renamed = mapping(["b", "mine"], "t.csv").replace("{file: t.csv}", f"{{file: t.csv, rename: {{{json.dumps(name)}: mine}}}}")
    assert stated(table_case(tmp_path / "2", {"t.csv": table, "t.map.yaml": renamed})) == wanted(2)


def test_columns_in_braces_can_be_split_and_skipped(tmp_path: Path) -> None:
    text = """\
kg: 1
table: {file: t.csv}
source: {id: odd, title: Odd, publisher: daily-paper, date: 2024}
columns:
  parts: {from: "{x}", split: ";"}
entities:
  "{a}": {is: Organization}
  "{parts}": {is: Concept}
facts:
  - "{a} engagesIn {parts}"
skip:
  - {column: "{y}", because: nothing}
"""
    files = {"t.map.yaml": text, "t.csv": 'a,{x},{y}\nv0 c0,"v0 c1;v0 c2",z\n'}
    assert stated(table_case(tmp_path, files)) == {(0, 0, 0, 1), (0, 0, 0, 2)}


@pytest.mark.long
def test_two_thousand_columns_are_read_and_drafted(tmp_path: Path) -> None:
    heads = ["place", *(f"h {number}" for number in range(1, 2000))]
    table = text_of(heads, [[f"Place {row}", *(str(row * number) for number in range(1, 2000))] for row in range(2)])
    text = """\
kg: 1
table: {file: wide.csv}
source: {id: wide, title: Wide, publisher: daily-paper, date: 2024}
columns:
  what: {unpivot: 'h [1-9]\\d*'}
entities:
  "{place}": {is: Region}
  "{what}": {is: Indicator, unit: people}
facts:
  - {Observation: "{what}", of: "{place}", date: 2023, value: "{what.value}"}
"""
    project = table_case(tmp_path, {"wide.csv": table, "wide.map.yaml": text})
    found = {
        (m[1], m[2], m[3])
        for line in clean_graph(project)
        if (m := re.search(r'Observation/h-(\d+)/place-(\d)/2023> <https://w3id.org/kga#value> "(\d+)"', line))
    }
    assert found == {(str(number), str(row), str(row * number)) for number in range(1, 2000) for row in range(2)}
    draft = draft_of(project, load_ontology([shipped_folder()]), project.facts_dir / "wide.csv")
    assert "# and 1940 more columns" in draft
    assert '"h 1999"' in draft


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), min_size=2, max_size=12))
@pytest.mark.long
def test_the_draft_of_a_table_with_any_columns_can_be_tried(heads: list[str]) -> None:
    named = [" ".join(head.replace("\ufeff", "").split()) for head in heads]
    named[-1] = named[-1] or "last"
    cells = [[f"v{row} c{column}" for column in range(len(named))] for row in range(2)]
    with tempfile.TemporaryDirectory() as folder:
        project = table_case(Path(folder) / "case", {"t.csv": text_of(named, cells)})
        draft = draft_of(project, load_ontology([shipped_folder()]), project.facts_dir / "t.csv")
        text = draft.replace("publisher: who-published-it", "publisher: daily-paper, date: 2024")
        (project.facts_dir / "t.map.yaml").write_text(text, encoding="utf-8")
        told_of = [line for line in told(project) if "linkedTo" not in line and "no-slug" not in line]
        names, _ = column_names(named)
        assert len(set(names)) == len(names)
        assert told_of == []
