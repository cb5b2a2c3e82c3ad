"""The database that the stages run in: DuckDB, confined to the case's state folder and its facts, where tables are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.build.engine import Size, engine, size_of
from kg.errors import KgError
from kg.project import Project

if TYPE_CHECKING:
    import duckdb

STAGES = Path(__file__).parent / "sql"
"""The folder of the stages, one SQL file each."""

_ONLY_IF = re.compile(r"^-- only if: (.*)\n((?s:.*?))^-- end\n", re.MULTILINE)
_COUNTED = 2 / 3  # of the memory that a build takes, DuckDB counts: measured at a million facts
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")
_UNLIMITED = 1 / 8  # of what DuckDB takes by itself, 80 % of the machine's: as much for what stands beside it
_BATCH = 10_000  # rows that are fetched at once
_FORKS = 3  # connections of each kind that are kept ready
_FILE = "facts"  # what the database's file is called in SQL
_ROW_GROUP = 20_480  # rows that are kept, and moved at once: so many need not be copied when what was inserted is committed
_PARSED: dict[str, list[duckdb.Statement]] = {}  # text -> its statements
_MOST_PARSED = 2_000
STATE_TABLES = (
    "read_file",
    "read_unit",
    "read_finding",
    "read_note",
    "literal_place",
    "table_row",
    "source_row",
    "entity_row",
    "descriptor_row",
    "claim_row",
)
"""Tables that reading fills."""


class Database:
    """A DuckDB connection with the tables of ``schema.sql``.

    Args:
        project: the case; SQL reaches its state folder and its facts, nothing else.
        path: the database file, or None for one in memory.
        reads: the folder whose tables SQL reaches; the case's facts when left out.
        small: run statements as they are written, in one thread; None to decide by the size of the facts.

    ``small`` is what was decided, ``on_disk`` whether there is a file.
    ``shared`` is the catalog of the tables that another connection may read, which are made by ``create {shared table}NAME`` and read as
    ``{shared}.NAME``: ``temp``, where no other one does, or ``work``. ``create {view} NAME`` makes a table where statements run as they are
    written: a view would be worked out whole, whatever is asked of it.
    """

    def __init__(self, project: Project, path: Path | None, *, reads: Path | None = None, small: bool | None = None) -> None:
        duckdb = engine()
        size = size_of(reads or project.facts_dir) if small is None else Size.SMALL if small else Size.MEDIUM
        small = size is Size.SMALL
        project.state_dir.mkdir(parents=True, exist_ok=True) if path else None
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
            "checkpoint_threshold": "8MB",
        }
        if project.memory_limit:
            settings["memory_limit"] = _counted(project.memory_limit)
        if project.threads or small:
            settings["threads"] = str(project.threads or 1)
        self.project = project
        self.shared = "temp"
        self.on_disk = path is not None
        self._owns = True
        self.small = small
        self._size = size
        try:
            self._connection = self._connect(path, settings)
            self._tune(self._connection, size)
            self._confine(project, reads or project.facts_dir)
        except duckdb.Error as error:
            raise problem(error) from error
        self._set_variables()

    def fork(self, *, small: bool = False) -> Database:
        """Another connection to the same file, with temporary tables and variables of its own; what it writes lands when it commits.

        Tables of the catalog ``work`` are in memory and seen by all of them.

        Args:
            small: run statements as they are written.
        """
        return self._other(Size.SMALL if small else Size.LARGE)

    def beside(self) -> Database:
        """Another connection that reads the shared tables, for another thread."""
        other = self._other(self._size)
        other.shared = self.shared
        return other

    def _other(self, size: Size) -> Database:
        small = size is Size.SMALL
        other = object.__new__(Database)
        other.project, other._owns, other.small, other.shared = self.project, False, small, "temp"
        other.on_disk, other._ready, other._size = self.on_disk, self._ready, size
        other._connection = self._ready[size].pop() if self._ready.get(size) else self._cursor()
        other._set_variables()
        return other

    def _set_variables(self) -> None:
        self.set_variable("base", self.project.base)
        self.set_variable("language", self.project.language)

    def _connect(self, path: Path | None, settings: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        db = engine()
        stale = (db.SerializationException, db.CatalogException, db.InternalException, db.BinderException, db.IOException)
        try:
            return self._opened(path, settings)
        except stale as error:
            if path is None or re.search(r"\block\b|No space|too large|Permission", str(error)):
                raise
            # Nothing is kept here that cannot be read again: another version's or a damaged file is dropped.
            for file in (path, path.with_name(path.name + ".wal")):
                file.unlink(missing_ok=True)
            return self._opened(path, settings)

    def _opened(self, path: Path | None, settings: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        connection: duckdb.DuckDBPyConnection = engine().connect(":memory:", config=settings)
        try:
            if path:
                file = str(path).replace("'", "''")
                connection.execute(f"attach '{file}' as {_FILE} (row_group_size {_ROW_GROUP}); use {_FILE}")
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
        # a file has the schema of this version or none: the build drops one that another kg has made
        try:
            connection.execute("from read_file limit 0")  # listing tables would look into all that there are
        except engine().CatalogException:
            connection.execute(f"begin; {stage_text('schema')}; commit")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Another connection to the same tables."""
        connection: duckdb.DuckDBPyConnection = self._connection.cursor()
        if self.on_disk:
            connection.execute(f"use {_FILE}")
        return connection

    @staticmethod
    def _tune(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
        """Fit a connection to the size of what it works on; not allowed any more once the configuration is locked.

        DuckDB shares a table among threads by parts of 122,880 rows: those of a hundred thousand facts keep one core busy and leave the
        others idle. By ``verify_parallelism``, which is there to test that queries bear being shared, parts are vectors of 2,048 rows.
        What is kept in the file is unpacked anew for each of them, so that edits and large cases, whose tables are kept, go without.
        """
        if size is not Size.LARGE:
            connection.execute("pragma disable_optimizer" if size is Size.SMALL else "pragma verify_parallelism")

    def _confine(self, project: Project, reads: Path) -> None:
        state, facts = (str(folder).replace("'", "''") for folder in (project.state_dir, reads))
        self._connection.execute("attach ':memory:' as work")
        self._ready = {size: [self._cursor() for _ in range(_FORKS)] for size in {Size.SMALL, self._size} - {Size.LARGE}}
        for size, connections in self._ready.items():
            for connection in connections:
                self._tune(connection, size)
        # what edits write waits beside the file until it is some megabytes: taking it in costs more than the edit itself
        self._connection.execute("pragma disable_checkpoint_on_shutdown")
        self._connection.execute(f"set temp_directory = '{state}/spill'")
        self._connection.execute(f"set allowed_directories = ['{state}', '{facts}']")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def memory_beside(self) -> int:
        """Bytes that a build may take beside what DuckDB counts."""
        number, unit = str(self.rows("select current_setting('memory_limit')")[0][0]).split()  # as in '488.2 MiB'
        share = (1 - _COUNTED) / _COUNTED if self.project.memory_limit else _UNLIMITED
        return int(float(number) * 1024 ** _UNITS.index(unit) * share)

    def set_variable(self, name: str, value: str) -> None:
        """Set a variable that stages read by ``getvariable``."""
        self._connection.execute(f"set variable {name} = $value", {"value": value})

    def run(self, stage: str, *, file: Path | None = None, parts: Mapping[str, str] = MappingProxyType({})) -> None:
        """Run one stage, as one transaction: its statements are small, and each would be committed by itself.

        A part between ``-- only if: CONDITION`` and ``-- end`` runs where the condition holds: a question that most cases have no row
        for is not planned.

        Args:
            stage: name of the SQL file.
            file: where the stage writes; stands for ``{file}`` in it.
            parts: SQL by what stands for it in braces.
        """
        self.execute_text("begin")
        try:
            text = stage_text(stage, file).replace("{shared}", self.shared)
            for name, part in parts.items():
                text = text.replace(f"{{{name}}}", part)
            text = text.replace("{view}", "temp table" if self.small else "temp view")
            text = text.replace("{shared table}", "temp table " if self.shared == "temp" else f"table {self.shared}.")
            for condition, part in _parts(text):
                if not condition or self.rows(f"select {condition}")[0][0]:
                    self.execute_text(part)
        except BaseException:
            self._connection.execute("rollback")
            raise
        self.execute_text("commit")

    def execute_text(self, text: str) -> None:
        """Run statements of our own, one after another."""
        try:
            for statement in self._parsed(text):
                self._connection.execute(statement)
        except engine().Error as error:
            raise problem(error) from error

    def rows(self, query: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            (statement,) = self._parsed(query)
            found: list[tuple[Any, ...]] = self._connection.execute(statement, parameters).fetchall()
            return found
        except engine().Error as error:
            raise problem(error) from error

    def _parsed(self, text: str) -> list[duckdb.Statement]:
        """The statements of a text, kept for other connections.

        Both sides of an edit run the same at the same time, and while one thread parses, no other runs.
        """
        found = _PARSED.get(text)
        if found is None:
            if len(_PARSED) >= _MOST_PARSED:
                _PARSED.clear()
            found = _PARSED[text] = self._connection.extract_statements(text)
        return found

    def texts(self, query: str, parameters: dict[str, Any] | None = None) -> Iterator[str]:
        """The rows of a query with one column of text, read as they are asked for; nothing else may be asked meanwhile."""
        try:
            found = self._connection.execute(query, parameters)
            while rows := found.fetchmany(_BATCH):
                yield from (text for (text,) in rows)
        except engine().Error as error:
            raise problem(error) from error

    def append(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows to a table, in bulk."""
        rows = list(rows)
        if not rows:
            return
        try:
            appender = self._connection.appender(table)
            appender.append_rows(rows)
            appender.flush()
        except engine().Error as error:
            raise problem(error) from error

    def forget(self) -> None:
        """Drop everything that was read."""
        for table in STATE_TABLES:
            self.execute_text(f"delete from {table}")  # noqa: S608 - names from the tuple above

    def close(self) -> None:
        """Close the connection and its file."""
        self._connection.close()
        for connections in self._ready.values() if self._owns else ():
            while connections:
                connections.pop().close()


def _counted(limit: str) -> str:
    """The limit for what DuckDB counts, of a limit for the whole process.

    >>> _counted("768MB"), _counted("1.5 GiB")
    ('512.00MB', '1.00GiB')
    """
    number, unit = re.fullmatch(r"([\d.]+) ?(\D+)", limit).groups()  # type: ignore[union-attr]  # the settings were looked at
    return f"{float(number) * _COUNTED:.2f}{unit}"


@cache
def _text(stage: str) -> str:
    return (STAGES / f"{stage}.sql").read_text(encoding="utf-8")


def stage_text(stage: str, file: Path | None = None) -> str:
    """The SQL of a stage, with ``{file}`` filled in."""
    text = _text(stage)
    return text.replace("{file}", str(file).replace("'", "''")) if file else text


def _parts(text: str) -> Iterator[tuple[str, str]]:
    r"""The parts of a stage in order, each with the condition under which it runs; empty for always.

    >>> list(_parts("a;\n-- only if: true\nb;\n-- end\nc;"))
    [('', 'a;\n'), ('true', 'b;\n'), ('', 'c;')]
    """
    end = 0
    for found in [*_ONLY_IF.finditer(text), None]:
        between = text[end : found.start() if found else None]
        if not all(line.startswith("--") or not line.strip() for line in between.splitlines()):
            yield "", between
        if found:
            yield found[1], found[2]
            end = found.end()


def problem(error: Exception) -> KgError:
    """What a database error means to the person at the keyboard."""
    text = str(error)
    if re.search(r"No space left|File too large|disk is full|could not write|Failed to write", text, re.IGNORECASE):
        return KgError(
            "the disk is full, or a file would grow beyond the limit set for it.",
            remedy="Make room and build again; the last build is untouched.",
        )
    if re.search(r"Permission denied|Read-only file system|Cannot open file", text, re.IGNORECASE):
        return KgError("the folder .kg cannot be written.", remedy="Check its permissions; the last build is untouched.")
    if "Out of Memory" in text or "OutOfMemory" in type(error).__name__:
        return KgError("the build ran out of memory.", remedy="Raise 'memory_limit' in kg.toml.")
    return KgError(
        f"the build's database failed: {text.splitlines()[0]}", remedy="Run 'kg build --full'; if it fails again, please report it."
    )
