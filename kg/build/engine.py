"""DuckDB, imported for what kg needs of it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

_FEW_BYTES = 150_000  # of fact files; above it a good plan is worth the time to look for one
_FEW_FILES = 500


def engine() -> Any:
    """The module of the database.

    DuckDB's own package loads, beside the database, what data frames and notebooks need: a third of the time of a check.
    """
    try:
        return importlib.import_module("_duckdb")
    except ImportError:  # before DuckDB 1.4 there is only the package
        return importlib.import_module("duckdb")


def is_small(folder: Path) -> bool:
    """True when the facts in a folder are so few that looking for the best plan of a query takes longer than any plan.

    Statements give the same rows either way: without an optimizer they run as they are written.
    """
    size = 0
    for number, path in enumerate(folder.rglob("*"), 1):
        size += path.stat().st_size if path.is_file() else 0
        if size > _FEW_BYTES or number > _FEW_FILES:
            return False
    return True
