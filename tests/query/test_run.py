from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.query.formats import FORMATS, serialize
from kg.query.run import Answer, run, unknown_slugs
from kg.query.saved import question
from kg.query.table import short_cell, short_rows, write_plain
from kg.query.values import Iri, python_value
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import BASE, KNOWN, store_of

NASTY = """
@prefix : <https://e.example/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a rdfs:label "=1+1" , "+2" , "-3" , "@x" , "\\tx" , "safe = 1" ; :number -4 , 5.5 .
"""


def ask(store: OxigraphStore, text: str) -> Answer:
    return run(store, question(text), prefixes=KNOWN)


def csv_lines(answer: Answer) -> list[str]:
    return serialize(answer, "csv", KNOWN)[0].decode().split("\r\n")


def test_prefixes_need_no_line_and_a_line_of_ones_own_wins(store: OxigraphStore) -> None:
    assert ask(store, "ASK { :harbour a kga:Place }").truth()
    assert not ask(store, "PREFIX kga: <http://other/> ASK { :harbour a kga:Place }").truth()


def test_relative_iris_are_those_of_the_case(store: OxigraphStore) -> None:
    assert ask(store, "ASK { <harbour> a kga:Place }").truth()


def test_rows_have_none_where_nothing_is_bound(store: OxigraphStore) -> None:
    answer = ask(store, "SELECT ?p ?v { ?p a kga:Place OPTIONAL { ?p kga:value ?v } } ORDER BY ?p")
    assert answer.columns == ["p", "v"]
    assert [list(row) for row in answer.rows()] == [[ox.NamedNode(BASE + "harbour"), None], [ox.NamedNode(BASE + "hills"), None]]


def test_triples_come_once_and_in_order(store: OxigraphStore) -> None:
    answer = ask(store, "CONSTRUCT { :x :has ?p } { ?who kga:operatesIn ?p }")
    assert [triple.object.value for triple in answer.triples()] == [BASE + "harbour", BASE + "hills"]  # type: ignore[union-attr]


def test_a_slug_that_the_graph_does_not_know_is_met_with_near_ones(store: OxigraphStore) -> None:
    asked = question("# param: place slug\nASK { ?who kga:operatesIn ?place }")
    assert unknown_slugs(store, run(store, asked, prefixes=KNOWN, values={"place": "harbor"}).bound) == {"place": ["harbour"]}
    assert unknown_slugs(store, run(store, asked, prefixes=KNOWN, values={"place": "harbour"}).bound) == {}


def test_a_spreadsheet_gets_no_formulas_from_texts_and_its_numbers_untouched() -> None:
    lines = csv_lines(ask(store_of(NASTY), "SELECT ?l { :a rdfs:label ?l } ORDER BY ?l"))
    assert lines == ["l", "'\tx", "'+2", "'-3", "'=1+1", "'@x", "safe = 1", ""]
    assert csv_lines(ask(store_of(NASTY), "SELECT ?n { :a :number ?n } ORDER BY ?n")) == ["n", "-4", "5.5", ""]


def test_csv_quotes_what_needs_quotes_and_leaves_the_unbound_empty() -> None:
    rows = csv_lines(ask(store_of(NASTY), "SELECT ?a ?b ?c { BIND('x,\"y\"' AS ?a) BIND('two\\nlines' AS ?b) }"))
    assert rows == ["a,b,c", '"x,""y""","two\nlines",', ""]
    assert csv_lines(ask(store_of(NASTY), "SELECT ?z {}")) == ["z", "", ""]


def test_tsv_is_exact() -> None:
    content, number = serialize(ask(store_of(NASTY), "SELECT ?l { :a rdfs:label ?l } ORDER BY DESC(?l) LIMIT 3"), "tsv", KNOWN)
    assert content.decode().splitlines() == ["?l", '"safe = 1"', '"@x"', '"=1+1"']
    assert number == 3


@pytest.mark.parametrize(("name", "number"), [("csv", 4), ("tsv", 4), ("json", 4), ("xml", 4)])
def test_every_format_of_rows_counts_them(name: str, number: int, store: OxigraphStore) -> None:
    content, counted = serialize(ask(store, "SELECT ?who ?p { ?who kga:operatesIn ?p }"), name, KNOWN)
    assert counted == number
    assert content.endswith(b"\n")
    if name != "csv":
        read = ox.parse_query_results(content, format=getattr(ox.QueryResultsFormat, name.upper()))
        assert isinstance(read, ox.QuerySolutions)
        assert len(list(read)) == number


