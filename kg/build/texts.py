"""Dates and quantities as tables: each distinct text is read once, however many facts use it."""

from __future__ import annotations

from kg.build.database import Database
from kg.model.dates import DateError, parse_date
from kg.model.quantities import QuantityError, parse_quantity

_TABLES = """
create or replace temp table date_text (text varchar, start_earliest varchar, start_latest varchar, end_earliest varchar, end_latest varchar,
  error varchar, remedy varchar);
create or replace temp table quantity_text (text varchar, value varchar, unit varchar, exactness varchar, minimum varchar, maximum varchar, places integer,
  error varchar, remedy varchar);
"""

_DATES = """
select distinct text from (
  select date as text from claim_row where relation is null union select reported from claim_row union select date from source_row union select accessed from source_row
  union select c.object from claim_row c join property p on p.name = c.predicate where p.range = 'http://id.loc.gov/datatypes/edtf')
where text is not null and text <> 'current'
"""

_QUANTITIES = """
select distinct text from (
  select amount as text from claim_row union select confidence from claim_row union select value from descriptor_row where key in ('latitude', 'longitude')
  union select c.object from claim_row c join property p on p.name = c.predicate
    where p.range in ('http://www.w3.org/2001/XMLSchema#decimal', 'http://www.w3.org/2001/XMLSchema#integer'))
where text is not null
"""


def read_texts(database: Database) -> None:
    """Make the tables date_text and quantity_text; a text that cannot be read has its error and remedy there."""
    database.execute_text(_TABLES)
    database.append("date_text", [_date(text) for (text,) in database.rows(_DATES)])
    database.append("quantity_text", [_quantity(text) for (text,) in database.rows(_QUANTITIES)])


def _date(text: str) -> tuple[str | None, ...]:
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
