"""Data in columns: smaller than network.json, and nothing is lost on the way to the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.networks import without_text
from kg.export.html.pack import pack, plain_date
from kg.export.html.page import network_html
from kg.model.dates import date_in_words, parse_date
from tests.export.html import fixture
from tests.export.html.conftest import Opened, snapshot

ROOT = Path(__file__).parents[3]


def test_claims_stand_with_their_statement_and_refer_by_number() -> None:
    network, places, positions = fixture.ecuador()

    packed = pack(network, places, positions)

    claims = packed["claims"]
    assert sum(packed["statements"]["claims"]) == len(network["claims"]) == len(claims["id"])
    rival = next(c for c in network["claims"] if c.get("contradicts"))
    number = claims["id"].index(rival["id"])
    assert [claims["id"][n] for n in claims["more"][number]["contradicts"]] == rival["contradicts"]
    source = packed["sources"].index(next(s for s in network["sources"] if s["id"] == rival["source"]))
    assert claims["chain"][number] is None  # the usual one of its source
    assert claims["chains"][claims["usualChain"][source]] == rival["chain"]


def test_places_name_their_file_once_and_several_places_stay_as_they_are() -> None:
    claims = [{"id": "a", "source": "s", "s": "x", "p": "q", "o": "y"}, {"id": "b", "source": "t", "s": "x", "p": "q", "o": "y"}]
    network = {"statements": [{"s": "x", "p": "q", "o": "y", "claims": ["b", "a"]}], "claims": claims, "sources": [{"id": "s"}]}

    packed = pack(network, {"a": "facts/a.yaml:3:5", "b": "facts/a.yaml:9:1, facts/b.yaml:2:1"}, {})

    assert packed["claims"]["id"] == ["b", "a"]
    assert packed["claims"]["files"] == ["facts/a.yaml:9:1, facts/b.yaml:2:1", "facts/a.yaml"]
    assert (packed["claims"]["line"], packed["claims"]["column"]) == ([0, 3], [0, 5])
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
                said: model.claims.map((c) => [c.id, c.raw.chain, c.raw.quotes ?? [], c.raw.date ?? null]),
            };
        }"""
    )

    assert found["entities"] == [[e["id"], e["class"], e["name"], len(e["names"])] for e in network["entities"]]
    assert found["facts"] == [
        [s["s"], s["p"], s["claims"], s.get("state", []), s["stands"], s.get("rivals", [])] for s in network["statements"]
    ]
    assert sorted(found["claims"]) == sorted([c["id"], c["source"], c.get("node"), places[c["id"]]] for c in network["claims"])
    assert sorted(found["said"]) == sorted([c["id"], c["chain"], c.get("quotes", []), c.get("date")] for c in network["claims"])


@pytest.mark.parametrize(("nodes", "most"), [(1_000, 250_000), (10_000, 500_000)])
def test_a_page_costs_little_beyond_its_text(nodes: int, most: int) -> None:
    network, places, positions = fixture.generated(nodes)

    assert len(network_html(without_text(network), places=places, positions=positions).encode()) < most
    assert len(network_html(network, places=places, positions=positions).encode()) < len(json.dumps(network).encode()) / 2


def test_the_page_of_the_sample_costs_little_beyond_its_text() -> None:
    network = json.loads((ROOT / "exports" / "network.json").read_text(encoding="utf-8"))
    places = {claim["id"]: f"facts/x.yaml:{i + 3}:5" for i, claim in enumerate(network["claims"])}
    positions = {entity["id"]: (37.0 * (i % 11), 53.0 * (i // 11)) for i, entity in enumerate(network["entities"])}

    assert len(network_html(without_text(network), places=places, positions=positions).encode()) < 200_000


@pytest.mark.parametrize("edtf", ["2025-02-19", "2024-02", "2023-12", "1999", "2000-02-29"])
def test_plain_dates_are_said_by_their_edtf_alone_and_come_back_whole(opened: Opened, tmp_path: Path, edtf: str) -> None:
    bounds = parse_date(edtf)
    days = [bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest]
    date = {"edtf": edtf, "bounds": days, "words": date_in_words(edtf)}
    network, places, positions = fixture.ecuador()
    network["claims"][0]["date"] = date
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")

    assert plain_date(date) == edtf
    script = "(id) => kgPage.app.model.claimById(id).raw.date"
    assert opened(path=path).page.evaluate(script, network["claims"][0]["id"]) == date


@pytest.mark.parametrize(
    "date",
    [
        {"edtf": "2025-02-30", "bounds": ["2025-02-30"] * 4, "words": "x"},
        {"edtf": "2025-02-19", "bounds": ["2025-02-19"] * 4, "words": "19 February 2025"},
        {"edtf": "2025~", "bounds": ["2024-01-01", "2026-12-31"] * 2, "words": "about 2025"},
        {"words": "during: war", "written": "during: war"},
    ],
)
def test_other_dates_stay_whole(date: dict[str, Any]) -> None:
    assert plain_date(date) == date


def test_ids_that_are_hashes_are_halved_and_found_by_either(opened: Opened, tmp_path: Path) -> None:
    network, places, positions = fixture.generated(1_000)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    claim = network["claims"][5]

    seen = opened(f"edge={claim['id']}", path=path)

    assert seen.page.evaluate("kgPage.app.store.choice.selection.id") == f"{claim['s']} {claim['p']} {claim['o']}"
    assert claim["quotes"][0] in (seen.page.text_content(".panel") or "")


@pytest.mark.long
def test_compressed_data_opens_like_any_other(opened: Opened, tmp_path: Path) -> None:
    network, places, positions = fixture.generated(12_000)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    assert 'data-form="gzip"' in path.read_text(encoding="utf-8")

    seen = opened("node=n7", path=path)

    assert (seen.requests, seen.problems) == ([], [])
    assert snapshot(seen)["shown"]["edges"] == 24_000
    assert seen.page.text_content(".panel h2") == network["entities"][7]["name"]


@pytest.mark.long
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
