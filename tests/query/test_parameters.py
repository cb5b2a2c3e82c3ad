from collections.abc import Mapping

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import QueryError, UsageError
from kg.model.terms import XSD
from kg.query.parameters import Parameter, bind, declared, terms
from kg.query.run import run
from kg.query.saved import question
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import BASE, KNOWN, TURTLE

HARBOUR = {"place": ox.NamedNode(BASE + "harbour")}


def test_parameters_are_read_from_whole_line_comments() -> None:
    text = "# Title\n# param: place slug = harbour\n#param: n integer\nSELECT ?x { ?x ?p '# param: not string' }"
    assert declared(text) == {"place": Parameter("place", "slug", "harbour"), "n": Parameter("n", "integer")}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# param: place", "queries/q.rq:2:1: this parameter cannot be read. Write: # param: NAME slug|date|integer|string [= DEFAULT]"),
        ("# param: place slugg", "queries/q.rq:2:1: unknown kind 'slugg' of parameter. Known kinds: slug, date, integer, string."),
        ("# param: a slug\n# param: a date", "queries/q.rq:3:1: parameter 'a' is declared twice."),
    ],
)
def test_a_declaration_that_cannot_be_read_says_where_and_how_to_write_it(line: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        declared(f"# Title\n{line}\nASK {{}}", "queries/q.rq")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("slug", "harbour", ox.NamedNode(BASE + "harbour")),
        ("slug", "Tenure/ana/mayor", ox.NamedNode(BASE + "Tenure/ana/mayor")),
        ("slug", "Observation/votes/x/counted=65%20%25", ox.NamedNode(BASE + "Observation/votes/x/counted=65%20%25")),
        ("slug", "kga:Gang", ox.NamedNode(KNOWN["kga"] + "Gang")),
        ("date", "2025-02-19", ox.Literal("2025-02-19", datatype=ox.NamedNode(XSD + "date"))),
        ("integer", "-007", ox.Literal("-7", datatype=ox.NamedNode(XSD + "integer"))),
        ("string", 'a "b" \\ {', ox.Literal('a "b" \\ {')),
    ],
)
def test_text_becomes_a_term_of_the_declared_kind(kind: str, text: str, term: ox.NamedNode | ox.Literal) -> None:
    assert terms({"x": Parameter("x", kind)}, {"x": text}, KNOWN) == {"x": term}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("slug", "a b"),
        ("slug", "../x"),
        ("slug", "a//b"),
        ("slug", "x>"),
        ("slug", "nope:x"),
        ("slug", ""),
        ("date", "2025"),
        ("date", "2025-02-30"),
        ("integer", "3.5"),
        ("integer", "9" * 30),
    ],
)
def test_text_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(UsageError, match="does not fit parameter 'x', which takes"):
        terms({"x": Parameter("x", kind)}, {"x": text}, KNOWN)


def test_a_missing_value_and_an_unknown_name_say_what_to_give() -> None:
    parameters = {"place": Parameter("place", "slug")}
    with pytest.raises(UsageError) as missing:
        terms(parameters, {}, KNOWN)
    with pytest.raises(UsageError) as unknown:
        terms(parameters, {"plase": "harbour"}, KNOWN)
    assert str(missing.value).endswith("Give it with --param place=VALUE.")
    assert str(unknown.value) == "the question has no parameter 'plase'. It takes: place."


QUERIES = {
    "column": "SELECT ?place ?who { ?who kga:operatesIn ?place }",
    "filter": "SELECT ?who { ?who kga:operatesIn ?p FILTER(?p = ?place) }",
    "filter in a subquery": "SELECT ?who { ?who a kga:Gang { SELECT ?who { ?who kga:operatesIn ?p FILTER(?p = ?place) } } }",
    "column of a subquery": "SELECT ?who ?place { { SELECT ?who ?place { ?who kga:operatesIn ?place } } }",
    "only column of a subquery": "SELECT ?who { ?who kga:operatesIn ?p { SELECT ?place { ?place a kga:Place } } FILTER(?p = ?place) }",
    "exists": "SELECT ?who { ?who a kga:Gang FILTER EXISTS { ?who kga:operatesIn ?place } }",
    "not exists": "SELECT ?who { ?who a kga:Gang FILTER NOT EXISTS { ?who kga:operatesIn ?place } }",
    "optional": "SELECT ?who ?v { ?who a kga:Gang OPTIONAL { ?v kga:of ?o FILTER(?o = ?place) } }",
    "minus": "SELECT ?p { ?p a kga:Place MINUS { ?p a kga:Place FILTER(?p = ?place) } }",
    "group": "SELECT ?place (COUNT(?who) AS ?n) { ?who kga:operatesIn ?place } GROUP BY ?place HAVING(COUNT(?who) > 1)",
    "order": "SELECT ?who { ?who kga:operatesIn ?place } ORDER BY ?place DESC(?who)",
    "bound": "SELECT ?who { ?who kga:operatesIn ?p FILTER(BOUND(?place) && ?p = ?place) }",
    "expression": "SELECT ?who (STR(?place) AS ?text) { ?who kga:operatesIn ?place }",
    "bind": "SELECT ?who ?same { BIND(?place AS ?same) ?who kga:operatesIn ?same }",
    "union": "SELECT ?x { { ?x kga:operatesIn ?place } UNION { ?x kga:of ?place FILTER(?place != :hills) } }",
    "less than without spaces": "SELECT ?who { ?who kga:operatesIn ?p FILTER(STR(?p)<=STR(?place)&&STR(?place)>='') }",
    "dollar": "SELECT ?who { ?who kga:operatesIn $place }",
}


