"""Takes comments and needless white space out of JavaScript, so that the page stays small; names and order stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")"
    r"|(?P<text>[^\s'\"`/{}]+|[{}/])",
    re.S,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_BEFORE_REGEX = set("(,=:[!&|?{};+-*%<>~^")
_WORD_BEFORE_REGEX = re.compile(r"(?:^|[^\w$.])(?:return|typeof|case|of|in)$")
_NO_BREAK_AFTER = set("{([,;")
_NO_BREAK_BEFORE = set("})]")


def squeeze(source: str) -> str:
    r"""The same program in fewer characters (ECMA-262 lexical grammar, as far as the page's own modules use it).

    Line breaks stay wherever a semicolon could be missing.

    >>> squeeze("const a = 1; // one\nreturn a + +b / 2;")
    'const a=1;return a+ +b/2;'

    Raises:
        ValueError: a template literal that does not end.
    """
    out: list[str] = []
    gap = ""
    for kind, text in _tokens(source):
        if kind in ("space", "comment"):
            gap = "\n" if "\n" in text or gap == "\n" else " "
            continue
        before = out[-1] if out else ""
        if gap:
            out.append(_gap(before[-1:], text[0], gap))
        out.append(text)
        gap = ""
    return "".join(out)


def _gap(before: str, after: str, gap: str) -> str:
    """What must stay between two tokens that had white space between them."""
    if gap == "\n" and before and before not in _NO_BREAK_AFTER and after not in _NO_BREAK_BEFORE:
        return "\n"
    together = _is_word(before) and _is_word(after)
    return " " if together or (before == after and after in "+-/") else ""


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character in "_$" or character > "\x7f")


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every token; a template literal is one token, its text untouched."""
    place, last = 0, ""
    while place < len(source):
        kind, text = _next(source, place, last)
        place += len(text)
        if kind not in ("space", "comment"):
            last = text
        yield kind, text


def _next(source: str, place: int, last: str) -> tuple[str, str]:
    """The token at ``place``; what came before tells a regular expression from a division."""
    if source[place] == "`":
        return "template", source[place : _template_end(source, place)]
    division = last and last[-1] not in _BEFORE_REGEX and not _WORD_BEFORE_REGEX.search(last)
    if source[place] == "/" and source[place + 1 : place + 2] not in ("/", "*") and not division:
        found = _REGEX.match(source, place)
        return ("regex", found.group()) if found else ("text", "/")
    match = _TOKEN.match(source, place)
    return (match.lastgroup or "text", match.group()) if match else ("text", source[place])


def _template_end(source: str, start: int) -> int:
    """Where the template literal that begins at ``start`` ends, those nested in its ``${}`` included."""
    place = start + 1
    while place < len(source):
        if source[place] == "\\":
            place += 2
        elif source[place] == "`":
            return place + 1
        elif source.startswith("${", place):
            place = _hole_end(source, place + 2)
        else:
            place += 1
    raise ValueError("a template literal does not end")


def _hole_end(source: str, place: int) -> int:
    """Where the ``${`` that was opened just before ``place`` closes."""
    depth, last = 1, ""
    while place < len(source):
        kind, text = _next(source, place, last)
        place += len(text)
        if kind in ("space", "comment"):
            continue
        last = text
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return place
    raise ValueError("a template literal does not end")
