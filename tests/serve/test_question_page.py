"""The question page in a real browser: a newcomer's way from a saved question to its network, and back to SPARQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kg.cli.main import main
from tests.browser import ARGUMENTS, executable
from tests.robustness.small_case import add_fact, kg, write_case
from tests.serve.server import Server, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "kg" / "serve" / "assets"
BUILT = (ASSETS / "query.js").is_file()
pytestmark = pytest.mark.skipif(not BUILT, reason="the question page's editor is not built: run 'make assets' (it needs Node)")


class Opened:
    """A page of a server, what it asked for elsewhere, and what went wrong in it."""

    def __init__(self, browser: Browser, server: Server, path: str, **options: object) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.elsewhere: list[str] = []
        self.problems: list[str] = []
        self.page.on("request", lambda r: None if r.url.startswith((server.url, "blob:", "data:")) else self.elsewhere.append(r.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda m: self.problems.append(m.text) if m.type == "error" and "400" not in m.text else None)
        self.page.goto(server.url + path)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that reaches this machine's servers and no host else."""
    rules = "--host-resolver-rules="
    arguments = [*(text for text in ARGUMENTS if not text.startswith(rules)), f"{rules}MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def opened(chromium: Browser, sample: Server) -> Iterator[Opened]:
    found = Opened(chromium, sample, "/query")
    found.page.wait_for_selector("html[data-ready]")
    yield found
    found.context.close()
    assert found.elsewhere == []
    assert found.problems == []


def test_a_saved_question_is_asked_by_a_form_and_shows_table_chart_and_network(opened: Opened) -> None:
    page = opened.page
    page.click("#saved li[data-name=homicide-rate-by-year] button")
    page.wait_for_selector("#result td")
    assert page.input_value("#form input[name=PLACE]") == "ecuador"
    assert "46.18" in page.inner_text("#result")
    page.click("[data-show=chart]")
    assert page.locator("#result svg .mark").count() >= 4
    page.click("#saved li[data-name=helpers-of-foreign-cartels] button")
    page.click("[data-show=network]")
    page.wait_for_selector("#result iframe[sandbox]")
    frame = page.frame_locator("#result iframe")
    frame.locator("text=/^7 shown$/").wait_for()  # gangs, three cartels and where these come from, with the names of the case
    assert "ask=helpers-of-foreign-cartels" in page.url and "show=network" in page.url


def test_the_network_of_one_column_shows_what_the_things_share_and_takes_the_theme(opened: Opened) -> None:
    page = opened.page
    page.click("#saved li[data-name=criminal-organizations-in-ecuador] button")
    page.click("[data-show=network]")
    frame = page.frame_locator("#result iframe")
    frame.locator("text=/^5 shown$/").wait_for()  # four organizations and Ecuador
    frame.locator("html:not([data-theme=dark])").wait_for()
    page.click("#theme")
    frame.locator("html[data-theme=dark]").wait_for()
    assert page.locator("#result iframe").bounding_box()["height"] > 350  # type: ignore[index]
    assert page.get_attribute("#result a", "href").startswith("/part?shared=true&thing=")  # type: ignore[union-attr]


def test_a_question_typed_with_completion_is_asked_by_the_keyboard(opened: Opened) -> None:
    page = opened.page
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?who WHERE { ?who kga:operat")
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('kga:operatesIn')")
    page.wait_for_timeout(300)  # the editor takes no choice that came faster than a person's
    page.keyboard.press("Enter")
    page.keyboard.type(" :manta")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#status:has-text('row')")
    assert "kga:operatesIn :manta" in page.inner_text(".cm-content")


def test_an_error_is_marked_where_it_is(opened: Opened) -> None:
    page = opened.page
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x\nWHERE FILTER")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result .error")
    assert "query:2:7" in page.inner_text("#result .error")
    assert page.locator(".cm-lintRange-error").count() == 1


def test_an_address_holds_the_question_and_the_view(chromium: Browser, sample: Server) -> None:
    question = "SELECT%20%3Fh%20%7B%20%3Ft%20kga%3Apost%20%3Apresident-of-ecuador%20%3B%20kga%3Aholder%20%3Fh%20%7D"
    found = Opened(chromium, sample, f"/query#query={question}&as-of=2009")
    found.page.wait_for_selector("#result td")
    assert found.page.inner_text("#result td").strip() == "rafael-correa"
    assert found.page.input_value("#asof") == "2009"
    found.page.check("#possible")
    found.page.click("#ask")
    found.page.wait_for_selector("#result tbody tr:nth-child(2)")
    found.context.close()
    assert (found.problems, found.elsewhere) == ([], [])


def test_a_word_that_the_ontology_has_not_is_told_beside_the_empty_answer(opened: Opened) -> None:
    page = opened.page
    page.goto(page.url.partition("#")[0] + "#query=SELECT%20%3Fw%20%7B%20%3Fw%20a%20kga%3APersn%20%7D")
    page.wait_for_selector("#notes:not([hidden])")
    assert page.inner_text("#notes") == "The ontology has no 'kga:Persn'. Did you mean kga:Person?"
    page.click("#saved li[data-name=agreements-ended] button")
    page.wait_for_selector("#result td")
    assert not page.is_visible("#notes")


def test_rival_values_of_one_year_are_points_and_no_line(opened: Opened) -> None:
    rows = "".join(f'("{year}"^^xsd:gYear {rate})' for year, rate in ((2021, 14), (2022, 26.7), (2023, 44.5), (2023, 46.18), (2024, 38.8)))
    question = f"SELECT ?year ?rate {{ VALUES (?year ?rate) {{ {rows} }} }}"
    page = opened.page
    page.goto(page.url.partition("#")[0] + f"#show=chart&query={quote(question)}")
    page.wait_for_selector("#result svg .mark")
    assert page.locator("#result svg .mark").count() == 5
    drawn = page.get_attribute("#result svg .line", "d") or ""
    assert (drawn.count("M"), drawn.count("L")) == (2, 1)  # 2021 to 2022; what comes after 2023 begins anew


def test_an_address_of_a_question_that_is_not_saved_says_so(opened: Opened) -> None:
    page = opened.page
    page.goto(page.url.partition("#")[0] + "#ask=nope")
    page.wait_for_selector("#result .error")
    assert page.inner_text("#result .error") == "No saved question is called 'nope'. Those that there are stand at the left."


def test_an_answer_is_downloaded_safe_for_spreadsheets(opened: Opened) -> None:
    page = opened.page
    page.goto(page.url.partition("#")[0] + "#query=" + "SELECT%20(%22%3D1%2B1%22%20AS%20%3Fx)%20(5%20AS%20%3Fn)%20%7B%7D")
    page.wait_for_selector("#result td")
    with page.expect_download() as download:
        page.click("#csv")
    assert Path(download.value.path()).read_bytes() == b"x,n\r\n'=1+1,5\r\n"


def test_light_and_dark_and_a_phone(chromium: Browser, sample: Server) -> None:
    found = Opened(chromium, sample, "/query", color_scheme="dark", viewport={"width": 390, "height": 800})
    found.page.wait_for_selector("html[data-ready]")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert found.page.evaluate(ground) == "rgb(20, 21, 23)"
    found.page.click("#theme")
    assert found.page.evaluate(ground) == "rgb(251, 250, 247)"
    assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found.context.close()


def test_open_pages_are_told_of_a_new_build(chromium: Browser, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    assert main(["build", "--case", str(case)]) == 0
    with served(case) as server:
        network, question = Opened(chromium, server, "/"), Opened(chromium, server, "/query")
        entity, source = Opened(chromium, server, "/entity/luis-mora"), Opened(chromium, server, "/entity/source/paper-1")
        question.page.wait_for_selector("html[data-ready]")
        network.page.wait_for_timeout(500)
        add_fact(case, "luis-mora memberOf port-union")
        assert kg(case, "build").returncode == 0
        network.page.wait_for_selector("#rebuilt:has-text('built anew')")
        question.page.wait_for_selector("#rebuilt:not([hidden])")
        source.page.wait_for_selector("#rebuilt:has-text('built anew')")
        assert "Port Union" not in entity.page.inner_text("main")
        entity.page.click("#rebuilt button")
        entity.page.wait_for_selector("main:has-text('Port Union')")
        network.page.click("#rebuilt button")
        network.page.wait_for_load_state()
        for found in (network, question, entity, source):
            assert (found.problems, found.elsewhere) == ([], [])
            found.context.close()


def test_without_the_editor_there_is_a_form_that_says_what_is_missing(small_case: Path, tmp_path: Path) -> None:
    """A kg whose assets were never built still serves and answers."""
    package = tmp_path / "kg"
    shutil.copytree(ROOT / "kg", package, ignore=shutil.ignore_patterns("assets", "__pycache__"))
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from kg.serve.pages import _assets; print(sorted(_assets()))"
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
