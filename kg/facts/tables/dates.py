"""Dates of tables: a format such as ``DD/MM/YYYY`` as SQL that turns a cell's text into an EDTF date."""

from __future__ import annotations

import re

from kg.facts.tables.engine import quoted

_TOKENS = re.compile(r"YYYY|MMMM|MMM|MM|M|DD|D|[A-Za-z]+|.", re.DOTALL)
_PATTERNS = {"YYYY": r"(\d{4})", "MM": r"(\d{2})", "M": r"(\d{1,2})", "DD": r"(\d{2})", "D": r"(\d{1,2})"}
_PLAIN = frozenset({*_PATTERNS, "MMM", "MMMM", "de", "of", "T"})
_WORD = r"([A-Za-z\x{c0}-\x{17f}]{3,})\.?"
# The first three letters of the months in English, Spanish, Portuguese, without accents.
_MONTHS = (
    ("jan", "ene"),
    ("feb", "fev"),
    ("mar",),
    ("apr", "abr"),
    ("may", "mai"),
    ("jun",),
    ("jul",),
    ("aug", "ago"),
    ("sep", "set"),
    ("oct", "out"),
    ("nov",),
    ("dec", "dic", "dez"),
)
_ISO = r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:\d\d.*)?"


def unreadable_format(text: str) -> str:
    """What is wrong with a date format; empty when nothing is.

    >>> unreadable_format("DD/MM/YYYY"), unreadable_format("DD/MM/YY")
    ('', "a date format needs YYYY: 'DD/MM/YY' has none.")
    """
    tokens = _TOKENS.findall(text)
    parts = [token[0] for token in tokens if token in _PATTERNS or token in ("MMM", "MMMM")]
    odd = next((token for token in tokens if token.isalpha() and token not in _PLAIN), "")
    if "Y" not in parts:
        return f"a date format needs YYYY: '{text}' has none."
    if odd:
        return f"'{odd}' means nothing in a date format."
    if len(parts) != len(set(parts)) or ("D" in parts and "M" not in parts):
        return f"'{text}' is no date format: year, month and day stand in it once each."
    return ""


def date_sql(text: str, formats: list[str]) -> str:
    """SQL of the date that a text states in one of the formats, or in ISO form; NULL when it states none."""
    arms = " ".join(_arm(text, format_) for format_ in formats)
    iso = f"when regexp_full_match({text}, {quoted(_ISO)}) then regexp_extract({text}, {quoted(_ISO)}, 1)"
    return f"case {arms} {iso} end"


def _arm(text: str, format_: str) -> str:
    pattern = ""
    places: dict[str, tuple[int, str]] = {}
    for token in _TOKENS.findall(format_):
        if token in _PATTERNS or token in ("MMM", "MMMM"):
            pattern += _PATTERNS.get(token, _WORD)
            places[token[0]] = (len(places) + 1, token)
        else:
            pattern += re.escape(token)
    sought = quoted(pattern)

    def part(letter: str) -> str:
        number, token = places[letter]
        found = f"regexp_extract({text}, {sought}, {number})"
        return _month(found) if token in ("MMM", "MMMM") else found if letter == "Y" else f"lpad({found}, 2, '0')"

    made = " || '-' || ".join(part(letter) for letter in "YMD" if letter in places)
    return f"when regexp_full_match({text}, {sought}) then {made}"


def _month(text: str) -> str:
    start = f"left(lower(strip_accents({text})), 3)"
    arms = " ".join(
        f"when {start} in ({', '.join(map(quoted, names))}) then '{number:02}'" for number, names in enumerate(_MONTHS, 1)
    )
    return f"case {arms} end"
