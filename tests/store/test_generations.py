"""Generations: a store appears whole or not at all, readers keep what they read, and what nobody needs goes away."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.generations import Generations


@pytest.fixture
def stores(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "stores")


def _made(stores: Generations, name: str, *, current: bool = True) -> Path:
    folder = stores.create(name, lambda draft: (draft / "data").write_text(name) and None)
    if current:
        stores.swap(name)
    return folder


def test_before_the_first_build_there_is_none_and_it_is_said_what_to_do(stores: Generations) -> None:
    assert stores.current() is None
    with pytest.raises(StoreError) as error:
        stores.lease()
    assert str(error.value) == "no graph has been built yet. Run 'kg build' first."
    stores.collect(keep=set())


def test_a_generation_is_filled_once_and_becomes_current_by_the_swap(stores: Generations) -> None:
    folder = _made(stores, "one", current=False)
    assert (folder / "data").read_text() == "one"
    assert stores.current() is None
    stores.swap("one")
    assert stores.current() == "one"
    assert stores.create("one", lambda draft: pytest.fail(f"{draft} is filled again")) == folder


def test_a_fill_that_fails_leaves_nothing(stores: Generations) -> None:
    def fail(draft: Path) -> None:
        (draft / "data").write_text("half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        stores.create("one", fail)
    assert list(stores.folder.iterdir()) == []


def test_a_generation_that_a_killed_build_left_half_is_made_anew(stores: Generations) -> None:
    (stores.folder / "one").mkdir(parents=True)
    (stores.folder / "one" / "data").write_text("half")
    assert (_made(stores, "one") / "data").read_text() == "one"


def test_a_name_that_is_taken_gets_a_number(stores: Generations) -> None:
    assert stores.unused("one") == "one"
    _made(stores, "one")
    _made(stores, stores.unused("one"))
    assert stores.current() == "one-2"
    assert stores.unused("one") == "one-3"


def test_only_the_current_generation_and_those_to_be_kept_stay(stores: Generations) -> None:
    for name in ("one", "two", "three", "four"):
        _made(stores, name)
    stores.collect(keep={"two"})
    assert {path.name for path in stores.folder.iterdir()} == {"two", "four", "current"}


def test_a_generation_that_is_read_stays_until_its_reader_is_done(stores: Generations) -> None:
    folder = _made(stores, "one")
    leased, lease = stores.lease()
    assert leased == folder
    _made(stores, "two")
    stores.collect(keep=set())
    assert (folder / "data").read_text() == "one"
    lease.close()
    stores.collect(keep=set())
    assert not folder.exists()


def test_what_a_killed_build_left_is_removed_and_what_a_living_one_drafts_is_not(stores: Generations) -> None:
    _made(stores, "one")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as alive:
        for process in (dead.pid, alive.pid):
            (stores.folder / f"draft-{process}").mkdir()
            (stores.folder / f"current-{process}").write_text("x")
        stores.collect(keep=set())
        left = {path.name for path in stores.folder.iterdir()}
        alive.communicate(b"\n")
    assert left == {"one", "current", f"draft-{alive.pid}", f"current-{alive.pid}"}


@pytest.mark.parametrize("pointer", [b"", b"gone\n", b"\xff\xfe", b"../outside\n", b"/\n", b"one/../../outside\n"])
def test_a_pointer_that_leads_nowhere_is_none(stores: Generations, pointer: bytes) -> None:
    _made(stores, "one")
    outside = stores.folder.parent / "outside"
    outside.mkdir()
    (outside / "lease").touch()
    stores.pointer.write_bytes(pointer)
    assert stores.current() is None
    with pytest.raises(StoreError):
        stores.lease()


def test_a_swap_that_fails_leaves_the_old_one_current(stores: Generations) -> None:
    _made(stores, "one")
    (stores.folder / f"current-{os.getpid()}").mkdir()
    with pytest.raises(OSError, match="directory"):
        stores.swap("two")
    assert stores.current() == "one"


def test_readers_always_find_a_whole_generation_while_others_come_and_go(stores: Generations) -> None:
    _made(stores, "g-0")
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            folder, lease = stores.lease()
            with lease:
                if (folder / "data").read_text() != folder.name:
                    wrong.append(folder.name)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 150):
        _made(stores, f"g-{number}")
        stores.collect(keep=set())
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    stores.collect(keep=set())
    assert {path.name for path in stores.folder.iterdir()} == {"g-149", "current"}
