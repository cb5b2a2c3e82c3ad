"""Findings about the rules of a case themselves: those that are wrong, and those that cost much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.check.shacl.faults import Fault, Readers, faults, unknown_words
from kg.check.shacl.left_over import looks_around
from kg.check.shacl.shapes import ShapesGraph, Term
from kg.errors import KgError, QueryError
from kg.model.findings import Severity
from kg.model.terms import PREFIXES
from kg.ontology.loader import shipped_folder
from kg.ontology.turtle import read_folders, read_turtle
from kg.project import Project
from kg.query.run import check


def told_faults(database: Database, graph: ShapesGraph, project: Project) -> list[Fault]:
    """What is wrong in shapes, which then are not judged; adds it to the findings, and the words that nobody has declared."""
    if set(graph.files.values()) == {(shipped_folder() / "shapes.ttl").resolve()}:
        return []  # a test looks at these
    wrong = faults(graph, Readers(lambda text: _is_pattern(database, text), wrong_query))
    doubtful = unknown_words(graph, read_folders(ontology_folders(project)).nodes.keys())
    rows = [_finding(graph, fault, "bad-rule", Severity.VIOLATION) for fault in wrong]
    rows += [_finding(graph, fault, "rule-word", Severity.WARNING) for fault in doubtful]
    if rows:
        database.append("finding", rows)
    return wrong


def cost_notes(left: Mapping[Term, str], graph: ShapesGraph, *, there: bool) -> Iterator[tuple[Any, ...]]:
    """A finding at each shape that is left to pySHACL: that it takes long, or that nobody judges it.

    Args:
        there: pySHACL is installed.
    """
    for shape, reason in left.items():
        if there:
            said = f"is judged by pySHACL, a hundred times as slow: {reason}."
            yield _finding(graph, Fault(shape, said, "Write it another way if the case is large."), "slow-rule", Severity.INFO)
        else:
            fault = Fault(shape, f"is judged by nobody: {reason}.", "Run 'pip install pyshacl', or write the shape another way.")
            yield _finding(graph, fault, "not-judged", Severity.WARNING)


def _finding(graph: ShapesGraph, fault: Fault, code: str, severity: Severity) -> tuple[Any, ...]:
    name = fault.shape.value.rpartition("#")[2].rpartition("/")[2]
    file, line, column = _place(graph, fault.shape)
    return file, line, column, code, f"'{name}' {fault.message}", fault.remedy, int(severity), False


def _place(graph: ShapesGraph, shape: Term) -> tuple[str, int, int]:
    """File, line and column of a shape; line 0 where it has no name, or shares its line."""
    file, _, rest = read_turtle(graph.files[shape]).place(shape.value).partition(":")
    line, _, column = rest.partition(":")
    return file, int(line or 0), int(column or 0)


def _is_pattern(database: Database, text: str) -> bool:
    """True for what will be read as a regular expression: by pySHACL where it looks around, else by the database."""
    try:
        if looks_around(text):
            re.compile(text)
        else:
            database.rows("select regexp_matches('', $1)", [text])
    except (re.error, KgError):
        return False
    return True


def wrong_query(text: str, prefixes: Mapping[str, str]) -> tuple[str, str] | None:
    """Message and remedy for the query of a rule that cannot be asked; None for one that can."""
    try:
        check(text, prefixes)
    except QueryError as error:
        message = f"has a query that is wrong in its line {error.line}: {error.message}"
        if "unknown prefix" not in error.message:
            return message, error.remedy
        prefix = error.message.split("'")[1].rstrip(":")
        namespace = PREFIXES.get(prefix, "...")
        return message, f"Write 'PREFIX {prefix}: <{namespace}>' before SELECT, or name with sh:prefixes what declares it."
    return None
