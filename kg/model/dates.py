"""Dates: EDTF text to the four days that bound it, and to words.

The common forms are read here in microseconds; the ``edtf`` package (a few milliseconds a date) reads the rest.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kg.model.bounds import Bounds, bounds_of
from kg.model.date_words import bounds_in_words, date_in_words
from kg.model.edtf_text import DateError, read_expression

__all__ = ["Bounds", "DateError", "bounds_in_words", "date_in_words", "parse_date"]


@lru_cache(maxsize=65_536)
def parse_date(text: str) -> Bounds:
    """The four days that bound an EDTF date (FORMAT.md, Dates).

    Args:
        text: day, month, year, decade ``201X``, century ``20XX``, season ``2025-21``, interval ``2023-11/..``,
            set ``[2025-01..2025-04]`` (one day within) or ``{2009,2011}`` (all), each with ``~ ? %``; and what else
            the ``edtf`` package reads, such as ``Y-12000``. The words ``current`` and ``same: node`` are not dates.

    Raises:
        DateError: the text is none of these, or names a day that does not exist.

    >>> parse_date("2025-04")
    Bounds(start_earliest='2025-04-01', start_latest='2025-04-30', end_earliest='2025-04-01', end_latest='2025-04-30')
    >>> parse_date("2023-11/..")
    Bounds(start_earliest='2023-11-01', start_latest='2023-11-30', end_earliest=None, end_latest=None)
    """
    expression = read_expression(text)
    return bounds_of(expression) if expression is not None else _other_forms(text)


def _other_forms(text: str) -> Bounds:
    """The bounds of a date that only the ``edtf`` package reads."""
    from edtf import parse_edtf

    refusal = DateError(f"'{text}' is not a date.", "Write a day as 2025-02-19, a month as 2025-02, a year as 2025.")
    if text[:1] not in ("Y", "-") and "S" not in text:
        raise refusal
    try:
        parsed = parse_edtf(text)
        low, high = (_iso(parsed.lower_fuzzy()), _iso(parsed.upper_fuzzy()))
    except Exception as error:  # the package raises whatever its parts raise (AttributeError, TypeError, ValueError)
        raise refusal from error
    return Bounds(low, high, low, high)


def _iso(moment: Any) -> str:
    """An ``xsd:date`` of a ``time.struct_time``; years beyond four digits keep all of theirs."""
    year, month, day = moment[:3]
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"
