"""What a very large case opens on instead of a hairball: its communities and best connected members, found at build time.

It stands in the page apart from the data, so that it can be read before these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LARGE = 20_000
"""With more entities than this the page opens on a summary."""

_ROWS = 12
_ROUNDS = 4
_SMALLEST = 3

Record = Mapping[str, Any]


def opening(network: Record) -> dict[str, Any] | None:
    """Rows for the summary of a large network, None for one that can be drawn at once.

    A row has the place of an entity among the network's, its name, class and looks, and a number: of the members of its community, or of
    its relations.
    """
    entities = network.get("entities", ())
    if len(entities) <= LARGE:
        return None
    edges = _edges(network)
    near: list[list[int]] = [[] for _ in entities]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    degree = [len(others) for others in near]
    return {
        "entities": len(entities),
        "relations": len(edges),
        "communities": [_row(network, head, size) for head, size in communities(near)],
        "top": [_row(network, i, degree[i]) for i in sorted(range(len(near)), key=lambda i: (-degree[i], i))[:_ROWS]],
    }


def communities(near: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The largest communities: the best connected member and the size of each.

    Label propagation (Raghavan, Albert and Kumara, Physical Review E 76, 2007) in a fixed order, ties to the smaller label.

    Args:
        near: the neighbours of each node.
    """
    label = list(range(len(near)))
    for _ in range(_ROUNDS):
        for i, others in enumerate(near):
            votes: dict[int, int] = {}
            for other in others:
                votes[label[other]] = votes.get(label[other], 0) + 1
            if votes:
                label[i] = min(votes, key=lambda one: (-votes[one], one != label[i], one))
    size: dict[int, int] = {}
    head: dict[int, int] = {}
    for i, one in enumerate(label):
        size[one] = size.get(one, 0) + 1
        if one not in head or len(near[i]) > len(near[head[one]]):
            head[one] = i
    largest = sorted((one for one in size if size[one] >= _SMALLEST), key=lambda one: (-size[one], one))[:_ROWS]
    return [(head[one], size[one]) for one in largest]


def _edges(network: Record) -> list[tuple[int, int]]:
    number = {record["id"]: i for i, record in enumerate(network["entities"])}
    draws = {name for name, look in network.get("properties", {}).items() if look.get("draws")}
    return [
        (number[s["s"]], number[s["o"]])
        for s in network.get("statements", ())
        if s["p"] in draws and s["p"] != "type" and s["s"] in number and s.get("o") in number
    ]


def _row(network: Record, place: int, count: int) -> dict[str, Any]:
    entity = network["entities"][place]
    look = network.get("classes", {}).get(entity.get("class"), {})
    looks = {key: look[key] for key in ("label", "shape", "color", "outline") if key in look}
    return {"i": place, "name": entity.get("name", entity["id"]), "specificity": entity.get("specificity"), **looks, "n": count}
