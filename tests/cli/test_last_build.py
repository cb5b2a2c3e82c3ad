"""The last build goes on answering in its own words, whatever the case's ontology and settings have become since."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.case import open as open_case
from tests.cli.conftest import Command

OWN = """\
@prefix ex: <https://example.org/ships#> .
@prefix kga: <https://w3id.org/kga#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Vessel a owl:Class ; rdfs:subClassOf kga:Entity ; rdfs:label "vessel"@en ; rdfs:comment "A ship or boat."@en .
"""


@pytest.fixture
def ships(case: Path, kg: Command) -> Path:
    """A built case whose ontology was then broken."""
    (case / "ontology").mkdir()
    (case / "ontology" / "ships.ttl").write_text(OWN, encoding="utf-8")
    (case / "facts" / "ships.yaml").write_text("kg: 1\nentities:\n  sea-star: {is: ex:Vessel, name: Sea Star}\n", encoding="utf-8")
    assert kg("build", "--case", case).code == 0
    (case / "ontology" / "ships.ttl").write_text("this is no Turtle", encoding="utf-8")
    return case


def test_a_broken_ontology_stops_a_build_and_no_answer(ships: Path, kg: Command) -> None:
    assert kg("build", "--case", ships).code == 1
    assert kg("explain", "sea-star", "--case", ships).out.startswith("Sea Star  (sea-star)\n  class: vessel")
    assert kg("list", "ex:Vessel", "--case", ships)[:2] == (0, "sea-star\tSea Star\tex:Vessel\n")
    assert kg("query", "SELECT ?v { ?v a ex:Vessel }", "--case", ships)[:2] == (0, "sea-star\n")
    assert kg("query", "--as-of", "2024", "SELECT ?v { ?v a ex:Vessel }", "--case", ships)[:2] == (0, "sea-star\n")
    assert "sea-star" in open_case(ships).network()


def test_words_that_came_after_the_build_are_there_after_the_next(ships: Path, kg: Command) -> None:
    (ships / "ontology" / "ships.ttl").write_text(OWN.replace('"vessel"', '"ship"'), encoding="utf-8")
    assert "class: vessel" in kg("explain", "sea-star", "--case", ships).out
    assert kg("build", "--case", ships).code == 0
    assert "class: ship" in kg("explain", "sea-star", "--case", ships).out


def test_another_base_without_a_build_is_told_and_the_old_one_answers(case: Path, kg: Command) -> None:
    settings = (case / "kg.toml").read_text(encoding="utf-8")
    (case / "kg.toml").write_text(settings.replace("https://e.example/", "https://other.example/"), encoding="utf-8")
    for command in (("query", "ASK { :ana-vega a kga:Person }"), ("explain", "ana-vega"), ("list", "Person")):
        ran = kg(*command, "--case", case)
        assert ran.code == 0
        assert "note: the last build has the base https://e.example/, and kg.toml says https://other.example/ by now." in ran.err
    assert kg("query", "ASK { :ana-vega a kga:Person }", "--case", case).out == "true\n"
    assert open_case(case).query("ASK { :ana-vega a kga:Person }") is True

    assert kg("build", "--case", case).code == 0
    assert kg("query", "ASK { :ana-vega a kga:Person }", "--case", case) == (0, "true\n", "")
