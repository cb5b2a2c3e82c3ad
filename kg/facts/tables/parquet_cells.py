"""Parquet: the database reads it; every value becomes text, a day is ISO."""

from __future__ import annotations

from kg.errors import KgError
from kg.facts.rows import SEPARATOR
from kg.facts.tables.cells import MOST_COLUMNS, Sheet, Source, create
from kg.facts.tables.engine import Engine, quoted


def load_parquet(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load a Parquet file; its first record is row 1."""
    path = quoted(str(source.path))
    try:
        kinds = engine.rows(f"select column_name, column_type from (describe select * from read_parquet({path}))")
        names = engine.rows(f"select name from parquet_schema({path}) where num_children is null or column_id > 0 order by column_id")
    except KgError:
        source.problem("parquet", "the file is no Parquet file, or damaged.")
        return None
    heads = [str(name) for (name,) in names] if len(names) == len(kinds) else [str(name) for name, _ in kinds]
    if len(kinds) > MOST_COLUMNS:
        source.problem("no-columns", f"the table has {len(kinds):,} columns; {MOST_COLUMNS:,} are the most.")
        return None
    create(engine, table, len(kinds))
    columns = [f"c{number}" for number in range(1, len(kinds) + 1)]
    texts = ", ".join(f"nullif({_text(column, str(kind))}, '')" for column, (_, kind) in zip(columns, kinds, strict=True))
    renamed = f"read_parquet({path}, file_row_number = true) as t ({', '.join(columns)}, number)"
    any_cell = ", ".join(f"{column}::varchar" for column in columns)
    engine.execute_text(f"insert into {table} select number + 1, {texts} from {renamed} where coalesce({any_cell}) is not null")
    return Sheet(source.file, table, tuple(heads), 0)


def _text(column: str, kind: str) -> str:
    if kind.startswith("TIMESTAMP"):
        day = f"{column} = date_trunc('day', {column})"
        return f"case when {day} then {column}::date::varchar else replace({column}::varchar, ' ', 'T') end"
    if kind == "VARCHAR[]":
        return f"array_to_string({column}, {quoted(SEPARATOR)})"
    return f"{column}::varchar"
