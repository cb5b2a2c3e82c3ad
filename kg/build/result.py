"""The result of a build, and the record of the last one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from kg.build.fingerprint import file_hash
from kg.build.steps import Cost
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
        findings: warnings and notes; a build with violations raises instead.
        generation: name of the store that answers now.
        written: exports, absolute paths.
        files_read: fact files that were read anew.
        tables: what became of each table, in a line each: rows, facts, and what was left out and why.
        seconds: the whole build.
        costs: what each stage took, in the order in which they ended.
        unchanged: nothing had changed, so nothing was written.
    """

    counts: dict[str, int]
    findings: list[Finding]
    generation: str
    written: list[Path]
    files_read: int = 0
    tables: list[str] = field(default_factory=list)
    seconds: float = 0.0
    costs: list[Cost] = field(default_factory=list)
    unchanged: bool = False


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
        findings = [
            Finding(Location(f, line, col), code, message, remedy, Severity(severity), internal, cell)
            for f, line, col, code, message, remedy, severity, internal, cell in saved["findings"]
        ]
        return BuildResult(saved["counts"], findings, saved["generation"], list(outputs), tables=saved["tables"], unchanged=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record(project: Project, print_: str, result: BuildResult) -> None:
    """Keep a build's result for the next one, without the words of findings about internal facts."""
    saved = {
        "fingerprint": print_,
        "generation": result.generation,
        "counts": result.counts,
        "tables": result.tables,
        "outputs": {path.name: file_hash(path) for path in result.written},
        "findings": [
            (
                f.location.file,
                f.location.line,
                f.location.column,
                f.code,
                *(("", "") if f.internal else (f.message, f.remedy)),
                int(f.severity),
                f.internal,
                f.cell,
            )
            for f in result.findings
        ],
    }
    fresh = project.state_dir / f"{RECORD}.new"
    fresh.write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
    fresh.replace(project.state_dir / RECORD)
