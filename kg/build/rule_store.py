"""The store that SPARQL rules are asked in: in memory while the graph is small, on disk beyond."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

LARGE = 500_000
"""Triples: each takes some 700 bytes in memory, and a tenth of that while it is loaded to disk, where questions take longer."""
_BATCH = 250_000  # lines that are loaded at once: a bulk load of millions takes more than a gigabyte


@contextmanager
def rule_store(lines: Iterator[str], triples: int, folder: Path) -> Iterator[ox.Store]:
    """A store of these triples, gone afterwards.

    Args:
        lines: N-Triples.
        triples: how many there are, about.
        folder: where a large one is made, if there is such a folder; else among the system's temporary files.
    """
    if triples <= LARGE:
        yield _loaded(ox.Store(), lines)
        return
    with TemporaryDirectory(prefix="rules-", dir=folder if folder.is_dir() else None, ignore_cleanup_errors=True) as place:
        yield _loaded(ox.Store(place), lines)


def _loaded(store: ox.Store, lines: Iterator[str]) -> ox.Store:
    while batch := "\n".join(islice(lines, _BATCH)):
        store.bulk_load(batch, ox.RdfFormat.N_TRIPLES, lenient=True)
    return store
