"""YAML with places: text into nodes that know their line and column, under a restricted schema.

Every scalar is read as the text that was typed: ``NO`` is no boolean, ``1:30`` no number, ``2025-02-19`` no date. Anchors that are
used again, several documents, tags and duplicate keys are refused (YAML 1.2 core schema, restricted).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

import yaml

from kg.model.findings import Finding, Location, Severity

Node: TypeAlias = yaml.Node
Report: TypeAlias = Callable[..., None]

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HASH = re.compile(r"[^\s#][ \t]+#(?=[^\s#])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Document:
    """One YAML file: its root node, its findings, and checked ways down into it.

    Args:
        file: the name that findings carry.
        content: the bytes of the file.
    """

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._seen: set[int] = set()
        self._lines: list[str] = []
        self._suspects: frozenset[int] = frozenset()
        self.root: Node | None = self._compose(content)

    def report(
        self, place: Node | tuple[int, int], code: str, message: str, remedy: str = "", severity: Severity = Severity.VIOLATION
    ) -> None:
        """Add a finding at a node, or at (line, column) counted from 1."""
        line, column = place if isinstance(place, tuple) else at(place)
        self.findings.append(Finding(Location(self.file, line, column), code, message, remedy, severity))

    def _compose(self, content: bytes) -> Node | None:
        text = self._decode(content)
        if text is None:
            return None
        self._lines = text.split("\n")
        self._suspects = frozenset(number for number, line in enumerate(self._lines) if "#" in line and _HASH.search(line))
        try:
            root: Node | None = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        except (yaml.YAMLError, RecursionError) as error:
            self.report((1, 1), "yaml-syntax", f"this is no YAML: {str(error).splitlines()[0]}.")
            return None
        if root is None:
            self.report((1, 1), "empty-file", "the file says nothing.", "Begin with 'kg: 1', or delete the file.", Severity.WARNING)
        return root

    def _decode(self, content: bytes) -> str | None:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.report((1, 1), "encoding", "the file is UTF-16.", "Save it as UTF-8.")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = content[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            self.report((line, column), "encoding", f"byte 0x{content[error.start]:02x} is not UTF-8.", "Save the file as UTF-8.")
            return None
        found = _CONTROL.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
            self.report(
                (line, column), "control-character", f"the character U+{ord(found[0]):04X} cannot stand in a fact file.", "Delete it."
            )
            return None
        return text

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or "it cannot be read"
        message, remedy = f"this is no YAML: {problem}.", ""
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        if "another document" in problem:
            message, remedy = "a second document begins here.", "Put it in a file of its own; '---' may only stand at the top."
        elif "cannot start any token" in problem and "\t" in source[: len(source) - len(source.lstrip())]:
            message, remedy = "a tab indents this line.", "Indent with spaces."
        elif "mapping values are not allowed" in problem:
            remedy = "Put a text that contains ': ' in quotes."
        elif "undefined alias" in problem:
            message, remedy = "'*' begins a YAML alias here.", "Put the text in quotes."
        elif "nesting depth" in problem:
            message = "lists or braces are nested too deep."
        elif "did not find expected" in problem or "could not find expected" in problem:
            remedy = "Check the brackets, quotes and indentation of this line and the one above."
        self.report((line, column), "yaml-syntax", message, remedy)

    def fresh(self, node: Node) -> bool:
        """True when the node may be read: not reached before through an alias, and without a tag of its own."""
        if isinstance(node, yaml.CollectionNode):
            if id(node) in self._seen:
                self.report(node, "yaml-alias", "this value is used again by a YAML alias ('*name').", "Write it out where it is needed.")
                return False
            self._seen.add(id(node))
        if node.tag.startswith("!") or (node.tag.startswith("tag:yaml.org,2002:") and "python" in node.tag):
            self.report(node, "yaml-tag", f"the YAML tag '{node.tag}' has no meaning here.", "Delete it.")
            return False
        return True

    def pairs(self, node: Node, what: str) -> Iterator[tuple[yaml.ScalarNode, Node]]:
        """The keys and values of a mapping, each key once; anything else is reported."""
        if not isinstance(node, yaml.MappingNode):
            self.report(node, "wrong-shape", f"{what} must be 'key: value' pairs.")
            return
        if not self.fresh(node):
            return
        seen: dict[str, yaml.ScalarNode] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report(key, "wrong-shape", "a key must be a word.")
            elif key.value in seen:
                line, column = at(seen[key.value])
                self.report(key, "duplicate-key", f"'{key.value}' stands here twice (first at {line}:{column}).", "Keep one.")
            elif key.value == "<<" and not key.style:
                self.report(key, "yaml-alias", "YAML merge keys ('<<') are not read.", "Write the values out.")
            else:
                seen[key.value] = key
                yield key, value

    def items(self, node: Node) -> list[Node]:
        """The items of a list; a single value counts as a list of one."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value) if self.fresh(node) else []
        return [node]

    def text(self, node: Node, what: str) -> str | None:
        """The text of a scalar, as typed; None (and a finding) for anything else or for nothing."""
        if not isinstance(node, yaml.ScalarNode):
            self.report(node, "wrong-shape", f"{what} must be one text.", "Put it in quotes if it begins with '[' or '{'.")
            return None
        if not self.fresh(node):
            return None
        if is_null(node):
            self.report(node, "no-value", f"{what} says nothing.", "Give it a value, or delete the key.")
            return None
        self._cut(node)
        return str(node.value)

    def _cut(self, node: yaml.ScalarNode) -> None:
        if not node.style and node.end_mark.line in self._suspects:
            rest = self._lines[node.end_mark.line][node.end_mark.column :]
            found = re.match(r"[ \t]*#(?=[^\s#])", rest)
            if found:
                place = (node.end_mark.line + 1, node.end_mark.column + found.end())
                self.report(
                    place,
                    "hash-in-text",
                    "' #' begins a comment, so the rest of this line is not read.",
                    "Put the text in quotes; a comment begins with '# '.",
                )

    def key_column(self, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
        """The place of a character inside a one-line scalar; the scalar's own place where it spans lines."""
        line, column = at(node)
        return (line, column) if node.end_mark.line + 1 != line else (line, column + offset + (node.style in ("'", '"')))


def at(node: Node) -> tuple[int, int]:
    """Line and column of a node, counted from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def is_null(node: Node) -> bool:
    """True for nothing: an empty plain value, ``null`` or ``~``."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "null", "~")
