"""Hostile questions and requests: they are ended or refused, and the others are answered meanwhile."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.long import sampled
from tests.robustness.small_case import kg, write_case
from tests.serve.server import Got, Server, served

CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUGE_SET = (
    "SELECT (COUNT(DISTINCT ?k) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    "BIND(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f), STR(?g), STR(?i)) AS ?k) }"
)
PATHS = "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:a>|!^<x:b>)* ?b . ?b (!<x:c>|!^<x:d>)* ?c . ?c (!<x:c>|!^<x:d>)* ?d }"
REGEX = (
    'ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER REGEX(CONCAT(STR(?a), STR(?d)), CONCAT("([^x]{200}|", STR(?b), "){20}", STR(?g), "zz")) }'
)
FAST = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module")
def guarded(sample_case: Path) -> Iterator[Server]:
    """The sample with narrow limits."""
    with served(sample_case, "--timeout", "3", "--memory", "0.4", "--max-rows", "1000", "--queue", "8", "--workers", "2") as server:
        yield server


def from_other(server: Server, query: str, address: str) -> Got:
    """A question from another address of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(address, 0))
    try:
        connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query", "Host": "localhost"})
        response = connection.getresponse()
        return Got(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


@pytest.mark.parametrize("query", sampled([CROSS, PATHS, REGEX], 3), ids=["cross product", "endless path", "giant regex"])
def test_what_takes_too_long_is_ended_and_others_are_answered_meanwhile(query: str, guarded: Server) -> None:
    with ThreadPoolExecutor() as pool:
        hostile = [pool.submit(guarded.post, query) for _ in range(3)]
        time.sleep(0.5)
        assert from_other(guarded, FAST, "127.0.0.2").status == 200
        assert not all(future.done() for future in hostile)
        assert guarded.ask("/health").status == 200
        got = [future.result() for future in hostile]
    assert [one.status for one in got] == [500, 500, 500]
    assert all("took longer than 3 seconds" in one.text or "broke off" in one.text for one in got)
    assert guarded.post(FAST).status == 200


def test_a_clients_own_pages_and_short_questions_do_not_wait_for_its_long_ones(small_case: Path) -> None:
    with served(small_case, "--timeout", "12", "--workers", "2") as server, ThreadPoolExecutor() as pool:
        long = [pool.submit(server.post, CROSS) for _ in range(3)]
        time.sleep(0.5)
        began = time.monotonic()
        assert server.ask("/entity/ana-vega", headers={"Accept": "text/html"}).status == 200
        assert server.post(FAST).status == 200
        assert from_other(server, FAST, "127.0.0.2").status == 200
        assert time.monotonic() - began < 10
        assert not any(future.done() for future in long)
        assert server.ask("/health").json["waiting"] >= 1
        server.process.terminate()


@pytest.mark.parametrize("proxied", [True, False])
def test_behind_a_web_server_clients_are_told_apart_by_what_it_says(proxied: bool, small_case: Path) -> None:
    def ask(query: str, address: str) -> int:
        headers = {"Content-Type": "application/sparql-query", "X-Forwarded-For": address}
        with suppress(OSError, http.client.HTTPException):  # the server is ended below
            return server.ask("/sparql", method="POST", body=query.encode(), headers=headers).status
        return 0

    with served(small_case, "--queue", "2", "--workers", "2", *(["--proxied"] if proxied else [])) as server:
        with ThreadPoolExecutor(20) as pool:
            deadline = time.monotonic() + 30
            while server.ask("/health").json["waiting"] < 2 and time.monotonic() < deadline:
                pool.submit(ask, CROSS, "192.0.2.1")
                time.sleep(0.3)
            # the queue is full: of two clients the one that fills it is refused, of one the question that comes last
            assert ask(FAST, "192.0.2.2") == (200 if proxied else 503)
            server.process.terminate()


def test_what_takes_too_much_memory_is_ended(guarded: Server) -> None:
    got = guarded.post(HUGE_SET)
    assert got.status == 500
    assert "memory" in got.text or "took longer" in got.text
    assert guarded.post(FAST).status == 200


def test_an_answer_of_too_many_rows_is_refused_and_none_is_cut(guarded: Server) -> None:
    got = guarded.post("SELECT * { ?s ?p ?o . ?x ?y ?z }")
    assert (got.status, got.text) == (500, "The answer has more than 1,000 rows. Ask for less, or add LIMIT.\n")
    assert guarded.post("CONSTRUCT { ?s ?p ?z } { ?s ?p ?o . ?x ?y ?z }").status == 500
    assert guarded.post("SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 1000").status == 200


def test_a_question_of_ten_megabytes_is_refused(guarded: Server) -> None:
    assert guarded.post("ASK { " + "?s ?p ?o . " * 1_000_000 + "}").status == 413
    assert guarded.post("ASK { ?s ?p '" + "x" * 1_500_000 + "' }").status == 413
    with suppress(ConnectionError):  # the server may hang up before the client has said everything
        assert guarded.ask("/sparql?query=" + "x" * 200_000).status == 400
    assert guarded.post(FAST).status == 200


def test_deep_nesting_harms_nobody(guarded: Server) -> None:
    for query in (
        "ASK " + "{" * 100_000,
        "ASK { FILTER(" + "(" * 100_000 + "1",
        "ASK { ?s " + "(" * 50_000 + "<x:p>" + ")" * 50_000 + " ?o }",
    ):
        assert guarded.post(query).status in (400, 500)
    assert guarded.post(FAST).status == 200


def test_five_hundred_clients_at_once_are_answered_or_told_to_come_back(guarded: Server) -> None:
    with ThreadPoolExecutor(500) as pool:
        crowd = [pool.submit(guarded.post, CROSS if number % 10 == 0 else FAST, timeout=300) for number in range(500)]
        time.sleep(1)
        other = from_other(guarded, FAST, "127.0.0.3")
        statuses = Counter(future.result().status for future in crowd)
    assert other.status == 200
    assert set(statuses) <= {200, 500, 503}, statuses
    assert statuses[503] > 0
    assert guarded.post(FAST).status == 200


def test_a_full_queue_says_when_to_come_back(small_case: Path) -> None:
    with served(small_case, "--timeout", "1", "--queue", "2") as server, ThreadPoolExecutor(8) as pool:
        got = [future.result() for future in [pool.submit(server.post, CROSS) for _ in range(6)]]
    refused = [one for one in got if one.status == 503]
    assert refused
    assert refused[0].headers["retry-after"] == "5"


def test_a_client_that_goes_away_frees_its_worker(guarded: Server) -> None:
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", guarded.port)) as sock:
            body = CROSS.encode()
            head = (
                f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            sock.sendall(head.encode() + body)
            time.sleep(0.3)
    deadline = time.monotonic() + 30
    while guarded.ask("/health").json["running"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert guarded.ask("/health").json["running"] == 0
    assert guarded.post(FAST).status == 200


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <x:a> <x:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/x>", "DROP ALL ; ASK {}"],
)
def test_updates_are_refused_however_they_come(update: str, guarded: Server) -> None:
    for media, body in (
        ("application/sparql-update", update),
        ("application/sparql-query", update),
        ("application/x-www-form-urlencoded", "update=" + update),
        ("application/x-www-form-urlencoded", "query=" + update),
    ):
        got = guarded.ask("/sparql", method="POST", body=body.encode(), headers={"Content-Type": media})
        assert got.status == 403, (media, got)


class Listener:
    """A port on this machine that writes down who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()


REACHING: tuple[Callable[[str], str], ...] = (
    lambda url: f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    lambda url: f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    lambda url: f"SELECT * {{ BIND(<{url}> AS ?u) SERVICE SILENT ?u {{ ?s ?p ?o }} }}",
    lambda url: f"ASK {{ FILTER EXISTS {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }} }}",
    lambda url: f"ASK {{ FILTER(1<2)SERVICE SILENT<{url}>{{ ?s ?p ?o }}#>\n}}",
    lambda url: f"ASK {{ {{ SELECT * {{ sErViCe SILENT <{url}> {{ ?s ?p ?o }} }} }} }}",
    lambda url: f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    lambda url: f"SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
)


@pytest.mark.parametrize("number", range(len(REACHING)))
def test_no_question_makes_the_server_fetch_an_address(number: int, guarded: Server) -> None:
    listener = Listener()
    url = f"http://127.0.0.1:{listener.port}/x"
    got = guarded.post(REACHING[number](url))
    if "FROM" in REACHING[number](url):
        assert got.status == 200
        assert got.json["results"]["bindings"] == []
    else:
        assert got.status == 403
        assert "SERVICE is refused" in got.text
    assert guarded.sparql("ASK { ?s ?p ?o }", **{"default-graph-uri": url}).json["boolean"] is False
    time.sleep(0.1)
    listener.socket.close()
    assert listener.visits == 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "169.254.169.254", ""]
)
def test_another_host_name_is_not_answered(host: str, guarded: Server) -> None:
    assert guarded.ask("/sparql?query=ASK%7B%7D", headers={"Host": host}).status in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "localhost."])
def test_names_of_this_machine_are_answered(host: str, guarded: Server) -> None:
    assert guarded.ask("/health", headers={"Host": host}).status == 200


def test_other_sites_read_nothing_unless_named(guarded: Server, small_case: Path) -> None:
    origin = {"Origin": "https://site.example"}
    assert "access-control-allow-origin" not in guarded.ask("/sparql?query=ASK%7B%7D", headers=origin).headers
    with served(small_case, "--allow-origin", "https://site.example", "--allow-host", "graph.example") as server:
        assert (
            server.ask("/health", headers={**origin, "Host": "graph.example"}).headers["access-control-allow-origin"]
            == "https://site.example"
        )
        assert "access-control-allow-origin" not in server.ask("/health", headers={"Origin": "https://other.example"}).headers
        asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert server.ask("/sparql", method="OPTIONS", headers=asked).status == 204


@pytest.mark.parametrize(
    "path",
    [
        "/assets/..%2f..%2f..%2fpyproject.toml",
        "/assets/../app.py",
        "/entity/../../kg.toml",
        "/entity/..%2f..%2fkg.toml",
        "/questions/../kg.toml",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/query.js%00.txt",
        "/entity/%00",
        "/entity/%ff%fe",
        "/entity/<>",
    ],
)
def test_no_path_leads_out(path: str, guarded: Server) -> None:
    got = guarded.ask(path)
    assert got.status in (400, 404), got
    assert "base" not in got.text and "root:" not in got.text and "Traceback" not in got.text


def test_internal_things_are_not_served(tmp_path: Path) -> None:
    files = {
        "entities.yaml": "kg: 1\nentities:\n  paper: {is: NewsOrganization, name: Paper}\n"
        "  mole: {is: Person, name: The Mole, internal: true}\n"
        "  ana: {is: Person, name: Ana}\n",
        "report.yaml": "kg: 1\nsource: {id: s, title: T, publisher: paper, date: 2020}\n"
        "facts:\n  - ana memberOf paper\n  - mole memberOf paper\n",
    }
    case = write_case(tmp_path / "case", files)
    assert kg(case, "build", "--internal").returncode == 0
    with served(case) as server:
        everything = server.post("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").text
        assert "ana" in everything and "mole" not in everything.lower()
        assert server.ask("/entity/mole").status == 404
        for path in ("/", "/graph.ttl", "/vocabulary.json", "/sparql?query=ASK%7B%7D&as-of=2020&possible="):
            assert "mole" not in server.ask(path).text.lower()
