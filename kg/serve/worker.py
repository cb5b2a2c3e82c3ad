"""A query worker: a process that answers one job after the other and can be killed at any moment.

The engine cannot be interrupted, so the server gives each question to a process of its own and ends that process when the question
takes too long. A worker only reads (the store is opened read-only), knows no credentials, and bounds its own memory and time, so that
it ends even when the server that started it is gone.

On standard input and output: a length of four bytes (big-endian) and JSON. An answer's JSON is followed by its body, unless the body
was large and stands in the file that the job named.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

INLINE = 256 * 1024
"""Bytes of an answer that go through the pipe; longer ones go into a file."""
LARGEST = 4 * 1024**3
"""Bytes that a worker may write into one file."""


def main() -> None:
    """Answer jobs until standard input ends.

    The command line: bytes of memory that the process may have.
    """
    _bound(int(sys.argv[1]))
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing but answers may stand in the pipe
    import kg.serve.jobs  # noqa: F401 - loaded before the first job, not in its time

    target.write(_packed({"ready": True}))
    target.flush()
    while (job := _read(source)) is not None:
        _answer(job, target)


def _bound(memory: int) -> None:
    """Give the process its limits: memory, files, no core dump; and have it end with its parent where the system can do that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):  # macOS does not bound it
        pass
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _answer(job: dict[str, Any], target: IO[bytes]) -> None:
    from kg.serve.jobs import perform

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + job["seconds"] * 2 * (os.cpu_count() or 1)) + 10
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        header, body = perform(job, lambda pieces: _body(pieces, Path(job["spool"])))
    except MemoryError:
        header, body = {"status": 500, "reason": "memory"}, b""
    if isinstance(body, Path):
        header["spool"] = True
        body = b""
    target.write(_packed({**header, "size": len(body)}))
    target.write(body)
    target.flush()


def _body(pieces: Iterator[bytes], spool: Path) -> bytes | Path:
    """The whole body where it is short, else the file that holds it."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > INLINE:
            break
    else:
        return b"".join(held)
    try:
        with spool.open("wb") as file:
            file.writelines(held)
            held.clear()
            file.writelines(pieces)
    except BaseException:
        spool.unlink(missing_ok=True)
        raise
    return spool


def _packed(value: Any) -> bytes:
    text = json.dumps(value).encode()
    return len(text).to_bytes(4, "big") + text


def _read(source: IO[bytes]) -> dict[str, Any] | None:
    length = source.read(4)
    if len(length) < 4:
        return None
    text = source.read(int.from_bytes(length, "big"))
    job: dict[str, Any] = json.loads(text)
    return job


if __name__ == "__main__":
    main()
