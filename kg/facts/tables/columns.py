"""Columns: the cells of a table, cleaned, and the columns derived from them, as layers of SQL; what does not fit is a fault of its row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.facts.rows import SEPARATOR
from kg.facts.tables.cells import Sheet
from kg.facts.tables.cleaning import REFUSED, clean_sql, cleaned_sql, unclean_sql
from kg.facts.tables.dates import date_sql, unreadable_format
from kg.facts.tables.engine import Engine, quoted
from kg.facts.tables.mapping import ColumnSpec, TableSpec, Text
from kg.facts.tables.scope import Scope, Value
from kg.facts.yaml_text import Document

_GROUP = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|\((?!\?)|\(\?P?<(\w+)>")
_WIDE = 100  # columns


@dataclass(frozen=True)
class Fault:
    """Something that may be wrong with a column.

    Args:
        bad: SQL of the offending text, NULL where all is well.
        column: SQL of the column's number.
        code, message, remedy: of the finding; ``{text}`` in the message is the offending text.
    """

    bad: str
    column: str
    code: str
    message: str
    remedy: str = ""


@dataclass
class Columns:
    """The columns of one table, ready to become items.

    Args:
        layers: SQL of the columns that each layer adds, in order; each sees those before.
    """

    scope: Scope
    spec: TableSpec
    sheet: Sheet
    names: list[str]
    layers: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def make_items(self, engine: Engine, items: str, where: str) -> str:
        """Make the items of a table: ``row``, whether it is ``unclean``, the cleaned cells ``k1``... that are used, and the derived columns.

        Returns:
            The name of all of them; ``items`` has only those that facts, entities and conditions look at.
        """
        used = sorted(self.scope.used)
        wide = len(used) > _WIDE  # one statement with thousands of long expressions takes minutes to plan
        for start in range(0, len(used) if wide else 0, _WIDE):
            changes = ", ".join(f"c{n} = {clean_sql(f'c{n}', self.spec)}" for n in used[start : start + _WIDE])
            engine.execute_text(f"update {self.sheet.table} set {changes}")
        cells = "".join(f", {f'c{n}' if wide else cleaned_sql(f'c{n}', self.spec)} as k{n}" for n in used)
        unclean = "true" if wide else unclean_sql([f"c{n}" for n in used], self.spec)
        query = f"select row, unclean{cells} from (select *, {unclean} as unclean from {self.sheet.table})"
        for layer in self.layers:
            query = f"select *, {layer} from ({query})"
        engine.execute_text(f"create or replace temp table {items}_all as select * from ({query}) where {where}")
        shown = [*(f"k{n}" for n in sorted(self.scope.shown)), *(layer.rpartition(" as ")[2] for layer in self.layers)]
        engine.execute_text(f"create or replace temp view {items} as select {', '.join(['row', *shown])} from {items}_all")
        return f"{items}_all"

    def control_faults(self) -> list[Fault]:
        """Cells with characters that no text may hold; a list of JSON is joined by one of them."""
        remedy = "Delete it in the table."
        return [
            Fault(
                f"case when regexp_matches(k{n}, {quoted(REFUSED)}) then k{n} end",
                str(n),
                "control-character",
                f"a character in column '{self.names[n - 1]}' cannot stand in a text: {{text}}.",
                remedy,
            )
            for n in sorted(self.scope.used - self._joined)
        ]

    _joined: set[int] = field(default_factory=set)


def columns_of(document: Document, sheet: Sheet, spec: TableSpec, specs: list[ColumnSpec]) -> Columns:
    """The columns of a table and those derived from them; problems of the mapping are reported in its document."""
    names = _renamed(document, sheet, spec)
    values: dict[str, Value] = {}
    twice: dict[str, list[int]] = {}
    for number, name in enumerate(names, 1):
        if name and name in values:
            twice.setdefault(name, [int(values[name].column)]).append(number)
        elif name:
            values[name] = Value(f"k{number}", str(number))
    for special, sql in (("#row", "row::varchar"), ("$file", quoted(_file(sheet))), ("$sheet", quoted(_sheet(sheet)))):
        if special in values:
            twice[special] = [int(values[special].column)]
        values[special] = Value(sql, "1")
    columns = Columns(Scope(document, values, twice=twice, width=len(names)), spec, sheet, names)
    for number, column in enumerate(specs, 1):
        _Deriver(columns, column, f"d{number}").derive()
    columns.scope.shown.clear()
    return columns


def _file(sheet: Sheet) -> str:
    return sheet.file.partition("[")[0].rpartition("/")[2]


def _sheet(sheet: Sheet) -> str:
    return sheet.file.partition("[")[2].removesuffix("]")


def _renamed(document: Document, sheet: Sheet, spec: TableSpec) -> list[str]:
    names = list(sheet.heads)
    for old, new in spec.rename.items():
        place = re.fullmatch(r"#([1-9]\d{0,4})", old)
        if old in sheet.heads:
            names[sheet.heads.index(old)] = new.text
        elif place and int(place[1]) <= len(names):
            names[int(place[1]) - 1] = new.text
        else:
            document.report(new.node, "unknown-column", f"there is no column '{old}' to rename.", _columns_are(sheet.heads))
    return names


def _columns_are(heads: tuple[str, ...]) -> str:
    return f"The columns are: {', '.join(head for head in heads[:12] if head)}{' and more' if len(heads) > 12 else ''}."


class _Deriver:
    """Derives one column: ``id`` names its SQL columns."""

    def __init__(self, columns: Columns, spec: ColumnSpec, id_: str) -> None:
        self.columns, self.spec, self.id = columns, spec, id_
        self.scope = columns.scope

    def derive(self) -> None:
        if self.spec.unpivot is not None:
            self._unpivot()
            return
        names = [self.scope.bare(text) for text in self.spec.origin] or [Text(self.spec.name, self.spec.node)]
        found = [self.scope.value(name.text, name) for name in names]
        origins = [value for value in found if value is not None]
        if len(origins) < len(names):
            return
        if self.spec.find:
            self._find(self.spec.find, origins)
        else:
            base = self._base(origins)
            if self.spec.match:
                self._match(self.spec.match, base)
            else:
                self._change(base)

    def _add(self, layer: str, value: Value, name: str = "") -> Value:
        self.columns.layers.append(layer)
        self.scope.values[name or self.spec.name] = value
        self.scope.twice.pop(name or self.spec.name, None)
        return value

    def _base(self, origins: list[Value]) -> Value:
        """The text or list that the column is made from."""
        column = origins[0].column
        if self.spec.split:
            if self.spec.split == ("list",):
                self.columns._joined |= {int(value.column) for value in origins if value.column.isdigit()}
            lists = [_split(value, self.spec.split) for value in origins]
            whole = lists[0] if len(lists) == 1 else f"list_concat({', '.join(f'coalesce({one}, [])' for one in lists)})"
            self.columns.layers.append(f"{whole} as {self.id}_0")
            return Value(f"{self.id}_0", column, self.id)
        if len(origins) == 1:
            return origins[0]
        if any(value.dimension for value in origins):
            self.scope.document.report(self.spec.node, "wrong-shape", "a list cannot be joined with other columns.", "Take one of them.")
        return Value(f"nullif(concat_ws(' ', {', '.join(value.sql for value in origins)}), '')", column)

    def _find(self, pattern: Text, origins: list[Value]) -> None:
        if not self._sound(pattern):
            return
        sought = quoted(pattern.text)
        lists = [f"coalesce(regexp_extract_all({value.sql}, {sought}), [])" for value in origins]
        whole = lists[0] if len(lists) == 1 else f"list_concat({', '.join(lists)})"
        self._add(f"{whole} as {self.id}", Value(self.id, origins[0].column, self.id))
        if self.spec.rest:
            pieces = ", ".join(f"trim(regexp_replace({value.sql}, {sought}, '', 'g'), ' ,;|' || chr(9) || chr(10))" for value in origins)
            left = f"nullif(regexp_replace(trim(concat_ws(' ', {pieces})), '\\s+', ' ', 'g'), '')"
            self._add(f"{left} as {self.id}_rest", Value(f"{self.id}_rest", origins[0].column), self.spec.rest.text)

    def _match(self, pattern: Text, base: Value) -> None:
        groups = _groups(pattern.text)
        if not self._sound(pattern):
            return
        sought = quoted(pattern.text)
        self._fault(base, lambda t: f"not regexp_matches({t}, {sought})", "no-match", "does not fit the pattern of 'match'")
        self._add(f"{base.sql} as {self.id}", Value(self.id, base.column, base.dimension))
        for name, number in groups.items():
            made = _each(base, lambda t, number=number: f"nullif(trim(regexp_extract({t}, {sought}, {number})), '')")  # type: ignore[misc]
            part = f"{self.id}_{number}"
            self._add(f"{made} as {part}", Value(part, base.column, base.dimension), f"{self.spec.name}.{name}")
        if not groups:
            remedy = "Write '(?P<name>...)' around what is wanted."
            self.scope.document.report(pattern.node, "pattern", "this pattern names no group.", remedy)

    def _sound(self, pattern: Text) -> bool:
        problem = self.check_pattern(pattern.text)
        if problem:
            self.scope.document.report(pattern.node, "pattern", f"this is no pattern: {problem}.", "Patterns are RE2: no look-around.")
        return not problem

    @staticmethod
    def check_pattern(pattern: str) -> str:
        """What is wrong with an RE2 pattern; empty when nothing is."""
        import duckdb

        try:
            with duckdb.cursor() as own:  # other tables may be read at the same time
                own.execute("select regexp_matches('', ?)", [pattern])
        except duckdb.Error as error:
            return str(error).splitlines()[0].partition(": ")[2].rstrip(".")
        return ""

    def _change(self, base: Value) -> None:
        """Numbers, dates and values of each text."""
        value = base
        steps: list[tuple[Callable[[str], str], str, str]] = []
        if self.spec.number:
            steps.append((self._number_sql(self.spec.number), "number", f"is no number like {self.spec.number.text}"))
        if self.spec.dates:
            formats = [text.text for text in self.spec.dates]
            for text in self.spec.dates:
                problem = unreadable_format(text.text)
                if problem:
                    self.scope.document.report(text.node, "date-format", problem, "Write for example DD/MM/YYYY or D MMMM YYYY.")
                    return
            steps.append((lambda t: date_sql(t, formats), "date", f"is no date like {' or '.join(formats)}"))
        if self.spec.values is not None:
            steps.append((self._values_sql, "unknown-value", "is not among 'values'"))
        for number, (step, code, why) in enumerate(steps, 1):
            id_ = f"{self.id}_s{number}"
            if code != "unknown-value":
                self._fault(value, lambda t, step=step: f"{step(t)} is null", code, why)  # type: ignore[misc]
            elif self.spec.otherwise is None:
                known = ", ".join(map(quoted, self.spec.values or {})) or "null"
                self._fault(value, lambda t, known=known: f"{t} not in ({known})", code, why)  # type: ignore[misc]
            self.columns.layers.append(f"{_each(value, step)} as {id_}")
            value = Value(id_, base.column, base.dimension, base.columns)
        self._add(f"{value.sql} as {self.id}", Value(self.id, base.column, base.dimension, base.columns))

    def _values_sql(self, text: str) -> str:
        arms = " ".join(f"when {quoted(old)} then {quoted(new) if new else 'null'}" for old, new in (self.spec.values or {}).items())
        rest = "null" if self.spec.otherwise is None else text if self.spec.otherwise == "keep" else quoted(self.spec.otherwise)
        return f"case {text} {arms} else {rest} end" if arms else rest

    def _number_sql(self, sample: Text) -> Callable[[str], str]:
        shape = re.fullmatch(r"\d+(?:([.,' \u202f\u00a0])\d{3})*(?:([.,])\d+)?", sample.text)
        thousands, point = (shape[1] or "", shape[2] or "") if shape else ("", "")
        if not shape or thousands == point:
            message = "this sample does not show how numbers are written."
            self.scope.document.report(sample.node, "number-format", message, "Write 1,234.5 or 1.234,5.")
        between = f"(?:{re.escape(thousands)}\\d{{3}})+" if thousands else "(?:)"
        pattern = f"([+-]?(?:\\d{{1,3}}{between}|\\d+)(?:{re.escape(point) if point else '[.]'}\\d+)?)(\\s*[^\\d\\s.,].*)?"

        sought = quoted(pattern)

        def made(text: str) -> str:
            digits = f"regexp_extract({text}, {sought}, 1)"
            digits = f"replace({digits}, {quoted(thousands)}, '')" if thousands else digits
            digits = f"replace({digits}, ',', '.')" if point == "," else digits
            return f"case when regexp_full_match({text}, {sought}) then {digits} || regexp_extract({text}, {sought}, 2) end"

        return made

    def _unpivot(self) -> None:
        chosen = self.spec.unpivot
        if isinstance(chosen, Text):
            try:
                pattern = re.compile(chosen.text)
            except re.error as error:
                self.scope.document.report(chosen.node, "pattern", f"this is no pattern: {error}.", "")
                return
            pairs = [(Text(name, chosen.node), name) for name in self.columns.names if name and pattern.fullmatch(name)]
            if not pairs:
                message = f"no column is called like '{chosen.text}'."
                self.scope.document.report(chosen.node, "unknown-column", message, _columns_are(self.columns.sheet.heads))
        else:
            pairs = chosen or []
        made = loop_values(self.scope, pairs, self.id)
        if made is None:
            return
        word, cell = made
        self._add(f"{word.sql} as {self.id}", Value(self.id, f"{self.id}_c", self.id, columns=True))
        self._add(f"{cell.sql} as {self.id}_v", Value(f"{self.id}_v", f"{self.id}_c", self.id, columns=True), f"{self.spec.name}.value")
        self.columns.layers.append(f"{word.column} as {self.id}_c")
        if self.spec.values is not None or self.spec.number or self.spec.dates:
            self._change(Value(self.id, f"{self.id}_c", self.id, columns=True))

    def _fault(self, value: Value, wrong: Callable[[str], str], code: str, why: str) -> None:
        bad = f"case when {wrong(value.sql)} then {value.sql} end"
        if value.dimension:
            bad = f"list_filter({value.sql}, lambda t: {wrong('t')})[1]"
        column = f"{value.column}[1]" if value.columns else value.column
        self.columns.faults.append(Fault(bad, column, code, f"{{text}} in column '{self._head(value)}' {why}."))

    def _head(self, value: Value) -> str:
        return self.columns.names[int(value.column) - 1] if value.column.isdigit() else self.spec.name


def loop_values(scope: Scope, pairs: list[tuple[Text, str]], id_: str) -> tuple[Value, Value] | None:
    """Words and cells of columns that become rows, empty cells left out; None, with findings, when a column is unknown."""
    found = [(scope.value(name.text, name), word) for name, word in pairs]
    cells = [(value, word) for value, word in found if value is not None]
    if len(cells) < len(found):
        return None

    lists = ([value.sql for value, _ in cells], [quoted(word) for _, word in cells], [value.column for value, _ in cells])
    zipped = _zipped(lists)
    texts, words, columns = (f"list_transform({zipped}, lambda x: x[{part}])" for part in (1, 2, 3))
    return Value(words, columns, id_, columns=True, cell=texts), Value(texts, columns, id_, columns=True)


def _zipped(lists: tuple[list[str], ...]) -> str:
    """SQL of the records that lists make together, those without a first part left out; each list is written down once."""
    return f"list_filter(list_zip({', '.join('[' + ', '.join(items) + ']' for items in lists)}), lambda x: x[1] is not null)"


def _each(value: Value, change: Callable[[str], str]) -> str:
    return f"list_transform({value.sql}, lambda t: {change('t')})" if value.dimension else change(value.sql)


def _split(value: Value, separators: tuple[str, ...]) -> str:
    text = value.sql
    if separators == ("list",):
        separators = (SEPARATOR,)
    for other in separators[1:]:
        text = f"replace({text}, {quoted(other)}, {quoted(separators[0])})"
    pieces = f"list_transform(string_split({text}, {quoted(separators[0])}), lambda t: trim(t, ' ' || chr(9) || chr(10)))"
    return f"list_filter({pieces}, lambda t: t <> '')"


def _groups(pattern: str) -> dict[str, int]:
    """The named groups of a pattern with their numbers."""
    found, number = {}, 0
    for token in _GROUP.finditer(pattern):
        if token[0].startswith("("):
            number += 1
            if token[1]:
                found[token[1]] = number
    return found
