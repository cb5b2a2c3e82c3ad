"""An edit's outcome: the stages run on what it reaches, before and after, and what differs between the two is what it changes."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from kg.build.check import prepare
from kg.build.database import Database, stage_text
from kg.build.incremental.changed_rows import ChangedRows
from kg.build.incremental.reach import LOCAL_RULES, OutOfReachError, Reach, prepared
from kg.build.incremental.state import RAW, LastBuild, keep_changes, name_findings
from kg.build.inputs import Plan
from kg.build.kept_findings import told_findings
from kg.build.stages import Stages, finding_of
from kg.build.steps import Steps
from kg.check.rules import KGS, read_rules
from kg.check.shacl.sparql import constraints
from kg.model.findings import Finding, Severity, in_order
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.store.difference import Difference

SMALLEST = 2_000
"""Claim rows: a smaller case is built in full, which takes no longer."""


@dataclass
class Edit:
    """What an edit changes.

    Args:
        rows: the changed rows, to be kept when the build succeeds.
        results: counts and inputs of the case after it; the generation has no name yet.
        difference: of the graph.
        gone: findings of the last build that are no more, as the stages gave them.
        come: what is found or told anew, as the stages gave it -> as it is told.
    """

    rows: ChangedRows
    results: LastBuild
    difference: Difference
    gone: frozenset[Finding]
    come: dict[Finding, Finding]

    def keep(self) -> None:
        """Put rows and results in the place of those of the last build."""
        self.rows.keep(partial(keep_changes, last=self.results, gone=self.gone, come=self.come))

    @property
    def brings_violations(self) -> bool:
        """True when the facts have errors now; those of the last build had none."""
        return any(finding.severity is Severity.VIOLATION for finding in self.come.values())

    def findings(self) -> list[Finding]:
        """What is found in the case after it, as it is told, sorted."""
        name_findings(self.rows.database, self.gone | self.come.keys())
        kept = told_findings(self.rows.database, "where rowid not in (select row from named_finding)")
        return in_order({*kept, *self.come.values()})


@dataclass
class _Run:
    """What the stages made of one side."""

    lines: frozenset[str]
    findings: frozenset[Finding]
    counts: dict[str, int]
    inputs: dict[str, tuple[int, int]]


def can_edit(project: Project, ontology: Ontology, plan: Plan, database: Database) -> bool:
    """False where a full build is as fast, or where effects go further than is followed."""
    if plan.findings or not project.facts_dir.is_dir() or not _rules_are_local(ontology):
        return False
    kept, fresh = len(plan.files) + len(plan.units), len(plan.fresh) + len(plan.stale)
    if fresh > kept / 2 and fresh > 1:
        return False
    return int(database.rows("select count(*) from facts.main.claim_row")[0][0]) >= SMALLEST


def edit(rows: ChangedRows, project: Project, ontology: Ontology, last: LastBuild, draft: Path, day: str, steps: Steps) -> Edit:
    """Work out what the changed rows change.

    Args:
        draft: an empty folder.
        day: ISO day that rules take for today.

    Raises:
        OutOfReachError: a full build is needed.
    """
    with steps.of("reach", rows.database):
        Reach(rows, last, day).follow()
    with steps.of("compare", rows.database), ThreadPoolExecutor(max_workers=1) as other:
        earlier, now = _Side(rows.database, "before", last.day), _Side(rows.database, "after", day)
        before_run = other.submit(earlier.run, project, ontology, draft)
        after = now.run(project, ontology, draft)
        before = before_run.result()
    told = {finding_of(row) for row in rows.database.rows("from told")}
    if any(finding.severity is Severity.VIOLATION for finding in before.findings):
        raise OutOfReachError("what was right lacks something to be right again")
    gone, come = before.findings - after.findings, after.findings - before.findings
    if name_findings(rows.database, gone) != len(gone) or not told <= before.findings:
        raise OutOfReachError("a finding of the last build has another cause")
    counts = {name: last.counts[name] + after.counts[name] - before.counts[name] for name in last.counts}
    results = LastBuild("", day, counts, _inputs(last.inputs, before.inputs, after.inputs))
    difference = Difference(after.lines - before.lines, before.lines - after.lines)
    return Edit(rows, results, difference, gone, _told(rows.database, project, ontology, gone, come))


class _Side:
    """One side of an edit: a connection in which the base tables hold what it reaches."""

    def __init__(self, database: Database, era: str, day: str) -> None:
        self.database, self.era, self.day = prepared(database, era), era, day

    def run(self, project: Project, ontology: Ontology, draft: Path) -> _Run:
        """What the stages make of it."""
        database = self.database
        try:
            stages = Stages(database, Steps())
            prepare(stages, ontology)
            if stages.has_secrets():
                raise OutOfReachError("something is internal")
            graph = draft / f"{self.era}.nq"
            stages.write(graph)
            stages.write_places(draft / f"{self.era}.parquet")
            stages.rules(ontology, project, today=self.day)
            inputs = {source: (int(rows), int(hash_)) for source, rows, hash_ in database.rows(stage_text("inputs"))}
            lines = frozenset(graph.read_text(encoding="utf-8").split("\n")) - {""}
            return _Run(lines, frozenset(stages.findings()), stages.counts(), inputs)
        finally:
            database.close()


def _told(
    database: Database, project: Project, ontology: Ontology, gone: frozenset[Finding], come: frozenset[Finding]
) -> dict[Finding, Finding]:
    """New findings, and those in files that changed, as they are told now: cells are looked up for them."""
    stale = f"select {RAW} from facts.main.built_finding where file in (select file from stale union select getvariable('partial'))"  # noqa: S608 - our names
    again = ({finding_of(row) for row in database.rows(stale)} - gone) | come
    if not database.rows("select exists (select 1 from facts.main.read_unit) or exists (select 1 from temp.main.read_unit)")[0][0]:
        return {finding: finding for finding in again}  # no table is read
    from kg.build.cells import with_cells

    fork = database.fork()
    try:
        fork.execute_text("create temp table literal_place as from work.after_literal_place")
        return with_cells(fork, project, ontology, in_order(again))
    finally:
        fork.close()


_Inputs: TypeAlias = dict[str, tuple[int, int]]


def _inputs(last: _Inputs, before: _Inputs, after: _Inputs) -> _Inputs:
    """The number and hash of each source's rows; both are sums, so that what is gone can be taken away."""
    rows: Counter[str] = Counter()
    hashes: Counter[str] = Counter()
    for inputs, sign in ((last, 1), (before, -1), (after, 1)):
        for source, (number, hash_) in inputs.items():
            rows[source] += sign * number
            hashes[source] += sign * hash_
    return {source: (number, hashes[source]) for source, number in rows.items() if number}


def _rules_are_local(ontology: Ontology) -> bool:
    """True when all rules in SPARQL are known to look no further than is followed, and no shape is the case's own."""
    rules = read_rules(ontology.shapes)
    known = all(str(shape).startswith(f"<{KGS}") for shape in rules.graph.targeted())
    return known and all(str(constraint.shape)[1:-1].removeprefix(KGS) in LOCAL_RULES for constraint in constraints(rules.graph))
