"""Sources: their declarations at the top of a fact file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from kg.facts.evidence import read_flag, refuse_set
from kg.facts.rows import Rows, SourceRow
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node, at, is_null

SOURCE_KEYS = (
    "id",
    "title",
    "publisher",
    "date",
    "url",
    "type",
    "reliability",
    "language",
    "author",
    "accessed",
    "archived",
    "attribution",
    "internal",
)
"""Fields of a source."""

Top = dict[str, tuple[yaml.ScalarNode, Node]]


@dataclass
class SourceReader:
    """Reads ``source``, ``sources`` and the ``attribution`` at the top of one file."""

    document: Document
    vocabulary: Vocabulary
    rows: Rows

    def read(self, top: Top) -> list[SourceRow]:
        """The file's sources, which are added to the rows; what does not fit is reported."""
        nodes = [top["source"][1]] if "source" in top else []
        if "sources" in top:
            if nodes:
                self.document.report(top["sources"][0], "unknown-key", "a file has 'source' or 'sources', not both.", "Keep one.")
            nodes += self.document.items(top["sources"][1])
        read = [row for node in nodes if (row := self._source(node)) is not None]
        if "attribution" in top:
            self._shared_chain(*top["attribution"], read, alone=len(nodes) == 1)
        self.rows.sources += read
        return read

    def _shared_chain(self, key: yaml.ScalarNode, value: Node, read: list[SourceRow], *, alone: bool) -> None:
        if not alone:
            message = "'attribution' stands at the top only where the file has one source."
            self.document.report(key, "unknown-key", message, "Put it into each source.")
        elif read and read[0].chain is not None:
            self.document.report(key, "duplicate-key", "the source has an 'attribution' of its own.", "Keep one.")
        elif read:
            columns: dict[str, Any] = {}
            marks = self._chain(value, columns)
            read[0] = read[0]._replace(**columns, marks=read[0].marks + marks)

    def _source(self, node: Node) -> SourceRow | None:
        before = len(self.document.findings)
        row = self._read(node)
        if row is not None and row.internal:
            self.document.conceal(before)
        return row

    def _read(self, node: Node) -> SourceRow | None:
        if isinstance(node, yaml.ScalarNode):
            remedy = "Write 'source: {id: ..., title: ..., publisher: ..., date: ...}'; a source declared elsewhere is named on each fact."
            self.document.report(node, "wrong-shape", "a source must be 'key: value' pairs.", remedy)
            return None
        columns: dict[str, Any] = {}
        marks = ""
        for key, value in self.document.pairs(node, "a source"):
            marks += self._field(key, value, columns)
        if not columns.get("id"):
            self.document.report(node, "missing-source", "this source has no 'id'.", "Give it a slug, such as 'ap-2025-02-19'.")
            return None
        return SourceRow(self.document.file, *at(node), marks, **columns)

    def _field(self, key: yaml.ScalarNode, value: Node, columns: dict[str, Any]) -> str:
        """Read one field into the columns; returns its marks."""
        name = key.value
        if name not in SOURCE_KEYS and is_null(value):
            message = f"'{name}' has no value: a comma inside '{{}}' ended the text before it."
            self.document.report(key, "unknown-key", message, "Put that text in quotes.")
        elif name not in SOURCE_KEYS:
            remedy = self.vocabulary.near(name, SOURCE_KEYS) or f"Known are: {', '.join(SOURCE_KEYS)}."
            self.document.report(key, "unknown-key", f"unknown key '{name}' in a source.", remedy)
        elif name == "internal":
            columns[name] = read_flag(self.document, value, name)
        elif name == "attribution":
            return self._chain(value, columns)
        elif name in ("date", "accessed") and isinstance(value, yaml.SequenceNode):
            refuse_set(self.document, value)
        else:
            columns[name] = (self.document.text(value, f"'{name}'") or "").strip() or None
        return _mark(name, value)

    def _chain(self, value: Node, columns: dict[str, Any]) -> str:
        found = self.document.texts(value, "'attribution'")
        columns["chain"] = ">".join(text.strip() for text, _ in found) or None
        parts = enumerate(found, 1) if isinstance(value, yaml.SequenceNode) else ()
        return _mark("attribution", value) + "".join(_mark(f"attribution{number}", item) for number, (_, item) in parts)


def _mark(name: str, node: Node) -> str:
    line, column = at(node)
    return f" {name}={line}:{column}"
