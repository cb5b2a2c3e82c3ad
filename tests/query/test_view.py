"""Views: the graph as it was at a time, or by some sources alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.cli.main import main
from kg.errors import UsageError
from kg.model.terms import PREFIXES
from kg.project import load_project
from kg.query import views
from kg.query.standing import CERTAIN, NOT, POSSIBLE, holds
from kg.query.view import WHOLE, View, day, view_of
from kg.query.view_graph import view_lines
from kg.query.views import open_view, view_generations
from kg.query.vocabulary import ontology_of_build

ROOT = Path(__file__).parents[2]
BASE = "https://e.example/"
ENTITIES = """\
kg: 1
entities:
  paper: {is: NewsOrganization, name: Paper}
  post: {is: NewsOrganization, name: Post}
  ana: {is: Person, name: Ana}
  luis: {is: Person, name: Luis}
  union: {is: Organization, name: Union}
  town: {is: Settlement, name: Town}
  county: {is: Place, name: County}
  land: {is: Country, name: Land}
  mayor: {is: Position, name: mayor of Town}
  cargo: {is: Indicator, name: cargo, unit: tonnes}
"""
SOLID = """\
kg: 1
source: {id: solid, title: Solid, publisher: paper, date: 2024-05-02, reliability: A}
facts:
  - {fact: ana memberOf union, date: 2001/2010}
  - {fact: luis memberOf union, date: "2010/"}
  - town locatedIn county
  - county locatedIn land
  - union operatesIn town
  - {Tenure: ana-mayor, holder: ana, post: mayor, date: 2008/2009}
  - {Tenure: luis-mayor, holder: luis, post: mayor}
  - {Observation: cargo, of: town, date: 2009, value: 10}
  - {PublicStatement: speech, agent: ana, topic: union, date: 2009-03-04}
"""
WEAK = """\
kg: 1
source: {id: weak, title: Weak, publisher: post, date: 2024-06-01, reliability: D}
entities:
  gang: {is: Cartel, name: Gang, quote: a gang, at: page 2}
facts:
  - {Observation: cargo, of: town, date: 2009, value: 99, rank: preferred}
  - {fact: ana memberOf union, not: true, rank: preferred}
  - {fact: gang operatesIn town, date: 2009}
  - {fact: luis alliedWith gang, retracted: it was another}
  - {Tenure: luis-mayor, holder: luis, post: mayor, date: 2020/2021}
