"""A case adds a class, a property and a kind of situation by Turtle alone: no Python knows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.robustness.small_case import ENTITIES, built, kg, write_case

OWN = """\
@prefix ex: <https://example.org/ships#> .
@prefix kga: <https://w3id.org/kga#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:Vessel a owl:Class ; rdfs:subClassOf kga:Entity ; rdfs:label "vessel"@en ; rdfs:comment "A ship or boat."@en ;
    kga:color "#123abc" ; kga:shape "triangle" .
ex:docksAt a owl:ObjectProperty ; rdfs:domain ex:Vessel ; rdfs:range kga:Place ; rdfs:label "docks at"@en ;
    rdfs:comment "A vessel calls at a place."@en ; kga:drawsEdge true ; kga:reads "docks at" .
ex:Boarding a owl:Class ; rdfs:subClassOf kga:Event ; rdfs:label "boarding"@en ; rdfs:comment "A vessel is boarded and searched."@en .
ex:boarded a owl:ObjectProperty ; rdfs:domain ex:Boarding ; rdfs:range ex:Vessel ; rdfs:label "boarded"@en ;
    rdfs:comment "The vessel that is searched."@en ; kga:drawsEdge true ; kga:reads "boards" .
"""
FACTS = """\
kg: 1
source: {id: log, title: Harbour log, publisher: daily-paper, date: 2024-05-02}
entities:
  sea-star: {is: ex:Vessel, name: Sea Star}
facts:
  - {fact: sea-star ex:docksAt san-pedro, date: 2024-04, quote: moored at the pier}
  - ex:Boarding: boarding-of-sea-star
    agent: port-union
    ex:boarded: sea-star
    date: 2024-05-01
"""
WRONG = FACTS.replace("sea-star ex:docksAt san-pedro", "ana-vega ex:docksAt san-pedro")


def _case(folder: Path, facts: str) -> Path:
    case = write_case(folder, {"entities.yaml": ENTITIES, "log.yaml": facts}, settings="")
    (case / "ontology").mkdir()
    (case / "ontology" / "ships.ttl").write_text(OWN)
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(_case(tmp_path_factory.mktemp("ships"), FACTS))


def test_own_words_answer_in_a_question_under_their_own_prefix(case: Path) -> None:
    question = """SELECT ?vessel ?where ?quote ?event WHERE {
        ?vessel a ex:Vessel ; ex:docksAt ?where . ?event a ex:Boarding , kga:Situation ; ex:boarded ?vessel .
        ?c rdf:subject ?vessel ; rdf:predicate ex:docksAt ; kga:quote ?quote }"""
    done = kg(case, "query", question, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert [cell.rpartition("/")[2] for cell in done.stdout.splitlines()[1].split(",")] == [
        "sea-star",
        "san-pedro",
        "moored at the pier",
        "boarding-of-sea-star",
    ]


def test_own_words_are_checked_like_the_shipped_ones(tmp_path: Path) -> None:
    done = kg(_case(tmp_path, WRONG), "check")
    assert done.returncode == 1
    findings = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("facts/log.yaml:6:")]
    assert len(findings) == 1, done.stdout + done.stderr
    assert "vessel" in findings[0].lower()


def test_a_misspelt_own_word_is_met_with_the_right_one(tmp_path: Path) -> None:
    done = kg(_case(tmp_path, FACTS.replace("ex:docksAt", "ex:docksat")), "check")
    assert done.returncode == 1
    assert "ex:docksAt" in done.stdout + done.stderr


def test_own_words_reach_the_pages_data_with_their_looks(case: Path) -> None:
    network = json.loads((case / "exports" / "network.json").read_text())
    looks = next(value for value in network["classes"].values() if value["label"] == "vessel")
    assert (looks["color"], looks["shape"]) == ("#123abc", "triangle")
    edge = next(statement for statement in network["statements"] if statement["s"] == "sea-star" and statement.get("o") == "san-pedro")
    assert network["properties"][edge["p"]]["reads"] == "docks at"
    assert network["properties"][edge["p"]]["draws"] is True
    kinds = {entity["id"]: entity["class"] for entity in network["entities"]}
    assert network["classes"][kinds["boarding-of-sea-star"]]["label"] == "boarding"


def test_own_words_are_on_both_pages(case: Path) -> None:
    for page in ("network.html", "pyvis.html"):
        text = (case / "exports" / page).read_text()
        assert "Sea Star" in text
        assert "docks at" in text
