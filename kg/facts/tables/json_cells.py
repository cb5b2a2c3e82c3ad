"""JSON and JSON lines: records whose keys are columns; numbers stay as typed, a list of texts is joined, deeper values are a finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.facts.rows import SEPARATOR
from kg.facts.tables.cells import Row, Sheet, Source, fill
from kg.facts.tables.engine import Engine

Record = tuple[int, dict[str, Any]]
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def load_json(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load an array of records, or one record a line; the row is the record's number, or the line."""
    try:
        records = list(_records(source))
    except UnicodeDecodeError as error:
        source.problem("encoding", f"byte 0x{error.object[error.start]:02x} is not UTF-8.", "Save the file as UTF-8.")
        return None
    heads: dict[str, int] = {}
    for _, record in records:
        for key in record:
            heads.setdefault(key, len(heads))
    if not heads:
        if not source.problems:
            source.problem("empty-table", "the table is empty.", row=1)
        return None
    return fill(engine, source, table, [*heads], _rows(source, records, heads), header_row=0)


def _records(source: Source) -> Iterator[Record]:
    if source.path.suffix.lower() == ".jsonl":
        with source.path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield from _checked(source, number, _decoded(source, line.rstrip("\r\n"), number))
        return
    found = _decoded(source, source.path.read_text(encoding="utf-8-sig"), 0)
    if found is not None and not isinstance(found, list):
        source.problem("json", "the file is no list of records.", "It begins with '[' and holds '{\"column\": value}' records.", row=1)
        return
    for number, record in enumerate(found or [], 1):
        yield from _checked(source, number, record)


def _decoded(source: Source, text: str, line: int) -> Any:
    try:
        start = len(text) - len(text.lstrip())
        value, end = _DECODER.raw_decode(text, start)
        if text[end:].strip():
            raise json.JSONDecodeError("Extra data", text, end)
        return value
    except json.JSONDecodeError as error:
        place = (line, error.colno) if line else (error.lineno, error.colno)
        source.problem("json", f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}.", row=place[0], column=place[1])
    except RecursionError:
        source.problem("json", "this is no table: its values are nested too deep.", row=max(line, 1))
    return None


def _checked(source: Source, number: int, record: Any) -> Iterator[Record]:
    if isinstance(record, dict):
        yield number, record
    elif record is not None:
        source.problem("json", "this is no record.", "Write '{\"column\": value, ...}'.", row=number)


def _rows(source: Source, records: list[Record], heads: dict[str, int]) -> Iterator[Row]:
    for number, record in records:
        cells: list[str | None] = [None] * len(heads)
        for key, value in record.items():
            cells[heads[key]] = _text(source, number, heads[key] + 1, key, value)
        yield number, cells


def _text(source: Source, row: int, column: int, key: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return SEPARATOR.join(value)
    message = f"'{key}' holds a record where a text should be."
    source.problem("json", message, "Write its parts as keys of their own.", row=row, column=column)
    return None
