"""Days, months, years and stretches of them in plain English; no text goes in, only days and bounds."""

from __future__ import annotations

from datetime import date

from kg.model.bounds import Bounds
from kg.model.moments import MONTHS, Day, days_in

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_GREGORIAN_YEAR = 1583


def bounds_in_words(bounds: Bounds) -> str:
    """Bounds in words, for dates of which nothing else is known, such as those relative to another event.

    >>> bounds_in_words(Bounds("2025-01-01", "2025-04-30", "2025-01-01", "2025-04-30"))
    'between January and April 2025'
    >>> bounds_in_words(Bounds(end_latest="2025-04-30")), bounds_in_words(Bounds())
    ('ends before the end of April 2025', 'undated')
    """
    start = (_day(bounds.start_earliest), _day(bounds.start_latest))
    end = (_day(bounds.end_earliest), _day(bounds.end_latest))
    if start == end:
        return _within(*start)
    if start[0] is end[1] is None and start[1] and end[0]:
        # It began by the one day and had not ended before the other: all that lies between them is certain.
        return f"true {_placed(end[0], start[1])}" if end[0] <= start[1] else f"true {_throughout(start[1], end[0])}"
    if start[0] and start[1] and end[0] and end[1]:
        first, last = period_name(start[0], start[1]), period_name(end[0], end[1])
        if first and last:
            return "from {} to {}".format(*pair_names(start[0], start[1], end[0], end[1]))
    return ", ".join(f"{verb} {_placed(*side)}" for verb, side in (("starts", start), ("ends", end)) if side != (None, None))


def between_words(first: Day, last: Day) -> str:
    """The days from a first to a last one in words: a name where they have one, else "between ... and ...".

    >>> between_words((2025, 4, 1), (2025, 4, 30)), between_words((2025, 4, 3), (2025, 4, 19))
    ('April 2025', 'between 3 and 19 April 2025')
    """
    name = period_name(first, last)
    return name or "between {} and {}".format(*_edges(first, last))


def period_name(first: Day, last: Day) -> str | None:
    """The name of a day, month, year or decade given its first and last day; None for any other stretch.

    >>> period_name((2010, 1, 1), (2019, 12, 31))
    'the 2010s'
    """
    if first == last:
        return day_words(first)
    if _starts_year(first) and _ends_year(last):
        if first[0] == last[0]:
            return year_words(first[0])
        decade = first[0] >= 1000 and first[0] % 10 == 0 and last[0] == first[0] + 9
        return f"the {first[0]}s" if decade else None
    if first[:2] == last[:2] and first[2] == 1 and _ends_month(last):
        return month_words(first)
    return None


def pair_names(first: Day, first_last: Day, second: Day, second_last: Day) -> tuple[str, str]:
    """The names of two periods, the first without what the second repeats: January, April 2025.

    Args:
        first, first_last: the first and last day of the earlier period.
        second, second_last: those of the later one.
    """
    left, right = _short_name(first, first_last), _short_name(second, second_last)
    same_year, same_month = first[0] == second[0], first[:2] == second[:2]
    if same_month and first == first_last and second == second_last:
        return str(first[2]), right
    if same_year and first[:2] == first_last[:2] and second[:2] == second_last[:2]:
        return left.removesuffix(f" {year_words(first[0])}"), right
    return left, right


def _short_name(first: Day, last: Day) -> str:
    """The name of a period, a day without its day of the week."""
    return day_words(first, weekday=False) if first == last else between_words(first, last)


def day_words(day: Day, *, weekday: bool = True) -> str:
    """A day in words, with its day of the week in the Gregorian centuries.

    >>> day_words((2025, 2, 19))
    'Wednesday 19 February 2025'
    """
    year, month, number = day
    words = f"{number} {month_words(day)}"
    known = weekday and _FIRST_GREGORIAN_YEAR <= year <= date.max.year
    return f"{_WEEKDAYS[date(year, month, number).weekday()]} {words}" if known else words


def month_words(day: Day) -> str:
    """The month of a day in words."""
    return f"{MONTHS[day[1]]} {year_words(day[0])}"


def year_words(year: int) -> str:
    """A year in words; ISO 8601 counts 1 BC as year 0.

    >>> year_words(2025), year_words(44), year_words(-44)
    ('2025', 'AD 44', '45 BC')
    """
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def before_words(last: Day) -> str:
    """Not later than a day."""
    if not _ends_month(last):
        return f"on or before {day_words(last, weekday=False)}"
    return f"before the end of {year_words(last[0]) if _ends_year(last) else month_words(last)}"


def after_words(first: Day) -> str:
    """Not earlier than a day."""
    if first[2] != 1:
        return f"on {day_words(first, weekday=False)} or later"
    return f"in {year_words(first[0]) if _starts_year(first) else month_words(first)} or later"


def _within(first: Day | None, last: Day | None) -> str:
    """When a moment lies, given the days between which it does."""
    if first and last:
        return between_words(first, last)
    if last:
        return before_words(last)
    return after_words(first) if first else "undated"


def _placed(first: Day | None, last: Day | None) -> str:
    """As :func:`_within`, with the preposition that a verb before it needs."""
    name = period_name(first, last) if first and last else None
    return f"{'on' if first == last else 'in'} {name}" if name else _within(first, last)


def _throughout(first: Day, last: Day) -> str:
    """The whole of a stretch, whose days are all certain."""
    name = period_name(first, last)
    return f"throughout {name}" if name else "from {} to {}".format(*pair_names(first, first, last, last))


def _edges(first: Day, last: Day) -> tuple[str, str]:
    """The names of the coarsest periods that a stretch begins and ends with: years, months or days."""
    if _starts_year(first) and _ends_year(last):
        return year_words(first[0]), year_words(last[0])
    if first[2] == 1 and _ends_month(last):
        return pair_names(first, (*first[:2], days_in(*first[:2])), (*last[:2], 1), last)
    return pair_names(first, first, last, last)


def _starts_year(day: Day) -> bool:
    return day[1:] == (1, 1)


def _ends_year(day: Day) -> bool:
    return day[1:] == (12, 31)


def _ends_month(day: Day) -> bool:
    return day[2] == days_in(day[0], day[1])


def _day(iso: str | None) -> Day | None:
    """An ``xsd:date`` as numbers."""
    if iso is None:
        return None
    year, month, day = iso.rsplit("-", 2)
    return int(year), int(month), int(day)
