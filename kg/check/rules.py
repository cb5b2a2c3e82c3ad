"""Rules: what each shape checks, in words: code, message, remedy, reason, examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.check.shacl.shapes import ShapesGraph, Term, read_shapes, sh
from kg.check.shacl.sparql import message_of_query
from kg.model.findings import Severity
from kg.model.terms import RDFS, SH
from kg.ontology.loader import shipped_folder

KGS = "https://w3id.org/kga/shapes#"
_SEVERITIES = {SH + "Violation": Severity.VIOLATION, SH + "Warning": Severity.WARNING, SH + "Info": Severity.INFO}


@dataclass(frozen=True)
class Rule:
    """One rule: a shape with a code of its own.

    Args:
        code: the local name of the shape.
        shape: the shape, as in N-Triples.
        message: what is wrong, one sentence.
        remedy, why, bad, good: what to write instead, why the rule is there, examples; empty where the shape does not say.
        file: the file that it is in, with its folder, such as ``ontology/own.ttl``.
    """

    code: str
    shape: str
    message: str
    remedy: str
    why: str
    bad: str
    good: str
    severity: Severity
    file: str


@dataclass(frozen=True)
class Rules:
    """The rules of a case.

    Args:
        graph: the shapes graph that they were read from.
        by_shape: every shape that a result can name, property shapes inside others too -> its rule.
    """

    graph: ShapesGraph
    by_shape: dict[str, Rule]

    def by_code(self) -> dict[str, Rule]:
        """Code -> rule, sorted."""
        return {rule.code: rule for rule in sorted(self.by_shape.values(), key=lambda rule: rule.code)}


def read_rules(files: Iterable[Path]) -> Rules:
    """The rules in shapes files, the shipped ones and a case's own.

    Raises:
        OntologyError: a file is no Turtle.
    """
    return _read(tuple((file, file.read_bytes()) for file in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, bytes], ...]) -> Rules:
    """The rules in files with this content."""
    graph = read_shapes(file for file, _ in files)
    found: dict[str, Rule] = {}
    for shape in graph.targeted():
        rule = _rule(graph, shape, None)
        for inner in _inside(graph, shape, set()):
            found[str(inner)] = rule if inner == shape else _rule(graph, inner, rule)
    return Rules(graph, found)


def _rule(graph: ShapesGraph, shape: Term, owner: Rule | None) -> Rule:
    """The rule of a shape; one inside another shape has that one's code, and its words where it has none itself."""

    def text(predicate: str, fallback: str) -> str:
        return graph.text(shape, ox.NamedNode(predicate)) or fallback

    file = graph.files[shape]
    code = owner.code if owner else shape.value.rpartition("#")[2].rpartition("/")[2]
    return Rule(
        code=code,
        shape=str(shape),
        message=text(SH + "message", owner.message if owner else (message_of_query(graph, shape) or f"this breaks the rule '{code}'.")),
        remedy=text(KGS + "remedy", owner.remedy if owner else ""),
        why=text(RDFS + "comment", owner.why if owner else ""),
        bad=text(KGS + "bad", owner.bad if owner else ""),
        good=text(KGS + "good", owner.good if owner else ""),
        severity=_SEVERITIES.get(graph.text(shape, sh("severity")) or "", owner.severity if owner else Severity.VIOLATION),
        file=f"{'ontology' if file.parent == shipped_folder() else file.parent.name}/{file.name}",
    )


def _inside(graph: ShapesGraph, shape: Term, seen: set[Term]) -> set[Term]:
    """The shape and the property shapes inside it."""
    seen.add(shape)
    for inner in graph.values(shape, sh("property")):
        if inner not in seen:
            _inside(graph, inner, seen)
    return seen
