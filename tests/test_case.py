import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.case import Case, Result
from kg.errors import CaseError, FindingsError, KgError, QueryError, StoreError, UsageError
from kg.query.values import Iri

ROOT = Path(__file__).parents[1]
BASE = "https://e.example/"
FACTS = """\
kg: 1
source: {id: paper-1, title: Port report, publisher: paper, date: 2024-05-02}
entities:
  paper: {is: NewsOrganization, name: Daily Paper}
  ana: {is: Person, name: Ana Vega}
  union: {is: Organization, name: Port Union}
  port: {is: Settlement, name: San Pedro}
  cargo: {is: Indicator, name: cargo, unit: tonnes}
facts:
  - {fact: ana leads union, date: 2021-03-04, quote: runs the union}
  - union operatesIn port
  - {Observation: cargo, of: port, date: 2023, value: 10.5}
"""


def write(folder: Path, facts: str = FACTS) -> Path:
    (folder / "facts").mkdir()
    (folder / "queries").mkdir()
    (folder / "kg.toml").write_text(f'base = "{BASE}"\nexports = ["graph.nq"]\n')
    (folder / "facts" / "report.yaml").write_text(facts)
    (folder / "queries" / "leads.rq").write_text("# Who leads what?\n# param: who slug = ana\nSELECT ?who ?what { ?who kga:leads ?what }\n")
    return folder


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    opened = kg.open(write(tmp_path_factory.mktemp("case")))
    opened.build()
    return opened


