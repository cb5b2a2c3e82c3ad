"""Running a mapping: its tables' cells into items, items into rows, and a note on each table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kg.facts.rows import SourceRow
from kg.facts.tables.cells import Options, Sheet, Source
from kg.facts.tables.columns import Columns, columns_of
from kg.facts.tables.declarations import Declaration, declare, report_classes, settle_names
from kg.facts.tables.engine import Engine, Report, shown
from kg.facts.tables.expressions import compile_condition
from kg.facts.tables.faults import CheckFault, by_table, report_checks, report_faults
from kg.facts.tables.inserts import Literals, Spellings, Words
from kg.facts.tables.loading import load
from kg.facts.tables.mapping import Mapping, SkipSpec, TableSpec
from kg.facts.tables.notes import TableNote
from kg.facts.tables.sources import insert_sources
from kg.facts.tables.statements import Context, FactCompiler, Statement, disagreement_sql
from kg.model.findings import Finding, Location, Severity
from kg.model.terms import is_slug

_ITEMS = "item"


@dataclass
class Outcome:
    """What reading a mapping or native table gave, besides the rows in the database."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[TableNote] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    literals: list[tuple[str, int, str, int, int]] = field(default_factory=list)


class NotByRowsError(Exception):
    """What a mapping makes of a row depends on other rows."""


