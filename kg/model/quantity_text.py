"""The text of a quantity read into a decimal, a unit and how exact it is. No floats anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal


class QuantityError(ValueError):
    """A text that is no quantity.

    Args:
        message: what is wrong, one sentence.
        remedy: what to write instead, one sentence; empty if nothing sensible can be said.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number.

    Args:
        value: canonical ``xsd:decimal``: the number, or the stated minimum, else the maximum.
        unit: the words after the number, verbatim; None without any.
        exactness: ``Approximate``, ``AtLeast``, ``AtMost``, ``Range``; None when exact.
        minimum, maximum: canonical decimals; None where not stated.
        places: decimal places as written, trailing zeros too (``60.50`` has 2); negative where a scale word hides
            digits (``14.1 million`` has -5). The coarsest number of a range counts.
    """

    value: str
    unit: str | None = None
    exactness: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    places: int = 0


_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_EXACTNESS = {"about": "Approximate", "at least": "AtLeast", "at most": "AtMost"}
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_NUMBER = r"([+-]?[0-9]+(?:\.[0-9]+)?)(?:\s+((?ai:thousand|million|billion|trillion))\b)?"
_PERCENT = r"\s*([%‰](?:\s.*)?)"
_WORDS = r"\s+(?P<words>[^\W\d_].*|[^\w\s(.,:;<>=~+-].*)"  # a letter or a sign such as € before the rest
_QUANTITY = re.compile(rf"(?:((?ai:about|at\s+least|at\s+most))\s+)?{_NUMBER}(?:\s*\.\.\s*{_NUMBER})?(?:{_PERCENT}|{_WORDS})?\Z")
# Words after a number that would pass for a unit but change the number.
_NO_UNIT = re.compile(
    r"(?:k|M|(?ai:to|or|and|plus|bn|mn|mln|mio|mrd|dozens?|hundreds?|thousands?|millions?|billions?|trillions?|per ?cent|pct))\b"
)
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""Arithmetic that never rounds what can be read here."""

_MOST_PLACES = 18
# Oxigraph's decimals are 128-bit integers of units of the 18th place; beyond, a value is text to it.
_LIMIT = Decimal(2**127).scaleb(-_MOST_PLACES, EXACT)


def canonical_decimal(text: str) -> str:
    """The canonical form of an ``xsd:decimal``, as Oxigraph writes it.

    Raises:
        QuantityError: the text is not an ``xsd:decimal``.

    >>> [canonical_decimal(text) for text in ("6.850", "+5", "05", "-0", ".5")]
    ['6.85', '5', '5', '0', '0.5']
    """
    if not _DECIMAL.match(text):
        raise QuantityError(f"'{text}' is not a decimal number.", "Write digits with a point, such as 6.85.")
    whole, _, fraction = text.lstrip("+-").partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole.lstrip("0") or "0") + ("." + fraction if fraction else "")
    return "-" + digits if text[0] == "-" and digits != "0" else digits


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a text states, or None when it is not written as one.

    Raises:
        QuantityError: a range from more to less, or more digits than SPARQL engines count with.
    """
    match = _QUANTITY.match(text.strip())
    if match is None or _NO_UNIT.match(match["words"] or ""):
        return None
    word, first, first_scale, second, second_scale, percent, words = match.groups("")
    unit = percent or words or None
    if second:
        return _range(text, word, (first, first_scale or second_scale), (second, second_scale), unit)
    value, places = _scaled(text, first, first_scale)
    exactness = _EXACTNESS[" ".join(word.lower().split())] if word else None
    if exactness == "Approximate" and places <= 0 and value != "0":
        places = len(value.rstrip("0")) - len(value)  # about 5000 is as coarse as its zeros
    minimum = value if exactness == "AtLeast" else None
    maximum = value if exactness == "AtMost" else None
    return Quantity(value, unit, exactness, minimum, maximum, places)


def _range(text: str, word: str, first: tuple[str, str], second: tuple[str, str], unit: str | None) -> Quantity:
    """The quantity of two numbers, each given with its scale word."""
    (low, low_places), (high, high_places) = _scaled(text, *first), _scaled(text, *second)
    if word:
        raise QuantityError(f"{shown(text)} has '{word}' before a range.", f"Write {text.strip()[len(word) :].strip()}.")
    if Decimal(low) >= Decimal(high):
        after = f" {unit}" if unit else ""
        swapped = f"{low}{after}" if low == high else f"{high}..{low}{after}"
        raise QuantityError(f"{shown(text)} does not go from less to more.", f"Write {swapped}.")
    return Quantity(low, unit, "Range", low, high, min(low_places, high_places))


def _scaled(text: str, number: str, scale: str) -> tuple[str, int]:
    """A number times its scale word as a canonical decimal, and its decimal places."""
    power = _SCALES[scale.lower()]
    places = len(number.partition(".")[2])
    scaled = Decimal(number[: EXACT.prec]).scaleb(power, EXACT)
    value = canonical_decimal(f"{scaled:f}")
    if len(number) > EXACT.prec or len(value.partition(".")[2]) > _MOST_PLACES or abs(scaled) >= _LIMIT:
        raise QuantityError(f"{shown(text)} has too many digits.", "Write at most 18 digits after the point and 20 before it.")
    return value, places - power


def shown(text: str) -> str:
    """A text in quotes, cut where it is long."""
    return f"'{text}'" if len(text) <= 60 else f"'{text[:60]}...'"