def test_importing_kg_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(set(sys.modules) - before - {'__future__'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "{'kg'}\n"


def test_every_public_name_is_there_and_an_unknown_one_says_so() -> None:
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'opn'"):
        kg.opn  # type: ignore[attr-defined]  # noqa: B018


def test_opening_finds_the_nearest_case_upward(case: Case) -> None:
    assert kg.open(case.project.root / "facts").project == case.project


def test_opening_a_folder_without_a_case_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="Run 'kg init DIR' to start a case"):
        kg.open(tmp_path)


def test_a_build_gives_its_counts(case: Case) -> None:
    result = case.build()
    assert (result.counts["sources"], result.counts["entities"], result.unchanged) == (1, 5, True)


def test_a_build_of_bad_facts_raises_with_all_findings(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        kg.open(write(tmp_path, FACTS + "  - ana leeds union\n  - ana leads unoin\n")).build()
    codes = {finding.code for finding in caught.value.findings}
    assert {"unknown-property", "unknown-slug"} <= codes


def test_findings_are_those_of_the_facts_as_they_are_now(tmp_path: Path) -> None:
    opened = kg.open(write(tmp_path))
    assert "unknown-slug" not in {finding.code for finding in opened.findings()}
    (tmp_path / "facts" / "report.yaml").write_text(FACTS + "  - ana leads unoin\n")
    assert "unknown-slug" in {finding.code for finding in opened.findings(today=date(2025, 1, 1))}


def test_rows_are_typed_and_their_cells_have_names(case: Case) -> None:
    result = case.query(
        "SELECT ?who ?day ?value ?year ?quote ?none {"
        " ?c rdf:subject ?who ; rdf:predicate kga:leads ; kga:startEarliest ?day ; kga:quote ?quote ."
        " ?o kga:value ?value ; kga:year ?year }"
    )
    assert result.columns == ("who", "day", "value", "year", "quote", "none")
    [row] = result
    assert row == (BASE + "ana", date(2021, 3, 4), Decimal("10.5"), 2023, "runs the union", None)
    assert (row.who.slug, row["year"], row[1]) == ("ana", 2023, date(2021, 3, 4))
    assert row.asdict()["quote"] == "runs the union"
    who, *_ = row
    assert isinstance(who, Iri)


def test_a_wrong_column_names_the_right_ones(case: Case) -> None:
    row = case.query("leads")[0]
    with pytest.raises(AttributeError, match="the row has no column 'whom'; it has: who, what"):
        row.whom  # noqa: B018
    with pytest.raises(KeyError, match="it has: who, what"):
        row["whom"]


def test_a_result_is_a_sequence(case: Case) -> None:
    result = case.query("SELECT ?x { ?x a kga:Entity } ORDER BY ?x")
    assert len(result) == 6
    assert [row.x.slug for row in result[1:3]] == [row.x.slug for row in list(result)[1:3]]
    assert repr(result) == "<Result of 6 rows: x>"
    assert not case.query("SELECT ?x { ?x a kga:Cartel }")


@pytest.mark.parametrize("who", ["ana", Iri(BASE + "ana", BASE)])
def test_a_saved_question_takes_slugs_and_iris(who: str, case: Case) -> None:
    assert [tuple(row) for row in case.query("leads", {"who": who})] == [(BASE + "ana", BASE + "union")]
    assert len(case.query("leads", {"who": "union"})) == 0


def test_dates_and_numbers_are_given_as_such(case: Case) -> None:
    assert case.query("# param: day date\nASK { ?c kga:startEarliest ?day }", {"day": date(2021, 3, 4)})
    assert case.query("# param: year integer\nASK { ?o kga:year ?year }", {"year": 2023})
    assert not case.query("# param: year integer\nASK { ?o kga:year ?year }", {"year": 2024})


@pytest.mark.parametrize("value", [None, 1.5, True, ["ana"]])
def test_a_parameter_of_another_type_is_refused(value: object, case: Case) -> None:
    with pytest.raises(UsageError, match="parameter 'who' cannot be"):
        case.query("leads", {"who": value})


def test_an_ask_is_a_bool(case: Case) -> None:
    assert case.query("ASK { :ana kga:leads :union }") is True
    assert case.query("ASK { :union kga:leads :ana }") is False


def test_a_construct_is_an_rdflib_graph(case: Case) -> None:
    import rdflib

    graph = case.query("CONSTRUCT { ?a :led ?b } { ?a kga:leads ?b }")
    assert isinstance(graph, rdflib.Graph)
    assert list(graph) == [(rdflib.URIRef(BASE + "ana"), rdflib.URIRef(BASE + "led"), rdflib.URIRef(BASE + "union"))]
    assert len(case.query("DESCRIBE :ana")) > 3


def test_bad_sparql_says_line_and_column(case: Case) -> None:
    with pytest.raises(QueryError) as caught:
        case.query("SELECT ?x {\n ?x foo:bar ?y }")
    assert (caught.value.line, caught.value.column) == (2, 5)


def test_a_question_before_the_first_build_says_to_build(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph has been built yet\. Run 'kg build' first\."):
        kg.open(write(tmp_path)).query("ASK {}")


def test_pandas_gets_the_rows_where_it_is_installed_and_is_missed_clearly(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pandas is not installed\. Run 'pip install pandas', or take the rows as they are."):
        case.query("leads").to_pandas()


def test_a_data_frame_has_the_columns_of_the_question(case: Case) -> None:
    pytest.importorskip("pandas")
    frame = case.query("leads").to_pandas()
    assert list(frame.columns) == ["who", "what"]
    assert frame.loc[0, "who"] == BASE + "ana"


def test_a_stand_in_for_pandas_gets_rows_and_columns(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pandas:
        @staticmethod
        def DataFrame(rows: list[tuple[object, ...]], columns: list[str]) -> tuple[list[tuple[object, ...]], list[str]]:  # noqa: N802
            return rows, columns

    monkeypatch.setitem(sys.modules, "pandas", Pandas)
    assert case.query("leads").to_pandas() == ([(BASE + "ana", BASE + "union")], ["who", "what"])


@pytest.mark.filterwarnings("ignore:Dataset.default_context")  # rdflib's own reader uses a name that rdflib has given up
def test_the_graph_in_rdflib_is_the_exported_one(case: Case) -> None:
    import rdflib

    dataset = case.graph()
    exported = rdflib.Dataset()
    exported.parse(case.project.exports_dir / "graph.nq", format="nquads")
    assert isinstance(dataset, rdflib.Dataset)
    for graph in (None, rdflib.URIRef("https://w3id.org/kga#derived")):
        ours, theirs = (data.default_graph if graph is None else data.graph(graph) for data in (dataset, exported))
        assert set(ours) == set(theirs)
        assert len(ours) > 0
    assert (
        rdflib.URIRef(BASE + "ana"),
        rdflib.URIRef("https://w3id.org/kga#leads"),
        rdflib.URIRef(BASE + "union"),
    ) in dataset.default_graph
    assert dict(dataset.namespaces())["kga"] == rdflib.URIRef("https://w3id.org/kga#")


def test_the_network_has_entities_as_nodes_and_statements_as_edges(case: Case) -> None:
    network = case.network()
    assert network.nodes["ana"]["name"] == "Ana Vega"
    assert network.has_edge("ana", "union", key="leads")
    assert network.edges["union", "port", "operatesIn"]["sources"] == 1


def test_pyvis_draws_the_network(case: Case) -> None:
    from pyvis.network import Network

    drawn = case.pyvis()
    assert isinstance(drawn, Network)
    assert {"ana", "union", "port"} <= set(drawn.get_nodes())


def test_a_case_says_which_it_is(case: Case) -> None:
    assert repr(case) == f"<Case {case.project.title!r} in {case.project.root}>"


def test_an_empty_result_keeps_its_columns() -> None:
    assert (Result(["a", "b"], []).columns, list(Result(["a"], []))) == (("a", "b"), [])
