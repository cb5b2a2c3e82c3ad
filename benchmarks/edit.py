"""Times the build after one edit: a cell of a table of many facts, or a fact in one of many files; then compares with a full build.

Run ``python benchmarks/edit.py table --facts 1000000 --runs 5`` or ``python benchmarks/edit.py files --facts 1000000 --files 1000``. The
case names no exports: what is timed is a whole run of ``kg build``, from the start of Python to its exit, after which the store answers.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402 - beside this file
import tables  # noqa: E402
from build import Runs, timed  # noqa: E402

KG = str(Path(sys.executable).with_name("kg"))
Edit = Callable[[Path, Random], None]


def edit_table(case: Path, random: Random) -> None:
    """Give one row of the table of statements another date and quote."""
    path = case / "facts" / "statements.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = random.randrange(1, len(lines) - 1)
    lines[number] = ",".join([*lines[number].split(",")[:3], f"2001-02-{random.randint(1, 28):02}", f"edit {random.random()}"])
    path.write_text("\n".join(lines), encoding="utf-8")


def edit_file(case: Path, random: Random) -> None:
    """Give one fact of one file another quote."""
    path = random.choice(sorted((case / "facts").glob("report-*.yaml")))
    lines = path.read_text(encoding="utf-8").split("\n")
    quotes = [number for number, line in enumerate(lines) if line.startswith("    quote: ")]
    lines[random.choice(quotes)] = f"    quote: edit {random.random()}"
    path.write_text("\n".join(lines), encoding="utf-8")


def write(kind: str, case: Path, facts: int, files: int) -> None:
    """Write the case, without exports."""
    if kind == "table":
        tables.write_case(case, facts=facts)
    else:
        generate.write_case(case, facts=facts, files=files)
    settings = [line for line in (case / "kg.toml").read_text(encoding="utf-8").splitlines() if not line.startswith("exports")]
    (case / "kg.toml").write_text("\n".join([*settings, "exports = []", ""]), encoding="utf-8")


def same_as_full(case: Path) -> bool:
    """True when a full build of the case as it stands gives the same bytes."""
    from kg.project import load_project
    from kg.store.difference import write_graph
    from kg.store.open import current_folder

    project = load_project(case)
    edited, whole = case / "edited.nq", case / "whole.nq"
    write_graph(current_folder(project), edited)
    timed([KG, "build", "--full", "--case", str(case)], Runs())
    write_graph(current_folder(project), whole)
    return filecmp.cmp(edited, whole, shallow=False)


def main() -> None:
    """Write the case, build it, edit and build it again and again, compare."""
    arguments = _arguments()
    random = Random(1)  # noqa: S311 - not for secrets
    folder = Path(arguments.folder) if arguments.folder else Path(tempfile.mkdtemp(prefix="kg-edit-"))
    case = folder / f"{arguments.kind}-{arguments.facts}"
    first, edits, nothing = Runs(), Runs(), Runs()
    try:
        if not (case / ".kg" / "built.json").exists():
            write(arguments.kind, case, arguments.facts, arguments.files)
        timed([KG, "build", "--full", "--case", str(case)], first)
        change: Edit = edit_table if arguments.kind == "table" else edit_file
        for _ in range(arguments.runs):
            change(case, random)
            timed([KG, "build", "--case", str(case)], edits)
            timed([KG, "build", "--case", str(case)], nothing)
        _print(arguments, first, edits, nothing)
        if not arguments.no_check and not same_as_full(case):
            sys.exit("the graph after the edits is not that of a full build")
    finally:
        if not arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)


def _print(arguments: argparse.Namespace, first: Runs, edits: Runs, nothing: Runs) -> None:
    print("| case | full build, s | MB | after one edit, s | processor, s | of a full build | MB | nothing new, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    case = f"{arguments.facts:,} facts in {'a table' if arguments.kind == 'table' else f'{arguments.files:,} files'}"
    edit, processor = edits.median(), statistics.median(edits.processor)
    print(f"| {case} | {first.median():.1f} | {first.peak:,} | {edit:.2f} | {processor:.2f} ", end="")
    print(f"| {edit / first.median():.1%} | {edits.peak:,} | {nothing.median():.2f} |")
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyoxigraph"))
    print(f"\n{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("table", "files"))
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", help="where the case is made and kept; a folder for temporary files otherwise")
    parser.add_argument("--no-check", action="store_true", help="leave out the comparison with a full build")
    return parser.parse_args()


if __name__ == "__main__":
    main()
