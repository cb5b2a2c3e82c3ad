"""Templates: texts with ``{Column}`` in them, taken apart into words and holes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

_BREAK = re.compile(r"(\s+|,)")


@dataclass(frozen=True)
class Hole:
    """A ``{name}``, or a ``{name?}`` whose empty cell leaves the rest of the text standing."""

    name: str
    offset: int
    optional: bool = False


@dataclass(frozen=True)
class Words:
    """Text between holes."""

    text: str
    offset: int


Part: TypeAlias = Hole | Words


class TemplateError(ValueError):
    """A template that cannot be read.

    Args:
        message, remedy: for the person.
        offset: where in the text.
    """

    def __init__(self, code: str, message: str, remedy: str, offset: int) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy, self.offset = code, message, remedy, offset


def parts_of(text: str, known: Collection[str]) -> list[Part]:
    r"""The parts of a template.

    A name may hold anything, braces too: the longest known one that fits is taken. ``\{`` is a brace.

    Args:
        known: names that may stand in braces.

    Raises:
        TemplateError: a brace that is not closed, or a name that is unknown.

    >>> parts_of("row {#row}", {"#row"})
    [Words(text='row ', offset=0), Hole(name='#row', offset=4, optional=False)]
    >>> parts_of("{{x}}", {"{x}"})
    [Hole(name='{x}', offset=0, optional=False)]
    """
    parts: list[Part] = []
    words, start, at = "", 0, 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in ("{", "}"):
            words, at = words + text[at + 1], at + 2
        elif text[at] != "{":
            words, at = words + text[at], at + 1
        else:
            hole, end = _hole(text, at, known)
            if words:
                parts.append(Words(words, start))
            parts.append(hole)
            words, start, at = "", end, end
    if words:
        parts.append(Words(words, start))
    return parts


def _hole(text: str, at: int, known: Collection[str]) -> tuple[Hole, int]:
    best = ""
    end = text.find("}", at)
    while end >= 0:
        name = text[at + 1 : end]
        if name in known or (name.endswith("?") and name[:-1] in known):
            best = name
        end = text.find("}", end + 1)
    if best:
        optional = best not in known
        return Hole(best[:-1] if optional else best, at, optional), at + len(best) + 2
    close = text.find("}", at)
    if close < 0:
        raise TemplateError("template", "this '{' is not closed.", "Write '{Column}'; a brace that means itself is '\\{'.", at)
    raise unknown_column(text[at + 1 : close], known, at)


def unknown_column(name: str, known: Collection[str], offset: int = 0) -> TemplateError:
    """The refusal of a name that no column has."""
    name = name.strip()
    close = difflib.get_close_matches(name.lower(), [k.lower() for k in known], n=1, cutoff=0.6)
    near = next((k for k in known if close and k.lower() == close[0]), "")
    if near:
        remedy = f"Did you mean '{near}'?"
    else:
        names = [k for k in known if not k.startswith(("#", "$"))]
        remedy = f"The columns are: {', '.join(names[:12])}{' and more' if len(names) > 12 else ''}." if names else ""
    return TemplateError("unknown-column", f"there is no column '{name}'.", remedy, offset)


def words_of(parts: list[Part]) -> list[list[Part]]:
    """The parts cut at white space and commas outside of holes; a comma is a word of its own.

    >>> [[p.text if isinstance(p, Words) else p.name for p in word] for word in words_of(parts_of("{a} knows x, {b c}", {"a", "b c"}))]
    [['a'], ['knows'], ['x'], [','], ['b c']]
    """
    words: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, Hole):
            words[-1].append(part)
            continue
        offset = part.offset
        for piece in _BREAK.split(part.text):
            if piece == ",":
                words += [[Words(",", offset)], []]
            elif piece.isspace():
                words.append([])
            elif piece:
                words[-1].append(Words(piece, offset))
            offset += len(piece)
    return [word for word in words if word]
