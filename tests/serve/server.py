"""A served case for tests: ``kg serve`` as a person runs it, on a free port, and plain HTTP to talk to it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.store.generations import GRAPH, Generations
from kg.store.oxigraph import bulk_load

KG = str(Path(sys.executable).with_name("kg"))


class Got(NamedTuple):
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Server:
    """A running server; ``url`` ends without a slash, ``log`` is what it has said on standard error."""

    def __init__(self, url: str, process: subprocess.Popen[str], case: Path) -> None:
        self.url, self.process, self.case = url, process, case
        self.port = urlsplit(url).port or 0
        self.log: list[str] = []
        self._reading = threading.Thread(target=lambda: self.log.extend(process.stderr or ()), daemon=True)  # a full pipe would stop it
        self._reading.start()

    def last_words(self) -> list[str]:
        """The whole log, once the server has ended."""
        self.process.wait(20)
        self._reading.join(20)
        return self.log

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None, timeout: float = 60
    ) -> Got:
        """One request on a connection of its own; headers are sent as they are given, Host unless given too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def sparql(self, query: str, *, accept: str = "", **parameters: str) -> Got:
        """A question by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.ask("/sparql?" + urlencode({"query": query, **parameters}), headers=headers)

    def post(self, query: str, *, timeout: float = 60) -> Got:
        """A question by direct POST."""
        return self.ask(
            "/sparql", method="POST", body=query.encode(), headers={"Content-Type": "application/sparql-query"}, timeout=timeout
        )


@contextmanager
def served(case: Path, *options: str) -> Iterator[Server]:
    """``kg serve`` on a built case, until the end of the block."""
    command = [KG, "serve", "--port", "0", "--case", str(case), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert process.stdout is not None and process.stderr is not None
    url = process.stdout.readline().strip().rstrip("/")
    if not url:
        raise AssertionError(process.stderr.read())
    server = Server(url, process, case)
    try:
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def case_of(folder: Path, quads: list[ox.Quad], *, base: str = "https://e.example/") -> Path:
    """A case that has these quads as its current build; nothing of it was ever a fact file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").write_text(f'base = "{base}"\ntitle = "Quads"\n', encoding="utf-8")
    stores = Generations(folder / ".kg" / "stores")

    def fill(draft: Path) -> None:
        (draft / GRAPH).write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        bulk_load(draft / "store", quads)

    stores.create("first", fill)
    stores.swap("first")
    return folder
