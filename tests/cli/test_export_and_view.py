"""Pages to hand on, and the page opened."""

from __future__ import annotations

import json
import re
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SETTINGS, Command


def data(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data"[^>]*>(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    return opened


@pytest.fixture
def with_page(case: Path) -> Path:
    (case / "kg.toml").write_text(SETTINGS.replace("graph.nq", "network.html"), encoding="utf-8")
    return case


def test_a_page_around_one_entity_holds_its_neighbours_and_their_evidence(kg: Command, case: Path, tmp_path: Path) -> None:
    ran = kg("export", "html", "--case", case, "--focus", "ana-vega", "-o", tmp_path / "part.html")

    page = data(tmp_path / "part.html")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'part.html'}\n")
    assert ran.err == "3 entities, 1 claim, 1 source.\n"
    assert sorted(page["entities"]["name"]) == ["Ana Vega", "Daily Paper", "Port Union"]
    assert page["title"] == "Small: Ana Vega"


def test_more_steps_reach_further(kg: Command, case: Path, tmp_path: Path) -> None:
    kg("export", "html", "--case", case, "--focus", "ana-vega", "--hops", "2", "-o", tmp_path / "part.html")

    assert "San Pedro" in data(tmp_path / "part.html")["entities"]["name"]


def test_as_of_leaves_out_what_certainly_does_not_hold_then(kg: Command, case: Path, tmp_path: Path) -> None:
    kg("export", "html", "--case", case, "--as-of", "2020", "-o", tmp_path / "part.html")

    page = data(tmp_path / "part.html")
    assert "leads" not in page["statements"]["properties"]
    assert "operatesIn" in page["statements"]["properties"]  # undated
    assert 'data-open="asof=2020-12-31"' in (tmp_path / "part.html").read_text(encoding="utf-8")


def test_a_saved_question_chooses_what_the_page_is_about(kg: Command, case: Path, tmp_path: Path) -> None:
    kg("export", "html", "--case", case, "--query", "where", "--hops", "0", "-o", tmp_path / "part.html")

    page = data(tmp_path / "part.html")
    assert {"Port Union", "San Pedro"} <= set(page["entities"]["name"])
    assert "Ana Vega" not in page["entities"]["name"]
    assert page["title"] == "Small: Who operates in a place"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--focus", "ana-vago"], "nothing in the graph is called 'ana-vago'. Did you mean ana-vega?"),
        (["--as-of", "19.02.2025"], "is not an EDTF date"),
        (["--as-of", "2009/.."], "has no last day"),
        (["--param", "place=x"], "'--param' belongs to a question"),
        (["--query", "nowhere"], "nowhere"),
        (["--hops", "3"], "'--hops' counts steps around something. Name it with --focus"),
        (["--only", "reliability=A"], "no source has the reliability 'A'"),
        (["--only", "publisher=nobody", "--as-of", "2020"], "no source has the publisher 'nobody'"),
        (["--as-of", ""], "the time of 'as-of' is empty"),
        (["--hops", "1"], "'--hops' counts steps around something."),
    ],
)
def test_what_cannot_be_cut_out_is_said_and_nothing_written(
    kg: Command, case: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    ran = kg("export", "html", "--case", case, *options, "-o", tmp_path / "part.html")

    assert ran.code in (1, 2)
    assert said in ran.err
    assert not (tmp_path / "part.html").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as-of", "1990", "--certain"], "as of 1990, what certainly holds leaves no claim to show."),
        (["--query", "where", "--only", "source=post-1"], "the question 'Who operates in a place?' found nothing to draw."),
        (["--query", "papers", "--hops", "0"], "the question 'Which papers are there?' leaves no claim to show."),
    ],
)
def test_a_part_without_a_claim_is_said_with_status_1_and_not_written(
    kg: Command, case: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    papers = "# Which papers are there?\nSELECT ?it WHERE { ?it a kga:NewsOrganization FILTER(CONTAINS(STR(?it), 'evening')) }\n"
    (case / "queries" / "papers.rq").write_text(papers, encoding="utf-8")

    ran = kg("export", "html", "--case", case, *options, "-o", tmp_path / "part.html")

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert not (tmp_path / "part.html").exists()


def test_without_a_file_the_page_goes_to_a_pipe(kg: Command, case: Path) -> None:
    assert kg("export", "html", "--case", case).out.startswith("<!doctype html>")


def test_view_builds_and_opens_the_page_at_an_entity(kg: Command, with_page: Path, openings: list[str]) -> None:
    ran = kg("view", "ana-vega", "--as-of", "2023", "--case", with_page)

    address = f"{(with_page / 'exports' / 'network.html').resolve().as_uri()}#node=ana-vega&asof=2023"
    assert (ran.code, ran.out.splitlines()[-1]) == (0, address)
    assert openings == [address]
    assert (with_page / "exports" / "network.html").is_file()


def test_view_says_what_to_do_where_the_page_is_no_export(kg: Command, case: Path, openings: list[str]) -> None:
    ran = kg("view", "--case", case)

    assert ran.code == 2
    assert "kg export html" in ran.err
    assert openings == []


def test_view_opens_nothing_when_the_facts_have_errors(kg: Command, with_page: Path, openings: list[str]) -> None:
    (with_page / "facts" / "bad.yaml").write_text("kg: 1\nfacts:\n  - ana-vega opperatesIn san-pedro\n", encoding="utf-8")

    assert kg("view", "--case", with_page).code == 1
    assert openings == []
