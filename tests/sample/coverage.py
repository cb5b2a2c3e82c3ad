"""The sample's fact files and COVERAGE.md as plain sets, read without kg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "facts" / "ecuador"
SEED = "globalpost-bring-in-the-cavalry"
WITHOUT_FACTS = ("source record", "not about the story")


@dataclass
class Section:
    """One source of COVERAGE.md: its number, its id, and per sentence or point the names cited there (empty: no facts)."""

    number: str
    source: str
    lines: dict[str, list[str]] = field(default_factory=dict)


def coverage() -> list[Section]:
    """The sections of COVERAGE.md in order."""
    sections: list[Section] = []
    for line in (FACTS / "COVERAGE.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d+)\. (\S+)$", line):
            sections.append(Section(*heading.groups()))
        elif row := re.match(r"\| (\d[\d.]*) \| (.*) \|$", line):
            number, cell = row.groups()
            assert number not in sections[-1].lines, f"{number} stands twice"
            names = re.findall(r"`([^`]+)`", cell)
            assert names or cell in WITHOUT_FACTS, f"{number}: '{cell}' is neither facts nor one of {WITHOUT_FACTS}"
            sections[-1].lines[number] = names
    return sections


def fact_files() -> dict[str, dict[str, Any]]:
    """The fact files that have a source: source id to the file's content, every scalar as text."""
    found = {}
    for path in sorted(FACTS.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes text only)
        if "source" in content:
            found[content["source"]["id"]] = content
    return found


def names_in(content: dict[str, Any]) -> list[str]:
    """What COVERAGE.md has to cite of a file: the ids of its facts, then the slugs of its entities."""
    return [fact["id"] for fact in content["facts"]] + list(content.get("entities", {}))


def quotes_in(content: Any) -> Iterator[str]:
    """Every quote in a part of a fact file."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "quote":
                yield from value if isinstance(value, list) else [value]
            else:
                yield from quotes_in(value)
    elif isinstance(content, list):
        for part in content:
            yield from quotes_in(part)


def sentences(text: str) -> list[str]:
    """The sentences of an article; a line without a full stop is one."""
    return [sentence for line in text.splitlines() if line.strip() for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", line.strip())]


def points(text: str) -> list[str]:
    """The numbers of the points of sources.md: source, then point, as ``2.1``."""
    numbers: list[str] = []
    source, point = "", 0
    for line in text.splitlines():
        if heading := re.match(r"(\d+)\. `", line):
            source, point = heading[1], 0
        elif line.startswith("   - "):
            point += 1
            numbers.append(f"{source}.{point}")
    return numbers
