"""pyvis.html: one file, no request, the evidence a click away, hostile text inert; opened in a real browser."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export.pyvis_html import MOST_NODES, pyvis_html, pyvis_network
from kg.network.network import Claim, ClassLook, Entity, Hop, Network, PropertyLook, Source, Statement
from tests.browser import Visitor

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> href heading bgcolor \u2028 \u202e"


def small_network(text: str = "plain") -> Network:
    look = ClassLook(
        label="Gang", up=("Actor", "Entity"), color="#d55e00", outline=("#943f00", "#ff9a52"), shape="diamond", legend="Criminal group"
    )
    return Network(
        title=text,
        base="https://e.org/",
        language="en",
        classes={"Gang": look},
        properties={"supports": PropertyLook(label="supports", reads="supports", draws=True, symmetric=False)},
        entities=(Entity("a", "Gang", f"North {text}"), Entity("b", "Gang", f"South {text}", specificity="unspecified")),
        statements=(Statement("a", "supports", "b", stands=True, claims=("claim/1",)),),
        claims=(Claim("claim/1", "source/s", "a", "supports", "b", quotes=(f"helped them {text}",), chain=(Hop("b", "said"),)),),
        sources=(Source("source/s", title=f"The report {text}", url="https://e.org/report"),),
    )


def click_edge(page: object) -> None:
    """Click the middle of the line from a to b."""
    where = page.evaluate(  # type: ignore[attr-defined]
        "() => { const p = picture.getPositions(['a', 'b']);"
        " const m = picture.canvasToDOM({x: (p.a.x + p.b.x) / 2, y: (p.a.y + p.b.y) / 2});"
        " const r = document.getElementById('network').getBoundingClientRect(); return [m.x + r.x, m.y + r.y]; }"
    )
    page.mouse.click(*where)  # type: ignore[attr-defined]
    page.wait_for_selector("#panel article")  # type: ignore[attr-defined]


def test_an_edge_shows_quote_and_source_without_a_request(tmp_path: Path, visit: Visitor) -> None:
    file = tmp_path / "pyvis.html"
    file.write_text(pyvis_html(small_network()), encoding="utf-8")
    visited = visit(file)
    visited.page.wait_for_selector("html[data-drawn]", state="attached")

    click_edge(visited.page)

    panel = visited.page.locator("#panel")
    assert "“helped them plain”" in panel.inner_text()
    assert panel.locator("a").get_attribute("href") == "https://e.org/report"
    assert panel.locator("a").get_attribute("rel") == "noopener noreferrer"
    assert visited.requests == []
    assert visited.problems == []


def test_hostile_text_stays_text(tmp_path: Path, visit: Visitor) -> None:
    file = tmp_path / "pyvis.html"
    network = small_network(HOSTILE)
    network = replace(network, sources=(replace(network.sources[0], url="javascript:document.title='run'"),))
    file.write_text(pyvis_html(network), encoding="utf-8")
    visited = visit(file)
    visited.page.wait_for_selector("html[data-drawn]", state="attached")

    click_edge(visited.page)

    assert visited.page.title() != "run"
    assert "</script><script>" in visited.page.locator("#panel").inner_text()
    assert visited.page.locator("#panel a").count() == 0
    assert visited.page.locator("img").count() == 0
    assert visited.problems == []


def test_nodes_stand_still_where_the_layout_puts_them() -> None:
    drawn = pyvis_network(small_network())

    assert drawn.options["physics"] == {"enabled": False}
    assert all({"x", "y"} <= node.keys() for node in drawn.nodes)
    assert drawn.nodes[0]["shape"] == "diamond"


def test_a_second_line_between_the_same_two_is_bent() -> None:
    network = small_network()
    both = (*network.statements, replace(network.statements[0], s="b", o="a"))

    edges = pyvis_network(replace(network, statements=both)).edges

    assert edges[0]["smooth"] is False
    assert edges[1]["smooth"]["enabled"] is True


def test_more_nodes_than_it_can_draw_are_refused_and_the_other_page_named() -> None:
    many = tuple(Entity(f"n{i}", "Gang", f"n{i}") for i in range(MOST_NODES + 1))

    with pytest.raises(UsageError, match=r"up to 2,000 nodes, and this network has 2,001.*network\.html"):
        pyvis_network(replace(small_network(), entities=many, statements=()))


def test_a_page_for_more_nodes_says_why_it_is_empty_and_leads_to_the_other(tmp_path: Path, visit: Visitor) -> None:
    many = tuple(Entity(f"n{i}", "Gang", f"n{i}") for i in range(MOST_NODES + 1))
    file = tmp_path / "pyvis.html"
    file.write_text(pyvis_html(replace(small_network("<b>"), entities=many, statements=())), encoding="utf-8")

    visited = visit(file)

    assert "up to 2,000 nodes, and this network has 2,001" in visited.page.inner_text("body")
    assert visited.page.get_attribute("a", "href") == "network.html"
    assert visited.page.inner_text("h1") == "<b>"
    assert (visited.requests, visited.problems) == ([], [])
