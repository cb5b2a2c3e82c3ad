"""The words of a SPARQL query, with their places: for messages and for binding parameters.

It follows the terminals of SPARQL 1.1 (section 19.8). It decides nothing about safety: the engine's own parser does
(:mod:`kg.query.guard`), because a second reading of the same text can always differ from the first in some corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><(?![?$=])[^<>"{}|^`\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<var>[?$]\w+)
  | (?P<blank>_:[\w.-]*\w)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<pname>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:](?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?)?)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<punct>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One word of a query.

    Args:
        kind: ``comment iri string var blank lang pname number word punct``.
        text: as it is written.
        start: offset in the query, counted from 0.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """True for one of the keywords (given in capitals), in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str, *, comments: bool = False) -> Iterator[Token]:
    """The words of a query in order, white space left out; comments only when asked for.

    >>> [token.text for token in tokens("ASK { ?s a :x } # why")]
    ['ASK', '{', '?s', 'a', ':x', '}']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "punct"
        if kind != "space" and (comments or kind != "comment"):
            yield Token(kind, match[0], match.start())


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Line and column, both counted from 1, of an offset in a text.

    >>> place("ab\ncd", 4)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a line and column counted from 1; the end of the text when they lie behind it."""
    start = 0
    for _ in range(line - 1):
        found = text.find("\n", start)
        if found < 0:
            return len(text)
        start = found + 1
    return min(start + column - 1, len(text))
