"""The W3C's SPARQL 1.1 protocol and service-description tests, one by one.

The endpoint only reads, so the tests that update must be refused, those among them that send something wrong as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from tests.serve.server import Got, Server, case_of, served
from tests.shared_data import SHARED, absent

TESTS = SHARED / "sparql-protocol-tests"
KASEI = "http://kasei.us/2009/09/sparql/data/"
QUERIES = (
    "query_post_form query_dataset_default_graphs_get query_dataset_default_graphs_post query_dataset_named_graphs_post "
    "query_dataset_named_graphs_get query_dataset_full query_multiple_dataset query_get query_content_type_select query_content_type_ask "
    "query_content_type_describe query_content_type_construct query_post_direct bad_query_method bad_multiple_queries "
    "bad_query_wrong_media_type bad_query_missing_form_type bad_query_missing_direct_type bad_query_non_utf8 bad_query_syntax"
).split()
UPDATES = (
    "update_dataset_default_graph update_dataset_default_graphs update_dataset_named_graphs update_dataset_full update_post_form "
    "update_post_direct update_base_uri bad_update_get bad_multiple_updates bad_update_wrong_media_type bad_update_missing_form_type "
    "bad_update_non_utf8 bad_update_syntax bad_update_dataset_conflict"
).split()
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
TABULAR = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
RDF_MEDIA = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}

pytestmark = pytest.mark.skipif(not TESTS.is_dir(), reason=absent(TESTS, "the W3C's protocol tests"))


@cache
def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(TESTS / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    quads = []
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"{KASEI}data{number}.rdf")
        triples = ox.parse(path=TESTS / "protocol" / f"data{number}.nt", format=ox.RdfFormat.N_TRIPLES)
        quads += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples]
    with served(case_of(tmp_path_factory.mktemp("w3c") / "case", quads)) as server:
        yield server


def requests(name: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each request of a test, and the node of what is expected."""
    graph = manifest()
    node = next(subject for subject in graph.subjects(RDF.type, MF.ProtocolTest) if str(subject).endswith(f"#{name}"))
    action = graph.value(node, MF.action)
    for request in Collection(graph, graph.value(action, HT.requests)):  # type: ignore[arg-type]
        headers = {}
        fields = graph.value(request, HT.headers)
        for field in Collection(graph, fields) if fields else ():
            headers[str(graph.value(field, HT.fieldName))] = str(graph.value(field, HT.fieldValue))
        body = graph.value(request, HT.body)
        content = None
        if body is not None:
            content = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
        path = str(graph.value(request, HT.absolutePath))
        yield (
            {"path": path, "method": str(graph.value(request, HT.methodName)), "headers": headers, "body": content},
            graph.value(request, HT.resp),
        )


def check(got: Got, expected: Any) -> None:
    graph = manifest()
    classes = {str(status)[-3] for status in graph.objects(expected, MF.expectedStatus)}
    assert str(got.status)[0] in classes, got
    form = graph.value(expected, MF.expectedFormat)
    if form is not None:
        allowed = {"boolean": TABULAR - {"text/csv", "text/tab-separated-values"}, "tabular": TABULAR, "RDF": set(RDF_MEDIA)}[str(form)]
        assert got.media in allowed
    truth = graph.value(expected, MF.expectedBoolean)
    if truth is not None:
        assert got.json["boolean"] is truth.toPython()


@pytest.mark.parametrize("name", QUERIES)
def test_the_query_part(name: str, w3c: Server) -> None:
    for request, expected in requests(name):
        check(w3c.ask(**request), expected)


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_refused(name: str, w3c: Server) -> None:
    request, _ = next(iter(requests(name)))
    got = w3c.ask(**request)
    assert 400 <= got.status < 500, got
    if not name.startswith("bad_"):
        assert got.status == 403


def test_every_test_of_the_manifest_is_listed() -> None:
    listed = {str(subject).rpartition("#")[2] for subject in manifest().subjects(RDF.type, MF.ProtocolTest)}
    assert listed == {*QUERIES, *UPDATES}


@pytest.fixture(params=sorted(RDF_MEDIA))
def description(request: pytest.FixtureRequest, w3c: Server) -> rdflib.Graph:
    got = w3c.ask("/sparql", headers={"Accept": request.param})
    assert (got.status, got.media) == (200, request.param)
    return rdflib.Graph().parse(data=got.body, format=RDF_MEDIA[request.param])


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def test_service_description_returns_rdf(description: rdflib.Graph) -> None:
    assert len(description) > 10


def test_service_description_has_endpoint_triple(description: rdflib.Graph, w3c: Server) -> None:
    assert (None, SD.endpoint, rdflib.URIRef(f"{w3c.url}/sparql")) in description


def test_service_description_conforms_to_schema(description: rdflib.Graph) -> None:
    """Classes of subjects and objects are those that the vocabulary declares; each dataset and named graph is complete."""
    domains = {SD.endpoint: SD.Service, SD.supportedLanguage: SD.Service, SD.resultFormat: SD.Service, SD.defaultDataset: SD.Service}
    domains |= {SD.defaultGraph: SD.Dataset, SD.namedGraph: SD.Dataset, SD.name: SD.NamedGraph, SD.graph: SD.NamedGraph}
    ranges = {SD.defaultDataset: SD.Dataset, SD.defaultGraph: SD.Graph, SD.namedGraph: SD.NamedGraph, SD.graph: SD.Graph}
    for subject, predicate, value in description:
        if not str(predicate).startswith(str(SD)):
            continue
        assert (subject, RDF.type, domains[predicate]) in description
        if predicate in ranges:
            assert (value, RDF.type, ranges[predicate]) in description
    for service in description.subjects(RDF.type, SD.Service):
        assert len(list(description.objects(service, SD.endpoint))) == 1
        assert list(description.objects(service, SD.supportedLanguage)) == [SD.SPARQL11Query]
    for graph in description.subjects(RDF.type, SD.NamedGraph):
        assert len(list(description.objects(graph, SD.name))) == len(list(description.objects(graph, SD.graph))) == 1
