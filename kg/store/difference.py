"""Differences: the N-Quads by which one graph differs from another, and a generation made from the one before by them.

Oxigraph keeps its quads in files that never change once they are written (RocksDB's ``.sst``): a copy of a store is made of hard links to
them, and what is written into the copy goes to files of its own. Each edit's store is made of the base, which a bulk load wrote, and all
that differs from it by now, and not of the store before it: behind some twenty edits on top of each other RocksDB merges its files before
it writes on, which takes longer than many edits.
"""

from __future__ import annotations

import mmap
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.generations import BASE, DIFFERENCE, GRAPH

_LONGEST = 20_000  # lines of a difference that is kept beside a graph: putting them into a store takes a tenth of a second
_LARGEST_SHARE = 1 / 8  # of the graph's bytes
_NOT_COPIED = frozenset({"LOCK", "LOG"})


@dataclass(frozen=True)
class Difference:
    """Lines of N-Quads, without line ends, that one graph has and another has not.

    Args:
        added: in the later graph only.
        removed: in the earlier graph only.
    """

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.added) + len(self.removed)

    def then(self, later: Difference) -> Difference:
        """Both differences as one.

        >>> Difference(frozenset("a")).then(Difference(frozenset("b"), frozenset("a")))
        Difference(added=frozenset({'b'}), removed=frozenset())
        """
        added = (self.added - later.removed) | (later.added - self.removed)
        return Difference(added, (self.removed - later.added) | (later.removed - self.added))


def advance(old: Path, new: Path, difference: Difference) -> None:
    """Fill a generation's folder with store and graph from an earlier one's; nothing in the earlier one changes.

    Raises:
        StoreError: the earlier generation is damaged.
    """
    base = old / BASE if (old / BASE).exists() else old / "store"
    try:
        whole = read_difference(old).then(difference)
        _link_store(base, new / "store")
        _apply(new / "store", whole)
        if _is_large(whole, old / GRAPH) or _is_merged(new / "store", base):
            patch(old / GRAPH, whole, new / GRAPH)
        else:
            _link_store(base, new / BASE)
            os.link(old / GRAPH, new / GRAPH)
            _write_difference(new, whole)
    except (OSError, SyntaxError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise StoreError("the built graph is damaged.", remedy="Run 'kg build --full' to make it anew.", place=str(old)) from error


def write_graph(generation: Path, target: Path) -> None:
    """Write the sorted N-Quads of a generation."""
    difference = read_difference(generation)
    if difference:
        patch(generation / GRAPH, difference, target)
    else:
        shutil.copyfile(generation / GRAPH, target)


def whole_graph(generation: Path, scratch: Path) -> Path:
    """The file of a generation's sorted N-Quads: its own, or ``scratch``, written from it and what differs."""
    if not (generation / DIFFERENCE).exists():
        return generation / GRAPH
    write_graph(generation, scratch)
    return scratch


def graph_lines(generation: Path) -> Iterator[str]:
    """The lines of a generation's sorted N-Quads, with their ends."""
    difference = read_difference(generation)
    with (generation / GRAPH).open(encoding="utf-8", newline="\n") as file:
        kept = (line for line in file if line[:-1] not in difference.removed)
        yield from merge(kept, sorted(f"{line}\n" for line in difference.added)) if difference else file


def read_difference(generation: Path) -> Difference:
    """What the generation's graph has other than its file of N-Quads; nothing where that is whole."""
    added: set[str] = set()
    removed: set[str] = set()
    try:
        with (generation / DIFFERENCE).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                (added if line[0] == "+" else removed).add(line[1:-1])
    except FileNotFoundError:
        pass
    return Difference(frozenset(added), frozenset(removed))


def patch(graph: Path, difference: Difference, target: Path) -> None:
    """Write sorted N-Quads with a difference applied: whole stretches are copied, places are found by halving.

    Raises:
        SyntaxError: a line that is to go is not there.
    """
    changes = sorted([(line.encode(), True) for line in difference.added] + [(line.encode(), False) for line in difference.removed])
    with target.open("wb") as sink, _Mapped(graph) as source:
        at = 0
        for line, comes in changes:
            place = _place(source, line + b"\n", at)
            sink.write(source[at:place])
            at = place
            if comes:
                sink.write(line + b"\n")
            elif source[at : at + len(line) + 1] == line + b"\n":
                at += len(line) + 1
            else:
                raise SyntaxError(f"not in the graph: {line.decode()}")
        sink.write(source[at:])


class _Mapped:
    """A file's bytes without reading them all; an empty file cannot be mapped."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("rb")

    def __enter__(self) -> memoryview | bytes:
        if not os.fstat(self._file.fileno()).st_size:
            return b""
        self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        self._view = memoryview(self._map)
        return self._view

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "_view"):
            self._view.release()
            self._map.close()
        self._file.close()


def _place(source: memoryview | bytes, line: bytes, low: int) -> int:
    """Where the first line stands that is not less than ``line``; ``low`` is the start of a line."""
    high = len(source)
    while low < high:
        middle = _line_start(source, (low + high) // 2, low)
        end = _line_end(source, middle)
        if bytes(source[middle:end]) < line:
            low = end
        else:
            high = middle
    return low


def _line_start(source: memoryview | bytes, at: int, low: int) -> int:
    while at > low:
        block = max(low, at - 4096)
        found = bytes(source[block:at]).rfind(b"\n")
        if found >= 0:
            return block + found + 1
        at = block
    return low


def _line_end(source: memoryview | bytes, at: int) -> int:
    while at < len(source):
        found = bytes(source[at : at + 4096]).find(b"\n")
        if found >= 0:
            return at + found + 1
        at += 4096
    return len(source)


def _is_large(difference: Difference, graph: Path) -> bool:
    """True when a difference is better put into the graph than carried from edit to edit."""
    size = sum(len(line) for line in difference.added | difference.removed)
    return len(difference) > _LONGEST or size > graph.stat().st_size * _LARGEST_SHARE


def _is_merged(store: Path, base: Path) -> bool:
    """True when RocksDB wrote most of the store anew, as it would with each further edit of that base."""
    sizes = {path.name: path.stat().st_size for path in base.glob("*.sst")}
    return sum(size for name, size in sizes.items() if (store / name).exists()) < sum(sizes.values()) / 2


def _link_store(old: Path, new: Path) -> None:
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            os.link(path, new / path.name)
        elif path.name not in _NOT_COPIED:
            shutil.copyfile(path, new / path.name)


def _apply(folder: Path, difference: Difference) -> None:
    if not difference:
        return
    store = ox.Store(str(folder))
    for quad in _quads(difference.removed):
        store.remove(quad)
    store.extend(_quads(difference.added))
    store.flush()


def _quads(lines: Iterable[str]) -> Iterator[ox.Quad]:
    return ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)


def _write_difference(generation: Path, difference: Difference) -> None:
    with (generation / DIFFERENCE).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"-{line}\n" for line in sorted(difference.removed))
        file.writelines(f"+{line}\n" for line in sorted(difference.added))
