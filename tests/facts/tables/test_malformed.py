"""What is said of malformed tables: each message with file, row, column and the cell's text, as ``malformed.txt`` has it.

After a wanted change of a message: ``python -m tests.facts.tables.test_malformed`` writes that file anew; read it before it is committed.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE
from tests.facts.tables.malformed import cases
from tests.facts.tables.table_case import graph, table_case

GOLDEN = Path(__file__).parent / "malformed.txt"


def said(folder: Path) -> dict[str, list[str]]:
    """Name of each case -> what is found in it, by one reading of a case that holds them all."""
    made = cases(folder / "books")
    slugs = {name: re.sub(r"\W+", "-", name.lower()) for name in made}
    files = {f"{slugs[name]}/{file}": content for name, files in made.items() for file, content in files.items()}
    findings = graph(table_case(folder / "case", files, people=PEOPLE))[1]
    found: dict[str, list[str]] = {name: [] for name in made}
    for finding in findings:
        place = f"facts/{slugs[next((n for n, s in slugs.items() if finding.location.file.startswith(f'facts/{s}/')), '')]}/"
        suffix = "" if finding.severity == 2 else f" [{finding.severity.word}]"
        found[next(name for name, slug in slugs.items() if place == f"facts/{slug}/")].append(str(finding).removeprefix(place) + suffix)
    return found


def golden() -> dict[str, list[str]]:
    """The committed messages."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.splitlines()[0].removeprefix("# "): block.splitlines()[1:] for block in blocks}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return said(tmp_path_factory.mktemp("malformed"))


def test_there_are_forty_malformed_tables_or_more() -> None:
    assert len(golden()) >= 40


@pytest.mark.parametrize("name", golden() if GOLDEN.exists() else [])
def test_a_malformed_table_is_met_with_its_committed_messages(name: str, found: dict[str, list[str]]) -> None:
    assert found[name] == golden()[name]


def test_every_case_has_its_messages(found: dict[str, list[str]]) -> None:
    assert found.keys() == golden().keys()
    assert [name for name, messages in golden().items() if not messages] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        text = "\n\n".join("\n".join([f"# {name}", *messages]) for name, messages in said(Path(folder)).items())
    GOLDEN.write_text(f"{text}\n", encoding="utf-8")
