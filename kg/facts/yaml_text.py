"""YAML with places: a fact file's nodes, and checked ways down into them.

Every scalar is read as the text that was typed: ``NO`` is no boolean, ``1:30`` no number, ``2025-02-19`` no date. Anchors, several
documents, tags and duplicate keys are refused (YAML 1.2 core schema, restricted).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from kg.facts.compose import HASH_IN_TEXT, Node, compose, is_null, refused_character
from kg.model.findings import Finding, Location, Severity

__all__ = ["Document", "Node", "at", "is_null"]


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
        self._composed = compose(content, self.report)

    @property
    def root(self) -> Node | None:
        """The topmost node; None when the file cannot be read or says nothing."""
        return self._composed.root

    def report(
        self, place: Node | tuple[int, int], code: str, message: str, remedy: str = "", severity: Severity = Severity.VIOLATION
    ) -> None:
        """Add a finding at a node, or at (line, column) counted from 1."""
        line, column = place if isinstance(place, tuple) else at(place)
        self.findings.append(Finding(Location(self.file, line, column), code, message, remedy, severity))

    def conceal(self, since: int) -> None:
        """Keep the text of the findings from number ``since`` on to this machine: they are about something internal.

        What is said of the mark itself holds no word of the fact, and is kept.
        """
        self.findings[since:] = [replace(finding, internal=finding.code != "internal-mark") for finding in self.findings[since:]]

    def fresh(self, node: Node) -> bool:
        """True when the node may be read: without a tag of its own, and in a file with aliases (which are reported) for the first time."""
        if self._composed.aliased and isinstance(node, yaml.CollectionNode):
            if id(node) in self._seen:
                return False
            self._seen.add(id(node))
        if (tag := self._composed.tags.get(at(node))) is not None:
            remedy = "Delete it; a text that begins with '!' needs quotes."
            self.report(node, "yaml-tag", f"the YAML tag '{tag}' has no meaning here.", remedy)
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
            elif not (self.fresh(key) and self._whole(key)):
                continue
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

    def texts(self, node: Node, what: str) -> list[tuple[str, yaml.ScalarNode]]:
        """The texts of a list or of one scalar, each with its node; an empty list is reported like a text that says nothing."""
        items = self.items(node)
        if isinstance(node, yaml.SequenceNode) and not node.value:
            self.report(node, "no-value", f"{what} says nothing.", "Give it a value, or delete the key.")
        found = [(self.text(item, what), item) for item in items]
        return [(text, item) for text, item in found if text is not None and isinstance(item, yaml.ScalarNode)]

    def text(self, node: Node, what: str) -> str | None:
        """The text of a scalar, as typed; None (and a finding) for anything else or for nothing."""
        if not isinstance(node, yaml.ScalarNode):
            self.report(node, "wrong-shape", f"{what} must be one text.", "Put it in quotes if it begins with '[' or '{'.")
            return None
        if not self.fresh(node):
            return None
        if is_null(node) or not node.value.strip():
            self.report(node, "no-value", f"{what} says nothing.", "Give it a value, or delete the key.")
            return None
        self._cut(node)
        return str(node.value) if self._whole(node) else None

    def _whole(self, node: yaml.ScalarNode) -> bool:
        refused = refused_character(node.value)
        if refused:
            self.report(node, "control-character", f"the character {refused} cannot stand in a fact file.", "Delete it.")
        return not refused

    def _cut(self, node: yaml.ScalarNode) -> None:
        if not node.style and node.end_mark.line in self._composed.suspects:
            rest = self._composed.lines[node.end_mark.line][node.end_mark.column :]
            found = re.match(r"[ \t]*#(?=[^\s#])", rest)
            if found:
                self.report((node.end_mark.line + 1, node.end_mark.column + found.end()), *HASH_IN_TEXT)

    def key_column(self, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
        """The place of a character inside a one-line scalar; the scalar's own place where it spans lines."""
        line, column = at(node)
        return (line, column) if node.end_mark.line + 1 != line else (line, column + offset + (node.style in ("'", '"')))


def at(node: Node) -> tuple[int, int]:
    """Line and column of a node, counted from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1
