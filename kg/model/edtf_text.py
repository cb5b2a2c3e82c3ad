"""EDTF text read into its parts: one moment, an interval, or a set.

The forms are those of the Extended Date/Time Format (Library of Congress; ISO 8601-2), levels 0 to 2. Rare ones (years
beyond four digits, significant digits, times of day) are read by the ``edtf`` package, which takes milliseconds a date.
"""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass

from kg.model.moments import DateError, Moment, read_moment


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time. An end is a moment, ``".."`` (open) or ``""`` (unknown)."""

    start: Moment | str
    end: Moment | str


@dataclass(frozen=True, slots=True)
class MomentSet:
    """``[...]`` (one of its members) or ``{...}`` (all of them).

    Args:
        every: True for ``{...}``.
        members: moments, and intervals for ``a..b`` (one end may be ``".."``).
    """

    every: bool
    members: tuple[Moment | Interval, ...]


Expression = Moment | Interval | MomentSet

# Short on purpose: the package computes 17 times ten to any power, and its grammar is slow on long texts.
_RARE = re.compile(
    r"(?:Y-?[1-9][0-9]{0,8}(?:E[0-9])?(?:S[0-9]{1,2})?|[~?%]?-(?!0000)[0-9X]{4}[-0-9X~?%]{0,12}|[0-9]{4}S[1-9]|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:Z+-]{0,20})\Z"
)


def read_expression(text: str) -> Expression | None:
    """The expression that a text means, or None when it is written in no form of EDTF.

    Raises:
        DateError: as :func:`kg.model.moments.read_moment`; also an interval or range that ends before it starts, or
            that has neither start nor end.
    """
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _read_set(text)
    left, slash, right = text.partition("/")
    if not slash:
        return _read_any_moment(text)
    interval = _read_range(left, right, blank=True)
    if interval is not None and isinstance(interval.start, Moment) and isinstance(interval.end, Moment):
        _refuse_reversed(text, interval.start, interval.end, f"{right}/{left}")
    return interval


def _read_set(text: str) -> MomentSet | None:
    """A set in brackets or braces, or None when a member is in no known form."""
    members: list[Moment | Interval] = []
    for piece in text[1:-1].split(","):
        left, dots, right = piece.removeprefix(" ").partition("..")
        member = _read_range(left or "..", right or "..", blank=False) if dots else _read_any_moment(left)
        if member is None:
            return None
        if isinstance(member, Interval) and isinstance(member.start, Moment) and isinstance(member.end, Moment):
            _refuse_reversed(text, member.start, member.end, '"' + text.replace(f"{left}..{right}", f"{right}..{left}") + '"')
        members.append(member)
    return MomentSet(text[0] == "{", tuple(members))


def _read_range(left: str, right: str, *, blank: bool) -> Interval | None:
    """The stretch between two texts, or None when one of them is in no known form (or blank where it may not be)."""
    start = left if left in ("", "..") else _read_any_moment(left)
    end = right if right in ("", "..") else _read_any_moment(right)
    if start is None or end is None or (not blank and "" in (start, end)):
        return None
    if isinstance(start, str) and isinstance(end, str):
        raise DateError(
            "a stretch of time needs a start or an end.", "Write one of them, such as 2023/.. or ../2023, or leave the date out."
        )
    return Interval(start, end)


def _refuse_reversed(text: str, start: Moment, end: Moment, instead: str) -> None:
    if end.last < start.first:
        raise DateError(f"'{text}' ends before it starts.", f"Write {instead}.")


def _read_any_moment(text: str) -> Moment | None:
    """One moment, common or rare."""
    moment = read_moment(text)
    return _read_rare_moment(text) if moment is None and _RARE.match(text) else moment


def _read_rare_moment(text: str) -> Moment | None:
    """A moment that only the ``edtf`` package reads, already widened by its marks; None when it does not."""
    from edtf import parse_edtf

    try:
        with redirect_stdout(io.StringIO()):  # the package prints before some of its failures
            parsed = parse_edtf(text.replace("%", "~"))  # it widens twice for %
            widened = any(mark in text for mark in "~%S")
            first, last = (parsed.lower_fuzzy(), parsed.upper_fuzzy()) if widened else (parsed.lower_strict(), parsed.upper_strict())
            first, last = tuple(first[:3]), tuple(last[:3])
    except Exception:  # it raises whatever its parts raise: EDTFParseException, AttributeError, TypeError, ValueError
        return None
    whole = all(isinstance(number, int) for number in (*first, *last))  # more significant digits than there are: floats
    return Moment("", "", "", 0, 0, first, last) if whole else None
