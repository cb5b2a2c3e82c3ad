"""Times ``kg build`` on a generated case, without the pages, and prints a row for benchmarks/README.md.

Run ``python benchmarks/yaml_case.py --facts 10000 --files 10 --runs 5``.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from generate import write_case

DATA_EXPORTS = 'exports = ["graph.nq", "graph.ttl", "network.json"]\n'


def kg_build(case: Path, *options: str) -> float:
    """Seconds that one ``kg build`` takes from start to exit."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "kg", "build", "--case", str(case), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - kg itself
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - started


def touch_one_fact(case: Path, number: int) -> None:
    """Add one fact to the first report, so that the next build has something to do."""
    with (case / "facts" / "report-000.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{fact: person-{number} operatesIn place-0, note: edit {number}}}\n")


def main() -> None:
    """Generate, build several times, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder)
        write_case(case, facts=arguments.facts, files=arguments.files)
        with (case / "kg.toml").open("a", encoding="utf-8") as settings:
            settings.write(DATA_EXPORTS)
        full, edit, again = [], [], []
        for run in range(arguments.runs):
            shutil.rmtree(case / ".kg", ignore_errors=True)
            full.append(kg_build(case, "--full"))
            touch_one_fact(case, run)
            edit.append(kg_build(case))
            again.append(kg_build(case))
        quads = sum(1 for _ in (case / "exports" / "graph.nq").open("rb"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print("| facts | files | quads | first build, s | after one edit, s | nothing new, s | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    medians = " | ".join(f"{statistics.median(times):.2f}" for times in (full, edit, again))
    print(f"| {arguments.facts:,} | {arguments.files} | {quads:,} | {medians} | {peak} |")
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyoxigraph", "PyYAML"))
    print(f"\nMedian of {arguments.runs}. {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}.")


if __name__ == "__main__":
    main()
