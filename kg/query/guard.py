"""What a question may do: read this graph, and nothing else.

SERVICE would send parts of the graph to other hosts, so it is refused wherever it stands. Whether the word is the keyword or a part
of a string, comment, IRI or name is decided by the engine's own parser: a copy of the query in which every such word is misspelt is
parsed first. Where the word was the keyword the copy is no SPARQL; where it was text the copy parses. A reading of our own could be
led astray (``FILTER(1<2)SERVICE#>`` hides the keyword in what looks like an IRI, ``SERVICE:p`` looks like a prefixed name).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.lexer import Token, place, tokens

_SERVICE = re.compile("(?<=s)e(?=rvice)", re.IGNORECASE | re.ASCII)
_SHORT = 10_000  # characters
_PROLOGUE = ("PREFIX", "BASE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH")


def misspell(text: str) -> str:
    """The text with every 'service' misspelt; as long as before, so that places stay the same."""
    return _SERVICE.sub("q", text)


def parse_error(text: str, prefixes: Mapping[str, str], base: str = "") -> SyntaxError | None:
    """What the engine's parser says against a query in which :func:`misspell` took SERVICE out; None if nothing.

    Nothing is read or sent: the query runs, at most, over an empty graph. What was found of a short text is kept, for questions are
    asked again and again.
    """
    parse = _parse_once if len(text) <= _SHORT else _parse
    return parse(text, tuple(prefixes.items()), base)


def _parse(text: str, prefixes: tuple[tuple[str, str], ...], base: str) -> SyntaxError | None:
    named = {misspell(prefix): namespace for prefix, namespace in prefixes}
    try:
        _nothing().query(misspell(text), prefixes=named, base_iri=base or None)
    except SyntaxError as error:
        return error.with_traceback(None)
    except (ValueError, RuntimeError, OSError):  # evaluation over nothing: its errors are not about the grammar
        return None
    return None


_parse_once = lru_cache(maxsize=256)(_parse)


@cache
def _nothing() -> ox.Store:
    return ox.Store()


def refuse(text: str, name: str = "query") -> None:
    """Raise if a query that the parser refused is an update or asks another service.

    Args:
        text: the query.
        name: what the question is called in the error's place.

    Raises:
        QueryError: an update, or SERVICE as a word of its own.
    """
    words = list(tokens(text))
    verb = _verb(words)
    if verb and verb.is_word(*_UPDATES):
        raise _error(
            text,
            verb,
            name,
            f"{verb.text.upper()} would change the graph; questions only read.",
            "Change the files in facts/ and run 'kg build'.",
        )
    for word in words:
        if word.is_word("SERVICE", "SERVICESILENT") or (word.kind == "pname" and word.text.upper().startswith("SERVICE:")):
            raise _error(
                text,
                word,
                name,
                "SERVICE is refused: a question never leaves this graph.",
                "Ask the other service by itself, or take its facts into facts/.",
            )


def _verb(words: list[Token]) -> Token | None:
    """The first word behind the prologue."""
    at = 0
    while at < len(words) and words[at].is_word(*_PROLOGUE):
        at += 3 if words[at].is_word("PREFIX") else 2
    return words[at] if at < len(words) else None


def _error(text: str, word: Token, name: str, message: str, remedy: str) -> QueryError:
    line, column = place(text, word.start)
    return QueryError(message, remedy=remedy, place=f"{name}:{line}:{column}", line=line, column=column)
