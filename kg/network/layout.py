"""Where to draw the nodes of a network: neighbours together, labels apart, the same for the same network everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.network.keeping import below, beside, worth_keeping

if TYPE_CHECKING:
    from kg.network.forces import Floats
    from kg.network.network import Network
    from kg.network.settling import Graph

BOX = (112.0, 48.0)
"""Room that a node and its label take in a small picture, in CSS pixels at zoom 1."""
DOT = (34.0, 34.0)
"""Room that a node takes in a large one, whose labels appear as one zooms in."""
LABELLED = 2_000
"""Up to so many nodes every label gets room."""

ASPECT = 1.5
"""Width over height of the whole picture."""
_STRETCH = (1.25, 1.0)
"""Labels are wide: a small picture is drawn so much wider."""
_CROWDED, _CROWDED_LABELLED = 1.0, 2.0
"""Overlaps a node that pushing apart is left to deal with; where there are more, the drawing is made larger first.

The second is for components of a labelled picture that are too large to be taken in at a glance anyway.
"""
_LOOSEST = 16.0
"""A component is not made larger than this many times the room of its nodes."""
_GROWTH = 1.2
_ROUNDS = 150
_PUSHES = 1_000_000
"""Rounds of pushing apart, and rounds times nodes, at most."""


def positions(network: Network, *, seed: int = 0, known: Mapping[str, tuple[float, float]] | None = None) -> dict[str, tuple[float, float]]:
    """Entity id -> x and y, in CSS pixels at zoom 1, y downwards; every entity has a place.

    Args:
        known: places of an earlier picture; what has one keeps it.
    """
    number = {entity.id: i for i, entity in enumerate(network.entities)}
    edges = [(number[s.s], number[s.o]) for _, s in network.drawn() if s.o is not None]
    before = {number[id_]: place for id_, place in (known or {}).items() if id_ in number}
    return dict(zip(number, layout(len(number), edges, seed=seed, known=before), strict=True))


def layout(
    nodes: int, edges: Sequence[tuple[int, int]], *, seed: int = 0, known: Mapping[int, tuple[float, float]] | None = None
) -> list[tuple[float, float]]:
    """A place for each node.

    The same arguments give the same places in every process. Graph neighbours lie near one another (see
    ``benchmarks/layout.py``), connected components lie side by side, and no two nodes of a picture with up to 2,000 nodes
    share the room that a label takes.

    Args:
        nodes: how many there are, numbered from 0.
        edges: pairs of numbers; direction, repetition and loops make no difference.
        seed: of another picture of the same graph.
        known: places of an earlier picture, by number: where at least half of the nodes have one, these stay exactly there, and the
            others find room beside them.

    Returns:
        x and y of each node, finite, in CSS pixels at zoom 1; without known places the centre of the whole is at 0, 0.

    >>> layout(1, []), len(layout(3, [(0, 1)])), layout(2, [(0, 1)], known={0: (5.0, 6.0)})[0]
    ([(0.0, 0.0)], 3, (5.0, 6.0))
    """
    if nodes == 0:
        return []
    if known and worth_keeping(nodes, known):
        return _kept(nodes, edges, known, seed)
    return _anew(nodes, edges, seed)


def _kept(nodes: int, edges: Sequence[tuple[int, int]], known: Mapping[int, tuple[float, float]], seed: int) -> list[tuple[float, float]]:
    """The earlier picture with what is new in it; what hangs together with nothing known is laid out for itself, below."""
    box = BOX if nodes <= LABELLED else DOT
    placed, apart = beside(nodes, edges, known, box)
    if apart:
        number = {node: i for i, node in enumerate(apart)}
        block = _anew(len(apart), [(number[a], number[b]) for a, b in edges if a in number and b in number], seed)
        left, top = below(placed, box)
        x0, y0 = min(x for x, _ in block), min(y for _, y in block)
        placed |= {node: (x - x0 + left, y - y0 + top) for node, (x, y) in zip(apart, block, strict=True)}
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in (placed[node] for node in range(nodes))]


def _anew(nodes: int, edges: Sequence[tuple[int, int]], seed: int) -> list[tuple[float, float]]:
    import numpy as np

    from kg.network.settling import settled
    from kg.network.spacing import pack

    labelled = nodes <= LABELLED
    box = BOX if labelled else DOT
    parts, lone = _components(nodes, edges)
    drawn = settled([part.graph for part in parts], np.random.default_rng(seed))
    blocks = list(zip([part.members for part in parts], _roomy(drawn, box, labelled=labelled), strict=True))
    if lone:
        blocks.append((lone, _in_rows(len(lone), box)))
    corners = pack(
        [(float(w) + box[0], float(h) + box[1]) for w, h in (np.ptp(block, axis=0) for _, block in blocks)], aspect=ASPECT, gap=box[1]
    )
    whole = np.zeros((nodes, 2))
    for (members, block), corner in zip(blocks, corners, strict=True):
        whole[members] = block - block.min(axis=0) + corner
    whole -= (whole.min(axis=0) + whole.max(axis=0)) / 2
    return [(x, y) for x, y in (np.round(whole, 1) + 0.0).tolist()]


class _Part(NamedTuple):
    """A connected component: its nodes, and its edges in their numbers."""

    members: list[int]
    graph: Graph


def _components(nodes: int, edges: Sequence[tuple[int, int]]) -> tuple[list[_Part], list[int]]:
    """The connected components with edges, by their first node, and the nodes without any."""
    import numpy as np

    from kg.network.settling import Graph

    root = list(range(nodes))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    pairs = sorted({(a, b) if a < b else (b, a) for a, b in edges if a != b})
    for a, b in pairs:
        a, b = find(a), find(b)
        root[max(a, b)] = min(a, b)
    members: dict[int, list[int]] = {}
    number = []
    for node in range(nodes):
        group = members.setdefault(find(node), [])
        number.append(len(group))
        group.append(node)
    inside: dict[int, list[tuple[int, int]]] = {}
    for a, b in pairs:
        inside.setdefault(find(a), []).append((number[a], number[b]))
    parts = [_Part(members[first], Graph(len(members[first]), np.array(found, np.int64))) for first, found in sorted(inside.items())]
    return parts, [group[0] for group in members.values() if len(group) == 1]


def _roomy(drawn: Sequence[Floats], box: tuple[float, float], *, labelled: bool) -> list[Floats]:
    """Settled components in pixels: the long side lying, overlaps pushed away, each near the place where it was."""
    import numpy as np

    from kg.network.spacing import lying, push_apart

    scaled = [_scaled(lying(positions), box, labelled=labelled) for positions in drawn]
    if not scaled:
        return []
    # All are pushed apart in one go, in a row with so much room between them that they cannot meet.
    widths = [2 * float(np.ptp(positions[:, 0])) + 8 * box[0] for positions in scaled]
    starts = np.cumsum([0.0, *widths[:-1]])
    row = np.concatenate([positions - positions.min(axis=0) + (start, 0) for positions, start in zip(scaled, starts, strict=True)])
    rounds = max(12, min(_ROUNDS, _PUSHES // len(row)))
    return np.split(push_apart(row, box, rounds, until_none=labelled), np.cumsum([len(positions) for positions in scaled])[:-1])


def _scaled(positions: Floats, box: tuple[float, float], *, labelled: bool) -> Floats:
    """A drawing just large enough that pushing apart need not turn it over."""
    import numpy as np

    from kg.network.settling import DENSE
    from kg.network.spacing import overlaps

    if labelled:
        positions = positions * np.array(_STRETCH, np.float32)
    count, (width, height) = len(positions), np.ptp(positions, axis=0).tolist()
    in_a_line = (count - 1) * 1.3 * box[0] / max(width, height, 1e-6)
    filled = (count * box[0] * box[1] / max(width * height, 1e-6)) ** 0.5
    scale, largest = min(in_a_line, filled), filled * _LOOSEST**0.5
    crowded = count * (_CROWDED_LABELLED if labelled and count > DENSE else _CROWDED)
    while scale < largest and overlaps(positions * np.float32(scale), box) > crowded:
        scale *= _GROWTH
    return positions * np.float32(scale)


def _in_rows(count: int, box: tuple[float, float]) -> Floats:
    """Places for nodes that nothing ties to any other: rows of a block as wide as the picture is meant to be."""
    import numpy as np

    columns = max(1, round((count * ASPECT * box[1] / box[0]) ** 0.5))
    places = np.arange(count)
    return np.stack([places % columns * box[0], places // columns * box[1]], axis=1).astype(np.float32)
