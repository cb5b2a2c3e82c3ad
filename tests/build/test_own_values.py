"""Kinds of literal that only a case's own ontology uses: truth values, days, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.check import check
from kg.build.pipeline import build
from kg.project import load_project
from kg.store.oxigraph import OxigraphStore
from tests.build.small_case import FAST, PEOPLE, Graph, source, unmarked
from tests.robustness.small_case import BASE, write_case

TURTLE = """\
@prefix ex: <https://example.org/own#> .
@prefix kga: <https://w3id.org/kga#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
""" + "".join(
    f"ex:{name} a owl:DatatypeProperty ; rdfs:domain kga:Entity ; rdfs:range xsd:{kind} ;"
    f' rdfs:label "{name}"@en ; rdfs:comment "A {name}."@en .\n'
    for name, kind in (("listed", "boolean"), ("seen", "date"), ("site", "anyURI"), ("motto", "string"), ("ships", "integer"))
)


def _case(folder: Path, facts: str) -> Path:
    case = write_case(folder, {"people.yaml": PEOPLE, "a.yaml": source("a", facts)}, settings=FAST)
    (case / "ontology").mkdir()
    (case / "ontology" / "own.ttl").write_text(TURTLE)
    return case


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    facts = """\
  - union ex:listed 1
  - union ex:seen 2024-05-02
  - union ex:site https://union.example/
  - 'union ex:motto all for one, one for "all"'
  - union ex:ships 007
"""
    case = _case(tmp_path_factory.mktemp("own"), facts)
    build(load_project(case))
    return Graph(case, OxigraphStore.from_nquads(case / "exports" / "graph.nq", base=BASE))


def test_each_kind_of_literal_is_written_in_its_canonical_form(graph: Graph) -> None:
    values = [line.split("> ", 2)[2] for line in graph.quads if "/union> <https://example.org/own#" in line]
    assert values == [
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
        '"all for one, one for \\"all\\"" .',
        '"2024-05-02"^^<http://www.w3.org/2001/XMLSchema#date> .',
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '"https://union.example/"^^<http://www.w3.org/2001/XMLSchema#anyURI> .',
    ]
    assert sorted(f"{quad} ." for quad in graph.store.quads()) == graph.quads


def test_each_kind_of_literal_is_checked(tmp_path: Path) -> None:
    text, spots = unmarked("""\
  - union ex:listed §maybe
  - union ex:seen §2024-05
  - union ex:seen §2024-5-2
  - union ex:site §union.example
  - union ex:ships §some
""")
    told = [
        "wrong-value 'ex:listed' is true or false, not 'maybe'.",
        "wrong-value '2024-05' is no day. Write for example 2025-02-19.",
        "wrong-value '2024-5-2' is no day. Write for example 2025-02-19.",
        "bad-url 'union.example' is no web address. It begins with http:// or https://.",
        "quantity 'some' is not a quantity."
        " Write a number and its unit, such as 12, 60.3 %, at least 40, 5000..7000 or about 14.1 million USD.",
    ]
    wrong = [str(finding) for finding in check(load_project(_case(tmp_path, text))) if finding.severity == 2]
    lines = [f"{int(line) + 3}:{column}" for line, column in (spot.split(":") for spot in spots)]
    assert wrong == [f"facts/a.yaml:{spot}: {problem}" for spot, problem in zip(lines, told, strict=True)]