"""


def build(folder: Path, *files: str) -> kg.Case:
    (folder / "facts").mkdir(parents=True)
    (folder / "kg.toml").write_text(f'base = "{BASE}"\ntitle = "Views"\nexports = ["graph.nq"]\n')
    for number, text in enumerate((ENTITIES, *files)):
        (folder / "facts" / f"{number}.yaml").write_text(text)
    assert main(["build", "--case", str(folder)]) == 0
    return kg.open(folder)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> kg.Case:
    return build(tmp_path_factory.mktemp("views") / "case", SOLID, WEAK)


def lines(case: kg.Case, view: View) -> list[str]:
    project = case.project

    def read() -> Iterator[str]:
        return iter((project.exports_dir / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True))

    return list(view_lines(read, project.base, ontology_of_build(project), view))


def sample(folder: Path) -> kg.Case:
    """The sample case, built in another place."""
    for name in ("facts", "ontology"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "kg.toml").write_text((ROOT / "kg.toml").read_text() + 'exports = ["graph.nq"]\n')
    case = kg.open(folder)
    case.build()
    return case


def rows(case: kg.Case, question: str, view: View) -> set[str]:
    prefixes = {**PREFIXES, "": BASE}
    return {row[0].value.removeprefix(BASE) for row in open_view(case.project, view).query(question, prefixes=prefixes)}


@pytest.mark.parametrize("graph", ["sample", "small"])
def test_where_every_claim_counts_the_view_is_the_graph_to_the_byte(graph: str, case: kg.Case, tmp_path: Path) -> None:
    """Standing, dates of situations, units, types and everything derived are judged anew, and come out as the build had them."""
    asked = sample(tmp_path) if graph == "sample" else case
    view = View(only=(("type", ()),))  # not even a source is asked anything
    assert "".join(lines(asked, WHOLE)) == (asked.project.exports_dir / "graph.nq").read_text(encoding="utf-8")
    assert view.key != WHOLE.key


def test_only_some_sources_is_what_a_build_without_the_others_gives(case: kg.Case, tmp_path: Path) -> None:
    without = build(tmp_path / "without", SOLID)
    expected = (without.project.exports_dir / "graph.nq").read_text(encoding="utf-8")
    assert "".join(lines(case, view_of(only=["reliability=A,B"]))) == expected
    assert "".join(lines(case, view_of(only=["source=solid"]))) == expected
    assert "".join(lines(case, view_of(only=["publisher=paper"]))) == expected


@pytest.mark.parametrize(
    ("date", "certain", "possible"),
    [
        ("2009", {"ana"}, {"ana", "luis"}),
        ("2005", set(), {"luis"}),
        ("2021-01", {"luis"}, {"luis"}),
    ],
)
def test_a_tenure_holds_certainly_possibly_or_not(date: str, certain: set[str], possible: set[str], tmp_path: Path) -> None:
    plain = WEAK if date == "2021-01" else ""
    case = build(tmp_path / "case", SOLID, *([plain] if plain else []))
    question = "SELECT ?who { ?t a kga:Tenure ; kga:post :mayor ; kga:holder ?who }"
    assert rows(case, question, view_of(date)) == certain
    assert rows(case, question, view_of(date, possible=True)) == possible


def test_timeless_facts_always_hold_and_what_follows_from_them_too(case: kg.Case) -> None:
    assert rows(case, "SELECT ?p { :town kga:locatedIn ?p }", view_of("1850")) == {"county", "land"}


def test_undated_facts_that_are_not_timeless_are_possible_only(case: kg.Case) -> None:
    question = "SELECT ?p { :union kga:operatesIn ?p }"
    assert rows(case, question, view_of("1850")) == set()
    assert rows(case, question, view_of("1850", possible=True)) == {"town"}


def test_an_event_outside_the_window_is_gone_with_its_roles_and_claims(case: kg.Case) -> None:
    view = view_of("2010/2011", possible=True)
    assert rows(case, "SELECT ?s { ?s ?p ?o FILTER(?s = :speech) }", view) == set()
    assert rows(case, "SELECT ?c { ?c rdf:subject :speech }", view) == set()
    assert rows(case, "SELECT ?s { ?s a kga:PublicStatement }", view_of("2009-03")) == {"speech"}


def test_what_one_source_preferred_hides_nothing_where_it_does_not_count(case: kg.Case) -> None:
    values = "SELECT ?v { ?o kga:value ?v }"
    assert rows(case, values, WHOLE) == {"99"}
    assert rows(case, values, view_of(only=["reliability=A"])) == {"10"}
    members = "SELECT ?who { ?who kga:memberOf :union }"
    assert "ana" not in rows(case, members, WHOLE)
    assert "ana" in rows(case, members, view_of(only=["reliability=A"]))
    assert rows(case, "SELECT ?c { ?c kga:claimStatus kga:Disputed }", view_of(only=["reliability=A"])) == set()


def test_what_is_only_mentioned_keeps_its_name_alone(case: kg.Case) -> None:
    view = view_of("2024", only=["source=weak"], possible=True)
    assert rows(case, "SELECT ?c { ?x a ?c FILTER(?x = :gang) }", view_of(only=["source=solid"])) == set()
    assert rows(case, "SELECT ?n { :gang rdfs:label ?n }", view) == {"Gang"}


def test_holds_is_certain_where_it_surely_was_so_or_lies_wholly_within() -> None:
    window = view_of("2009").window
    year = (day("2009-01-01"), day("2009-12-31"), day("2009-01-01"), day("2009-12-31"))
    assert holds(year, window) == CERTAIN
    assert holds((day("2001-01-01"), day("2001-12-31"), day("2012-01-01"), None), window) == CERTAIN
    assert holds((None, day("2012-12-31"), None, None), window) == POSSIBLE
    assert holds((day("2010-01-01"), None, None, None), window) == NOT


def test_views_are_made_once_and_the_oldest_go(case: kg.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 4)
    folder = view_generations(case.project).folder
    open_view(case.project, view_of("1999"))
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    open_view(case.project, view_of("1999-01-01/1999-12-31"))  # the same days
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == made
    for year in range(1900, 1907):
        open_view(case.project, view_of(str(year)))
    assert len(list(folder.iterdir())) <= 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"as_of": "yesterday"}, "is no date"),
        ({"as_of": ""}, "is empty"),
        ({"as_of": " "}, "is empty"),
        ({"as_of": "current"}, "'current' is no date here"),
        ({"possible": True}, "need a time"),
        ({"as_of": "2009", "certain": True, "possible": True}, "exclude each other"),
        ({"only": ["reliability"]}, "no condition"),
        ({"only": ["colour=blue"]}, "no condition"),
        ({"only": ["type=a", "type=b"]}, "asked for twice"),
    ],
)
def test_options_that_do_not_fit_are_told(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        view_of(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("only", "message", "remedy"),
    [
        ("publisher=papr", "no source has the publisher 'papr'", "Did you mean paper?"),
        ("reliability=Z", "no source has the reliability 'Z'", "There is A, D."),
        ("type=film", "no source has the type 'film'", "No source says its type."),
        ("source=gone,lost", "no source has the source 'gone' or 'lost'", "There is solid, weak."),
    ],
)
def test_a_value_that_no_source_has_is_told_with_those_that_there_are(only: str, message: str, remedy: str, case: kg.Case) -> None:
    with pytest.raises(UsageError, match=message) as error:
        rows(case, "SELECT ?s { ?s ?p ?o }", view_of(only=[only]))
    assert error.value.remedy == remedy


def test_of_several_values_one_that_a_source_has_is_enough(case: kg.Case) -> None:
    assert lines(case, view_of(only=["reliability=A,C"])) == lines(case, view_of(only=["reliability=A"]))


def test_a_year_may_be_a_number() -> None:
    assert view_of(2009) == view_of("2009")


INNER_AND_OUTER = [
    (view_of("2009"), view_of("2005/2010"), "as of 2009, what certainly holds"),
    (view_of("2009"), view_of("2005/2010", possible=True), "as of 2009, what certainly holds"),
    (view_of(only=["reliability=A,B"]), view_of("2009", only=["reliability=B,C"]), "as of 2009, what certainly holds; only reliability B"),
    (view_of("2009", possible=True), view_of(only=["publisher=paper"]), "as of 2009, what may hold; only publisher paper"),
    (WHOLE, view_of("2009", possible=True), "as of 2009, what may hold"),
]


@pytest.mark.parametrize(("inner", "outer", "both"), INNER_AND_OUTER)
def test_a_view_within_another_shows_what_both_show(inner: View, outer: View, both: str) -> None:
    assert str(inner.within(outer)) == both


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        (view_of("2004"), view_of("2005/2010")),
        (view_of("2009/.."), view_of("2005/2010")),
        (view_of("2009", possible=True), view_of("2009")),
        (view_of(only=["publisher=post"]), view_of(only=["publisher=paper"])),
    ],
)
def test_what_the_outer_view_leaves_out_cannot_be_asked_for(inner: View, outer: View) -> None:
    with pytest.raises(UsageError, match="only a part of the graph is here"):
        inner.within(outer)


def test_the_command_line_asks_and_explains_a_view(case: kg.Case, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(case.project.root)
    question = "SELECT ?who { ?who kga:memberOf :union }"
    assert main(["query", question, "--only", "reliability=A", "--as-of", "2005", "--case", root]) == 0
    out, err = capsys.readouterr()
    assert out == "ana\n"
    assert "as of 2005, what certainly holds; only reliability A" in err
    assert main(["explain", "ana", "--as-of", "1990", "--case", root]) == 0
    assert "member of" not in capsys.readouterr().out


def test_a_view_of_a_case_that_was_never_built_says_so(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(f'base = "{BASE}"\n')
    with pytest.raises(kg.KgError, match="no graph has been built"):
        open_view(load_project(tmp_path), view_of("2009"))
