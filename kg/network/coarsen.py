"""Coarser and coarser copies of a graph, for a layout that settles the whole before its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.network.forces import Floats, Ints

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 4
_WORTHWHILE = 0.95
"""A copy that keeps more than this share of the nodes ends the row: nothing is left to join."""


class Level(NamedTuple):
    """A graph in a row of ever coarser ones.

    Args:
        nodes: how many there are.
        edges: ``(edges, 2)``, each edge once.
        weights: ``(edges,)``, number of original edges in each.
        size: ``(nodes,)``, number of original nodes in each.
        parent: ``(finer nodes,)``, the node here of each node one level finer; None for the original.
    """

    nodes: int
    edges: Ints
    weights: Floats
    size: Floats
    parent: Ints | None


def levels(nodes: int, edges: Ints, *, enough: int, random: np.random.Generator) -> list[Level]:
    """The graph, then coarser copies of it, until one has at most ``enough`` nodes."""
    found = [Level(nodes, edges, np.ones(len(edges), np.float32), np.ones(nodes, np.float32), None)]
    while found[-1].nodes > enough:
        coarser = _joined(found[-1], _partners(found[-1], random))
        if coarser.nodes > _WORTHWHILE * found[-1].nodes:
            break
        found.append(coarser)
    return found


def _partners(level: Level, random: np.random.Generator) -> Ints:
    """For each node the smaller place of the pair it forms: with the neighbour it is most tied to, for its size.

    What is left alone then pairs up with another lone neighbour of the same node: the leaves of a star.
    """
    a, b = np.concatenate([level.edges, level.edges[:, ::-1]]).T
    ties = np.tile(level.weights * (1 + random.random(len(level.weights)) * 1e-3), 2) / (level.size[a] * level.size[b])
    partner = np.full(level.nodes, -1, np.int64)
    free = np.ones(len(a), bool)
    for _ in range(_ROUNDS):
        free &= (partner[a] < 0) & (partner[b] < 0)
        best = _best(a[free], b[free], ties[free], level.nodes)
        mutual = np.flatnonzero((best >= 0) & (best[best] == np.arange(level.nodes)))
        partner[mutual] = best[mutual]
    alone = partner[a] < 0
    hub = _best(a[alone], b[alone], ties[alone], level.nodes)
    waiting = np.flatnonzero((partner < 0) & (hub >= 0))
    waiting = waiting[np.argsort(hub[waiting], kind="stable")]
    same = np.concatenate([[False], hub[waiting][1:] == hub[waiting][:-1]]) if len(waiting) else np.zeros(0, bool)
    second = np.flatnonzero(same & (_place_in_run(same) % 2 == 1))
    partner[waiting[second]] = waiting[second - 1]
    partner[waiting[second - 1]] = waiting[second]
    own = np.arange(level.nodes)
    return np.where(partner < 0, own, np.minimum(own, partner))


def _best(a: Ints, b: Ints, ties: NDArray[np.floating], count: int) -> Ints:
    """For each node the other end of its strongest tie; -1 for a node without one."""
    best = np.full(count, -1, np.int64)
    order = np.lexsort((b, ties, a))
    best[a[order]] = b[order]  # of several writes to one place the last, the strongest, stays
    return best


def _place_in_run(same: NDArray[np.bool_]) -> Ints:
    """How many places each element is after the start of its run, given whether it continues the one before."""
    places = np.arange(len(same))
    return places - np.maximum.accumulate(np.where(same, 0, places))


def _joined(level: Level, label: Ints) -> Level:
    """The level with all nodes of one label as one node; parallel edges as one, loops gone."""
    labels, parent = np.unique(label, return_inverse=True)
    count = len(labels)
    ends = np.sort(parent[level.edges], axis=1)
    apart = ends[:, 0] != ends[:, 1]
    keys, edge = np.unique(ends[apart, 0] * count + ends[apart, 1], return_inverse=True)
    edges = np.stack([keys // count, keys % count], axis=1)
    weights = np.bincount(edge, level.weights[apart], len(keys)).astype(np.float32)
    return Level(count, edges, weights, np.bincount(parent, level.size, count).astype(np.float32), parent)
