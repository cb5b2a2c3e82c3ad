"""Numbers in facts: decimals with unit and doubt on the claim, and observations that are named by what they observe."""

from __future__ import annotations

import pytest

from tests.build.small_case import PEOPLE, Graph, built, source

SUMS: dict[str, tuple[str, ...]] = {
    "12": ("12", "", "", "", ""),
    "at least 12 USD": ("12", "USD", "kga:AtLeast", "12", ""),
    "at most 40 USD": ("40", "USD", "kga:AtMost", "", "40"),
    "5000..7000 USD": ("5000", "USD", "kga:Range", "5000", "7000"),
    "about 14.10 million USD": ("14100000", "USD", "kga:Approximate", "", ""),
    "60.30 %": ("60.3", "%", "", "", ""),
    "0007": ("7", "", "", "", ""),
    "-0.50 EUR": ("-0.5", "EUR", "", "", ""),
}
"""Sum as written, then object, unit, exactness, minimum and maximum of its claim."""

FACTS = source(
    "one",
    "".join(f"  - {{Payment: pay-{number}, payer: ana, sum: {text}, date: 2024}}\n" for number, text in enumerate(SUMS))
    + """\
  - {Observation: homicides, of: chile, date: 2023, value: 6.9}
  - {Observation: homicides, of: town, date: 2023, value: 6.85 per 100000 people}
  - {Observation: homicides, of: port, date: 2023, value: 7 per million people}
  - {Observation: turnout, of: town, date: 2023-10/2023-11, value: 60.3 %, counted: 65 %}
  - {Observation: turnout, of: town, date: 2023-10/2023-11, value: 60.50 %, counted: "90  %", method: hand count}
  - {Observation: null, indicator: turnout, of: chile, date: 2023~, value: 61 %}
  - {Election: vote, date: 2023-10}
  - ElectionResult: vote
    date: 2023-10
    quote: the count
    attribution: [police, daily-paper]
    columns: [candidate, share, seats, at]
    rows:
      - [party, 49.3 %, 12, row 1]
      - [league, 43.6, '', row 2]
      - [union, ~, 3, '']
  - Meeting: null
    columns: [Meeting, party, date]
    rows: [[first, "ana, luis", 2024-01], [second, [ana, rosa], "[2024-02..2024-03]"]]
  - {Sentence: years, defendant: ana, term: 12}
  - {Sentence: months, defendant: ana, term: 18 months}
  - {Event: raid, agent: police, killed: at least 3, date: 2024}
""",
).replace("  - Meeting: null\n    columns: [Meeting, party", "  - columns: [Meeting, party")
SAME = source(
    "two",
    """\
  - {Observation: homicides, of: chile, date: 2023, value: 6.85 per 100000 people}
  - {Observation: homicides, of: town, date: 2023, value: 9}
""",
    publisher="evening-wire",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("quantities"), {"people.yaml": PEOPLE, "one.yaml": FACTS, "two.yaml": SAME})


def quantity(graph: Graph, pattern: str) -> list[tuple[str, ...]]:
    """Object, unit, exactness, minimum and maximum of the claims that match."""
    return graph.rows(f"""SELECT ?o ?unit ?how ?low ?high WHERE {{ ?c {pattern} ; rdf:object ?o OPTIONAL {{ ?c kga:unit ?unit }}
        OPTIONAL {{ ?c kga:exactness ?how }} OPTIONAL {{ ?c kga:minimum ?low }} OPTIONAL {{ ?c kga:maximum ?high }} }}""")


@pytest.mark.parametrize(("number", "text"), list(enumerate(SUMS)))
def test_a_number_is_a_decimal_and_its_claim_says_the_rest(graph: Graph, number: int, text: str) -> None:
    assert quantity(graph, f"rdf:subject :pay-{number} ; rdf:predicate kga:sum") == [SUMS[text]]
    assert graph.values(f":pay-{number} kga:sum ?n BIND(DATATYPE(?n) AS ?x)") == ["xsd:decimal"]


def test_a_unit_that_is_the_propertys_own_is_not_told(graph: Graph) -> None:
    assert quantity(graph, "rdf:subject :years ; rdf:predicate kga:term") == [("12", "", "", "", "")]
    assert quantity(graph, "rdf:subject :months ; rdf:predicate kga:term") == [("18", "months", "", "", "")]


def test_a_whole_number_is_an_integer(graph: Graph) -> None:
    assert quantity(graph, "rdf:subject :raid ; rdf:predicate kga:killed") == [("3", "", "kga:AtLeast", "3", "")]
    assert graph.values(":raid kga:killed ?n BIND(DATATYPE(?n) AS ?x)") == ["xsd:integer"]


