"""A case's own rules that kg cannot turn into SQL or one query are judged by pySHACL, and told with what they cost."""

from pathlib import Path

import pytest

from kg.build import rules
from kg.build.check import check
from kg.check.shacl.left_over import left_over
from kg.check.shacl.shapes import read_shapes
from kg.model.findings import Finding
from kg.ontology.loader import shipped_folder
from kg.project import load_project
from tests.build.small_case import PEOPLE, source
from tests.robustness.small_case import write_case

HEAD = """\
@prefix own: <https://own.example/> . @prefix kga: <https://w3id.org/kga#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kgs: <https://w3id.org/kga/shapes#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
own:o a owl:Ontology ; sh:declare [ sh:prefix "kga" ; sh:namespace "https://w3id.org/kga#"^^xsd:anyURI ] ,
    [ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#"^^xsd:anyURI ] .
"""
LOOKS_AROUND = """\
own:no-initial a sh:PropertyShape ; sh:targetClass kga:Person ; sh:path rdfs:label ; sh:pattern "^(?!A)" ;
    sh:message "the name begins with an A."@en ; kgs:remedy "Choose another."@en ; sh:severity sh:Warning .
"""
PER_NODE = """\
own:one-name a sh:NodeShape ; sh:targetClass kga:Person ; sh:message "it has a name that begins with an A."@en ;
    sh:sparql [ sh:prefixes own:o ; sh:select "SELECT $this WHERE { $this rdfs:label ?n FILTER(STRSTARTS(?n, 'A')) } LIMIT 1" ] .
"""
INSIDE = """\
own:inside a sh:NodeShape ; sh:targetClass kga:Person ; sh:property own:inner .
own:inner a sh:PropertyShape ; sh:path rdfs:label ; sh:message "the name begins with an A."@en ;
    sh:sparql [ sh:prefixes own:o ; sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER(STRSTARTS(?value, 'A')) }" ] .
"""
COMPONENT = """\
own:Begins a sh:ConstraintComponent ; sh:parameter [ sh:path own:beginsNotWith ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes own:o ; sh:ask "ASK { FILTER(!STRSTARTS(STR($value), $beginsNotWith)) }" ] .
own:begins a sh:NodeShape ; sh:targetClass kga:Person ; sh:property [ sh:path rdfs:label ; own:beginsNotWith "A" ;
    sh:message "the name begins with an A."@en ] .
"""
TARGET = """\
own:targeted a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:prefixes own:o ; sh:select "SELECT ?this WHERE { ?this a kga:Person }" ] ;
    sh:property [ sh:path rdfs:label ; sh:pattern "^[^A]" ; sh:message "the name begins with an A."@en ] .
"""
CASES = {
    "no-initial": (LOOKS_AROUND, "its pattern looks around, or back at what was matched"),
    "one-name": (PER_NODE, "its query must run for each node by itself"),
    "inside": (INSIDE, "a shape inside it has a query"),
    "begins": (COMPONENT, "it uses a constraint component that is declared in Turtle"),
    "targeted": (TARGET, "its target is a query or a type of its own"),
}


def found(folder: Path, shapes: str) -> list[Finding]:
    facts = {"people.yaml": PEOPLE, "r.yaml": source("r", "  - ana, luis, rosa memberOf party\n")}
    case = write_case(folder, facts)
    (case / "ontology").mkdir()
    (case / "ontology" / "own.ttl").write_text(HEAD + shapes, encoding="utf-8")
    return [finding for finding in check(load_project(case)) if finding.code != "unused-entity"]


@pytest.mark.parametrize("name", CASES)
def test_its_findings_are_traced_to_the_facts_and_the_shape_is_told_to_be_slow(name: str, tmp_path: Path) -> None:
    shapes, reason = CASES[name]

    told = found(tmp_path, shapes)

    assert [str(finding.location) for finding in told if finding.code == name] == ["facts/people.yaml:6:3"]
    (slow,) = (finding for finding in told if finding.code == "slow-rule")
    assert str(slow.location) == f"ontology/own.ttl:{HEAD.count(chr(10)) + 1 + shapes[: shapes.index(f'own:{name} ')].count(chr(10))}:1"
    assert slow.message == f"'{name}' is judged by pySHACL, a hundred times as slow: {reason}."
    assert len(told) == 2


def test_without_pyshacl_the_shape_is_told_not_to_be_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "has_pyshacl", lambda: False)

    (finding,) = found(tmp_path, LOOKS_AROUND)

    assert str(finding).startswith("ontology/own.ttl:6:1: not-judged 'no-initial' is judged by nobody: its pattern looks around")
    assert finding.remedy == "Run 'pip install pyshacl', or write the shape another way."


def test_of_the_shapes_that_come_with_kg_none_is_left_over() -> None:
    assert left_over(read_shapes([shipped_folder() / "shapes.ttl"])) == {}
