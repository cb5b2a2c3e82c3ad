"""pyvis.html: one file, no request, the evidence a click away, hostile text inert; opened in a real browser."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.errors import UsageError
from kg.export.pyvis_html import MOST_NODES, pyvis_html, pyvis_network
from kg.export.pyvis_labels import name_lines
from kg.network.network import Claim, ClassLook, Entity, Hop, Network, Outline, PropertyLook, Source, Statement
from tests.browser import Visit, Visitor

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> href heading bgcolor \u2028 \u202e"


def small_network(text: str = "plain") -> Network:
    outline = Outline("#943f00", "#ff9a52")
    look = ClassLook(label="Gang", up=("Actor", "Entity"), color="#d55e00", outline=outline, shape="diamond", legend="Criminal group")
    return Network(
        title=text,
        base="https://e.org/",
        language="en",
        classes={"Gang": look},
        properties={"supports": PropertyLook(label="supports", reads="supports", draws=True, symmetric=False)},
        entities=(Entity("a", "Gang", f"North {text}"), Entity("b", "Gang", f"South {text}", specificity="unspecified")),
        statements=(Statement(s="a", p="supports", o="b", stands=True, claims=("claim/1",)),),
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
    panel = visited.page.locator("#panel").inner_text()
    assert "</script><script>" in panel
    assert r"\u202e" in panel and "\u202e" not in visited.page.locator("body").inner_text()
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


LABEL_BOXES = """() => Object.values(picture.body.nodes).filter((node) => node.options.label).map((node) => {
    const box = node.shape.boundingBox;
    const from = picture.canvasToDOM({x: box.left, y: box.top}), to = picture.canvasToDOM({x: box.right, y: box.bottom});
    return [from.x, from.y, to.x, to.y];
})"""


def crowd(names: list[str]) -> Network:
    """Nodes of these names in a ring, each supporting the next two."""
    ids = [f"n{number}" for number in range(len(names))]
    network = small_network()
    entities = tuple(replace(network.entities[0], id=id_, name=name) for id_, name in zip(ids, names, strict=True))
    pairs = [(a, ids[(number + step) % len(ids)]) for number, a in enumerate(ids) for step in (1, 2)]
    statements = tuple(Statement(s=a, p="supports", o=b, stands=True, claims=("claim/1",)) for a, b in pairs)
    return replace(network, entities=entities, statements=statements)


def _cross(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] + 1 < b[3] and b[1] + 1 < a[3]


def opened(network: Network, tmp_path: Path, visit: Visitor, **options: object) -> Visit:
    file = tmp_path / "pyvis.html"
    file.write_text(pyvis_html(network), encoding="utf-8")
    visited = visit(file, **options)
    visited.page.wait_for_selector("html[data-drawn]", state="attached")
    visited.page.wait_for_timeout(200)
    assert visited.problems == []
    return visited


@pytest.mark.parametrize(("number", "shown"), [(12, 12), (90, 5)])
def test_names_that_are_drawn_lie_over_no_other(number: int, shown: int, tmp_path: Path, visit: Visitor) -> None:
    visited = opened(crowd([f"The Provincial Authority of Harbour {n}" for n in range(number)]), tmp_path, visit)
    boxes = visited.page.evaluate(LABEL_BOXES)
    assert len(boxes) >= shown
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n]]
    assert [pair for pair in pairs if _cross(*pair)] == []


def test_a_long_name_leaves_the_whole_picture_in_view(tmp_path: Path, visit: Visitor) -> None:
    visited = opened(crowd(["A Name That Goes On " * 20, "x" * 400, "Short", "Other"]), tmp_path, visit)
    size = visited.page.locator("#network").bounding_box()
    assert size is not None
    boxes = visited.page.evaluate(LABEL_BOXES)
    assert len(boxes) == 4
    assert all(0 <= left and 0 <= top and right <= size["width"] and bottom <= size["height"] for left, top, right, bottom in boxes)


def test_any_slug_is_drawn(tmp_path: Path, visit: Visitor) -> None:
    network = small_network()
    first = replace(network.entities[0], id="constructor", name="Builder")
    statement = replace(network.statements[0], s="constructor")
    network = replace(network, entities=(first, network.entities[1]), statements=(statement,))
    visited = opened(network, tmp_path, visit)
    where = visited.page.evaluate(
        "() => { const p = Object.values(picture.body.nodes).find((node) => node.options.label === 'Builder');"
        " const at = picture.canvasToDOM({x: p.x, y: p.y}); const r = document.getElementById('network').getBoundingClientRect();"
        " return [at.x + r.x, at.y + r.y]; }"
    )
    visited.page.mouse.click(*where)
    visited.page.wait_for_selector("#panel article")
    assert visited.page.inner_text("#panel h2") == "Builder"


def test_the_page_has_a_heading_a_legend_and_a_dark_scheme(tmp_path: Path, visit: Visitor) -> None:
    light, dark = (opened(small_network(), tmp_path, visit, color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.page.inner_text("h1") == "plain"
    assert light.page.inner_text("#legend").strip() == "Criminal group"
    assert light.page.locator("#legend polygon").get_attribute("stroke") == "#943f00"
    assert dark.page.locator("#legend polygon").get_attribute("stroke") == "#ff9a52"
    paper = "() => getComputedStyle(document.body).backgroundColor"
    assert light.page.evaluate(paper) != dark.page.evaluate(paper)


def test_words_that_would_cover_something_appear_when_their_line_is_pointed_at(tmp_path: Path, visit: Visitor) -> None:
    network = small_network()
    network = replace(network, statements=(network.statements[0], replace(network.statements[0], s="b", o="a")))
    visited = opened(network, tmp_path, visit)
    words = "() => picture.body.data.edges.get(1).label || ''"
    assert visited.page.evaluate(words) == ""
    visited.page.evaluate("() => picture.body.emitter.emit('hoverEdge', {edge: 1})")
    assert visited.page.evaluate(words) == "supports"
    visited.page.evaluate("() => picture.body.emitter.emit('blurEdge', {edge: 1})")
    assert visited.page.evaluate(words) == ""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ecuador", "Ecuador"),
        ("Ecuador's plan to seek foreign military aid", "Ecuador's plan to seek\nforeign military aid"),
        ("x" * 100, "\n".join(["x" * 22] * 3) + " …"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("海" * 12, "海" * 11 + "\n海"),
    ],
)
def test_names_stand_in_short_lines(name: str, lines: str) -> None:
    assert name_lines(name) == lines
