"""One contract over every store: embedded Oxigraph, Oxigraph's server and Virtuoso 7 give the same answers to the same commands."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import kg
from kg.build.pipeline import build
from kg.cli.main import main
from kg.errors import KgError, StoreError
from kg.model.terms import KGA
from kg.network.projection import project as project_network
from kg.project import Project, load_project
from kg.query.contradictions import contradictions
from kg.query.explain import explain
from kg.query.listing import classes, entities
from kg.query.run import run, slugs
from kg.query.saved import load, question, saved
from kg.query.table import short_rows
from kg.query.view import view_of
from kg.query.views import open_view
from kg.query.vocabulary import ontology_of_build, prefixes_of_build
from kg.store.http import PASSWORD as PASSWORD_NAME
from kg.store.http import TOKEN, USER
from kg.store.open import addresses, open_store
from kg.store.publish import publish
from kg.store.remote import RemoteStore, pointer_graph, read_pointer
from tests.store.servers import PASSWORD, oxigraph_server, virtuoso_server

ROOT = Path(__file__).parents[2]
KINDS = ("embedded", "oxigraph", "oxigraph by graph store", "virtuoso")


class Served(NamedTuple):
    """A case built into a store."""

    kind: str
    project: Project


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract") / "case"
    for name in ("facts", "ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "kg.toml", folder)
    assert main(["build", "--case", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    project = load_project(root)
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NETRC", "/dev/null")
        for name in (USER, PASSWORD_NAME, TOKEN):
            environment.delenv(name, raising=False)
        if request.param == "embedded":
            yield Served("embedded", project)
        elif request.param.startswith("oxigraph"):
            with oxigraph_server(folder) as url:
                graphs = url.replace("/query", "/store") if "graph store" in request.param else ""
                case = replace(project, store=url, store_graphs=graphs)
                build(case)
                yield Served(request.param, case)
        else:
            environment.setenv(USER, "dba")
            environment.setenv(PASSWORD_NAME, PASSWORD)
            with virtuoso_server(folder) as url:
                case = replace(project, store=url)
                build(case)
                yield Served("virtuoso", case)


@pytest.fixture(scope="module")
def embedded(root: Path) -> Project:
    return load_project(root)


def answer(project: Project, text: str) -> list[list[str]]:
    prefixes = prefixes_of_build(project)
    found = run(open_store(project), question(text), prefixes=prefixes)
    return sorted(short_rows(found, project.base, prefixes)[0])


def test_every_saved_question_has_the_same_answer(store: Served, embedded: Project) -> None:
    for name, _ in saved(embedded).questions:
        both = []
        for project in (embedded, store.project):
            prefixes = prefixes_of_build(project)
            found = run(open_store(project), load(project, name), prefixes=prefixes)
            both.append((found.columns, sorted(short_rows(found, project.base, prefixes)[0])))
        assert both[0] == both[1], name


def test_everything_is_explained_in_the_same_words(store: Served, embedded: Project) -> None:
    ontology = ontology_of_build(embedded)
    here, there = open_store(embedded), open_store(store.project)
    assert sorted(slugs(here)) == sorted(slugs(there))
    for slug in sorted(slugs(here))[::11]:
        assert explain(there, ontology, slug) == explain(here, ontology, slug)


def test_classes_and_entities_are_listed_alike(store: Served, embedded: Project) -> None:
    ontology = ontology_of_build(embedded)
    here, there = open_store(embedded), open_store(store.project)
    assert classes(there, ontology) == classes(here, ontology)
    assert entities(there, ontology, "CriminalOrganization") == entities(here, ontology, "CriminalOrganization")


def test_the_network_is_the_same(store: Served, embedded: Project) -> None:
    ontology = ontology_of_build(embedded)
    both = [
        project_network(open_store(p).quads(), ontology, title=p.title, base=p.base, language=p.language).to_dict()
        for p in (embedded, store.project)
    ]
    assert both[0] == both[1]


def test_every_quad_is_there_and_no_other(store: Served, embedded: Project) -> None:
    assert set(open_store(store.project).quads()) == set(open_store(embedded).quads())


def test_a_view_is_the_same(store: Served, embedded: Project) -> None:
    for view in (view_of("2009"), view_of("2024", possible=True, only=["reliability=A,B"])):
        assert set(open_view(store.project, view).quads()) == set(open_view(embedded, view).quads())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { GRAPH kga:derived { ?s kga:locatedIn :ecuador } }",
        f"SELECT ?s {{ GRAPH <{KGA}derived> {{ ?s <{KGA}locatedIn> :ecuador }} }}",
        "SELECT ?x { ?x rdfs:label ?l FILTER(STR(?l) = 'kga:derived' || STR(?l) = 'Ecuador') } # kga:derived",
        "SELECT ?n ?v { ?n kga:value ?v FILTER(?v > 40) }",
        "SELECT ?c { ?c kga:negated true }",
        "SELECT ?c ?d { ?c kga:startEarliest ?d FILTER(?d >= '2024-01-01'^^xsd:date) }",
        "BASE <https://kg.example.org/ecuador/> SELECT ?p { <daniel-noboa> ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ],
)
def test_rows_are_the_same(text: str, store: Served, embedded: Project) -> None:
    assert answer(store.project, text) == answer(embedded, text)


def test_asking_yes_or_no_and_for_triples(store: Served) -> None:
    case = kg.Case(store.project)
    assert case.query("ASK { :daniel-noboa a kga:Person }") is True
    assert case.query("ASK { :daniel-noboa a kga:Country }") is False
    assert len(case.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . ?s a kga:Person }")) > 5


def test_wrong_questions_are_refused_before_they_are_sent(store: Served) -> None:
    for text in ("SELECT ?x { ?x", "DELETE WHERE { ?s ?p ?o }", "ASK { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"):
        with pytest.raises(kg.KgError):
            kg.Case(store.project).query(text)


def test_the_commands_run_on_it(store: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--case", str(store.project.root), *(["--endpoint", store.project.store] if store.project.store else [])]
    assert main(["query", "SELECT ?h { ?t kga:post :president-of-ecuador ; kga:holder ?h }", "--as-of", "2009", *where]) == 0
    assert capsys.readouterr().out == "rafael-correa\n"
    assert main(["explain", "daniel-noboa", *where]) == 0
    out, err = capsys.readouterr()
    assert "Daniel Noboa" in out
    assert main(["contradictions", *where]) == 0
    rivals, told = capsys.readouterr()
    assert "46.18 per 100000 people" in rivals and "44.5 per 100000 people" in rivals
    page = tmp_path / "page.html"
    assert main(["export", "html", "--focus", "daniel-noboa", "-o", str(page), *where]) == 0
    assert "Daniel Noboa" in page.read_text(encoding="utf-8")
    exported = capsys.readouterr()
    assert PASSWORD not in out + err + rivals + told + exported.out + exported.err


def test_contradictions_are_the_same(store: Served, embedded: Project) -> None:
    ontology = ontology_of_build(embedded)
    here = contradictions(open_store(embedded), ontology)
    assert here
    assert contradictions(open_store(store.project), ontology) == here


def test_the_commands_run_where_nothing_was_built(store: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not store.project.store:
        pytest.skip("an embedded store is where it was built")
    for name in ("ontology", "queries"):
        shutil.copytree(store.project.root / name, tmp_path / name)
    shutil.copy(store.project.root / "kg.toml", tmp_path)
    where = ["--case", str(tmp_path), "--endpoint", store.project.store]

    assert main(["explain", "daniel-noboa", *where]) == 0
    assert main(["contradictions", *where]) == 0
    assert "46.18 per 100000 people" in capsys.readouterr().out
    assert main(["export", "html", "--focus", "daniel-noboa", "-o", str(tmp_path / "page.html"), *where]) == 0
    assert "Daniel Noboa" in (tmp_path / "page.html").read_text(encoding="utf-8")


def remote(store: Served) -> RemoteStore:
    if store.kind == "embedded":
        pytest.skip("an embedded store has generations, which tests of their own look at")
    found = open_store(store.project)
    assert isinstance(found, RemoteStore)
    return found


def small(folder: Path, number: int, base: str) -> Path:
    subject = f"<{base}thing>"
    lines = [f'{subject} <{KGA}note> "{number}.{i}" .\n' for i in range(1000)]
    lines += [f"{subject} <{KGA}locatedIn> <{base}x{i}> <{KGA}derived> .\n" for i in range(10)]
    path = folder / f"{number}.nq"
    path.write_text("".join(sorted(lines)))
    return path


def test_readers_see_one_build_or_the_next_and_never_a_part(store: Served, tmp_path: Path) -> None:
    remote(store)
    base = "https://swap.example/"
    target = addresses(store.project)
    publish(target, small(tmp_path, 0, base), base=base, name="zero")
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            rows = RemoteStore.open(target, base=base).query(f"SELECT ?n {{ ?s <{KGA}note> ?n }}")
            seen.add(tuple(sorted({row[0].value.partition(".")[0] for row in rows})))

    reader = threading.Thread(target=read)
    reader.start()
    for number, name in ((1, "one"), (2, "two"), (1, "one")):
        assert publish(target, small(tmp_path, number, base), base=base, name=name) is True
    done.set()
    reader.join()
    assert seen <= {("0",), ("1",), ("2",)}
    assert publish(target, small(tmp_path, 1, base), base=base, name="one") is False
    left = read_pointer(remote(store).client, target, base)
    assert (left.current, left.previous, left.loading) == (f"{base}graph/one", f"{base}graph/two", "")
    gone = RemoteStore(target, base=base, graph=f"{base}graph/zero").count("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert gone == 0


def test_a_load_that_breaks_off_changes_no_answer_and_is_cleared_away(store: Served, tmp_path: Path) -> None:
    remote(store)
    base = "https://broken.example/"
    target = addresses(store.project)
    publish(target, small(tmp_path, 0, base), base=base, name="good")
    broken = tmp_path / "broken.nq"
    broken.write_text(small(tmp_path, 1, base).read_text() + "this is no triple .\n")
    with pytest.raises(StoreError):
        publish(target, broken, base=base, name="bad")
    assert RemoteStore.open(target, base=base).graph == f"{base}graph/good"
    assert read_pointer(remote(store).client, target, base).loading == f"{base}graph/bad"
    publish(target, small(tmp_path, 2, base), base=base, name="next")
    assert RemoteStore(target, base=base, graph=f"{base}graph/bad").count("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == 0


def test_cases_on_one_server_do_not_meet(store: Served, tmp_path: Path) -> None:
    remote(store)
    base = "https://other.example/"
    publish(addresses(store.project), small(tmp_path, 7, base), base=base, name="seven")
    assert answer(store.project, "SELECT ?n { <https://other.example/thing> ?p ?n }") == []
    assert pointer_graph(base) != pointer_graph(store.project.base)


def test_a_case_that_was_never_built_there_says_so(store: Served) -> None:
    remote(store)
    with pytest.raises(StoreError, match="no graph of this case has been built there yet"):
        open_store(replace(store.project, base="https://never.example/"))


def test_a_wrong_password_is_refused_and_not_printed(store: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if store.kind != "virtuoso":
        pytest.skip("only Virtuoso asks for a password")
    monkeypatch.setenv(PASSWORD_NAME, "a-wrong-secret")
    with pytest.raises(KgError) as caught:
        publish(addresses(store.project), small(tmp_path, 1, "https://w.example/"), base="https://w.example/", name="w")
    assert "401" in str(caught.value)
    assert "a-wrong-secret" not in str(caught.value)
