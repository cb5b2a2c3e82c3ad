"""``kg convert``: YAML, a folder of CSV files and a workbook hold the same facts, whichever way they were written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.tables.native_cells import cell_of, guarded, slugs_of, texts_of, unguarded
from kg.facts.writing.records import Book, Statement
from kg.facts.writing.yaml_files import yaml_file
from kg.ontology.loader import load_ontology
from kg.ontology.ontology import Ontology
from kg.project import Project, load_project
from tests.facts.reading import read
from tests.facts.tables.table_case import clean_graph, table_case
from tests.facts.tables.test_native import YAML
from tests.long import sampled
from tests.robustness.small_case import ROOT, Done, kg


def _sample(folder: Path) -> Path:
    """The sample case without its facts."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copy(ROOT / "kg.toml", folder)
    return folder


def convert(project: Project, origin: str, target: Path) -> Done:
    """Run the command on a file below ``facts/`` of a case."""
    return kg(project.root, "convert", str(project.root / "facts" / origin), str(target))


@pytest.mark.parametrize("way", sampled([["book.xlsx", "yaml", "sheets"], ["sheets"], ["book.xlsx"], ["sheets", "yaml"]], 4), ids=" ".join)
def test_the_sample_gives_the_same_graph_from_yaml_csv_and_workbook(way: list[str], tmp_path: Path) -> None:
    origin, case = ROOT / "facts", _sample(tmp_path / "case")
    for name in way:
        done = kg(ROOT, "convert", str(origin), str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        origin = tmp_path / name
    (case / "facts").mkdir()
    shutil.move(origin, case / "facts")
    assert clean_graph(load_project(case)) == (ROOT / "exports" / "graph.nq").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("target", ["book.xlsx", "sheets", "all.yaml"])
def test_every_part_of_a_fact_survives(target: str, tmp_path: Path) -> None:
    project = table_case(tmp_path / "case", {"all.yaml": YAML})
    before = clean_graph(project)
    done = convert(project, "all.yaml", tmp_path / target)
    assert done.returncode == 0, done.stderr
    (project.root / "facts" / "all.yaml").unlink()
    shutil.move(tmp_path / target, project.root / "facts")
    assert clean_graph(project) == before


def test_no_cell_of_a_csv_file_or_workbook_can_be_run(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    risky = ["=HYPERLINK(1)", "+1 (dial)", "-cmd", "@SUM(A1)"]
    lines = "".join(f'  e-{number}: {{is: Person, name: "{text}"}}\n' for number, text in enumerate(risky))
    project = table_case(tmp_path / "case", {"all.yaml": f"kg: 1\nentities:\n{lines}"})
    for target in ("book.xlsx", "sheets"):
        assert convert(project, "all.yaml", tmp_path / target).returncode == 0
    cells = [line.split(",")[1] for line in (tmp_path / "sheets" / "Person.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert cells == [f"'{text}" for text in risky]
    page = load_workbook(tmp_path / "book.xlsx")["Person"]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in page["B"][1:]] == [(text, "s", True) for text in risky]


def test_a_mapped_table_is_written_as_the_facts_that_it_makes(tmp_path: Path) -> None:
    mapping = """\
kg: 1
table: {file: members.csv}
source: {id: register, title: Register, publisher: daily-paper, date: 2024}
entities:
  "{Name}": {is: Person, name: "{Name}"}
facts:
  - {fact: "{Name} memberOf party", at: "row {#row}", note: "{Note}"}
"""
    files = {"members.map.yaml": mapping, "members.csv": "Name,Note\nEva Paz,new\nLuz Mar,\n"}
    project = table_case(tmp_path / "case", files)
    before = clean_graph(project)
    done = convert(project, "members.map.yaml", project.root / "facts" / "members.yaml")
    assert done.returncode == 0, done.stderr
    for name in files:
        (project.root / "facts" / name).unlink()
    assert clean_graph(project) == before


def test_what_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    project = table_case(tmp_path / "case", {"all.yaml": YAML})
    done = convert(project, ".", project.root / "facts" / "all.yaml")
    assert done.returncode == 2
    assert "this is there already" in done.stderr
    assert (project.root / "facts" / "all.yaml").read_text() == YAML


@pytest.mark.parametrize(
    ("target", "more", "said"),
    [
        ("o.csv", [], "nothing is written to a file that ends in '.csv'. Targets: NAME.yaml, NAME.xlsx, or a folder"),
        ("o.ods", ["--to", "csv"], "nothing is written to a file that ends in '.ods'."),
        ("o.xlsx", ["--to", "csv"], "csv is not written to a file that ends in '.xlsx'."),
    ],
)
def test_a_target_that_is_none_is_refused_and_not_made_a_folder(target: str, more: list[str], said: str, tmp_path: Path) -> None:
    project = table_case(tmp_path / "case", {})
    done = kg(project.root, "convert", str(project.facts_dir), str(tmp_path / target), *more)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / target).exists()


def test_a_folder_may_have_a_number_behind_a_point(tmp_path: Path) -> None:
    project = table_case(tmp_path / "case", {})
    done = kg(project.root, "convert", str(project.facts_dir), str(tmp_path / "sheets-1.0"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "sheets-1.0").is_dir()


def test_facts_that_cannot_be_read_are_not_half_written(tmp_path: Path) -> None:
    project = table_case(tmp_path / "case", {"all.yaml": "kg: 1\nentities:\n  eva: {is: Persn, name: Eva}\n"})
    done = convert(project, "all.yaml", tmp_path / "book.xlsx")
    assert done.returncode == 1
    assert "facts/all.yaml:3:13: unknown-class unknown class 'Persn'. Did you mean 'Person'?" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    long = "x" * 33_000
    project = table_case(tmp_path / "case", {"all.yaml": f"kg: 1\nentities:\n  eva: {{is: Person, name: {long}}}\n"})
    done = convert(project, "all.yaml", tmp_path / "book.xlsx")
    assert done.returncode == 1
    assert "a text for the sheet 'Person', row 2, is longer than a workbook's cell." in done.stderr
    assert convert(project, "all.yaml", tmp_path / "sheets").returncode == 0


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool), min_size=1))
def test_texts_in_a_cell_read_back(texts: list[str]) -> None:
    assert texts_of(unguarded(guarded(cell_of(texts)))) == texts


@given(st.text(st.sampled_from("'=+-@ a1,\t"), max_size=6))
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@"))


def test_slugs_in_a_cell_may_have_commas_left_over() -> None:
    assert slugs_of(" ana ,, luis, ") == ["ana", "luis"]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([])


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=40).map(str.strip).filter(bool))
def test_any_text_reads_back_from_the_yaml_that_is_written(ontology: Ontology, text: str) -> None:
    claims = read("kg: 1\nsource: {id: s, title: T}\nfacts:\n  - {fact: a memberOf b, note: x}\n").claims
    book = Book(statements=[Statement(claims[0]._replace(notes=text), ["a"], "memberOf", ["b"])])
    again = read(yaml_file(book, ontology, "en"))
    assert [claim.notes for claim in again.claims] == [text]
    assert again.findings == []
