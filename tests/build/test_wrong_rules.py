"""A case's own rule that is wrong is told where it stands; the other rules and checks run all the same."""

import re
from pathlib import Path

import pytest

from kg.build.check import check
from kg.build.rule_findings import wrong_query
from kg.check.shacl.faults import Readers, faults, unknown_words
from kg.check.shacl.shapes import read_shapes
from kg.model.findings import Finding, Severity
from kg.ontology.loader import shipped_folder
from kg.ontology.turtle import read_folders
from kg.project import load_project
from tests.build.small_case import PEOPLE, source, unmarked
from tests.build.test_rules_left_to_pyshacl import HEAD
from tests.robustness.small_case import write_case

QUERY = "own:bad a sh:NodeShape ; sh:targetClass kga:Person ; sh:sparql [ sh:prefixes own:o ; sh:select {} ] ."
FIELD = "own:bad a sh:PropertyShape ; sh:targetClass kga:Person ; sh:path rdfs:label ; {} ."
SOUND = """\
own:short a sh:PropertyShape ; sh:targetClass kga:Person ; sh:path rdfs:label ; sh:maxLength 8 ; sh:message "the name is long."@en .
"""
WRONG = {
    "no SPARQL": (
        QUERY.format('"SELECT $this WHERE { $this kga:leads }"'),
        "has a query that is wrong in its line 1: '}' cannot stand here.",
    ),
    "unknown prefix": (
        QUERY.format('"SELECT $this WHERE { $this scm:leads ?x }"'),
        "has a query that is wrong in its line 1: unknown prefix 'scm:'.",
    ),
    "prefixes of nobody": (
        QUERY.format('"SELECT $this WHERE { $this kga:leads ?x }"').replace("own:o", "own:none"),
        "has a query that is wrong in its line 1: unknown prefix 'kga:'.",
    ),
    "no $this": (QUERY.format('"SELECT ?x WHERE { ?x kga:leads ?y }"'), "has a query that does not select $this."),
    "another server": (
        QUERY.format('"SELECT $this WHERE { SERVICE <http://localhost:1> { $this kga:leads ?x } }"'),
        "has a query that is wrong in its line 1: SERVICE is refused: a question never leaves this graph.",
    ),
    "unknown function": (
        QUERY.format('"SELECT $this WHERE { $this kga:leads ?x FILTER(kga:odd(?x)) }"'),
        "has a query that cannot be run: The custom function <https://w3id.org/kga#odd> is not supported.",
    ),
    "no select": (QUERY.replace("sh:select {}", "sh:message 'x'"), "has a constraint in SPARQL without sh:select."),
    "count": (FIELD.format('sh:minCount "x"'), 'has sh:minCount "x", which is no whole number.'),
    "length": (FIELD.format("sh:maxLength 1.5"), 'has sh:maxLength "1.5", which is no whole number.'),
    "pattern": (FIELD.format('sh:pattern "("'), 'has sh:pattern "(", which is no regular expression.'),
    "possessive pattern": (FIELD.format('sh:pattern "a++"'), 'has sh:pattern "a++", which is no regular expression.'),
    "class": (FIELD.format('sh:class "kga:Person"'), 'has sh:class "kga:Person", which is no IRI.'),
    "kind": (FIELD.format('sh:nodeKind "IRI"'), 'has sh:nodeKind "IRI", which is no kind of node.'),
    "list": (FIELD.format('sh:in "a"'), 'has sh:in "a", which is no list.'),
    "bound": (
        FIELD.format("sh:minInclusive '2024-13-01'^^xsd:date"),
        'has sh:minInclusive "2024-13-01", which nothing can be compared with.',
    ),
    "flag": (FIELD.format('sh:uniqueLang "yes"'), 'has sh:uniqueLang "yes", which is neither true nor false.'),
    "severity": (FIELD.format("sh:severity 'grave'"), 'has sh:severity "grave", which is no severity.'),
    "path": (FIELD.replace("rdfs:label", '"label"').format("sh:minCount 1"), 'has sh:path "label", which is no path.'),
    "inside": (
        "own:bad a sh:NodeShape ; sh:targetClass kga:Person ; sh:property [ sh:path rdfs:label ; sh:not [ sh:maxLength 'x' ] ] .",
        'has sh:maxLength "x", which is no whole number.',
    ),
}  # fmt: skip


