"""Takes comments and needless white space out of JavaScript, so that the page stays small; names and order stay."""

from __future__ import annotations

from kg.export.html.tokens import tokens

_NO_BREAK_AFTER = set("{([,;")
_NO_BREAK_BEFORE = set("})]")
_BEGIN = frozenset(("function", "const", "let", "if", "for", "return", "class", "async"))
"""What begins a statement: after a brace it needs no line break, for where a brace ends an expression we write the semicolon."""


def squeeze(source: str) -> str:
    r"""The same program in fewer characters.

    Line breaks stay wherever a semicolon could be missing.

    >>> squeeze("const a = 1; // one\nreturn a + +b / 2;")
    'const a=1;return a+ +b/2;'

    Raises:
        ValueError: a template literal that does not end.
    """
    out: list[str] = []
    gap = ""
    for kind, text in tokens(source):
        if kind in ("space", "comment"):
            gap = "\n" if "\n" in text or gap == "\n" else " "
            continue
        before = out[-1] if out else ""
        if gap:
            out.append("" if before == "}" and text in _BEGIN else _gap(before[-1:], text[0], gap))
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
