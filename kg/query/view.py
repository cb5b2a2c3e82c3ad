"""Views: the graph as it was at a time, or as some sources tell it, chosen by a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from kg.errors import UsageError
from kg.model.dates import parse_date
from kg.model.moments import DateError
from kg.model.printable import printable
from kg.model.terms import KGA

ONLY: Mapping[str, str] = MappingProxyType(
    {"reliability": KGA + "reliability", "publisher": KGA + "publisher", "source": "", "type": KGA + "sourceType"}
)
"""What ``--only`` may ask of a source -> the property that says it; the source itself where that is empty."""

Day = tuple[int, int, int]
FIRST, LAST = (-(10**9), 1, 1), (10**9, 12, 31)


@dataclass(frozen=True)
class View:
    """Which claims count, and hence what the graph says.

    Args:
        as_of: a date as fact files write it (EDTF); empty for any time.
        possible: what may have held counts too; otherwise only what certainly did.
        only: conditions on sources, each a key of ONLY with the values that it may have; all must be met.
    """

    as_of: str = ""
    possible: bool = False
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def whole(self) -> bool:
        """True when every claim counts: the view is the graph itself."""
        return not self.as_of and not self.only

    @property
    def key(self) -> str:
        """A short name that tells views apart."""
        return sha256(repr((self.window if self.as_of else None, self.as_of and self.possible, self.only)).encode()).hexdigest()[:16]

    @property
    def window(self) -> tuple[Day, Day]:
        """The first and the last day of the time; days without end for an open one."""
        bounds = parse_date(self.as_of)
        return day(bounds.start_earliest) or FIRST, day(bounds.end_latest) or LAST

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What an address of ``kg serve`` says of the view: name and value of each parameter."""
        time = [("as-of", self.as_of), *([("possible", "true")] if self.possible else [])] if self.as_of else []
        return [*time, *(("only", f"{name}={','.join(values)}") for name, values in self.only)]

    def within(self, outer: View) -> View:
        """The view that shows what both show.

        Raises:
            UsageError: it asks for what the other one leaves out.
        """
        if self.as_of and outer.as_of:
            (first, last), (earliest, latest) = self.window, outer.window
            if first < earliest or last > latest or (self.possible and not outer.possible):
                raise UsageError(f"only a part of the graph is here: {outer}.", remedy="Ask without 'as-of', or for a time within it.")
        only = dict(outer.only)
        for name, values in self.only:
            both = tuple(value for value in values if value in only.get(name, values))
            if not both:
                raise UsageError(f"only a part of the graph is here: {outer}.", remedy=f"Ask for no other {name}.")
            only[name] = both
        time = self if self.as_of else outer
        return View(time.as_of, time.possible, tuple(sorted(only.items())))

    def __str__(self) -> str:
        parts = [f"as of {self.as_of}, {'what may hold' if self.possible else 'what certainly holds'}"] if self.as_of else []
        parts += [f"only {name} {' or '.join(values)}" for name, values in self.only]
        return "; ".join(parts)


WHOLE = View()


def view_of(as_of: str | int | None = None, *, certain: bool = False, possible: bool = False, only: Iterable[str] = ()) -> View:
    """The view that options name.

    Args:
        as_of: a date, such as ``2009`` or ``2024-09/2025-03``; None for any time.
        certain: only what certainly held at some time in it; so it is unless ``possible``.
        possible: what may have held too.
        only: conditions as typed, such as ``reliability=A,B``.

    Raises:
        UsageError: a date or condition that cannot be read, or options that do not go together.

    >>> str(view_of("2009", only=["reliability=A,B"]))
    'as of 2009, what certainly holds; only reliability A or B'
    """
    if certain and possible:
        raise UsageError("'certain' and 'possible' exclude each other.", remedy="'possible' has what is certain in it.")
    if isinstance(as_of, int):
        as_of = str(as_of)
    if as_of is not None and not as_of.strip():
        raise UsageError("the time of 'as-of' is empty.", remedy="Give one, such as 2009, or leave it out for any time.")
    if as_of is not None and as_of.strip() == "current":
        raise UsageError("'current' is no date here.", remedy="Name the day, such as 2025-02-19, or the year.")
    if (certain or possible) and not as_of:
        raise UsageError("'certain' and 'possible' need a time.", remedy="Give one with --as-of, such as --as-of 2009.")
    if as_of:
        try:
            parse_date(as_of)
        except DateError as error:
            raise UsageError(f"'{printable(as_of)}' is no date: {error.message}", remedy=error.remedy) from None
    return View(as_of or "", possible, _conditions(only))


def _conditions(only: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    for text in only:
        name, equals, values = text.partition("=")
        chosen = tuple(sorted({value.strip() for value in values.split(",") if value.strip()}))
        if name not in ONLY or not equals or not chosen:
            raise UsageError(
                f"'{printable(text)}' is no condition on sources.",
                remedy=f"Write for example reliability=A,B. Sources have: {', '.join(ONLY)}.",
            )
        if name in found:
            raise UsageError(f"'{name}' is asked for twice.", remedy="Name its values once, with commas.")
        found[name] = chosen
    return tuple(sorted(found.items()))


def day(text: str | None) -> Day | None:
    """An ISO day as numbers that compare; None for None.

    >>> day("2009-12-31"), day("-0044-03-15")
    ((2009, 12, 31), (-44, 3, 15))
    """
    if not text:
        return None
    sign, rest = (-1, text[1:]) if text.startswith("-") else (1, text)
    year, month, number = rest.split("-")
    return sign * int(year), int(month), int(number[:2])
