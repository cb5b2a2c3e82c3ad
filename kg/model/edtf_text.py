"""EDTF text read into its parts: one moment, an interval, or a set.

The forms are those of the Extended Date/Time Format (ISO 8601-2, Library of Congress, levels 0 to 2) that curators
write. What this module does not know is left to the ``edtf`` package by :mod:`kg.model.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache

Day = tuple[int, int, int]
"""A year, month and day."""


class DateError(ValueError):
    """A text that is no date.

    Args:
        message: what is wrong, one sentence.
        remedy: what to write instead, one sentence; empty if nothing sensible can be said.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class Parts(IntFlag):
    """Parts of a moment, used to say which of them a ``~``, ``?`` or ``%`` qualifies."""

    NONE = 0
    YEAR = 1
    MONTH = 2
    DAY = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """One date as written: a day, month, year, decade, century, season or part of a year.

    Args:
        year: four characters, digits or ``X``.
        month: two characters (``21`` to ``41`` are seasons and parts of a year), or empty.
        day: two characters, or empty.
        approximate: parts marked ``~`` or ``%``.
        uncertain: parts marked ``?`` or ``%``.
        first, last: the first and last day that it may mean, before widening.
    """

    year: str
    month: str
    day: str
    approximate: Parts
    uncertain: Parts
    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time. An end is a moment, ``".."`` (open) or ``""`` (unknown)."""

    start: Moment | str
    end: Moment | str


@dataclass(frozen=True, slots=True)
class MomentSet:
    """``[...]`` (one of them) or ``{...}`` (all of them).

    Args:
        every: True for ``{...}``.
        members: single moments, and pairs for ranges, of which one end may be None (open).
    """

    every: bool
    members: tuple[Moment | tuple[Moment | None, Moment | None], ...]


Expression = Moment | Interval | MomentSet

_MOMENT = re.compile(
    r"([~?%]?)([0-9X]{4})([~?%]?)(?:-([~?%]?)([0-9X]{2})([~?%]?)(?:-([~?%]?)([0-9X]{2})([~?%]?))?)?\Z"
)
_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

SUBYEAR = {
    **{str(21 + season): (1, 12) for season in range(12)},
    **{str(33 + quarter): (1 + 3 * quarter, 3 + 3 * quarter) for quarter in range(4)},
    **{str(37 + third): (1 + 4 * third, 4 + 4 * third) for third in range(3)},
    **{str(40 + half): (1 + 6 * half, 6 + 6 * half) for half in range(2)},
}
"""First and last month of EDTF's seasons (widened to the year), quarters, thirds and halves of a year."""


