"""Fact files: YAML with ``kg: 1``, sources, entities and facts (FORMAT.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from kg.facts.entities import DESCRIPTORS, DescriptorReader, EntityReader
from kg.facts.evidence import ROLE_COLUMNS, Evidence, is_evidence, read_evidence
from kg.facts.fact_line import LineProblem, parse_line, slugs
from kg.facts.rows import ClaimRow, Rows
from kg.facts.sources import SourceReader, Top
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node, at, is_null
from kg.ontology.declared import RESERVED

_TOP = frozenset({"kg", "source", "sources", "attribution", "language", "entities", "facts"})
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
        self._declared: dict[str, bool] = {}  # the file's sources, and whether they are internal

    def read(self) -> Rows:
        """The rows of the file, with every problem found in it."""
        if self.document.root is not None:
            top = {key.value: (key, value) for key, value in self.document.pairs(self.document.root, "a fact file")}
            self._top(top)
        if self.source is not None and self._declared.get(self.source):
            self.document.conceal(0)
        self.rows.findings = list(dict.fromkeys(self.document.findings))  # the head of a column is read with every row
        return self.rows

    def _top(self, top: Top) -> None:
        for name in sorted(top.keys() - _TOP):
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
        self._sources(top)
        if "entities" in top and not is_null(top["entities"][1]):
            entities = EntityReader(self.document, self.vocabulary, self.rows, self.language, self.source)
            for key, value in self.document.pairs(top["entities"][1], "'entities'"):
                self._fact += 1
                before = len(self.document.findings)
                entities.read(key, value, self._fact)
                self._conceal(value, before)
        if "facts" in top and not is_null(top["facts"][1]):
            self._facts(top["facts"][1])

    def _version(self, entry: tuple[yaml.ScalarNode, Node] | None) -> None:
        if entry is None:
            self.document.report((1, 1), "format-version", "the file does not say which format it is in.", "Begin it with 'kg: 1'.")
        elif (text := self.document.text(entry[1], "'kg'")) not in (None, "1"):
            self.document.report(entry[1], "format-version", f"format '{text}' is unknown.", "This version reads 'kg: 1'.")

    def _sources(self, top: Top) -> None:
        read = SourceReader(self.document, self.vocabulary, self.rows).read(top)
        self._declared = {row.id: row.internal for row in read}
        if len(read) == 1 and "sources" not in top:
            self.source = read[0].id
            self.language = self.language or read[0].language

    def _facts(self, node: Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self.document.report(node, "wrong-shape", "'facts' must be a list.", "Begin each fact with '- '.")
            return
        for item in self.document.items(node):
            self._fact += 1
            before = len(self.document.findings)
            if isinstance(item, yaml.ScalarNode):
                self._line(item, Evidence())
            elif pairs := list(self.document.pairs(item, "a fact")):
                self._mapping(pairs, item)
            elif isinstance(item, yaml.MappingNode) and not item.value:
                self.document.report(item, "no-value", "a fact says nothing.", "Write '- slug property slug', or delete it.")
            self._conceal(item, before)

    def _conceal(self, item: Node, since: int) -> None:
        """Conceal the findings about a fact or entity that is internal, or remember the source, of another file, that may make it so."""
        if len(self.document.findings) == since or not isinstance(item, yaml.MappingNode):
            return
        fields = {key.value: value.value for key, value in item.value if isinstance(key, yaml.ScalarNode)}
        source = fields.get("source", self.source)
        if fields.get("internal", "false") != "false" or self._declared.get(str(source)):
            self.document.conceal(since)
        elif isinstance(source, str) and source not in self._declared:
            self.rows.findings_of |= dict.fromkeys(self.document.findings[since:], source)

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
        shared = [(key, value) for key, value in pairs if key.value not in ("columns", "rows")]
        heads = self._heads(columns, {key.value for key, _ in shared})
        if heads is None:
            return
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

    def _heads(self, columns: Node, shared: set[str]) -> list[yaml.ScalarNode] | None:
        """The heads of a table's columns; None when one of them cannot be one."""
        heads = []
        for head in self.document.items(columns):
            if not isinstance(head, yaml.ScalarNode):
                self.document.report(head, "wrong-shape", "the head of a column must be a word.")
                return None
            if head.value in shared:
                self.document.report(head, "duplicate-key", f"'{head.value}' stands in this table twice.", "Keep one.")
                return None
            shared.add(head.value)
            heads.append(head)
        return heads

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
            elif kinds or not (key.value[:1].isupper() or self.vocabulary.class_like(key.value)):
                self._unknown(key, value, "a fact", {*self.vocabulary.kinds, *DESCRIPTORS, *RESERVED} - _MAPPED_ONLY)
            else:
                self._unknown_class(key)
                return
        if len(kinds) != 1:
            self._no_class(kinds, pairs, node)
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
        if named is None and not is_null(value):
            return
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
        for text, item in self.document.texts(value, f"'{predicate}'"):
            parts = slugs(text) if self.vocabulary.kinds[predicate] == "object" else ((text.strip(), 0),)
            if isinstance(parts, LineProblem):
                self.document.report(self.document.key_column(item, parts.offset), parts.code, parts.message, parts.remedy)
                continue
            for part, offset in parts:
                line, column = self.document.key_column(item, offset)
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
        elif what == "a fact line" and key.value in {*self.vocabulary.kinds, *self.vocabulary.nodes, *DESCRIPTORS}:
            remedy = "Roles and names belong to facts that begin with a class, such as 'Order: slug'."
            self.document.report(key, "unknown-key", f"a fact line has no '{key.value}'.", remedy)
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

    def _no_class(self, kinds: Pairs, pairs: Pairs, node: Node) -> None:
        if kinds:
            self.document.report(
                kinds[1][0],
                "unknown-class",
                f"one fact cannot be '{kinds[0][0].value}' and '{kinds[1][0].value}'.",
                "Make two facts of it.",
            )
        elif meant := self.vocabulary.class_like(pairs[0][0].value):
            self.document.report(pairs[0][0], "unknown-class", f"unknown class '{pairs[0][0].value}'.", f"Did you mean '{meant}'?")
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
