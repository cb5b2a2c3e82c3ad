"""Mapping files: YAML into a :class:`~kg.facts.tables.mapping.Mapping`; what does not fit is a finding at its line and column."""

from __future__ import annotations

import re

import yaml

from kg.facts.entities import ENTITY_EVIDENCE
from kg.facts.evidence import is_evidence
from kg.facts.tables.column_spec import read_column
from kg.facts.tables.dialects import delimiter_of
from kg.facts.tables.mapping import (
    CLEANINGS,
    SOURCE_FIELDS,
    CheckSpec,
    EntitySpec,
    FactSpec,
    Mapping,
    SkipSpec,
    SourceSpec,
    TableSpec,
    Text,
)
from kg.facts.tables.reading import DESCRIBING, EVIDENCE, Reading
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node, at, is_null

_SHARED = tuple(key for key in EVIDENCE if key not in ("id", "source"))
TOP_KEYS = ("kg", "table", "tables", "names", "columns", "source", "sources", "language", "entities", "facts", "check", "skip", *_SHARED)
TABLE_KEYS = ("file", "files", "sheet", "header", "rename", "clean", "empty", "expect", "delimiter", "encoding")
ENTITY_KEYS = ("is", "declare", "if", "specificity", *DESCRIBING, *sorted(ENTITY_EVIDENCE))


def read_mapping(file: str, content: bytes, vocabulary: Vocabulary) -> Mapping:
    """The mapping in a file; its document has the findings."""
    document = Document(file, content)
    return _MappingReader(document, vocabulary).read()