def days_in(year: int, month: int) -> int:
    """The number of days of a month (proleptic Gregorian calendar).

    >>> days_in(2024, 2), days_in(1900, 2)
    (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _MONTH_DAYS[month]


@lru_cache(maxsize=16_384)
def read_moment(text: str) -> Moment | None:
    """The moment that a text means, or None when it is not written as one.

    Raises:
        DateError: a month or day that does not exist, the year 0000, a year of which nothing is known.
    """
    match = _MOMENT.match(text)
    if match is None:
        return None
    y_left, year, y_right, m_left, month, m_right, d_left, day, d_right = match.groups("")
    first, last = (
        _known(text, year, month, day) if "X" not in text else _masked(text, year, month, day)
    )
    if not (y_left or y_right or m_left or m_right or d_left or d_right):
        return Moment(year, month, day, Parts.NONE, Parts.NONE, first, last)
    approximate = uncertain = Parts.NONE
    for marks, parts in (
        (y_left + y_right, Parts.YEAR),
        (m_left, Parts.MONTH),
        (m_right, Parts.YEAR | Parts.MONTH),
        (d_left, Parts.DAY),
        (d_right, Parts.YEAR | Parts.MONTH | Parts.DAY),
    ):
        if "~" in marks or "%" in marks:
            approximate |= parts
        if "?" in marks or "%" in marks:
            uncertain |= parts
    return Moment(year, month, day, approximate, uncertain, first, last)


def _known(text: str, year: str, month: str, day: str) -> tuple[Day, Day]:
    """First and last day of a moment whose digits are all known."""
    y = int(year)
    if y == 0:
        raise DateError(f"'{text}' has the year 0000, which no calendar of ours has.", "Leave the date out if it is not known.")
    if not month:
        return (y, 1, 1), (y, 12, 31)
    m = int(month)
    if m in range(1, 13):
        length = days_in(y, m)
        if not day:
            return (y, m, 1), (y, m, length)
        d = int(day)
        if not 1 <= d <= length:
            raise DateError(
                f"'{text}' is not a day: that month has {length} days.",
                f"Write {year}-{month}-{length:02d}, or {year}-{month} for the month.",
            )
        return (y, m, d), (y, m, d)
    if month in SUBYEAR and not day:
        begin, end = SUBYEAR[month]
        return (y, begin, 1), (y, end, days_in(y, end))
    raise DateError(f"'{text}' is not a date: there is no month {month}.", f"Write {year}, or {year}-01 to {year}-12.")


def _fits(mask: str, value: int) -> bool:
    """True when a number, written in as many digits as the mask has, fits the mask."""
    return all(m in ("X", v) for m, v in zip(mask, f"{value:0{len(mask)}d}", strict=True))


def _masked(text: str, year: str, month: str, day: str) -> tuple[Day, Day]:
    """First and last day that a moment with ``X`` in it may mean."""
    if year == "XXXX":
        raise DateError(f"'{text}' does not say the year.", "Leave the date out, or write what is known of the year, such as 201X.")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in month and day and day != "XX" and month != "XX" or "X" not in year + month + day:
        pass
    days = _candidates(year, month, day, low, high)
    if days is None:
        raise DateError(f"'{text}' fits no day of the calendar.", "Write X for each digit that is not known, such as 2025-02-XX.")
    return days


def _candidates(year: str, month: str, day: str, low: int, high: int) -> tuple[Day, Day] | None:
    """The first and last day that fit the masks, or None."""
    if month in SUBYEAR and not day:
        begin, end = SUBYEAR[month]
        return (max(low, 1), begin, 1), (high, end, days_in(high, end))
    years = [y for y in (low, high) if y]
    if "X" in year:
        years = [y for y in range(max(low, 1), high + 1) if _fits(year, y)]
    months = [m for m in range(1, 13) if not month or _fits(month, m)]
    first = next(_days(years, months, day, step=1), None)
    last = next(_days(years[::-1], months[::-1], day, step=-1), None)
    return (first, last) if first and last else None


def _days(years: list[int], months: list[int], day: str, *, step: int):  # type: ignore[no-untyped-def]
    for y in years:
        for m in months:
            for d in range(1, days_in(y, m) + 1)[::step]:
                if not day or _fits(day, d):
                    yield y, m, d


def read_expression(text: str) -> Expression | None:
    """The expression that a text means, or None when it is not written in a form known here.

    Raises:
        DateError: as :func:`read_moment`; an interval or range that ends before it starts or has no end at all.
    """
    moment = read_moment(text)
    if moment is not None:
        return moment
    if text[:1] in ("[", "{") and text[-1:] == ("]" if text[0] == "[" else "}"):
        return _read_set(text)
    start, slash, end = text.partition("/")
    if not slash:
        return None
    ends = [side if side in ("", "..") else read_moment(side) for side in (start, end)]
    if ends[0] is None or ends[1] is None:
        return None
    if isinstance(ends[0], Moment) and isinstance(ends[1], Moment):
        _refuse_reversed(text, ends[0], ends[1], start, end, f"Write {end}/{start}.")
    elif not isinstance(ends[0], Moment) and not isinstance(ends[1], Moment):
        raise DateError(f"'{text}' says neither when it starts nor when it ends.", "Leave the date out.")
    return Interval(ends[0], ends[1])


def _refuse_reversed(text: str, start: Moment, end: Moment, left: str, right: str, remedy: str) -> None:
    if end.last < start.first:
        raise DateError(f"'{text}' ends before it starts.", remedy)


def _read_set(text: str) -> MomentSet | None:
    """A set in brackets or braces, or None when a member is in no known form."""
    members: list[Moment | tuple[Moment | None, Moment | None]] = []
    for piece in text[1:-1].split(","):
        left, dots, right = piece.strip().partition("..")
        low, high = (read_moment(left) if left else None), (read_moment(right) if right else None)
        if (left and low is None) or (right and high is None) or not (low or high):
            return None
        if not dots:
            assert low is not None
            members.append(low)
            continue
        if low and high:
            _refuse_reversed(text, low, high, left, right, f"Write {text[0]}{right}..{left}{text[-1]}.")
        members.append((low, high))
    return MomentSet(text[0] == "{", tuple(members))
