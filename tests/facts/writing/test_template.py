"""``kg template``: an empty workbook made from the ontology, which builds as it is once it is filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.build.small_case import Graph, built
from tests.facts.tables.table_case import clean_graph, table_case
from tests.robustness.small_case import ROOT, kg

PUBLISHER = """\
kg: 1
entities:
  daily-paper: {is: NewsOrganization, name: Daily Paper}
  mayor: {is: Position, name: mayor}
  harbour: {is: Settlement, name: Harbour}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``kg template Gang Person Tenure`` writes in the sample case."""
    path = tmp_path_factory.mktemp("template") / "book.xlsx"
    done = kg(ROOT, "template", "Gang", "Person", "Tenure", "-o", str(path))
    assert done.returncode == 0, done.stderr
    return path


def heads(page: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in page[1]}


def fill(page: Worksheet, row: int, **cells: Any) -> None:
    """Fill a row as a person would, by the names of the columns."""
    for head, text in cells.items():
        page.cell(row, heads(page)[head], text)


def filled(template: Path, target: Path) -> bytes:
    book = load_workbook(template)
    fill(book["Source"], 3, id="paper-1", title="Who runs the port", publisher="daily-paper", date="2024-05-02", type="article")
    fill(book["Gang"], 3, slug="crew", name="The Crew", aka="Crew | TC", source="paper-1", quote="gang", operatesIn="harbour")
    fill(book["Person"], 3, slug="eva", name="Eva Paz", source="paper-1", memberOf="crew", leads="crew")
    fill(book["Person"], 4, slug="luz", name="Luz Mar")
    fill(book["Tenure"], 3, holder="luz", post="mayor", date="2019/2023", source="paper-1", at="p. 2")
    book.save(target)
    return target.read_bytes()


def test_there_is_a_sheet_for_each_class_and_one_for_sources(template: Path) -> None:
    book = load_workbook(template)
    assert [page.title for page in book if page.sheet_state == "visible"] == ["Source", "Gang", "Person", "Tenure"]
    assert {"slug", "name", "aka", "source", "quote", "memberOf", "nationality", "birthDate", "modality"} <= heads(book["Person"]).keys()
    assert [*heads(book["Tenure"])][:4] == ["slug", "name", "holder", "post"]


def test_every_head_has_a_comment(template: Path) -> None:
    for page in load_workbook(template):
        if page.sheet_state == "visible":
            assert [cell.value for cell in page[1] if not (cell.comment and cell.comment.text)] == []


def choices(page: Worksheet, head: str) -> list[str]:
    """The texts of a column's drop-down, without those that come from other sheets."""
    letter = page.cell(1, heads(page)[head]).column_letter
    offered = next(v for v in page.data_validations.dataValidation if f"{letter}2" in v.sqref)
    name, _, cells = str(offered.formula1).partition("!")
    found = [row[0].value for row in page.parent[name.strip("'")][cells.replace("$", "")]]
    return [text for text in found if text and not str(text).startswith("=")]


def test_words_classes_and_slugs_are_offered(template: Path, tmp_path: Path) -> None:
    book = load_workbook(template)
    assert choices(book["Tenure"], "status") == ["proposed", "pending", "scheduled", "underway", "completed", "abandoned"]
    assert choices(book["Person"], "modality")[:2] == ["alleged", "charged"]
    organization = tmp_path / "o.xlsx"
    assert kg(ROOT, "template", "Organization", "-o", str(organization)).returncode == 0
    assert {"Organization", "Cartel", "Court"} <= {*choices(load_workbook(organization)["Organization"], "is")}


def test_slugs_of_the_last_build_and_of_the_workbook_are_offered(tmp_path: Path) -> None:
    graph: Graph = built(tmp_path / "case", {"publisher.yaml": PUBLISHER})
    assert kg(graph.case, "template", "Gang", "Tenure", "-o", str(tmp_path / "book.xlsx")).returncode == 0
    book = load_workbook(tmp_path / "book.xlsx")
    assert choices(book["Gang"], "operatesIn") == ["harbour"]
    assert choices(book["Tenure"], "post") == ["mayor"]
    assert choices(book["Tenure"], "holder") == ["daily-paper"]
    formulas = [cell.value for row in book["_lists"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert "=IF('Gang'!$A3=\"\",\"\",'Gang'!$A3)" in formulas


def test_an_empty_template_states_nothing(template: Path, tmp_path: Path) -> None:
    without = clean_graph(table_case(tmp_path / "without", {"p.yaml": PUBLISHER}, people=""))
    assert clean_graph(table_case(tmp_path / "with", {"p.yaml": PUBLISHER, "book.xlsx": template.read_bytes()}, people="")) == without


def test_a_filled_template_builds_as_it_is(template: Path, tmp_path: Path) -> None:
    case = table_case(tmp_path / "case", {"p.yaml": PUBLISHER, "book.xlsx": filled(template, tmp_path / "filled.xlsx")}, people="")
    done = kg(case.root, "build")
    assert done.returncode == 0, done.stderr
    yaml = """\
kg: 1
source: {id: paper-1, title: Who runs the port, publisher: daily-paper, date: 2024-05-02, type: article}
entities:
  crew: {is: Gang, name: The Crew, aka: [Crew, TC], quote: gang}
  eva: {is: Person, name: Eva Paz}
facts:
  - {fact: crew operatesIn harbour, quote: gang}
  - eva memberOf crew
  - eva leads crew
  - {Tenure: null, holder: luz, post: mayor, date: 2019/2023, at: p. 2}
"""
    more = "  luz: {is: Person, name: Luz Mar}\n"
    wanted = clean_graph(table_case(tmp_path / "yaml", {"p.yaml": PUBLISHER + more, "paper.yaml": yaml}, people=""))
    assert (case.root / "exports" / "graph.nq").read_text(encoding="utf-8").splitlines() == wanted


@pytest.mark.parametrize(
    ("classes", "message"),
    [(["Gnag"], "'Gnag' is no class of entities or situations. Did you mean 'Gang'?"), (["Claim"], "'Claim' is no class")],
)
def test_what_is_no_class_of_facts_is_refused(classes: list[str], message: str, tmp_path: Path) -> None:
    done = kg(ROOT, "template", *classes, "-o", str(tmp_path / "x.xlsx"))
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "x.xlsx").exists()
