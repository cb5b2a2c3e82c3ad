"""Each bad input gives exactly its message, at the right line and column.

``KG_WRITE=1 pytest -m '' tests/bad`` writes the messages anew; look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from tests.bad.corpus import HERE, case_with, files_of, findings_of, said_of
from tests.bad.made import MADE
from tests.long import sampled

FILES = sorted((HERE / "files").glob("*.yaml")) + sorted((HERE / "files").glob("*.case"))


def put(file: Path, folder: Path) -> Path:
    """The case with one file of the corpus."""
    if file.suffix == ".case":
        return case_with(folder, files_of(file.read_text(encoding="utf-8")))
    return case_with(folder, {f"facts/{file.name}": file.read_bytes()})


def compare(case: Path, expected: Path) -> None:
    said = said_of(case)
    if os.environ.get("KG_WRITE"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_the_known_facts_have_nothing_wrong(tmp_path: Path) -> None:
    assert findings_of(case_with(tmp_path, {})) == []


def test_the_corpus_is_no_smaller_than_it_should_be() -> None:
    assert len(FILES) + len(MADE) >= 150
    texts = {file.stem for file in (HERE / "files").glob("*.txt")}
    assert texts == {file.stem for file in FILES} | {f"made-{name}" for name in MADE}


@pytest.mark.parametrize("file", sampled(FILES, 8), ids=lambda file: file.stem)
def test_a_file_gives_exactly_its_message(file: Path, tmp_path: Path) -> None:
    compare(put(file, tmp_path), file.with_suffix(".txt"))


@pytest.mark.parametrize("name", sampled(MADE, 4))
def test_what_no_text_file_can_hold_gives_exactly_its_message(name: str, tmp_path: Path) -> None:
    case = case_with(tmp_path, {})
    MADE[name](case)

    compare(case, HERE / "files" / f"made-{name}.txt")
