"""What ``kg serve`` says when it cannot serve, and that it serves a copy of its own where the graph is also elsewhere."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

from tests.cli.conftest import Command, write
from tests.serve.server import served


def test_a_case_that_was_never_built_says_so(kg: Command, tmp_path: Path) -> None:
    ran = kg("serve", "--port", "0", "--case", write(tmp_path / "case"))
    assert ran.code == 1
    assert "no graph has been built yet. Run 'kg build' first." in ran.err


def test_a_port_that_is_taken_says_so(kg: Command, built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = kg("serve", "--port", taken.getsockname()[1], "--case", built)
    assert ran.code == 2
    assert "Choose another with --port" in ran.err


def test_a_view_is_served_where_the_store_is_elsewhere(built: Path, tmp_path: Path) -> None:
    case = Path(shutil.copytree(built, tmp_path / "case"))
    with (case / "kg.toml").open("a") as settings:
        settings.write('store = "http://127.0.0.1:9/query"\n')
    with served(case, "--as-of", "2023") as server:
        got = server.sparql("SELECT ?who { ?who kga:leads ?what }", accept="text/csv")
        assert got.text == "who\r\nhttps://e.example/ana-vega\r\n"
        assert "as of 2023" in server.ask("/entity/ana-vega", headers={"Accept": "text/html"}).text
