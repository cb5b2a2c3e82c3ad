"""The query workers as the server sees them: a few processes, a short queue, and an end to whatever takes too long.

Fair in three ways. The next job is one of the client (by address) that has the fewest running, and no client's long questions hold all
workers while there are two or more, so that whoever asks for the whole graph squared leaves the others answered. The last worker does not
stand idle meanwhile: what that client asks more is tried there for a moment, pages first, and waits for its turn only if it is long, too.
When the queue is full, the client that fills it is refused, not the one that comes next.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.serve.refusal import Refusal

START = 60.0
"""Seconds that a worker may take to start on a busy machine."""
LONGEST_PAUSE = 30.0
"""Seconds between two attempts to start a worker on a machine that has no room for one."""
TRY = 1.0
"""Seconds that a job of a client which has its share already may take on the last worker; far more than an ordinary one needs."""


@dataclass(frozen=True)
class Limits:
    """What one question may cost.

    Args:
        seconds: of evaluation.
        memory: bytes a worker may have.
        rows: rows or triples of an answer.
        queue: questions that wait; those beyond are refused.
        workers: processes; 0 for one a core, and at least two.
    """

    seconds: float = 30.0
    memory: int = 2 * 1024**3
    rows: int = 1_000_000
    queue: int = 64
    workers: int = 0

    @property
    def processes(self) -> int:
        """How many workers there are."""
        return self.workers or max(2, os.cpu_count() or 1)


@dataclass
class Reply:
    """What a worker answered.

    Args:
        header: as from :func:`kg.serve.jobs.perform`.
        body: the answer, or the file that holds it, which whoever reads it removes.
    """

    header: dict[str, Any]
    body: bytes | Path


@dataclass(eq=False)
class _Ticket:
    job: Mapping[str, Any]
    client: str
    seconds: float
    reply: asyncio.Future[Reply]  # cancelled when its caller goes away
    tried: bool = False


class Workers:
    """A pool of query workers; lives in one event loop.

    Args:
        limits: what one question may cost.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._idle: list[asyncio.subprocess.Process] = []
        self._all: set[asyncio.subprocess.Process] = set()
        self._waiting: deque[_Ticket] = deque()
        self._running: Counter[str] = Counter()
        self._serving: set[asyncio.Task[None]] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._spool = tempfile.TemporaryDirectory(prefix="kg-serve-")
        self._number = 0
        self._closed = False

    @property
    def busy(self) -> int:
        """Jobs that run."""
        return sum(self._running.values())

    @property
    def queued(self) -> int:
        """Jobs that wait."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start the workers and wait for the first.

        Raises:
            RuntimeError: no worker starts.
        """
        self._idle.append(await self._spawn())
        for _ in range(self.limits.processes - 1):
            self._start()

    async def close(self) -> None:
        """End all workers, whatever they do; whoever waits for an answer is told."""
        self._closed = True
        while self._waiting:
            reply = self._waiting.popleft().reply
            if not reply.done():
                reply.set_exception(_stopping())
        for task in self._starting:
            task.cancel()
        for process in list(self._all):
            await self._end(process)  # which ends the jobs that run on them
        await asyncio.gather(*self._starting, *self._serving, return_exceptions=True)
        for process in list(self._all):
            await self._end(process)
        self._spool.cleanup()

    async def run(self, job: Mapping[str, Any], client: str, *, seconds: float = 0) -> Reply:
        """The answer of a worker to a job.

        Args:
            client: whose job it is, such as an address; jobs of different clients take turns.
            seconds: another limit than the usual one.

        Raises:
            Refusal: 503 the queue is full, or the server is being stopped; 500 too slow, too large, or more than the engine can bear.
            asyncio.CancelledError: the caller went away; the job ends with it.
        """
        if self._closed:
            raise _stopping()
        ticket = _Ticket(job, client, seconds or self.limits.seconds, asyncio.get_running_loop().create_future())
        self._admit(ticket)
        self._dispatch()
        try:
            return await ticket.reply
        except asyncio.CancelledError:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            raise

    def _admit(self, ticket: _Ticket) -> None:
        self._waiting.append(ticket)
        if len(self._waiting) <= self.limits.queue or self._next() is not None:
            return
        heaviest, most = Counter(other.client for other in self._waiting).most_common(1)[0]
        own = sum(other.client == ticket.client for other in self._waiting)
        refused = ticket if own >= most else next(other for other in reversed(self._waiting) if other.client == heaviest)
        self._waiting.remove(refused)
        busy = Refusal(503, "Too many questions wait already. Try again in a moment.\n", {"Retry-After": "5"})
        if refused is ticket:
            raise busy
        if not refused.reply.done():
            refused.reply.set_exception(busy)

    def _next(self) -> _Ticket | None:
        """The ticket whose turn it is: of the client with the fewest running jobs, the one that waits longest; else one to be tried."""
        if not self._idle:
            return None
        able = [ticket for ticket in self._waiting if self._running[ticket.client] < self._share]
        if able:
            return min(able, key=lambda ticket: self._running[ticket.client])
        fresh = [ticket for ticket in self._waiting if not ticket.tried]
        return min(fresh, key=lambda ticket: (ticket.job["do"] == "ask", self._running[ticket.client]), default=None)

    @property
    def _share(self) -> int:
        """Workers that one client's long jobs may hold."""
        return max(1, self.limits.processes - 1)

    def _dispatch(self) -> None:
        while (ticket := self._next()) is not None and not self._closed:
            self._waiting.remove(ticket)
            tries = self._running[ticket.client] >= self._share
            self._running[ticket.client] += 1
            _keep(self._serve(ticket, self._idle.pop(), tries=tries), self._serving)

    def _start(self, *old: Any) -> None:
        """Start a worker beside whatever else is done: what is awaited for a caller would end when the caller goes away."""
        if not self._closed:
            _keep(self._renew(*old), self._starting)

    async def _serve(self, ticket: _Ticket, process: asyncio.subprocess.Process, *, tries: bool) -> None:
        """Give a worker a job and the caller its answer. Runs to its end also for a caller who goes away: the worker is accounted for."""
        self._number += 1
        spool = Path(self._spool.name) / str(self._number)
        well = again = False
        seconds = min(ticket.seconds, TRY) if tries else ticket.seconds
        job = {**ticket.job, "seconds": ticket.seconds, "spool": str(spool)}
        exchange = asyncio.ensure_future(asyncio.wait_for(_exchange(process, job), seconds))
        ticket.reply.add_done_callback(lambda _: exchange.cancel())
        try:
            reply = await exchange
            well = reply.header.get("reason") != "memory"
            outcome: Reply | Refusal = self._judged(reply)
        except TimeoutError:
            again = seconds < ticket.seconds
            outcome = Refusal(500, f"The question took longer than {ticket.seconds:g} seconds and was ended. Ask for less, or add LIMIT.\n")
        except (asyncio.IncompleteReadError, OSError, ValueError):
            outcome = _stopping() if self._closed else self._too_much()
        except asyncio.CancelledError:
            outcome = _stopping()
        self._running[ticket.client] -= 1
        self._running += Counter()
        if well:
            self._idle.append(process)
        else:
            self._start(process, spool)
        if again and not ticket.reply.done() and not self._closed:
            ticket.tried = True
            self._waiting.appendleft(ticket)
        elif not ticket.reply.done():
            if isinstance(outcome, Refusal):
                ticket.reply.set_exception(outcome)
            else:
                ticket.reply.set_result(outcome)
        elif isinstance(outcome, Reply) and isinstance(outcome.body, Path):
            outcome.body.unlink(missing_ok=True)
        self._dispatch()

    def _judged(self, reply: Reply) -> Reply | Refusal:
        reason = reply.header.get("reason")
        if reason == "memory":
            return self._too_much()
        if reason == "rows":
            return Refusal(500, f"The answer has more than {self.limits.rows:,} rows. Ask for less, or add LIMIT.\n")
        return reply

    def _too_much(self) -> Refusal:
        size = f"{self.limits.memory / 1024**3:.3g} GB"
        return Refusal(500, f"The question broke off: it needs more than {size} of memory, or is nested too deeply. Ask for less.\n")

    async def _renew(self, old: asyncio.subprocess.Process | None = None, spool: Path | None = None) -> None:
        """Start a worker, however often it takes, in the place of one that is of no more use, of which ``spool`` may be left."""
        if old is not None:
            await self._end(old)
        if spool is not None:
            spool.unlink(missing_ok=True)
        pause = 0.1
        while not self._closed:
            try:
                process = await self._spawn()
            except (RuntimeError, OSError):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            self._idle.append(process)
            self._dispatch()
            return

    async def _spawn(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-m",
            "kg.serve.worker",
            str(self.limits.memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8"},  # nothing of the server's own
            start_new_session=True,
        )
        self._all.add(process)
        try:
            await asyncio.wait_for(_received(process), START)
        except (TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            await self._end(process)
            raise RuntimeError("a query worker does not start") from error
        except asyncio.CancelledError:
            await self._end(process)
            raise
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._all.discard(process)


def _keep(work: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> None:
    """Do some work beside, and keep the task while it runs: the event loop alone would not."""
    task = asyncio.ensure_future(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _stopping() -> Refusal:
    return Refusal(503, "The server is being stopped. Ask again when it is back.\n", {"Connection": "close"})


async def _exchange(process: asyncio.subprocess.Process, job: Mapping[str, Any]) -> Reply:
    assert process.stdin is not None
    text = json.dumps(job).encode()
    process.stdin.write(len(text).to_bytes(4, "big") + text)
    await process.stdin.drain()
    return await _received(process, Path(job["spool"]))


async def _received(process: asyncio.subprocess.Process, spool: Path | None = None) -> Reply:
    assert process.stdout is not None
    length = int.from_bytes(await process.stdout.readexactly(4), "big")
    header: dict[str, Any] = json.loads(await process.stdout.readexactly(length))
    if header.get("spool") and spool is not None:
        return Reply(header, spool)
    return Reply(header, await process.stdout.readexactly(header.get("size", 0)))
