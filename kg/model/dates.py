"""Dates: what the rest of kg asks of EDTF text: the four days that bound it, and its words."""

from __future__ import annotations

from functools import lru_cache

from kg.model.bounds import Bounds, bounds_of
from kg.model.date_hints import refusal
from kg.model.date_words import expression_in_words
from kg.model.edtf_text import Expression, read_expression
from kg.model.moments import DateError
from kg.model.period_words import bounds_in_words

__all__ = ["Bounds", "DateError", "bounds_in_words", "date_in_words", "parse_date"]

_REMEMBERED = 65_536
"""Texts whose result is kept: a case repeats its dates, and rarely has more different ones than this."""


@lru_cache(maxsize=_REMEMBERED)
def parse_date(text: str) -> Bounds:
    """The four days that bound an EDTF date (FORMAT.md, Dates).

    Args:
        text: a day, month, year, decade ``201X``, century ``20XX``, season ``2025-21``, interval ``2023-11/..``, set
            ``[2025-01..2025-04]`` (one day within) or ``{2009,2011}`` (all of them), each with ``~ ? %``; also what
            else the ``edtf`` package reads, such as ``Y12000``. Neither ``current`` nor ``same: node`` is a date.

    Raises:
        DateError: the text is none of these, names a day that does not exist, or ends before it starts.

    >>> parse_date("2025-04")
    Bounds(start_earliest='2025-04-01', start_latest='2025-04-30', end_earliest='2025-04-01', end_latest='2025-04-30')
    >>> parse_date("1999~/..")
    Bounds(start_earliest='1998-01-01', start_latest='2000-12-31', end_earliest=None, end_latest=None)
    >>> parse_date("19.02.2025")
    Traceback (most recent call last):
    kg.model.moments.DateError: '19.02.2025' is not an EDTF date. Write 2025-02-19.
    """
    return bounds_of(_read(text))


@lru_cache(maxsize=_REMEMBERED)
def date_in_words(text: str, *, language: str = "en") -> str:
    """An EDTF date in words, without any ISO or EDTF in them.

    Args:
        text: as for :func:`parse_date`; an empty text is "undated".
        language: of the words. Only English is there yet, and stands in for every other.

    Raises:
        DateError: as :func:`parse_date`.

    >>> date_in_words("2025-02-19"), date_in_words("1999~/2009"), date_in_words("[2025-01..2025-04]")
    ('Wednesday 19 February 2025', 'from about 1999 to 2009', 'between January and April 2025')
    """
    return expression_in_words(_read(text)) if text else "undated"


def _read(text: str) -> Expression:
    expression = read_expression(text)
    if expression is None:
        raise refusal(text)
    return expression
