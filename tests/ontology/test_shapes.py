"""The shipped rules are valid SHACL, each finds what it is there for, and none finds anything in a sound case."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import RDFS, SH

from kg.ontology import Ontology, shipped_folder

HERE = Path(__file__).parent
BASE = "https://e.org/"
KGS = "https://w3id.org/kga/shapes#"
TODAY = (URIRef(KGS + "case"), URIRef(KGS + "today"), Literal(date(2026, 1, 1)))
Finding = tuple[str, str, str]  # code, severity, node


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(shipped_folder() / "shapes.ttl")


@pytest.fixture(scope="module")
def case(shipped: Ontology) -> Graph:
    """Both fixtures with the superclasses that a build writes, and the ontology, which the rules may ask."""
    facts = Graph().parse(HERE / "good.ttl").parse(HERE / "bad.ttl")
    for node, kind in list(facts.subject_objects(RDF.type)):
        for above in shipped.superclasses(str(kind)):
            facts.add((node, RDF.type, URIRef(above)))
    facts.add(TODAY)
    return facts.parse(shipped_folder() / "kga.ttl")


@pytest.fixture(scope="module")
def findings(case: Graph, shapes: Graph) -> set[Finding]:
    _, report, _ = validate(case, shacl_graph=shapes, meta_shacl=False, advanced=False)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.sourceShape)).removeprefix(KGS),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            str(report.value(result, SH.focusNode)).removeprefix(BASE),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def rules(shapes: Graph) -> Iterator[URIRef]:
    for kind in (SH.NodeShape, SH.PropertyShape):
        yield from (shape for shape in shapes.subjects(RDF.type, kind) if isinstance(shape, URIRef))


def test_the_rules_are_valid_shacl(shapes: Graph) -> None:
    conforms, _, text = validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_each_rule_finds_the_node_that_breaks_it(findings: set[Finding], shapes: Graph) -> None:
    found = {(code, node) for code, _, node in findings}
    codes = {str(shape).removeprefix(KGS) for shape in rules(shapes)}
    assert len(codes) > 50
    assert sorted(code for code in codes if (code, code) not in found) == []


def test_a_sound_case_has_nothing_but_remarks(findings: set[Finding]) -> None:
    sound = {str(node).removeprefix(BASE) for node in Graph().parse(HERE / "good.ttl").subjects()}
    assert sorted((code, node) for code, severity, node in findings if node in sound and severity != "Info") == []


def test_findings_carry_the_severity_of_their_shape(findings: set[Finding], shapes: Graph) -> None:
    stated = {str(shape).removeprefix(KGS): str(shapes.value(shape, SH.severity)).removeprefix(str(SH)) for shape in rules(shapes)}
    assert {(code, severity) for code, severity, _ in findings} == set(stated.items())


def test_a_tenure_that_begins_after_its_holders_death_lies_outside_that_life(findings: set[Finding]) -> None:
    assert ("tenure-outside-life", "Violation", "tenure-after-death") in findings


def test_each_rule_has_a_plain_code_message_reason_remedy_and_examples(shapes: Graph) -> None:
    once = (SH.message, SH.severity, RDFS.comment, URIRef(KGS + "remedy"), URIRef(KGS + "bad"), URIRef(KGS + "good"))
    for shape in rules(shapes):
        assert re.match(r"[a-z]+(-[a-z]+)*\Z", str(shape).removeprefix(KGS))
        assert [len(list(shapes.objects(shape, predicate))) for predicate in once] == [1] * len(once), shape
        for predicate in (SH.message, RDFS.comment, URIRef(KGS + "remedy")):
            assert re.search(r"[.?]\Z", str(shapes.value(shape, predicate))), shape


def test_rules_use_only_words_of_the_vocabulary(shapes: Graph, case: Graph) -> None:
    used = {str(term) for triple in shapes for term in triple if re.match(r"https://w3id.org/kga#.", str(term))}
    used |= {"https://w3id.org/kga#" + name for query in shapes.objects(None, SH.select) for name in re.findall(r"kga:(\w+)", str(query))}
    assert sorted(term for term in used if (URIRef(term), RDFS.label, None) not in case) == []


def test_queries_keep_to_what_shacl_allows(shapes: Graph) -> None:
    queries = [str(query) for query in shapes.objects(None, SH.select)]
    assert len(queries) > 5
    assert [query for query in queries if re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH)\b", query, re.IGNORECASE)] == []
    assert [query for query in queries if not re.match(r"\s*SELECT \$this\b", query)] == []


def test_each_query_run_once_for_all_nodes_finds_the_same_as_node_by_node(findings: set[Finding], case: Graph, shapes: Graph) -> None:
    store = ox.Store()
    store.load(case.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    prefixes = {str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace)) for one in shapes.objects(None, SH.declare)}
    for shape in rules(shapes):
        for query in shapes.objects(shape, SH.sparql / SH.select):
            target = shapes.value(shape, SH.targetClass)
            solutions = store.query(str(query), prefixes=prefixes)
            assert isinstance(solutions, ox.QuerySolutions)
            nodes = {str(row["this"].value) for row in solutions}
            targeted = {node for node in nodes if (URIRef(node), RDF.type, target) in case}
            code = str(shape).removeprefix(KGS)
            assert {node.removeprefix(BASE) for node in targeted} == {node for found, _, node in findings if found == code}, code
