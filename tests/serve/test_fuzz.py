"""Whatever comes by HTTP gets an answer of HTTP: never a fault of the server, never a word of its inside."""

from __future__ import annotations

import socket
from urllib.parse import quote

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.serve.server import Server

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TOKENS = st.sampled_from(
    "SELECT * ASK CONSTRUCT WHERE { } ( ) ?x ?y <x:a> :b kga:c 'é' \"\\u00e9\" 5 a . ; , FILTER OPTIONAL UNION MINUS BIND AS VALUES "
    "SERVICE SILENT GRAPH FROM NAMED ORDER BY LIMIT 3 COUNT EXISTS NOT ^ / | + * ! "
    "INSERT DELETE LOAD DROP # \\ <> _:b [] true 1e400 '''".split()
)
QUERIES = st.lists(TOKENS, max_size=25).map(" ".join) | st.text(max_size=80)
HEADERS = st.sampled_from(["Accept", "Content-Type", "Origin", "If-None-Match", "Accept-Encoding", "X-Forwarded-For", "Range", "Expect"])
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
PATHS = st.sampled_from(
    ["/", "/sparql", "/sparql/", "/query", "/entity/", "/graph.ttl", "/health", "/questions/", "/assets/", "/vocabulary.json", "/x"]
)
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "FOO"])
SECRETS = ("Traceback", "/kg/serve", ".py", "starlette", "uvicorn")


def harmless(status: int, text: str) -> None:
    assert 200 <= status < 500 or status == 503 or "took longer" in text or "broke off" in text, (status, text[:500])
    assert not any(word in text for word in SECRETS if status >= 400), text[:500]


@FEW
@given(QUERIES, st.sampled_from(["", "json", "xml", "csv", "tsv", "ttl", "nt", "rdf"]))
@example("ASK { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "")
@example("SELECT * { BIND(1e400 AS ?x) }", "xml")
@example("SELECT ('\x00\x0b' AS ?x) {}", "xml")
def test_any_question(sample: Server, query: str, format_: str) -> None:
    parameters = {"format": format_} if format_ else {}
    got = sample.sparql(query.encode("utf-8", "replace").decode(), **parameters)
    harmless(got.status, got.body.decode("utf-8", "replace"))


@FEW
@given(METHODS, PATHS, st.text(max_size=30), st.dictionaries(HEADERS, VALUES, max_size=4), st.binary(max_size=200))
def test_any_request(sample: Server, method: str, path: str, rest: str, headers: dict[str, str], body: bytes) -> None:
    content = body if method in ("POST", "PUT", "PATCH") else None
    asked = {name: value for name, value in headers.items() if name != "Expect"}
    got = sample.ask(path + quote(rest.encode("utf-8", "replace"), safe="/?&=%"), method=method, body=content, headers=asked)
    harmless(got.status, got.body.decode("utf-8", "replace"))


@FEW
@given(
    st.sampled_from(["as-of", "possible", "certain", "only", "default-graph-uri", "named-graph-uri", "format", "update", "query"]),
    st.text(max_size=30),
)
def test_any_parameter(sample: Server, name: str, value: str) -> None:
    text = quote(value.encode("utf-8", "replace"))
    for path in (f"/sparql?query=ASK%7B%7D&{name}={text}", f"/questions/orders?{name}={text}", f"/graph.ttl?{name}={text}"):
        got = sample.ask(path)
        harmless(got.status, got.body.decode("utf-8", "replace"))


@FEW
@given(st.binary(max_size=300))
@example(b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc")
@example(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")
@example(b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
def test_any_bytes(sample: Server, data: bytes) -> None:
    """The connection may end without an answer; the server goes on."""
    with socket.create_connection(("127.0.0.1", sample.port), timeout=10) as sock:
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := sock.recv(65536):
            answer += piece
    assert not any(word.encode() in answer for word in SECRETS)
    assert sample.ask("/health").status == 200


def test_after_all_that_the_log_has_no_fault(sample: Server) -> None:
    assert sample.post("ASK {}").status == 200
    assert not [line for line in sample.log if "Traceback" in line]
