"""A real browser for the tests of pages: Debian's Chromium, cut off from every network, each request written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # even what no page asked for finds no host
)
INERT = ("data:", "blob:", "about:")


@dataclass
class Visit:
    """A page that was opened, and what it did.

    Args:
        page: Playwright's page.
        requests: addresses asked for besides the file itself, in order (``data:`` and ``blob:`` are no requests).
        problems: uncaught errors, messages of the console's error level (refusals by the Content-Security-Policy are
            among them) and dialogs.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


Visitor: TypeAlias = Callable[..., Visit]


def executable() -> str:
    """Path of the system's Chromium (or of ``$CHROMIUM``); empty when there is none."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), "")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once for all: no second one starts beside it. Skips, saying what to install, where it or Chromium is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no Playwright: run 'make test', or pip install playwright")
    if not executable():
        pytest.skip("no Chromium: sudo apt-get install chromium (or set CHROMIUM to its path)")
    with sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A running headless Chromium that finds no host."""
    browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Opens a file in a fresh, offline browser context: ``visit(path, fragment="", viewport={...}, color_scheme="dark")``.

    Every request but the one for the file itself is blocked and recorded. Further arguments go to
    ``Browser.new_context``.
    """
    contexts = []

    def open_file(path: Path, *, fragment: str = "", **context_options: Any) -> Visit:
        address = path.resolve().as_uri()
        context = chromium.new_context(offline=True, **{"viewport": {"width": 1280, "height": 800}, **context_options})
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)

        def judge(route: Route) -> None:
            if route.request.url.partition("#")[0] == address and route.request.is_navigation_request():
                route.continue_()
            else:
                route.abort()

        def note_request(request: Any) -> None:
            if not request.url.startswith(INERT) and request.url.partition("#")[0] != address:
                seen.requests.append(request.url)

        def note_dialog(dialog: Any) -> None:
            seen.problems.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", judge)
        page.on("request", note_request)
        page.on("websocket", lambda socket: seen.requests.append(socket.url))
        page.on("pageerror", lambda error: seen.problems.append(f"error: {error}"))
        page.on("console", lambda message: seen.problems.append(message.text) if message.type == "error" else None)
        page.on("dialog", note_dialog)
        page.goto(address + (f"#{fragment}" if fragment else ""))
        return seen

    yield open_file
    for context in contexts:
        context.close()