@pytest.mark.parametrize(("name", "text"), [("csv", "true\r\n"), ("tsv", "true\n"), ("json", '{"head":{},"boolean":true}\n')])
def test_an_ask_can_be_written_too(name: str, text: str, store: OxigraphStore) -> None:
    assert serialize(ask(store, "ASK {}"), name, KNOWN) == (text.encode(), 1)


def test_turtle_uses_the_known_prefixes_and_declares_no_others(store: OxigraphStore) -> None:
    content, number = serialize(ask(store, "CONSTRUCT { ?p a kga:Place } { ?p a kga:Place }"), "ttl", KNOWN)
    assert content.decode().splitlines() == [
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
        "@prefix kga: <https://w3id.org/kga#> .",
        "@prefix : <https://e.example/> .",
        ":harbour a kga:Place .",
        ":hills a kga:Place .",
    ]
    assert number == 2


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("SELECT * {}", "ttl", "SELECT gives rows, which 'ttl' cannot hold. Use --format csv or tsv or json or xml."),
        ("ASK {}", "nt", "ASK gives true or false, which 'nt' cannot hold. Use --format csv or tsv or json or xml."),
        ("DESCRIBE :a", "csv", "CONSTRUCT and DESCRIBE give triples, which 'csv' cannot hold. Use --format ttl or nt."),
        ("ASK {}", "yaml", f"unknown format 'yaml'. Known: {', '.join(FORMATS)}."),
    ],
)
def test_a_format_that_cannot_hold_the_answer_says_which_can(text: str, name: str, message: str, store: OxigraphStore) -> None:
    with pytest.raises(UsageError) as caught:
        serialize(ask(store, text), name, KNOWN)
    assert str(caught.value) == message


def test_cells_for_people_are_short_and_on_one_line() -> None:
    assert short_cell(ox.NamedNode(BASE + "harbour"), BASE) == "harbour"
    assert short_cell(ox.NamedNode(KNOWN["kga"] + "Gang"), BASE) == "kga:Gang"
    assert short_cell(ox.NamedNode("https://other.example/x"), BASE) == "https://other.example/x"
    assert short_cell(ox.Literal("two\nlines\ttab"), BASE) == r"two\nlines\ttab"
    assert short_cell(None, BASE) == ""


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\u202egnp.exe", "\u2066x", "\x07", "\x1b]8;;http://x\x1b\\", "\u200b", "\r"])
def test_no_cell_can_steer_a_terminal(hostile: str) -> None:
    shown = short_cell(ox.Literal(f"x{hostile}y"), BASE)
    assert shown.isprintable()
    assert shown.startswith("x\\")


def test_letters_of_every_script_stay_as_they_are() -> None:
    text = "Cártel de Jalisco Nueva Generación, 日本, عربي, नमस्ते, 👩‍👩‍👧"
    assert short_cell(ox.Literal(text), BASE) == text


def test_plain_rows_are_tab_separated_and_have_no_header(store: OxigraphStore, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    rows, numeric = short_rows(ask(store, "SELECT ?y ?v { ?o kga:year ?y ; kga:value ?v } ORDER BY ?y"), BASE, KNOWN)
    write_plain(rows, sys.stdout)
    assert capsys.readouterr().out == "2023\t46.18\n2024\t38.76\n"
    assert numeric == [True, True]


def test_literals_become_python_values() -> None:
    def typed(text: str, name: str) -> object:
        return python_value(ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + name)))

    assert typed("2023", "integer") == 2023
    assert typed("46.180", "decimal") == Decimal("46.180")
    assert typed("1.5E0", "double") == 1.5
    assert typed("false", "boolean") is False
    assert repr(typed("2024-05-02", "date")) == "datetime.date(2024, 5, 2)"
    assert python_value(ox.Literal("Ana", language="es")) == "Ana"
    assert python_value(None) is None


@pytest.mark.parametrize(("text", "name"), [("-0044-03-15", "date"), ("2024-05-02Z", "date"), ("many", "integer"), ("2009", "gYear")])
def test_what_python_cannot_hold_stays_text(text: str, name: str) -> None:
    assert python_value(ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + name))) == text


def test_an_iri_is_a_text_that_knows_its_slug() -> None:
    iri = Iri(BASE + "Tenure/ana/mayor", BASE)
    assert (iri, iri.slug, iri.short) == (BASE + "Tenure/ana/mayor", "Tenure/ana/mayor", "Tenure/ana/mayor")
    assert (Iri(KNOWN["kga"] + "Gang", BASE).slug, Iri(KNOWN["kga"] + "Gang", BASE).short) == (None, "kga:Gang")
