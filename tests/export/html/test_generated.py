"""The same page on made-up graphs of 1,000, 10,000 and 100,000 nodes: what can be done with the sample can be done with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.export.html.opening import LARGE
from kg.export.html.page import network_html
from tests.browser import Visit
from tests.export.html import fixture
from tests.export.html.conftest import Opened, snapshot

SIZES = (1_000, 10_000, 100_000)


class Case(NamedTuple):
    """A made-up case and its page."""

    nodes: int
    network: dict[str, Any]
    path: Path

    @property
    def large(self) -> bool:
        """It opens on a summary."""
        return self.nodes > LARGE


@pytest.fixture(scope="module", params=[*SIZES[:2], pytest.param(SIZES[2], marks=pytest.mark.long)], ids=lambda nodes: f"{nodes}-nodes")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    network, places, positions = fixture.generated(request.param)
    path = tmp_path_factory.mktemp("generated") / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    yield Case(request.param, network, path)
    path.unlink()


def find_by_keyboard(seen: Visit, name: str) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type(name)
    seen.page.wait_for_selector(".hits li")
    seen.page.keyboard.press("Enter")


def test_it_opens_without_a_request_on_what_can_be_read(opened: Opened, case: Case) -> None:
    seen = opened(path=case.path)

    drawn = snapshot(seen)
    assert (seen.requests, seen.problems) == ([], [])
    assert seen.page.is_visible(".summary") is case.large
    assert drawn["shown"]["edges"] == 2 * case.nodes
    assert drawn["drawn"]["edges"] == (0 if case.large else 2 * case.nodes)
    assert bool(drawn["labels"]) is not case.large


def test_a_name_is_found_by_keyboard_and_its_evidence_read(opened: Opened, case: Case) -> None:
    entity = case.network["entities"][case.nodes // 2]
    claim = next(c for c in case.network["claims"] if c["s"] == entity["id"] or c["o"] == entity["id"])
    seen = opened(path=case.path)

    find_by_keyboard(seen, entity["name"])
    assert seen.page.text_content(".panel h2") == entity["name"]

    seen.page.evaluate("(id) => kgPage.app.selectEdge(id)", f"{claim['s']} {claim['p']} {claim['o']}")
    words = seen.page.text_content(".panel") or ""
    source = next(s for s in case.network["sources"] if s["id"] == claim["source"])
    assert claim["quotes"][0] in words
    assert source["title"] in words
    assert claim.get("date", {"words": "Undated"})["words"] in words
    assert f"facts/{claim['source'].removeprefix('source/')}.yaml:" in words


def test_its_neighbourhood_is_drawn_and_walked_by_arrows(opened: Opened, case: Case) -> None:
    seen = opened("around=n7&steps=1&node=n7", path=case.path)

    drawn = snapshot(seen)
    assert 1 < drawn["drawn"]["nodes"] < 60
    assert not seen.page.is_visible(".summary")
    seen.page.focus("#net")
    before = seen.page.text_content(".panel h2")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        seen.page.keyboard.press(key)
        if seen.page.text_content(".panel h2") != before:
            break
    assert seen.page.text_content(".panel h2") != before
    assert seen.problems == []


def test_a_path_between_two_shows_what_each_step_rests_on(opened: Opened, case: Case) -> None:
    seen = opened("node=n3", path=case.path)
    seen.page.focus("#net")
    seen.page.keyboard.press("p")
    find_by_keyboard(seen, case.network["entities"][case.nodes - 10]["name"])

    steps = seen.page.evaluate("kgPage.app.store.choice.path.length") - 1
    assert steps >= 1
    assert seen.page.locator(".panel section h3").count() == steps
    assert seen.page.locator(".panel blockquote").count() >= steps
    address = seen.page.url.partition("#")[2]
    again = opened(address, path=case.path)
    assert again.page.locator(".panel section h3").count() == steps


def test_filters_and_time_change_what_is_shown(opened: Opened, case: Case) -> None:
    seen = opened("asof=2015", path=case.path)
    dated = {c["id"] for c in case.network["claims"] if "date" in c}
    on_that_day = {c["id"] for c in case.network["claims"] if c.get("date", {}).get("edtf") == "2015-12-31"}

    assert snapshot(seen)["shown"]["edges"] == 2 * case.nodes - len(dated) + len(on_that_day)

    seen.page.evaluate("kgPage.app.store.change({ undated: false, asOf: false, from: null })")
    until = sum(1 for c in case.network["claims"] if c.get("date", {}).get("edtf", "9") <= "2015-12-31")
    assert snapshot(seen)["shown"]["edges"] == until

    seen.page.locator(".grp", has_text="Classes").locator("label", has_text="Criminal group").click()
    assert snapshot(seen)["shown"]["edges"] < until


@pytest.mark.parametrize("view", ["table", "timeline", "sources"])
def test_long_lists_begin_with_what_can_be_read_and_offer_more(opened: Opened, case: Case, view: str) -> None:
    seen = opened(view, path=case.path)
    rows = {"table": "tbody tr", "timeline": ".tlrow", "sources": "article.src"}[view]
    whole = {"table": 2 * case.nodes, "timeline": 0, "sources": len(case.network["sources"])}[view]

    shown = seen.page.locator(f"#v-{view} {rows}").count()
    assert 0 < shown <= 500
    if whole <= shown and view != "timeline":
        return
    seen.page.locator(f"#v-{view} button", has_text="more").click()
    assert seen.page.locator(f"#v-{view} {rows}").count() > shown


def test_visible_facts_can_be_taken_along(opened: Opened, case: Case) -> None:
    seen = opened("around=n7&steps=1", path=case.path)
    seen.page.focus("#net")
    seen.page.keyboard.press("e")
    with seen.page.expect_download() as waiting:
        seen.page.click("dialog button:has-text('CSV')")

    lines = waiting.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + snapshot(seen)["shown"]["edges"]


def test_the_whole_picture_can_be_drawn_moved_and_met(opened: Opened, case: Case) -> None:
    seen = opened(path=case.path)
    if case.large:
        seen.page.click("text=draw the whole picture")
    linked = {end for s in case.network["statements"] for end in (s["s"], s["o"])}
    assert snapshot(seen)["drawn"] == {"nodes": len(linked), "edges": 2 * case.nodes}

    camera = snapshot(seen)["camera"]
    seen.page.focus("#net")
    seen.page.keyboard.press("Shift+ArrowRight")
    seen.page.mouse.move(700, 400)
    seen.page.mouse.wheel(0, -100)
    seen.page.wait_for_function("(zoom) => kgPage.renderer.camera.zoom > zoom", arg=camera["zoom"])
    assert snapshot(seen)["camera"]["x"] != camera["x"]

    x, y = seen.page.evaluate(
        """() => {
            const { app, renderer } = kgPage;
            const { nodes } = renderer.scene;
            renderer.jump({ x: nodes.x[42], y: nodes.y[42], zoom: 3 });
            renderer.settle();
            renderer.finish();
            const box = renderer.canvas.getBoundingClientRect();
            const at = renderer.place({ kind: 'node', i: 42 });
            return [box.left + at.x, box.top + at.y];
        }"""
    )
    seen.page.mouse.click(x, y)
    assert seen.page.text_content(".panel h2") == case.network["entities"][42]["name"]
    assert seen.problems == []


def test_a_picture_that_was_slow_to_draw_is_moved_until_it_rests(opened: Opened, case: Case) -> None:
    if case.large:
        pytest.skip("a whole picture of this size is always moved")
    seen = opened(path=case.path)
    found = seen.page.evaluate(
        """() => {
            const { renderer } = kgPage;
            const { nodes } = renderer.scene;
            renderer.jump({ x: nodes.x[42], y: nodes.y[42], zoom: 1.2 });
            renderer.settle();
            renderer.finish();
            const before = { most: renderer.still.most, picture: Boolean(renderer.still.picture) };
            const anew = () => renderer.drawn;
            let drawn = anew();
            const frames = [0, 40, 80, 120, 160].map((time) => {
                renderer.pan(5, 0);
                renderer.draw(1000 + time);
                const again = anew() !== drawn;
                drawn = anew();
                return again;
            });
            const learned = renderer.still.most;
            renderer.settle();
            renderer.finish();
            return { before, frames, count: drawn.nodes + drawn.edges, learned, at: renderer.still.view.x, camera: renderer.camera.x };
        }"""
    )
    # the third frame knows of two slow ones; the count never falls below what any machine can draw
    assert found["frames"] == ([True, True, False, False, False] if found["count"] > 400 else [True] * 5)
    assert found["learned"] < found["before"]["most"]
    assert found["at"] == found["camera"] or found["count"] <= 400
