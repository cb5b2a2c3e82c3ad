"""Fact files: YAML with ``kg: 1``, sources, entities and facts (FORMAT.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from kg.facts.entities import DESCRIPTORS, DescriptorReader, EntityReader
from kg.facts.evidence import ROLE_COLUMNS, Evidence, is_evidence, read_evidence, read_flag
from kg.facts.fact_line import LineProblem, names, parse_line
from kg.facts.rows import ClaimRow, Rows, SourceRow
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node, at, is_null
from kg.ontology.declared import RESERVED

_TOP = frozenset({"kg", "source", "sources", "attribution", "language", "entities", "facts"})
_SOURCE = frozenset(
    {
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
    }
)
_MAPPED_ONLY = frozenset({"for", "if", "unordered"})
_PLAIN = ClaimRow("", 0, 0, 0, "", None, "plain", None, None, "")

Pairs = list[tuple[yaml.ScalarNode, Node]]


@dataclass
class FactFile:
    """Reads one fact file into rows.

    Args:
        document: the file, composed.
        vocabulary: the words it may use.
    """

    document: Document
    vocabulary: Vocabulary
    language: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        self.rows = Rows()
        self._fact = 0

    def read(self) -> Rows:
        """The rows of the file, with every problem found in it."""
        if self.document.root is not None:
            top = {key.value: (key, value) for key, value in self.document.pairs(self.document.root, "a fact file")}
            self._top(top)
        self.rows.findings = self.document.findings
        return self.rows

    def _top(self, top: dict[str, tuple[yaml.ScalarNode, Node]]) -> None:
        for name in top.keys() - _TOP:
            key = top[name][0]
            self.document.report(
                key,
                "unknown-key",
                f"unknown key '{name}' at the top of a fact file.",
                self.vocabulary.near(name, _TOP) or f"Known are: {', '.join(sorted(_TOP))}.",
            )
        self._version(top.get("kg"))
        if "language" in top:
            self.language = self.document.text(top["language"][1], "'language'")
        declared = self._sources(top)
        self.source = declared[0] if len(declared) == 1 and "sources" not in top else None
        if "entities" in top:
            entities = EntityReader(self.document, self.vocabulary, self.rows, self.language, self.source)
            for key, value in self.document.pairs(top["entities"][1], "'entities'"):
                self._fact += 1
                entities.read(key, value, self._fact)
        if "facts" in top and not is_null(top["facts"][1]):
            self._facts(top["facts"][1])

    def _version(self, entry: tuple[yaml.ScalarNode, Node] | None) -> None:
        if entry is None:
            self.document.report((1, 1), "format-version", "the file does not say which format it is in.", "Begin it with 'kg: 1'.")
        elif (text := self.document.text(entry[1], "'kg'")) not in (None, "1"):
            self.document.report(entry[1], "format-version", f"format '{text}' is unknown.", "This version reads 'kg: 1'.")

    def _sources(self, top: dict[str, tuple[yaml.ScalarNode, Node]]) -> list[str]:
        nodes = [top["source"][1]] if "source" in top else []
        if "sources" in top:
            if nodes:
                self.document.report(top["sources"][0], "unknown-key", "a file has 'source' or 'sources', not both.")
            nodes += self.document.items(top["sources"][1])
        ids = [identifier for node in nodes if (identifier := self._source(node)) is not None]
        if "attribution" in top:
            key, value = top["attribution"]
            if len(nodes) != 1:
                self.document.report(
                    key, "unknown-key", "'attribution' stands at the top only where the file has one source.", "Put it into each source."
                )
            elif ids and self.rows.sources[-1].chain is None:
                self.rows.sources[-1] = self.rows.sources[-1]._replace(
                    chain=self._chain(value), marks=f"{self.rows.sources[-1].marks} attribution={at(value)[0]}:{at(value)[1]}"
                )
        return ids

    def _source(self, node: Node) -> str | None:
        columns: dict[str, Any] = {}
        marks = ""
        for key, value in self.document.pairs(node, "a source"):
            name = key.value
            line, column = at(value)
            marks += f" {name}={line}:{column}"
            if name not in _SOURCE:
                self.document.report(
                    key,
                    "unknown-key",
                    f"unknown key '{name}' in a source.",
                    self.vocabulary.near(name, _SOURCE) or f"Known are: {', '.join(sorted(_SOURCE))}.",
                )
            elif name == "internal":
                columns[name] = read_flag(self.document, value, name)
            elif name == "attribution":
                columns["chain"] = self._chain(value)
            elif name == "date" and isinstance(value, yaml.SequenceNode):
                self.document.report(
                    value, "date", "a date that begins with '[' must be in quotes.", 'Write for example: date: "[2025-01..2025-04]".'
                )
            else:
                columns[name] = self.document.text(value, f"'{name}'")
        if not columns.get("id"):
            self.document.report(node, "missing-source", "this source has no 'id'.", "Give it a slug, such as 'ap-2025-02-19'.")
            return None
        line, column = at(node)
        self.rows.sources.append(SourceRow(self.document.file, line, column, marks, **columns))
        if self.language is None:
            self.language = columns.get("language")
        return str(columns["id"])

    def _chain(self, value: Node) -> str | None:
        texts = [self.document.text(item, "'attribution'") for item in self.document.items(value)]
        return ">".join(text.strip() for text in texts if text) or None

    def _facts(self, node: Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self.document.report(node, "wrong-shape", "'facts' must be a list.", "Begin each fact with '- '.")
            return
        for item in self.document.items(node):
            self._fact += 1
            if isinstance(item, yaml.ScalarNode):
                self._line(item, Evidence())
            else:
                self._mapping(list(self.document.pairs(item, "a fact")), item)

    def _mapping(self, pairs: Pairs, node: Node) -> None:
        keys = {key.value for key, _ in pairs}
        if "fact" in keys:
            self._plain(pairs)
        elif {"columns", "rows"} & keys:
            self._table(pairs, node)
        else:
            self._node(pairs, node)

    def _plain(self, pairs: Pairs) -> None:
        evidence, line = Evidence(), None
        for key, value in pairs:
            if key.value == "fact":
                line = value
            elif is_evidence(key.value):
                read_evidence(self.document, key, value, evidence)
            else:
                self._unknown(key, value, "a fact line", {*RESERVED} - _MAPPED_ONLY)
        if isinstance(line, yaml.ScalarNode):
            self._line(line, evidence)
        elif line is not None:
            self.document.report(
                line,
                "fact-line",
                "'fact' must be one line of text.",
                "Write 'fact: slug property slug'; in '{}' put it in quotes if it has a comma.",
            )

    def _line(self, node: yaml.ScalarNode, evidence: Evidence) -> None:
        text = self.document.text(node, "a fact")
        if text is None:
            return
        fact = parse_line(text, self.vocabulary)
        if isinstance(fact, LineProblem):
            self.document.report(self.document.key_column(node, fact.offset), fact.code, fact.message, fact.remedy)
            return
        source = self._stated_by(node, evidence)
        if source is None:
            return
        line, column = at(node)
        template = _PLAIN._replace(
            file=self.document.file, fact=self._fact, line=line, col=column, source=source, predicate=fact.predicate, **evidence.columns
        )
        p = self._place("p", node, fact.predicate_offset)
        subjects = [(slug, self._place("s", node, offset)) for slug, offset in fact.subjects]
        objects = [(slug, self._place("o", node, offset)) for slug, offset in fact.objects]
        for subject, s in subjects:
            for value, o in objects:
                self.rows.claims.append(template._replace(subject=subject, object=value, marks=f"{evidence.marks}{s}{p}{o}"))

    def _place(self, name: str, node: yaml.ScalarNode, offset: int) -> str:
        line, column = self.document.key_column(node, offset)
        return f" {name}={line}:{column}"

    def _stated_by(self, node: Node, evidence: Evidence) -> str | None:
        source = evidence.columns.pop("source", None) or self.source
        if source is None:
            self.document.report(
                node, "missing-source", "no source states this fact.", "Give the file a 'source', or the fact 'source: ID'."
            )
        return source

    def _table(self, pairs: Pairs, node: Node) -> None:
        parts = {key.value: value for key, value in pairs}
        columns, rows = parts.get("columns"), parts.get("rows")
        if not isinstance(columns, yaml.SequenceNode) or not isinstance(rows, yaml.SequenceNode):
            self.document.report(node, "wrong-shape", "a table of nodes has 'columns' and 'rows', both lists.")
            return
        heads = [head for head in self.document.items(columns) if isinstance(head, yaml.ScalarNode)]
        shared = [(key, value) for key, value in pairs if key.value not in ("columns", "rows")]
        for row in self.document.items(rows):
            cells = self.document.items(row)
            if len(cells) != len(heads):
                self.document.report(
                    row, "wrong-shape", f"this row has {len(cells)} cells for {len(heads)} columns.", "Leave a cell empty with ''."
                )
                continue
            said = [(head, cell) for head, cell in zip(heads, cells, strict=True) if not is_null(cell) and cell.value != ""]
            self._node([*shared, *said], row)
            self._fact += 1

    def _node(self, pairs: Pairs, node: Node) -> None:
        evidence = Evidence()
        roles: Pairs = []
        kinds: Pairs = []
        described: Pairs = []
        for key, value in pairs:
            if key.value in self.vocabulary.nodes:
                kinds.append((key, value))
            elif is_evidence(key.value):
                read_evidence(self.document, key, value, evidence)
            elif key.value in DESCRIPTORS:
                described.append((key, value))
            elif key.value in self.vocabulary.kinds:
                roles.append((key, value))
            elif kinds or not key.value[:1].isupper():
                self._unknown(key, value, "a fact", {*self.vocabulary.kinds, *DESCRIPTORS, *RESERVED} - _MAPPED_ONLY)
            else:
                self._unknown_class(key)
                return
        if len(kinds) != 1:
            self._no_class(kinds, node)
            return
        source = self._stated_by(kinds[0][0], evidence)
        if source is not None:
            self._emit_node(kinds[0], evidence, source, roles)
            reader = DescriptorReader(self.document, self.rows, self.language)
            for key, value in described:
                reader.read(None, self._fact, key, value)

    def _emit_node(self, kind: tuple[yaml.ScalarNode, Node], evidence: Evidence, source: str, roles: Pairs) -> None:
        key, value = kind
        line, column = at(key)
        named = None if is_null(value) else self.document.text(value, f"'{key.value}'")
        by_property = self.vocabulary.nodes[key.value]
        base = _PLAIN._replace(file=self.document.file, fact=self._fact, line=line, col=column, source=source)
        place = at(value)
        self.rows.claims.append(
            base._replace(
                kind="class",
                subject=None if by_property else named,
                object=key.value,
                marks=f"{evidence.marks} s={place[0]}:{place[1]}",
                **evidence.columns,
            )
        )
        shared = {name: evidence.columns[name] for name in ROLE_COLUMNS if name in evidence.columns}
        if evidence.columns.get("withheld"):
            shared["withheld"] = evidence.columns["withheld"]
        role = base._replace(kind="role", subject=None if by_property else named, **shared)
        if by_property and named is not None:
            self._role(role, evidence, by_property, value)
        for name, item in roles:
            self._role(role, evidence, name.value, item)

    def _role(self, role: ClaimRow, evidence: Evidence, predicate: str, value: Node) -> None:
        for item in self.document.items(value):
            text = self.document.text(item, f"'{predicate}'")
            if text is None:
                continue
            parts = names(text) if self.vocabulary.kinds[predicate] == "object" else ((text.strip(), 0),)
            for part, offset in parts:
                line, column = self.document.key_column(item, offset) if isinstance(item, yaml.ScalarNode) else at(item)
                self.rows.claims.append(
                    role._replace(line=line, col=column, predicate=predicate, object=part, marks=f"{evidence.marks} o={line}:{column}")
                )

    def _unknown(self, key: yaml.ScalarNode, value: Node, what: str, known: set[str]) -> None:
        if key.value in _MAPPED_ONLY:
            self.document.report(key, "unknown-key", f"'{key.value}' belongs to mapped tables (*.map.yaml), not to {what}.")
        elif is_null(value):
            self.document.report(
                key,
                "unknown-key",
                f"'{key.value}' has no value: a comma inside '{{}}' ended the text before it.",
                "Put that text in quotes.",
            )
        else:
            self.document.report(key, "unknown-key", f"unknown key '{key.value}' in {what}.", self.vocabulary.near(key.value, known))

    def _unknown_class(self, key: yaml.ScalarNode) -> None:
        if key.value in self.vocabulary.classes:
            self.document.report(
                key,
                "unknown-class",
                f"'{key.value}' is a kind of entity, not of situation.",
                f"Declare it under 'entities:' as 'slug: {{is: {key.value}, name: ...}}'.",
            )
        else:
            self.document.report(
                key, "unknown-class", f"unknown class '{key.value}'.", self.vocabulary.near(key.value, self.vocabulary.nodes)
            )

    def _no_class(self, kinds: Pairs, node: Node) -> None:
        if kinds:
            self.document.report(
                kinds[1][0],
                "unknown-class",
                f"one fact cannot be '{kinds[0][0].value}' and '{kinds[1][0].value}'.",
                "Make two facts of it.",
            )
        else:
            self.document.report(
                node,
                "unknown-class",
                "this is neither a fact line nor a node: no key is a kind of situation.",
                "Write '- slug property slug' or begin with a class, such as 'Order: slug'.",
            )


def read_fact_file(file: str, content: bytes, vocabulary: Vocabulary) -> Rows:
    """The rows of a YAML fact file.

    Args:
        file: the name for findings, relative to the case.
        content: the bytes of the file.
    """
    return FactFile(Document(file, content), vocabulary).read()