def test_an_observation_is_named_by_what_it_observes_and_not_by_its_value(graph: Graph) -> None:
    assert graph.values("?x a kga:Observation") == [
        "Observation/homicides/chile/2023",
        "Observation/homicides/port/2023",
        "Observation/homicides/town/2023",
        "Observation/turnout/chile/2023~",
        "Observation/turnout/town/2023-10%2F2023-11/counted=65%20%25",
        "Observation/turnout/town/2023-10%2F2023-11/counted=90%20%25/method=hand%20count",
    ]


def test_the_indicator_of_an_observation_is_a_role_of_its_own(graph: Graph) -> None:
    assert graph.rows("SELECT ?i ?of WHERE { <Observation/homicides/chile/2023> kga:indicator ?i ; kga:of ?of }") == [
        ("homicides", "chile")
    ]
    assert graph.ask("?c rdf:subject <Observation/homicides/chile/2023> ; rdf:predicate kga:indicator ; rdf:object :homicides")


def test_an_observation_says_its_unit_whether_it_is_the_indicators_or_its_own(graph: Graph) -> None:
    query = "SELECT ?of ?unit WHERE { ?o kga:indicator :homicides ; kga:of ?of ; kga:unit ?unit }"
    own = [("chile", "per 100000 people"), ("port", "per million people"), ("town", "per 100000 people")]
    assert graph.rows(query) == own


def test_the_claim_of_a_value_says_its_unit_only_where_it_is_not_the_indicators(graph: Graph) -> None:
    query = "SELECT ?s ?unit WHERE { ?c rdf:predicate kga:value ; rdf:subject ?s ; kga:unit ?unit . ?s kga:indicator :homicides }"
    assert graph.rows(query) == [("Observation/homicides/port/2023", "per million people")]


def test_an_observation_of_one_year_says_which(graph: Graph) -> None:
    years = graph.rows("SELECT ?o ?year WHERE { ?o kga:year ?year FILTER(DATATYPE(?year) = xsd:integer) }")
    assert years == [(f"Observation/homicides/{place}/2023", "2023") for place in ("chile", "port", "town")]


def test_values_of_two_sources_agree_at_the_coarser_precision_or_contradict(graph: Graph) -> None:
    assert graph.values("<Observation/homicides/chile/2023> kga:value ?x") == ["6.85", "6.9"]
    assert not graph.ask("?c rdf:subject <Observation/homicides/chile/2023> ; kga:contradicts ?d")
    assert graph.values("?c rdf:subject <Observation/homicides/town/2023> ; kga:contradicts ?d ; rdf:object ?x") == ["6.85", "9"]


def test_successive_counts_stand_apart(graph: Graph) -> None:
    query = "SELECT ?counted ?value WHERE { ?o kga:of :town ; kga:indicator :turnout ; kga:counted ?counted ; kga:value ?value }"
    assert graph.rows(query) == [("65 %", "60.3"), ("90  %", "60.5")]
    assert not graph.ask("?c rdf:predicate kga:value ; kga:contradicts ?d . ?c rdf:subject/kga:indicator :turnout")


def test_a_node_without_a_name_is_called_by_its_key(graph: Graph) -> None:
    assert graph.values("<Observation/homicides/chile/2023> rdfs:label ?x") == ["homicide rate, Chile, 2023"]
    assert graph.values("<ElectionResult/vote/party> rdfs:label ?x") == ["vote, Harbour Party"]
    assert graph.values(":vote rdfs:label ?x") == ["vote"]


def test_a_table_makes_a_node_of_each_row_with_what_the_rows_share(graph: Graph) -> None:
    query = """SELECT ?node ?share ?seats ?at WHERE { ?node a kga:ElectionResult ; kga:election :vote OPTIONAL { ?node kga:share ?share }
        OPTIONAL { ?node kga:seats ?seats }
        ?c rdf:subject ?node ; rdf:predicate rdf:type ; kga:quote "the count" OPTIONAL { ?c kga:at ?at } }"""
    assert graph.rows(query) == [
        ("ElectionResult/vote/league", "43.6", "", "row 2"),
        ("ElectionResult/vote/party", "49.3", "12", "row 1"),
        ("ElectionResult/vote/union", "", "3", ""),
    ]
    assert graph.values("?c rdf:predicate kga:seats ; kga:claimant ?x") == ["police"]


def test_the_class_of_a_table_may_be_a_column(graph: Graph) -> None:
    query = "SELECT ?m ?who ?date WHERE { ?m a kga:Meeting ; kga:party ?who ; kga:edtf ?date }"
    march = "[2024-02..2024-03]"
    assert graph.rows(query) == [
        ("first", "ana", "2024-01"),
        ("first", "luis", "2024-01"),
        ("second", "ana", march),
        ("second", "rosa", march),
    ]
