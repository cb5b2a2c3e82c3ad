"""Forces that settle a graph: the t-force model, which keeps graph neighbours near one another.

F. Zhong et al., "Force-Directed Graph Layouts Revisited: A New Force Based on the T-Distribution", IEEE TVCG 2023. Between
two nodes at distance d acts a push of d / (1 + d^2)^2, and along an edge a pull of d (A + B / (1 + d^2)). Both fade at short
range, so that neither explodes, and the push fades fast at long range, so that only the neighbourhood matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float32]"
Ints: TypeAlias = "NDArray[np.int64]"
Kernel: TypeAlias = "tuple[NDArray[np.complexfloating], NDArray[np.complexfloating]]"
Kernels: TypeAlias = "dict[tuple[int, int, float], Kernel]"

PULL_FAR = 0.1
PULL_NEAR = 8.0
"""A and B of the pull along an edge, as in the paper."""

PULL_NEAR_SMALL = 1.0
CENTRE_SMALL = 0.1
"""In small graphs, whose labels are all to be read: a weaker pull that leaves room, and one to the centre that saves it."""

_OVERSHOOT = 1.5
"""A step is this much of the way to where a node's own forces would rest; found by measurement."""

_CELL = 0.7
"""Side of a grid cell; the push has its peak at distance 0.58."""

_CELLS = 2_048
"""The grid has at most so many cells on a side; beyond that, cells grow."""

_REACH = 24.0
"""How far a push is felt on the grid: at this distance it is a thousandth of its peak."""


def settle_dense(positions: Floats, adjacency: Floats, present: Floats, steps: int, first_step: float = 2.0) -> Floats:
    """Small graphs, many at once, every pair of nodes looked at.

    Args:
        positions: ``(graphs, nodes, 2)``.
        adjacency: ``(graphs, nodes, nodes)``, symmetric, 1 where there is an edge.
        present: ``(graphs, nodes)``, 1 for a node, 0 for a place that a smaller graph leaves empty.
        first_step: how far a node may move at first; the limit falls to 0.
    """
    pairs = present[:, :, None] * present[:, None, :]
    for step in range(steps):
        x, y = positions[..., 0], positions[..., 1]
        dx, dy = x[:, :, None] - x[:, None, :], y[:, :, None] - y[:, None, :]
        near = 1 / (1 + dx * dx + dy * dy)
        pull = adjacency * (PULL_FAR + PULL_NEAR_SMALL * near)
        force = pairs * near * near - pull
        stiffness = pull.sum(axis=2) + np.float32(CENTRE_SMALL)
        moves = np.stack([(force * dx).sum(axis=2), (force * dy).sum(axis=2)], axis=2) - np.float32(CENTRE_SMALL) * positions
        positions = positions + _limited(moves, stiffness, first_step * (1 - step / steps))
    return positions


def settle(positions: Floats, edges: Ints, weights: Floats, steps: int, first_step: float = 1.0) -> Floats:
    """One graph of any size; the push is worked out on a grid by Fourier transform, so that a step takes n log n.

    Args:
        positions: ``(nodes, 2)``.
        edges: ``(edges, 2)``, places of nodes, each edge once.
        weights: ``(edges,)``, strength of each pull.
        first_step: how far a node may move at first; the limit falls to 0.
    """
    a, b = edges[:, 0], edges[:, 1]
    ends, count = np.concatenate([a, b]), len(positions)
    kernels: Kernels = {}
    for step in range(steps):
        dx, dy = (positions[b] - positions[a]).T
        pull = weights * (PULL_FAR + PULL_NEAR / (1 + dx * dx + dy * dy))
        moves = _pushes(positions, kernels)
        for axis, d in enumerate((dx, dy)):
            along = pull * d
            moves[:, axis] += np.bincount(ends, np.concatenate([along, -along]), count)
        stiffness = np.bincount(ends, np.concatenate([pull, pull]), count)
        positions = positions + _limited(moves, stiffness.astype(np.float32), first_step * (1 - step / steps))
    return positions


def _limited(moves: Floats, stiffness: Floats, limit: float) -> Floats:
    """Forces as moves: the stiffer a node is held, the smaller its step; none longer than the limit."""
    moves = moves * (_OVERSHOOT / (1 + stiffness))[..., None]
    length = np.sqrt((moves * moves).sum(axis=-1)) + np.float32(1e-9)
    limited: Floats = (moves * (np.minimum(length, limit) / length)[..., None]).astype(np.float32)
    return limited


def _pushes(positions: Floats, kernels: Kernels) -> Floats:
    """What each node feels of all others: nodes are spread over a grid, the push is a convolution there."""
    low = positions.min(axis=0)
    extent = positions.max(axis=0) - low
    cell = _CELL
    while extent.max() / cell > _CELLS:
        cell *= 1.25
    margin = int(min(float(extent.max()), _REACH) / cell) + 4
    rows, columns = (fast_size(int(side / cell) + margin) for side in extent)
    places, shares = _spread((positions - low) / np.float32(cell) + np.float32(1), columns)
    mass = np.bincount(places.ravel(), shares.ravel(), rows * columns).astype(np.float32).reshape(rows, columns)
    key = (rows, columns, cell)
    if key not in kernels:
        kernels.clear()
        kernels[key] = _kernel(*key)
    spectrum = np.fft.rfft2(mass)
    felt = [np.fft.irfft2(spectrum * kernel, s=(rows, columns)).ravel() for kernel in kernels[key]]
    return np.stack([(field[places] * shares).sum(axis=0) for field in felt], axis=1).astype(np.float32)


def _spread(where: Floats, columns: int) -> tuple[Ints, Floats]:
    """The nine grid points around each node, and its share in each (a triangular-shaped cloud)."""
    nearest = np.rint(where)
    off = where - nearest
    shares = np.stack([0.5 * (0.5 - off) ** 2, 0.75 - off**2, 0.5 * (0.5 + off) ** 2])
    whole = nearest.astype(np.int64)
    steps = np.arange(-1, 2)
    places = (whole[:, 0] * columns + whole[:, 1])[None, :] + (steps[:, None] * columns + steps[None, :]).reshape(-1, 1)
    return places, (shares[:, None, :, 0] * shares[None, :, :, 1]).reshape(9, -1)


def _kernel(rows: int, columns: int, cell: float) -> Kernel:
    """Spectra of the push along both axes; the far end of the grid stands for negative distances."""
    dx = (np.fft.fftfreq(rows, 1 / rows) * cell)[:, None]
    dy = (np.fft.fftfreq(columns, 1 / columns) * cell)[None, :]
    push = 1 / (1 + dx * dx + dy * dy) ** 2
    return np.fft.rfft2((push * dx).astype(np.float32)), np.fft.rfft2((push * dy).astype(np.float32))


def fast_size(least: int) -> int:
    """The smallest size from ``least`` whose only prime factors are 2, 3 and 5: those transform fast.

    >>> fast_size(7), fast_size(121)
    (8, 125)
    """
    size = least
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return size
        size += 1
