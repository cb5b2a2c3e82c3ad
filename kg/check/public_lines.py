"""Lines of a fact file that may be shown: those of facts, entities and sources that speak of nothing internal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import yaml

INTERNAL = re.compile(r"\binternal\b")
_WORD = re.compile(r"[\w-]+")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def internal_names(lines: Sequence[str]) -> set[str]:
    """The names that a file gives to entities and nodes in parts that speak of anything internal; none when it cannot be read."""
    parts = _parts(lines)
    return {name for start, end in parts.internal(lines) for line, name in parts.names if start <= line < end} if parts else set()


def public_lines(lines: Sequence[str], secret: AbstractSet[str] = frozenset()) -> list[str]:
    """The lines with an empty text for each that must not be shown; all empty when that cannot be told.

    Args:
        secret: names that other files mark; a line that uses one is not shown.

    A part is an item of a list, or an entry of a mapping, below a key of the file. It is shown when the word stands nowhere in it; a
    part that begins behind the end of another, on one line, belongs to that one. A line that uses a name from a part that is not shown
    is not shown either. Of a file whose own source is internal nothing is.
    """
    parts = _parts(lines)
    if parts is None:
        return [""] * len(lines)
    shown = list(lines)
    for start, end in parts.internal(lines):
        if re.match(r"sources?\b", lines[start]):
            return [""] * len(lines)
        shown[start:end] = [""] * (end - start)
    hidden = secret | internal_names(lines)
    return [line if hidden.isdisjoint(_WORD.findall(line)) else "" for line in shown]


@dataclass(frozen=True)
class _Parts:
    """The parts of a file.

    Args:
        starts: the lines, counted from 0, where parts begin.
        names: line and name of each entity and node that is named.
    """

    starts: list[int]
    names: list[tuple[int, str]]

    def internal(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """First line, and the line behind the last, of each part that speaks of anything internal."""
        spans = zip(self.starts, [*self.starts[1:], len(lines)], strict=True)
        return [(start, end) for start, end in spans if any(map(INTERNAL.search, lines[start:end]))]


def _parts(lines: Sequence[str]) -> _Parts | None:
    try:
        root = yaml.compose("\n".join(lines), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    starts, names = {0}, []

    def begin(node: yaml.Node) -> None:
        line, column = node.start_mark.line, node.start_mark.column
        if not lines[line][:column].strip(" -"):
            starts.add(line)

    for key, value in root.value:
        begin(key)
        if str(key.value) in ("source", "sources"):  # one part: a source speaks for all that is said under it
            continue
        if isinstance(value, yaml.MappingNode):
            for name, _ in value.value:
                begin(name)
                names.append((name.start_mark.line, str(name.value)))
        for item in value.value if isinstance(value, yaml.SequenceNode) else ():
            begin(item)
            for kind, name in item.value if isinstance(item, yaml.MappingNode) else ():
                if str(kind.value)[:1].isupper() or ":" in str(kind.value):
                    names.append((name.start_mark.line, str(name.value)))
    return _Parts(sorted(starts), names)
