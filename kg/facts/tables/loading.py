"""Loading: the loader of each kind of table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.facts.tables.cells import Sheet, Source
from kg.facts.tables.csv_cells import load_csv
from kg.facts.tables.engine import Engine
from kg.facts.tables.json_cells import load_json
from kg.facts.tables.parquet_cells import load_parquet
from kg.facts.tables.workbook_cells import load_sheet

Loader = Callable[[Engine, Source, str], Sheet | None]

LOADERS: Mapping[str, Loader] = MappingProxyType(
    {".csv": load_csv, ".tsv": load_csv, ".xlsx": load_sheet, ".json": load_json, ".jsonl": load_json, ".parquet": load_parquet}
)
"""The loader of each file ending. A NEW KIND OF TABLE is one entry here and one module beside this one."""


def load(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load a file's cells into the temporary table ``table``; None, with findings, when it cannot be read."""
    try:
        return LOADERS[source.path.suffix.lower()](engine, source, table)
    except KeyError:
        source.problem("unknown-format", "this is no table.", f"Known endings: {', '.join(LOADERS)}.")
    except OSError as error:
        source.problem("unreadable", f"the file cannot be read: {error.strerror or error}.")
    return None
