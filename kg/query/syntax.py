"""Syntax errors of questions: which word is wrong, shown in its line, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise

from kg.errors import QueryError
from kg.model.printable import printable, width
from kg.query.guard import parse_error
from kg.query.lexer import Token, offset_of, place, tokens

# Behind a beginning that can be continued, the parser reads on over the gap and fails at the wall; behind a wrong word it stops before
# the gap, because it looks ahead no further than its longest keyword.
_GAP, _WALL = " " * 60, "\x01" * 60
_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"\b[A-Z]{2,}\b")
_HINTS = {
    "FILTER": "A condition stands in brackets: FILTER(?x > 1).",
    "ORDER": "Write ORDER BY.",
    "GROUP": "Write GROUP BY.",
    "SELECT": "Name the columns, such as ?who, or write *.",
}


class QuerySyntaxError(QueryError):
    """A question that is no SPARQL, with the line it breaks in.

    Args:
        excerpt: the offending line with a caret under the place, two lines.
    """

    def __init__(self, message: str, *, remedy: str, place: str, line: int, column: int, excerpt: str) -> None:
        super().__init__(message, remedy=remedy, place=place, line=line, column=column)
        self.excerpt = excerpt

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self.excerpt}" if self.excerpt else super().__str__()


def syntax_error(text: str, error: SyntaxError, prefixes: Mapping[str, str], name: str = "query", base: str = "") -> QuerySyntaxError:
    """The error to show for a query that the parser refused.

    Args:
        text: the query as written.
        error: what the parser said.
        prefixes: those known without a PREFIX line.
        name: what the question is called in the error's place, such as ``queries/x.rq``.
        base: what relative IRIs are resolved against.
    """
    words = list(tokens(text))
    said = str(error)
    culprit = _culprit(text, words, prefixes, base) or _unclosed(words) or (_repeated(words) if "Duplicated" in said else None)
    start, length = (culprit.start, len(culprit.text)) if culprit else (words[-1].end if words else 0, 1)
    message, remedy = _explain(text, said, culprit, words, prefixes)
    line, column = place(text, start)
    excerpt = quoted_line(text, line, column, length) if words else ""
    return QuerySyntaxError(message, remedy=remedy, place=f"{name}:{line}:{column}", line=line, column=column, excerpt=excerpt)


def quoted_line(text: str, line: int, column: int, length: int = 1) -> str:
    """A line of a text with carets under a place in it, safe for a terminal.

    >>> print(quoted_line("ASK { ?s ? }", 1, 10))
       1 | ASK { ?s ? }
         |          ^
    """
    lines = text.splitlines()
    source = lines[line - 1] if line <= len(lines) else ""
    before = printable(source[: column - 1].replace("\t", " "))
    under = printable(source[column - 1 : column - 1 + length]) or " "
    rest = printable(source[column - 1 + length :].replace("\t", " "))
    return f"{line:>4} | {before}{under}{rest}".rstrip() + f"\n     | {' ' * width(before)}{'^' * max(1, width(under))}"


def _viable(beginning: str, prefixes: Mapping[str, str], base: str) -> bool:
    """True when a query could begin like this."""
    error = parse_error(beginning + _GAP + _WALL, prefixes, base)
    match = _AT.match(str(error)) if error else None
    return match is not None and offset_of(beginning + _GAP + _WALL, int(match[1]), int(match[2])) >= len(beginning) + len(_GAP)


def _culprit(text: str, words: Sequence[Token], prefixes: Mapping[str, str], base: str) -> Token | None:
    """The first word with which no query can begin, or None when the query only ends too early or is wrong as a whole."""
    low, high = 0, len(words)  # the first `low` words are viable, the first `high` may not be
    if _viable(text[: words[-1].end] if words else "", prefixes, base):
        return None
    while low < high:
        middle = (low + high) // 2
        if _viable(text[: words[middle].end], prefixes, base):
            low = middle + 1
        else:
            high = middle
    return words[low] if low < len(words) else None


def _unclosed(words: Sequence[Token]) -> Token | None:
    """The quotation mark that opens a string which nothing closes."""
    return next((word for word in words if word.kind == "punct" and word.text in "\"'"), None)


def _repeated(words: Sequence[Token]) -> Token | None:
    """The second naming of a variable in a SELECT list."""
    seen: set[str] = set()
    for word in words:
        if word.kind == "var" and word.text in seen:
            return word
        seen.add(word.text)
    return None


def _explain(text: str, said: str, culprit: Token | None, words: Sequence[Token], prefixes: Mapping[str, str]) -> tuple[str, str]:
    """Message and remedy."""
    if not words:
        return "the question is empty.", "Write for example: kg query 'SELECT ?who WHERE { ?who a kga:Person }'"
    if "SELECT contains a variable that is unbound" in said:
        return "a variable in SELECT is neither grouped nor aggregated.", "Add it to GROUP BY, or wrap it: (SAMPLE(?x) AS ?any)."
    if culprit is None:
        return "the question ends too early.", "Is a closing bracket missing?"
    if culprit.kind == "punct" and culprit.text in "\"'":
        return "this string is not closed.", f"Close it with {culprit.text} on the same line."
    if "Duplicated variable" in said:
        return f"{culprit.text} stands twice in SELECT.", "Name each variable once."
    if culprit.kind == "pname" and (prefix := culprit.text.partition(":")[0]) not in {*prefixes, *_declared(words)}:
        return f"unknown prefix '{printable(prefix)}:'.", _prefix_remedy(prefix, prefixes)
    if culprit.kind == "iri" and "IRI parsing failed" in said:
        return f"{printable(culprit.text)} is no IRI.", "Write it in full, or as :slug."
    at = words.index(culprit)
    hint = _hint(text[: culprit.start], culprit, words[at - 1] if at else None, prefixes)
    return f"'{printable(culprit.text)}' cannot stand here.", hint


def _declared(words: Sequence[Token]) -> set[str]:
    return {after.text.rstrip(":") for before, after in pairwise(words) if before.is_word("PREFIX")}


def _prefix_remedy(prefix: str, prefixes: Mapping[str, str]) -> str:
    known = sorted(name for name in prefixes if name)
    if near := get_close_matches(prefix, known, 1):
        return f"Did you mean '{near[0]}:'?"
    return f"Known: {', '.join(f'{name}:' for name in known)} and ':' for this case. Others need a line 'PREFIX {prefix}: <...>'."


def _hint(beginning: str, culprit: Token, before: Token | None, prefixes: Mapping[str, str]) -> str:
    """What the writer may have meant."""
    if before and before.kind == "word" and (hint := _HINTS.get(before.text.upper())):
        return hint
    if culprit.kind == "word" and (near := get_close_matches(culprit.text.upper(), _keywords(beginning, prefixes), 1)):
        return f"Did you mean {near[0]}?"
    if before is None:
        return "A question begins with SELECT, ASK, CONSTRUCT or DESCRIBE."
    return "Is something missing before it, such as a dot or a bracket?"


def _keywords(beginning: str, prefixes: Mapping[str, str]) -> set[str]:
    """The keywords that could follow; the parser names one only when at least its length of text is left, and the longest alone."""
    found: set[str] = set()
    for length in range(2, 15):
        if match := _AT.match(str(parse_error(beginning + " " + _WALL[:length], prefixes))):
            found.update(_KEYWORD.findall(match[3]))
    return found
