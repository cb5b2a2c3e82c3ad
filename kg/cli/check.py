"""``kg check``: what is wrong in the facts, without building."""

from __future__ import annotations

import click

from kg.cli.talk import case_option, say, today_option
from kg.errors import FindingsError
from kg.model.findings import Severity
from kg.project import Project


@click.command(
    "check",
    epilog="""\b
Examples:
  kg check
  kg check --strict          fail on warnings too
  kg check --internal        show findings on internal facts with their text""",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--internal", is_flag=True, help="Show the text of findings on internal facts; not for logs that others read.")
@today_option
@case_option
def command(project: Project, strict: bool, internal: bool, today: str | None) -> None:
    """Say what is wrong or worth knowing in the facts; nothing is built or changed.

    Each finding gives file, line and column, what is wrong and what to write instead. Exit code 1 when there are errors.
    """
    from kg.build.pipeline import check
    from kg.check.report import report, summary

    findings = check(project, today=today)
    print(report(findings, project.root, internal=internal), end="")
    worst = Severity.WARNING if strict else Severity.VIOLATION
    if any(finding.severity >= worst for finding in findings):
        raise FindingsError(f"{summary(findings)}.", findings, remedy="Mend them, then run 'kg build'.")
    say(f"{summary(findings) if findings else 'no findings: the facts hold'}. Next: kg build")
