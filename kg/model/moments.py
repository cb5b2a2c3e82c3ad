"""Moments: one date as EDTF writes it (a day, month, year, decade, season...), read from its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

Day = tuple[int, int, int]
"""A year, month and day of the proleptic Gregorian calendar; the year may be below 1 or above 9999."""

YEAR, MONTH, DAY = 1, 2, 4
"""Parts of a moment, as bits: which of them a ``~``, ``?`` or ``%`` qualifies."""

MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SUBYEARS = {
    **{str(21 + season): (1, 12) for season in range(12)},
    **{str(33 + quarter): (3 * quarter + 1, 3 * quarter + 3) for quarter in range(4)},
    **{str(37 + third): (4 * third + 1, 4 * third + 4) for third in range(3)},
    **{str(40 + half): (6 * half + 1, 6 * half + 6) for half in range(2)},
}
"""First and last month of what EDTF writes in a month's place: seasons (widened to the year), quarters, thirds, halves."""

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_MARKED = re.compile(r"([~?%]?)([0-9X]{4})([~?%]?)(?:-([~?%]?)([0-9X]{2})([~?%]?)(?:-([~?%]?)([0-9X]{2})([~?%]?))?)?\Z")
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


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


class Moment(NamedTuple):
    """One date as written.

    Args:
        year: four characters, digits or ``X``; empty when only the ``edtf`` package understands the text.
        month: two characters (``21`` to ``41``: see SUBYEARS), or empty.
        day: two characters, or empty.
        approximate: parts marked ``~`` or ``%``, as bits.
        uncertain: parts marked ``?`` or ``%``, as bits.
        first, last: the first and last day that it may mean, before ``~`` widens it.
    """

    year: str
    month: str
    day: str
    approximate: int
    uncertain: int
    first: Day
    last: Day


def days_in(year: int, month: int) -> int:
    """The number of days of a month.

    >>> days_in(2024, 2), days_in(1900, 2)
    (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _LENGTHS[month]


def read_moment(text: str) -> Moment | None:
    """The moment that a text means, or None when it is not written as one.

    Raises:
        DateError: a month or day that does not exist, the year 0000, a year of which no digit is known.

    >>> read_moment("2025-02-XX").last
    (2025, 2, 28)
    """
    if plain := _PLAIN.match(text):
        year, month, day = plain.groups("")
        return Moment(year, month, day, 0, 0, *_known_days(text, year, month, day))
    if not (marked := _MARKED.match(text)):
        return None
    y_left, year, y_right, m_left, month, m_right, d_left, day, d_right = marked.groups("")
    days = _masked_days(text, year, month, day) if "X" in text else _known_days(text, year, month, day)
    approximate = uncertain = 0
    # A mark to the right of a part qualifies it and all parts before it; to the left, that part alone (EDTF level 2).
    qualified = ((y_left + y_right, YEAR), (m_left, MONTH), (m_right, YEAR | MONTH), (d_left, DAY), (d_right, YEAR | MONTH | DAY))
    for marks, parts in qualified:
        if marks:
            approximate |= parts if marks != "?" and marks != "??" else 0
            uncertain |= parts if marks != "~" and marks != "~~" else 0
    return Moment(year, month, day, approximate, uncertain, *days)


def _known_days(text: str, year: str, month: str, day: str) -> tuple[Day, Day]:
    """First and last day of a moment whose digits are all known."""
    y = int(year)
    if y == 0:
        raise DateError(f"'{text}' has the year 0000, which does not exist.", "Leave the date out if it is not known.")
    if not month:
        return (y, 1, 1), (y, 12, 31)
    if "01" <= month <= "12":
        m = int(month)
        length = days_in(y, m)
        if not day:
            return (y, m, 1), (y, m, length)
        if "01" <= day <= f"{length}":
            only = (y, m, int(day))
            return only, only
        nearest = "" if day == "00" else f"{year}-{month}-{length}, or "
        raise DateError(f"'{text}' is not a day: {MONTHS[m]} {y} has {length} days.", f"Write {nearest}{year}-{month} for the month.")
    if month in SUBYEARS and not day:
        begin, end = SUBYEARS[month]
        return (y, begin, 1), (y, end, days_in(y, end))
    raise _no_month(text, year, month, day)


def _no_month(text: str, year: str, month: str, day: str) -> DateError:
    """The refusal of a month that does not exist, with the likeliest intention."""
    if "01" <= day <= "12" and "13" <= month <= f"{days_in(int(year), int(day))}":
        remedy = f"Write {year}-{day}-{month} (year, month, day)."
    else:
        remedy = f"Write {year}-01 to {year}-12, or {year} for the year."
    return DateError(f"'{text}' is not a date: there is no month {month}.", remedy)


def _masked_days(text: str, year: str, month: str, day: str) -> tuple[Day, Day]:
    """First and last day that a moment with ``X`` in it may mean."""
    if year == "XXXX":
        raise DateError(f"'{text}' does not say the year.", "Write what is known of it, such as 201X, or leave the date out.")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        raise DateError(f"'{text}' has the year 0000, which does not exist.", "Leave the date out if it is not known.")
    low = max(low, 1)
    if month in SUBYEARS and not day:
        begin, end = SUBYEARS[month]
        return (low, begin, 1), (high, end, days_in(high, end))
    if month in ("", "XX") and day in ("", "XX"):
        return (low, 1, 1), (high, 12, 31)
    if low == high and month.isdigit() and "01" <= month <= "12" and day == "XX":
        return (low, int(month), 1), (low, int(month), days_in(low, int(month)))
    years = [y for y in range(low, high + 1) if _fits(year, y)]
    first = next(_fitting(years, range(1, 13), range(1, 32), month, day), None)
    last = next(_fitting(years[::-1], range(12, 0, -1), range(31, 0, -1), month, day), None)
    if first is None or last is None:
        raise DateError(f"'{text}' fits no day of the calendar.", f"Write {year}-XX-XX, or {year}.")
    return first, last


def _fitting(years: Sequence[int], months: Sequence[int], days: Sequence[int], month: str, day: str) -> Iterator[Day]:
    """The days that fit the masks of month and day, in the order of the sequences given."""
    for y, m, d in product(years, months, days):
        if (not month or _fits(month, m)) and (not day or _fits(day, d)) and d <= days_in(y, m):
            yield y, m, d


def _fits(mask: str, number: int) -> bool:
    """True when a number fits a mask of digits and ``X``."""
    return all(known in ("X", digit) for known, digit in zip(mask, f"{number:0{len(mask)}}", strict=True))
