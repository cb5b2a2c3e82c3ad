"""Room for what is drawn: nodes pushed apart until their boxes do not overlap, components packed side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.network.forces import Floats, Ints

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHARE = 0.55
"""How much of an overlap one round takes away from each side; a little more than half, so that rounds end."""

_PATIENCE = 40
"""Rounds after which a picture that has to come out without overlaps begins to grow."""


def push_apart(positions: Floats, box: tuple[float, float], rounds: int, *, until_none: bool = False) -> Floats:
    """Positions at which no two boxes of this width and height overlap, or fewer do when the rounds run out.

    Every overlapping pair moves apart along the axis on which less is missing, so that the picture keeps its order.

    Args:
        positions: ``(nodes, 2)``.
        until_none: where pairs keep pushing one another about, the whole is made larger bit by bit.
    """
    size = np.asarray(box, np.float32)
    places = (positions / size).astype(np.float32)  # in boxes: two overlap when nearer than 1 on both axes
    for done in range(rounds):
        if until_none and done >= _PATIENCE and done % 8 == 0:
            places *= np.float32(1.05)
        a, b = _near(places)
        apart = places[b] - places[a]
        missing = 1 - np.abs(apart)
        overlapping = (missing > 1e-3).all(axis=1)
        if not overlapping.any():
            break
        a, b, apart, missing = a[overlapping], b[overlapping], apart[overlapping], missing[overlapping]
        sideways = np.where(apart.any(axis=1), missing[:, 0] <= missing[:, 1], (a + b) % 2 == 0)
        for axis, chosen in ((0, sideways), (1, ~sideways)):
            away = np.where(apart[chosen, axis] < 0, -1, 1) * missing[chosen, axis] * _SHARE
            counts = np.bincount(np.concatenate([a[chosen], b[chosen]]), minlength=len(places))
            push = np.bincount(np.concatenate([b[chosen], a[chosen]]), np.concatenate([away, -away]), len(places))
            places[:, axis] += push / np.sqrt(np.maximum(counts, 1))
    return places * size


def _near(places: Floats) -> tuple[Ints, Ints]:
    """Pairs of nodes in the same square of side 1 or in neighbouring ones, each pair once."""
    squares = np.floor(places - places.min(axis=0)).astype(np.int64)
    columns = int(squares[:, 1].max()) + 3
    keys = (squares[:, 0] + 1) * columns + squares[:, 1] + 1
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    found = []
    for step in (0, 1, columns - 1, columns, columns + 1):
        low = np.searchsorted(ordered, ordered + step, "left")
        high = np.searchsorted(ordered, ordered + step, "right")
        if step == 0:
            low = np.arange(1, len(ordered) + 1)
        counts = np.maximum(high - low, 0)
        first = np.repeat(np.arange(len(ordered)), counts)
        second = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
        found.append((order[first], order[second]))
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def overlaps(positions: Floats, box: tuple[float, float]) -> int:
    """How many pairs of boxes overlap."""
    places = (positions / np.asarray(box, np.float32)).astype(np.float32)
    a, b = _near(places)
    return int((np.abs(places[a] - places[b]) < 1).all(axis=1).sum())


def lying(positions: Floats) -> Floats:
    """The same drawing, turned so that it is widest from left to right."""
    centred = positions - positions.mean(axis=0)
    x, y = centred.T
    angle = 0.5 * np.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return np.stack([cos * x + sin * y, cos * y - sin * x], axis=1)


def pack(sizes: Sequence[tuple[float, float]], *, aspect: float, gap: float) -> NDArray[np.float64]:
    """Lower left corners at which rectangles lie side by side without overlap.

    The largest comes first; the others fill the room beside it, then rows below, tall ones first.

    Args:
        sizes: width and height of each.
        aspect: wished width over height of the whole.
        gap: room between two.
    """
    corners = np.zeros((len(sizes), 2))
    if not sizes:
        return corners
    order = sorted(range(len(sizes)), key=lambda i: (-sizes[i][0] * sizes[i][1], i))
    first, rest = order[0], sorted(order[1:], key=lambda i: (-sizes[i][1], -sizes[i][0], i))
    area = sum((w + gap) * (h + gap) for w, h in sizes)
    width = max(max(w for w, _ in sizes), (area * aspect) ** 0.5)
    left, height = sizes[first][0] + gap, sizes[first][1]
    rest = _shelve(rest, sizes, corners, gap, (left, 0.0), (width - left, height))
    _shelve(rest, sizes, corners, gap, (0.0, height + gap), (width, float("inf")))
    return corners


def _shelve(
    waiting: list[int],
    sizes: Sequence[tuple[float, float]],
    corners: NDArray[np.float64],
    gap: float,
    corner: tuple[float, float],
    room: tuple[float, float],
) -> list[int]:
    """Put what fits on shelves within a room; returns what did not fit, in the same order."""
    x = y = shelf = 0.0
    left_over = []
    for i in waiting:
        width, height = sizes[i]
        if x > 0 and x + width > room[0]:
            x, y, shelf = 0.0, y + shelf + gap, 0.0
        if width > room[0] or y + height > room[1]:
            left_over.append(i)
            continue
        corners[i] = (corner[0] + x, corner[1] + y)
        x += width + gap
        shelf = max(shelf, height)
    return left_over
