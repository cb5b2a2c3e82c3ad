"""A disk that is full and folders that cannot be written: a clear word, and the last build answers on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.long import sampled
from tests.robustness.small_case import KG, Done, add_fact, assert_says_plainly, built, exports, kg, members, write_case, write_generated

# As root, permission bits do not bind: the capability that overrides them is laid down first.
AS_NOBODY_SPECIAL = (
    ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A built case with one more fact than its last build."""
    folder = built(write_case(tmp_path / "case"))
    add_fact(folder, "luis-mora memberOf port-union")
    return folder


def _build_with_file_size_limit(case: Path, size: int) -> Done:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = [KG, "build", "--case", str(case)]
    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("size", sampled([6_000, 0, 1_000, 20_000], 4))
def test_a_full_disk_is_named_and_leaves_the_last_build_answering(case: Path, size: int) -> None:
    before = exports(case)
    done = _build_with_file_size_limit(case, size)
    assert_says_plainly(done)
    assert members(case) == {"ana-vega"}
    assert exports(case) == before
    built(case)
    assert members(case) == {"ana-vega", "luis-mora"}


@pytest.mark.long
def test_a_disk_that_fills_up_at_any_stage_is_named_too(tmp_path: Path) -> None:
    case = tmp_path / "generated"
    write_generated(case, facts=400, files=2)
    built(case)
    before = exports(case)
    largest = max(path.stat().st_size for path in case.rglob("*") if path.is_file())
    add_fact(case, "person-0 operatesIn place-1", "report-000.yaml")
    for part in range(1, 6):
        done = _build_with_file_size_limit(case, largest * part // 8)
        if done.returncode != 0:
            assert_says_plainly(done)
            assert exports(case) == before
            assert kg(case, "query", "ASK { ?person kga:operatesIn ?place }").returncode == 0
        else:
            break
    built(case)


@pytest.mark.parametrize("folder", sampled(["exports", ".kg", ".kg/stores"], 2))
@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root without setpriv: nothing is unwritable")
def test_a_folder_without_write_permission_is_named(case: Path, folder: str) -> None:
    before = exports(case)
    path = case / folder
    path.chmod(0o555)
    try:
        done = kg(case, "build", before=AS_NOBODY_SPECIAL)
    finally:
        path.chmod(0o755)
    assert_says_plainly(done)
    assert path.name in done.stderr or "permission" in done.stderr.lower()
    assert exports(case) == before
    assert members(case) == {"ana-vega"}
    built(case)
    assert members(case) == {"ana-vega", "luis-mora"}


def _a_file(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.write_text("not a folder\n")


def _a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    (path / "inside").mkdir(parents=True)


@pytest.mark.parametrize(("name", "put"), [("exports", _a_file), ("exports/graph.nq", _a_folder), (".kg", _a_file)])
def test_a_file_where_a_folder_should_be_and_the_reverse_are_named(case: Path, name: str, put: Callable[[Path], None]) -> None:
    put(case / name)
    done = kg(case, "build")
    assert_says_plainly(done)
    assert Path(name).name in done.stderr
    if name != ".kg":
        assert members(case) == {"ana-vega"}
