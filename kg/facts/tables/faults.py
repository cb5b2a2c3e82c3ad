"""Faults of rows: cells that do not fit, checks that do not hold; each a finding at its row and column that shows the cell's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.tables.cleaning import REFUSED
from kg.facts.tables.columns import Columns, Fault
from kg.facts.tables.engine import Engine, Report, quoted, shown
from kg.facts.tables.expressions import Condition, Part
from kg.model.findings import Finding, Location

_MOST = 100
_OF_COLUMNS = ("unknown-column", "same-name")  # findings at words of a mapping that depend on the table's heads


@dataclass(frozen=True)
class CheckFault:
    """A condition that must hold in every row, as written, and why."""

    condition: Condition
    text: str
    because: str


def report_faults(engine: Engine, columns: Columns, items: str, report: Report) -> None:
    """Report the cells that do not fit their column's pattern, dates, numbers or values."""
    faults = [*(columns.control_faults() if _odd_characters(engine, columns, items) else []), *columns.faults]
    if not faults:
        return
    counts = engine.rows(f"select {', '.join(f'count({fault.bad})' for fault in faults)} from {items}")[0]
    for fault, count in zip(faults, counts, strict=True):
        if not count:
            continue
        found = engine.rows(f"select row, {fault.column}, {fault.bad} from {items} where {fault.bad} is not null order by row limit {_MOST}")
        for row, column, text in found:
            message = fault.message.replace("{text}", shown(str(text)))
            report(Finding(Location(columns.sheet.file, row, int(column or 1)), fault.code, message, fault.remedy))
        _more(columns.sheet.file, count, found[-1][0], fault.code, report)


def _odd_characters(engine: Engine, columns: Columns, items: str) -> bool:
    """True when some cell may have a character that no text may hold: all cells of an unclean row are looked at together first."""
    cells = ", ".join(f"k{n}" for n in sorted(columns.scope.used))
    query = f"select count(*) from {items} where unclean and regexp_matches(concat_ws(' ', {cells}), {quoted(REFUSED)})"
    return bool(cells and engine.rows(query)[0][0])


def report_checks(engine: Engine, file: str, items: str, checks: list[CheckFault], columns: Columns, report: Report) -> None:
    """Report the rows in which a check does not hold, at the cell whose part of it fails first, with the two texts that part compares.

    A part that looks at a cell that does not fit its column, or that an earlier check has told to be no number, is not told again.
    """
    told: set[tuple[int, int]] = set()
    for check in checks:
        parts = check.condition.parts
        place = _first_failing(parts, _place)
        left, right = (_first_failing(parts, lambda part, side=side: part.sides[side] if part.sides else "null") for side in (0, 1))  # type: ignore[misc]
        compares, odd = (_first_failing(parts, one) for one in (lambda part: str(part.sides is not None), _is_no_number))
        known = _first_failing(parts, lambda part: _is_known(part, columns.faults))
        where = f"from {items} where not {check.condition.sql} and not {known}"
        found = engine.rows(f"select row, {place}, {left}, {right}, {compares}, {odd} {where} order by row limit {_MOST}")
        for row, column, one, other, compared, no_number in found:
            if (row, column) in told:
                continue
            if no_number:
                told.add((row, column))
            here = f": {_said(one)} and {_said(other)} here" if compared else ""
            report(Finding(Location(file, row, int(column)), "check", f"'{check.text}' does not hold{here}.", _sentence(check.because)))
        if len(found) == _MOST:
            _more(file, engine.rows(f"select count(*) {where}")[0][0], found[-1][0], "check", report)


def _first_failing(parts: Sequence[Part], said: Callable[[Part], str]) -> str:
    """SQL of what is said of the first part that fails in a row."""
    return f"case {' '.join(f'when not {part.sql} then {said(part)}' for part in parts)} end"


def _place(part: Part) -> str:
    """SQL of the column at fault: of the first cell that should be a number and is none, else of the first cell."""
    wrong = [f"when {_no_number(sql)} then {value.column}" for sql, value in part.numbers if value.column.isdigit()]
    first = next((value.column for value in part.values if value.column.isdigit()), "1")
    return f"(case {' '.join(wrong)} else {first} end)" if wrong else first


def _is_known(part: Part, faults: Sequence[Fault]) -> str:
    """SQL that is true where a cell that the part looks at is told to be wrong already."""
    places = {value.column for value in part.values}
    return " or ".join(f"{fault.bad} is not null" for fault in faults if fault.column in places) or "false"


def _is_no_number(part: Part) -> str:
    return " or ".join(_no_number(sql) for sql, value in part.numbers if value.column.isdigit()) or "false"


def _no_number(sql: str) -> str:
    return f"({sql} is not null and try_cast({sql} as double) is null)"


def by_table(findings: Sequence[Finding], of_table: Mapping[str, Sequence[Finding]]) -> list[Finding]:
    """The findings of a mapping, each once: what only some of its tables lack names them.

    Args:
        of_table: table -> those of the findings that come from looking at its columns.
    """
    lacking: dict[tuple[Location, str], list[str]] = {}
    for file, found in of_table.items():
        for key in dict.fromkeys((one.location, one.message) for one in found if one.code in _OF_COLUMNS):
            lacking.setdefault(key, []).append(file)
    told: dict[tuple[Location, str], Finding] = {}
    for finding in findings:
        files = lacking.get((finding.location, finding.message), [])
        if not files:
            told[finding.location, f"{finding.code} {finding.message} {finding.remedy}"] = finding
        elif (finding.location, finding.message) not in told:
            where = f" in {', '.join(files[:3])}{f' and {len(files) - 3} more' if len(files) > 3 else ''}" if len(files) < len(of_table) else ""
            told[finding.location, finding.message] = replace(finding, message=f"{finding.message.removesuffix('.')}{where}.")
    return list(told.values())


def _more(file: str, count: int, row: int, code: str, report: Report) -> None:
    if count > _MOST:
        report(Finding(Location(file, row, 1), code, f"{count - _MOST:,} rows below have the same problem.", ""))


def _said(text: str | None) -> str:
    return "nothing" if text is None else shown(text.removesuffix(".0"))


def _sentence(text: str) -> str:
    """A reason as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}." if text else ""
