"""Rivals: values of one functional property that cannot all be right."""

from __future__ import annotations

from dataclasses import replace

from kg.build.database import Database
from kg.model.dates import DateError, parse_date
from kg.model.quantities import agree, parse_quantity
from kg.model.terms import EDTF


def find_rivals(database: Database) -> None:
    """Make the table rival (s, p, a, b and their units), both ways round, from the candidates of ``live.sql``.

    Numbers that are equal at the coarser precision, and dates of which one may lie within the other, agree and are no rivals.
    """
    database.execute_text("create or replace temp table rival (s varchar, p varchar, a varchar, b varchar, a_unit varchar, b_unit varchar)")
    rows = []
    for s, p, a, b, kind, a_quantity, b_quantity, a_unit, b_unit in database.rows("select * from candidate"):
        if a_quantity is not None and b_quantity is not None:
            compatible = agree(replace(parse_quantity(a_quantity), unit=a_unit), replace(parse_quantity(b_quantity), unit=b_unit))
        else:
            compatible = kind == EDTF and dates_meet(a, b)
        if not compatible:
            rows += [(s, p, a, b, a_unit, b_unit), (s, p, b, a, b_unit, a_unit)]
    database.append("rival", rows)


def dates_meet(a: str, b: str) -> bool:
    """True when two EDTF texts can mean the same day or period.

    >>> dates_meet("1963", "1963-04-06"), dates_meet("1963", "1964")
    (True, False)
    """
    try:
        first, second = parse_date(a), parse_date(b)
    except DateError:  # told where it stands; what cannot be read contradicts nothing
        return True
    return (first.start_earliest or "") <= (second.end_latest or "9999") and (second.start_earliest or "") <= (first.end_latest or "9999")