@dataclass
class MappingRun:
    """One mapping over its tables.

    Args:
        folder: where the mapping is; its tables are named from there.
        prefix: the folder's name in findings, with ``/`` at its end.
        limit: how many rows of each table are read; None for all.
        on_cells: called with each table when its cells are loaded, before anything is made of them; may delete some.
        by_rows: the rows of the table that are left must give what they would give among all others.
    """

    engine: Engine
    mapping: Mapping
    words: Words
    folder: Path
    prefix: str
    limit: int | None = None
    on_cells: Callable[[Sheet], None] | None = None
    by_rows: bool = False

    def run(self, paths: dict[int, list[Path]]) -> Outcome:
        """Fill the rows from every table; ``paths`` are the files of each ``table``."""
        self.outcome, self.of_table = Outcome(), dict[str, list[Finding]]()
        names = read_names(self.mapping, self.folder, self.prefix, self._report)
        for number, spec in enumerate(self.mapping.tables):
            for path in paths.get(number, []):
                self._table(spec, path, names)
        found = [*by_table(self.mapping.document.findings, self.of_table), *self.outcome.findings]
        if self.mapping.internal:
            found = [Finding(f.location, f.code, f.message, f.remedy, f.severity, True) for f in found]
        self.outcome.findings = list(dict.fromkeys(found))
        return self.outcome

    def _report(self, finding: Finding) -> None:
        self.outcome.findings.append(finding)

    def _table(self, spec: TableSpec, path: Path, names: dict[str, str]) -> None:
        kept = self._temporary_tables()
        try:
            self._read(spec, path, names)
        finally:  # what it was worked out with is big, and of no further use
            for table in self._temporary_tables() - kept:
                self.engine.execute_text(f'drop table "{table}"')

    def _temporary_tables(self) -> set[str]:
        return {name for (name,) in self.engine.rows("select table_name from duckdb_tables() where temporary")}

    def _read(self, spec: TableSpec, path: Path, names: dict[str, str]) -> None:
        sheet = load_table(self.engine, spec, path, self.folder, self.prefix, self._report)
        if sheet is None:
            return
        if self.limit is not None:
            self.engine.execute_text(f"delete from {sheet.table} where row not in (select row from {sheet.table} order by row limit {self.limit})")
        if self.on_cells is not None:
            self.on_cells(sheet)
        since = len(self.mapping.document.findings)
        self._make(spec, sheet, names)
        self.of_table[sheet.file] = self.mapping.document.findings[since:]

    def _make(self, spec: TableSpec, sheet: Sheet, names: dict[str, str]) -> None:
        columns = columns_of(self.mapping.document, sheet, spec, self.mapping.columns)
        literals = Literals()
        first = self.engine.rows("select coalesce(max(fact), 0) from claim_row where file = $file", {"file": sheet.file})[0][0]
        spellings = Spellings("spelling", names)
        context = Context(self.mapping, self.words, columns.scope, spellings, literals, _ITEMS, sheet.file, str(first))
        checks, skipped = self._conditions(columns)
        statements = [FactCompiler(context, fact, number).compile() for number, fact in enumerate(self.mapping.facts)]
        declarations = [declare(context, entity, number) for number, entity in enumerate(self.mapping.entities)]
        sources = insert_sources(context, self.outcome.sources)
        if not any(found.severity is Severity.VIOLATION for found in self.mapping.document.findings):
            made = [one for one in declarations if one is not None]
            if self.by_rows and (made or sources or skipped or any(statement.needs_all_rows for statement in statements)):
                raise NotByRowsError(sheet.file)
            self._execute(columns, context, statements, made, sources, checks, skipped)

    def _conditions(self, columns: Columns) -> tuple[list[CheckFault], list[tuple[str, SkipSpec]]]:
        checks, skipped = [], []
        for check in self.mapping.checks:
            condition = compile_condition(columns.scope, check.text)
            if condition:
                checks.append(CheckFault(condition, check.text.text, check.because))
        for skip in self.mapping.skips:
            if skip.rows and (condition := compile_condition(columns.scope, skip.rows)):
                skipped.append((condition.sql, skip))
            if skip.column is None or columns.scope.value(columns.scope.bare(skip.column).text, skip.column) is None:
                continue
            if skip.check and (condition := compile_condition(columns.scope, skip.check)):
                checks.append(CheckFault(condition, skip.check.text, skip.because))
        return checks, skipped

    def _execute(
        self,
        columns: Columns,
        context: Context,
        statements: list[Statement],
        declarations: list[Declaration],
        sources: list[tuple[str, str]],
        checks: list[CheckFault],
        skipped: list[tuple[str, SkipSpec]],
    ) -> None:
        engine, sheet = self.engine, columns.sheet
        keep = " and ".join(f"not {sql}" for sql, _ in skipped) or "true"
        items = columns.make_items(engine, _ITEMS, keep)
        report_faults(engine, columns, items, self._report)
        report_checks(engine, sheet.file, items, checks, columns, self._report)
        for table, query in [part for s in statements for part in s.tables.items()]:
            engine.execute_text(f"create or replace temp table {table} as {query}")
        self._spell(context)
        before = self._counts(sheet)
        for one in declarations:
            engine.execute_text(f"create or replace temp table {one.table} as {one.query}")
            report_classes(engine, context, one, self._report)
        inserts = [*sources, *(i for s in statements for i in s.inserts), *(i for d in declarations for i in d.inserts)]
        for into in dict.fromkeys(table for table, _ in inserts):
            arms = " union all ".join(f"from ({query})" for table, query in inserts if table == into)  # as one, so that they share the cores
            engine.execute_text(f"insert into {into} {arms}")
        named = [query for one in declarations for query in one.names]
        if named:
            engine.execute_text(f"create or replace temp table {_ITEMS}_name as {' union all '.join(named)}")
            settle_names(engine, context, f"{_ITEMS}_name", self._report, internal=self.mapping.internal)
        for statement in statements:
            if statement.unordered:
                self._disagreements(sheet, statement.unordered)
        self._note(columns, context, before, skipped)

    def _spell(self, context: Context) -> None:
        """Fill the table of spellings: every distinct text that becomes a slug; one of which nothing is left is a finding."""
        from kg.facts.tables.slugs import slug_sql

        asked = list(dict.fromkeys(context.spellings.asked))
        texts = " union all ".join(f"select {text} as text from {items}" for items, text in asked) or "select null::varchar as text"
        self.engine.execute_text("create or replace temp table reviewed (text varchar, slug varchar)")
        self.engine.append("reviewed", context.spellings.names.items())
        self.engine.execute_text(
            f"create or replace temp table spelling as select d.text, coalesce(r.slug, {slug_sql('d.text')}) as slug "
            f"from (select distinct text from ({texts}) where text is not null) d left join reviewed r on r.text = d.text"
        )
        empty = {text for (text,) in self.engine.rows("select text from spelling where slug = '' order by text limit 50")}
        for items, text in asked if empty else []:
            found = self.engine.rows(f"select min(row), t from (select row, {text} as t from {items}) where t in (select text from spelling where slug = '') group by t order by 1 limit 50")
            for row, bad in found:
                message = f"no slug can be made from {shown(bad)}: it has no Latin letter or digit."
                remedy = f"Give it one in the mapping: 'names: {{{bad[:40]}: slug}}'."
                self._report(Finding(Location(context.file, row, _column_of(text)), "no-slug", message, remedy))
        self.engine.execute_text("delete from spelling where slug = ''")

    def _counts(self, sheet: Sheet) -> tuple[int, int]:
        file = {"file": sheet.file}
        facts = self.engine.rows("select count(*) from claim_row where file = $file and kind in ('plain', 'class')", file)[0][0]
        return int(facts), int(self.engine.rows("select count(distinct slug) from entity_row where file = $file", file)[0][0])

    def _disagreements(self, sheet: Sheet, rows: str) -> None:
        for line, column, other, first, second, one, two in self.engine.rows(disagreement_sql(rows) + " limit 100"):
            message = f"'{one}' and '{two}' stand in row {other} too, the other way round, and say '{first}' there and '{second}' here."
            remedy = "Mend the table, or delete 'unordered' so that both stand."
            self._report(Finding(Location(sheet.file, line, column), "unordered", message, remedy))

    def _note(self, columns: Columns, context: Context, before: tuple[int, int], skipped: list[tuple[str, SkipSpec]]) -> None:
        sheet, note = columns.sheet, TableNote(columns.sheet.file)
        note.rows = int(self.engine.rows(f"select count(*) from {sheet.table}")[0][0])
        facts, entities = self._counts(sheet)
        note.facts, note.entities = facts - before[0], entities - before[1]
        kept = self.engine.rows(f"select count(*) from {_ITEMS}")[0][0]
        if skipped and kept < note.rows:
            note.skipped.append(f"{note.rows - kept} row{'s' if note.rows - kept > 1 else ''} ({'; '.join(s.because for _, s in skipped)})")
        for why in dict.fromkeys(skip.because for skip in self.mapping.skips if skip.column):
            named = [columns.scope.bare(skip.column).text for skip in self.mapping.skips if skip.column and skip.because == why]
            note.skipped.append(f"{'columns' if len(named) > 1 else 'column'} {', '.join(named)} ({why or 'checked only'})")
        if self.mapping.internal and note.skipped:
            note.skipped = ["what its mapping names"]
        self._expect(columns.spec, sheet, note.rows)
        self._unmapped(columns)
        self.outcome.notes.append(note)
        mapping = self.mapping.document.file
        self.outcome.literals += [(sheet.file, n, mapping, *place) for n, place in enumerate(context.literals.places, 1)]

    def _expect(self, spec: TableSpec, sheet: Sheet, rows: int) -> None:
        if spec.rows and self.limit is None and not spec.rows[0] <= rows <= spec.rows[1]:
            least, most, node = spec.rows
            wanted = f"{least:,}" if least == most else f"at least {least:,}" if most >= 1 << 60 else f"{least:,} to {most:,}"
            message = f"the table '{sheet.file}' has {rows:,} {'row' if rows == 1 else 'rows'}; {wanted} are expected."
            self.mapping.document.report(node, "expect", message, "Look what has changed in the table, then change 'expect'.")

    def _unmapped(self, columns: Columns) -> None:
        left = [(n, name or f"column {n}") for n, name in enumerate(columns.names, 1) if n not in columns.scope.used]
        if left:
            names = ", ".join(f"'{name}'" for _, name in left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
            message = f"the mapping neither uses nor skips {'columns' if len(left) > 1 else 'column'} {names}."
            remedy = f"Use it, or write under 'skip:' for example '{{column: {left[0][1]}, because: ...}}'."
            place = Location(columns.sheet.file, max(columns.sheet.header_row, 1), left[0][0])
            self._report(Finding(place, "unmapped-column", message, remedy, Severity.WARNING))


def _column_of(sql: str) -> int:
    import re

    found = re.search(r"\bk(\d+)\b", sql)
    return int(found[1]) if found else 1


def load_table(engine: Engine, spec: TableSpec, path: Path, folder: Path, prefix: str, report: Report) -> Sheet | None:
    """The cells of one file of a table, in the temporary table ``cell``."""
    options = Options(spec.sheet, spec.header, spec.heads, spec.delimiter, spec.encoding, spec.empty)
    return load(engine, Source(path, prefix + path.relative_to(folder).as_posix(), options, report), "cell")


def read_names(mapping: Mapping, folder: Path, prefix: str, report: Report) -> dict[str, str]:
    """The reviewed table of names, spelling -> slug: written in the mapping, or a CSV file of two columns with a header."""
    for spelling, slug in mapping.names.items():
        if not is_slug(slug):
            mapping.document.report(mapping.names_at[spelling], "bad-slug", f"under 'names:' '{slug}' for '{spelling}' is no slug.", "Lower-case letters, digits and hyphens.")
    if mapping.names_file is None:
        return mapping.names
    path = folder / mapping.names_file.text
    names: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row, cells in enumerate(csv.reader(file), 1):
                if row > 1 and any(cells):
                    _name(names, [cell.strip() for cell in cells], prefix + mapping.names_file.text, row, report)
    except (OSError, UnicodeError, csv.Error) as error:
        mapping.document.report(mapping.names_file.node, "unreadable", f"the table of names cannot be read: {error}.", "A CSV file: spelling, slug.")
    return names


def _name(names: dict[str, str], cells: list[str], file: str, row: int, report: Report) -> None:
    spelling, slug = (*cells, "", "")[:2]
    if not is_slug(slug):
        message = f"{shown(slug)} is no slug." if slug else f"{shown(spelling)} has no slug."
        report(Finding(Location(file, row, 2), "bad-slug", message, "A slug is lower-case letters a-z, digits and hyphens."))
    elif names.setdefault(spelling, slug) != slug:
        message = f"{shown(spelling)} has two slugs: '{names[spelling]}' and '{slug}'."
        report(Finding(Location(file, row, 1), "two-slugs", message, "Keep one."))
