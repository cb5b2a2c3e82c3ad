from pathlib import Path

from tests.browser import Visitor

PAGE = """<!doctype html><meta charset="utf-8"><title>t</title><p>words</p>
<img src="https://example.org/x.png"><img src="neighbour.png"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<script>console.error("loud"); setTimeout(() => { throw new Error("thrown"); }, 0);</script>"""


def test_a_visit_records_requests_and_errors_and_lets_nothing_out(tmp_path: Path, visit: Visitor) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "neighbour.png").write_bytes(b"")

    seen = visit(tmp_path / "page.html", fragment="here")
    seen.page.wait_for_timeout(100)

    assert seen.page.text_content("p") == "words"
    assert sorted(seen.requests) == [(tmp_path / "neighbour.png").as_uri(), "https://example.org/x.png"]
    assert "loud" in seen.problems
    assert any("thrown" in problem for problem in seen.problems)


def test_a_quiet_page_leaves_nothing_on_record(tmp_path: Path, visit: Visitor) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>t</title><p>words</p>", encoding="utf-8")

    seen = visit(tmp_path / "page.html")

    assert (seen.requests, seen.problems) == ([], [])
