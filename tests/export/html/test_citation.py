"""What is copied to be quoted elsewhere carries every doubt that the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.html.page import network_html
from tests.export.html import fixture
from tests.export.html.conftest import Opened

CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })"


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the fixture, with a paraphrase, an amount, a likelihood, a denied claim and a negated value."""
    network, places, positions = fixture.ecuador()
    claims = {(claim["s"], claim["p"], claim["source"]): claim for claim in network["claims"]}
    produces = claims["colombia", "produces", fixture.GLOBALPOST]
    produces |= {"notes": ["most of what is sold"], "amount": {"value": "1700", "unit": "tonnes", "exactness": "at-least"}}
    claims["us-military", "operatesIn", fixture.TASS] |= {"modality": "denied", "likelihood": "Likely", "date": fixture.BASE}
    claims["Observation/homicide-rate/ecuador/2019", "value", fixture.GLOBALPOST]["negated"] = True
    path = tmp_path_factory.mktemp("page") / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    return path


def copied(opened: Opened, path: Path, fragment: str) -> list[str]:
    """The lines that 'Copy as citation' gives, newest source first."""
    seen = opened(fragment, path=path)
    seen.page.evaluate(CLIPBOARD)
    seen.page.keyboard.press("c")
    return str(seen.page.evaluate("window.copied")).split("\n")


@pytest.mark.parametrize(
    ("edge", "line"),
    [
        ("colombia produces cocaine", "Colombia produces cocaine, at least 1,700 tonnes. Paraphrase: most of what is sold. Said"),
        ("us-military operatesIn manta-base", "Denied: United States military operates in Manta air base, from about 1999 to 2009. Like"),
        ("cocaine via ecuador-ports", "Alleged: cocaine via Ecuador's ports. Said by security analysts → GlobalPost."),
        ("noboa-administration linkedTo drug-trafficking", "Alleged: Noboa administration linked to drug trafficking. Denied by Daniel"),
        ("rafael-correa memberOf noboa-administration", "Rafael Correa not member of Noboa administration. Said by TASS."),
        ("end-of-agreement reason sovereignty", "Termination ends"),
        ("seek-aid to allied-nations", "Planned: Plan to seek foreign military aid to allied nations, Wednesday 19 February 2025."),
        ("ecuador-ports locatedIn south-america", "Derived from other facts, no source of its own: Ecuador's ports in South America."),
    ],
)  # fmt: skip
def test_a_copied_claim_says_how_sure_and_when_it_is(opened: Opened, doubtful: Path, edge: str, line: str) -> None:
    lines = copied(opened, doubtful, f"edge={edge.replace(' ', '+')}")

    if edge.startswith("end-of-agreement"):
        assert all(" Contested. " in each for each in lines)
    else:
        assert any(each.startswith(line) for each in lines), lines


def test_an_observation_is_copied_with_its_values_in_whichever_panel(opened: Opened, doubtful: Path) -> None:
    lines = copied(opened, doubtful, "node=homicide-rate")

    assert any(each.startswith("homicide rate, Ecuador, 2023: 44.5 per 100,000 people. Contested. “44.5”") for each in lines), lines
    assert any(each.startswith("Says it is not so: homicide rate, Ecuador, 2019: 6.85 per 100,000 people.") for each in lines), lines
    assert len(lines) == 4
    edge = copied(opened, doubtful, "edge=Observation/homicide-rate/ecuador/2019")
    assert sorted(edge) == sorted(lines)


def test_a_path_is_copied_with_the_doubts_of_each_step(opened: Opened, doubtful: Path) -> None:
    lines = copied(opened, doubtful, "path=cocaine,ecuador-ports,south-america")

    assert [each.partition(":")[0] for each in lines] == ["Alleged", "Derived from other facts, no source of its own"]
