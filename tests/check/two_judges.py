"""One graph, judged by kg and by pySHACL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.build.check import prepare
from kg.build.database import Database
from kg.build.engine import engine
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.rules import graph_tables
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.check.rules import Rules, read_rules
from kg.check.shacl.compile import Compiler
from kg.check.shacl.left_over import judge
from kg.check.shacl.report import results
from kg.check.shacl.shapes import Term
from kg.check.shacl.sparql import constraints, run
from kg.check.shacl.tables import Tables
from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import Ontology
from kg.project import load_project

Triple = tuple[str, str, str]
"""As in N-Triples, the predicate without angle brackets."""
Pairs = set[tuple[str, str]]
"""(focus node, code)."""

RULES: Rules = read_rules([shipped_folder() / "shapes.ttl"])
SHAPES: dict[str, Term] = {RULES.by_shape[str(shape)].code: shape for shape in RULES.graph.targeted()}
"""Code -> its targeted shape."""


class Memory:
    """An engine for the compiler, with one graph in it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._connection = engine().connect(":memory:")
        self._connection.execute("create table base (s varchar, p varchar, o varchar)")
        appender = self._connection.appender("base")
        appender.append_rows(sorted(set(triples), key=lambda triple: triple[1]))
        appender.flush()
        self.change((), ())

    def change(self, taken: Iterable[Triple], given: Iterable[Triple]) -> None:
        """Make ``data`` the graph without some triples and with others."""
        self._connection.execute("create or replace table data as from base")
        for triple in taken:
            self._connection.execute("delete from data where s = ? and p = ? and o = ?", triple)
        self._connection.executemany("insert into data values (?, ?, ?)", [*given, ("<urn:x>", "urn:x", "<urn:x>")])

    def execute_text(self, text: str) -> None:
        """Run statements."""
        self._connection.execute(text)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        found: list[tuple[object, ...]] = self._connection.execute(query).fetchall()
        return found


@contextmanager
def judged_case(case: Path) -> Iterator[tuple[Database, Ontology]]:
    """A case's database as rules are judged over it, the ontology's terms in it; the case may have violations."""
    project = load_project(case)
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        prepare(Stages(database, Steps()), ontology)
        database.run("rules")
        graph_tables(database, ontology)
        yield database, ontology
    finally:
        database.close()


def graph_of(database: Database) -> list[Triple]:
    """Everything that rules are judged over, the ontology too."""
    return [(str(s), str(p), str(o)) for s, p, o in database.rows("select distinct s, p, o from graph_term")]


def graph_of_case(case: Path) -> list[Triple]:
    """Everything that a case's rules are judged over."""
    with judged_case(case) as (database, _):
        return graph_of(database)


def lines_of(triples: Iterable[Triple]) -> list[str]:
    """Triples as N-Triples."""
    return [f"{s} <{p}> {o} ." for s, p, o in triples]


def by_kg(memory: Memory, triples: Iterable[Triple], codes: Collection[str]) -> Pairs:
    """What kg's compiler and its SELECTs find by some rules."""
    others = [shape for code, shape in SHAPES.items() if code not in codes]
    found = {(result.focus, result.shape) for result in results(Compiler(RULES.graph, Tables(memory, "data"), without=others))}
    wanted = [constraint for constraint in constraints(RULES.graph) if constraint.shape not in others]
    if wanted:
        store = ox.Store()
        store.bulk_load("\n".join(lines_of(triples)), ox.RdfFormat.N_TRIPLES, lenient=True)
        found |= {(row["this"], str(constraint.shape)) for constraint in wanted for row in run(constraint, store)}
    return {(focus, RULES.by_shape[shape].code) for focus, shape in found}


def by_pyshacl(data: rdflib.Graph | list[str], codes: Collection[str]) -> Pairs:
    """What pySHACL finds by the same rules."""
    return {(result.focus, RULES.by_shape[result.shape].code) for result in judge(RULES.graph, [SHAPES[code] for code in codes], data)}
