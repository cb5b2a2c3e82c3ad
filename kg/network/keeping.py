"""Keeping a picture: what was drawn before stays where it was, and what is new finds room beside what it belongs to.

A reader learns a picture by heart. One new fact must not turn it over, so a layout is only made anew when most of it would be new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, pi, sin

Place = tuple[float, float]

WORTH_KEEPING = 0.5
"""Where fewer than this share of the nodes have a place already, the whole is laid out anew."""

_RINGS = 60
"""Rings that are searched for a free place; beyond them a node is put where it belongs, even on top of another."""
_PER_RING = 16


def worth_keeping(nodes: int, known: Mapping[int, Place]) -> bool:
    """Whether enough of a picture is there already."""
    return bool(known) and len(known) >= WORTH_KEEPING * nodes


def beside(nodes: int, edges: Sequence[tuple[int, int]], known: Mapping[int, Place], box: Place) -> tuple[dict[int, Place], list[int]]:
    """Places for the nodes that hang together with known ones, and the nodes that do not.

    A known node stays exactly where it is. A new one goes to the free place nearest to the middle of its neighbours, those with
    most neighbours in place first.

    Args:
        nodes: how many there are, numbered from 0.
        edges: pairs of numbers.
        known: node -> x, y.
        box: width and height of the room a node takes.
    """
    around: list[set[int]] = [set() for _ in range(nodes)]
    for a, b in edges:
        if a != b:
            around[a].add(b)
            around[b].add(a)
    placed = dict(known)
    ground = _Ground(placed.values(), box)
    waiting = {node for node in range(nodes) if node not in placed}
    while ready := [(node, near) for node in sorted(waiting) if (near := sorted(around[node] & placed.keys()))]:
        ready.sort(key=lambda item: -len(item[1]))
        for node, near in ready:
            placed[node] = ground.free(_wished([placed[other] for other in near], placed, around, near))
            ground.take(placed[node])
            waiting.discard(node)
    return placed, sorted(waiting)


def below(placed: Mapping[int, Place], box: Place) -> Place:
    """Lower left corner (y downwards: the top left) of the room under a picture."""
    return min(x for x, _ in placed.values()), max(y for _, y in placed.values()) + 2 * box[1]


def _wished(near: Sequence[Place], placed: Mapping[int, Place], around: Sequence[set[int]], ids: Sequence[int]) -> Place:
    """The middle of the neighbours; beside a lone one, on the side that its other neighbours leave free."""
    x, y = sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near)
    if len(near) > 1:
        return x, y
    others = [placed[other] for other in sorted(around[ids[0]] & placed.keys())]
    dx = sum(x - p[0] for p in others)
    dy = sum(y - p[1] for p in others)
    length = hypot(dx, dy)
    return (x + dx / length, y + dy / length) if length > 1e-6 else (x, y)


class _Ground:
    """What is taken, in cells of the size of a box."""

    def __init__(self, places: Iterable[Place], box: Place) -> None:
        self.box = box
        self.cells: dict[tuple[int, int], list[Place]] = {}
        for place in places:
            self.take(place)

    def take(self, place: Place) -> None:
        """Note a node's place."""
        self.cells.setdefault(self._cell(place), []).append(place)

    def free(self, wished: Place) -> Place:
        """The free place nearest to a wished one, searched in rings from the direction of the wish."""
        width, height = self.box
        for ring in range(_RINGS):
            for step in range(_PER_RING if ring else 1):
                angle = 2 * pi * step / _PER_RING
                place = (wished[0] + ring * width / 3 * cos(angle), wished[1] + ring * height / 2 * sin(angle))
                if self._is_free(place):
                    return place
        return wished

    def _is_free(self, place: Place) -> bool:
        column, row = self._cell(place)
        return not any(
            abs(x - place[0]) < self.box[0] and abs(y - place[1]) < self.box[1]
            for c in range(column - 1, column + 2)
            for r in range(row - 1, row + 2)
            for x, y in self.cells.get((c, r), ())
        )

    def _cell(self, place: Place) -> tuple[int, int]:
        return int(place[0] // self.box[0]), int(place[1] // self.box[1])
