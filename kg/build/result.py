"""The result of a build, and the record of the last one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from kg.build.fingerprint import file_hash
from kg.build.kept_findings import findings_of
from kg.build.steps import Cost
from kg.model.causes import Cause, Overview
from kg.model.findings import Finding, Location, Severity
from kg.project import Project
from kg.store.open import generations

RECORD = "built.json"
"""Name of the record in the state folder."""


@dataclass
class BuildResult:
    """What a build did.

    Args:
        counts: ``sources``, ``entities``, ``nodes``, ``claims``, ``triples``, ``derived``, ``contradictions``.
        overview: of its findings.
        findings_kept: gives all of them; see :attr:`findings`.
        generation: name of the store that answers now.
        written: exports, absolute paths.
        files_read: fact files that were read anew.
        tables: what became of each table, in a line each: rows, facts, and what was left out and why.
        seconds: the whole build.
        costs: what each stage took, in the order in which they ended.
        unchanged: nothing had changed, so nothing was written.
    """

    counts: dict[str, int]
    overview: Overview
    findings_kept: Callable[[], list[Finding]]
    generation: str
    written: list[Path]
    files_read: int = 0
    tables: list[str] = field(default_factory=list)
    seconds: float = 0.0
    costs: list[Cost] = field(default_factory=list)
    unchanged: bool = False

    @cached_property
    def findings(self) -> list[Finding]:
        """Warnings and notes, sorted by place; a build with violations raises instead.

        They are read when first asked for.

        Raises:
            KgError: the case has been built anew since, by anyone.
        """
        return self.findings_kept()


def recorded(project: Project, print_: str) -> BuildResult | None:
    """The last build's result, if it was made from exactly this and everything it wrote is still there.

    Args:
        print_: fingerprint of what a build is made from.
    """
    try:
        saved = json.loads((project.state_dir / RECORD).read_text(encoding="utf-8"))
        if saved["fingerprint"] != print_ or generations(project).current() != saved["generation"]:
            return None
        outputs = {project.exports_dir / name: hash_ for name, hash_ in saved["outputs"].items()}
        if any(file_hash(path) != hash_ for path, hash_ in outputs.items()):
            return None
        return BuildResult(
            saved["counts"],
            _overview(saved["overview"]),
            partial(findings_of, project, saved["token"]),
            saved["generation"],
            list(outputs),
            tables=saved["tables"],
            unchanged=True,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record(project: Project, print_: str, result: BuildResult, token: str) -> None:
    """Keep a build's result for the next one, without the words of findings about internal facts.

    Args:
        token: of the findings that the build kept.
    """
    saved = {
        "fingerprint": print_,
        "generation": result.generation,
        "counts": result.counts,
        "tables": result.tables,
        "outputs": {path.name: file_hash(path) for path in result.written},
        "token": token,
        "overview": asdict(result.overview),
    }
    fresh = project.state_dir / f"{RECORD}.new"
    fresh.write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
    fresh.replace(project.state_dir / RECORD)


def forget_record(project: Project) -> None:
    """Drop the record: the findings that it speaks of are about to be others, whether the build ends well or not."""
    (project.state_dir / RECORD).unlink(missing_ok=True)


def _overview(saved: dict[str, Any]) -> Overview:
    causes = [Cause(_finding(one["first"]), tuple(Location(**place) for place in one["others"]), one["more"]) for one in saved["causes"]]
    counts = {Severity(int(severity)): number for severity, number in saved["counts"].items()}
    return Overview(**{**saved, "counts": counts, "causes": causes})


def _finding(saved: dict[str, Any]) -> Finding:
    return Finding(**{**saved, "location": Location(**saved["location"]), "severity": Severity(saved["severity"])})
