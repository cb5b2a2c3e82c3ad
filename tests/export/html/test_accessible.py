"""For everybody: axe-core finds nothing serious, and whole tasks can be done by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Visit
from tests.export.html.conftest import Opened, snapshot
from tests.long import sampled
from tests.npm import package

SERIOUS = """async () => {
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
        .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}"""
FOCUS = """(() => {
    const el = document.activeElement;
    return el.getAttribute('aria-label') || (el.closest('label') || el).textContent.trim();
})()"""


def focused(seen: Visit) -> str:
    text: str = seen.page.evaluate(FOCUS)
    return text


def tab_to(seen: Visit, name: str, most: int = 80) -> None:
    """Press Tab until a control of this name has the focus."""
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        if focused(seen).startswith(name):
            return
    raise AssertionError(f"Tab does not reach '{name}'")


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 2))
@pytest.mark.parametrize(
    "fragment",
    sampled(
        [
            "node=ecuador",
            "",
            "edge=Observation/homicide-rate/ecuador/2023",
            "path=mexico,mexican-cartels,ecuador",
            "table",
            "timeline",
            "sources",
        ],
        2,
    ),
)
def test_axe_finds_nothing_serious(opened: Opened, fragment: str, theme: Any) -> None:
    script = (package("axe-core", "4.10.3") / "axe.min.js").read_text(encoding="utf-8")
    seen = opened(fragment, color_scheme=theme, bypass_csp=True)
    seen.page.evaluate(script)

    assert seen.page.evaluate(SERIOUS) == []


@pytest.mark.parametrize("key", ["?", "e", "/"])
def test_axe_finds_nothing_serious_in_what_opens_over_the_page(opened: Opened, key: str) -> None:
    script = (package("axe-core", "4.10.3") / "axe.min.js").read_text(encoding="utf-8")
    seen = opened(bypass_csp=True)
    seen.page.keyboard.press(key)
    seen.page.keyboard.type("ecu")
    seen.page.evaluate(script)

    assert seen.page.evaluate(SERIOUS) == []


def test_axe_finds_nothing_serious_on_a_phone(opened: Opened) -> None:
    script = (package("axe-core", "4.10.3") / "axe.min.js").read_text(encoding="utf-8")
    seen = opened("node=daniel-noboa", viewport={"width": 390, "height": 844}, has_touch=True, bypass_csp=True)
    seen.page.click(".filters")
    seen.page.evaluate(script)

    assert seen.page.evaluate(SERIOUS) == []


def test_by_keyboard_alone_one_finds_a_name_reads_its_evidence_and_comes_back(opened: Opened) -> None:
    seen = opened()
    keys = seen.page.keyboard
    keys.press("/")
    keys.type("gangs")
    keys.press("Enter")
    assert seen.page.text_content(".panel h2") == "local gangs"

    keys.press("Enter")
    assert focused(seen) == "local gangs"
    tab_to(seen, "Mexican cartels")
    keys.press("Enter")
    assert "supports" in (seen.page.text_content(".panel h2") or "")
    keys.press("n")
    assert seen.page.evaluate("kgPage.app.claimAt") == 0

    keys.press("Escape")
    assert not seen.page.is_visible(".panel")
    keys.press("Alt+ArrowLeft")
    seen.page.wait_for_selector(".panel h2")


def test_by_keyboard_alone_one_asks_for_a_path_and_reads_what_it_rests_on(opened: Opened) -> None:
    seen = opened()
    keys = seen.page.keyboard
    for name, then in (("mexico", "p"), ("correa", "")):
        keys.press("/")
        keys.type(name)
        keys.press("Enter")
        if then:
            keys.press(then)

    steps = seen.page.locator(".panel section h3").all_text_contents()
    assert len(steps) == len(seen.page.evaluate("kgPage.app.store.choice.path")) - 1
    assert steps[0].startswith("Step 1")
    assert seen.page.locator(".panel article").count() >= len(steps)


def test_by_keyboard_alone_one_filters_moves_time_and_takes_the_facts_along(opened: Opened) -> None:
    seen = opened()
    before = snapshot(seen)["shown"]
    tab_to(seen, "Criminal group")
    seen.page.keyboard.press("Space")
    assert snapshot(seen)["shown"]["nodes"] < before["nodes"]

    seen.page.focus("#net")
    seen.page.keyboard.press("]")
    assert "from=" in seen.page.url
    for key, view in (("3", "table"), ("2", "timeline"), ("4", "sources"), ("1", "network")):
        seen.page.keyboard.press(key)
        assert seen.page.is_visible(f"#v-{view}")
    seen.page.keyboard.press("e")
    tab_to(seen, "CSV", 8)
    with seen.page.expect_download() as waiting:
        seen.page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "facts.csv"


def test_the_focus_can_be_seen_wherever_tab_leads(opened: Opened) -> None:
    seen = opened("node=ecuador")
    unseen = []
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        ring = seen.page.evaluate(
            """() => {
                const around = document.activeElement.closest('.search') || document.activeElement;
                const style = getComputedStyle(around);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            }"""
        )
        if not ring:
            unseen.append(focused(seen))

    assert unseen == []