def found(folder: Path, shapes: str) -> list[Finding]:
    case = write_case(folder, {"people.yaml": PEOPLE, "r.yaml": source("r", "  - ana, luis, rosa memberOf party\n")})
    (case / "ontology").mkdir()
    (case / "ontology" / "own.ttl").write_text(HEAD + shapes, encoding="utf-8")
    return [finding for finding in check(load_project(case)) if finding.code != "unused-entity"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_is_told_at_its_shape_while_the_others_are_judged(name: str, tmp_path: Path) -> None:
    shapes, message = WRONG[name]

    told = found(tmp_path, f"{SOUND}  {shapes}\n")

    (bad,) = (finding for finding in told if finding.location.file == "ontology/own.ttl")
    assert (str(bad.location), bad.code, bad.severity) == ("ontology/own.ttl:7:3", "bad-rule", Severity.VIOLATION)
    assert bad.message == f"'bad' {message}"
    assert bad.remedy
    assert [str(finding.location) for finding in told if finding.code == "short"] == ["facts/people.yaml:7:3", "facts/people.yaml:8:3"]


def test_a_prefix_that_nobody_declares_is_met_with_the_line_to_write(tmp_path: Path) -> None:
    (bad,) = found(tmp_path, WRONG["prefixes of nobody"][0])

    assert bad.remedy == "Write 'PREFIX kga: <https://w3id.org/kga#>' before SELECT, or name with sh:prefixes what declares it."


def test_a_rule_that_is_switched_off_may_be_wrong(tmp_path: Path) -> None:
    assert found(tmp_path, FIELD.format('sh:minCount "x" ; sh:deactivated true')) == []


@pytest.mark.parametrize(
    ("shapes", "message", "remedy"),
    [
        ("§own:s a sh:NodeShape ; sh:targetClass kga:Persn .", "'s' names 'kga:Persn', which the ontology does not have.", "kga:Person"),
        (
            "§own:s a sh:PropertyShape ; sh:targetClass kga:Person ; sh:path rdfs:label ; sh:maxcount 1 .",
            "'s' names 'sh:maxcount', which SHACL does not have.",
            "sh:maxCount",
        ),
        (
            "§own:s a sh:NodeShape ; sh:targetClass kga:Person ; sh:property [ sh:path ( kga:memberOf [ sh:inversePath kga:leeds ] ) ] .",
            "'s' names 'kga:leeds', which the ontology does not have.",
            "kga:leads",
        ),
        (
            "§own:s a sh:NodeShape ; sh:targetClass kga:Entity ; sh:property own:i .\nown:i sh:path kga:leads; sh:class kga:Organisation .",
            "'s' names 'kga:Organisation', which the ontology does not have.",
            "kga:Organization",
        ),
    ],
)
def test_a_word_that_nobody_has_declared_is_told_with_the_nearest(shapes: str, message: str, remedy: str, tmp_path: Path) -> None:
    text, (spot,) = unmarked(HEAD + shapes)

    (word,) = (finding for finding in found(tmp_path, text.removeprefix(HEAD)) if finding.code == "rule-word")

    assert (str(word.location), word.severity) == (f"ontology/own.ttl:{spot}", Severity.WARNING)
    assert word.message == message
    assert word.remedy == f"Did you mean '{remedy}'?"


def test_the_message_of_a_query_goes_before_that_of_its_shape(tmp_path: Path) -> None:
    one = "sh:sparql [ sh:prefixes own:o ; sh:select 'SELECT $this WHERE { $this rdfs:label ?n FILTER(STRSTARTS(?n, \"Ana\")) }' MORE ]"
    shape = f"own:named a sh:NodeShape ; sh:targetClass kga:Person ; sh:severity sh:Warning ; {one} ."

    own = found(tmp_path / "a", shape.replace("MORE", "; sh:message 'she is called {$this}.'"))
    named = shape.replace("; sh:severity", "; sh:message 'a name.' ; sh:severity")
    both = found(tmp_path / "b", named.replace("MORE", "; sh:message 'her name is Ana.'"))
    shapes = found(tmp_path / "c", named.replace("MORE", ""))

    assert [finding.message for finding in (*own, *both, *shapes)] == ["she is called ana.", "her name is Ana.", "a name."]


def test_nothing_is_wrong_in_the_rules_that_kg_brings() -> None:
    graph = read_shapes([shipped_folder() / "shapes.ttl"])
    assert len(list(graph.targeted())) > 50
    assert faults(graph, Readers(lambda pattern: bool(re.compile(pattern)), wrong_query)) == []
    assert unknown_words(graph, read_folders([shipped_folder()]).nodes.keys()) == []
