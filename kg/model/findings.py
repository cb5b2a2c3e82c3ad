"""Findings: what is wrong or worth knowing in the facts, each with its place, cause and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter


class Severity(IntEnum):
    """How serious a finding is; the names are SHACL's (sh:Violation, sh:Warning, sh:Info)."""

    INFO = 0
    WARNING = 1
    VIOLATION = 2

    @property
    def word(self) -> str:
        """The word that a report prints: ``error`` for a violation, else the name in lower case."""
        return "error" if self is Severity.VIOLATION else self.name.lower()


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file.

    Args:
        file: path relative to the case folder, with ``/``; a sheet of a workbook as ``book.xlsx[Sheet]``.
        line, column: counted from 1; 0 when the place is the whole file.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing found in the facts.

    Args:
        location: where to edit.
        code: the rule's code, such as ``unknown-slug``.
        message: what is wrong, in plain words, without the place.
        remedy: what to write instead; may be empty.
        severity: violations stop a build, warnings stop a strict one.
        internal: the fact is internal, so that only place and code may be shown.
        cell: in a table, the column's name and the cell's text, as far as the message lacks them.
    """

    location: Location
    code: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.VIOLATION
    internal: bool = False
    cell: str = ""

    @property
    def told(self) -> str:
        """The message, with the cell in brackets."""
        return f"{self.message.removesuffix('.')} ({self.cell})." if self.cell else self.message

    def __str__(self) -> str:
        if self.internal:
            return f"{self.location}: {self.code} (the fact is internal: its text is not shown; 'kg check --internal' shows it)"
        return f"{self.location}: {self.code} {self.told}" + (f" {self.remedy}" if self.remedy else "")


columns = attrgetter("location.file", "location.line", "location.column", "code", "message", "remedy", "severity", "internal", "cell")
"""A finding as a tuple, in the order in which findings are compared."""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings sorted, as comparing them would do it, in a tenth of the time.

    >>> [found.code for found in in_order([Finding(Location("b"), "x", ""), Finding(Location("a"), "y", "")])]
    ['y', 'x']
    """
    return sorted(findings, key=columns)
