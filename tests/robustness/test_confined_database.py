"""The build's database reaches nothing but the case's own state folder, and loads nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build.database import Database
from kg.errors import KgError
from kg.project import load_project
from tests.robustness.small_case import write_case


@pytest.fixture(params=["case", "it's a 'case'"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = write_case(tmp_path / request.param)
    (folder / ".kg").mkdir()
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    return folder


@pytest.fixture(params=["file", "memory"])
def database(request: pytest.FixtureRequest, root: Path) -> Iterator[Database]:
    opened = Database(load_project(root), root / ".kg" / "facts.duckdb" if request.param == "file" else None)
    yield opened
    opened.close()


@pytest.mark.parametrize("setting", ["autoinstall_known_extensions", "autoload_known_extensions", "enable_external_access"])
def test_nothing_is_installed_loaded_or_reached_unasked(database: Database, setting: str) -> None:
    assert str(database.rows(f"select current_setting('{setting}')")[0][0]).lower() == "false"


def test_a_file_outside_the_state_folder_is_neither_read_nor_written(database: Database, root: Path) -> None:
    outside = root.parent / "secret.csv"
    for statement in (
        "select * from read_csv('{}')".format(str(outside).replace("'", "''")),
        "select * from read_text('/etc/hostname')",
        "select * from glob('/etc/*')",
        "copy (select 1) to '{}/written.csv'".format(str(root).replace("'", "''")),
        "attach '{}/other.duckdb'".format(str(root.parent).replace("'", "''")),
    ):
        with pytest.raises(KgError):
            database.rows(statement)
    assert sorted(path.name for path in root.parent.iterdir()) == sorted([root.name, "secret.csv"])


@pytest.mark.parametrize("statement", ["install httpfs", "load httpfs", "set enable_external_access = true"])
def test_the_confinement_cannot_be_lifted(database: Database, statement: str) -> None:
    with pytest.raises(KgError):
        database.rows(statement)
