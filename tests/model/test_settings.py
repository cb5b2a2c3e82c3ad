"""Settings that cannot be are told with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.database import Database
from kg.errors import CaseError
from kg.project import load_project

BASE = 'base = "https://e.example/"\n'


@pytest.mark.parametrize(
    ("settings", "message", "remedy"),
    [
        ('title = "A case"\n', "'base' is missing.", "Write for example"),
        (BASE + 'colour = "red"\n', "unknown setting 'colour'.", "Known settings: base"),
        (BASE + "memory_limit = 2\n", "'memory_limit' must be text.", ""),
        (BASE + 'memory_limit = "plenty"\n', "'memory_limit' must be a size, not 'plenty'.", 'memory_limit = "2GB"'),
        (BASE + 'threads = "two"\n', "'threads' must be a whole number.", ""),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_a_remedy(tmp_path: Path, settings: str, message: str, remedy: str) -> None:
    (tmp_path / "kg.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        load_project(tmp_path)
    assert raised.value.message == message
    assert remedy in (raised.value.remedy or "")
    assert raised.value.place == "kg.toml"


@pytest.mark.parametrize("limit", ["768MB", "1.5 GiB", "40%", "2tb"])
def test_the_database_takes_less_than_the_limit_for_the_process(tmp_path: Path, limit: str) -> None:
    (tmp_path / "kg.toml").write_text(f'{BASE}memory_limit = "{limit}"\n', encoding="utf-8")
    database = Database(load_project(tmp_path), None)
    try:
        if limit == "768MB":
            assert database.rows("select current_setting('memory_limit')") == [("488.2 MiB",)]  # 512 MB
    finally:
        database.close()
