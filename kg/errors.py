"""The errors kg raises: a problem, where it is, and what to do about it.

Bad *data* is never one of these: it is a :class:`kg.model.findings.Finding`, collected with all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.findings import Finding


class KgError(Exception):
    """A call that cannot be carried out.

    Args:
        message: what is wrong, one sentence without the place.
        remedy: what the person can do next, one sentence; empty if nothing sensible can be said.
        place: a file, or ``file:line:column``, that the message is about; empty if there is none.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} {self.remedy}" if self.remedy else head


class UsageError(KgError):
    """A command or function called with arguments that do not fit."""

    exit_code = 2


class CaseError(KgError):
    """A case folder that is missing, incomplete or badly configured."""


class OntologyError(KgError):
    """An ontology that cannot be read or breaks one of its own rules."""


class StoreError(KgError):
    """A store that does not exist yet, is damaged or refuses to answer."""


class QueryError(KgError):
    """A question that cannot be read or is not allowed.

    Args:
        line, column: place in the query text, counted from 1; 0 when unknown.
    """

    def __init__(self, message: str, *, remedy: str = "", place: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, remedy=remedy, place=place)
        self.line = line
        self.column = column


class FindingsError(KgError):
    """A build that stopped because its facts have violations; the last build is untouched.

    Args:
        findings: everything found, warnings too, sorted by place.
    """

    def __init__(self, message: str, findings: Sequence[Finding], *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.findings = list(findings)
