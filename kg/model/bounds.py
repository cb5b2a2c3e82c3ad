"""Bounds: the four days between which a date starts and ends (CIDOC CRM P82a, P81a, P81b, P82b)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.model.edtf_text import Expression, Interval, MomentSet
from kg.model.moments import DAY, MONTH, SUBYEARS, Day, Moment, days_in

Span = tuple[Day | None, Day | None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which something starts and ends.

    Args:
        start_earliest, start_latest: it starts on one of these days or between them.
        end_earliest, end_latest: it ends on one of these days or between them.

    Each is an ``xsd:date`` without a zone (``2025-02-19``), inclusive; None when unknown or open. Days of the years
    1 to 9999 compare as text; others (``-0044-03-15``, ``12000-01-01``) only as ``xsd:date``.
    """

    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None


def bounds_of(expression: Expression) -> Bounds:
    """The bounds of an EDTF expression.

    ``~`` and ``%`` widen by one unit of the finest part they mark, ``?`` does not widen, a season is its whole year,
    an open or unknown end stays absent.
    """
    if isinstance(expression, Moment):
        first, last = span(expression)
        low, high = _iso(first), _iso(last)
        return Bounds(low, high, low, high)
    if isinstance(expression, Interval):
        return _between(*_span(expression.start), *_span(expression.end))
    return _set_bounds(expression)


def span(moment: Moment) -> tuple[Day, Day]:
    """The first and last day of a moment, widened where it is approximate."""
    if not moment.approximate:
        return moment.first, moment.last
    return _shift(moment, moment.first, -1), _shift(moment, moment.last, 1)


def _span(end: Moment | str) -> Span:
    return (None, None) if isinstance(end, str) else span(end)


def _between(start_first: Day | None, start_last: Day | None, end_first: Day | None, end_last: Day | None) -> Bounds:
    """The bounds of a stretch: its start lies no later than its end, so each sharpens the other."""
    if start_last and end_last:
        start_last = min(start_last, end_last)
    if start_first and end_first:
        end_first = max(start_first, end_first)
    return Bounds(*(day and _iso(day) for day in (start_first, start_last, end_first, end_last)))


def _set_bounds(chosen: MomentSet) -> Bounds:
    """The bounds of a set: for one of its members, the days it may be; for all of them, the first to the last."""
    starts = [_span(member.start) if isinstance(member, Interval) else span(member) for member in chosen.members]
    ends = [_span(member.end) if isinstance(member, Interval) else span(member) for member in chosen.members]
    first, last = _least(low for low, _ in starts), _greatest(high for _, high in ends)
    if chosen.every:
        return _between(first, _least(high for _, high in starts), _greatest(low for low, _ in ends), last)
    low, high = first and _iso(first), last and _iso(last)
    return Bounds(low, high, low, high)


def _least(days: Iterable[Day | None]) -> Day | None:
    """The first of some days; None when one of them is open."""
    known = list(days)
    return None if None in known else min(day for day in known if day)


def _greatest(days: Iterable[Day | None]) -> Day | None:
    """The last of some days; None when one of them is open."""
    known = list(days)
    return None if None in known else max(day for day in known if day)


def _shift(moment: Moment, day: Day, sign: int) -> Day:
    """A first (sign -1) or last (sign 1) day moved outward by one unit, within the years 1 to 9999."""
    year, month, number = day
    if moment.approximate & DAY and moment.day != "XX":
        ordinal = date(year, month, number).toordinal() + sign * _unit(moment.day)
        moved = date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
        return moved.year, moved.month, moved.day
    if moment.approximate & MONTH and moment.month != "XX":
        year, month = divmod(year * 12 + month - 1 + sign * _months(moment.month), 12)
        month += 1
    else:
        year += sign * _unit(moment.year)
    if not 1 <= year <= 9999:
        return (1, 1, 1) if sign < 0 else (9999, 12, 31)
    length = days_in(year, month)
    if moment.day in ("", "XX"):
        return year, month, 1 if sign < 0 else length
    return year, month, min(number, length)


def _unit(part: str) -> int:
    """The unit of a part: 1, or 10, 100... when its last digits are ``X``."""
    return int(10 ** (len(part) - len(part.rstrip("X"))))


def _months(month: str) -> int:
    """The number of months in the unit of a moment's month: 3 for a quarter, 12 for a season, which is its year."""
    begin, end = SUBYEARS.get(month, (1, _unit(month)))
    return end - begin + 1


def _iso(day: Day) -> str:
    """A day as ``xsd:date``, the years before 1 with a minus sign (ISO 8601: -0044 is 45 BC)."""
    year, month, number = day
    return f"{year:04d}-{month:02d}-{number:02d}" if year >= 0 else f"-{-year:04d}-{month:02d}-{number:02d}"
