"""Finding one's way: search, filters, time, neighbourhoods and paths, by keyboard alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.export.html.conftest import Opened, snapshot, spot


def test_search_finds_by_keyboard_without_accents_and_case(opened: Opened) -> None:
    seen = opened()
    keys = seen.page.keyboard

    keys.press("/")
    keys.type("AZIN")
    seen.page.wait_for_selector(".hits li")
    assert "Noboa Azín" in (seen.page.text_content(".hits li") or "")
    assert seen.page.text_content(".hits mark") == "Azín"[0:4]
    keys.press("Enter")

    assert seen.page.text_content(".panel h2") == "Daniel Noboa"


def test_search_offers_the_nearest_spelling(opened: Opened) -> None:
    seen = opened()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("equador")

    words = seen.page.text_content(".hits") or ""
    assert words.startswith("No name like")
    assert "Ecuador" in words


def test_arrows_walk_neighbours_and_escape_closes(opened: Opened) -> None:
    seen = opened()
    seen.page.focus("#net")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.text_content(".panel h2") == "Ecuador"

    seen.page.keyboard.press("ArrowUp")
    assert seen.page.text_content(".panel h2") != "Ecuador"
    assert seen.page.text_content("#live")

    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible(".panel")
    assert seen.page.evaluate("document.activeElement.id") == "net"


def test_every_control_can_be_reached_and_has_a_name(opened: Opened) -> None:
    seen = opened("node=ecuador")

    nameless = seen.page.evaluate(
        """() => {
            const named = (el) => el.getAttribute('aria-label') || el.textContent.trim() || el.closest('label')?.textContent.trim();
            const controls = [...document.querySelectorAll('button, a[href], input, [tabindex="0"]')];
            return controls.filter((el) => el.checkVisibility() && !named(el)).map((el) => el.outerHTML.slice(0, 120));
        }"""
    )

    assert nameless == []


def test_a_row_of_the_legend_hides_its_class_and_the_lines_to_it(opened: Opened) -> None:
    seen = opened()
    before = snapshot(seen)["shown"]

    seen.page.locator(".grp", has_text="Classes").locator("label", has_text="Criminal group").click()

    after = snapshot(seen)["shown"]
    # the four groups, and the three places that only they lead to
    assert before["nodes"] - after["nodes"] >= 4
    assert after["edges"] < before["edges"] - 8
    assert not any("cartels" in label["text"] for label in snapshot(seen)["labels"])


def test_the_legend_counts_what_there_is(opened: Opened) -> None:
    rows = opened().page.locator(".grp", has_text="Classes").locator("label.opt")

    assert rows.filter(has_text="Person").locator("b").text_content() == "2"
    assert rows.filter(has_text="Criminal group").locator("b").text_content() == "4"


def test_doubt_filters_hide_and_single_out(opened: Opened) -> None:
    seen = opened()
    doubt = seen.page.locator(".grp", has_text="Doubt")
    contested = int(doubt.locator("label", has_text="Contested").locator("b").text_content() or "0")

    doubt.locator(".optrow", has_text="Contested").hover()
    doubt.locator(".optrow", has_text="Contested").locator(".only").click()
    assert snapshot(seen)["shown"]["edges"] == contested > 0

    seen.page.locator(".scope button", has_text="Show all").click()
    before = snapshot(seen)["shown"]["edges"]
    doubt.locator("label", has_text="Planned").click()
    assert snapshot(seen)["shown"]["edges"] < before


def test_nothing_left_says_so_and_offers_everything(opened: Opened) -> None:
    seen = opened()
    seen.page.locator(".grp", has_text="Naming").locator("label", has_text="Named").first.click()
    for row in ("Collective", "Unnamed"):
        seen.page.locator(".grp", has_text="Naming").locator("label", has_text=row).click()
    assert seen.page.is_visible("text=No facts pass these filters.")

    seen.page.click(".empty button")

    assert snapshot(seen)["shown"]["nodes"] > 30


def test_a_source_can_be_left_out(opened: Opened) -> None:
    seen = opened("sources")
    before = snapshot(seen)["shown"]["edges"]

    seen.page.locator("article.src", has_text="Bring in the Cavalry").locator("text=Leave it out").click()

    assert snapshot(seen)["shown"]["edges"] < before
    assert "from=" not in seen.page.url


def test_as_of_a_year_tells_certain_from_possible(opened: Opened) -> None:
    seen = opened("asof=1999-06-01")
    base = "kgPage.app.passing.edges[kgPage.app.edgeById.get('us-military controls manta-base').i]"
    order = "kgPage.app.passing.edges[kgPage.app.edgeById.get('order-2025 to foreign-ministry-ec').i]"
    assert seen.page.text_content(".when") == "As of 1 June 1999"
    assert seen.page.evaluate(base) == 2  # begun about 1999: possible
    assert seen.page.evaluate(order) == 0

    seen.page.evaluate("kgPage.app.store.change({ to: Date.UTC(2004, 0, 1) / 864e5 })")
    assert seen.page.evaluate(base) == 1


def test_as_of_a_year_what_has_no_date_is_only_possible_unless_it_is_timeless(opened: Opened) -> None:
    seen = opened("asof=2004")
    show = """() => ['colombia borders ecuador', 'ecuador-ports locatedIn south-america', 'colombia produces cocaine']
        .map((id) => kgPage.app.passing.edges[kgPage.app.edgeById.get(id).i])"""
    assert seen.page.evaluate(show) == [1, 1, 2]

    seen.page.click("#possible")
    assert seen.page.evaluate(show) == [1, 1, 0]

    seen.page.click("#possible")
    undated = int(seen.page.text_content("#undated-n") or "0")
    before = snapshot(seen)["shown"]["edges"]
    seen.page.click("#undated")
    assert seen.page.evaluate(show) == [1, 1, 0]
    assert before - snapshot(seen)["shown"]["edges"] == undated > 0


def test_a_fact_holds_as_surely_as_the_surest_of_its_claims(ecuador_page: Path, opened: Opened) -> None:
    seen = opened("asof=2004", path=ecuador_page)
    shows = """(dates) => {
        const { app } = kgPage;
        const edge = app.edgeById.get('us-military controls manta-base');
        edge.fact.claims.forEach((claim, i) => { claim.date = dates[i] && { words: dates[i], bounds: Array(4).fill(dates[i]) }; });
        app.store.change({ possible: !app.store.choice.possible });
        return app.passing.edges[edge.i];
    }"""
    assert seen.page.evaluate(shows, ["2025-01-01", "2004-12-31", "2025-01-01"]) == 1
    assert seen.page.evaluate(shows, ["2025-01-01", None, "2025-01-01"]) == 2
    assert seen.page.evaluate(shows, ["2025-01-01", None, "2025-01-01"]) == 0


def test_the_slider_moves_by_keyboard_and_says_where_it_is(opened: Opened) -> None:
    seen = opened()
    seen.page.focus("#h0")
    seen.page.keyboard.press("Shift+ArrowRight")

    assert seen.page.get_attribute("#h0", "aria-valuetext") != seen.page.evaluate("String(kgPage.app.time.scale.first)")
    assert "from=" in seen.page.url
    assert seen.page.text_content(".when", timeout=1000) != "All years, 1998 to 2025"


def test_one_step_around_and_one_more(opened: Opened) -> None:
    seen = opened("node=rafael-correa")
    seen.page.click("text=Show 1 step")
    one = snapshot(seen)["shown"]["nodes"]
    neighbours = """() => {
        const { app } = kgPage;
        const n = app.model.byId.get('rafael-correa').i;
        return new Set(app.drawn.flatMap((d) => (d.from === n ? [d.to] : d.to === n ? [d.from] : []))).size;
    }"""
    assert one == 1 + seen.page.evaluate(neighbours)

    seen.page.click("text=One step more")
    assert snapshot(seen)["shown"]["nodes"] > one


def test_the_shortest_path_between_two_is_marked(opened: Opened) -> None:
    seen = opened("node=mexico")
    seen.page.keyboard.press("p")
    assert seen.page.get_attribute(".search input", "placeholder") == "The other end of the path"
    seen.page.keyboard.type("rafael")  # f, e and t are keys elsewhere
    seen.page.keyboard.press("Enter")

    names = seen.page.evaluate("kgPage.app.store.choice.path")
    assert names[0] == "mexico"
    assert names[-1] == "rafael-correa"
    assert len(snapshot(seen)["selected"]["edges"]) >= len(names) - 1
    assert "Path of" in (seen.page.text_content(".scope") or "")


def test_escape_in_the_search_for_the_other_end_gives_the_path_up(opened: Opened) -> None:
    seen = opened("node=mexico")
    seen.page.keyboard.press("p")
    seen.page.keyboard.press("Escape")

    assert seen.page.text_content("#live") == "Path given up"
    assert seen.page.evaluate("kgPage.app.pathFrom") is None
    assert (seen.page.get_attribute(".search input", "placeholder") or "").startswith("Search ")


def test_filters_and_windows_are_told_to_screen_readers(opened: Opened) -> None:
    seen = opened()
    said = lambda: seen.page.text_content("#live")  # noqa: E731
    total = seen.page.evaluate("kgPage.app.drawn.length")
    assert said() == ""

    seen.page.click("[aria-label='Only contested']")
    assert said() == f"only contested: {snapshot(seen)['shown']['edges']} of {total} relations"

    seen.page.click(".scope button")
    seen.page.keyboard.press("Shift+BracketLeft")
    assert said() == f"{seen.page.text_content('.when')}: {snapshot(seen)['shown']['edges']} of {total} relations"

    seen.page.evaluate("kgPage.app.store.change({ naming: new Set([0, 1, 2]) })")
    assert said() == "No facts pass these filters."


@pytest.mark.parametrize("keys", ["[]", "][", "[[]]", "{}", "}{", "]][[", "{[]}"])
def test_the_keys_of_the_window_undo_each_other(opened: Opened, keys: str) -> None:
    seen = opened()
    words = [seen.page.text_content(".when")]
    for key in keys:
        seen.page.keyboard.press(key)
        words.append(seen.page.text_content(".when"))

    assert words[-1] == words[0] == "All years, 1998 to 2025"
    assert words[1] != words[0]


def test_the_table_is_the_pictures_twin_and_sorts(opened: Opened) -> None:
    seen = opened("table")
    first = "#v-table tbody tr:first-child td:first-child"
    assert "United States military" in (seen.page.text_content(first) or "")

    seen.page.click("th button:has-text('Subject')")
    assert seen.page.get_attribute("th:first-child", "aria-sort") == "ascending"
    assert "Amendment on foreign bases" in (seen.page.text_content(first) or "")

    seen.page.click(first)
    assert seen.page.is_visible(".panel")


def test_the_timeline_has_a_row_for_each_dated_situation(opened: Opened) -> None:
    seen = opened("timeline")

    names = [row.get_attribute("aria-label") for row in seen.page.locator(".tlrow").all()]
    assert "Order of 19 February 2025 Wednesday 19 February 2025" in names
    assert any(name and name.startswith("Homicide rate, Ecuador") for name in names)

    seen.page.locator(".tlrow").first.click()
    assert seen.page.is_visible(".panel")


@pytest.mark.parametrize(("button", "name"), [("PNG", "network.png"), ("SVG", "network.svg"), ("CSV", "facts.csv"), ("JSON", "facts.json")])
def test_what_is_seen_can_be_taken_along(opened: Opened, button: str, name: str) -> None:
    seen = opened()
    seen.page.keyboard.press("e")

    with seen.page.expect_download() as waiting:
        seen.page.click(f"dialog button:has-text('{button}')")

    file = waiting.value
    assert file.suggested_filename == name
    content = file.path().read_bytes()
    assert content.startswith({"PNG": b"\x89PNG", "SVG": b"<svg", "CSV": b"subject,", "JSON": b"["}[button])
    assert len(content) > 5000
    assert seen.problems == []


def test_the_lines_of_a_download_name_both_ends_by_their_ids_and_who_said_it(opened: Opened) -> None:
    seen = opened()
    seen.page.keyboard.press("e")
    with seen.page.expect_download() as waiting:
        seen.page.click("dialog button:has-text('CSV')")

    rows = list(csv.DictReader(waiting.value.path().read_text(encoding="utf-8").splitlines()))
    found = {(row["subject id"], row["object id"]): row["said by"] for row in rows}
    assert found["cocaine", "ecuador-ports"] == "security analysts → GlobalPost"
    assert found["noboa-administration", "drug-trafficking"] == "withheld → Prensa Latina"
    assert found["ecuador-ports", "south-america"] == ""  # derived
    assert found["local-gangs-ec", "gang"] == "GlobalPost"
    value = next(row for row in rows if row["object"].startswith("44.5"))
    assert (value["subject id"], value["object id"]) == ("Observation/homicide-rate/ecuador/2023", "")
    assert not any(None in row or None in row.values() for row in rows)


def test_help_lists_the_keys_and_can_switch_the_letters_off(opened: Opened) -> None:
    seen = opened()
    seen.page.keyboard.press("?")
    seen.page.locator("dialog label").click()
    seen.page.keyboard.press("Escape")

    seen.page.keyboard.press("t")
    assert seen.page.get_attribute("html", "data-theme") == "light"


def test_a_dragged_node_stays_where_it_was_put(opened: Opened) -> None:
    seen = opened()
    x, y = spot(seen, "node", "mexico")
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x - 30, y + 25, steps=4)
    seen.page.mouse.up()

    assert spot(seen, "node", "mexico") == pytest.approx((x - 30, y + 25), abs=1.5)


def test_a_phone_shows_a_sheet_and_a_tab_bar(opened: Opened) -> None:
    seen = opened("node=daniel-noboa", viewport={"width": 390, "height": 844}, has_touch=True)

    assert seen.page.is_visible(".nav")
    assert not seen.page.is_visible(".tabs")
    box = seen.page.locator(".panel").bounding_box()
    assert box
    assert box["width"] == 390
    assert 340 < box["height"] < 400
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 390

    seen.page.click(".filters")
    assert seen.page.is_visible(".drawer")


def test_reliability_is_a_filter(opened: Opened) -> None:
    seen = opened()
    before = snapshot(seen)["shown"]["edges"]
    evidence = seen.page.locator(".grp", has_text="Evidence")

    evidence.locator("button.more", has_text="Reliability").click()
    evidence.locator("label", has_text="Not rated").click()

    rated = """() => kgPage.app.drawn.filter((d) => kgPage.app.passing.edges[d.i])
        .every((d) => d.facts.some((f) => !f.claims.length || f.claims.some((c) => c.source.raw.reliability === 'B')))"""
    assert 0 < snapshot(seen)["shown"]["edges"] < before
    assert seen.page.evaluate(rated)


def test_what_is_only_possible_in_the_window_has_a_row_in_the_legend(opened: Opened) -> None:
    seen = opened("asof=1999-06-01")
    row = seen.page.locator(".grp", has_text="Doubt").locator("label", has_text="Possible in this window")
    assert int(row.locator("b").text_content() or "0") == snapshot(seen)["faint"]["edges"] > 0

    row.click()
    assert snapshot(seen)["faint"]["edges"] == 0


def test_where_no_path_is_shown_all_years_can_be_searched(opened: Opened) -> None:
    seen = opened("asof=1990")
    seen.page.evaluate("kgPage.app.store.change({ undated: false })")
    seen.page.evaluate("kgPage.app.startPath('mexico')")
    seen.page.evaluate("kgPage.app.selectNode('rafael-correa')")
    assert "No path inside this window." in (seen.page.text_content(".scope") or "")

    seen.page.click("text=Search all years")

    assert seen.page.evaluate("kgPage.app.store.choice.path.at(-1)") == "rafael-correa"
    assert "No path" not in (seen.page.text_content(".scope") or "")


def test_a_path_can_be_sent_as_a_link_and_left_with_escape(opened: Opened) -> None:
    seen = opened("path=mexico,mexican-cartels,ecuador")

    assert seen.page.text_content(".panel h2") == "Mexico to Ecuador"
    assert snapshot(seen)["shown"]["nodes"] == 3

    seen.page.focus("#net")
    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible(".panel")
    assert snapshot(seen)["shown"]["nodes"] > 30
