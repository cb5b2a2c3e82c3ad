"""Bounds: the four days between which a date starts and ends (CIDOC CRM P82a, P81a, P81b, P82b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model.edtf_text import Day, Expression, Interval, Moment, MomentSet, Parts, days_in


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which something starts and ends.

    Args:
        start_earliest, start_latest: it starts on one of these days or between them.
        end_earliest, end_latest: it ends on one of these days or between them.

    Each is an ISO day (``2025-02-19``, an ``xsd:date``), inclusive; None when unknown or open.
    """

    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None


def bounds_of(expression: Expression) -> Bounds:
    """The bounds of an EDTF expression: ``~`` and ``%`` widen by one unit, ``?`` does not.

    An unknown or open start or end stays absent.
    """
    if isinstance(expression, Moment):
        low, high = _span(expression)
        return Bounds(low, high, low, high)
    if isinstance(expression, Interval):
        return _interval(expression.start, expression.end)
    return _set(expression)


def _interval(start: Moment | str | None, end: Moment | str | None) -> Bounds:
    start_low, start_high = _span(start) if isinstance(start, Moment) else (None, None)
    end_low, end_high = _span(end) if isinstance(end, Moment) else (None, None)
    return Bounds(start_low, start_high, end_low, end_high)


def _set(chosen: MomentSet) -> Bounds:
    pairs = [member if isinstance(member, tuple) else (member, member) for member in chosen.members]
    lows = [None if low is None else _span(low) for low, _ in pairs]
    highs = [None if high is None else _span(high) for _, high in pairs]
    known_lows = [low for low in lows if low]
    known_highs = [high for high in highs if high]
    open_start, open_end = len(known_lows) < len(lows), len(known_highs) < len(highs)
    first = None if open_start else min(low[0] for low in known_lows)
    last = None if open_end else max(high[1] for high in known_highs)
    if not chosen.every:
        return Bounds(first, last, first, last)
    return Bounds(
        first,
        None if open_start else min(low[1] for low in known_lows),
        None if open_end else max(high[0] for high in known_highs),
        last,
    )


def _span(moment: Moment) -> tuple[str, str]:
    """The first and last day of a moment, widened when it is approximate."""
    first, last = moment.first, moment.last
    if moment.approximate:
        first, last = _shift(moment, first, -1), _shift(moment, last, 1)
    return "%04d-%02d-%02d" % first, "%04d-%02d-%02d" % last


def _shift(moment: Moment, day: Day, sign: int) -> Day:
    """A bound moved outward by one unit of the finest part that is approximate."""
    year, month, number = day
    if moment.approximate & Parts.DAY and moment.day != "XX":
        moved = date.fromordinal(min(max(date(year, month, number).toordinal() + sign, 1), date.max.toordinal()))
        return moved.year, moved.month, moved.day
    if moment.approximate & Parts.MONTH and moment.month != "XX" and moment.month < "21":
        total = year * 12 + (month - 1) + sign
        year, month = divmod(total, 12)
        month += 1
    elif moment.approximate & Parts.MONTH and moment.month >= "33" and moment.month != "XX":
        step = {"33": 3, "34": 3, "35": 3, "36": 3}.get(moment.month, 4 if moment.month < "40" else 6)
        year, month = divmod(year * 12 + month - 1 + sign * step, 12)
        month += 1
    else:
        year += sign * 10 ** (4 - len(moment.year.rstrip("X")))
    if not 1 <= year <= 9999:
        return (1, 1, 1) if sign < 0 else (9999, 12, 31)
    whole_month = not moment.day or moment.day == "XX"
    length = days_in(year, month)
    return year, month, (1 if sign < 0 else length) if whole_month else min(number, length)
