"""Fact lines: ``slug, slug property slug, slug`` or ``slug property literal``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.vocabulary import Vocabulary

_LINE = re.compile(r"\s*([^\s,]+(?:\s*,\s*[^\s,]+)*)\s+([^\s,]+)(?:\s+(\S.*))?\Z", re.DOTALL)  # of a text without white space at its end
_NAME = re.compile(r"[^\s,]+")
_TOKEN = re.compile(r"[^\s,]+|,")
_MOST = 10_000  # facts in a line: two lists of a few hundred slugs, a kilobyte, would be a graph of a million triples


@dataclass(frozen=True)
class FactLine:
    """A parsed line: each name with its offset from the start of the text.

    Args:
        objects: slugs for an object property, else the one literal or word.
    """

    subjects: tuple[tuple[str, int], ...]
    predicate: str
    predicate_offset: int
    objects: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class LineProblem:
    """Why a line is no fact."""

    code: str
    message: str
    remedy: str
    offset: int


def names(text: str, offset: int = 0) -> tuple[tuple[str, int], ...]:
    """The comma-separated names in a text, with their offsets.

    >>> names("a, b")
    (('a', 0), ('b', 3))
    """
    return tuple((found[0], offset + found.start()) for found in _NAME.finditer(text))


def slugs(text: str, offset: int = 0) -> tuple[tuple[str, int], ...] | LineProblem:
    """The slugs in a text that has nothing else, with their offsets; what separates them is a comma.

    >>> slugs("a b").offset
    2
    """
    open_ = True  # a name may stand here
    for found in _TOKEN.finditer(text):
        if (found[0] == ",") is open_:
            place = offset + found.start()
            return _stray(place) if open_ else LineProblem("fact-line", "a slug has no spaces.", "Put a comma between two slugs.", place)
        open_ = not open_
    return _stray(offset + text.rfind(",")) if open_ and text.strip() else names(text, offset)


def _stray(offset: int) -> LineProblem:
    return LineProblem("fact-line", "a slug is missing beside this comma.", "Add it, or delete the comma.", max(offset, 0))


def parse_line(text: str, vocabulary: Vocabulary) -> FactLine | LineProblem:
    """The fact that a line states, or why it states none.

    The property decides how the rest is read: slugs for an object property, else everything verbatim.
    """
    found = _LINE.match(text.rstrip())
    if not found:
        stray = re.search(r"\A\s*(,)|,\s*(,)", text)
        if stray:
            return _stray(stray.end() - 1)
        return LineProblem("fact-line", "this is no fact: it has fewer than three words.", "Write 'slug property slug'.", 0)
    predicate, rest = found[2], found[3]
    kind = vocabulary.kinds.get(predicate)
    if kind is None:
        return _unknown(predicate, found, text, vocabulary)
    if rest is None:
        return LineProblem("fact-line", f"nothing follows '{predicate}'.", "Write 'slug property slug'.", found.start(2))
    subjects = names(found[1], found.start(1))
    if kind != "object":
        return FactLine(subjects, predicate, found.start(2), ((rest, found.start(3)),))
    objects = slugs(rest, found.start(3))
    if isinstance(objects, LineProblem):
        return objects
    if (number := len(subjects) * len(objects)) > _MOST:
        message = f"{len(subjects):,} subjects with {len(objects):,} objects are {number:,} facts; a line states {_MOST:,} at most."
        return LineProblem("fact-line", message, "State them in several lines, or in a table.", found.start(2))
    return FactLine(subjects, predicate, found.start(2), objects)


def _unknown(predicate: str, found: re.Match[str], text: str, vocabulary: Vocabulary) -> LineProblem:
    meant = vocabulary.near(predicate, vocabulary.kinds)
    looked_at = () if meant and not re.search("[A-Z]", found[1]) else re.finditer(r"\S+", text)  # a name in words, or a misspelt property
    for word in looked_at:
        if word.start() > found.start(2) and word[0] in vocabulary.kinds:
            return LineProblem(
                "fact-line",
                f"'{text[: word.start()].strip()}' is no list of slugs.",
                "A slug is lower-case letters, digits and hyphens; commas separate slugs.",
                found.start(1),
            )
    if predicate in ("is", "a", "isA"):
        return LineProblem(
            "unknown-property",
            "a fact line cannot state a class.",
            "Declare it under 'entities:' of this file, as 'slug: {is: Class, ...}'.",
            found.start(2),
        )
    return LineProblem("unknown-property", f"unknown property '{predicate}'.", meant, found.start(2))
