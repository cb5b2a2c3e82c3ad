"""The same facts give the same bytes: whatever the hash seed, the folder, the names of files and the order of facts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.robustness.small_case import DATA_ONLY, ROOT, exports, kg, write_generated

_ITEM = re.compile(r"(?=^  - )", re.MULTILINE)


def _sample(folder: Path) -> Path:
    for name in ("facts", "ontology"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "kg.toml").write_text((ROOT / "kg.toml").read_text() + DATA_ONLY)
    return folder


def _generated(folder: Path) -> Path:
    return write_generated(folder, facts=400, files=5, seed=3)


def _shuffle_facts(case: Path) -> None:
    """Another order of the items below ``facts:`` in every file; items are whole blocks that begin with two spaces and a hyphen."""
    random = Random(5)  # noqa: S311 - an order, no secret
    for path in (case / "facts").rglob("*.yaml"):
        head, mark, body = path.read_text(encoding="utf-8").partition("\nfacts:\n")
        first, *items = _ITEM.split(body)
        random.shuffle(items)
        path.write_text(head + mark + first + "".join(item if item.endswith("\n") else item + "\n" for item in items), encoding="utf-8")


def _rename_files(case: Path) -> None:
    """Other names, so that the files are read in another order."""
    for number, path in enumerate(sorted((case / "facts").rglob("*.yaml"), reverse=True)):
        path.rename(path.with_name(f"{number:03}-{path.name}"))


@pytest.fixture(scope="module", params=[_sample, _generated], ids=["sample", "generated"])
def make(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def first(make: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = make(tmp_path_factory.mktemp("first"))
    done = kg(case, "build", env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stderr
    return case


def _outputs(case: Path) -> dict[str, str]:
    manifest = json.loads((case / "exports" / "manifest.json").read_text())
    return {name: value for name, value in manifest["outputs"].items() if not name.endswith(".html")}


def test_another_hash_seed_and_folder_give_the_same_bytes(make: Callable[[Path], Path], first: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "a folder with another name")
    done = kg(other, "build", "--full", env={"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    assert exports(other) == exports(first)
    assert (other / "exports" / "manifest.json").read_bytes() == (first / "exports" / "manifest.json").read_bytes()


def test_another_order_of_facts_and_files_gives_the_same_bytes(make: Callable[[Path], Path], first: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "case")
    _shuffle_facts(other)
    _rename_files(other)
    done = kg(other, "build", env={"PYTHONHASHSEED": "7"})
    assert done.returncode == 0, done.stderr
    assert exports(other) == exports(first)
    assert _outputs(other) == _outputs(first)


def test_an_edit_taken_back_gives_the_same_bytes_as_before(make: Callable[[Path], Path], first: Path, tmp_path: Path) -> None:
    case = make(tmp_path / "case")
    assert kg(case, "build").returncode == 0
    path = sorted((case / "facts").rglob("*.yaml"))[0]
    text = path.read_text(encoding="utf-8")
    path.unlink()
    kg(case, "build")  # fails or not: what is left must not show in the next build
    path.write_text(text, encoding="utf-8")
    assert kg(case, "build").returncode == 0
    assert exports(case) == exports(first)
