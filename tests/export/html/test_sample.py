"""The page of the real sample: what the README promises, on the committed exports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.export.html.page import network_html
from kg.model.terms import KGA
from kg.network.layout import layout
from kg.ontology import load_ontology, shipped_folder
from kg.query.view import view_of
from kg.query.view_graph import view_lines
from tests.export.html.conftest import Opened, snapshot, spot
from tests.export.html.test_page import OVERLAPS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def network() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "exports" / "network.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def sample(network: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    number = {entity["id"]: i for i, entity in enumerate(network["entities"])}
    drawn = [s for s in network["statements"] if network["properties"].get(s["p"], {}).get("draws") and s.get("o") in number]
    places = layout(len(number), [(number[s["s"]], number[s["o"]]) for s in drawn])
    positions = {entity: tuple(map(float, places[i])) for entity, i in number.items()}
    path = tmp_path_factory.mktemp("sample") / "network.html"
    path.write_text(network_html(network, places={}, positions=positions), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (1920, 1080), (390, 844)])
def test_no_two_labels_touch_at_the_opening_zoom_of_the_sample(opened: Opened, sample: Path, size: tuple[int, int]) -> None:
    seen = opened(path=sample, viewport={"width": size[0], "height": size[1]})

    count, hits = seen.page.evaluate(OVERLAPS)

    assert (seen.requests, seen.problems) == ([], [])
    assert count > (10 if size[0] < 720 else 60)
    assert hits == []


def test_most_actors_of_the_sample_can_be_read_at_once(opened: Opened, sample: Path) -> None:
    drawn = snapshot(opened(path=sample))

    named = [label for label in drawn["labels"] if label["kind"] == "node"]
    assert len(named) >= 0.85 * drawn["shown"]["nodes"]


def test_clicking_an_edge_of_the_sample_shows_its_quote_and_source(opened: Opened, sample: Path, network: dict[str, Any]) -> None:
    claim = next(c for c in network["claims"] if c["p"] == "operatesIn" and c["s"] == "mexican-cartels" and c.get("quotes"))
    source = next(s for s in network["sources"] if s["id"] == claim["source"])

    seen = opened(path=sample)
    seen.page.mouse.click(*spot(seen, "edge", f"mexican-cartels operatesIn {claim['o']}"))

    words = seen.page.text_content(".panel") or ""
    assert claim["quotes"][0] in words
    assert source["title"] in words


def test_rival_rates_of_2023_stand_side_by_side(opened: Opened, sample: Path) -> None:
    seen = opened("edge=Observation/homicide-rate/ecuador/2023", path=sample)

    assert seen.page.locator(".panel .vs .v").all_text_contents() == ["46.18", "44.5"]


@pytest.mark.parametrize(("address", "asked"), [("from=2009&to=2009", "2009"), ("asof=2009", "2009-12-31"), ("asof=2024-06", "2024-06-30")])
def test_what_certainly_held_at_a_time_is_what_the_command_line_says(
    opened: Opened, sample: Path, network: dict[str, Any], address: str, asked: str
) -> None:
    base = network["base"]
    lines = (ROOT / "exports" / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    view = view_lines(lambda: lines, base, load_ontology([shipped_folder()]), view_of(asked))
    plain = (re.fullmatch(rf"<{re.escape(base)}([^>]+)> <{re.escape(KGA)}([^>]+)> <{re.escape(base)}([^>]+)> \.\n", line) for line in view)
    told = [s for s in network["statements"] if s["stands"] and not s.get("derived") and "o" in s and s["p"] != "type"]
    shown = {(s["s"], s["p"], s["o"]) for s in told}
    certain = {triple for match in plain if match and (triple := match.groups()) in shown}

    seen = opened(address, path=sample)
    seen.page.evaluate("kgPage.app.store.change({ groups: new Set(), lone: true })")
    drawn = seen.page.evaluate(
        """() => kgPage.app.model.facts.filter((f) => kgPage.app.passing.facts[f.i] === 1)
            .filter((f) => f.stands && !f.derived && f.o && f.p !== 'type').map((f) => [f.s.id, f.p, f.o.id])"""
    )

    assert {tuple(fact) for fact in drawn} == certain
    assert certain


@pytest.mark.parametrize("width", [1440, 1100, 800])
def test_no_word_of_a_relation_is_broken_in_the_table(opened: Opened, sample: Path, width: int) -> None:
    seen = opened("table&node=ecuador", path=sample, viewport={"width": width, "height": 900})

    broken = seen.page.evaluate(
        """() => [...document.querySelectorAll('th button, td:nth-child(2) bdi, td:nth-child(5)')].filter((cell) => {
            const text = [...cell.childNodes].find((n) => n.nodeType === 3);
            return [...text.data.matchAll(/\\S+/g)].some((word) => {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                return range.getClientRects().length > 1;
            });
        }).map((cell) => cell.textContent)"""
    )

    assert broken == []
    assert seen.page.evaluate("(() => { const v = document.querySelector('#v-table'); return v.scrollWidth <= v.clientWidth; })()")
