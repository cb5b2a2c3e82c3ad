"""Clients that people have: SPARQLWrapper, rdflib's SPARQLStore, curl, Comunica, kg itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

import kg
from kg.cli.main import main
from tests.serve.server import Server

KGA = "https://w3id.org/kga#"
BASE = "https://kg.example.org/ecuador/"
IN_2009 = f"SELECT ?who {{ ?t <{KGA}post> <{BASE}president-of-ecuador> ; <{KGA}holder> ?who }}"


def test_sparqlwrapper_asks_in_every_format(sample: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    for method in ("GET", "POST"):
        client = wrapper.SPARQLWrapper(f"{sample.url}/sparql")
        client.setMethod(method)
        client.setQuery(f"SELECT ?who {{ ?who a <{KGA}Person> }}")
        for format_ in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
            client.setReturnFormat(format_)
            assert "daniel-noboa" in str(client.queryAndConvert().toxml() if format_ == wrapper.XML else client.queryAndConvert())
        client.setQuery(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a <{KGA}Person> ; ?p ?o }}")
        for format_ in (wrapper.TURTLE, wrapper.RDFXML, wrapper.N3):
            client.setReturnFormat(format_)
            assert client.query().response.read()
        client.setQuery("ASK {}")
        client.setReturnFormat(wrapper.JSON)
        assert client.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_is_told_that_updates_are_refused(sample: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{sample.url}/sparql")
    client.setMethod("POST")
    client.setQuery("INSERT DATA { <x:a> <x:b> <x:c> }")
    with pytest.raises(Exception, match="403"):
        client.query()


def test_rdflib_reads_the_endpoint_as_a_graph(sample: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{sample.url}/sparql"))
    noboa = rdflib.URIRef(BASE + "daniel-noboa")
    assert (noboa, rdflib.RDF.type, rdflib.URIRef(KGA + "Person")) in graph
    assert rdflib.Literal("Daniel Noboa", lang="en") in set(graph.objects(noboa, rdflib.RDFS.label))
    assert len(list(graph.query(f"SELECT ?c {{ ?c a <{KGA}CriminalOrganization> }}"))) > 3


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl: sudo apt-get install curl")
def test_curl_as_in_the_docs(sample: Server) -> None:
    address = f"{sample.url}/sparql"
    query = "query=SELECT * { ?who a kga:Person }"
    csv = subprocess.run(
        ["curl", "-sf", "-H", "Accept: text/csv", "--data-urlencode", query, address], capture_output=True, check=True, text=True
    )
    assert csv.stdout.startswith("who\n") and BASE + "daniel-noboa" in csv.stdout
    status = ["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", "-G", "--data-urlencode", "query=ASK {", address]
    got = subprocess.run(status, capture_output=True, text=True, check=True)
    assert got.stdout == "400"


def test_kg_connects_to_what_kg_serves(sample: Server) -> None:
    case = kg.connect(f"{sample.url}/sparql")
    assert repr(case) == f"<Case 'Ecuador: troops, bases, cartels' in {sample.url}/sparql>"
    assert [row.who.slug for row in case.view("2009").query(IN_2009)] == ["rafael-correa"]
    assert case.query("ASK { :daniel-noboa a kga:Person }") is True
    here = kg.open(sample.case)
    assert len(case.graph()) == len(here.graph())
    assert set(case.network().nodes) == set(here.network().nodes)
    assert len(case.query("SELECT ?s { ?s a kga:Person }").to_polars()) == len(here.query("SELECT ?s { ?s a kga:Person }").to_pandas())
    assert "srcdoc=" in case._repr_html_()


def test_the_root_of_a_server_is_its_address_too(sample: Server) -> None:
    for url in (sample.url, f"{sample.url}/"):
        case = kg.connect(url)
        assert repr(case) == f"<Case 'Ecuador: troops, bases, cartels' in {sample.url}/sparql>"
        assert case.query("ASK { :daniel-noboa a kga:Person }") is True


def test_questions_that_are_saved_on_a_server_are_asked_by_name(sample: Server) -> None:
    case, here = kg.connect(sample.url), kg.open(sample.case)
    for name, params in (("agreements-ended", {}), ("homicide-rate-by-year", {"PLACE": "ecuador"})):
        assert list(case.query(name, params)) == list(here.query(name, params)) != []
    with pytest.raises(kg.KgError, match=r"no saved question is called 'agreement-ended'\. Did you mean 'agreements-ended'"):
        case.query("agreement-ended")


@pytest.mark.parametrize("path", ["", "/sparql"])
def test_the_commands_ask_what_kg_serves(path: str, sample: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ontology", "queries"):
        shutil.copytree(sample.case / name, tmp_path / name)
    shutil.copy(sample.case / "kg.toml", tmp_path)
    where = ["--case", str(tmp_path), "--endpoint", sample.url + path]
    page = str(tmp_path / "page.html")
    for words, said in (
        (["query", IN_2009, "--as-of", "2009"], "rafael-correa\n"),
        (["query", "agreements-ended"], "us-ec-base-agreement"),
        (["explain", "daniel-noboa"], "Daniel Noboa"),
        (["list", "Cartel"], "cartels"),
        (["contradictions"], "46.18 per 100000 people"),
        (["export", "html", "--query", "agreements-ended", "-o", page], page),
    ):
        assert main([*words, *where]) == 0, capsys.readouterr().err
        assert said in capsys.readouterr().out


def test_a_server_of_another_case_is_told_apart(sample: Server, small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--case", str(small_case), "--endpoint", sample.url]) == 1
    assert f"another case is served there, with the base {BASE}." in capsys.readouterr().err


def test_an_address_where_no_question_is_taken_says_where_it_may_be(sample: Server) -> None:
    with pytest.raises(kg.KgError, match="often ends in /sparql"):
        kg.connect(f"{sample.url}/nowhere", base=BASE)
    with pytest.raises(kg.KgError, match="often ends in /sparql"):
        kg.connect(f"{sample.url}/nowhere").query("ASK {}")


def test_an_address_that_leads_nowhere_is_an_error_and_not_the_case_around_it(
    sample_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample_case)
    for address in ("nowhere-such-dir", "127.0.0.1:8731"):
        with pytest.raises(kg.KgError, match=f"there is no folder '{address}'"):
            kg.connect(address)
    assert kg.connect("facts").project.root == sample_case


def test_kg_connects_to_a_folder_too(sample_case: Path) -> None:
    assert kg.connect(sample_case).project.root == sample_case


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(kg.KgError, match="printed and kept"):
        kg.connect("http://ana:secret@127.0.0.1:1/sparql")


@pytest.fixture(scope="session")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The command of Comunica, from npm; skips where it cannot be had."""
    if shutil.which("npm") is None:
        pytest.skip("no npm: Comunica is a client from there")
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg-tests" / "comunica-5.4.1"
    command = kept / "node_modules" / ".bin" / "comunica-sparql"
    if not command.exists():
        kept.mkdir(parents=True, exist_ok=True)
        # newer releases of its HTTP client need a newer Node than Debian has
        wanted = {"private": True, "dependencies": {"@comunica/query-sparql": "5.4.1"}, "overrides": {"undici": "7.10.0"}}
        (kept / "package.json").write_text(json.dumps(wanted))
        install = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(install, cwd=kept, capture_output=True, text=True, check=False, timeout=500)
        if done.returncode or not command.exists():
            pytest.skip(f"Comunica cannot be installed: {done.stderr[-200:]}")
    return str(command)


def test_comunica_asks_the_endpoint(sample: Server, comunica: str) -> None:
    command = [comunica, f"sparql@{sample.url}/sparql", IN_2009, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = {row["who"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]}
    assert BASE + "rafael-correa" in found
