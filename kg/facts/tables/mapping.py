"""Mappings: what a ``*.map.yaml`` says, each part with its place (FORMAT.md, section 4)."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from kg.facts.rows import SourceRow
from kg.facts.yaml_text import Document, Node

CLEANINGS = ("trim", "nbsp", "spaces", "lines", "invisible", "nfc")
"""Ways to clean a cell: white space at its ends, no-break spaces, runs of white space, line breaks, characters of no width, NFC."""

DEFAULT_CLEANING = ("trim", "nbsp")


@dataclass(frozen=True)
class Text:
    """A text of the mapping, nearly always a template, with its place."""

    text: str
    node: yaml.ScalarNode


@dataclass
class TableSpec:
    """One ``table``: which files, and how they are read.

    Args:
        file: a file beside the mapping; or
        files: a pattern for several that have one shape.
        header: number of the header's row; 0 for none.
        heads: names of the columns where the table has none.
        rename: head -> another name; ``#3`` is the third column.
        clean: of :data:`CLEANINGS`, in order.
        empty: texts that mean an empty cell.
        rows: least and most rows expected, and where that stands.
    """

    node: Node
    file: Text | None = None
    files: Text | None = None
    sheet: str | None = None
    header: int = 1
    heads: tuple[str, ...] = ()
    rename: dict[str, Text] = field(default_factory=dict)
    clean: tuple[str, ...] = DEFAULT_CLEANING
    empty: tuple[str, ...] = ()
    rows: tuple[int, int, Node] | None = None
    delimiter: str | None = None
    encoding: str | None = None


@dataclass
class ColumnSpec:
    """A derived column: where its text comes from, and what is done with it, in the order of the fields.

    Args:
        origin: the columns it is made from.
        split: separators; the cell is a list.
        find: pattern of what is picked out of the cell, a list; ``rest`` names a column for what is left.
        match: pattern with named groups, which are ``{name.group}``.
        number: a sample such as ``1.234,5`` that shows how numbers are written.
        dates: formats such as ``DD/MM/YYYY``, tried in order.
        values: text -> text; ``otherwise`` is for all others (``keep`` keeps them).
        unpivot: columns that become rows: head -> word; or a pattern of heads.
    """

    name: str
    node: yaml.ScalarNode
    origin: list[Text] = field(default_factory=list)
    split: tuple[str, ...] = ()
    find: Text | None = None
    rest: Text | None = None
    match: Text | None = None
    number: Text | None = None
    dates: list[Text] = field(default_factory=list)
    values: dict[str, str | None] | None = None
    otherwise: str | None = None
    unpivot: list[tuple[Text, str]] | Text | None = None


@dataclass
class EvidenceSpec:
    """Fields that say who said it, when and in which words; templates all.

    Args:
        fields: name of the field -> its texts.
        relation, anchor: a date relative to a node.
    """

    fields: dict[str, list[Text]] = field(default_factory=dict)
    relation: str | None = None
    anchor: Text | None = None
    negated: Text | None = None
    internal: bool = False
    withheld: str | None = None


@dataclass
class Descriptor:
    """A name, alias or identifier: its key, text, language and kind."""

    key: str
    text: Text
    lang: Text | None = None
    kind: str | None = None


@dataclass
class EntitySpec:
    """An entity that each row, or each item of a list, names by its slug."""

    key: Text
    declare: bool = True
    classes: list[Text] = field(default_factory=list)
    descriptors: list[Descriptor] = field(default_factory=list)
    specificity: Text | None = None
    evidence: EvidenceSpec = field(default_factory=EvidenceSpec)
    condition: Text | None = None


@dataclass
class FactSpec:
    """A fact that each row states: a line, or a node with its roles.

    Args:
        line: ``{a} property {b}``; or
        cls, key: the class of a node, and its slug or the object of its key property (None when its roles name it).
        loops: variable -> (column, word) pairs of ``for``.
    """

    node: Node
    line: Text | None = None
    cls: Text | None = None
    key: Text | None = None
    roles: list[tuple[Text, list[Text]]] = field(default_factory=list)
    descriptors: list[Descriptor] = field(default_factory=list)
    evidence: EvidenceSpec = field(default_factory=EvidenceSpec)
    loops: dict[str, list[tuple[Text, str]]] = field(default_factory=dict)
    condition: Text | None = None
    unordered: Text | None = None


@dataclass
class CheckSpec:
    """An expression that must hold in every row."""

    text: Text
    because: str = ""


@dataclass
class SkipSpec:
    """A column or rows that state nothing, and why."""

    column: Text | None = None
    rows: Text | None = None
    because: str = ""
    check: Text | None = None


@dataclass
class SourceSpec:
    """A source whose fields are templates: each row may name another."""

    node: Node
    fields: dict[str, Text] = field(default_factory=dict)
    chain: list[Text] = field(default_factory=list)
    internal: bool = False


@dataclass
class Mapping:
    """A whole mapping, with the document that findings about it go to.

    Args:
        names: spelling -> slug, in the order of the reviewed table, and where each stands; or ``names_file``, where that table is.
        fixed: sources that name no column; their rows are complete.
        source: what states a fact that names no source: text of an id, maybe a template.
    """

    document: Document
    tables: list[TableSpec] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    names_at: dict[str, tuple[int, int]] = field(default_factory=dict)
    names_file: Text | None = None
    columns: list[ColumnSpec] = field(default_factory=list)
    entities: list[EntitySpec] = field(default_factory=list)
    facts: list[FactSpec] = field(default_factory=list)
    checks: list[CheckSpec] = field(default_factory=list)
    skips: list[SkipSpec] = field(default_factory=list)
    sources: list[SourceSpec] = field(default_factory=list)
    source: Text | None = None
    shared: EvidenceSpec = field(default_factory=EvidenceSpec)
    language: str | None = None

    @property
    def internal(self) -> bool:
        """True when anything in it is internal: nothing of its tables is shown then."""
        evidence = [self.shared, *(e.evidence for e in self.entities), *(f.evidence for f in self.facts)]
        return any(s.internal for s in self.sources) or any(e.internal or e.withheld for e in evidence)


SOURCE_FIELDS = tuple(name for name in SourceRow._fields if name not in ("file", "line", "col", "marks", "chain", "internal"))
"""Fields of a source that take one text."""
