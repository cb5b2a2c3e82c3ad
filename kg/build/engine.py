"""DuckDB, imported for what kg needs of it."""

from __future__ import annotations

import importlib
from enum import Enum, auto
from pathlib import Path
from typing import Any

_FEW_BYTES = 150_000  # of fact files; above it a good plan is worth the time to look for one
_MANY_BYTES = 25_000_000  # tables of several hundred thousand rows: each core has parts enough of what DuckDB hands out
_FEW_FILES = 500


class Size(Enum):
    """How much a case's facts weigh, by which the database is asked about them."""

    SMALL = auto()
    MEDIUM = auto()
    LARGE = auto()


def engine() -> Any:
    """The module of the database.

    DuckDB's own package loads, beside the database, what data frames and notebooks need: a third of the time of a check.
    """
    try:
        return importlib.import_module("_duckdb")
    except ImportError:  # before DuckDB 1.4 there is only the package
        return importlib.import_module("duckdb")


def size_of(folder: Path) -> Size:
    """The size of the facts in a folder; many files are not looked at one by one, and are taken for large.

    Where they are few, looking for the best plan of a query takes longer than any plan. Statements give the same rows either way: without
    an optimizer they run as they are written.
    """
    size = 0
    for number, path in enumerate(folder.rglob("*"), 1):
        size += path.stat().st_size if path.is_file() else 0
        if size > _MANY_BYTES or number > _FEW_FILES:
            return Size.LARGE
    return Size.MEDIUM if size > _FEW_BYTES else Size.SMALL
