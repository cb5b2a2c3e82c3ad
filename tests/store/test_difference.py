"""Generations that are made of an earlier one and what differs: the same graph as if it had been loaded whole."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.store.difference
from kg.errors import StoreError
from kg.store.difference import Difference, advance, whole_graph
from kg.store.generations import BASE, DIFFERENCE, GRAPH
from kg.store.oxigraph import OxigraphStore, bulk_load

MANY = 20  # flushes behind which RocksDB merges a store's files


def line(number: int, text: str = "x") -> str:
    return f'<http://e.x/{number:05}> <http://e.x/says> "{text}" .'


def generation(folder: Path, lines: Iterable[str]) -> Path:
    folder.mkdir()
    (folder / GRAPH).write_text("".join(f"{one}\n" for one in sorted(lines)), encoding="utf-8")
    bulk_load(folder / "store", folder / GRAPH)
    return folder


def next_to(old: Path, difference: Difference) -> Path:
    new = old.with_name(f"{old.name}+")
    new.mkdir()
    advance(old, new, difference)
    return new


def stored(folder: Path) -> set[str]:
    return {f"{quad.triple} ." for quad in OxigraphStore.open(folder / "store", base="http://e.x/").quads()}


def written(folder: Path, scratch: Path) -> list[str]:
    return whole_graph(folder, scratch / "whole.nq").read_text(encoding="utf-8").splitlines()


def parts(store: Path) -> int:
    return len(list(store.glob("*.sst")))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return generation(tmp_path / "g", map(line, range(2_000)))


def test_many_edits_on_top_of_each_other_leave_the_store_as_small_as_one(first: Path, tmp_path: Path) -> None:
    lines, now, most = set(map(line, range(2_000))), first, 0
    for number in range(MANY + 5):
        change = Difference(frozenset({line(number, "y")}), frozenset({line(number)}))
        now, lines = next_to(now, change), (lines | change.added) - change.removed
        most = max(most, parts(now / "store"))

    assert stored(now) == lines
    assert written(now, tmp_path) == sorted(lines)
    assert most <= parts(first / "store") + 5  # one file for each index and one for the texts, however many edits
    assert stored(first) == set(map(line, range(2_000)))


def test_an_edit_that_is_taken_back_leaves_no_difference(first: Path, tmp_path: Path) -> None:
    there = Difference(frozenset({line(1, "y")}), frozenset({line(1)}))
    now = next_to(next_to(first, there), Difference(there.removed, there.added))

    assert stored(now) == set(map(line, range(2_000)))
    assert written(now, tmp_path) == sorted(map(line, range(2_000)))


def test_a_large_difference_is_put_into_the_graph(first: Path, tmp_path: Path) -> None:
    now = next_to(first, Difference(frozenset(line(number, "y") for number in range(1_000))))

    assert not (now / BASE).exists()
    assert not (now / DIFFERENCE).exists()
    assert len((now / GRAPH).read_text(encoding="utf-8").splitlines()) == 3_000
    assert stored(now) == set(written(now, tmp_path))


def test_a_store_that_was_merged_on_the_way_is_a_base_of_its_own(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply = kg.store.difference._apply

    def apply_and_merge(folder: Path, difference: Difference) -> None:
        apply(folder, difference)
        ox.Store(str(folder)).optimize()  # as RocksDB does it when it finds too many files

    monkeypatch.setattr(kg.store.difference, "_apply", apply_and_merge)
    merged = next_to(first, Difference(frozenset({line(1, "y")})))
    monkeypatch.undo()
    now = next_to(merged, Difference(frozenset({line(2, "y")})))

    assert not (merged / BASE).exists()
    assert (now / BASE).exists()
    assert {path.name for path in (now / BASE).glob("*.sst")} == {path.name for path in (merged / "store").glob("*.sst")}
    lines = {*map(line, range(2_000)), line(1, "y"), line(2, "y")}
    assert stored(now) == lines
    assert written(now, tmp_path) == sorted(lines)


def test_a_line_that_is_to_go_and_is_not_there_says_that_the_graph_is_damaged(first: Path) -> None:
    with pytest.raises(StoreError, match="damaged"):
        next_to(first, Difference(removed=frozenset(line(9, f"missing {number}") for number in range(1_000))))
