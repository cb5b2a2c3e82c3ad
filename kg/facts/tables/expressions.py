"""Expressions of ``if``, ``check`` and ``skip``: ``{n} = count({list}) and not empty({name})``, compiled to SQL.

A comparison with an empty cell is false. Two texts that both are numbers compare as numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.facts.tables.engine import quoted
from kg.facts.tables.mapping import Text
from kg.facts.tables.scope import Scope, Value
from kg.facts.tables.templates import Hole, TemplateError, Words, parts_of

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<quote>'[^']*'|\"[^\"]*\")|(?P<op><=|>=|!=|<>|=|<|>|[()+*/,-])|(?P<word>[^\W\d]\w*(?:-\w+)*))"
)
_COMPARE = ("=", "!=", "<>", "<", "<=", ">", ">=")
_FUNCTIONS = ("count", "empty", "length", "lower", "sum")


@dataclass(frozen=True)
class Part:
    """One of the conditions that ``and`` joins.

    Args:
        sql: a truth, never NULL.
        values: what it looks at.
        numbers: SQL and value of each cell that it takes for a number.
        sides: SQL of the texts on both sides when it is a comparison.
    """

    sql: str
    values: tuple[Value, ...]
    numbers: tuple[tuple[str, Value], ...] = ()
    sides: tuple[str, str] | None = None


@dataclass(frozen=True)
class Term:
    """A part of an expression: its SQL, and whether that is a text, number, truth or list.

    Args:
        cell: what it is the text of, where it is a name in braces.
        parts: of a truth, those that all must hold.
    """

    sql: str
    kind: str
    cell: Value | None = None
    parts: tuple[Part, ...] = ()

    def number(self) -> str:
        """SQL of it as a number, NULL where it is none."""
        return self.sql if self.kind == "number" else f"try_cast({self.sql} as double)"


@dataclass
class Condition:
    """A compiled expression.

    Args:
        sql: a truth, never NULL.
        values: what it looks at.
        parts: what must hold for it to hold, in order.
    """

    sql: str
    values: list[Value]
    parts: tuple[Part, ...] = ()

    @property
    def dimensions(self) -> frozenset[str]:
        """Dimensions of which it looks at one item."""
        return frozenset(value.dimension for value in self.values if value.dimension)


def compile_condition(scope: Scope, text: Text, active: frozenset[str] = frozenset()) -> Condition | None:
    """An expression as SQL; None, and a finding, when it cannot be read."""
    try:
        return _Parser(scope, text, active).parse()
    except TemplateError as error:
        scope.report(text, error)
        return None


class _Parser:
    def __init__(self, scope: Scope, text: Text, active: frozenset[str]) -> None:
        self.scope, self.text, self.active = scope, text, active
        self.values: list[Value] = []
        self.numbers: list[tuple[str, Value]] = []
        self.sides: tuple[str, str] | None = None
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[tuple[str, str, int]]:
        found: list[tuple[str, str, int]] = []
        for part in parts_of(self.text.text, self.scope.known(self.text)):
            if isinstance(part, Hole):
                found.append(("hole", part.name, part.offset))
            else:
                found += self._words(part)
        return [*found, ("end", "", len(self.text.text))]

    def _words(self, part: Words) -> list[tuple[str, str, int]]:
        found, at, text = [], 0, part.text.rstrip()
        while at < len(text):
            token = _TOKEN.match(text, at)
            if not token:
                start = at + len(text[at:]) - len(text[at:].lstrip())
                raise self._error(f"'{text[start]}' means nothing here.", "Put a text in quotes.", part.offset + start)
            kind = str(token.lastgroup)
            found.append((kind, token[kind], part.offset + token.start(kind)))
            at = token.end()
        return found

    def _error(self, message: str, remedy: str, offset: int) -> TemplateError:
        return TemplateError("expression", message, remedy, offset)

    def parse(self) -> Condition:
        whole = self._or()
        if self.tokens[self.at][0] != "end":
            raise self._error(f"'{self.tokens[self.at][1]}' cannot follow here.", "Join two conditions by 'and' or 'or'.", self._offset())
        if whole.kind != "truth":
            raise self._error("this is no condition.", "Compare it, such as '{n} = 1' or 'not empty({n})'.", 0)
        return Condition(whole.sql, self.values, whole.parts)

    def _offset(self) -> int:
        return self.tokens[self.at][2]

    def _take(self, *texts: str) -> str | None:
        kind, text, _ = self.tokens[self.at]
        if kind in ("op", "word") and text in texts:
            self.at += 1
            return text
        return None

    def _or(self) -> Term:
        start = len(self.values), len(self.numbers)
        left = self._and()
        while self._take("or"):
            left = self._one_part(Term(f"({left.sql} or {self._truth(self._and())})", "truth"), start)
        return left

    def _and(self) -> Term:
        left = self._not()
        while self._take("and"):
            right = self._not()
            left = Term(f"({left.sql} and {self._truth(right)})", "truth", parts=left.parts + right.parts)
        return left

    def _one_part(self, term: Term, start: tuple[int, int], sides: tuple[str, str] | None = None) -> Term:
        """A truth that holds or fails as one; ``start`` is where what it looks at begins."""
        return replace(term, parts=(Part(term.sql, tuple(self.values[start[0] :]), tuple(self.numbers[start[1] :]), sides),))

    def _truth(self, term: Term) -> str:
        if term.kind != "truth":
            raise self._error("a condition must stand on both sides.", "Write for example '{a} = 1 or {b} = 1'.", self._offset())
        return term.sql

    def _not(self) -> Term:
        start = len(self.values), len(self.numbers)
        if self._take("not"):
            return self._one_part(Term(f"(not {self._truth(self._not())})", "truth"), start)
        self.sides = None
        term = self._comparison()
        return term if term.kind != "truth" or term.parts else self._one_part(term, start, self.sides)

    def _number(self, term: Term) -> str:
        """SQL of a term as a number; a cell is remembered to have been taken for one."""
        if term.cell is not None:
            self.numbers.append((term.sql, term.cell))
        return term.number()

    def _compared(self, left: Term, operator: str, right: Term) -> str:
        if "number" in (left.kind, right.kind):
            return f"coalesce({self._number(left)} {operator} {self._number(right)}, false)"
        numbers = f"{left.number()} {operator} {right.number()}"
        return f"coalesce({numbers}, {left.sql} {operator} {right.sql}, false)"

    def _comparison(self) -> Term:
        left = self._sum()
        operator = self._take(*_COMPARE)
        if operator:
            right = self._sum()
            self._texts(left, right)
            self.sides = (f"({left.sql})::varchar", f"({right.sql})::varchar")
            return Term(self._compared(left, "<>" if operator == "!=" else operator, right), "truth")
        if self._take("in"):
            return self._one_of(left)
        if self._take("matches"):
            kind, pattern, offset = self.tokens[self.at]
            if kind != "quote":
                raise self._error("a pattern in quotes follows 'matches'.", "Write {a} matches '[0-9]+'.", offset)
            self.at += 1
            return Term(f"coalesce(regexp_matches({left.sql}, {quoted(pattern[1:-1])}), false)", "truth")
        return left

    def _texts(self, *terms: Term) -> None:
        for term in terms:
            if term.kind in ("list", "truth"):
                raise self._error(f"a {term.kind} cannot be compared.", "Count a list: count({list}).", self._offset())

    def _one_of(self, left: Term) -> Term:
        if not self._take("("):
            raise self._error("a list in brackets follows 'in'.", "Write {a} in (x, y).", self._offset())
        choices = [self._sum()]
        while self._take(","):
            choices.append(self._sum())
        self._close()
        self._texts(left, *choices)
        return Term(f"({' or '.join(self._compared(left, '=', choice) for choice in choices)})", "truth")

    def _sum(self) -> Term:
        left = self._product()
        while operator := self._take("+", "-"):
            left = Term(f"({self._number(left)} {operator} {self._number(self._product())})", "number")
        return left

    def _product(self) -> Term:
        left = self._atom()
        while operator := self._take("*", "/"):
            left = Term(f"({self._number(left)} {operator} {self._number(self._atom())})", "number")
        return left

    def _atom(self) -> Term:
        kind, text, offset = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Term(text, "number")
        if kind == "quote":
            return Term(quoted(text[1:-1]), "text")
        if kind == "hole":
            return self._hole(text, offset)
        if kind == "op" and text == "(":
            inner = self._or()
            self._close()
            return inner
        if kind == "op" and text == "-":
            return Term(f"(-{self._number(self._atom())})", "number")
        if kind == "word" and self.tokens[self.at][:2] == ("op", "("):
            return self._call(text, offset)
        if kind == "word" and text not in ("and", "or", "not", "in", "matches"):
            return Term(quoted(text), "text")
        message = "a value is missing here." if kind == "end" else f"'{text}' cannot stand here."
        raise self._error(message, "Write for example '{n} = 1'.", offset)

    def _hole(self, name: str, offset: int) -> Term:
        value = self.scope.required(name, offset)
        self.values.append(value)
        if value.dimension and value.dimension not in self.active:
            return Term(value.cell or value.sql, "list")
        return Term(f"{value.cell}[n_{value.dimension}]" if value.cell else value.one(self.active), "text", value)

    def _close(self) -> None:
        if not self._take(")"):
            raise self._error("a bracket is not closed.", "Add ')'.", self._offset())

    def _call(self, name: str, offset: int) -> Term:
        if name not in _FUNCTIONS:
            raise self._error(f"there is no function '{name}'.", f"Known are: {', '.join(_FUNCTIONS)}.", offset)
        self.at += 1
        terms = [self._sum()]
        while self._take(","):
            terms.append(self._sum())
        self._close()
        if name == "sum":
            return Term("(" + " + ".join(f"coalesce({term.number()}, 0)" for term in terms) + ")", "number")
        if len(terms) > 1:
            raise self._error(f"'{name}' takes one value.", "", offset)
        term = terms[0]
        if name == "count":
            counted = f"coalesce(len({term.sql}), 0)" if term.kind == "list" else f"({term.sql} is not null)::integer"
            return Term(counted, "number")
        if name == "empty":
            return Term(f"(coalesce(len({term.sql}), 0) = 0)" if term.kind == "list" else f"({term.sql} is null)", "truth")
        return Term(f"length({term.sql})", "number") if name == "length" else Term(f"lower({term.sql})", "text")
