"""What the endpoint gives, in which format, with which status."""

from __future__ import annotations

import csv
import io
import re
import socket
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib

from kg.store.oxigraph import OxigraphStore
from tests.serve.server import Server, served

PEOPLE = "SELECT ?who ?name WHERE { ?who a kga:Person ; rdfs:label ?name } ORDER BY ?who ?name"
FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
EVERYTHING = "SELECT ?s ?p ?o ?none WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(sample: Server) -> OxigraphStore:
    return OxigraphStore.from_nquads(sample.case / "exports" / "graph.nq", base="https://kg.example.org/ecuador/")


@pytest.mark.parametrize("media", FORMATS)
def test_the_whole_graph_comes_back_term_by_term(media: str, sample: Server, store: OxigraphStore) -> None:
    got = sample.sparql(EVERYTHING, accept=media)
    assert (got.status, got.media) == (200, media)
    parsed = ox.parse_query_results(got.body, FORMATS[media])
    expected = store.query(EVERYTHING)
    assert isinstance(parsed, ox.QuerySolutions) and isinstance(expected, ox.QuerySolutions)
    assert [v.value for v in parsed.variables] == ["s", "p", "o", "none"]
    assert {tuple(row) for row in parsed} == {tuple(row) for row in expected}


def test_csv_is_the_w3cs_to_the_letter(sample: Server, store: OxigraphStore) -> None:
    got = sample.sparql(EVERYTHING, accept="text/csv")
    rows = list(csv.reader(io.StringIO(got.text)))
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows[0] == ["s", "p", "o", "none"]
    assert sorted(rows[1:]) == sorted([[*(cell.value for cell in row[:3]), ""] for row in map(list, store.query(EVERYTHING))])


