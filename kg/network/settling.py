"""Settling connected graphs: small ones from several starts, large ones from their coarsest copy down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from kg.network.coarsen import levels
from kg.network.forces import Floats, Ints, settle, settle_dense

DENSE = 200
"""Graphs of at most so many nodes are settled with every pair looked at, many graphs at once."""

_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, DENSE)
"""Places a graph takes in a batch: graphs of nearly the same size share one."""
_BATCH = 2_000_000
"""Pairs of nodes that are looked at together at most: what fits in memory comfortably."""
_STEPS = 200
_FEWEST_STEPS = 60
_PAIR_STEPS = 200_000_000
"""Work that may go into a batch; larger batches take fewer steps."""
_WORTH_HALVES = 20_000
"""Pairs of nodes from which on a batch is worth a second thread."""
_TRIALS = 4
"""Starts of a small graph, when there are few of them; the one with the fewest crossings stays."""
_FEW_NODES = 2_000
_FEW_EDGES = 600

_MIDDLE_STEPS = 30
_LAST_STEPS = 100
_LAST_STEPS_LARGE = 60
_LARGE = 30_000


class Graph(NamedTuple):
    """A connected graph; ``edges`` is ``(edges, 2)`` with each edge once, ``weights`` ``(edges,)``, None for all 1."""

    nodes: int
    edges: Ints
    weights: Floats | None = None


def settled(graphs: Sequence[Graph], random: np.random.Generator) -> list[Floats]:
    """Positions ``(nodes, 2)`` of the nodes of each graph, neighbours about 1 apart."""
    found: list[Floats] = [np.zeros((0, 2), np.float32)] * len(graphs)
    small = [i for i, graph in enumerate(graphs) if graph.nodes <= DENSE]
    for i, positions in zip(small, _settle_small([graphs[i] for i in small], random), strict=True):
        found[i] = positions
    for i, graph in enumerate(graphs):
        if graph.nodes > DENSE:
            found[i] = _settle_large(graph, random)
    return found


def _settle_large(graph: Graph, random: np.random.Generator) -> Floats:
    """Settle the coarsest copy, then give each node of a finer one the place of its parent, and settle again."""
    row = levels(graph.nodes, graph.edges, enough=DENSE, random=random)
    top = row[-1]
    if top.nodes <= DENSE:
        positions = _settle_small([Graph(top.nodes, top.edges, top.weights)], random)[0]
    else:  # nothing left to join, as in a clique: any start will do
        positions = _scattered(top.nodes, random)
        positions = settle(positions, top.edges, _even(top.nodes, top.weights), _STEPS, first_step=2.0)
    for coarse, fine in zip(reversed(row), reversed(row[:-1]), strict=False):
        assert coarse.parent is not None
        jitter = random.normal(scale=0.3, size=(fine.nodes, 2))
        positions = (positions[coarse.parent] * np.sqrt(fine.nodes / coarse.nodes) + jitter).astype(np.float32)
        last = _LAST_STEPS if graph.nodes <= _LARGE else _LAST_STEPS_LARGE
        positions = settle(positions, fine.edges, _even(fine.nodes, fine.weights), last if fine is row[0] else _MIDDLE_STEPS)
    return positions


def _even(count: int, weights: Floats) -> Floats:
    """Weights that hold a node as strongly as four edges would, on average: dense graphs do not fall into one point."""
    return (weights * (2 * count / max(float(weights.sum()), 1))).astype(np.float32)


def _scattered(count: int, random: np.random.Generator) -> Floats:
    scattered: Floats = (random.normal(size=(count, 2)) * np.sqrt(count) / 2).astype(np.float32)
    return scattered


def _settle_small(graphs: Sequence[Graph], random: np.random.Generator) -> list[Floats]:
    """Positions of graphs of at most :data:`DENSE` nodes each."""
    trials = _TRIALS if sum(graph.nodes for graph in graphs) <= _FEW_NODES else 1
    found: list[Floats] = [np.zeros((graph.nodes, 2), np.float32) for graph in graphs]
    for size, batch in _batches(graphs, trials):
        starts = np.zeros((len(batch) * trials, size, 2), np.float32)
        adjacency = np.zeros((len(batch) * trials, size, size), np.float32)
        present = np.zeros((len(batch) * trials, size), np.float32)
        for place, i in enumerate(j for j in batch for _ in range(trials)):
            count, edges, weights = graphs[i]
            if weights is not None or len(edges) > 2 * count:
                weights = _even(count, np.ones(len(edges), np.float32) if weights is None else weights)
            starts[place, :count] = _scattered(count, random)
            present[place, :count] = 1
            held = 1 if weights is None else weights
            adjacency[place, edges[:, 0], edges[:, 1]] = adjacency[place, edges[:, 1], edges[:, 0]] = held
        steps = max(_FEWEST_STEPS, min(_STEPS, _PAIR_STEPS // adjacency.size))
        positions = _settled(starts, adjacency, present, steps)
        for place, i in enumerate(batch):
            tried = positions[place * trials : (place + 1) * trials, : graphs[i].nodes]
            found[i] = tried[_clearest(tried, graphs[i].edges)]
    return found


def _settled(starts: Floats, adjacency: Floats, present: Floats, steps: int) -> Floats:
    """Each graph settles by itself, so that two halves of them do so at the same time, with the same outcome."""
    if len(starts) < 2 or adjacency.size < _WORTH_HALVES:
        return settle_dense(starts, adjacency, present, steps)
    half = len(starts) // 2
    with ThreadPoolExecutor(max_workers=2) as threads:
        halves = (slice(half), slice(half, None))
        parts = [threads.submit(settle_dense, starts[part], adjacency[part], present[part], steps) for part in halves]
    return np.concatenate([part.result() for part in parts])


def _batches(graphs: Sequence[Graph], trials: int) -> Iterator[tuple[int, list[int]]]:
    """Graphs that are settled together: the places each takes, and which ones."""
    by_size: dict[int, list[int]] = {}
    for i, graph in enumerate(graphs):
        if graph.nodes > 1:
            by_size.setdefault(next(size for size in _SIZES if size >= graph.nodes), []).append(i)
    for size, members in sorted(by_size.items()):
        together = max(1, _BATCH // (size * size * trials))
        for first in range(0, len(members), together):
            yield size, members[first : first + together]


def _clearest(tried: Floats, edges: Ints) -> int:
    """Which of several drawings has the fewest crossings; the first where there is no telling."""
    if len(tried) == 1 or len(edges) > _FEW_EDGES:
        return 0
    return int(np.argmin([crossings(positions, edges) for positions in tried]))


def crossings(positions: Floats, edges: Ints) -> int:
    """How many pairs of straight edges cross, those with a common end not counted.

    Args:
        positions: ``(nodes, 2)``.
        edges: ``(edges, 2)``.
    """
    i, j = np.triu_indices(len(edges), 1)
    p, q = edges[i].T
    r, s = edges[j].T

    def side(a: Ints, b: Ints, c: Ints) -> Floats:
        (ax, ay), (bx, by), (cx, cy) = positions[a].T, positions[b].T, positions[c].T
        turned: Floats = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        return turned

    crossing = (side(p, q, r) * side(p, q, s) < 0) & (side(r, s, p) * side(r, s, q) < 0)
    return int((crossing & (p != r) & (p != s) & (q != r) & (q != s)).sum())
