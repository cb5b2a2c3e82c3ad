"""Text is never code: whatever stands in a field, the page shows it and runs nothing."""

from __future__ import annotations

import itertools
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kg.export.html.page import network_html
from kg.model.printable import SWINGING, unturned
from tests.browser import Visitor
from tests.export.html import fixture

HOSTILE = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</SCRIPT ><img src=x onerror=window.hacked=1>",
    "<!--<script>window.hacked=1",
    "]]><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<body onload=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<a href='javascript:window.hacked=1'>x</a>",
    "<form action=https://evil.example><button>x</button></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example)}</style>",
    "javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1",
    "java\tscript:window.hacked=1",
    " javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "vbscript:window.hacked=1",
    "blob:https://evil.example/x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://evil.example/\"onmouseover=window.hacked=1 x=\"",
    "'-window.hacked=1-'",
    '"-window.hacked=1-"',
    "`${window.hacked=1}`",
    "${window.hacked=1}",
    "{{data}} {{script}}",
    "\\u003cscript\\u003ewindow.hacked=1",
    "\u2028window.hacked=1\u2029",
    "\u202etxt.exe\u202c\u2066\u2069",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "\x00\x01\x1b[31m\x7f",
    "&lt;script&gt;&#x3c;img src=x onerror=window.hacked=1&#x3e;",
    "=HYPERLINK(\"https://evil.example\")",
    "\ud800 lone surrogate",
    "مرحبا بالعالم \u200f עברית",
    "x" * 5000,
    "wide words " * 400,
]  # fmt: skip


def with_texts(first: int) -> tuple[dict[str, Any], dict[str, str], dict[str, list[float]]]:
    """The story with every label, quote, title, address, date and place replaced by hostile texts in turn, from the first on."""
    network, places, positions = fixture.ecuador()
    references = {"s", "o", "p", "id", "source", "publisher", "speaker", "claims", "contradicts", "node", "deniedBy", "class"}
    words = {"bounds", "shape", "specificity", "up", "kind", "modality", "datatype", "act", "status"}
    texts = itertools.cycle(HOSTILE[first:] + HOSTILE[:first])

    def mixed(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in references | words else mixed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [mixed(v) for v in value]
        return next(texts) if isinstance(value, str) else value

    network = network | {
        part: mixed(network[part]) for part in ("title", "language", "classes", "entities", "claims", "sources", "properties")
    }
    for claim in network["claims"]:
        claim.update(notes=[next(texts)], at=[next(texts)], lag=next(texts), cites=[next(texts)], likelihood=next(texts))
        claim.update(amount={"value": next(texts), "unit": next(texts)}, **{"as": next(texts)})
        claim["date"] = {"words": next(texts), "edtf": next(texts), "bounds": ["2025-01-01", None, None, "2025-12-31"]}
    return network, {claim: next(texts) for claim in places}, positions


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 6))
def test_hostile_text_in_every_field_is_shown_and_never_run(first: int, tmp_path: Path, visit: Visitor) -> None:
    network, places, positions = with_texts(first)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")

    seen = visit(path, fragment="node=ecuador")
    page = seen.page
    page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    for view in ("timeline", "table", "sources", "network"):
        page.evaluate("(view) => kgPage.app.store.change({ view })", view)
    linked = page.evaluate(
        """() => {
            const { app } = kgPage;
            const links = () => [...document.querySelectorAll('a[href]:not([href^="#"])')].map((a) => a.getAttribute('href'));
            const edges = app.drawn.flatMap((d) => { app.selectEdge(d.id); return links(); });
            return [...edges, ...app.model.entities.flatMap((e) => { app.selectNode(e.id); return links(); })];
        }"""
    )
    search = """(text) => {
        const { search } = kgPage.app;
        search.open();
        search.input.value = text.slice(0, 30);
        search.look();
    }"""
    for text in HOSTILE:
        page.evaluate(search, text)

    assert page.evaluate("window.hacked") is None
    written = page.evaluate("document.body.innerText + kgPage.app.model.entities.map((entity) => entity.name).join()")
    assert not SWINGING.search(written)
    assert (seen.requests, seen.problems) == ([], [])
    assert all(link.startswith(("https://", "http://")) for link in linked)
    assert page.evaluate("Object.getOwnPropertyNames(Object.prototype).length") == 12
    assert page.evaluate("document.querySelectorAll('iframe, form, base, img, link, style ~ style').length") == 0
    assert page.evaluate("kgPage.renderer.snapshot().shown.nodes > 30")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_stays_a_title(text: str) -> None:
    page = network_html({"title": text, "language": text}, places={}, positions={})

    class Reader(HTMLParser):
        tags: ClassVar[list[str]] = []
        title = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append(tag)

        def handle_data(self, data: str) -> None:
            self.title += data if self.tags[-1:] == ["title"] else ""

    Reader.tags = []
    reader = Reader()
    reader.feed(page)

    assert reader.title.startswith(unturned(text).encode("utf-8", "replace").decode() + " (kg)")
    assert (reader.tags.count("script"), reader.tags.count("style"), reader.tags.count("title")) == (3, 1, 1)
    assert not {"img", "iframe", "form", "base", "link"} & set(reader.tags)
    assert '<html lang="en"' in page


@pytest.mark.parametrize("slug", ["__proto__", "constructor", "a b", "x/y=%", '"><script>window.hacked=1</script>'])
def test_hostile_ids_find_their_entity(slug: str, tmp_path: Path, visit: Visitor) -> None:
    network, places, positions = fixture.ecuador()
    for entity in network["entities"]:
        entity["id"] = slug if entity["id"] == "peru" else entity["id"]
    for statement in [*network["statements"], *network["claims"]]:
        statement.update({end: slug for end in ("s", "o") if statement.get(end) == "peru"})
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions | {slug: positions["peru"]}), encoding="utf-8")

    seen = visit(path)
    seen.page.evaluate("(id) => kgPage.app.selectNode(id)", slug)
    seen.page.wait_for_function("location.hash.startsWith('#node=')")
    seen.page.reload()

    assert seen.page.text_content(".panel h2") == "Peru"
    assert (seen.requests, seen.problems) == ([], [])
    assert seen.page.evaluate("window.hacked") is None
