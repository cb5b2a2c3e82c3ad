"""Reads the documentation's examples, so that tests can run them as a reader would.

A fenced block's info string says what it is: ``yaml facts/x.yaml`` is a file to write, ``console`` a session whose lines with ``$`` are
run and whose other lines must be printed (``...`` stands for any lines), ``yaml`` and ``sparql`` are examples, ``yaml error`` a wrong one
whose messages stand in the ``text`` block below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\S*) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"|srcset=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the rest of its info string, its text and the line of its fence."""

    language: str
    info: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A line of a console block after ``$``, with the lines that it prints below it."""

    words: str
    output: tuple[str, ...]
    line: int


def blocks(path: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    page = path.read_text(encoding="utf-8")
    for match in _FENCE.finditer(page):
        yield Block(match[1], match[2].strip(), match[3], page.count("\n", 0, match.start()) + 1)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    lines = block.text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(lines[start][2:], tuple(lines[start + 1 : end]), block.line + start + 1)


def links(path: Path) -> Iterator[str]:
    """Where a page links to, outside of its fenced blocks."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    return (next(filter(None, match.groups())) for match in _LINK.finditer(text))


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = _HEADING.findall(_FENCE.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
