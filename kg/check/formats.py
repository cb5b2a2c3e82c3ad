"""Findings for programs: JSON, SARIF 2.1.0 for code scanning, and the annotations of GitHub's runners.

What is said about internal facts stays on this machine: JSON gives place and code alone, the other two, which others read, leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from kg.check.codes import Code
from kg.model.findings import Finding, Severity
from kg.model.printable import printable

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Shown = Callable[[str], str]
"""The path of a file as the reader of a report knows it: code hosts want it from the root of the repository."""


def as_json(findings: Iterable[Finding], codes: Mapping[str, Code], shown: Shown, *, internal: bool = False) -> str:
    """The findings as a JSON object: ``counts`` by severity, and ``findings`` in the order of their places."""
    found = sorted(findings)
    counts = {level: sum(_LEVELS[finding.severity] == level for finding in found) for level in _LEVELS.values()}
    listed = []
    for finding in found:
        place = finding.location
        entry: dict[str, Any] = {
            "file": place.file,
            "line": place.line or None,
            "column": place.column or None,
            "code": finding.code,
            "severity": _LEVELS[finding.severity],
        }
        hidden = finding.internal and not internal
        listed.append(entry | ({"internal": True} if hidden else {"message": finding.message, "remedy": finding.remedy}))
    return json.dumps({"counts": counts, "findings": listed}, ensure_ascii=False, indent=1) + "\n"


def as_sarif(findings: Iterable[Finding], codes: Mapping[str, Code], shown: Shown, *, internal: bool = False) -> str:
    """The findings as a SARIF log with one run; each code in use is described as a rule."""
    from kg import __version__

    found = list(_public(findings, internal))
    used = sorted({finding.code for finding in found})
    numbers = {code: number for number, code in enumerate(used)}
    driver = {"name": "kg", "version": __version__, "rules": [_sarif_rule(code, codes.get(code)) for code in used]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_sarif_result(f, numbers, shown) for f in found]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(name: str, code: Code | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name}
    if code:
        examples = [f"{head}:\n\n{_fenced(text)}" for head, text in (("Not so", code.bad), ("But so", code.good)) if text]
        why = code.why or code.checks
        text = "\n\n".join((why, *examples))
        rule |= {"shortDescription": {"text": code.checks}, "fullDescription": {"text": why}}
        rule |= {"help": {"text": text.replace("```\n", "").replace("\n```", ""), "markdown": text}}
        rule |= {"defaultConfiguration": {"level": _LEVELS[code.severity]}}
    return rule


def _fenced(text: str) -> str:
    return f"```\n{text.rstrip()}\n```"


def _sarif_result(finding: Finding, numbers: Mapping[str, int], shown: Shown) -> dict[str, Any]:
    place = finding.location
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(shown(_file(place.file)))}}
    if place.line:
        where["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _sentence(finding)},
        "locations": [{"physicalLocation": where}],
    }


def as_github(findings: Iterable[Finding], codes: Mapping[str, Code], shown: Shown, *, internal: bool = False) -> str:
    """The findings as workflow commands, which a GitHub runner shows beside the lines of a pull request."""
    words = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for finding in _public(findings, internal):
        place = finding.location
        where = f",line={place.line},col={max(place.column, 1)}" if place.line else ""
        head = f"{words[finding.severity]} file={_property(shown(_file(place.file)))}{where},title={_property(finding.code)}"
        lines.append(f"::{head}::{_data(printable(_sentence(finding)))}\n")
    return "".join(lines)


def _public(findings: Iterable[Finding], internal: bool) -> Iterator[Finding]:
    return (finding for finding in sorted(findings) if internal or not finding.internal)


def _sentence(finding: Finding) -> str:
    return " ".join(part for part in (finding.message, finding.remedy) if part)


def _file(file: str) -> str:
    """The file on disk: a sheet of a workbook is called ``book.xlsx[Sheet]``."""
    return file.partition("[")[0] if file.endswith("]") else file


def _data(text: str) -> str:
    """A text in a workflow command: what would end it or begin another is written as GitHub's own toolkit writes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[..., str]] = MappingProxyType({"json": as_json, "sarif": as_sarif, "github": as_github})
"""The formats of ``kg check --format`` beside ``text``. A NEW FORMAT OF FINDINGS is one entry here."""
