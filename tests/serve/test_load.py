"""Fifty connections at once while builds swap the graph: no request fails. 'make load' does the same at length."""

from __future__ import annotations

import asyncio
import shutil
import signal
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.load import put_load
from kg.cli.main import main
from tests.robustness.small_case import add_fact, kg, write_case
from tests.serve.server import served


def test_no_request_fails_while_builds_swap_the_graph(sample_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case"
    shutil.copytree(sample_case, case, ignore=shutil.ignore_patterns(".kg", "exports"))
    with (case / "kg.toml").open("a") as settings:
        settings.write('exports = ["graph.nq", "graph.ttl"]\n')
    assert main(["build", "--case", str(case)]) == 0
    with served(case) as server:
        with ThreadPoolExecutor(1) as own:  # in this thread the loop of a browser's tests may run
            measured = own.submit(asyncio.run, put_load(server.url, case, connections=50, requests=1500)).result()
    with capsys.disabled():
        print(f"\n{measured}")
    assert measured.failed == 0, measured.statuses
    assert measured.builds > 0


def test_a_new_build_is_served_and_listeners_are_told(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    assert main(["build", "--case", str(case)]) == 0
    members = "SELECT ?who { ?who kga:memberOf :port-union } ORDER BY ?who"
    with served(case) as server:
        heard: list[str] = []

        def listen() -> None:
            with urllib.request.urlopen(f"{server.url}/events", timeout=60) as lines:  # noqa: S310 - this machine
                for line in lines:
                    if line.startswith(b"data:"):
                        heard.append(line.decode().removeprefix("data:").strip())
                    if len(heard) == 2:
                        return

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        before = server.sparql(members, accept="text/csv").text
        add_fact(case, "luis-mora memberOf port-union")
        assert kg(case, "build").returncode == 0
        deadline = time.monotonic() + 20
        while server.sparql(members, accept="text/csv").text == before and time.monotonic() < deadline:
            time.sleep(0.1)
        assert "luis-mora" in server.sparql(members, accept="text/csv").text
        assert server.ask("/health").json["graph"] == (case / ".kg" / "stores" / "current").read_text().strip()
        listening.join(20)
        assert heard[1] == server.ask("/health").json["graph"] != heard[0]


def test_ctrl_c_ends_listeners_and_questions_with_a_word_and_without_a_traceback(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    assert main(["build", "--case", str(case)]) == 0
    with served(case) as server, ThreadPoolExecutor() as pool:
        lines = urllib.request.urlopen(f"{server.url}/events", timeout=60)  # noqa: S310 - this machine
        assert lines.readline() == b"retry: 2000\n"
        questions = [pool.submit(server.post, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }") for _ in range(3)]
        while server.ask("/health").json["running"] + server.ask("/health").json["waiting"] < 3:
            time.sleep(0.1)
        server.process.send_signal(signal.SIGINT)
        assert b"event: graph" in lines.read()  # to the end, which is a whole one
        got = [question.result() for question in questions]
        assert [(one.status, one.text) for one in got] == [(503, "The server is being stopped. Ask again when it is back.\n")] * 3
        words = ["Questions: /query. SPARQL: /sparql. Ctrl-C ends it.\n", "\n", "error: interrupted.\n"]
        assert (server.last_words(), server.process.returncode) == (words, 130)
