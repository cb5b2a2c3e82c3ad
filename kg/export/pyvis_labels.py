"""Labels of the pyvis page: names in lines short enough for the room that a node has, and words of lines where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from kg.model.printable import printable, width

SPREAD = (1.45, 1.75)
"""How much wider and higher than the network page this one draws: pyvis shows every name in full, at every zoom."""
NODE_FONT, EDGE_FONT = 12, 10
NODE_SIZE = 9
"""Of letters and of a node's radius, in CSS pixels at zoom 1."""

_COLUMNS, _LINES = 22, 3
_LETTER, _LEADING = 0.58, 1.25  # width and height of a letter, in sizes of the font
_SQUARE = 200.0  # side of the squares in which boxes are looked up
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def name_lines(name: str) -> str:
    r"""A name in up to three short lines, ending in an ellipsis where it is longer; nothing in it can turn or hide other text.

    >>> name_lines("Ecuador's plan to seek foreign military aid")
    "Ecuador's plan to seek\nforeign military aid"
    """
    lines = [""]
    for word in printable(name).split():
        for part in _parts(word):
            joined = f"{lines[-1]} {part}".strip()
            lines[-1:] = [joined] if width(joined) <= _COLUMNS else [lines[-1], part]
    lines = [line for line in lines if line]
    return "\n".join(lines) if len(lines) <= _LINES else "\n".join(lines[:_LINES]) + " …"


def _parts(word: str) -> Iterable[str]:
    """A word, cut where it alone is longer than a line."""
    part = ""
    for letter in word:
        if width(part + letter) > _COLUMNS:
            yield part
            part = ""
        part += letter
    yield part


class Room:
    """The boxes that are taken: those of nodes with their names, then of words that found room."""

    def __init__(self, labels: Mapping[str, str], places: Mapping[str, Point]) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}
        for id_, label in labels.items():
            x, y = places[id_]
            lines = label.split("\n")
            half = max(NODE_SIZE, _length(max(lines, key=width), NODE_FONT) / 2)
            self._take((x - half, y - NODE_SIZE, x + half, y + NODE_SIZE + 4 + len(lines) * NODE_FONT * _LEADING))

    def take(self, words: str, middle: Point) -> bool:
        """True, and the room is taken, when words around this point cover neither a name nor other words."""
        half, high = _length(words, EDGE_FONT) / 2 + 2, EDGE_FONT * _LEADING / 2
        box = (middle[0] - half, middle[1] - high, middle[0] + half, middle[1] + high)
        if any(_meet(box, other) for square in _squares(box) for other in self._squares.get(square, ())):
            return False
        self._take(box)
        return True

    def _take(self, box: Box) -> None:
        for square in _squares(box):
            self._squares.setdefault(square, []).append(box)


def _length(text: str, size: float) -> float:
    return width(text) * size * _LETTER


def _squares(box: Box) -> Iterable[tuple[int, int]]:
    left, top, right, bottom = (int(side // _SQUARE) for side in box)
    return product(range(left, right + 1), range(top, bottom + 1))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
