"""The store that SPARQL rules are asked in: in memory while the graph is small, on disk beyond."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

LARGE = 2_000_000
"""Triples: more take gigabytes in memory."""


@contextmanager
def rule_store(lines: Iterator[str], triples: int, folder: Path) -> Iterator[ox.Store]:
    """A store of these triples, gone afterwards.

    Args:
        lines: N-Triples.
        triples: how many there are, about.
        folder: where a large one is made, if there is such a folder; else among the system's temporary files.
    """
    if triples <= LARGE:
        store = ox.Store()
        _load(store, lines)
        yield store
        return
    with TemporaryDirectory(prefix="rules-", dir=folder if folder.is_dir() else None, ignore_cleanup_errors=True) as place:
        store = ox.Store(place)
        _load(store, lines)
        yield store


def _load(store: ox.Store, lines: Iterator[str]) -> None:
    store.bulk_load(_Text(lines), ox.RdfFormat.N_TRIPLES, lenient=True)  # type: ignore[arg-type]  # it only reads


class _Text:
    """Lines as a file that is read from front to back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        if not self._rest:
            self._rest = self._next()
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def _next(self) -> bytes:
        some: list[str] = []
        for line in self._lines:
            some.append(line)
            if len(some) == 1_000:
                break
        return "".join(f"{line}\n" for line in some).encode()
