"""Loading: the loader of each kind of table."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kg.facts.tables.cells import Sheet, Source
    from kg.facts.tables.engine import Engine

    Loader: TypeAlias = Callable[[Engine, Source, str], Sheet | None]

LOADERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".csv": ("csv_cells", "load_csv"),
        ".tsv": ("csv_cells", "load_csv"),
        ".xlsx": ("workbook_cells", "load_sheet"),
        ".json": ("json_cells", "load_json"),
        ".jsonl": ("json_cells", "load_json"),
        ".parquet": ("parquet_cells", "load_parquet"),
    }
)
"""The loader of each file ending: its module beside this one, and its name. A NEW KIND OF TABLE is one entry here and one module.

A case without tables imports none of them.
"""


def load(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load a file's cells into the temporary table ``table``; None, with findings, when it cannot be read."""
    try:
        module, name = LOADERS[source.path.suffix.lower()]
    except KeyError:
        source.problem("unknown-format", "this is no table.", f"Known endings: {', '.join(LOADERS)}.")
        return None
    loader: Loader = getattr(importlib.import_module(f"kg.facts.tables.{module}"), name)
    try:
        return loader(engine, source, table)
    except OSError as error:
        source.problem("unreadable", f"the file cannot be read: {error.strerror or error}.")
    return None
