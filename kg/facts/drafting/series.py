"""Series: tables of one shape whose names differ in a number or letter, which one mapping reads together."""

from __future__ import annotations

import glob
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

_VARIES = re.compile(r"(\d+|(?<![^\W_])[A-Za-z](?![^\W_]))")


@dataclass(frozen=True)
class Series:
    """The files of a series.

    Args:
        pattern: of their names, which fits no other table beside them.
        files: their names, the one that is drafted first.
        rows: how many each has.
    """

    pattern: str
    files: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def expected(self) -> str:
        """The numbers of rows as a mapping expects them of each file."""
        least, most = min(self.rows), max(self.rows)
        return str(least) if least == most else f"{least}..{most}"

    @property
    def stem(self) -> str:
        """What the names have in common, without the ending."""
        return re.sub(r"[*\W_]+", " ", self.pattern.rpartition(".")[0]).strip()


def pattern_of(name: str, alike: Collection[str], others: Collection[str]) -> str | None:
    """The pattern of a name and those alike that differ from it in numbers or single letters; None when it would fit others too.

    Args:
        alike: names of tables of the same shape.
        others: names of tables of other shapes.

    >>> pattern_of("q-1-2024.csv", ["q-2-2024.csv"], ["groups.csv"]), pattern_of("rivals.csv", ["allies.csv"], [])
    ('q-*-2024.csv', None)
    >>> pattern_of("q-1.csv", ["q-2.csv"], ["q-notes.csv"]) is None
    True
    """
    parts = _VARIES.split(name)
    members = [found for other in alike if (found := _VARIES.split(other))[::2] == parts[::2]]
    if not members:
        return None
    columns: Sequence[set[str]] = [set(column) for column in zip(parts, *members, strict=True)]
    pattern = "".join("*" if len(column) > 1 else glob.escape(*column) for column in columns)
    return None if any(fnmatchcase(other, pattern) for other in others) else pattern
