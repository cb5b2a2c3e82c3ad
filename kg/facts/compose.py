"""Composing: the bytes of a YAML file into nodes that know their places, or the findings that say why not.

YAML 1.2 core schema, restricted: UTF-8, one document, no anchors and aliases. Every scalar stays the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from kg.model.findings import Severity

Node: TypeAlias = yaml.Node
Report: TypeAlias = Callable[..., None]
"""Takes (line, column), code, message, remedy and, unless it is a violation, the severity."""

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YAMLS_OWN = "tag:yaml.org,2002:"
_HASH = re.compile(r"[^\s#][ \t]+#(?=[^\s#])")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:?-])[&*]\S", re.MULTILINE)  # what may be an anchor or alias, if it is not in quotes
_TAG = re.compile(r"(?:^|[\s\[{,:?-])!", re.MULTILINE)  # the same for a tag
# NEL, LS, PS and a lone CR end a line for YAML 1.1 but for no editor: places would be wrong below them.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)")
_LINE_ENDS = {"\r": "Save the file with line feeds.", **dict.fromkeys("\x85\u2028\u2029", "Begin a new line.")}


@dataclass
class Composed:
    """A file's nodes and lines.

    Args:
        root: None when the file cannot be read or says nothing.
        lines: its lines, without their line feeds.
        suspects: lines (counted from 0) in which a comment begins that may be none.
        aliased: some node may be reached by more than one way.
        tags: the tags that are written, as YAML spells them, by the place (line, column) of their nodes, counted from 1.
    """

    root: Node | None = None
    lines: list[str] = field(default_factory=list)
    suspects: frozenset[int] = frozenset()
    aliased: bool = False
    tags: dict[tuple[int, int], str] = field(default_factory=dict)


def compose(content: bytes, report: Report) -> Composed:
    """The nodes of a file; what stands in the way is reported."""
    text = _decode(content, report)
    if text is None:
        return Composed()
    lines = text.split("\n")
    suspects = frozenset(number for number, line in enumerate(lines) if "#" in line and _HASH.search(line))
    composed = Composed(None, lines, suspects)
    try:
        composed.root = yaml.compose(text, Loader=_LOADER)
        if _ANCHOR.search(text):
            composed.aliased = _report_aliases(text, report)
        if _TAG.search(text):
            composed.tags = _tags(text)
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, composed, report)
    except (yaml.YAMLError, RecursionError) as error:
        report((1, 1), "yaml-syntax", f"this is no YAML: {str(error).splitlines()[0]}.")
    else:
        if is_null(composed.root):
            composed.root = None
            report((1, 1), "empty-file", "the file says nothing.", "Begin with 'kg: 1', or delete the file.", Severity.WARNING)
    return composed


def is_null(node: Node | None) -> bool:
    """True for nothing: no node, an empty plain value, ``null`` or ``~``."""
    return node is None or (isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "null", "~"))


def refused_character(text: str) -> str | None:
    """The first character of a text that no fact may hold, as ``U+0007``; None when all may stand."""
    found = _REFUSED.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def _decode(content: bytes, report: Report) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:2]:
        report((1, 1), "encoding", "the file is UTF-16.", "Save it as UTF-8.")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        report(_end_of(before), "encoding", f"byte 0x{content[error.start]:02x} is not UTF-8.", "Save the file as UTF-8.")
        return None
    found = _REFUSED.search(text)
    if found:
        remedy = _LINE_ENDS.get(found[0], "Delete it.")
        message = f"the character U+{ord(found[0]):04X} cannot stand in a fact file."
        report(_end_of(text[: found.start()]), "control-character", message, remedy)
        return None
    return text


def _end_of(text: str) -> tuple[int, int]:
    """Line and column behind a text, counted from 1."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


def _report_aliases(text: str, report: Report) -> bool:
    found = False
    for event in yaml.parse(text, Loader=_LOADER):
        anchor, mark = getattr(event, "anchor", None), event.start_mark
        if anchor is None or mark is None:
            continue
        found = True
        if isinstance(event, yaml.AliasEvent):
            message = "this is a YAML alias, which is not read."  # without its name: the fact may be internal
            remedy = "Write the value out; a text that begins with '*' needs quotes."
        else:
            message = "this is a YAML anchor, which is not read."
            remedy = "Delete it; a text that begins with '&' needs quotes."
        report((mark.line + 1, mark.column + 1), "yaml-alias", message, remedy)
    return found


