"""Data in columns: smaller than network.json, and nothing is lost on the way to the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.export.html.pack import pack
from kg.export.html.page import network_html
from tests.export.html import fixture
from tests.export.html.conftest import Opened, snapshot


def test_claims_stand_with_their_statement_and_refer_by_number() -> None:
    network, places, positions = fixture.ecuador()

    packed = pack(network, places, positions)

    claims = packed["claims"]
    assert sum(packed["statements"]["claims"]) == len(network["claims"]) == len(claims["id"])
    rival = next(c for c in network["claims"] if c.get("contradicts"))
    row = claims["more"][claims["id"].index(rival["id"])]
    assert [claims["id"][n] for n in row["contradicts"]] == rival["contradicts"]
    assert claims["chains"][row["chain"]] == rival["chain"]


def test_places_name_their_file_once_and_several_places_stay_as_they_are() -> None:
    claims = [{"id": "a", "source": "s", "s": "x", "p": "q", "o": "y"}, {"id": "b", "source": "t", "s": "x", "p": "q", "o": "y"}]
    network = {"statements": [{"s": "x", "p": "q", "o": "y", "claims": ["b", "a"]}], "claims": claims, "sources": [{"id": "s"}]}

    packed = pack(network, {"a": "facts/a.yaml:3:5", "b": "facts/a.yaml:9:1, facts/b.yaml:2:1"}, {})

    assert packed["claims"]["id"] == ["b", "a"]
    assert packed["claims"]["files"] == ["facts/a.yaml"]
    assert packed["claims"]["place"] == ["facts/a.yaml:9:1, facts/b.yaml:2:1", [0, 3, 5]]
    assert packed["claims"]["more"] == {0: {"source": "t"}}  # a source that is not listed keeps its id
    assert packed["statements"]["more"] == {0: {"s": "x", "o": "y"}}  # so do ends that are no entities


def test_a_page_has_everything_that_the_network_has(opened: Opened) -> None:
    network, places, _ = fixture.ecuador()
    seen = opened()

    found: dict[str, Any] = seen.page.evaluate(
        """() => {
            const { model } = kgPage.app;
            return {
                entities: model.entities.map((e) => [e.id, e.kind.id, e.name, e.names.length]),
                facts: model.facts.map((f) => [f.s.id, f.p, f.claims.map((c) => c.id), [...f.states].sort(), f.stands, f.rivals]),
                claims: model.claims.map((c) => [c.id, c.source.id, c.node?.id ?? null, model.placeOf(c)]),
                chains: model.claims.map((c) => [c.id, c.raw.chain]),
            };
        }"""
    )

    assert found["entities"] == [[e["id"], e["class"], e["name"], len(e["names"])] for e in network["entities"]]
    assert found["facts"] == [
        [s["s"], s["p"], s["claims"], s.get("state", []), s["stands"], s.get("rivals", [])] for s in network["statements"]
    ]
    assert sorted(found["claims"]) == sorted([c["id"], c["source"], c.get("node"), places[c["id"]]] for c in network["claims"])
    assert sorted(found["chains"]) == sorted([c["id"], c["chain"]] for c in network["claims"])


def test_ten_thousand_nodes_fit_in_half_a_megabyte_beyond_their_text() -> None:
    network, places, positions = fixture.generated(10_000)

    page = network_html(network, places=places, positions=positions)

    text = sum(len(entity["name"].encode()) for entity in network["entities"])
    assert len(page.encode()) - text < 500_000
    assert len(page.encode()) < len(json.dumps(network).encode()) / 4


def test_compressed_data_opens_like_any_other(opened: Opened, tmp_path: Path) -> None:
    network, places, positions = fixture.generated(12_000)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    assert 'data-form="gzip"' in path.read_text(encoding="utf-8")

    seen = opened("node=n7", path=path)

    assert (seen.requests, seen.problems) == ([], [])
    assert snapshot(seen)["shown"]["edges"] == 24_000
    assert seen.page.text_content(".panel h2") == network["entities"][7]["name"]


def test_a_very_large_case_opens_on_a_summary_and_leads_into_the_picture(opened: Opened, tmp_path: Path) -> None:
    network, places, positions = fixture.generated(21_000)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")

    seen = opened(path=path)
    assert seen.page.locator(".summary section").count() == 2
    assert "21,000 actors and things, 42,000 relations" in (seen.page.text_content(".summary") or "")
    assert seen.page.locator(".reading").count() == 0
    assert seen.page.evaluate("kgPage.renderer.frames") == 0

    seen.page.locator(".summary li button").first.click()
    assert not seen.page.is_visible(".summary")
    assert 1 < snapshot(seen)["drawn"]["nodes"] < 100
    assert seen.page.is_visible(".panel")

    seen.page.click(".scope >> text=Show all")
    assert seen.page.is_visible(".summary")
    seen.page.click("text=draw the whole picture")
    assert snapshot(seen)["drawn"]["edges"] > 30_000
    assert seen.problems == []
