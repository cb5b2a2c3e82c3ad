"""Joins declarations that follow each other in a JavaScript module, so that the page stays small."""

from __future__ import annotations

from kg.export.html.tokens import tokens

_DECLARING = ("const", "let")


def join(source: str) -> str:
    """The same program with one ``const`` or ``let`` for all that follow each other in a block.

    >>> join("const a=1;const b=()=>{let c=a;let d=c;return d;};for(const e of b){}const f=2;")
    'const a=1,b=()=>{let c=a,d=c;return d;};for(const e of b){}const f=2;'

    Raises:
        ValueError: a template literal that does not end.
    """
    out: list[str] = []
    # for each open bracket: what declares in the statement at hand, and in the one that just ended with a semicolon
    now, ended = [""], [""]
    begins, skip = True, False
    for kind, text in tokens(source):
        if kind == "space":
            if not skip:
                out.append(text)
            continue
        skip = False
        if begins and text in _DECLARING:
            now[-1] = text
            if ended[-1] == text and out[-1] == ";":
                out[-1], text, skip = ",", "", True
        elif begins:
            now[-1] = ""
        if begins:
            ended[-1] = ""
        closing = (kind == "mark" and text in (")", "]", "}")) or (kind == "template" and text.startswith("}"))
        if closing:
            now.pop()
            ended.pop()
        if (kind == "mark" and text in ("(", "[", "{")) or (kind == "template" and text.endswith("${")):
            now.append("")
            ended.append("")
        begins = kind == "mark" and text in ("{", "}", ";")
        if text == ";" and kind == "mark":
            ended[-1], now[-1] = now[-1], ""
        elif text == "}" and kind == "mark":
            begins = now[-1] == ""  # the end of a block, where no declaration goes on
        if text:
            out.append(text)
    return "".join(out)
