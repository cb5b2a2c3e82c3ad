"""A picture is kept: one new fact moves nothing that was there."""

from __future__ import annotations

import random

from kg.network.layout import BOX, layout

Edges = list[tuple[int, int]]


def story(nodes: int) -> Edges:
    chance = random.Random(nodes)  # noqa: S311
    return [(i, chance.randrange(i)) for i in range(1, nodes)] + [(chance.randrange(nodes), chance.randrange(nodes)) for _ in range(nodes)]


def test_one_new_fact_leaves_every_known_node_where_it_was() -> None:
    edges = story(80)
    before = layout(80, edges)

    after = layout(81, [*edges, (80, 3)], known=dict(enumerate(before)))

    assert after[:80] == before
    assert abs(after[80][0] - before[3][0]) < 4 * BOX[0]


def test_a_new_node_shares_its_room_with_none() -> None:
    edges = story(60)
    known = dict(enumerate(layout(60, edges)))

    after = layout(64, [*edges, (60, 0), (61, 0), (62, 0), (63, 62)], known=known)

    for new in range(60, 64):
        x, y = after[new]
        assert not any(abs(x - a) < BOX[0] - 0.11 and abs(y - b) < BOX[1] - 0.11 for i, (a, b) in enumerate(after) if i != new)


def test_what_hangs_together_with_nothing_known_stands_below() -> None:
    edges = story(30)
    known = dict(enumerate(layout(30, edges)))

    after = layout(33, [*edges, (30, 31)], known=known)

    lowest = max(y for _, y in known.values())
    assert all(after[new][1] > lowest for new in (30, 31, 32))


def test_a_picture_that_is_mostly_new_is_laid_out_anew() -> None:
    edges = story(40)

    assert layout(40, edges, known={0: (900.0, 900.0), 1: (0.0, 0.0)}) == layout(40, edges)


def test_the_same_earlier_picture_gives_the_same_one() -> None:
    edges = story(50)
    known = dict(enumerate(layout(45, [(a, b) for a, b in edges if a < 45 and b < 45])))

    assert layout(50, edges, known=known) == layout(50, edges, known=known)
