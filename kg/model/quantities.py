"""Quantities: what the rest of kg asks of a text such as "about 14.1 million USD": its decimal, and what it agrees with."""

from __future__ import annotations

from decimal import Decimal

from kg.model.quantity_hints import remedy
from kg.model.quantity_text import EXACT, Quantity, QuantityError, canonical_decimal, read_quantity, shown

__all__ = ["Quantity", "QuantityError", "agree", "canonical_decimal", "parse_quantity"]


def parse_quantity(text: str) -> Quantity:
    """The quantity that a text states (FORMAT.md, Quantities).

    Args:
        text: a number (digits, a point, a sign) with a scale word (``thousand`` to ``trillion``) and a unit after it, or
            two of them as ``5000..7000``, where a scale after the second holds for both unless the first has its own;
            before a single number ``about``, ``at least`` or ``at most``. ``12%`` is ``12 %``; any other unit stands
            after a space and is kept as written.

    Raises:
        QuantityError: the text is not written so, is a range from more to less, or has more digits than SPARQL engines
            count with (18 after the point, about 20 before it).

    >>> parse_quantity("about 14.1 million USD")
    Quantity(value='14100000', unit='USD', exactness='Approximate', minimum=None, maximum=None, places=-5)
    >>> parse_quantity("5..7 %")
    Quantity(value='5', unit='%', exactness='Range', minimum='5', maximum='7', places=0)
    >>> parse_quantity("5,399,562")
    Traceback (most recent call last):
    kg.model.quantity_text.QuantityError: '5,399,562' is not a quantity. Write 5399562.
    """
    quantity = read_quantity(text)
    if quantity is None:
        raise QuantityError(f"{shown(text)} is not a quantity.", remedy(text))
    return quantity


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
    low = Decimal(quantity.value).quantize(unit, context=EXACT)
    if quantity.exactness == "AtLeast":
        return low, Decimal("Infinity")
    if quantity.exactness == "AtMost":
        return Decimal("-Infinity"), low
    return low, Decimal(quantity.maximum or quantity.value).quantize(unit, context=EXACT)
