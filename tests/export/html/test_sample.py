"""The page of the real sample: what the README promises, on the committed exports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.export.html.page import network_html
from kg.network.layout import layout
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