class _MappingReader(Reading):
    def read(self) -> Mapping:
        self.mapping = Mapping(self.document)
        if self.document.root is None:
            return self.mapping
        top = {name: (key, value) for name, key, value in self.known(self.document.root, "a mapping", TOP_KEYS)}
        if "kg" not in top:
            self.document.report((1, 1), "format-version", "the file does not say which format it is in.", "Begin it with 'kg: 1'.")
        elif (version := self.text(top["kg"][1], "kg")) and version.text != "1":
            self.document.report(version.node, "format-version", f"format '{version.text}' is unknown.", "This version reads 'kg: 1'.")
        if "language" in top and (language := self.text(top["language"][1], "language")):
            self.mapping.language = language.text
        for name in ("source", "sources", "table", "tables", "names", "columns", "entities", "facts", "check", "skip"):
            if name in top and not is_null(top[name][1]):
                getattr(self, f"_{name}")(top[name][1])
        for name in _SHARED:
            if name in top:
                self.evidence(name, top[name][1], self.mapping.shared)
        if not self.mapping.tables and not self.document.findings:
            self.document.report((1, 1), "no-table", "the mapping names no table.", "Add 'table: {file: ...}'.")
        return self.mapping

    def _table(self, node: Node) -> None:
        spec = TableSpec(node)
        for name, key, value in self.known(node, "'table'", TABLE_KEYS):
            if name in ("file", "files"):
                setattr(spec, name, self.text(value, name))
            elif name in ("sheet", "delimiter", "encoding"):
                found = self.text(value, name)
                setattr(spec, name, found.text if found else None)
            else:
                getattr(self, f"_table_{name}")(spec, key, value)
        if spec.delimiter is not None:
            spec.delimiter = delimiter_of(spec.delimiter)
            if spec.delimiter is None:
                self.document.report(node, "wrong-value", "a delimiter is one character.", "Write ';' or 'tab'.")
        if (spec.file is None) == (spec.files is None):
            self.document.report(node, "no-table", "a table has 'file' or 'files'.", "'file: groups.csv', or 'files: \"groups-*.csv\"'.")
        else:
            self.mapping.tables.append(spec)

    def _tables(self, node: Node) -> None:
        for item in self.document.items(node):
            self._table(item)

    def _table_header(self, spec: TableSpec, key: yaml.ScalarNode, value: Node) -> None:
        if isinstance(value, yaml.SequenceNode):
            spec.header, spec.heads = 0, tuple(item.text for item in self.texts(value, "header"))
            return
        found = self.text(value, "header")
        if found and found.text == "none":
            spec.header = 0
        elif found and re.fullmatch(r"[1-9]\d{0,5}", found.text):
            spec.header = int(found.text)
        elif found:
            self.document.report(value, "wrong-value", f"'{found.text}' is no row.", "A number, 'none', or a list of names.")

    def _table_rename(self, spec: TableSpec, key: yaml.ScalarNode, value: Node) -> None:
        for old, new in self.document.pairs(value, "'rename'"):
            text = self.text(new, old.value)
            if text:
                spec.rename[old.value] = Text(text.text, old)

    def _table_clean(self, spec: TableSpec, key: yaml.ScalarNode, value: Node) -> None:
        if isinstance(value, yaml.SequenceNode) and not value.value:
            spec.clean = ()
            return
        found = self.texts(value, "clean")
        for item in found:
            if item.text not in CLEANINGS:
                remedy = self.vocabulary.near(item.text, CLEANINGS) or f"Known are: {', '.join(CLEANINGS)}."
                self.document.report(item.node, "wrong-value", f"'{item.text}' cleans nothing.", remedy)
        spec.clean = tuple(item.text for item in found)

    def _table_empty(self, spec: TableSpec, key: yaml.ScalarNode, value: Node) -> None:
        spec.empty = tuple(item.text for item in self.texts(value, "empty"))

    def _table_expect(self, spec: TableSpec, key: yaml.ScalarNode, value: Node) -> None:
        for _, _, item in self.known(value, "'expect'", ("rows",)):
            found = self.text(item, "rows")
            numbers = re.fullmatch(r"(\d+)(?:\.\.(\d+))?|at least (\d+)|at most (\d+)", found.text) if found else None
            if numbers:
                low, high, least, most = numbers.groups()
                spec.rows = (int(low or least or 0), int(high or most or low or 1 << 60), item)
            elif found:
                self.document.report(item, "wrong-value", f"'{found.text}' is no number of rows.", "Write 251, 200..300 or 'at least 200'.")

    def _names(self, node: Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            self.mapping.names_file = self.text(node, "names")
            return
        for key, value in self.document.pairs(node, "'names'"):
            slug = self.text(value, key.value)
            if slug:
                self.mapping.names[key.value] = slug.text
                self.mapping.names_at[key.value] = at(value)

    def _columns(self, node: Node) -> None:
        for key, value in self.document.pairs(node, "'columns'"):
            spec = read_column(self, key, value)
            if spec is not None:
                self.mapping.columns.append(spec)

    def _source(self, node: Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            self.mapping.source = self.text(node, "source")  # declared elsewhere
            return
        spec = SourceSpec(node)
        for name, _, value in self.known(node, "a source", (*SOURCE_FIELDS, "attribution", "internal")):
            if name == "internal":
                spec.internal = self.flag(value, name)
            elif name == "attribution":
                spec.chain = self.texts(value, name)
            elif (found := self.text(value, name)) is not None:
                spec.fields[name] = found
        if "id" not in spec.fields:
            self.document.report(node, "missing-source", "this source has no 'id'.", "Give it a slug, such as 'registry-2024'.")
            return
        self.mapping.sources.append(spec)
        self.mapping.source = self.mapping.source or spec.fields["id"]
        language = spec.fields.get("language")
        if self.mapping.language is None and language and "{" not in language.text:
            self.mapping.language = language.text

    def _sources(self, node: Node) -> None:
        if self.mapping.source is not None:
            self.document.report(node, "unknown-key", "a mapping has 'source' or 'sources', not both.", "Keep one.")
        for item in self.document.items(node):
            self._source(item)
        self.mapping.source = None

    def _entities(self, node: Node) -> None:
        for key, value in self.document.pairs(node, "'entities'"):
            spec = EntitySpec(Text(key.value, key))
            for name, _, item in self.known(value, f"entity '{key.value}'", ENTITY_KEYS):
                if name == "is":
                    spec.classes = self.texts(item, name)
                elif name == "declare":
                    spec.declare = self.flag(item, name)
                elif name == "if":
                    spec.condition = self.text(item, name)
                elif name == "specificity":
                    spec.specificity = self.text(item, name)
                elif name in DESCRIBING:
                    spec.descriptors += self.descriptor(name, item, self.mapping.language)
                else:
                    self.evidence(name, item, spec.evidence)
            if spec.declare and not spec.classes:
                remedy = "Add for example 'is: Person', or 'declare: false' for one declared elsewhere."
                self.document.report(key, "no-class", f"entity '{key.value}' has no class.", remedy)
            self.mapping.entities.append(spec)

    def _facts(self, node: Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self.document.report(node, "wrong-shape", "'facts' must be a list.", "Begin each fact with '- '.")
            return
        for item in self.document.items(node):
            if isinstance(item, yaml.ScalarNode):
                line = self.text(item, "fact")
                self.mapping.facts += [FactSpec(item, line)] if line else []
            else:
                self._fact(item)

    def _fact(self, node: Node) -> None:
        spec, before = FactSpec(node), len(self.document.findings)
        pairs = list(self.document.pairs(node, "a fact"))
        plain = any(key.value == "fact" for key, _ in pairs)
        for key, value in pairs:
            name = key.value
            if name == "fact":
                spec.line = self.text(value, name)
            elif name == "for":
                self._loops(spec, value)
            elif name == "if":
                spec.condition = self.text(value, name)
            elif name == "unordered" and plain:
                spec.unordered = self.text(value, name)
                if spec.unordered and spec.unordered.text != "same":
                    self.document.report(value, "wrong-value", "'unordered' is 'same'.", "Both orders of a pair then say the same.")
            elif is_evidence(name):
                self.evidence(name, value, spec.evidence)
            elif not plain and name in self.vocabulary.nodes and spec.cls is None:
                spec.cls, spec.key = Text(name, key), None if is_null(value) else self.text(value, name)
            elif not plain and name in DESCRIBING:
                spec.descriptors += self.descriptor(name, value, self.mapping.language)
            elif not plain and name in self.vocabulary.kinds:
                spec.roles.append((Text(name, key), self.texts(value, name)))
            else:
                self._odd(key, plain)
        if spec.line is None and spec.cls is None and len(self.document.findings) == before:
            remedy = "Write 'fact: \"{a} property {b}\"', or begin with a class, such as 'Order: \"{slug}\"'."
            self.document.report(node, "unknown-class", "this is neither a fact line nor a node.", remedy)
        if len(self.document.findings) == before:
            self.mapping.facts.append(spec)

    def _odd(self, key: yaml.ScalarNode, plain: bool) -> None:
        if plain:
            self.unknown(key, "a fact line", ("fact", "for", "if", "unordered", *EVIDENCE))
        elif key.value in self.vocabulary.classes:
            remedy = f"Declare it under 'entities:' as '\"{{column}}\": {{is: {key.value}}}'."
            self.document.report(key, "unknown-class", f"'{key.value}' is a kind of entity, not of situation.", remedy)
        elif key.value[:1].isupper():
            remedy = self.vocabulary.near(key.value, self.vocabulary.nodes)
            self.document.report(key, "unknown-class", f"unknown class '{key.value}'.", remedy)
        else:
            self.unknown(key, "a fact", (*self.vocabulary.kinds, *DESCRIBING, *EVIDENCE, "for", "if"))

    def _loops(self, spec: FactSpec, node: Node) -> None:
        for key, value in self.document.pairs(node, "'for'"):
            spec.loops[key.value] = self.pairs_or_list(value, key.value)

    def _check(self, node: Node) -> None:
        for item in self.document.items(node):
            if isinstance(item, yaml.MappingNode):
                parts = {name: self.text(value, name) for name, _, value in self.known(item, "a check", ("check", "because"))}
                text, because = parts.get("check"), parts.get("because")
            else:
                text, because = self.text(item, "check"), None
            if text:
                self.mapping.checks.append(CheckSpec(text, because.text if because else ""))

    def _skip(self, node: Node) -> None:
        for item in self.document.items(node):
            spec, columns = SkipSpec(), list[Text]()
            for name, _, value in self.known(item, "'skip'", ("column", "columns", "rows", "because", "check")):
                if name in ("column", "columns"):
                    columns = self.texts(value, name)
                elif name == "because":
                    why = self.text(value, name)
                    spec.because = why.text if why else ""
                else:
                    setattr(spec, name, self.text(value, name))
            spec.column = columns[0] if columns else None
            if (spec.column is None) == (spec.rows is None):
                self.document.report(item, "wrong-shape", "'skip' names a column or rows.", "{column: notes, because: free text}")
            elif not spec.because and spec.check is None:
                self.document.report(item, "no-reason", "this skips without a reason.", "Add 'because: ...' or 'check: ...'.")
            else:
                self.mapping.skips += [spec, *(SkipSpec(column, because=spec.because) for column in columns[1:])]
