"""Slugs made from the text of cells: in SQL for whole tables, in Python for single words; both give the same."""

from __future__ import annotations

import re
import unicodedata

_WHOLE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_LETTERS = ("øłđðıħ", "olddih")


def slugify(text: str) -> str:
    """The slug of a text: lower-case ASCII letters and digits, everything else a hyphen; empty when nothing is left.

    >>> slugify("Cártel de Santa Rosa (CSRL)"), slugify("Straße 5"), slugify("Москва")
    ('cartel-de-santa-rosa-csrl', 'strasse-5', '')
    """
    text = text.lower()
    for letter, letters in _WHOLE.items():
        text = text.replace(letter, letters)
    text = text.translate(str.maketrans(*_LETTERS))
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def slug_sql(text: str) -> str:
    """SQL for the slug of the text that an SQL expression gives."""
    lowered = f"lower({text})"
    for letter, letters in _WHOLE.items():
        lowered = f"replace({lowered}, '{letter}', '{letters}')"
    plain = f"strip_accents(translate({lowered}, '{_LETTERS[0]}', '{_LETTERS[1]}'))"
    return f"trim(regexp_replace({plain}, '[^a-z0-9]+', '-', 'g'), '-')"
