import pytest

from kg.errors import QueryError
from kg.query.guard import misspell, parse_error
from kg.query.run import check, run
from kg.query.saved import question
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import KNOWN

ELSEWHERE = "<http://192.0.2.1/sparql>"  # an address that leads nowhere (RFC 5737)

ASKS_ELSEWHERE = [
    f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {{ SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }} }} }}",
    f"ASK {{ FILTER NOT EXISTS {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p ?where SERVICE ?where { ?a ?b ?c } }",
    "SELECT * { SERVICE:p { ?s ?p ?o } }",
    "SELECT * { SERVICE:p{?s ?p ?o} }",
    "SELECT * { SERVICESILENT:p {?s ?p ?o} }",
    "PREFIX SERVICE: <http://192.0.2.1/> SELECT * { SERVICE:p{?s ?p ?o} }",
    "PREFIX SERVICE: <http://192.0.2.1/> PREFIX SqRVICE: <http://192.0.2.1/> SELECT * { SERVICE:p{?s ?p ?o} }",
    "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n:p{?a ?b ?c} }",
    "SELECT * { ?s ?p ?o FILTER(1<2).SERVICE?o#>\n{?a ?b ?c} }",
    f"SELECT * {{ {{}} #'\nSERVICE {ELSEWHERE} {{ }} }} #'",
    "SELECT * { SERV\\u0049CE :p { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", ASKS_ELSEWHERE)
def test_service_is_refused_however_it_is_written(text: str, store: OxigraphStore) -> None:
    with pytest.raises(QueryError):
        run(store, question(text), prefixes=KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o FILTER(?o != 'SERVICE') } # SERVICE is only spoken of",
        'SELECT * { ?s ?p """a \' SERVICE <http://x/> { """ }',
        "SELECT ?service { ?service :service <http://service.example/SERVICE#service> }",
        "PREFIX service: <http://x/> SELECT * { ?s service:service ?o }",
    ],
)
def test_the_word_service_is_no_offence_in_text_comments_names_and_iris(text: str, store: OxigraphStore) -> None:
    assert list(run(store, question(text), prefixes=KNOWN).rows()) is not None


def test_the_refusal_of_service_says_where_it_stands_and_what_to_do() -> None:
    with pytest.raises(QueryError) as caught:
        check(f"SELECT * {{\n  SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}", KNOWN, "queries/x.rq")
    assert str(caught.value) == (
        "queries/x.rq:2:3: SERVICE is refused: a question never leaves this graph. "
        "Ask the other service by itself, or take its facts into facts/."
    )
    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize(
    ("text", "verb", "column"),
    [
        ("INSERT DATA { :a :b :c }", "INSERT", 1),
        ("PREFIX x: <http://x/> BASE <http://y/> delete where { ?s ?p ?o }", "DELETE", 40),
        ("LOAD <http://192.0.2.1/x.ttl>", "LOAD", 1),
        ("# no harm\nDROP ALL", "DROP", 1),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH", 1),
    ],
)
def test_updates_are_refused_by_name(text: str, verb: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        check(text, KNOWN)
    assert caught.value.message == f"{verb} would change the graph; questions only read."
    assert caught.value.remedy == "Change the files in facts/ and run 'kg build'."
    assert caught.value.column == column


def test_a_parameter_cannot_smuggle_service_in(store: OxigraphStore) -> None:
    asked = question("# Who?\n# param: who string\nSELECT * { ?s rdfs:label ?who }")
    hostile = '" } SERVICE <http://192.0.2.1/> { ?a ?b ?c } #'
    assert list(run(store, asked, prefixes=KNOWN, values={"who": hostile}).rows()) == []


def test_the_misspelt_copy_is_as_long_as_the_query_so_that_places_agree() -> None:
    text = "SELECT * { Service SERVICE service } # services"
    assert len(misspell(text)) == len(text)
    assert "service" not in misspell(text).lower()


def test_a_case_prefix_called_service_stays_usable() -> None:
    assert parse_error("ASK { ?s service:p ?o }", {"service": "http://x/"}) is None
