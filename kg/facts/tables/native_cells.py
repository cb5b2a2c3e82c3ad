r"""Cells of native tables: the texts and lists in them.

Commas separate slugs, ``|`` separates texts where several may stand; ``\|`` is a bar of the text itself. In a CSV file a text that a
spreadsheet would run as a formula has an apostrophe in front, which is not part of it.
"""

from __future__ import annotations

import re

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?", re.ASCII)
_BARS = re.compile(r"\\([\\|])|\|")


def guarded(text: str) -> str:
    """A text for a CSV file, with an apostrophe where a spreadsheet would run it; plain numbers are no formulas.

    >>> guarded("=1+1"), guarded("-5"), guarded("it's")
    ("'=1+1", '-5', "it's")
    """
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def texts_of(cell: str) -> list[str]:
    r"""The texts of a cell that may hold several.

    >>> texts_of(r"one | two\|three|C:\temp")
    ['one', 'two|three', 'C:\\temp']
    """
    pieces, start, piece = [], 0, ""
    for found in _BARS.finditer(cell):
        piece += cell[start : found.start()]
        start = found.end()
        if found[1]:
            piece += found[1]
        else:
            pieces.append(piece)
            piece = ""
    pieces.append(piece + cell[start:])
    return [text for piece in pieces if (text := piece.strip())]


def cell_of(texts: list[str]) -> str:
    r"""The cell that :func:`texts_of` reads back.

    >>> cell_of(["one", "two|three"])
    'one | two\\|three'
    """
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") if "|" in text or "\\" in text else text for text in texts)


def slugs_of(cell: str) -> list[str]:
    """The slugs that commas separate.

    >>> slugs_of("ana, luis,")
    ['ana', 'luis']
    """
    return [slug for piece in cell.split(",") if (slug := piece.strip())]