def _tags(text: str) -> dict[tuple[int, int], str]:
    """The tags that are written; nodes do not say whether theirs is, or follows from the value."""
    tagged = ((event.start_mark, getattr(event, "tag", None)) for event in yaml.parse(text, Loader=_LOADER))
    return {(mark.line + 1, mark.column + 1): tag.replace(_YAMLS_OWN, "!!") for mark, tag in tagged if mark and tag}


def _report_syntax(error: yaml.MarkedYAMLError, composed: Composed, report: Report) -> None:
    problem, mark, start = error.problem or "it cannot be read", error.problem_mark, error.context_mark
    expected = re.match(r"(?:did|could) not find expected (.*)", problem)
    if mark and start and expected:
        cut = _cut_text(composed, start.line, mark.line)
        if cut:
            report(cut, *HASH_IN_TEXT)
            return
    if mark and start and expected and expected[1] in _CLOSINGS and start.line < mark.line:
        bracket = _CLOSINGS[expected[1]]
        message = f"this '{bracket}' is not closed: at {mark.line + 1}:{mark.column + 1} a comma or its end is missing."
        report((start.line + 1, start.column + 1), "yaml-syntax", message, _CLOSE)
        return
    if start and (problem == "found unexpected end of stream" or error.context == "while scanning a simple key"):
        mark = start
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    source = composed.lines[line - 1] if 0 < line <= len(composed.lines) else ""
    report((line, column), "yaml-syntax", *_explained(problem, source, column, expected[1] if expected else ""))


HASH_IN_TEXT = (
    "hash-in-text",
    "' #' begins a comment, so the rest of this line is not read.",
    "Put the text in quotes; a comment begins with '# '.",
)
"""Code, message and remedy of a text that a comment cuts off."""


def _cut_text(composed: Composed, first: int, last: int) -> tuple[int, int] | None:
    """Where a comment took the end of a list or mapping in braces, if one of its lines has such a comment."""
    for number in range(last, first - 1, -1):
        if number in composed.suspects:
            found = _HASH.search(composed.lines[number])
            if found and all(composed.lines[number][: found.end()].count(mark) % 2 == 0 for mark in "'\""):
                return number + 1, found.end()
    return None


def _explained(problem: str, source: str, column: int, expected: str) -> tuple[str, str]:
    """Message and remedy for a problem of the YAML parser.

    Args:
        source, column: the line of the problem, and its column counted from 1.
        expected: what the parser expected, in its words; empty when it says something else.
    """
    here, before = source[column - 1 : column], source[: column - 1].strip()
    if "another document" in problem:
        return "a second document begins here.", "Put it in a file of its own; '---' may only stand at the top."
    if "\t" in source[: len(source) - len(source.lstrip())] and ("tab" in problem or "cannot start any token" in problem):
        return "a tab indents this line.", "Indent with spaces."
    if here == "," and expected == "node content":
        return "nothing stands before this comma.", "Delete it; write '' for a cell that says nothing."
    if "cannot start any token" in problem or expected == "node content":
        return f"a text cannot begin with '{here}'.", _QUOTE
    if "mapping values are not allowed" in problem:
        return "a colon begins a value where none can be.", "Put a text that contains ': ' in quotes, or look at the line above."
    if "undefined alias" in problem or expected == "alphabetic or numeric character":
        return "'*' and '&' at the beginning of a text mean something else in YAML.", _QUOTE
    if "nesting depth" in problem:
        return "lists or braces are nested too deep.", ""
    if "escape" in problem:
        return "the backslash escapes nothing here.", "Write it twice, or put the text in single quotes."
    if problem == "found unexpected end of stream":
        return "this quote is not closed.", "Close it; a text that holds such a quote stands in the other kind."
    if expected == "':'":
        return "this is neither 'key: value' nor a list item.", "A space follows ':' and '-'."
    if expected in _CLOSINGS:
        return f"{expected} is missing here.", _CLOSE
    if expected == "comment or line break":
        return "'|' and '>' begin a text on lines of its own.", "Put the text below, or in quotes."
    if expected and before:
        return "this cannot follow what stands before it.", "Put the whole text in quotes, or remove the bracket or quote that ends it."
    if expected:
        return "this line is not indented like those it belongs to.", "Begin it in the column of the line that it follows."
    return f"this is no YAML: {problem}.", ""


_QUOTE = "Put the text in quotes."
_CLOSE = "Put a text that has brackets, quotes, '#' or ': ' in quotes."
_CLOSINGS = {"',' or ']'": "[", "',' or '}'": "{"}
