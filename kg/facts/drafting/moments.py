"""Dates in columns: the format that all values are written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ISO = re.compile(r"\d{4}-\d\d(-\d\d)?([T ]\d\d:\d\d.*)?")
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})(?:\2(\d{1,4}))?")
_WORDS = re.compile(r"(\d{1,2})( de | of | |-)([^\W\d]{3,})\.?(?:( de | of | |-|, ))(\d{4})")


def date_format(values: Sequence[str]) -> str | None:
    """The format of all values as a mapping writes it, empty where they are ISO dates; None when they are no dates.

    >>> date_format(["31/12/2024", "1/2/2024"]), date_format(["2024-12-31"]), date_format(["3 de mayo de 2024"]), date_format(["x"])
    ('D/M/YYYY', '', 'D de MMMM de YYYY', None)
    """
    if all(_ISO.fullmatch(value) for value in values):
        return ""
    numbers = [_NUMBERS.fullmatch(value) for value in values]
    if all(numbers):
        return _of_numbers([match for match in numbers if match])
    words = [_WORDS.fullmatch(value) for value in values]
    if not all(words):
        return None
    marks = {(match[2], match[4], "MMM" if len(match[3]) == 3 else "MMMM") for match in words if match}
    return "D{0}{2}{1}YYYY".format(*marks.pop()) if len(marks) == 1 else None


def _of_numbers(matches: Sequence[re.Match[str]]) -> str | None:
    marks = {match[2] for match in matches}
    if len(marks) != 1:
        return None
    mark = marks.pop()
    if any(match[4] is None for match in matches):
        whole = all(match[4] is None and len(match[1]) <= 2 and len(match[3]) <= 2 for match in matches)
        return None if whole or any(match[4] is not None or len(match[1]) != 4 for match in matches) else f"YYYY{mark}MM"
    if all(len(match[1]) == 4 for match in matches):
        padded = all(len(match[3]) == len(match[4]) == 2 for match in matches)
        return f"YYYY{mark}MM{mark}DD" if padded else f"YYYY{mark}M{mark}D"
    if not all(len(match[4]) == 4 for match in matches):
        return None
    padded = all(len(match[1]) == len(match[3]) == 2 for match in matches)
    day, month = ("DD", "MM") if padded else ("D", "M")
    first, second = [int(match[1]) for match in matches], [int(match[3]) for match in matches]
    if max(first) <= 12 < max(second):
        return f"{month}{mark}{day}{mark}YYYY"
    return f"{day}{mark}{month}{mark}YYYY" if max(second) <= 12 and max(first) <= 31 else None
