"""How well and how fast kg's layout draws: neighbours kept together, seconds taken.

Run ``python benchmarks/layout.py``. Quality is the mean, over nodes, of the share of a node's graph neighbours among as many of the
nodes nearest to it on the picture as it has neighbours; 1 is perfect, and a random picture of n nodes has about degree / n.
"""

from __future__ import annotations

import argparse
from random import Random
from statistics import median
from time import perf_counter

import numpy as np

from kg.network.layout import layout

Edges = list[tuple[int, int]]


def planted(nodes: int, communities: int, seed: int = 0) -> Edges:
    """Two edges a node, four of five within the node's community."""
    random = Random(seed)  # noqa: S311 - not for secrets: the same graph every time
    size = nodes // communities
    edges = []
    for node in range(nodes):
        for _ in range(2):
            inside = random.random() < 0.8
            other = node // size * size + random.randrange(size) if inside else random.randrange(nodes)
            edges.append((node, min(other, nodes - 1)))
    return [(a, b) for a, b in edges if a != b]


def quality(places: list[tuple[float, float]], edges: Edges, sample: int = 1_000) -> float:
    """The share of graph neighbours among the nearest, over a sample of nodes."""
    points = np.asarray(places)
    near: dict[int, set[int]] = {}
    for a, b in edges:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    chosen = Random(1).sample(sorted(near), min(sample, len(near)))  # noqa: S311
    shares = []
    for node in chosen:
        distance = ((points - points[node]) ** 2).sum(axis=1)
        distance[node] = np.inf
        closest = np.argpartition(distance, len(near[node]) - 1)[: len(near[node])]
        shares.append(len(near[node].intersection(closest.tolist())) / len(near[node]))
    return float(np.mean(shares))


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    print("| nodes | communities | edges | quality | seconds, median |\n| ---: | ---: | ---: | ---: | ---: |")
    for nodes, communities in ((100, 4), (1_000, 10), (5_000, 50), (100_000, 1_000)):
        edges = planted(nodes, communities)
        seconds = []
        for _ in range(runs):
            start = perf_counter()
            places = layout(nodes, edges)
            seconds.append(perf_counter() - start)
        print(f"| {nodes:,} | {communities:,} | {len(edges):,} | {quality(places, edges):.2f} | {median(seconds):.2f} |", flush=True)


if __name__ == "__main__":
    main()
