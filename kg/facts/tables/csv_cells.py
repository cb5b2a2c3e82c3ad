"""CSV and TSV: the database reads what is plain, Python's csv module what is not (quotes over several lines, ragged rows, other encodings).

Both give the same cells; the database is tried first because it is ten times faster, and its result is only taken when it has exactly
as many rows as the file has lines.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from kg.errors import KgError
from kg.facts.tables.cells import MOST_COLUMNS, Row, Sheet, Source, fill, named
from kg.facts.tables.dialects import WINDOWS, head_row, reads_as_windows, sniff
from kg.facts.tables.engine import Engine, quoted

_LONGEST = 1 << 30  # characters in one cell


@dataclass(frozen=True)
class _Dialect:
    """How a text file is written.

    Args:
        delimiter: one character.
        encoding: Python's name.
    """

    delimiter: str
    encoding: str

    @property
    def plain(self) -> bool:
        """True for one that the database reads."""
        return self.encoding in ("utf-8", "utf-8-sig") and self.delimiter.isascii()


def load_csv(engine: Engine, source: Source, table: str) -> Sheet | None:
    """Load a delimited text file."""
    dialect = _Dialect(*sniff(source.path, source.options))
    options = source.options
    try:
        above = _first_records(source, dialect, max(options.header, 1))
    except (UnicodeDecodeError, csv.Error) as error:
        _refuse(source, error, 1)
        return None
    if len(above) < max(options.header, 1):
        source.problem("empty-table", "the table is empty." if not above else f"the table has no row {options.header}.", row=1)
        return None
    written = replace(options, delimiter=dialect.delimiter, encoding=dialect.encoding)
    if options.header == 1 and not options.heads and (row := head_row(source.path, written)) > 1:
        message = f"this row is narrower than most rows below it: the heads seem to stand in row {row}."
        remedy = f"Say 'header: {row}' in its mapping (kg map drafts one)" if source.mapped else "Delete what stands above them"
        source.problem("ragged-row", message, f"{remedy}, or name all columns in this row.", row=1)
        return None
    heads = list(options.heads) or (named(above[-1]) if options.header else [str(n + 1) for n in range(len(above[-1]))])
    simple = dialect.plain and not any("\n" in cell for record in above for cell in record) and 0 < len(heads) <= MOST_COLUMNS
    if simple and len(above[-1]) == len(heads):
        sheet = _by_database(engine, source, table, dialect, heads)
        if sheet is not None:
            return sheet
    return _by_python(engine, source, table, dialect, heads)


def _plain_lines(path: Path) -> int | None:
    """How many lines a file has; None where something in its bytes keeps the database from reading it."""
    lines, before = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if len(block) == 1 << 20:
                block += file.readline()
            lines += block.count(b"\n")
            if _is_odd(block.removeprefix(codecs.BOM_UTF8)):  # each block begins with a line, the last but one ends with one
                return None
            before = block
    return lines + (not before.endswith(b"\n"))


def _is_odd(lines: bytes) -> bool:
    """True for blank lines, line ends other than LF and CR LF, and NUL."""
    if lines.startswith((b"\n", b"\r\n")) or b"\n\n" in lines or b"\0" in lines:
        return True
    return b"\r" in lines and (b"\n\r\n" in lines or lines.count(b"\r") > lines.count(b"\r\n"))


def _opened(source: Source, dialect: _Dialect) -> TextIO:
    csv.field_size_limit(_LONGEST)
    try:
        return source.path.open(encoding=dialect.encoding, newline="")
    except LookupError:
        raise csv.Error(f"unknown encoding '{dialect.encoding}'") from None


def _records(file: TextIO, dialect: _Dialect) -> Iterator[list[str]]:
    return csv.reader(file, delimiter=dialect.delimiter, strict=True)


def _first_records(source: Source, dialect: _Dialect, count: int) -> list[list[str]]:
    with _opened(source, dialect) as file:
        return [record for _, record in zip(range(count), _records(file, dialect), strict=False)]


def _by_database(engine: Engine, source: Source, table: str, dialect: _Dialect, heads: Sequence[str]) -> Sheet | None:
    """The cells as the database reads them, or None when it found anything out of the ordinary."""
    header = source.options.header
    columns = ", ".join(f"'c{number}': 'varchar'" for number in range(1, len(heads) + 1))
    any_cell = ", ".join(f"c{number}" for number in range(1, len(heads) + 1))
    reading = (
        f"read_csv({quoted(str(source.path))}, auto_detect = false, header = false, skip = {header}, columns = {{{columns}}}, "
        f"delim = {quoted(dialect.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, null_padding = false)"
    )
    with ThreadPoolExecutor(max_workers=1) as other:
        counting = other.submit(_plain_lines, source.path)  # meanwhile: each takes one core
        try:
            engine.execute_text(f"drop table if exists {table}")
            engine.execute_text(f"create temp table {table} as select row_number() over () + {header} as row, * from {reading}")
            (last,) = engine.rows(f"select coalesce(max(row), {header}) from {table}")[0]
            if last == counting.result():
                engine.execute_text(f"delete from {table} where coalesce({any_cell}) is null")
                return Sheet(source.file, table, tuple(heads), header)
        except KgError:
            pass
    engine.execute_text(f"drop table if exists {table}")
    return None


def _by_python(engine: Engine, source: Source, table: str, dialect: _Dialect, heads: Sequence[str]) -> Sheet | None:
    row = 0
    try:
        with _opened(source, dialect) as file:

            def rows() -> Iterator[Row]:
                nonlocal row
                for row, record in enumerate(_records(file, dialect), 1):
                    if row > source.options.header:
                        yield row, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in record]

            return fill(engine, source, table, heads, rows(), header_row=source.options.header)
    except (UnicodeError, csv.Error) as error:
        _refuse(source, error, row + 1)
        return None


def _refuse(source: Source, error: Exception, row: int) -> None:
    if isinstance(error, UnicodeDecodeError):
        byte, row = _place_of_bad_byte(source, error)
        message = f"byte 0x{byte:02x} is not {error.encoding.upper()}."
        source.problem("encoding", message, _encoding_remedy(source), row=row)
    elif "encoding" in str(error) or isinstance(error, UnicodeError):
        source.problem("encoding", f"{error}.", "Use for example utf-8, utf-16 or windows-1252.")
    elif "expected after" in str(error):
        source.problem("csv-quote", "a quoted text goes on behind its closing quote.", 'Write "" for a quote inside quotes.', row=row)
    elif "unexpected end of data" in str(error):
        message = "a quote that opens in this row is never closed."
        source.problem("csv-quote", message, 'Close it; write "" for a quote inside quotes.', row=row)
    else:
        source.problem("csv", f"this row cannot be read: {error}.", row=row)


def _encoding_remedy(source: Source) -> str:
    """What can be done about bytes that do not fit: only a mapping can say how a file is written, and only some files are windows-1252."""
    said = f"'encoding: {WINDOWS}'" if reads_as_windows(source.path) else "its 'encoding:'"
    where = "in its mapping (kg map drafts one)" if source.mapped else "in a mapping that reads it instead (kg map drafts one)"
    return f"Save the file as UTF-8, or say {said} {where}."


def _place_of_bad_byte(source: Source, error: UnicodeDecodeError) -> tuple[int, int]:
    """The byte and its line, found anew: the decoder only knows its place in a block."""
    line = 0
    with source.path.open("rb") as file:
        for line, content in enumerate(file, 1):
            try:
                content.decode(error.encoding)
            except UnicodeDecodeError as again:
                return content[again.start], line
    return error.object[error.start], max(line, 1)
