"""Times eight questions on kg's store, on pyoxigraph called directly, on rdflib and on Virtuoso; their answers must be equal.

Run ``python benchmarks/query.py --facts 100000 --runs 3``. All sides are asked in turn, question by question, so that a slow moment of the
machine meets them alike, in an order that changes; rdflib holds the graph in memory, and Virtuoso (Debian's package)
answers over HTTP. ``--without rdflib,virtuoso`` leaves sides out.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from random import Random

import pyoxigraph as ox

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import tables  # noqa: E402 - beside this file

from kg.build.pipeline import build  # noqa: E402
from kg.project import load_project  # noqa: E402
from kg.query.run import run  # noqa: E402
from kg.query.saved import question  # noqa: E402
from kg.query.vocabulary import prefixes_of_build  # noqa: E402
from kg.store.http import PASSWORD, USER  # noqa: E402
from kg.store.open import current_folder, open_store  # noqa: E402
from tests.store import servers  # noqa: E402

QUESTIONS = {
    "what is said of one actor": "SELECT ?p ?o { :person-1 ?p ?o }",
    "who belongs to a group": "SELECT ?who ?name { ?who kga:memberOf :group-6 ; rdfs:label ?name }",
    "claims with their sources": """SELECT ?c ?source ?quote { ?c rdf:subject :person-3 ; kga:source ?source
        OPTIONAL { ?c kga:quote ?quote } }""",
    "claims of one year": """SELECT ?c { ?c rdf:predicate kga:memberOf ; kga:startEarliest ?from ; kga:endLatest ?to
        FILTER(?from >= "2012-01-01"^^xsd:date && ?to <= "2012-12-31"^^xsd:date) }""",
    "allies of allies, and where": """SELECT DISTINCT ?group ?place {
        :group-6 kga:alliedWith/kga:alliedWith ?group . ?group kga:operatesIn ?place }""",
    "how many of each class": "SELECT ?class (COUNT(?s) AS ?n) { ?s a ?class . FILTER(?class != kga:Claim) } GROUP BY ?class",
    "groups with the most members": """SELECT ?group (COUNT(?who) AS ?n) { ?who kga:memberOf ?group } GROUP BY ?group
        ORDER BY DESC(?n) STR(?group) LIMIT 10""",
    "who has no relative": "SELECT ?who { ?who a kga:Person . FILTER NOT EXISTS { ?who kga:relativeOf ?other } }",
}
SHORTEST = 0.02
"""Seconds that a run of one side takes at least."""
Row = tuple[str, ...]
Side = Callable[[str], set[Row]]


def _row(cells: Iterator[object]) -> Row:
    """A row as texts: stores differ in how they write a literal's type, not in what it says."""
    return tuple("" if cell is None else str(getattr(cell, "value", cell)) for cell in cells)


def sides(case: Path, without: list[str], stack: ExitStack) -> dict[str, Side]:
    """Name -> a function from the text of a question to its rows."""
    project = load_project(case)
    prefixes = prefixes_of_build(project)
    folder = current_folder(project)
    known = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in prefixes.items())

    ours = open_store(project)
    direct = ox.Store.read_only(str(folder / "store"))
    found: dict[str, Side] = {
        "kg": lambda text: {_row(iter(row)) for row in run(ours, question(text), prefixes=prefixes).rows()},
        "pyoxigraph": lambda text: {_row(iter(solution)) for solution in direct.query(text, prefixes=prefixes, base_iri=project.base)},
    }
    if "rdflib" not in without:
        import rdflib

        graph = rdflib.Graph().parse(data=_triples(folder / "graph.nq"), format="nt")
        found["rdflib"] = lambda text: {_row(iter(row)) for row in graph.query(known + text)}
    if "virtuoso" not in without:
        os.environ |= {USER: "dba", PASSWORD: servers.PASSWORD}
        room = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        there = replace(project, store=stack.enter_context(servers.virtuoso_server(room)))
        build(there)
        virtuoso = open_store(there)
        found["Virtuoso"] = lambda text: {_row(iter(row)) for row in run(virtuoso, question(text), prefixes=prefixes).rows()}
    return found


def _triples(graph: Path) -> str:
    """The default graph of a file of N-Quads; every triple of the graph of derived ones is in it too."""
    with graph.open(encoding="utf-8") as lines:
        return "".join(line for line in lines if not line.endswith("#derived> .\n"))


def main() -> None:
    """Build, ask everybody in turn, print the table."""
    arguments = _arguments()
    with ExitStack() as stack:
        case = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "case"
        tables.write_case(case, facts=arguments.facts)
        subprocess.run([sys.executable, "-m", "kg", "build", "--case", str(case)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        asked = sides(case, arguments.without.split(","), stack)
        gc.collect()
        gc.freeze()  # else Python looks for rubbish among rdflib's millions of objects while others are timed
        print(f"| question | rows | {' | '.join(f'{name}, ms' for name in asked)} | kg in pyoxigraph's |")
        print(f"| --- | ---: |{' ---: |' * (len(asked) + 1)}")
        for name, text in QUESTIONS.items():
            answers = {side: ask(text) for side, ask in asked.items()}
            for side, rows in answers.items():
                if rows != answers["kg"]:
                    sys.exit(f"{side} answers '{name}' otherwise: {len(rows)} rows and not {len(answers['kg'])}.")
            took = _timed(asked, text, arguments.runs)
            medians = {side: statistics.median(times) for side, times in took.items()}
            ratio = statistics.median(ours / direct for ours, direct in zip(took["kg"], took["pyoxigraph"], strict=True))
            cells = " | ".join(f"{value:,.2f}" if value < 100 else f"{value:,.0f}" for value in medians.values())
            print(f"| {name} | {len(answers['kg']):,} | {cells} | {ratio:.2f} |")
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(f"\n{arguments.facts:,} facts; medians of {arguments.runs} rounds; {os.cpu_count()} cores, {platform.machine()}, ", end="")
    print(f"Python {platform.python_version()}, {packages}.")


def _timed(asked: dict[str, Side], text: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of one question by side, run by run.

    Who comes first finds the processor's caches filled by the slow sides, and who follows finds them warm: the order is another one each
    time. A short question is asked again and again within a run.
    """
    names, random = list(asked), Random(1)  # noqa: S311 - an order, no secret
    took: dict[str, list[float]] = {side: [] for side in names}
    again = {side: _repeats(asked[side], text) for side in names}
    for _run in range(runs * len(names)):
        for side in random.sample(names, len(names)):
            started = time.perf_counter()
            for _ in range(again[side]):
                asked[side](text)
            took[side].append((time.perf_counter() - started) * 1000 / again[side])
    return took


def _repeats(ask: Side, text: str) -> int:
    """How often a question is asked for it to take some hundredths of a second."""
    ask(text)
    started = time.perf_counter()
    ask(text)
    return max(1, int(SHORTEST / (time.perf_counter() - started)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without", default="", help="rdflib, virtuoso or both, with a comma")
    return parser.parse_args()


if __name__ == "__main__":
    main()
