"""The check: the build's own stages up to its findings, writing nothing."""

from __future__ import annotations

from kg.build.inputs import read_inputs
from kg.build.opened import opened
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.model.findings import Finding, Location, Severity, in_order
from kg.model.terms import prefixes_of
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.query.saved_findings import question_findings


def check(project: Project, *, today: str | None = None) -> list[Finding]:
    """Everything found in the facts, by the build's own stages, and in the saved questions, writing nothing.

    Args:
        today: ISO day that rules take for today; None for the system's.

    Raises:
        KgError: the case or its ontology cannot be read.
    """
    ontology, database = opened(project, None)
    try:
        read_inputs(database, project, ontology)
        stages = Stages(database, Steps())
        prepare(stages, ontology)
        asked = question_findings(project, ontology, prefixes_of(project.base, ontology.prefixes))
        return [*in_order(set(found(project, stages, ontology, today=today).values())), *asked]
    finally:
        database.close()


def prepare(stages: Stages, ontology: Ontology) -> None:
    """From rows to triples, those of internal facts included; finds what is wrong in names, values and claims on the way."""
    stages.database.run("findings")
    stages.resolve(ontology)
    stages.check()
    stages.judge(internal=True)
    stages.database.run("check_live")
    stages.emit()


def found(project: Project, stages: Stages, ontology: Ontology, *, today: str | None) -> dict[Finding, Finding]:
    """All findings of a prepared case, each with how it is told: its rules run first."""
    stages.rules(ontology, project, today=today)
    found = {finding: finding for finding in stages.findings()}
    if stages.database.rows("select exists (select 1 from read_unit)")[0][0]:  # else nothing is read of tables but their names
        from kg.build.cells import with_cells

        found = with_cells(stages.database, project, ontology, found)
    if not project.facts_dir.is_dir():
        none = Finding(Location("facts"), "no-facts", "the case has no folder 'facts'.", "Put a fact file there.", Severity.WARNING)
        found[none] = none
    return found
