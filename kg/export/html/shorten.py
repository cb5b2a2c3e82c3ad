"""Gives the local names of a module short ones, so that the page is small though its sources have long ones.

A word stays where it is a property, a key or a method; where it is a variable, a parameter, a function or a class that the module itself
declares, it gets the same new name throughout. Two names never become one, so that scopes need not be told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from kg.export.html.tokens import Token, tokens

_KEYWORDS = frozenset(
    "async await break case catch class const continue debugger default delete do else export extends finally for from function get if "
    "import in instanceof let new null of return set static super switch this throw true false try typeof undefined var void while with "
    "yield constructor arguments eval NaN Infinity".split()
)
_FIRST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"
_OPENING, _CLOSING = "([{", ")]}"
_OBJECT_AFTER = frozenset(("(", ",", "=", ":", "[", "?", "&", "|", "...", "return", "const", "let", "var", "of"))


def shorten(module: str) -> str:
    """The same module with short names for what is its own.

    >>> shorten("const longName=1;use({longName,other:longName.longName});")
    'const a=1;use({longName:a,other:a.longName});'

    Raises:
        ValueError: a template literal that does not end.
    """
    found = list(tokens(module))
    inside = _surroundings(found)
    short = _short_names(found, inside)
    out = []
    for i, token in enumerate(found):
        new = short.get(token.text) if token.kind == "name" else None
        if new is None or _is_property(found, inside, i):
            out.append(token.text)
        elif _is_shorthand(found, inside, i):
            out.append(f"{token.text}:{new}")
        else:
            out.append(new)
    return "".join(out)


def _short_names(found: Sequence[Token], inside: Sequence[str]) -> dict[str, str]:
    """The new name of each name that gets one; the shortest go to those that occur most."""
    variables = Counter(token.text for i, token in enumerate(found) if token.kind == "name" and not _is_property(found, inside, i))
    own = _declared(found) & variables.keys() - _KEYWORDS
    ordered = sorted(own, key=lambda name: (-variables[name], name))
    taken = (variables.keys() - own) | _KEYWORDS
    return dict(zip(ordered, (name for name in _fresh() if name not in taken), strict=False))


def _fresh() -> Iterator[str]:
    for length in (1, 2, 3):
        for letters in product(_FIRST, repeat=length):
            yield "".join(letters)


def _surroundings(found: Sequence[Token]) -> list[str]:
    """For each token what it stands directly in: ``(``, ``[``, ``{`` of a block, ``class`` or ``object`` (literal or pattern)."""
    stack = ["{"]
    out = []
    for i, token in enumerate(found):
        template = token.kind == "template"
        if (token.kind == "mark" and token.text in _CLOSING and len(token.text) == 1) or (template and token.text[0] == "}"):
            stack.pop()
        out.append(stack[-1])
        if token.kind == "mark" and token.text in _OPENING:
            stack.append(_brace(found, i) if token.text == "{" else token.text)
        elif template and token.text.endswith("${"):
            stack.append("(")
    return out


def _brace(found: Sequence[Token], i: int) -> str:
    """What a brace begins."""
    before = _before(found, i)
    if before.text in _OBJECT_AFTER:
        return "object"
    k = i - 1  # class Name extends Other {
    while k >= 0 and found[k].kind in ("space", "name") and found[k].text != "class":
        k -= 1
    return "class" if k >= 0 and found[k].text == "class" else "{"


def _before(found: Sequence[Token], i: int) -> Token:
    return next((found[k] for k in range(i - 1, -1, -1) if found[k].kind != "space"), Token("mark", ";"))


def _after(found: Sequence[Token], i: int) -> Token:
    return next((found[k] for k in range(i + 1, len(found)) if found[k].kind != "space"), Token("mark", ";"))


def _is_property(found: Sequence[Token], inside: Sequence[str], i: int) -> bool:
    """Whether a name stands where it is no variable: after a dot, as a key, as a method."""
    before, after = _before(found, i).text, _after(found, i).text
    if before in (".", "?."):
        return True
    if inside[i] == "object":
        return (after == ":" and before in ("{", ",")) or (after == "(" and before in ("{", ",", "get", "set", "async"))
    return inside[i] == "class" and (after in ("(", "=", ";") or before in ("get", "set", "static", "async"))


def _is_shorthand(found: Sequence[Token], inside: Sequence[str], i: int) -> bool:
    """Whether a name is key and variable at once: ``{ name }``, ``{ name = 1 }``."""
    return inside[i] == "object" and _before(found, i).text in ("{", ",") and _after(found, i).text in (",", "}", "=")


def _declared(found: Sequence[Token]) -> set[str]:
    """Names that the program itself gives: variables, functions, classes, parameters."""
    out: set[str] = set()
    solid = [token for token in found if token.kind != "space"]
    for i, token in enumerate(solid):
        if token.text in ("const", "let", "var") and token.kind == "name":
            out |= _bound(solid, i + 1)
        elif token.text in ("function", "class") and (name := solid[i + 2 if solid[i + 1].text == "*" else i + 1]).kind == "name":
            out.add(name.text)
        elif token.text == "=>" and i:
            out |= _parameters(solid, i - 1)
        elif token.text == "{" and i and solid[i - 1].text == ")" and not _is_control(solid, i - 1):
            out |= _parameters(solid, i - 1)
    return out


def _bound(solid: Sequence[Token], i: int) -> set[str]:
    """Names that a declaration from place i on binds: up to its end, those before ``=`` and those of patterns."""
    out: set[str] = set()
    depth, binding = 0, True
    while i < len(solid):
        text = solid[i].text
        if depth == 0 and (text in (";", "of", "in") or (text == ")" and solid[i].kind == "mark")):
            break
        if solid[i].kind == "mark" and text in _OPENING:
            depth += 1
        elif solid[i].kind == "mark" and text in _CLOSING:
            depth -= 1
            if depth < 0:
                break
        elif depth == 0 and text == "=":
            binding = False
        elif depth == 0 and text == ",":
            binding = True
        elif binding and solid[i].kind == "name" and solid[i + 1].text != ":":
            out.add(text)
        i += 1
    return out


def _parameters(solid: Sequence[Token], last: int) -> set[str]:
    """Names in the parameter list that ends at this token; defaults are no names of its own."""
    if solid[last].kind == "name":
        return {solid[last].text}
    if solid[last].text != ")":
        return set()
    first = _opening(solid, last)
    inner = solid[first + 1 : last]
    return {
        token.text
        for k, token in enumerate(inner)
        if token.kind == "name"
        and (k == 0 or inner[k - 1].text in (",", "{", "[", "...", ":"))
        and (k + 1 == len(inner) or inner[k + 1].text in (",", "}", "]", "=", ")"))
    }


def _opening(solid: Sequence[Token], last: int) -> int:
    """Place of the bracket that this one closes."""
    depth = 0
    for i in range(last, -1, -1):
        if solid[i].kind == "mark" and solid[i].text in _CLOSING:
            depth += 1
        elif solid[i].kind == "mark" and solid[i].text in _OPENING:
            depth -= 1
            if depth == 0:
                return i
    raise ValueError("a bracket does not open")


def _is_control(solid: Sequence[Token], last: int) -> bool:
    """Whether the brackets that end here are those of if, for, while or switch."""
    first = _opening(solid, last)
    return first > 0 and solid[first - 1].text in ("if", "for", "while", "switch")
