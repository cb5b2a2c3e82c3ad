"""The address says all that was chosen and nothing else, and what leads nowhere is told."""

from __future__ import annotations

import pytest

from tests.browser import Visit
from tests.export.html.conftest import Opened, snapshot


def fragment(seen: Visit) -> str:
    return seen.page.url.partition("#")[2]


def chosen(seen: Visit) -> str:
    """All filters as text."""
    text: str = seen.page.evaluate(
        "JSON.stringify(kgPage.app.store.choice, (key, value) => (value instanceof Set ? [...value].sort() : value))"
    )
    return text


FILTERS = [
    ("app.store.change({ single: true })", "single"),
    ("app.store.change({ lone: true })", "lone"),
    ("app.store.change({ possible: false })", "certain"),
    ("app.store.change({ undated: false })", "dated"),
    ("app.store.toggle('groups', 'Law, agreement', false)", "classes=Law%2C+agreement"),
    ("app.store.toggle('groups', 'Press', true)", "classes=!Press"),
    ("app.store.toggle('naming', 2, false)", "naming=unnamed"),
    ("app.store.toggle('marks', 'planned', false)", "doubt=planned"),
    ("app.store.toggle('marks', 'retracted', true)", "doubt=!retracted"),
    ("app.store.toggle('sources', 'source/tass', false)", "without=tass"),
    ("app.store.toggle('ratings', 'not rated', false)", "rated=not+rated"),
    ("app.store.toggle('relations', 'borders', false)", "relations=borders"),
]


def test_every_filter_stands_in_the_address_and_is_restored_from_it_and_by_back_and_forward(opened: Opened) -> None:
    seen = opened()
    states = [(fragment(seen), chosen(seen))]
    for act, word in FILTERS:
        seen.page.evaluate(f"kgPage.{act}")
        assert word.partition("=")[2] in fragment(seen)
        assert word.partition("=")[0] in [part.partition("=")[0] for part in fragment(seen).split("&")]
        states.append((fragment(seen), chosen(seen)))
    shown = snapshot(seen)["shown"]

    there = opened(fragment(seen))
    assert chosen(there) == chosen(seen)
    assert snapshot(there)["shown"] == shown
    assert fragment(there) == fragment(seen)

    for step in ("back", "forward"):
        for address, choice in list(reversed(states[:-1])) if step == "back" else states[1:]:
            seen.page.evaluate(f"history.{step}()")
            seen.page.wait_for_function("(address) => location.hash.slice(1) === address", arg=address)
            seen.page.wait_for_timeout(30)
            assert chosen(seen) == choice


def test_what_is_as_usual_is_not_in_the_address(opened: Opened) -> None:
    seen = opened()
    for on in ("false", "true"):
        seen.page.evaluate(f"kgPage.app.store.toggle('naming', 1, {on})")

    assert fragment(seen) == "network"


NOWHERE = [
    ("node=nope", "This page has nothing called 'nope'. It may be from an earlier build."),
    ("edge=x", "This page has nothing called 'x'."),
    ("around=nope&steps=2", "This page has nothing called 'nope'."),
    ("source=gone", "This page has nothing called 'gone'."),
    ("path=mexico,nope,never", "This page has nothing called 'nope' or 'never'."),
    ("table&without=gone", "This page has nothing called 'gone'."),
    ("classes=Pirates,Person", "This page has nothing called 'Pirates'."),
    ("elsewhere", "This page has nothing called 'elsewhere'."),
    ("asof=frog", "'frog' is no date such as 2009, 2009-06 or 2009-06-30."),
    ("from=2009-13", "'2009-13' is no date"),
]


@pytest.mark.parametrize(("address", "words"), NOWHERE)
def test_an_address_that_leads_nowhere_stays_and_is_told_of(opened: Opened, address: str, words: str) -> None:
    seen = opened(address)

    assert seen.page.is_visible(".gone")
    assert (seen.page.text_content(".gone bdi") or "").startswith(words)
    assert (seen.page.text_content("#live") or "").startswith(words)
    assert fragment(seen) == address

    seen.page.click(".gone button")
    assert not seen.page.is_visible(".gone")
    assert "nope" not in fragment(seen)
    assert seen.problems == []


def test_a_dead_link_followed_later_is_told_of_and_the_next_choice_ends_it(opened: Opened) -> None:
    seen = opened("node=mexico")
    seen.page.evaluate("location.hash = '#node=nope'")
    seen.page.wait_for_selector(".gone:not([hidden])")
    assert "nope" in (seen.page.text_content("#live") or "")

    seen.page.evaluate("kgPage.app.selectNode('peru')")
    assert not seen.page.is_visible(".gone")
    assert fragment(seen) == "node=peru"

    seen.page.evaluate("history.back()")
    seen.page.wait_for_selector(".gone:not([hidden])")
    assert fragment(seen) == "node=nope"


def test_a_link_to_a_source_opens_the_sources(opened: Opened) -> None:
    assert opened("source=tass").page.is_visible("#v-sources")


def test_a_handle_dragged_through_time_leaves_one_step_to_go_back(opened: Opened) -> None:
    seen = opened("node=ecuador")
    before = seen.page.evaluate("history.length")

    handle = seen.page.locator(".time [role=slider]").first.bounding_box()
    assert handle is not None
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    for step in range(30):
        seen.page.mouse.move(x + 6 * step, y)
    seen.page.mouse.up()
    seen.page.wait_for_function("location.hash.includes('from=')")

    assert seen.page.evaluate("history.length") == before + 1
    seen.page.go_back()
    seen.page.wait_for_function("!location.hash.includes('from=') && location.hash.includes('node=ecuador')")


def test_a_link_to_a_source_shows_it(opened: Opened) -> None:
    seen = opened("source=tass", viewport={"width": 1000, "height": 500})

    top, height = seen.page.evaluate(
        "(() => { const box = document.getElementById('source/tass').getBoundingClientRect();"
        " return [box.top, innerHeight]; })()"
    )

    assert 0 <= top < height / 2
