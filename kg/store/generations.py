"""Generations: each build's store is a folder of its own, and one small file says which is current.

A generation never changes once it is named. Readers take a shared lock on its lease, so that a generation is collected only when
nobody reads it and it is neither the current one nor the one before.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import StoreError

GRAPH = "graph.nq"
"""The generation's sorted N-Quads, or those of an earlier one where there is a difference beside them."""
DIFFERENCE = "graph.difference"
"""Lines of N-Quads that differ from :data:`GRAPH`, with ``+`` or ``-`` in front; absent where nothing does."""
BASE = "base-store"
"""The store of :data:`GRAPH` where there is a difference beside it; the store proper is made of it and the difference."""
PLACES = "places.parquet"
"""Claim IRI -> file, line, column."""
MOVED = "places.moved.parquet"
"""Rows that :data:`PLACES` has and should not (``gone``) or should have and has not; absent where nothing differs."""
_LEASE = "lease"
_NAME = re.compile(r"[\w-]+", re.ASCII)  # of one folder, so that a pointer leads nowhere else


@dataclass(frozen=True)
class Generations:
    """The stores below one folder, such as ``.kg/stores``.

    Args:
        folder: holds one folder a generation and the file ``current``.
    """

    folder: Path

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self.folder / "current"

    def current(self) -> str | None:
        """The name of the current generation, or None before the first build."""
        name = self._pointed()
        return name if name and (self.folder / name / _LEASE).is_file() else None

    def _pointed(self) -> str | None:
        """What the pointer says, whether it is there or not."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _NAME.fullmatch(name) else None

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self.folder / name

    def unused(self, name: str) -> str:
        """The name, with a number behind it where a generation has it already."""
        number = 1
        fresh = name
        while self.path(fresh).exists():
            number += 1
            fresh = f"{name}-{number}"
        return fresh

    def create(self, name: str, fill: Callable[[Path], None]) -> Path:
        """The folder of generation ``name``, filled by ``fill`` unless it is already there.

        The folder gets its name only when it is complete, so a killed build leaves no half generation.
        """
        final = self.path(name)
        if (final / _LEASE).is_file():
            return final
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(final, ignore_errors=True)
        draft = self.folder / f"draft-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir()
            fill(draft)
            (draft / _LEASE).touch()
            draft.rename(final)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        return final

    def swap(self, name: str) -> None:
        """Make ``name`` the current generation, in one step that readers see whole or not at all."""
        fresh = self.pointer.with_name(f"current-{os.getpid()}")
        try:
            with fresh.open("w", encoding="ascii") as file:
                file.write(name + "\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.pointer)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

    def lease(self) -> tuple[Path, IO[bytes]]:
        """The current generation's folder and a lock that keeps it while the file is open.

        Raises:
            StoreError: nothing has been built yet.
        """
        for _ in range(100):
            name = self._pointed()
            if name is None:
                break
            folder = self.path(name)
            try:
                file = (folder / _LEASE).open("rb")
            except OSError:
                if self._pointed() == name:
                    break
                continue  # collected between the two reads: a newer one is current
            fcntl.flock(file, fcntl.LOCK_SH)
            if (folder / _LEASE).exists():
                return folder, file
            file.close()
        raise StoreError("no graph has been built yet.", remedy="Run 'kg build' first.")

    def collect(self, keep: set[str]) -> None:
        """Remove generations that nobody reads, but the current one and those in ``keep``; and what killed builds left."""
        current = self.current()
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if folder.name.startswith(("draft-", "current-")) and not _alive(folder.name):
                shutil.rmtree(folder, ignore_errors=True) if folder.is_dir() else folder.unlink(missing_ok=True)
            elif folder.is_dir() and folder.name != current and folder.name not in keep and not folder.name.startswith("draft-"):
                _remove_unread(folder)


def _remove_unread(folder: Path) -> None:
    try:
        with (folder / _LEASE).open("rb") as lease:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / _LEASE).unlink()
            shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return


def _alive(name: str) -> bool:
    try:
        os.kill(int(name.rpartition("-")[2]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(name.rpartition("-")[2]) != os.getpid()
