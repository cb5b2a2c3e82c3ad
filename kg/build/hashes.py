"""Hashes of files that are remembered as long as a file's status says that it cannot have changed."""

from __future__ import annotations

import json
import time
from pathlib import Path

from kg.build.fingerprint import file_hash

FILE = "hashes.json"
_SETTLED = 2_000_000_000  # nanoseconds: a file that changed more lately may change again within the same tick of the clock


class Hashes:
    """SHA-256 of files, each read again only when its size, times or identity differ.

    The time of the last change of status (``st_ctime``) cannot be set by anyone, so a file that was written anew with its old time and
    size is told apart too.

    Args:
        folder: where they are remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._fresh: dict[str, list[object]] = {}
        try:
            self._known: dict[str, list[object]] = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self._known = {}

    def of(self, path: Path) -> str:
        """The hash of a file's content, hexadecimal; empty when it cannot be read."""
        try:
            status = path.stat()
        except OSError:
            return ""
        seen = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        name = str(path)
        known = self._fresh.get(name) or self._known.get(name)
        if known is not None and known[:-1] == seen:
            self._fresh[name] = known
            return str(known[-1])
        hash_ = file_hash(path)
        if hash_ and status.st_ctime_ns < time.time_ns() - _SETTLED:
            self._fresh[name] = [*seen, hash_]
        return hash_

    def keep(self) -> None:
        """Remember the hashes that were asked for."""
        if self._fresh != self._known:
            fresh = self._path.with_name(f"{FILE}.new")
            fresh.write_text(json.dumps(self._fresh), encoding="utf-8")
            fresh.replace(self._path)
