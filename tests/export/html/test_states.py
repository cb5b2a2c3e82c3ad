"""Doubt is drawn: each state of a statement has its own line, head and badge."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Visit
from tests.export.html.conftest import Opened, snapshot, spot

LOOK = """(id) => {
    const { app, renderer } = kgPage;
    const { edges } = renderer.scene;
    const i = app.edgeById.get(id).i;
    const [line, head, badge, rail, width] = ['line', 'head', 'badge', 'rail', 'width'].map((part) => edges[part][i]);
    return { line, head, badge, rail, width, label: edges.label(i) };
}"""


def look(seen: Visit, edge: str) -> dict[str, Any]:
    found: dict[str, Any] = seen.page.evaluate(LOOK, edge)
    return found


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ("colombia borders ecuador", {"line": 0, "head": 0, "badge": 0, "rail": 0, "label": "borders"}),
        ("end-of-agreement reason sovereignty", {"rail": 1, "badge": 1}),
        ("cocaine via ecuador-ports", {"line": 1, "label": "via, alleged"}),
        ("noboa-administration linkedTo drug-trafficking", {"line": 1, "badge": 3, "label": "linked to, denied"}),
        ("rafael-correa memberOf noboa-administration", {"line": 2, "head": 2, "badge": 2, "label": "not member of"}),
        ("seek-aid to allied-nations", {"line": 3, "head": 1}),
        ("ecuador-ports locatedIn south-america", {"line": 4, "head": 1}),
    ],
)
def test_each_state_has_its_line(opened: Opened, edge: str, expected: dict[str, Any]) -> None:
    found = look(opened(), edge)

    assert {key: found[key] for key in expected} == expected


def test_a_contested_line_is_drawn_in_the_colour_of_doubt(opened: Opened) -> None:
    seen = opened()
    x, y = spot(seen, "edge", "end-of-agreement reason sovereignty")

    found = seen.page.evaluate(
        """([x, y]) => {
            const { canvas, ctx, ratio } = kgPage.renderer;
            const box = canvas.getBoundingClientRect();
            const data = ctx.getImageData((x - box.left - 12) * ratio, (y - box.top - 12) * ratio, 24, 24).data;
            for (let i = 0; i < data.length; i += 4) if (data[i] === 163 && data[i + 1] === 25 && data[i + 2] === 91) return true;
            return false;
        }""",
        [x, y],
    )

    assert found


def test_width_counts_sources_that_do_not_repeat_one_another(opened: Opened) -> None:
    seen = opened()

    assert look(seen, "us-military controls manta-base")["width"] == 2
    assert look(seen, "colombia produces cocaine")["width"] == 1
    assert look(seen, "colombia borders ecuador")["width"] == 0


def test_a_source_that_passes_on_another_is_not_counted_again(opened: Opened) -> None:
    count = """() => {
        const { app } = kgPage;
        return app.edgeById.get('cooperation-agreements permits foreign-special-forces').independent;
    }"""

    assert opened().page.evaluate(count) == 1  # GlobalPost's claim and AP's own both come by way of AP


def test_parallel_lines_bow_apart(opened: Opened) -> None:
    seen = opened()

    bows = seen.page.evaluate(
        """() => {
            const { app, renderer } = kgPage;
            const ends = (d) => [d.from, d.to].sort((a, b) => a - b).join();
            const groups = Map.groupBy(app.drawn, ends);
            return [...groups.values()].filter((g) => g.length > 1).map((g) => g.map((d) => renderer.scene.bow[d.i]));
        }"""
    )

    assert bows
    assert all(len(set(group)) == len(group) for group in bows)


def test_unnamed_and_collective_actors_look_different_from_named_ones(opened: Opened) -> None:
    kinds = opened().page.evaluate(
        """['ecuador', 'mexican-cartels', 'allied-nations'].map((id) => {
            const { app, renderer } = kgPage;
            return renderer.scene.nodes.specificity[app.model.byId.get(id).i];
        })"""
    )

    assert kinds == [0, 1, 2]


def test_selection_is_marked_in_the_picture(opened: Opened) -> None:
    seen = opened("edge=colombia+borders+ecuador")

    chosen = snapshot(seen)["selected"]
    assert len(chosen["edges"]) == 1
    assert len(chosen["nodes"]) == 2
    assert any(label["kind"] == "edge" and label["text"] == "borders" for label in snapshot(seen)["labels"])


def test_a_date_of_a_whole_year_is_spread_over_the_months_of_the_time_strip(opened: Opened) -> None:
    bars = opened().page.evaluate(
        """() => {
            const strip = kgPage.app.time;
            const year = strip.scale.segments.find((one) => !one.folded);
            const day = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
            const count = (first, last) => {
                strip.app.drawn = [{ date: { words: '', bounds: [first, last, first, last].map(day) } }];
                return strip.bars(100000, 60, 0, 1, (at) => at).length;
            };
            const drawn = strip.app.drawn;
            try {
                return [count(year.from, year.from), count(year.from, year.to - 1)];
            } finally {
                strip.app.drawn = drawn;
            }
        }"""
    )
    assert bars == [1, 12]


def test_a_folded_state_reads_towards_the_end_that_reads_on(opened: Opened) -> None:
    lines = opened().page.evaluate(
        "() => kgPage.app.drawn.filter((one) => one.folded.length && one.folded[0].kind.id === 'Observation')"
        ".map((one) => `${kgPage.app.model.entities[one.from].name} ${one.reads} ${kgPage.app.model.entities[one.to].name}`)"
    )
    assert lines
    assert all(" observation of " in line for line in lines)
