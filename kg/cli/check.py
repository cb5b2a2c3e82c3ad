"""``kg check``: what is wrong in the facts, without building."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.talk import case_option, say, today_option
from kg.errors import FindingsError, UsageError
from kg.model.findings import Finding, Severity
from kg.project import Project

if TYPE_CHECKING:
    from kg.check.codes import Code


@click.command(
    "check",
    epilog="""\b
Examples:
  kg check
  kg check facts/ecuador     only what stands in this file or folder
  kg check --only unknown-slug
  kg check --explain unknown-slug
  kg check --strict          fail on warnings too
  kg check --format sarif > kg.sarif
  kg check --internal        show findings on internal facts with their text""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="How findings are printed.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--only", "only", metavar="CODE", multiple=True, help="Only findings with this code; may be repeated.")
@click.option("--explain", "explain", metavar="CODE", help="Say what a code checks, why, with a bad and a good example; check nothing.")
@click.option("--codes", "list_codes", is_flag=True, help="List every code; check nothing.")
@click.option("--internal", is_flag=True, help="Show the text of findings on internal facts; not for logs that others read.")
@today_option
@case_option
def command(
    project: Project,
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    only: tuple[str, ...],
    explain: str | None,
    list_codes: bool,
    internal: bool,
    today: str | None,
) -> None:
    """Say what is wrong or worth knowing in the facts; nothing is built or changed.

    Each finding gives file, line and column, what is wrong and what to write instead. The whole case is read, for facts depend on
    each other; with PATHs, only what stands in those files and folders, or names a place in them, is told. Exit code 1 when there
    are errors.
    """
    if explain or list_codes:
        _explain(project, explain)
        return
    from kg.build.check import check

    wanted = [_inside(project, path) for path in paths]
    codes = _codes(project) if only or form == "sarif" else {}
    _known(codes, only)
    everything = check(project, today=today)
    here = [finding for finding in everything if not wanted or any(_is_about(finding, path) for path in wanted)]
    findings = [finding for finding in here if not only or finding.code in only]
    print(_printed(form, findings, codes, project, internal=internal), end="")
    _end(findings, [finding for finding in here if only and finding.code not in only], everything, strict=strict)


def _end(findings: Sequence[Finding], others: Sequence[Finding], everything: Sequence[Finding], *, strict: bool) -> None:
    """Say how many there are and what to do next; fail where that is an error.

    Args:
        findings: those that are told.
        others: those of the same files with other codes.
        everything: those of the case.
    """
    from kg.check.report import summary

    worst = Severity.WARNING if strict else Severity.VIOLATION
    more = f"; {summary(others)} with other codes" if others else ""
    if any(finding.severity >= worst for finding in findings):
        code = max(findings, key=lambda finding: finding.severity).code
        remedy = f"Mend them, then run 'kg build'. 'kg check --explain {code}' tells more."
        raise FindingsError(f"{summary(findings)}{more}.", findings, remedy=remedy)
    stops = any(finding.severity >= worst for finding in everything)
    holds = ": the facts hold" if not (findings or others or stops) else ""
    after = "kg check" if stops else "kg build"
    say(f"{summary(findings)}{holds}{more}. Next: {after}")


def _printed(form: str, findings: Sequence[Finding], codes: Mapping[str, Code], project: Project, *, internal: bool) -> str:
    if form == "text":
        from kg.check.report import report

        return report(findings, project.root, internal=internal)
    from kg.check.formats import FORMATS

    return FORMATS[form](findings, codes, _shown(project), internal=internal)


def _shown(project: Project) -> Callable[[str], str]:
    """A file of the case as seen from the folder that kg is called in, where that is the case or above it."""
    root, here = project.root.resolve(), Path.cwd()
    prefix = root.relative_to(here).as_posix() + "/" if root != here and root.is_relative_to(here) else ""
    return lambda file: prefix + file


def _explain(project: Project, name: str | None) -> None:
    from kg.check.codes import explained, known
    from kg.model.printable import printable

    codes = _codes(project)
    if name is not None:
        print(explained(known(codes, name)), end="")
        return
    wide = max(map(len, codes))
    for code in codes.values():
        print(f"{code.name:{wide}}  {code.severity.word:7}  {printable(code.checks)}")


def _codes(project: Project) -> dict[str, Code]:
    from kg.build.fingerprint import ontology_folders
    from kg.check.codes import read_codes
    from kg.check.rules import read_rules
    from kg.ontology.loader import load_ontology

    return read_codes(read_rules(load_ontology(ontology_folders(project)).shapes))


def _known(codes: Mapping[str, Code], names: Sequence[str]) -> None:
    from kg.check.codes import known

    for name in names:
        known(codes, name)


def _inside(project: Project, path: Path) -> str:
    """A path as places name it, relative to the case.

    Raises:
        UsageError: there is no such file or folder, or it is not of this case.
    """
    root, there = project.root.resolve(), False
    for given in (path, project.root / path):
        absolute = Path(os.path.normpath(Path.cwd() / given))  # a link is named as it stands, not as what it leads to
        if absolute.is_symlink() or absolute.exists():
            there = True
            for case in (project.root, root):
                if absolute.is_relative_to(case):
                    return absolute.relative_to(case).as_posix()
    if there:
        raise UsageError(f"{path} is not in this case.", remedy=f"The case is {root}; name another one with --case.")
    raise UsageError(f"there is no file or folder {path}.", remedy="Name one of the case, such as facts/.")


def _is_about(finding: Finding, path: str) -> bool:
    """True for a finding that stands in the file or folder, or names a place in it, such as the other side of a contradiction."""
    place = rf"(?<![^\s(]){re.escape(path)}([/\[][^:]*)?:\d+:\d+"
    return _below(finding.location.file, path) or re.search(place, finding.message) is not None


def _below(file: str, path: str) -> bool:
    return path == "." or file == path or file.startswith((f"{path}/", f"{path}["))
