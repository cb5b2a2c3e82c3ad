"""Quantities: "about 14.1 million USD" as a decimal, a unit and how exact it is. No floats anywhere."""

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


_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_NUMBER = r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:\s+(thousand|million|billion|trillion)\b)?"
_QUANTITY = re.compile(rf"(?:(at least|at most|about)\s+)?{_NUMBER}(?:\s*\.\.\s*{_NUMBER})?(?:\s+(\D.*)|\s*(%.*))?\Z")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_EXACTNESS = {"about": "Approximate", "at least": "AtLeast", "at most": "AtMost"}


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


def parse_quantity(text: str) -> Quantity:
    """The quantity that a text states (FORMAT.md, Quantities).

    Raises:
        QuantityError: the text is not written as a quantity.

    >>> parse_quantity("about 14.1 million USD")
    Quantity(value='14100000', unit='USD', exactness='Approximate', minimum=None, maximum=None, places=-5)
    """
    match = _QUANTITY.match(text.strip())
    if match is None:
        raise QuantityError(f"'{text}' is not a quantity.", "Write a number and its unit, such as 60.3 % or about 14.1 million USD.")
    word, first, first_scale, second, second_scale, unit, percent = match.groups()
    unit = unit or percent
    if second is None:
        value, places = _scaled(first, first_scale)
        exactness = _EXACTNESS[word] if word else None
        return Quantity(
            value, unit, exactness, value if word == "at least" else None, value if word == "at most" else None, places
        )
    low, low_places = _scaled(first, first_scale or second_scale)
    high, high_places = _scaled(second, second_scale)
    return Quantity(low, unit, "Range", low, high, min(low_places, high_places))


def _scaled(number: str, scale: str | None) -> tuple[str, int]:
    """A number times its scale word as a canonical decimal, and its decimal places."""
    power = _SCALES[scale] if scale else 0
    places = len(number.partition(".")[2]) - power
    return canonical_decimal(format(Decimal(number).scaleb(power, _EXACT), "f")), places


def agree(a: Quantity, b: Quantity) -> bool:
    """True when two quantities can both be right: same unit, and they meet at the coarser precision.

    >>> agree(parse_quantity("6.9"), parse_quantity("6.85"))
    True
    """
    places = min(a.places, b.places)
    (a_low, a_high), (b_low, b_high) = _ends(a, places), _ends(b, places)
    return a.unit == b.unit and a_low <= b_high and b_low <= a_high


def _ends(quantity: Quantity, places: int) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that a quantity allows, rounded half up to some decimal places."""
    unit = Decimal(1).scaleb(-places)
    low = Decimal(quantity.value).quantize(unit, context=_EXACT)
    if quantity.exactness == "AtLeast":
        return low, Decimal("Infinity")
    if quantity.exactness == "AtMost":
        return Decimal("-Infinity"), low
    return low, Decimal(quantity.maximum or quantity.value).quantize(unit, context=_EXACT)
