"""Dates in words, as the page, the tables and ``kg explain`` show them: never ISO, never EDTF."""

from __future__ import annotations

from kg.model.bounds import Bounds


def date_in_words(text: str, *, language: str = "en") -> str:
    """A date in words. (First version: the bounds in words.)"""
    from kg.model.dates import parse_date

    return bounds_in_words(parse_date(text))


def bounds_in_words(bounds: Bounds) -> str:
    """Bounds in words."""
    return f"between {bounds.start_earliest} and {bounds.end_latest}"
