"""Each node that a shape targets is judged once, whatever else names it, and each value counts once: as pySHACL sees it."""

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.check.shacl.compile import Compiler
from kg.check.shacl.report import results
from kg.check.shacl.tables import Tables
from tests.check.test_shacl_core import Memory, graph_of

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.x/> . "
TWICE = "e:other e:knows e:n . e:third e:knows e:n . "
CASES = {
    "a class without nodes beside a node": (
        "e:s a sh:NodeShape ; sh:targetClass e:Missing ; sh:targetNode e:n ; sh:property [ sh:path e:p ; sh:minCount 1 ] .",
        "e:n e:q 1 .",
        1,
    ),
    "a class without nodes beside subjects": (
        "e:s a sh:NodeShape ; sh:targetClass e:Missing ; sh:targetSubjectsOf e:q ; sh:property [ sh:path e:p ; sh:minCount 1 ] .",
        "e:n e:q 1 , 2 .",
        1,
    ),
    "members of sh:or that count": (
        "e:s a sh:NodeShape ; sh:targetNode e:n ; sh:or ( [ sh:path e:p ; sh:nodeKind sh:IRI ] [ sh:path e:q ; sh:minCount 2 ] ) .",
        'e:n e:p "one" , "two" ; e:q 1 .',
        1,
    ),
    "an inverse path": (
        "e:s a sh:NodeShape ; sh:targetNode e:n ; sh:property [ sh:path [ sh:inversePath e:knows ] ; sh:maxCount 2 ] .",
        TWICE,
        0,
    ),
}


def quads_of(text: str) -> list[ox.Quad]:
    return list(ox.parse(input=PREFIXES + text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("parts", [("data",), ("data", "again")], ids=["one part", "a triple in two parts"])
def test_kg_finds_as_many_as_pyshacl(case: str, parts: tuple[str, ...]) -> None:
    shapes, data, number = CASES[case]
    memory = Memory(quads_of(data))
    memory.execute_text(f"create table again as from data{'' if 'inverse' in case else ' where false'}")

    found = results(Compiler(graph_of(quads_of(shapes)), Tables(memory, *parts)))
    graphs = [rdflib.Graph().parse(data=PREFIXES + text, format="turtle") for text in (data, shapes)]
    _, told, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1])

    assert len(list(found)) == number
    assert len(list(told.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))) == number
