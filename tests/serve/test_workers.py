"""The pool of query workers: callers that go away at any moment take no worker along."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import pytest

from kg.serve.refusal import Refusal
from kg.serve.workers import Limits, Workers

HERE = {"do": "stay"}
T = TypeVar("T")
Scene = Callable[[Workers], Awaitable[None]]


@pytest.fixture
def with_workers() -> Iterator[Callable[[Scene], None]]:
    """Runs a scene with two workers, after which both must answer at the same time."""

    async def played(scene: Scene) -> None:
        workers = Workers(Limits(workers=2))
        await workers.start()
        try:
            await scene(workers)
            async with asyncio.timeout(60):
                while len(workers._idle) < 2:  # that both are there again is asserted
                    await asyncio.sleep(0.02)
            replies = await asyncio.gather(*(workers.run(HERE, client) for client in ("one", "two")))
            assert [reply.body for reply in replies] == [b"here\n", b"here\n"]
            assert workers.busy == 0
        finally:
            await workers.close()

    yield lambda scene: alone(played(scene))


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Run something in an event loop of its own: one of the browser's tests may already run in this thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


async def gone(task: asyncio.Task[object]) -> None:
    """Let a caller go away, and wait until it has."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def test_a_caller_who_goes_away_before_the_job_has_begun_takes_no_worker_along(with_workers: Callable[[Scene], None]) -> None:
    async def scene(workers: Workers) -> None:
        for _ in range(6):
            task = asyncio.ensure_future(workers.run(HERE, "hasty"))
            await asyncio.sleep(0)  # the job has its worker, and its own task has not had a turn
            await gone(task)

    with_workers(scene)


def test_a_caller_who_goes_away_while_the_worker_is_ended_takes_no_worker_along(
    with_workers: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = asyncio.Event()
    end = Workers._end

    async def slowly(self: Workers, process: asyncio.subprocess.Process) -> None:
        ending.set()
        await asyncio.sleep(0.1)
        await end(self, process)

    async def scene(workers: Workers) -> None:
        monkeypatch.setattr(Workers, "_end", slowly)
        for _ in range(2):
            ending.clear()
            task = asyncio.ensure_future(workers.run(HERE, "slow", seconds=1e-6))
            await ending.wait()
            await gone(task) if not task.done() else task.exception()

    with_workers(scene)


def test_many_callers_who_come_and_go_leave_the_pool_as_it_was(with_workers: Callable[[Scene], None]) -> None:
    async def scene(workers: Workers) -> None:
        for turn in range(12):
            tasks = [asyncio.ensure_future(workers.run(HERE, f"client {number % 3}")) for number in range(6)]
            for _ in range(turn):
                await asyncio.sleep(0)
            for task in tasks[::2]:
                task.cancel()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                assert not isinstance(outcome, Exception)  # an answer, or its own cancellation

    with_workers(scene)


def test_who_waits_when_the_server_stops_is_told() -> None:
    async def played() -> list[object]:
        workers = Workers(Limits(workers=2))
        await workers.start()
        tasks = [asyncio.ensure_future(workers.run(HERE, "one")) for _ in range(8)]
        await asyncio.sleep(0)
        await workers.close()
        return list(await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 30))

    outcomes = alone(played())
    assert len(outcomes) == 8
    assert {outcome.status for outcome in outcomes if isinstance(outcome, Refusal)} == {503}
