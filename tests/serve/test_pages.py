"""Entities, the graph, the network and health, as a client without a script sees them."""

from __future__ import annotations

import base64
import gzip
import re
import shutil
from pathlib import Path

import rdflib

from tests.robustness.small_case import BASE, kg, write_case
from tests.serve.server import Server, served

HOSTILE = "<script>alert(1)</script>"


def test_an_entity_has_a_page_with_its_evidence(sample: Server) -> None:
    got = sample.ask("/entity/daniel-noboa", headers={"Accept": "text/html"})
    assert (got.status, got.media) == (200, "text/html")
    assert "<h1><bdi>Daniel Noboa</bdi></h1>" in got.text
    assert "facts/" in got.text
    assert got.text.count("<script") == got.text.count("EventSource('/events')") == 1


def test_an_entity_is_rdf_for_who_asks_for_rdf(sample: Server) -> None:
    for media, name in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")):
        got = sample.ask("/entity/daniel-noboa", headers={"Accept": media})
        assert (got.status, got.media) == (200, media)
        graph = rdflib.Graph().parse(data=got.body, format=name)
        assert (rdflib.URIRef("https://kg.example.org/ecuador/daniel-noboa"), None, None) in graph


def test_claims_and_sources_have_pages_too(sample: Server) -> None:
    got = sample.ask("/entity/source/globalpost-bring-in-the-cavalry")
    assert got.status == 200
    assert "kga:Source" in got.text


def test_a_name_that_nothing_has_is_not_found_with_a_near_one(sample: Server) -> None:
    got = sample.ask("/entity/daniel-nobo")
    assert (got.status, got.media) == (404, "text/plain")
    assert "daniel-noboa" in got.text


def test_the_graph_is_turtle_and_is_not_sent_twice(sample: Server) -> None:
    got = sample.ask("/graph.ttl")
    assert (got.status, got.media) == (200, "text/turtle")
    assert got.body == (sample.case / "exports" / "graph.ttl").read_bytes()
    assert sample.ask("/graph.ttl", headers={"If-None-Match": got.headers["etag"]}).status == 304


def test_the_network_page_may_listen_to_its_server_and_nothing_else(sample: Server) -> None:
    page = sample.ask("/").text
    assert "default-src 'none'; connect-src 'self'; script-src 'sha256-" in page
    assert page.count("</body>") == page.count("</html>") == 1
    assert "EventSource('/events')" in page


def test_a_part_of_the_network_has_what_was_asked_for_and_real_relations_alone(sample: Server) -> None:
    address = "/part?thing=us-ec-base-agreement&thing=united-states"
    got = sample.ask(address)
    assert (got.status, got.media) == (200, "text/html")
    assert "frame-ancestors 'self'" in got.headers["content-security-policy"]
    assert "EventSource" not in got.text
    shown = data_of(got.text)
    assert "agreement between Ecuador and the US on the base" in shown and "facts/" in shown
    assert "Daniel Noboa" not in shown
    assert len(sample.ask("/part?thing=us-ec-base-agreement&thing=united-states&only=reliability=Z").body) != len(got.body)


def test_of_things_that_cannot_be_drawn_a_part_says_so_inside_its_frame(sample: Server) -> None:
    got = sample.ask("/part?thing=nobody&thing=source/globalpost-bring-in-the-cavalry")
    assert (got.status, got.text) == (404, "Nothing of this is a thing that a network can show: it draws entities, events and claims.\n")
    assert "frame-ancestors 'self'" in got.headers["content-security-policy"]


def data_of(page: str) -> str:
    """The data in a network page, as JSON."""
    form, data = re.findall(r'<script[^>]*id="data"[^>]*data-form="(\w+)"[^>]*>([^<]*)', page)[0]
    return data if form == "json" else gzip.decompress(base64.b64decode(data)).decode()


def test_health_says_which_build_answers(sample: Server) -> None:
    got = sample.ask("/health")
    current = (sample.case / ".kg" / "stores" / "current").read_text().strip()
    assert got.json == {"status": "ok", "graph": current, "running": 0, "waiting": 0}


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    facts = {
        "entities.yaml": f'kg: 1\nentities:\n  bad: {{is: Person, name: "{HOSTILE}"}}\n'
        '  paper: {is: NewsOrganization, name: "\\"><b>"}\n',
        "report.yaml": f'kg: 1\nsource: {{id: s, title: "{HOSTILE}", publisher: paper, url: "https://e.example/?a=1&b=2"}}\nfacts:\n'
        f'  - {{fact: bad memberOf paper, quote: "{HOSTILE}", note: "</p>{HOSTILE}", date: 2020}}\n',
    }
    case = write_case(tmp_path / "case", facts)
    assert kg(case, "build").returncode == 0
    with served(case) as server:
        for path in ("/entity/bad", "/entity/paper", "/entity/source/s"):
            got = server.ask(path, headers={"Accept": "text/html"})
            assert got.status == 200
            assert got.text.count("<script") == 1 and HOSTILE not in got.text and "<b>" not in got.text
            assert re.search(r"script-src 'sha256-[^' ]+'; connect-src 'self'; base-uri", got.headers["content-security-policy"])


def test_where_the_base_is_the_server_its_iris_lead_to_pages(small_case: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(small_case, case, ignore=shutil.ignore_patterns(".kg", "exports"))
    settings = (case / "kg.toml").read_text()
    (case / "kg.toml").write_text(settings.replace(BASE, "http://localhost/data/"))
    assert kg(case, "build").returncode == 0
    with served(case) as server:
        host = {"Host": "localhost"}
        for slug, page in (("ana-vega", "/entity/ana-vega"), ("Observation/65%20%25", "/entity/Observation/65%2520%2525")):
            got = server.ask(f"/data/{slug}", headers=host)
            assert (got.status, got.headers["location"]) == (303, page)
        assert server.ask("/entity/ana-vega", headers={**host, "Accept": "text/turtle"}).status == 200
        assert server.ask("/data/", headers=host).status == 404
        assert server.ask("/data/ana-vega").status == 404  # 127.0.0.1 is another name than the base's
