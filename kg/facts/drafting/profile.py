"""Profiles: what the cells of a column look like, from its distinct values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.facts.drafting.moments import date_format
from kg.facts.tables.cells import Sheet
from kg.facts.tables.engine import Engine

_MOST = 20_000  # distinct values that are looked at; a table of no more rows is looked at whole
_CODE = re.compile(r"[A-Za-z]{1,6}[-_ ]?\d{1,12}")
_CODE_HEAD = re.compile(r"(?i)(.*[ _-])?(id|ids|code|código|codigo|nr|no|n°|key|clave|folio)\.?|.*(?<=[a-z])I[Dd]")
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d")
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[ .,'\u202f\u00a0]\d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")
_UNIT = re.compile(rf"({_NUMBER.pattern})\s*(%|[^\W\d]{{1,12}})?")
_ACRONYM = re.compile(r".+ \([A-Z0-9]{2,}\)")
_FLAGS = [{"0", "1"}, {"yes", "no"}, {"sí", "no"}, {"si", "no"}, {"true", "false"}, {"sim", "não"}, {"x"}, {"y", "n"}]
_SEPARATORS = {";": 0.1, "|": 0.1, "\n": 0.1, ",": 0.3}

ACRONYM = r"^(?P<name>.*?)(?: \((?P<acronym>[A-Z0-9]{2,})\))?$"
"""The pattern that parts ``Port Union (PU)`` into name and acronym."""


@dataclass
class Profile:
    """What a column holds.

    Args:
        number: of the column.
        name: what a mapping calls it.
        filled, distinct: cells that hold anything, and how many different ones.
        values: the different ones, in order of their first row, at most 20,000.
        kind: ``empty``, ``link``, ``date``, ``year``, ``flag``, ``code``, ``number``, ``list``, ``text`` or ``name``.
        detail: of a list its separator, of a date its format, of a number how it is written, of a flag the word for yes.
        acronyms: some end in an acronym in brackets.
    """

    number: int
    name: str
    filled: int
    distinct: int
    values: list[str] = field(default_factory=list)
    kind: str = "empty"
    detail: str = ""
    acronyms: bool = False

    @property
    def unique(self) -> bool:
        """True when no value stands in two rows."""
        return self.filled == self.distinct > 0


def profiles(engine: Engine, sheet: Sheet, names: Sequence[str]) -> list[Profile]:
    """The profiles of a loaded table's columns; ``names`` are what a mapping calls them."""
    (rows,) = engine.rows(f"select count(*) from {sheet.table}")[0]
    found = _of_few(engine, sheet, names) if rows <= _MOST else _of_many(engine, sheet, names)
    for profile in found:
        _judge(profile)
    return found


def _of_few(engine: Engine, sheet: Sheet, names: Sequence[str]) -> list[Profile]:
    cells = ", ".join(f"c{number}" for number in range(1, len(names) + 1))
    columns = list(zip(*engine.rows(f"select {cells} from {sheet.table} order by row"), strict=True)) or [()] * len(names)
    found = []
    for number, (name, column) in enumerate(zip(names, columns, strict=True), 1):
        values = [text for cell in column if cell and (text := cell.replace("\u00a0", " ").strip())]
        distinct = list(dict.fromkeys(values))
        found.append(Profile(number, name, len(values), len(distinct), distinct))
    return found


def _of_many(engine: Engine, sheet: Sheet, names: Sequence[str]) -> list[Profile]:
    found = []
    for number, name in enumerate(names, 1):
        cell = f"nullif(trim(replace(c{number}, chr(160), ' '), ' ' || chr(9) || chr(10)), '')"
        filled, distinct = engine.rows(f"select count({cell}), count(distinct {cell}) from {sheet.table}")[0]
        query = f"select {cell} as v, min(row) as r from {sheet.table} where {cell} is not null group by v order by r limit {_MOST}"
        found.append(Profile(number, name, int(filled), int(distinct), [str(value) for value, _ in engine.rows(query)]))
    return found


def _judge(profile: Profile) -> None:
    values = profile.values
    if not values:
        return
    profile.acronyms = any(_ACRONYM.fullmatch(value) for value in values)
    for kind, test in _TESTS:
        detail = test(profile, values)
        if detail is not None:
            profile.kind, profile.detail = kind, detail
            return
    profile.kind = "name"


def _link(profile: Profile, values: list[str]) -> str | None:
    return "" if sum("://" in value for value in values) >= 0.8 * len(values) else None


def _flag(profile: Profile, values: list[str]) -> str | None:
    low = {value.lower() for value in values}
    found = any(low <= flags for flags in _FLAGS) and (profile.filled > 2 or len(low) == 2)
    yes = next((value for value in values if value.lower() in ("1", "yes", "sí", "si", "true", "sim", "x", "y")), None)
    return yes if found else None


def _date(profile: Profile, values: list[str]) -> str | None:
    return date_format(values)


def _year(profile: Profile, values: list[str]) -> str | None:
    return "" if all(_YEAR.fullmatch(value) for value in values) else None


def _code(profile: Profile, values: list[str]) -> str | None:
    if all(_CODE.fullmatch(value) for value in values) and len(values) > 1:
        return ""
    if profile.unique and all(value.isdigit() for value in values):
        numbers = [int(value) for value in values]
        counts_up = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return "" if counts_up or _CODE_HEAD.fullmatch(profile.name) else None
    return "" if _CODE_HEAD.fullmatch(profile.name) and all(" " not in value for value in values) else None


def _number(profile: Profile, values: list[str]) -> str | None:
    matches = [_UNIT.fullmatch(value) for value in values]
    if not all(matches):
        return None
    digits = [match[1] for match in matches if match]
    if any(re.fullmatch(r".*\.\d{3},\d+|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}", number) for number in digits):
        return "1.234,5"
    return "1,234.5" if any("," in number for number in digits) else ""


def _list(profile: Profile, values: list[str]) -> str | None:
    for separator, share in _SEPARATORS.items():
        cut = [value for value in values if separator in value]
        if len(cut) < max(2, share * len(values)):
            continue
        pieces = [piece.strip() for value in values for piece in value.split(separator) if piece.strip()]
        short = sum(map(len, pieces)) / len(pieces) < 40
        if short and (separator != "," or len(set(pieces)) < 0.8 * len(pieces)):
            return separator
    return None


def _text(profile: Profile, values: list[str]) -> str | None:
    mean = sum(map(len, values)) / len(values)
    return "" if mean > 60 or any(len(value) > 250 for value in values) else None


_TESTS = (
    ("link", _link),
    ("flag", _flag),
    ("year", _year),
    ("date", _date),
    ("code", _code),
    ("number", _number),
    ("list", _list),
    ("text", _text),
)
"""Kind of a column -> what tells it, the first that fits; each gives the detail, or None."""
