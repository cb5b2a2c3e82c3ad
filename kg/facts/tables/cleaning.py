"""Cleaning: the ways in which a mapping has cells cleaned, as SQL; most rows need none, and are looked at once, whatever their number of cells.

A row with a character that no text may hold counts as unclean too: such characters are then looked for in few rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.tables.engine import quoted
from kg.facts.tables.mapping import TableSpec

_SPACES = r"[\x{a0}\x{2007}\x{202f}]"
_NO_WIDTH = r"[\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}]"
_BETWEEN = r"\|"  # a cell may hold it too: its row is looked at more closely then
REFUSED = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{fffe}\x{ffff}]"
"""Characters that no text may hold (as in fact files), as an RE2 pattern."""
_CHANGED = {
    "trim": rf"(?:^|{_BETWEEN})[ \t\n\r]|[ \t\n\r](?:{_BETWEEN}|$)",
    "nbsp": _SPACES,
    "invisible": _NO_WIDTH,
    "nfc": r"[^\x00-\x7f]",
    "lines": r"[\r\n]",
    "spaces": r"[\t\n\f\r]|  ",
}
"""Way of cleaning -> where it may change a row of joined cells."""


def unclean_sql(cells: Sequence[str], spec: TableSpec) -> str:
    """SQL that is true for rows that cleaning may change, and for those with characters that no text may hold.

    Args:
        cells: SQL of each cell.
    """
    pattern = "|".join([*(_CHANGED[way] for way in spec.clean), REFUSED])
    return f"regexp_matches(concat_ws('|', {', '.join(cells)}), {quoted(pattern)})" if cells else "false"


def cleaned_sql(text: str, spec: TableSpec) -> str:
    """SQL of a cell, cleaned where its row is ``unclean``; NULL where nothing is left or what is left means an empty cell."""
    return f"case when unclean then {clean_sql(text, spec)} else {_filled_sql(text, spec)} end"


def clean_sql(text: str, spec: TableSpec) -> str:
    """SQL of a cell, cleaned; NULL where nothing is left or what is left means an empty cell."""
    for way in spec.clean:
        if way == "trim":
            text = f"trim({text}, ' ' || chr(9) || chr(10) || chr(13))"
        elif way == "nbsp":
            text = f"case when regexp_matches({text}, '{_SPACES}') then regexp_replace({text}, '{_SPACES}', ' ', 'g') else {text} end"
        elif way == "invisible":
            text = f"regexp_replace({text}, '{_NO_WIDTH}', '', 'g')"
        elif way == "nfc":
            text = f"nfc_normalize({text})"
        else:
            pattern = r"[\r\n]+" if way == "lines" else r"\s+"
            text = f"regexp_replace({text}, '{pattern}', ' ', 'g')"
    if "nbsp" in spec.clean and "trim" in spec.clean:
        text = f"trim({text})"
    return _filled_sql(text, spec)


def _filled_sql(text: str, spec: TableSpec) -> str:
    """SQL of a text; NULL where it means an empty cell."""
    if spec.empty:
        return f"case when {text} in ('', {', '.join(map(quoted, spec.empty))}) then null else {text} end"
    return f"nullif({text}, '')"
