"""The build lock: one build of a case at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.project import Project


@contextmanager
def build_lock(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the case's build lock; a second build waits for the first.

    Args:
        waiting: called once when another build holds the lock.

    Raises:
        OSError: the state folder cannot be written.
    """
    project.state_dir.mkdir(parents=True, exist_ok=True)
    with (project.state_dir / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