@pytest.fixture(scope="module")
def oracle() -> rdflib.Graph:
    return rdflib.Graph().parse(data=TURTLE, format="turtle")


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_a_bound_question_gives_the_same_rows_on_oxigraph_and_rdflib(text: str, store: OxigraphStore, oracle: rdflib.Graph) -> None:
    bound = bind(text, HARBOUR)
    ours = run(store, question(bound), prefixes=KNOWN)
    here = sorted([cell and cell.value for cell in row] for row in ours.rows())
    there = sorted([cell and str(cell) for cell in row] for row in oracle.query(bound, initNs=KNOWN))
    assert here == there
    assert here != []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"place": "harbour"}, ["north-gang", "south-gang"]),
        ({"place": "hills"}, ["east-gang", "north-gang"]),
        ({}, ["east-gang", "north-gang"]),
    ],
)
def test_a_filter_deep_in_a_subquery_sees_the_value(values: Mapping[str, str], expected: list[str], store: OxigraphStore) -> None:
    asked = question(f"# Who?\n# param: place slug = hills\n{QUERIES['filter in a subquery']} ORDER BY ?who")
    rows = run(store, asked, prefixes=KNOWN, values=values).rows()
    assert [row[0].value.removeprefix(BASE) for row in rows] == expected  # type: ignore[union-attr]


def test_ask_construct_and_describe_take_parameters_too(store: OxigraphStore) -> None:
    ask = question("# param: n integer\nASK { ?x kga:year ?n }")
    construct = question("# param: place slug\nCONSTRUCT { ?place :has ?who } { ?who kga:operatesIn ?place }")
    describe = question("# param: place slug\nDESCRIBE ?place")
    assert run(store, ask, prefixes=KNOWN, values={"n": "2023"}).truth() is True
    assert run(store, ask, prefixes=KNOWN, values={"n": "1999"}).truth() is False
    assert len(run(store, construct, prefixes=KNOWN, values={"place": "harbour"}).triples()) == 2
    assert len(run(store, describe, prefixes=KNOWN, values={"place": "harbour"}).triples()) == 4


def test_a_variable_in_a_string_a_comment_or_a_longer_name_is_left_alone() -> None:
    text = "SELECT ?places { ?places rdfs:label '?place' } # ?place\nORDER BY ?place"
    assert bind(text, HARBOUR) == text.replace("ORDER BY ?place", f"ORDER BY (<{BASE}harbour>)")


@pytest.mark.parametrize("text", ["ASK { VALUES ?place { :hills } }", "ASK { VALUES (?a ?place) { (1 2) } }", "ASK { BIND(1 AS ?place) }"])
def test_a_question_that_gives_its_parameter_a_value_itself_is_refused(text: str) -> None:
    with pytest.raises(
        QueryError, match=r"\?place is a parameter, so the question cannot give it a value itself\. Rename one of the two\."
    ):
        bind(text, HARBOUR)


def test_a_parameter_that_is_never_used_is_an_error() -> None:
    with pytest.raises(QueryError) as caught:
        bind("ASK { ?s ?p ?o }", HARBOUR, "queries/q.rq")
    assert str(caught.value) == "queries/q.rq: the question declares parameter 'place' but never uses ?place."


def test_a_value_that_cannot_stand_where_it_is_used_is_told_so(store: OxigraphStore) -> None:
    asked = question("# param: p string\nASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="the value of 'p' cannot stand where the question uses it"):
        run(store, asked, prefixes=KNOWN, values={"p": "x"})


@pytest.mark.parametrize("value", ['"', "\\", "' } DROP ALL #", "line\nbreak", "?place", "\u2028", "}"])
def test_any_text_is_only_text(value: str, store: OxigraphStore) -> None:
    asked = question("# param: word string\nSELECT (?word AS ?same) { FILTER(STRLEN(?word) > 0) }")
    assert [row[0].value for row in run(store, asked, prefixes=KNOWN, values={"word": value}).rows()] == [value]  # type: ignore[union-attr]
