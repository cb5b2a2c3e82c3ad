"""The tokens of a JavaScript module (ECMA-262, as far as the page's own modules use it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<mark>=>|\.\.\.|\?\.|[^\s\w$'\"`])",
    re.S,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.S)
_WORDS_BEFORE_REGEX = frozenset(("return", "typeof", "case", "of", "in"))


class Token(NamedTuple):
    """A piece of a program.

    Args:
        kind: ``space``, ``comment``, ``string``, ``number``, ``name`` (keywords too), ``mark``, ``regex``, or ``template``: a part of a
            template literal from its quote or closing brace to the next opening brace or quote.
    """

    kind: str
    text: str


def tokens(source: str) -> Iterator[Token]:
    r"""Every token, in order; together they are the source.

    >>> [token.text for token in tokens("a = `x${b}` / 2")]
    ['a', ' ', '=', ' ', '`x${', 'b', '}`', ' ', '/', ' ', '2']

    Raises:
        ValueError: a template literal that does not end, or a character that begins no token.
    """
    place, last = 0, Token("mark", ";")
    braces: list[bool] = []  # for each open brace, whether it stands in a template
    while place < len(source):
        token = _next(source, place, last, braces)
        place += len(token.text)
        if token.kind not in ("space", "comment"):
            last = token
        yield token


def _next(source: str, place: int, last: Token, braces: list[bool]) -> Token:
    if source[place] == "`" or (source[place] == "}" and braces and braces[-1]):
        if source[place] == "}":
            braces.pop()
        match = _TEMPLATE.match(source, place + 1)
        if match is None:
            raise ValueError("a template literal does not end")
        if match[0].endswith("${"):
            braces.append(True)
        return Token("template", source[place] + match[0])
    match = _TOKEN.match(source, place)
    if match is None or match.lastgroup is None:
        raise ValueError(f"'{source[place]}' begins no token")
    token = Token(match.lastgroup, match[0])
    if token.text == "/" and _may_be_regex(last) and (regex := _REGEX.match(source, place)):
        return Token("regex", regex[0])
    if token.text == "{":
        braces.append(False)
    elif token.text == "}" and braces:
        braces.pop()
    return token


def _may_be_regex(last: Token) -> bool:
    """Whether a slash after this token begins a regular expression rather than divides."""
    if last.kind == "name":
        return last.text in _WORDS_BEFORE_REGEX
    return last.kind == "mark" and last.text not in (")", "]")
