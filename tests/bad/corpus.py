"""The corpus of bad inputs: each is put into one case of known facts, and what ``kg check`` says of it is compared with a file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from kg.build.check import check
from kg.check.report import report, summary
from kg.model.findings import Finding
from kg.project import load_project

HERE = Path(__file__).parent
TODAY = "2026-01-01"
_FILE = re.compile(r"^== (.+)\n", re.MULTILINE)


def case_with(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The case of known facts with these files more, names relative to it."""
    shutil.copytree(HERE / "case", folder, dirs_exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def findings_of(case: Path) -> list[Finding]:
    """What is found in the case, by place."""
    return check(load_project(case), today=TODAY)


def said_of(case: Path) -> str:
    """What ``kg check`` prints of the case, with the counts."""
    findings = findings_of(case)
    return f"{report(findings, case)}{summary(findings)}\n"


def files_of(example: str) -> dict[str, bytes]:
    """An example of the reference as files: items of facts, top-level keys of a fact file, or several files each under ``== NAME``."""
    if parts := _FILE.split(example):
        if len(parts) > 1:
            return {name: text.encode() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    text = example.strip("\n")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text) if '"a bell' in text else text
    head = "kg: 1\n"
    if not re.search(r"^sources?:", text, re.MULTILINE):
        head += "source: {id: file, title: Report, publisher: associated-press, date: 2025-02-19}\n"
    if text.startswith("- "):
        head += "facts:\n"
        text = "\n".join(f"  {line}" for line in text.splitlines())
    return {"facts/file.yaml": f"{head}{text}\n".encode()}
