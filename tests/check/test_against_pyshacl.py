"""kg and pySHACL find the same focus nodes by the same rules: on the sample, on the corpus of bad facts, and on made-up changes."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.check.shacl.shapes import Term, sh
from kg.check.shacl.sparql import asked_for, constraints
from kg.model.terms import KGA, RDF, RDFS, XSD
from tests.bad.corpus import HERE
from tests.check.two_judges import RULES, SHAPES, Memory, Triple, by_kg, by_pyshacl, graph_of_case, lines_of
from tests.long import sampled

ROOT = Path(__file__).parents[2]
EACH = 6  # changes for each rule
TYPE = RDF + "type"
BOUNDS = {KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest")}
DAYS = [f'"{day}"^^<{XSD}date>' for day in ("2007-01-01", "2017-12-31", "2024-02-29", "2025-02-19")]
LITERALS = [
    '""',
    '"x"',
    '"B"',
    f'"{"long " * 50}"',
    f'"5"^^<{XSD}integer>',
    f'"7"^^<{XSD}integer>',
    f'"0.5"^^<{XSD}decimal>',
    f'"true"^^<{XSD}boolean>',
]


@pytest.fixture(scope="module")
def sample() -> list[Triple]:
    return graph_of_case(ROOT)


@pytest.fixture(scope="module")
def memory(sample: list[Triple]) -> Memory:
    return Memory(sample)


@pytest.fixture(scope="module")
def in_rdflib(sample: list[Triple]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(lines_of(sample)), format="nt")


@pytest.mark.long
def test_on_the_sample(sample: list[Triple], memory: Memory, in_rdflib: rdflib.Graph) -> None:
    memory.change((), ())

    found = by_kg(memory, sample, SHAPES)

    assert found == by_pyshacl(in_rdflib, SHAPES)
    assert "link-unexplained" in {code for _, code in found}


@pytest.mark.long
def test_on_the_corpus_of_bad_facts(tmp_path: Path) -> None:
    """All its files make one case: what is wrong in one of them is wrong in the case too."""
    case = tmp_path / "case"
    shutil.copytree(HERE / "case", case)
    for file in (HERE / "files").glob("*.yaml"):
        shutil.copyfile(file, case / "facts" / file.name)
    triples = [triple for triple in graph_of_case(case) if not any("\ue000" <= char <= "\uf8ff" for char in "".join(triple))]

    found = by_kg(Memory(triples), triples, SHAPES)

    assert found == by_pyshacl(lines_of(triples), SHAPES)
    assert len({code for _, code in found}) > 20


def predicates(shape: Term) -> list[str]:
    """The predicates that a shape looks at, those of its queries too."""
    found: set[str] = set()
    waiting, seen = [shape], set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, values in RULES.graph.triples.get(node, {}).items():
            for value in values:
                if isinstance(value, ox.BlankNode):
                    waiting.append(value)
                elif isinstance(value, ox.NamedNode) and predicate in (
                    sh("path"),
                    sh("inversePath"),
                    sh("zeroOrMorePath"),
                    sh("oneOrMorePath"),
                ):
                    found.add(value.value)
                elif isinstance(value, ox.NamedNode) and predicate.value in (
                    RDF + "first",
                    str(sh("lessThan").value),
                    sh("lessThanOrEquals").value,
                ):
                    found.add(value.value)
    for constraint in constraints(RULES.graph):
        if constraint.shape == shape:
            found |= asked_for(constraint.query or "") or set()
    own = {name for name in found if name.startswith((KGA, RDF))} - {TYPE, RDF + "first", RDF + "rest"}
    return sorted(own | ({RDFS + "label"} & found))


def changes(code: str, sample: list[Triple]) -> Iterator[tuple[list[Triple], list[Triple]]]:
    """Changes of the sample for one rule: triples taken away and triples given, each for a node of its own."""
    choice = random.Random(code)  # noqa: S311 - the same changes every time
    shape = SHAPES[code]
    classes = [str(cls) for cls in RULES.graph.values(shape, sh("targetClass"))]
    known = sorted({s for s, p, o in sample if p == TYPE and o in classes and s.startswith("<https://kg.example.org/")})
    nodes = sorted({s for s, p, _ in sample if p == TYPE and s.startswith("<https://kg.example.org/")})
    looked_at = predicates(shape)
    for number in range(EACH):
        taken: list[Triple] = []
        given: list[Triple] = []
        if known and number % 2:
            focus = choice.choice(known)
            taken = [triple for triple in sample if triple[0] == focus and triple[1] in looked_at and choice.random() < 0.6]
        else:
            focus = f"<https://kg.example.org/ecuador/made-{number}>"
            given += [(focus, TYPE, choice.choice(classes)), (focus, TYPE, f"<{KGA}Entity>")]
        for predicate in looked_at:
            here = sorted({o for _, p, o in sample if p == predicate})
            pool = [*choice.sample(here, min(4, len(here))), *choice.sample(nodes, 3), *LITERALS, *DAYS]
            if predicate in BOUNDS and RULES.graph.values(shape, sh("sparql")):
                pool = DAYS  # in a query rdflib puts terms of two kinds in an order, where SPARQL has an error
            for _ in range(choice.choice((0, 1, 1, 2))):
                other = choice.choice(pool)
                backwards = other.startswith("<") and choice.random() < 0.3
                given.append((other, predicate, focus) if backwards else (focus, predicate, other))
        yield taken, given


@pytest.mark.parametrize("code", sampled(SHAPES, 4))
def test_on_changes_of_the_sample_batched_by_rule(code: str, sample: list[Triple], memory: Memory) -> None:
    made = list(changes(code, sample))
    taken, given = {triple for gone, _ in made for triple in gone}, {triple for _, new in made for triple in new}
    triples = sorted((set(sample) - taken) | given)
    memory.change(taken - given, given - set(sample))
    data = rdflib.Graph().parse(data="\n".join(lines_of(triples)), format="nt")

    assert by_kg(memory, triples, [code]) == by_pyshacl(data, [code])


def test_there_are_at_least_300_changes(sample: list[Triple]) -> None:
    assert sum(bool(gone or new) for code in SHAPES for gone, new in changes(code, sample)) >= 300
    assert len(SHAPES) > 50
