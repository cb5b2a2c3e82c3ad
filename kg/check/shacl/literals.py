"""Literals as SQL: what constraints ask of a term that is written as in N-Triples.

Each function takes an SQL expression for the term and returns one; a literal is taken apart only as far as it is asked.
"""

from __future__ import annotations

from kg.check.shacl.tables import quoted
from kg.model.terms import RDF, XSD

NUMERIC = (
    "integer decimal double float int long short byte nonNegativeInteger positiveInteger negativeInteger nonPositiveInteger unsignedInt"
    " unsignedLong unsignedShort unsignedByte"
).split()

_DAY = '"____-__-__"^^<' + XSD + "date>"
_PATTERNS = {"integer": r"[+-]?\d+", "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)", "boolean": "true|false|0|1"}
_PATTERNS |= dict.fromkeys(("double", "float"), r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")
_RANGES = {
    "byte": "tinyint",
    "short": "smallint",
    "int": "integer",
    "long": "bigint",
    "unsignedByte": "utinyint",
    "unsignedShort": "usmallint",
    "unsignedInt": "uinteger",
    "unsignedLong": "ubigint",
}
_SIGNS = {"nonNegativeInteger": ">= 0", "positiveInteger": "> 0", "negativeInteger": "< 0", "nonPositiveInteger": "<= 0"}


def lexical(term: str) -> str:
    """The text of a literal, its escapes undone; null for other terms."""
    inside = rf"""regexp_extract({term}, '^"((?s:.*))"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$', 1)"""
    plain = inside
    for escape, char in ((r"\\", "chr(1)"), (r"\"", "'\"'"), (r"\n", "chr(10)"), (r"\r", "chr(13)"), (r"\t", "chr(9)")):
        plain = f"replace({plain}, '{escape}', {char})"
    plain = rf"replace({plain}, chr(1), '\')"
    return rf"""case when {term} not like '"%' then null when contains({term}, '\') then {plain} else {inside} end"""


def text(term: str) -> str:
    """The text of a literal or IRI, as sh:pattern and lengths see it; null for blank nodes."""
    return f"case when {term} like '<%' then substr({term}, 2, length({term}) - 2) else {lexical(term)} end"


def language(term: str) -> str:
    """The language tag in lower case, or null."""
    return rf"""case when {term} like '"%' then nullif(lower(regexp_extract({term}, '"@([A-Za-z0-9-]+)$', 1)), '') end"""


def has_datatype(term: str, iri: str) -> str:
    """True when a term is a well-formed literal of a datatype (SHACL 4.1.2)."""
    if iri == RDF + "langString":
        return f"coalesce({language(term)} is not null, false)"
    suffix = quoted('"^^<' + iri + ">")
    if iri == XSD + "string":
        return f"({term} like '\"%' and ({term} like '%\"' or ends_with({term}, {suffix})))"
    return f"({term} like '\"%' and ends_with({term}, {suffix}) and {_well_formed(lexical(term), iri.removeprefix(XSD))})"


def _well_formed(lex: str, name: str) -> str:
    if name in _PATTERNS:
        return f"regexp_full_match({lex}, {quoted(_PATTERNS[name])})"
    if name in _RANGES:
        return rf"regexp_full_match({lex}, '[+-]?\d+') and try_cast({lex} as {_RANGES[name]}) is not null"
    if name in _SIGNS:
        return rf"regexp_full_match({lex}, '[+-]?\d+') and coalesce(try_cast({lex} as hugeint) {_SIGNS[name]}, false)"
    if name == "date":
        return (
            rf"regexp_full_match({lex}, '-?\d{{4,}}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?') and try_cast(left({lex}, 10) as date) is not null"
        )
    if name == "dateTime":
        return rf"regexp_full_match({lex}, '-?\d{{4,}}-\d\d-\d\dT.*') and try_cast({lex} as timestamptz) is not null"
    return "true"


def number(term: str) -> str:
    """The value of a numeric literal as a double; null for other terms."""
    kinds = "|".join(NUMERIC)
    return rf"""try_cast(nullif(regexp_extract({term}, '^"([^"]*)"\^\^<{XSD}(?:{kinds})>$', 1), '') as double)"""


def moment(term: str) -> str:
    """The time that a date or dateTime means, as timestamptz; null for other terms."""
    return rf"""try_cast(nullif(regexp_extract({term}, '^"([^"]*)"\^\^<{XSD}(?:date|dateTime)>$', 1), '') as timestamptz)"""


def zoned(term: str) -> str:
    """True when a literal's text ends in a time zone."""
    return rf"""regexp_matches({term}, '(Z|[+-]\d\d:\d\d)"')"""


def dates_in_order(a: str, b: str, operator: str) -> str:
    """True when both terms are dates and one is less than the other (or equal, by the operator); false for all other terms."""
    days = f"try_cast(substr({a}, 2, 10) as date) {operator} try_cast(substr({b}, 2, 10) as date)"
    return f"case when {a} like {quoted(_DAY)} and {b} like {quoted(_DAY)} then coalesce({days}, false) else false end"


def less(a: str, b: str, operator: str) -> str:
    """True when one term is less than another (or equal, by the operator); false where they cannot be compared (SHACL 4.5.3)."""
    kind = r"""regexp_extract({}, '"([^"]*)$', 1)"""  # datatype and language as they stand behind the text
    alike = f"{kind.format(a)} = {kind.format(b)}"
    texts = f"left({a}, 1) = '\"' and right({a}, 1) = '\"' and {lexical(a)} {operator} {lexical(b)}"
    others = f"{number(a)} {operator} {number(b)}, {alike} and ({zoned(a)} = {zoned(b)} and {moment(a)} {operator} {moment(b)} or {texts}), false"
    either = f"{a} like {quoted(_DAY)} and {b} like {quoted(_DAY)}"
    return f"case when {either} then {dates_in_order(a, b, operator)} else coalesce({others}) end"
