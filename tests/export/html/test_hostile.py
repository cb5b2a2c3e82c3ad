"""Text is never code: whatever stands in a field, the page shows it and runs nothing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pytest

from kg.export.html.page import network_html
from kg.model.printable import SWINGING, unturned
from tests.browser import Visitor
from tests.export.html import fixture
from tests.export.html.conftest import Opened

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


REFERENCES = {"s", "o", "p", "id", "source", "publisher", "speaker", "claims", "contradicts", "node", "deniedBy", "class", "where"}
WORDS = {"bounds", "shape", "specificity", "up", "kind", "modality", "datatype", "act", "status"}


def with_texts(first: int) -> tuple[dict[str, Any], dict[str, str], dict[str, list[float]]]:
    """The story, and in its n-th field the n-th of the hostile texts, counted from ``first`` on."""
    network, places, positions = fixture.ecuador()
    texts = itertools.cycle(HOSTILE[first:] + HOSTILE[:first])

    def mixed(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in REFERENCES | WORDS else mixed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [mixed(v) for v in value]
        return next(texts) if isinstance(value, str) else value

    network = network | {
        part: mixed(network[part]) for part in ("title", "language", "classes", "entities", "claims", "sources", "properties")
    }
    for source in network["sources"]:
        source.update(author=next(texts), archived=next(texts), reliability=next(texts), type=next(texts))
    for claim in network["claims"]:
        claim.update(notes=[next(texts)], at=[next(texts)], lag=next(texts), cites=[next(texts)], likelihood=next(texts))
        claim.update(amount={"value": next(texts), "unit": next(texts)}, **{"as": next(texts)})
        claim["date"] = {"words": next(texts), "edtf": next(texts), "bounds": ["2025-01-01", None, None, "2025-12-31"]}
        claim["reported"] = {"words": next(texts), "edtf": next(texts)}
    return network, {claim: next(texts) for claim in places}, positions


def side_by_side(starts: range) -> tuple[dict[str, Any], dict[str, str], dict[str, list[float]]]:
    """The story once for each start, in one network: over all starts every hostile text stands in every field."""
    whole: dict[str, Any] = {}
    places: dict[str, str] = {}
    positions: dict[str, list[float]] = {}
    for start in starts:
        network, own_places, own_positions = with_texts(start)
        renamed = json.loads(json.dumps(network), object_hook=lambda record, start=start: _renamed(record, start))
        for part in ("entities", "claims", "sources"):
            whole.setdefault(part, []).extend(renamed[part])
        offset = len(whole.setdefault("statements", []))
        for statement in renamed["statements"]:
            statement["rivals"] = [rival + offset for rival in statement.get("rivals", [])]
        whole["statements"].extend(renamed["statements"])
        for part in ("classes", "properties"):
            whole.setdefault(part, {}).update({f"{name}~{start}": look for name, look in renamed[part].items()})
        places |= {f"{claim}~{start}": text for claim, text in own_places.items()}
        positions |= {f"{id_}~{start}": [x, y + 900 * start] for id_, (x, y) in own_positions.items()}
        whole |= {"title": network["title"], "language": network["language"]}
    return whole, places, positions


def _renamed(record: dict[str, Any], start: int) -> dict[str, Any]:
    """A record with every reference made one of this copy."""

    def own(key: str, value: Any) -> Any:
        if isinstance(value, list):
            return [own(key, each) for each in value]
        keep = not isinstance(value, str) or value == "withheld" or (key == "p" and value == "type")
        return value if keep else f"{value}~{start}"

    return {key: own(key, value) if key in REFERENCES else value for key, value in record.items()}


def fields(value: Any) -> Iterator[tuple[Any, ...]]:
    """The path and the text of every text in a record that is no reference."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in REFERENCES | WORDS:
                yield from (((key, *path[0]), path[1]) for path in fields(each))
    elif isinstance(value, list):
        for each in value:
            yield from (((*path[0],), path[1]) for path in fields(each))
    elif isinstance(value, str):
        yield (), value


@pytest.mark.long
def test_over_all_copies_every_text_stands_in_every_field() -> None:
    met: dict[tuple[str, ...], set[str]] = {}
    for start in range(len(HOSTILE)):
        network, places, _ = with_texts(start)
        for part in ("entities", "claims", "sources", "classes", "properties"):
            records = network[part].values() if isinstance(network[part], dict) else network[part]
            for record in records:
                for path, text in fields(record):
                    met.setdefault((part, *path), set()).add(text)
        met.setdefault(("places",), set()).update(places.values())
        met.setdefault(("title",), set()).add(network["title"])
        met.setdefault(("language",), set()).add(network["language"])

    assert len(met) >= 40
    assert {field: set(HOSTILE) - texts for field, texts in met.items() if set(HOSTILE) - texts} == {}


SAMPLED = range(0, 9, 3)
EVERY = [range(i, min(i + 9, len(HOSTILE))) for i in range(0, len(HOSTILE), 9)]


@pytest.mark.parametrize("starts", [SAMPLED, *(pytest.param(starts, marks=pytest.mark.long) for starts in EVERY)], ids=str)
def test_hostile_text_in_every_field_is_shown_and_never_run(starts: range, tmp_path: Path, visit: Visitor) -> None:
    network, places, positions = side_by_side(starts)
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")

    seen = visit(path, fragment=f"node=ecuador~{starts[0]}")
    page = seen.page
    page.wait_for_function("() => document.documentElement.dataset.ready === 'true'")
    for view in ("timeline", "table", "sources", "network"):
        page.evaluate("(view) => kgPage.app.store.change({ view })", view)
    page.evaluate("for (const key of ['sources', 'ratings', 'relations']) kgPage.app.open.add(key)")
    page.evaluate("kgPage.app.store.change({ lone: true })")
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
    taken = page.evaluate("kgPage.renderer.svg()")

    assert page.evaluate("window.hacked") is None
    written = page.evaluate("document.body.innerText + kgPage.app.model.entities.map((entity) => entity.name).join()")
    assert not SWINGING.search(written)
    assert (seen.requests, seen.problems) == ([], [])
    assert linked
    assert all(link.startswith(("https://", "http://")) for link in linked)
    assert page.evaluate("Object.getOwnPropertyNames(Object.prototype).length") == 12
    assert page.evaluate("document.querySelectorAll('iframe, form, base, img, link, style ~ style').length") == 0
    assert page.evaluate("kgPage.renderer.snapshot().shown.nodes") > 30 * len(starts)
    drawn = ElementTree.fromstring(taken)  # noqa: S314 - that hostile text does no harm in it is what is tested
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= {"svg", "path", "rect", "text"}


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
def test_hostile_ids_find_their_entity(slug: str, tmp_path: Path, opened: Opened) -> None:
    network, places, positions = fixture.ecuador()
    for entity in network["entities"]:
        entity["id"] = slug if entity["id"] == "peru" else entity["id"]
    for statement in [*network["statements"], *network["claims"]]:
        statement.update({end: slug for end in ("s", "o") if statement.get(end) == "peru"})
    path = tmp_path / "network.html"
    path.write_text(network_html(network, places=places, positions=positions | {slug: positions["peru"]}), encoding="utf-8")

    seen = opened(path=path)
    seen.page.evaluate("(id) => kgPage.app.selectNode(id)", slug)
    seen.page.wait_for_function("() => location.hash.startsWith('#node=')")
    seen.page.reload()

    assert seen.page.text_content(".panel h2") == "Peru"
    assert (seen.requests, seen.problems) == ([], [])
    assert seen.page.evaluate("window.hacked") is None
