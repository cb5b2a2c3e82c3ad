"""RDF terms as Python values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import pyoxigraph as ox

from kg.model.terms import XSD, shorten

Value = "Iri | str | bool | int | float | Decimal | date | datetime | None"
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


class Iri(str):
    """An IRI: a text, so it compares with one, that knows its short forms.

    >>> Iri("https://e.org/ecuador", "https://e.org/").slug
    'ecuador'
    """

    __slots__ = ("base",)
    base: str

    def __new__(cls, text: str, base: str = "") -> Iri:
        """The IRI ``text`` in a case whose base is ``base``."""
        self = super().__new__(cls, text)
        self.base = base
        return self

    @property
    def slug(self) -> str | None:
        """What follows the case's base, as in ``ecuador`` or ``Tenure/rafael-correa/president-of-ecuador``; None for other IRIs."""
        return str(self)[len(self.base) :] if self.base and self.startswith(self.base) and len(self) > len(self.base) else None

    @property
    def short(self) -> str:
        """The slug, else a prefixed name such as ``kga:Cartel``, else the whole IRI."""
        return shorten(str(self), self.base)


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _date(text: str) -> date:
    if not _DAY.match(text):  # Python has no dates with a time zone, before the year 1 or after 9999
        raise ValueError(text)
    return date.fromisoformat(text)


_PYTHON: Mapping[str, Callable[[str], object]] = {
    **{
        XSD + name: int
        for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong")
    },
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": _boolean,
    XSD + "date": _date,
    XSD + "dateTime": datetime.fromisoformat,
}


def python_value(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None, base: str = "") -> object:
    """A term as a Python value.

    Args:
        term: None stays None.
        base: the case's base, for the slugs of IRIs.

    Returns:
        :class:`Iri` for an IRI; ``int``, ``Decimal``, ``float``, ``bool``, ``date`` and ``datetime`` for literals of those types that
        Python can hold; ``str`` for every other literal (EDTF dates are as written) and for blank nodes.

    >>> python_value(ox.Literal("46.18", datatype=ox.NamedNode(XSD + "decimal")))
    Decimal('46.18')
    """
    if isinstance(term, ox.NamedNode):
        return Iri(term.value, base)
    if isinstance(term, ox.Literal):
        convert = _PYTHON.get(term.datatype.value)
        try:
            return convert(term.value) if convert else term.value
        except (ValueError, KeyError, ArithmeticError):
            return term.value
    return None if term is None else str(term)
