"""Times kg on a table of facts beside those who write the same triples and check nothing, and beside a bulk load of the outcome.

What the peers are given has been worked out by kg: see ``peers.py``.

Run ``python benchmarks/build.py --facts 100000 --runs 3``; ``--peers none`` leaves the peers out, which a million facts need.
Every contender runs in a process of its own, all of them in turn, so that a slow moment of the machine meets them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
EMISSION = ("emit", "claim_terms", "write")


@dataclass
class Runs:
    """What one contender took, run by run.

    Args:
        wall, processor: seconds.
        peak: megabytes of resident memory, the largest.
    """

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak: int = 0

    def median(self) -> float:
        """Median of the seconds on the clock."""
        return statistics.median(self.wall)


def timed(command: list[str], runs: Runs) -> str:
    """Run a command to its end, add what it took and return what it printed."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        child = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)  # noqa: S603 - a benchmark's own commands
        _, status, usage = os.wait4(child.pid, 0)
        runs.wall.append(time.perf_counter() - started)
        printed.seek(0)
        text = printed.read()
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{text}")
    runs.processor.append(usage.ru_utime + usage.ru_stime)
    runs.peak = max(runs.peak, usage.ru_maxrss // 1024)
    return text


def to_nquads(case: Path, *, judged: bool = True) -> None:
    """From tables to checked, sorted N-Quads, as a build does it, without the store; prints the seconds of each stage.

    Args:
        judged: have the rules judge the graph while it is written; what writing takes alone is measured without them.
    """
    from kg.build.check import found, prepare
    from kg.build.inputs import read_inputs
    from kg.build.opened import opened
    from kg.build.stages import Stages
    from kg.build.steps import Steps
    from kg.project import load_project

    project = load_project(case)
    for name in ("facts.duckdb", "facts.duckdb.wal"):
        (project.state_dir / name).unlink(missing_ok=True)
    ontology, database = opened(project, project.state_dir / "facts.duckdb")
    read_inputs(database, project, ontology)
    steps = Steps()
    stages = Stages(database, steps)
    database.shared = "work"
    prepare(stages, ontology)
    with stages.beside() as others, ThreadPoolExecutor(max_workers=1) as writer:
        writing = writer.submit(others.write, project.state_dir / "graph.nq")
        findings = found(project, stages, ontology, today=None) if judged else ()
        writing.result()
    (project.state_dir / "graph.nq").replace(case / "graph.nq")
    print(json.dumps({"stages": {cost.stage: cost.seconds for cost in steps.costs}, "findings": len(findings)}))


def bulk_load(graph: Path) -> None:
    """What pyoxigraph alone takes to load the file that kg wrote."""
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory(dir=graph.parent) as folder:
        store = ox.Store(folder + "/store")
        store.bulk_load(path=graph, format=ox.RdfFormat.N_QUADS)
        store.flush()


def environment(packages: tuple[str, ...], folder: Path) -> str:
    """The Python that has these packages: this one, or that of a fresh environment."""
    if not packages:
        return sys.executable
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603
        subprocess.run([str(folder / "bin" / "pip"), "install", "-qq", *packages], check=True)  # noqa: S603
    return str(folder / "bin" / "python")


def main() -> None:
    """Generate a case, run everybody in turn, print the table."""
    arguments = _arguments()
    if arguments.work:
        {"nquads": to_nquads, "emission": partial(to_nquads, judged=False), "load": bulk_load}[arguments.work](arguments.path)
        return
    from peers import PEERS, write_tables
    from tables import write_case

    names = [] if arguments.peers == "none" else arguments.peers.split(",")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        case = Path(folder) / "case"
        write_case(case, facts=arguments.facts, memory_limit=arguments.memory_limit)
        me = [sys.executable, __file__, "--work"]
        found = {name: Runs() for name in ("kg: N-Quads", "bulk load", "kg build", *names)}
        emission: list[float] = []
        triples = 0
        for run in range(arguments.runs):
            for written in (case / "graph.nq", *(case / f"{name}.nt" for name in names)):
                written.unlink(missing_ok=True)  # what it takes to replace the last run's is nobody's work
            said = json.loads(timed([*me, "emission", str(case)], Runs()))
            (case / "graph.nq").unlink()
            timed([*me, "nquads", str(case)], found["kg: N-Quads"])
            emission.append(sum(said["stages"][name] for name in EMISSION))
            timed([*me, "load", str(case / "graph.nq")], found["bulk load"])
            timed([sys.executable, "-m", "kg", "build", "--full", "--case", str(case)], found["kg build"])
            if names and run == 0:
                triples = write_tables(case / "graph.nq", case / "tables")
            for name in names:
                python = environment(PEERS[name][1], Path(arguments.environments).expanduser() / name)
                timed([python, str(HERE / "peers.py"), name, str(case / "tables"), str(case / f"{name}.nt")], found[name])
        _check_equal(case, names)
        quads = sum(1 for _ in (case / "graph.nq").open("rb"))
    _print(arguments, found, emission, quads, triples, names)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default="rdflib,pyoxigraph,maplib,morph-kgc", help="names, or none")
    parser.add_argument("--memory-limit", default="768MB")
    parser.add_argument("--folder", help="where the case is made; the system's folder for temporary files by default")
    parser.add_argument("--environments", default="~/.cache/kg-benchmarks", help="where the peers' environments are kept")
    parser.add_argument("--work", choices=("nquads", "emission", "load"), help=argparse.SUPPRESS)
    parser.add_argument("path", type=Path, nargs="?", help=argparse.SUPPRESS)
    return parser.parse_args()


def _check_equal(case: Path, names: list[str]) -> None:
    """Every peer wrote the same triples as kg."""
    from peers import is_compared

    ours = set(filter(is_compared, (case / "graph.nq").read_text(encoding="utf-8").splitlines())) if names else set()
    for name in names:
        theirs = set((case / f"{name}.nt").read_text(encoding="utf-8").splitlines())
        if theirs != ours:
            sys.exit(f"{name} and kg wrote different triples: {sorted(theirs ^ ours)[:4]}")


def _print(
    arguments: argparse.Namespace, found: dict[str, Runs], emission: list[float], quads: int, triples: int, names: list[str]
) -> None:
    ours, load = found["kg: N-Quads"].median(), found["bulk load"].median()
    print(f"{arguments.facts:,} facts, {quads:,} quads; median of {arguments.runs}, memory limit {arguments.memory_limit}.\n")
    print("| what | s | CPU s | peak MB | in bulk loads | kg is faster by | its emission alone by |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, runs in found.items():
        peer = name in names
        faster = f"{runs.median() / ours:.1f}" if peer else ""
        emitted = f"{runs.median() / statistics.median(emission):.1f}" if peer else ""
        processor = statistics.median(runs.processor)
        print(f"| {name} | {runs.median():.2f} | {processor:.2f} | {runs.peak:,} | {runs.median() / load:.2f} | {faster} | {emitted} |")
    print(f"\nkg's emission alone: {statistics.median(emission):.2f} s.", f"Peers write {triples:,} triples." if names else "")
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyoxigraph", "rdflib"))
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}.")


if __name__ == "__main__":
    main()
