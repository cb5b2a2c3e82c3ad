"""Causes: findings that say the same of many places, which are told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model.findings import Finding, Location, Severity, in_order

PLACES = 5
"""Of the further places of a cause, those that are named."""


@dataclass(frozen=True)
class Cause:
    """Findings of one cause.

    Args:
        first: the one that stands first.
        others: the next places, at most :data:`PLACES`.
        more: how many further places there are.
    """

    first: Finding
    others: tuple[Location, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Overview:
    """What is told of a build's findings without naming each.

    Args:
        counts: how many there are of each severity.
        files: how many files they stand in.
        causes: of warnings, the first in the order in which they are told.
        unshown: how many further causes of warnings there are.
        secrets: something in the case is internal, so that its lines must be looked through before one is quoted.
    """

    counts: dict[Severity, int] = field(default_factory=dict)
    files: int = 0
    causes: list[Cause] = field(default_factory=list)
    unshown: int = 0
    secrets: bool = True


def causes(findings: Iterable[Finding], *, internal: bool = False) -> list[Cause]:
    """Findings of one cause together: errors, then warnings, then notes, each in the order of their places.

    Args:
        internal: what is said about internal facts is shown; else all of one code and file have one cause.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(in_order(findings), key=lambda finding: -finding.severity):
        hidden = finding.internal and not internal
        cause = (finding.severity, finding.code, *((finding.location.file,) if hidden else (finding.message, finding.remedy)), hidden)
        groups.setdefault(cause, []).append(finding)
    return [_cause(group) for group in groups.values()]


def _cause(group: list[Finding]) -> Cause:
    first = group[0]
    others = list(dict.fromkeys(finding.location for finding in group[1:] if finding.location != first.location))
    return Cause(first, tuple(others[:PLACES]), max(0, len(others) - PLACES))