@pytest.mark.parametrize(("media", "reader"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")])
def test_triples_come_in_three_formats(media: str, reader: str, sample: Server) -> None:
    got = sample.sparql("DESCRIBE :daniel-noboa", accept=media)
    assert (got.status, got.media) == (200, media)
    assert len(rdflib.Graph().parse(data=got.body, format=reader)) > 5


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/json;q=0.4", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_the_client_chooses_the_format(accept: str, media: str, sample: Server) -> None:
    assert sample.sparql(PEOPLE, accept=accept).media == media


def test_a_format_that_no_answer_has_is_not_acceptable(sample: Server) -> None:
    assert sample.sparql(PEOPLE, accept="image/png").status == 406
    assert sample.sparql("ASK {}", accept="text/csv").status == 406
    assert sample.sparql(PEOPLE, accept="text/csv", format="turtle").media == "text/csv"


@pytest.mark.parametrize("path", ["/sparql?query=ASK%20{}&", "/entity/daniel-noboa?", "/graph.ttl?", "/?", "/part?thing=ecuador&"])
def test_a_parameter_that_would_be_passed_over_is_refused_with_the_known_ones(path: str, sample: Server) -> None:
    got = sample.ask(path + "asof=2009")
    assert got.status == 400
    assert got.text.startswith("There is no parameter 'asof'. Did you mean 'as-of'? Known: ")
    assert got.text.endswith("as-of, certain, only, possible.\n")


def test_an_unknown_format_is_refused_with_the_known_ones(sample: Server) -> None:
    got = sample.sparql(PEOPLE, accept="text/csv", format="zip")
    assert (got.status, got.text) == (400, "There is no format 'zip'. Known: json, xml, csv, tsv, ttl, nt, rdf.\n")
    assert sample.sparql(PEOPLE, format="application/json").media == "application/sparql-results+json"


def test_what_may_be_mistyped_in_a_question_is_told(sample: Server) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def noted(**fields: str) -> list[str]:
        return list(sample.ask("/notes", method="POST", body=urlencode(fields).encode(), headers=form).json)

    assert noted(query="SELECT ?who { ?who a kga:Persn }") == ["the ontology has no 'kga:Persn'. Did you mean kga:Person?"]
    asked = "# param: who slug\nSELECT ?o { $who kga:memberOf ?o }"
    told = noted(query=asked, who="daniel-nobo")
    assert len(told) == 1 and told[0].startswith("nothing in the graph is called 'daniel-nobo' (parameter who). Did you mean daniel-noboa")
    assert noted(query=asked, who="daniel-noboa", **{"as-of": "2024"}) == []


def test_an_error_says_line_and_column(sample: Server) -> None:
    got = sample.sparql("SELECT ?who\nWHERE { ?who a kga:Person FILTR(1) }")
    assert (got.status, got.media) == (400, "text/plain")
    assert got.text.startswith("query:2:27: 'FILTR' cannot stand here.")


def test_known_prefixes_and_slugs_need_no_declaration(sample: Server) -> None:
    assert sample.sparql("ASK { :daniel-noboa a kga:Person }").json["boolean"] is True


def test_a_form_and_a_direct_post_give_what_get_gives(sample: Server) -> None:
    form = sample.ask(
        "/sparql", method="POST", body=("query=" + quote(PEOPLE)).encode(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert form.body == sample.post(PEOPLE).body == sample.sparql(PEOPLE).body


def test_head_gives_the_head_alone(sample: Server) -> None:
    got = sample.ask("/sparql?query=" + quote(PEOPLE), method="HEAD")
    assert (got.status, got.body) == (200, b"")


def test_the_derived_graph_can_be_asked_by_name(sample: Server) -> None:
    inside = sample.sparql("ASK { GRAPH kga:derived { ?s ?p ?o } }")
    as_default = sample.sparql("ASK { ?s ?p ?o }", **{"default-graph-uri": "https://w3id.org/kga#derived"})
    nothing = sample.sparql("ASK { ?s ?p ?o }", **{"default-graph-uri": "https://w3id.org/kga#none"})
    assert (inside.json["boolean"], as_default.json["boolean"], nothing.json["boolean"]) == (True, True, False)


@pytest.mark.parametrize("graph", ["relative", "", "http://e/ x"])
def test_a_graph_that_is_no_iri_is_a_bad_request(graph: str, sample: Server) -> None:
    assert sample.sparql("ASK {}", **{"default-graph-uri": graph}).status == (200 if not graph else 400)


def test_other_methods_are_told_which_there_are(sample: Server) -> None:
    got = sample.ask("/sparql", method="DELETE")
    assert got.status == 405
    assert set(re.split(", ?", got.headers["allow"])) == {"GET", "HEAD", "POST"}


def test_a_saved_question_is_asked_by_name(sample: Server) -> None:
    got = sample.ask("/questions/homicide-rate-by-year?PLACE=ecuador&format=csv")
    assert got.status == 200
    assert "46.18" in got.text
    assert sample.ask("/questions/homicide-rate").status == 404
    assert sample.ask("/questions/homicide-rate-by-year?PLAICE=ecuador").status == 400
    assert sample.ask("/questions/..%2f..%2fkg.toml").status == 404


def test_saved_questions_are_listed_with_their_parameters(sample: Server) -> None:
    listed = {row["name"]: row for row in sample.ask("/questions").json}
    assert listed["events-between"]["parameters"][0] == {"name": "FROM", "kind": "date", "default": "2024-09-01"}


def test_a_view_is_asked_by_parameters(sample: Server) -> None:
    question = "SELECT ?who { ?t kga:post :president-of-ecuador ; kga:holder ?who }"
    then = sample.sparql(question, accept="text/csv", **{"as-of": "2009"}).text
    maybe = sample.sparql(question, accept="text/csv", **{"as-of": "2009", "possible": "true"}).text
    assert "rafael-correa" in then and "daniel-noboa" not in then
    assert "rafael-correa" in maybe
    assert sample.sparql("ASK {}", **{"as-of": "yesterday"}).status == 400
    assert sample.sparql("ASK {}", only="colour=blue").status == 400
    only = sample.sparql("SELECT DISTINCT ?r { ?s kga:reliability ?r }", accept="text/csv", only="reliability=A,B").text
    assert set(only.split()[1:]) <= {"A", "B"}
    nobody = sample.sparql("ASK {}", only="publisher=nobody")
    assert (nobody.status, "no source has the publisher 'nobody'" in nobody.text) == (400, True)
    assert sample.sparql("ASK {}", **{"as-of": ""}).status == 400


def test_a_request_asks_within_the_part_that_is_served(sample_case: Path) -> None:
    kinds = "SELECT DISTINCT ?r { ?s kga:reliability ?r }"
    with served(sample_case, "--only", "reliability=A,B", "--as-of", "2020/2025") as server:
        for view in ({}, {"as-of": "2025", "possible": "false"}, {"only": "publisher=globalpost"}):
            got = server.sparql(kinds, accept="text/csv", **view)
            assert got.status == 200
            assert set(got.text.split()[1:]) <= {"A", "B"}
        for view in ({"only": "reliability=C"}, {"as-of": "2009"}, {"as-of": "2025", "possible": "true"}):
            got = server.sparql(kinds, **view)
            assert (got.status, "only a part of the graph is here" in got.text) == (400, True)
        assert server.ask("/graph.ttl?as-of=2009").status == 400
        assert server.ask("/entity/ecuador?only=reliability%3DC").status == 400


def test_a_part_that_holds_nothing_is_not_served(sample_case: Path) -> None:
    with pytest.raises(AssertionError, match="no source has the publisher 'nobody'"), served(sample_case, "--only", "publisher=nobody"):
        pass


def test_a_client_that_breaks_off_its_request_leaves_no_trace_in_the_log(sample: Server) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 999\r\n\r\nASK"
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", sample.port)) as broken:
            broken.sendall(head.encode())
    assert sample.ask("/health").status == 200
    time.sleep(0.5)
    assert not [line for line in sample.log if "Traceback" in line or "Disconnect" in line]


def test_a_compressed_request_is_refused(sample: Server) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip", "Content-Length": "6"}
    assert sample.ask("/sparql", method="POST", body=b"ASK {}", headers=headers).status == 415
