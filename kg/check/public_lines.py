"""Lines of a fact file that may be shown: those of facts, entities and sources that speak of nothing internal."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

INTERNAL = re.compile(r"\binternal\b")
_WORD = re.compile(r"[\w-]+")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def public_lines(lines: Sequence[str]) -> list[str]:
    """The lines with an empty text for each that must not be shown; all empty when that cannot be told.

    A part is an item of a list, or an entry of a mapping, below a key of the file. It is shown when the word stands nowhere in it; a
    part that begins behind the end of another, on one line, belongs to that one. A line that uses a name from a part that is not shown
    is not shown either. Of a file whose own source is internal nothing is.
    """
    try:
        root = yaml.compose("\n".join(lines), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return [""] * len(lines)
    if not isinstance(root, yaml.MappingNode):
        return [""] * len(lines)
    starts, names = _parts(root, lines)
    shown: list[str] = []
    secret: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        part = lines[start:end]
        internal = any(map(INTERNAL.search, part))
        if internal and re.match(r"sources?\b", part[0]):
            return [""] * len(lines)
        if internal:
            secret |= {name for line, name in names if start <= line < end}
        shown += [""] * len(part) if internal else part
    return [line if secret.isdisjoint(_WORD.findall(line)) else "" for line in shown]


def _parts(root: yaml.MappingNode, lines: Sequence[str]) -> tuple[list[int], list[tuple[int, str]]]:
    """The lines, counted from 0, where parts begin, and the names that lines give to entities and nodes."""
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
    return sorted(starts), names
