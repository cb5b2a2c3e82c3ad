"""The page of the fixture, opened in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.export.html.page import network_html
from tests.browser import Visit, Visitor
from tests.export.html import fixture

Opened = Callable[..., Visit]


@pytest.fixture(scope="session")
def ecuador_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    network, places, positions = fixture.ecuador()
    path = tmp_path_factory.mktemp("page") / "network.html"
    path.write_text(network_html(network, places=places, positions=positions), encoding="utf-8")
    return path


@pytest.fixture
def opened(ecuador_page: Path, visit: Visitor) -> Opened:
    """Opens the page of the fixture (or another file) and waits until it is drawn."""

    def open_page(fragment: str = "", *, path: Path = ecuador_page, **options: Any) -> Visit:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        options.setdefault("reduced_motion", "reduce")
        seen = visit(path, fragment=fragment, **options)
        seen.page.wait_for_function("() => document.documentElement.dataset.ready === 'true'")  # a function: texts are not evaluated here
        return seen

    return open_page


def snapshot(seen: Visit) -> dict[str, Any]:
    """What the renderer has drawn."""
    drawn: dict[str, Any] = seen.page.evaluate("kgPage.renderer.snapshot()")
    return drawn


def spot(seen: Visit, kind: str, name: str) -> tuple[float, float]:
    """Where a node (by id) or an edge (by id) can be met by a pointer, in pixels of the window."""
    place = seen.page.evaluate(
        """([kind, id]) => {
            const { app, renderer } = kgPage;
            renderer.snapshot();
            const i = kind === 'node' ? app.model.byId.get(id).i : app.edgeById.get(id).i;
            const stops = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((t) => renderer.place({ kind, i }, t));
            const own = (p) => { const hit = renderer.at(p.x, p.y); return hit && hit.kind === kind && hit.i === i; };
            const at = stops.find(own) || stops[0];
            const box = renderer.canvas.getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }""",
        [kind, name],
    )
    return place[0], place[1]
