"""``kg build``: from fact files to graph, network and pages."""

from __future__ import annotations

import gc
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from kg.cli.store_option import endpoint_option
from kg.cli.talk import case_option, count, say, today_option
from kg.errors import FindingsError, KgError
from kg.model.findings import Severity
from kg.model.printable import printable
from kg.project import LARGE, Project

if TYPE_CHECKING:
    from kg.build.progress import Progress
    from kg.build.result import BuildResult
    from kg.model.causes import Overview

_TABLES = 20  # of which the summary tells


@click.command(
    "build",
    epilog="""\b
Examples:
  kg build
  kg build --strict --case ~/cases/ecuador
  kg build --internal && kg query --internal "SELECT ..." """,
)
@click.option("--full", is_flag=True, help="Read every file again and draw the picture anew, whether anything changed or not.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option("--internal", is_flag=True, help="Also keep a local graph of what is marked internal; it is never exported.")
@click.option("--profile", is_flag=True, help="Afterwards tell what each stage took: seconds, rows, memory.")
@today_option
@endpoint_option
@case_option
def command(project: Project, full: bool, strict: bool, internal: bool, profile: bool, today: str | None) -> None:
    """Check the facts, then build the graph, the network and the pages in exports/.

    Nothing changes when the facts have errors: the last build goes on answering. Files that did not change are not read again.
    """
    result = build_and_tell(project, full=full, strict=strict, internal=internal, profile=profile, today=today)
    _print(project, result)
    if profile:
        _print_costs(result)


def build_and_tell(project: Project, **options: Any) -> BuildResult:
    """Build with these options of :func:`kg.build.pipeline.build`, showing stages and findings on the way.

    Raises:
        KgError: the facts have errors, which have been shown, or the machine is in the way.
    """
    collected = gc.isenabled()
    gc.disable()  # the modules are full of what stays
    try:
        from kg.build.pipeline import build
        from kg.check.report import report, summary
    finally:
        gc.enable() if collected else None
    stages = _Stages()
    try:
        result = build(project, progress=stages.show, **options)
    except FindingsError as error:
        stages.clear()
        found = (finding for finding in error.findings if finding.severity > Severity.INFO)
        print(report(found, project.root), end="", file=sys.stderr)
        raise KgError(
            f"{summary(error.findings)}; nothing was built.", remedy="Mend them and build again; the last build is untouched."
        ) from error
    finally:
        stages.clear()
    _show(project, result.overview)
    return result


def _show(project: Project, seen: Overview) -> None:
    """The findings but the notes, which are for 'kg check'."""
    from kg.check.report import counted, report_causes

    print(report_causes(seen.causes, project.root, internal=not seen.secrets), end="", file=sys.stderr)
    if seen.unshown:
        say(f"and {count(seen.unshown, 'more kind')} of warnings.")
    if seen.counts:
        say(f"{counted(seen.counts, seen.files)}. 'kg check' lists them all.")


def _print(project: Project, result: BuildResult) -> None:
    counts = result.counts
    state = "Nothing has changed since the last build" if result.unchanged else "Built"
    parts = [
        count(counts.get("sources", 0), "source"),
        count(counts.get("entities", 0), "entity", "entities"),
        count(counts.get("nodes", 0), "situation"),
        count(counts.get("claims", 0), "claim"),
        count(counts.get("triples", 0), "triple"),
    ]
    print(f"{state}: {', '.join(parts)}; {count(counts.get('contradictions', 0), 'contradiction')}.")
    for line in result.tables[:_TABLES]:
        print(f"  {printable(line)}")
    if len(result.tables) > _TABLES:
        print(f"  and {len(result.tables) - _TABLES} more tables")
    for path in result.written:
        print(f"  {path.relative_to(project.root) if path.is_relative_to(project.root) else path}")
    if project.exports is None and not project.exports_of(counts.get("claims", 0)):
        say(f'Of more than {LARGE:,} claims only exports that kg.toml names are written, as in: exports = ["graph.nq.zst"].')
    page = next((path for path in result.written if path.name == "network.html"), None)
    say(f"{result.seconds:.1f} s. Next: " + ("kg view opens the page, kg query --list shows questions" if page else "kg query --list"))


def _print_costs(result: BuildResult) -> None:
    """What each stage took, in the order in which they ended; the load of the store and the rules may run at the same time."""
    say(f"\n{'stage':<14} {'seconds':>8} {'share':>6} {'rows more':>12} {'most MB':>8}")
    for cost in result.costs:
        rows = "" if cost.rows is None else f"{cost.rows:,}"
        say(f"{cost.stage:<14} {cost.seconds:8.3f} {cost.seconds / result.seconds:6.0%} {rows:>12} {cost.megabytes or '':>8}")
    say(f"{'in all':<14} {result.seconds:8.3f}")


class _Stages:
    """Shows what runs, how fast and how long still: a line on a terminal, written over; elsewhere only what makes a person wait."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = False

    def show(self, progress: Progress) -> None:
        """Say where the build is."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{f'{progress} ...'[:width]}", end="", file=sys.stderr, flush=True)
            self._shown = True
        elif progress.stage.startswith("waiting"):
            say(f"{progress} ...")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False
