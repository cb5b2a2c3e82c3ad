"""Dates and quantities as tables: each distinct text is read once, however many facts use it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from kg.build.database import Database, stage_text
from kg.model.dates import DateError, parse_date
from kg.model.quantities import QuantityError, parse_quantity


def read_quantities(database: Database) -> None:
    """Make the table quantity_text; a text that cannot be read has its error and remedy there."""
    database.run("texts")
    database.append("quantity_text", [_quantity(text) for (text,) in database.rows(stage_text("texts_of_quantities"))])


@contextmanager
def dates_read(database: Database) -> Iterator[None]:
    """Fill the table date_text, while what stands in the block keeps the database busy; it is full behind it."""
    texts = [text for (text,) in database.rows(stage_text("texts_of_dates"))]
    with ThreadPoolExecutor(max_workers=1) as other:
        dates = other.submit(lambda: [*map(_date, texts)])
        yield
        database.append("date_text", dates.result())


def _date(text: str) -> tuple[str | None, ...]:
    if text == "current":
        return (text, None, None, None, None, "'current' can only be the date of a fact.", "Write the day, such as 2025-02-19.")
    try:
        bounds = parse_date(text)
    except DateError as error:
        return (text, None, None, None, None, error.message, error.remedy)
    return (text, bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest, None, None)


def _quantity(text: str) -> tuple[str | int | None, ...]:
    try:
        found = parse_quantity(text)
    except QuantityError as error:
        return (text, None, None, None, None, None, None, error.message, error.remedy)
    return (text, found.value, found.unit, found.exactness, found.minimum, found.maximum, found.places, None, None)
