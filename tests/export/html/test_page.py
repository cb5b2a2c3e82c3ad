"""The page as a person meets it: it opens offline, and every node and line shows its evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.export.html.page import network_html, safe_json
from tests.export.html import fixture
from tests.export.html.conftest import Opened, snapshot, spot

GANGS = "local-gangs-ec supports mexican-cartels"

# How many labels there are, and the texts of those that overlap: separating axes of oriented boxes.
OVERLAPS = """() => {
    const labels = kgPage.renderer.snapshot().labels;
    const corners = (b) => [[1, 1], [1, -1], [-1, -1], [-1, 1]].map(([p, q]) => [
        b.x + p * b.w * b.cos - q * b.h * b.sin, b.y + p * b.w * b.sin + q * b.h * b.cos]);
    const apart = (a, b) => [a, a, b, b].some((box, i) => {
        const axis = i % 2 ? [-box.sin, box.cos] : [box.cos, box.sin];
        const along = (c) => corners(c).map(([x, y]) => x * axis[0] + y * axis[1]);
        const [p, q] = [along(a), along(b)];
        return Math.max(...p) <= Math.min(...q) + 1e-3 || Math.max(...q) <= Math.min(...p) + 1e-3;
    });
    const hits = [];
    labels.forEach((a, i) => labels.slice(i + 1).forEach((b) => { if (!apart(a, b)) hits.push([a.text, b.text]); }));
    return [labels.length, hits];
}"""


def test_it_opens_from_a_file_without_a_request_or_an_error_and_draws_everything(opened: Opened) -> None:
    seen = opened()

    drawn = snapshot(seen)
    assert (seen.requests, seen.problems) == ([], [])
    assert drawn["drawn"]["nodes"] == drawn["shown"]["nodes"] > 35
    assert drawn["drawn"]["edges"] == drawn["shown"]["edges"] > 50


def test_the_policy_forbids_every_host_and_every_script_but_its_own(ecuador_page: Path) -> None:
    text = ecuador_page.read_text(encoding="utf-8")

    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "base-uri 'none'; form-action 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert not re.search(r"\son\w+\s*=", re.sub(r"<script.*?</script>", "", text, flags=re.S))


def test_injected_scripts_are_refused_by_the_policy(opened: Opened) -> None:
    seen = opened()

    seen.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s); }"
    )

    assert seen.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in problem for problem in seen.problems)


def test_the_page_itself_stays_small() -> None:
    network, _, _ = fixture.ecuador()
    empty = network | {"entities": [], "statements": [], "claims": [], "sources": [], "classes": {}, "properties": {}}

    assert len(network_html(empty, places={}, positions={}).encode()) < 200_000


def test_the_same_network_gives_the_same_bytes() -> None:
    network, places, positions = fixture.ecuador()

    assert network_html(network, places=places, positions=positions) == network_html(network, places=places, positions=positions)


def test_data_cannot_end_its_element_nor_break_a_line() -> None:
    assert safe_json({"a": "</script><!--\u2028\u2029&\ud800"}) == ('{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u2029\\u0026\\ud800"}')


def test_no_two_labels_touch_at_the_opening_zoom(opened: Opened) -> None:
    for fragment in ("", "node=ecuador", "edge=seek-aid+to+allied-nations"):
        count, hits = opened(fragment).page.evaluate(OVERLAPS)
        assert count > 40
        assert hits == []


def test_most_nodes_carry_their_name_at_the_opening_zoom(opened: Opened) -> None:
    drawn = snapshot(opened())

    named = [label for label in drawn["labels"] if label["kind"] == "node"]
    assert len(named) >= 0.9 * drawn["shown"]["nodes"]


def test_clicking_a_node_shows_its_facts_and_a_second_click_on_the_ground_closes_them(opened: Opened) -> None:
    seen = opened()

    seen.page.mouse.click(*spot(seen, "node", "daniel-noboa"))
    assert seen.page.text_content(".panel h2") == "Daniel Noboa"
    assert "Noboa Azín" in (seen.page.text_content(".panel .ids") or "")
    assert "Noboa administration" in (seen.page.text_content(".panel") or "")

    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible(".panel")


def test_clicking_an_edge_shows_quote_chain_source_date_modality_and_place(opened: Opened) -> None:
    seen = opened()

    seen.page.mouse.click(*spot(seen, "edge", "cooperation-agreements permits foreign-special-forces"))

    panel = seen.page.locator(".panel")
    assert "cooperation agreements permits special forces of allied nations" in (panel.locator("h2").text_content() or "")
    article = panel.locator("article", has=seen.page.locator("a[href*='independent.co.uk']"))
    assert article.locator("blockquote").text_content() == "“the incorporation of special forces”"
    assert article.locator(".chain li").all_text_contents() == ["Daniel Noboa", "Associated Press"]
    link = article.locator("a[href^='https:']")
    assert link.get_attribute("rel") == "noopener noreferrer"
    words = article.text_content() or ""
    assert "Wednesday 19 February 2025" in words
    assert "ModalityPlanned" in words
    assert re.search(r"facts/ecuador/ap\.yaml:\d+:5", words)


def test_rivals_stand_side_by_side(opened: Opened) -> None:
    seen = opened("edge=Observation/homicide-rate/ecuador/2023")

    rivals = seen.page.locator(".panel .vs")
    assert rivals.locator(".v").all_text_contents() == ["46.18", "44.5"]
    assert "InSight Crime → EFE" in (rivals.text_content() or "")
    assert "1.68 apart" in (seen.page.text_content(".panel") or "")
    assert "46.18 in 2023" in (seen.page.get_attribute(".panel .chart > svg", "aria-label") or "")


def test_a_denial_and_a_withheld_speaker_are_said(opened: Opened) -> None:
    words = opened("edge=noboa-administration+linkedTo+drug-trafficking").page.text_content(".panel") or ""

    assert "Denied by Daniel Noboa" in words
    assert "withheld" in words
    assert "Alleged" in words


def test_a_derived_relation_says_that_it_has_no_source(opened: Opened) -> None:
    words = opened("edge=ecuador-ports+locatedIn+south-america").page.text_content(".panel") or ""

    assert "no source of its own" in words


def test_the_class_of_a_criminal_group_shows_who_says_so(opened: Opened) -> None:
    seen = opened("node=mexican-cartels")

    assert "Cartel (collective), says GlobalPost" in (seen.page.text_content(".panel .kick") or "")
    assert "“drug cartels”" in (seen.page.text_content(".panel details") or "")


def test_a_link_to_a_claim_opens_its_edge(opened: Opened) -> None:
    network, _, _ = fixture.ecuador()
    claim = next(c["id"] for c in network["claims"] if (c["s"], c["p"]) == ("local-gangs-ec", "supports"))

    seen = opened(f"edge={claim}")

    assert seen.page.text_content(".panel h2") == "local gangs supports Mexican cartels"
    assert "edge=local-gangs-ec+supports+mexican-cartels" in seen.page.url


def test_back_and_forward_follow_what_was_chosen(opened: Opened) -> None:
    seen = opened("node=ecuador")
    seen.page.evaluate(f"kgPage.app.selectEdge('{GANGS}')")
    seen.page.wait_for_function("location.hash.includes('edge=')")

    seen.page.go_back()
    seen.page.wait_for_function("document.querySelector('.panel h2').textContent === 'Ecuador'")
    seen.page.go_forward()
    seen.page.wait_for_function("document.querySelector('.panel h2').textContent.includes('supports')")

    assert seen.problems == []


def test_dark_and_light_follow_the_system_and_the_button(opened: Opened) -> None:
    seen = opened(color_scheme="dark")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 21, 23)"

    seen.page.keyboard.press("t")

    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    ground = "[...kgPage.renderer.ctx.getImageData(2, kgPage.renderer.canvas.height - 3, 1, 1).data].slice(0, 3)"
    seen.page.evaluate("kgPage.renderer.draw()")
    assert seen.page.evaluate(ground) == [251, 250, 247]


def test_damaged_data_says_what_to_do(ecuador_page: Path, tmp_path: Path, opened: Opened, visit: object) -> None:
    broken = tmp_path / "broken.html"
    text = ecuador_page.read_text(encoding="utf-8")
    broken.write_text(re.sub(r'(id="data"[^>]*>).{20}', r"\1", text, count=1), encoding="utf-8")

    seen = visit(broken)  # type: ignore[operator]

    assert "damaged" in (seen.page.text_content("[role=alert]") or "")
    assert "kg build" in (seen.page.text_content("[role=alert]") or "")


@pytest.mark.parametrize("view", ["timeline", "table", "sources"])
def test_the_other_views_open_by_their_address(opened: Opened, view: str) -> None:
    seen = opened(view)

    assert seen.page.is_visible(f"#v-{view}")
    assert seen.page.get_attribute(f".tabs [data-tab={view}]", "aria-current") == "page"
    assert seen.problems == []


def test_one_new_fact_does_not_reshuffle_the_picture(opened: Opened, tmp_path: Path) -> None:
    where = """() => {
        const { app, renderer } = kgPage;
        const { x, y } = renderer.scene.nodes;
        return Object.fromEntries(app.model.entities.filter((e) => app.passing.nodes[e.i]).map((e) => [e.id, [x[e.i], y[e.i]]]));
    }"""
    before = opened().page.evaluate(where)
    network, places, positions = fixture.ecuador()
    network["entities"].append({"id": "new-port", "class": "Port", "name": "New port", "names": [{"text": "New port", "kind": "name"}]})
    network["statements"].append({"s": "new-port", "p": "locatedIn", "o": "ecuador", "stands": True, "claims": []})
    x, y = positions["ecuador"]
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions | {"new-port": [x + 150, y + 40]}), encoding="utf-8")

    after = opened(path=path).page.evaluate(where)

    width = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    moved = sorted(((after[i][0] - x) ** 2 + (after[i][1] - y) ** 2) ** 0.5 / width for i, (x, y) in before.items())
    assert len(after) == len(before) + 1
    assert moved[len(moved) // 2] < 0.04
    assert moved[-1] < 0.2
