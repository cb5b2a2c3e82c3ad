"""Parameters of saved questions: declared in comments, given as text, bound as terms.

A question declares them in whole-line comments, one a line::

    # param: country slug = ecuador
    # param: since date

The word behind the name is its kind (see KINDS). A value becomes an RDF term first and then takes the place of the variable wherever
that is used, so that no value can be read as SPARQL. Binding by the engine was tried and given up: pyoxigraph 0.5 takes
``substitutions`` only for variables in the outermost SELECT, a VALUES block does not reach filters in subqueries, and rdflib's
``initBindings`` differ from both. The bound text means the same on every engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.model.printable import printable
from kg.model.terms import XSD, expand
from kg.query.lexer import Token, place, tokens

_LINE = re.compile(r"#+\s*param:\s*(.*?)\s*\Z")
_DECLARATION = re.compile(r"([A-Za-z_]\w*)\s+([a-z]+)(?:\s*=\s*(.*))?\Z", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9](?:[\w.~=-]|%[0-9A-Fa-f]{2}|/(?!/))*\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}\Z", re.ASCII)

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Parameter:
    """A declared parameter.

    Args:
        name: the variable, without ``?``.
        kind: a key of KINDS.
        default: what is taken when no value is given; None when one must be given.
    """

    name: str
    kind: str
    default: str | None = None


def _slug(text: str, prefixes: Mapping[str, str]) -> Term | None:
    iri = expand(text, prefixes) if ":" in text else prefixes.get("", "") + text if _PATH.match(text) else None
    try:
        return ox.NamedNode(iri) if iri else None
    except ValueError:
        return None


def _date(text: str, prefixes: Mapping[str, str]) -> Term | None:
    try:
        return ox.Literal(date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(XSD + "date")) if _DAY.match(text) else None
    except ValueError:
        return None


def _integer(text: str, prefixes: Mapping[str, str]) -> Term | None:
    return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD + "integer")) if _INTEGER.match(text) else None


def _string(text: str, prefixes: Mapping[str, str]) -> Term | None:
    return ox.Literal(text)


KINDS: Mapping[str, tuple[Callable[[str, Mapping[str, str]], Term | None], str]] = {
    "slug": (_slug, "a slug, such as 'daniel-noboa', or a prefixed name, such as 'kga:Cartel'"),
    "date": (_date, "a day, such as 2025-02-19"),
    "integer": (_integer, "a whole number"),
    "string": (_string, "text"),
}
"""Kind -> how its text becomes a term (None: it does not fit), and what fits, in words."""


def declared(text: str, name: str = "query") -> dict[str, Parameter]:
    """The parameters that a question declares, by name.

    Args:
        text: the question.
        name: what it is called in an error's place.

    Raises:
        QueryError: a declaration that cannot be read, an unknown kind, a name declared twice, a default that does not fit.
    """
    found: dict[str, Parameter] = {}
    for word in tokens(text, comments=True) if "param" in text else ():
        line = _LINE.match(word.text) if word.kind == "comment" else None
        if line is None:
            continue
        declaration = _DECLARATION.match(line[1])
        where = "{}:{}:{}".format(name, *place(text, word.start))
        if declaration is None:
            raise QueryError(
                "this parameter cannot be read.", remedy="Write: # param: NAME slug|date|integer|string [= DEFAULT]", place=where
            )
        parameter = Parameter(declaration[1], declaration[2], declaration[3])
        if parameter.kind not in KINDS:
            raise QueryError(f"unknown kind '{parameter.kind}' of parameter.", remedy=f"Known kinds: {', '.join(KINDS)}.", place=where)
        if parameter.name in found:
            raise QueryError(f"parameter '{parameter.name}' is declared twice.", place=where)
        found[parameter.name] = parameter
    return found


def terms(parameters: Mapping[str, Parameter], given: Mapping[str, str], prefixes: Mapping[str, str]) -> dict[str, Term]:
    """The term of each declared parameter, from the given text or its default.

    Args:
        parameters: as from :func:`declared`.
        given: name -> text, as typed.
        prefixes: those known; the empty one is the case's base.

    Raises:
        UsageError: an unknown name, a missing value, or text that does not fit the kind.
    """
    for name in given:
        if name not in parameters:
            known = ", ".join(sorted(parameters))
            remedy = f"It takes: {known}." if known else f"Declare it with a line: # param: {printable(name)} slug"
            raise UsageError(f"the question has no parameter '{printable(name)}'.", remedy=remedy)
    bound: dict[str, Term] = {}
    for name, parameter in parameters.items():
        text = given.get(name, parameter.default)
        convert, words = KINDS[parameter.kind]
        if text is None:
            raise UsageError(f"the question needs a value for '{name}': {words}.", remedy=f"Give it with --param {name}=VALUE.")
        term = convert(text, prefixes)
        if term is None:
            raise UsageError(f"'{printable(text)}' does not fit parameter '{name}', which takes {words}.")
        bound[name] = term
    return bound


def bind(text: str, values: Mapping[str, Term], name: str = "query") -> str:
    """The question with each parameter's variable replaced by its term.

    In an outermost SELECT ``?x`` becomes ``(TERM AS ?x)``, so that the column stays; ``SELECT *`` has no column for it.

    Args:
        text: a question that parses.
        values: variable name -> term.
        name: what the question is called in an error's place.

    Raises:
        QueryError: a parameter that does not occur, or that the question itself gives a value (AS, VALUES).

    >>> print(bind("SELECT ?x ?y { ?x ?p ?y }", {"x": ox.NamedNode("http://e/a")}))
    SELECT (<http://e/a> AS ?x) ?y { <http://e/a> ?p ?y }
    """
    if not values:
        return text
    binder = _Binder(text, values, name)
    return binder.bound()


class _Binder:
    """One pass over a question's words; knows whether a word stands in a SELECT list, behind GROUP or ORDER, or elsewhere."""

    def __init__(self, text: str, values: Mapping[str, Term], name: str) -> None:
        self.text, self.values, self.name = text, values, name
        self.words: Sequence[Token] = list(tokens(text))
        self.braces = self.parentheses = 0
        self.part = ""  # "list" in a SELECT list, and the word itself behind GROUP, ORDER and HAVING
        self.list_items = 0

    def bound(self) -> str:
        pieces: list[str] = []
        done, seen = 0, set()
        for at, word in enumerate(self.words):
            self._step(at, word)
            variable = word.text[1:] if word.kind == "var" else ""
            if variable not in self.values:
                continue
            seen.add(variable)
            start, end, new = self._replacement(at, word, variable)
            pieces += [self.text[done:start], new]
            done = end
        if missing := sorted(set(self.values) - seen):
            raise QueryError(f"the question declares parameter '{missing[0]}' but never uses ?{missing[0]}.", place=self.name)
        return "".join(pieces) + self.text[done:]

    def _step(self, at: int, word: Token) -> None:
        if word.text in ("{", "}") and word.kind == "punct":
            self.braces += 1 if word.text == "{" else -1
            self.part, self.parentheses = "", 0
        elif word.text in ("(", ")") and word.kind == "punct":
            self.parentheses += 1 if word.text == "(" else -1
        elif word.is_word("SELECT"):
            self.part, self.parentheses = "list", 0
            self.list_items = self._count_list(at + 1)
        elif word.is_word("WHERE", "FROM"):
            self.part = ""
        elif word.is_word("GROUP", "ORDER", "HAVING") and self.parentheses == 0:
            self.part = word.text.upper()

    def _count_list(self, at: int) -> int:
        """How many columns a SELECT list has, ``*`` counted as one."""
        count = depth = 0
        for word in self.words[at:]:
            if depth == 0 and (word.text == "{" or word.is_word("WHERE", "FROM")):
                break
            count += depth == 0 and (word.kind == "var" or word.text in ("(", "*"))
            depth += (word.text == "(") - (word.text == ")")
        return count

    def _replacement(self, at: int, word: Token, variable: str) -> tuple[int, int, str]:
        """Start and end of what is replaced, and the new text."""
        term = str(self.values[variable])
        before = self.words[max(at - 2, 0) : at]
        assigned = bool(before) and (before[-1].is_word("AS", "VALUES") or self._in_values(at))
        if assigned:
            raise QueryError(
                f"?{variable} is a parameter, so the question cannot give it a value itself.",
                remedy="Rename one of the two.",
                place="{}:{}:{}".format(self.name, *place(self.text, word.start)),
            )
        if self.parentheses == 0 and self.part == "list":
            if self.braces == 0:
                return word.start, word.end, f"({term} AS ?{variable})"
            # a subquery's column would be the constant that its surroundings have already
            self.list_items -= 1
            return word.start, word.end, "" if self.list_items else f"({term} AS ?{variable}_given)"
        if self.parentheses == 0 and self.part == "GROUP":
            return word.start, word.end, f"({term} AS ?{variable}_given)"  # rdflib wants a name
        if self.parentheses == 0 and self.part in ("ORDER", "HAVING"):
            return word.start, word.end, f"({term})"
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if len(before) == 2 and before[0].is_word("BOUND") and before[1].text == "(" and after is not None and after.text == ")":
            return before[0].start, after.end, "(true)"
        return word.start, word.end, term

    def _in_values(self, at: int) -> bool:
        """True between ``VALUES (`` and its ``)``."""
        while at > 0 and self.words[at - 1].kind == "var":
            at -= 1
        return at > 1 and self.words[at - 1].text == "(" and self.words[at - 2].is_word("VALUES")
