"""Load on kg serve: many connections, many requests, on this machine alone, while builds swap the graph underneath.

Run ``make load`` (50 connections, 20,000 requests), or ``python -m benchmarks.load --requests 2000``. It ends with exit status 1 where a
request failed or an answer was none of the graphs that were built.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[1]
KG = str(Path(sys.executable).with_name("kg"))
PATHS = (
    "/sparql?query=" + quote("SELECT ?who ?where { ?who kga:operatesIn ?where }"),
    "/sparql?query=" + quote("ASK { :daniel-noboa a kga:Person }"),
    "/entity/daniel-noboa?format=ttl",
    "/questions/homicide-rate-by-year?format=csv",
    "/sparql?as-of=2009&query=" + quote("SELECT ?h { ?t kga:holder ?h }"),
    "/health",
    "/graph.ttl",
)


@dataclass
class Measured:
    """What a run gave.

    Args:
        seconds: of each request, in no order.
        statuses: of HTTP, each with its number; 0 for a connection that broke.
        builds: how many were swapped in meanwhile.
        took: seconds of the whole run.
    """

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    builds: int = 0
    took: float = 0.0

    @property
    def failed(self) -> int:
        """Requests without a success."""
        return sum(number for status, number in self.statuses.items() if status != 200)

    def percentile(self, share: float) -> float:
        """The time within which that share of requests was answered, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def __str__(self) -> str:
        number = len(self.seconds)
        return (
            f"{number:,} requests, {self.failed} failed, {self.builds} builds swapped in; {number / self.took:,.0f} requests a second; "
            f"median {self.percentile(0.5):.0f} ms, 95th percentile {self.percentile(0.95):.0f} ms, slowest {self.percentile(1):.0f} ms"
        )


async def put_load(url: str, case: Path, *, connections: int, requests: int, builds: bool = True) -> Measured:
    """Send requests over some connections that stay open, and build the case again and again meanwhile.

    Args:
        url: of a server on this machine.
        case: what it serves; its title changes with each build.
    """
    measured = Measured()
    left = iter(range(requests))
    done = asyncio.Event()
    began = time.perf_counter()
    building = asyncio.ensure_future(_build(case, done, measured)) if builds else None
    await asyncio.gather(*(_connection(url, left, measured) for _ in range(connections)))
    measured.took = time.perf_counter() - began
    done.set()
    if building:
        await building
    return measured


async def _connection(url: str, left: Iterator[int], measured: Measured) -> None:
    parts = urlsplit(url)
    reader = writer = None
    for number in left:
        began = time.perf_counter()
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(f"GET {PATHS[number % len(PATHS)]} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 120)
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            body = await reader.readexactly(int(length[1])) if length else b""
            status = int(head.split(b" ", 2)[1])
            if b"connection: close" in head.lower():
                writer.close()
                reader = writer = None
            measured.statuses[status if body else 0] += 1
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            measured.statuses[0] += 1
            reader = writer = None
        measured.seconds.append(time.perf_counter() - began)
    if writer is not None:
        writer.close()


async def _build(case: Path, done: asyncio.Event, measured: Measured) -> None:
    facts = case / "facts" / "load.yaml"
    while not done.is_set():
        source = "source: {id: load, title: Load, publisher: globalpost, date: 2025-03-01}"
        facts.write_text(f'kg: 1\n{source}\nfacts:\n  - {{fact: mexican-cartels operatesIn manta, note: "build {measured.builds}"}}\n')
        process = await asyncio.create_subprocess_exec(
            KG, "build", "--case", str(case), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if await process.wait() == 0:
            measured.builds += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 1)


def main() -> int:
    """Serve a copy of the sample, put load on it, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--requests", type=int, default=20_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        for name in ("facts", "ontology", "queries"):
            shutil.copytree(ROOT / name, case / name)
        settings = (ROOT / "kg.toml").read_text(encoding="utf-8")
        (case / "kg.toml").write_text(settings + 'exports = ["graph.nq", "graph.ttl"]\n', encoding="utf-8")
        build, serve = [KG, "build", "--case", str(case)], [KG, "serve", "--port", "0", "--case", str(case)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - kg's own commands
        server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)  # noqa: S603
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip().rstrip("/")
            measured = asyncio.run(put_load(url, case, connections=chosen.connections, requests=chosen.requests))
        finally:
            server.terminate()
            server.wait()
    print(f"{chosen.connections} connections: {measured}; {dict(measured.statuses)}")
    return 1 if measured.failed else 0


if __name__ == "__main__":
    sys.exit(main())
