"""Times the rules of ``kg check`` on a generated case beside pySHACL, on the same graph and the same core shapes, in one run.

The ``sh:sparql`` rules and everything that a check does with the graph are timed too; pySHACL is given the core shapes alone.

Run ``python benchmarks/check.py --facts 100000``. With ``--no-pyshacl`` only kg is timed; at 100,000 facts pySHACL takes minutes and
gigabytes. Both must find the same focus nodes, or the run fails.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from generate import write_case

from kg.build.check import found, prepare
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.rules import by_queries, graph_tables, ontology_terms
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.check.rules import read_rules
from kg.check.shacl.compile import Compiler
from kg.check.shacl.left_over import judge
from kg.check.shacl.report import results
from kg.check.shacl.shapes import sh
from kg.model.terms import prefixes_of
from kg.ontology.loader import load_ontology
from kg.project import Project, load_project

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds that a piece of work takes, and what it gives."""
    started = time.perf_counter()
    given = work()
    return time.perf_counter() - started, given


def compare(project: Project, *, runs: int, with_pyshacl: bool) -> dict[str, float]:
    """Seconds by what was done: reading, the stages up to the graph, core rules by kg and by pySHACL, all rules."""
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None)
    seconds: dict[str, float] = {}
    seconds["read"], _ = timed(lambda: read_inputs(database, project, ontology))
    stages = Stages(database, Steps())
    seconds["stages"], _ = timed(lambda: prepare(stages, ontology))
    database.run("rules")
    database.append("ontology_term", ontology_terms(project, ontology))
    rules = read_rules(ontology.shapes)
    graph = rules.graph
    queried = [shape for shape in graph.targeted() if graph.values(shape, sh("sparql"))]
    core = [shape for shape in graph.targeted() if shape not in queried]

    def by_kg() -> set[tuple[str, str]]:
        database.run("claim_count")  # what rules need to know of claims is part of their cost
        return {(item.focus, item.shape) for item in results(Compiler(graph, graph_tables(database, ontology), without=queried))}

    times = [timed(by_kg) for _ in range(runs)]
    seconds["core, kg"], ours = statistics.median(took for took, _ in times), times[0][1]
    prefixes = prefixes_of(project.base, ontology.prefixes)
    tables = graph_tables(database, ontology)
    seconds["sh:sparql, kg"], _ = timed(lambda: list(by_queries(database, rules, tables, (), "2026-01-01", prefixes)))
    if with_pyshacl:
        import rdflib

        lines = "\n".join(f"{s} <{p}> {o} ." for s, p, o in database.rows("select distinct s, p, o from graph_term"))
        seconds["rdflib reads the graph"], data = timed(lambda: rdflib.Graph().parse(data=lines, format="nt"))
        seconds["core, pySHACL"], theirs = timed(lambda: {(item.focus, item.shape) for item in judge(graph, core, data)})
        if ours != theirs:
            sys.exit(f"kg and pySHACL differ: {sorted(ours ^ theirs)[:5]}")
    seconds["all rules, traced"], _ = timed(lambda: found(project, stages, ontology, today="2026-01-01"))
    database.close()
    return seconds


def main() -> None:
    """Generate, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-pyshacl", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_case(Path(folder), facts=arguments.facts, files=arguments.files)
        seconds = compare(load_project(Path(folder)), runs=arguments.runs, with_pyshacl=not arguments.no_pyshacl)
    for what, took in seconds.items():
        print(f"{what:24} {took:8.2f} s")
    if "core, pySHACL" in seconds:
        print(f"{'pySHACL takes':24} {seconds['core, pySHACL'] / seconds['core, kg']:8.0f} times as long")
    print(f"{arguments.facts:,} facts; {platform.machine()}, Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyshacl", "rdflib")))


if __name__ == "__main__":
    main()
