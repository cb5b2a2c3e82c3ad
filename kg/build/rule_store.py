"""The store that SPARQL rules are asked in: in memory where the graph fits, else on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

_TRIPLE = 700  # bytes that one takes in memory, measured with two million of them
_BATCH = 250_000  # lines that are loaded at once: a bulk load of millions takes more than a gigabyte


def fits_in_memory(triples: int, room: int) -> bool:
    """True when so many triples take no more than so many bytes; questions are answered sooner there."""
    return triples * _TRIPLE <= room


@contextmanager
def rule_store(lines: Iterator[str], *, in_memory: bool, folder: Path | None) -> Iterator[ox.Store]:
    """A store of these triples, gone afterwards.

    Args:
        lines: N-Triples.
        in_memory: or else on disk.
        folder: where it is made then; None for the system's temporary files.
    """
    if in_memory:
        yield _loaded(ox.Store(), lines)
        return
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="rules-", dir=folder, ignore_cleanup_errors=True) as place:
        yield _loaded(ox.Store(place), lines)


def _loaded(store: ox.Store, lines: Iterator[str]) -> ox.Store:
    while batch := "\n".join(islice(lines, _BATCH)):
        store.bulk_load(batch, ox.RdfFormat.N_TRIPLES, lenient=True)
    return store
