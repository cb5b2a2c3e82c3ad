"""Findings as text: each with its place, cause and remedy, and the line it is about.

The first line is ``file:line:column: code message. Remedy``; a finding that stops no build ends in ``[warning]`` or ``[info]``.
A finding with the same cause in many places is printed once, with its other places below. Text from files is made harmless for the
terminal, and facts, entities and sources that speak of anything ``internal`` are not quoted: their lines may stand in a log.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kg.check.public_lines import INTERNAL, internal_names, public_lines
from kg.model.causes import Cause, causes
from kg.model.findings import Finding, Location, Severity
from kg.model.printable import printable, width

_LINE_WIDTH = 120
_QUOTED = (".yaml", ".yml", ".toml", ".ttl", ".rq")
_FACTS = (".yaml", ".yml")
_WORD = re.compile(r"[\w:./~%-]*\w|\S?")


def report(findings: Iterable[Finding], root: Path, *, internal: bool = False) -> str:
    """The findings as text that ends in a line break; empty when there are none.

    Args:
        findings: in any order.
        root: the case folder, where the lines to quote are.
        internal: show what is said about internal facts too.
    """
    return report_causes(causes(findings, internal=internal), root, internal=internal)


def report_causes(found: Iterable[Cause], root: Path, *, internal: bool = False) -> str:
    """The same of findings that are together by their causes already."""
    quoter = _Quoter(root, internal)
    return "".join(f"{_block(cause, quoter, internal)}\n" for cause in found)


def summary(findings: Sequence[Finding]) -> str:
    """How many errors, warnings and notes there are, in one phrase.

    >>> summary([])
    'no findings'
    """
    counts = Counter(finding.severity for finding in findings)
    return counted(counts, len({finding.location.file for finding in findings}))


def counted(counts: Mapping[Severity, int], files: int) -> str:
    """The same of numbers.

    >>> counted({Severity.WARNING: 2}, 1)
    '2 warnings in 1 file'
    """
    words = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [f"{counts[severity]} {word}{'s' if counts[severity] > 1 else ''}" for severity, word in words.items() if counts.get(severity)]
    return f"{', '.join(parts)} in {files} file{'s' if files > 1 else ''}" if parts else "no findings"


def _block(cause: Cause, quoter: _Quoter, internal: bool) -> str:
    first = cause.first
    if first.internal and not internal:
        lines = [printable(str(first)) + _suffix(first)]
    else:
        parts = (f"{first.location}: {first.code}", first.told, first.remedy)
        lines = [printable(" ".join(part for part in parts if part)) + _suffix(first), *quoter.quote(first.location)]
    if cause.others:
        more = f" and {cause.more} more" if cause.more else ""
        lines.append(f"      also at {', '.join(printable(str(place)) for place in cause.others)}{more}")
    return "\n".join(lines)


def _suffix(finding: Finding) -> str:
    """What tells a finding that stops no build from one that does."""
    return "" if finding.severity is Severity.VIOLATION else f" [{finding.severity.word}]"


class _Quoter:
    """Reads the lines that findings are about, each file once."""

    def __init__(self, root: Path, internal: bool) -> None:
        self._root = root.resolve()
        self._internal = internal
        self._files: dict[str, list[str]] = {}

    def quote(self, location: Location) -> list[str]:
        """The line of a place with a caret below, or nothing when it cannot or must not be shown."""
        lines = self._lines(location.file)
        if not (0 < location.line <= len(lines) and lines[location.line - 1]):
            return []
        source, at = _window(lines[location.line - 1].replace("\t", " "), max(location.column, 1) - 1)
        word = _WORD.match(source, at)
        before, under = printable(source[:at]), printable(word[0] if word else "")
        margin = f"{location.line:>5} | "
        return [(margin + printable(source)).rstrip(), f"      | {' ' * width(before)}{'^' * max(width(under), 1)}"]

    def _lines(self, file: str) -> list[str]:
        if not file.endswith(_QUOTED):  # a row of a table is no line, and its message has the cell
            return []
        if file not in self._files:
            self._files[file] = self._read(file)
        return self._files[file]

    def _read(self, file: str) -> list[str]:
        try:
            path = (self._root / file).resolve()
            if not (path.is_relative_to(self._root) and path.is_file()):  # a pipe would never end
                return []
            text = path.read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            return []
        lines = text.split("\n")
        if self._internal or not (self._secret or INTERNAL.search(text)):
            return lines
        return public_lines(lines, self._secret) if file.endswith(_FACTS) else []

    @cached_property
    def _secret(self) -> set[str]:
        """Names that any fact file marks: a public fact that uses one by mistake is not quoted either."""
        found: set[str] = set()
        for path in (self._root / "facts").rglob("*"):
            if path.suffix in _FACTS and path.is_file():
                with suppress(OSError, UnicodeDecodeError):
                    content = path.read_bytes()
                    if b"internal" in content:  # few files have the word: the others are not worth taking for text
                        text = content.decode("utf-8-sig")
                        found |= internal_names(text.split("\n")) if INTERNAL.search(text) else set()
        return found


def _window(source: str, at: int) -> tuple[str, int]:
    """The part of a long line around a place, and where the place is in it."""
    if len(source) <= _LINE_WIDTH:
        return source, at
    start = max(0, min(at - _LINE_WIDTH // 2, len(source) - _LINE_WIDTH))
    part = ("…" if start else "") + source[start : start + _LINE_WIDTH] + ("…" if start + _LINE_WIDTH < len(source) else "")
    return part, at - start + (1 if start else 0)
