"""Rows of native tables: each becomes what the same words in a fact file would become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.facts.entities import are_coordinates
from kg.facts.evidence import FIELDS, ROLE_COLUMNS, WITHHOLDABLE
from kg.facts.rows import SEPARATOR, ClaimRow, DescriptorRow, EntityRow, Rows, SourceRow
from kg.facts.tables.cleaning import REFUSED
from kg.facts.tables.engine import shown
from kg.facts.tables.native_cells import slugs_of, texts_of, unguarded
from kg.facts.tables.native_heads import Head
from kg.facts.vocabulary import Vocabulary
from kg.model.findings import Finding, Location

_RELATIVE = re.compile(r"(same|during|after|before):\s*(\S+)")
_CONTROL = re.compile(re.sub(r"\\x\{(\w+)\}", lambda found: re.escape(chr(int(found[1], 16))), REFUSED))
_SLUGS = frozenset({"where", "deniedBy"})
_TEMPLATE = ClaimRow("", 0, 0, 0, "", None, "plain", None, None, "")

Texts = dict[str, tuple[str, int]]
"""Field -> its text and column."""


@dataclass
class NativeReader:
    """Reads the rows of one sheet.

    Args:
        file: its name in findings.
        kind: of :func:`kg.facts.tables.native_heads.sheet_kind`.
        cls: the class it is called after.
        guards: a text may have an apostrophe in front (CSV).
    """

    file: str
    kind: str
    cls: str
    heads: Sequence[Head]
    vocabulary: Vocabulary
    guards: bool
    rows: Rows = field(default_factory=Rows)
    _fact: int = 0
    _row: int = 0
    _internal: bool = False

    def read(self, row: int, cells: Sequence[str | None]) -> None:
        """Add what a row states to the rows; ``cells`` are those of all columns."""
        self._row = row
        filled = [(head, text) for head in self.heads if (text := self._text(cells[head.column - 1], head.column))]
        self._internal = any(head.name == "internal" and text.lower() != "false" for head, text in filled)
        getattr(self, f"_{self.kind}")(filled)

    def _text(self, cell: str | None, column: int) -> str:
        text = (cell or "").strip()
        if self.guards:
            text = unguarded(text)
        if text and (odd := _CONTROL.search(text)):
            self._problem(column, "control-character", f"a character (U+{ord(odd[0]):04X}) in this cell cannot stand in a text.", "Delete it.")
            return ""
        return text

    def _problem(self, column: int, code: str, message: str, remedy: str = "") -> None:
        self.rows.findings.append(Finding(Location(self.file, self._row, column), code, message, remedy, internal=self._internal))

    # sources

    def _sources(self, filled: list[tuple[Head, str]]) -> None:
        fields: dict[str, Any] = {}
        marks = ""
        for head, text in filled:
            marks += f" {head.name}={self._row}:{head.column}"
            if head.name == "internal":
                fields["internal"] = self._flag(head, text)
            elif head.name == "attribution":
                fields["chain"] = ">".join(slugs_of(text))
            else:
                fields[head.name] = text
        if "id" not in fields:
            self._problem(1, "missing-source", "this source has no 'id'.", "Give it a slug, such as 'ap-2025-02-19'.")
            return
        self.rows.sources.append(SourceRow(self.file, self._row, 1, marks, **fields))

    def _flag(self, head: Head, text: str) -> bool:
        if text.lower() not in ("true", "false"):
            self._problem(head.column, "wrong-value", f"'{head.name}' is true or false, not {shown(text)}.")
        return text.lower() == "true"

    # evidence

    def _evidence(self, filled: list[tuple[Head, str]]) -> tuple[dict[str, Any], str]:
        """The columns of a claim that a row's evidence fills, and their marks."""
        columns: dict[str, Any] = {}
        marks = ""
        for head, text in filled:
            if head.kind != "evidence" or head.name == "specificity":
                continue
            marks += f" {head.name}={self._row}:{head.column}"
            if head.name == "not":
                columns["negated"] = self._flag(head, text)
            elif head.name == "date":
                marks += self._date(head, text, columns)
            elif head.name == "attribution":
                columns["chain"] = ">".join(slugs_of(text)) or None
            elif head.name == "internal":
                self._withhold(head, text, columns)
            else:
                self._field(head, text, columns)
        return columns, marks

    def _field(self, head: Head, text: str, columns: dict[str, Any]) -> None:
        column, kind = FIELDS[head.name]
        if head.name == "retracted" and text.lower() in ("true", "false", "yes", "no"):
            self._problem(head.column, "wrong-value", "'retracted' gives no reason.", "Write why, such as 'corrected on 3 March'.")
        if kind == "text":
            columns[column] = text
        else:
            columns[column] = SEPARATOR.join(slugs_of(text) if head.name in _SLUGS else texts_of(text)) or None

    def _date(self, head: Head, text: str, columns: dict[str, Any]) -> str:
        relative = _RELATIVE.fullmatch(text)
        if not relative:
            columns["date"] = text
            return ""
        columns["relation"], columns["anchor"] = relative[1], relative[2]
        return f" anchor={self._row}:{head.column}"

    def _withhold(self, head: Head, text: str, columns: dict[str, Any]) -> None:
        if text.lower() in ("true", "false"):
            columns["internal"] = text.lower() == "true"
            return
        names = slugs_of(text)
        for name in names:
            if name not in WITHHOLDABLE:
                remedy = f"Write true, or of these: {', '.join(sorted(WITHHOLDABLE))}."
                self._problem(head.column, "wrong-value", f"'{name}' cannot be internal by itself.", remedy)
        columns["withheld"] = " ".join(names)

    def _claim(self, columns: dict[str, Any], **more: Any) -> ClaimRow:
        return _TEMPLATE._replace(**{"file": self.file, "fact": self._fact, "line": self._row, **columns, **more})

    def _stated(self, columns: dict[str, Any], column: int) -> bool:
        if not columns.get("source"):
            remedy = "Name one in the column 'source'; it is declared in a sheet 'Source' or a fact file."
            self._problem(column, "missing-source", "no source states this fact.", remedy)
        return bool(columns.get("source"))

    # plain facts

    def _facts(self, filled: list[tuple[Head, str]]) -> None:
        texts: Texts = {head.name: (text, head.column) for head, text in filled if head.kind == "key"}
        columns, marks = self._evidence(filled)
        for head in self.heads:
            if head.kind == "key" and head.name not in texts:
                self._problem(head.column, "fact-line", f"this fact has no {head.name}.", "A fact has a subject, a property and an object.")
        if len(texts) == 3 and self._stated(columns, texts["subject"][1]):
            self._plain(texts["subject"], texts["property"], texts["object"], columns, marks)

    def _plain(self, subject: tuple[str, int], property_: tuple[str, int], object_: tuple[str, int], columns: dict[str, Any], marks: str) -> None:
        predicate = property_[0]
        kind = self.vocabulary.kinds.get(predicate)
        if kind is None:
            remedy = self.vocabulary.near(predicate, self.vocabulary.kinds)
            self._problem(property_[1], "unknown-property", f"unknown property '{predicate}'.", remedy)
            return
        self._fact += 1
        places = "".join(f" {name}={self._row}:{column}" for name, (_, column) in (("s", subject), ("p", property_), ("o", object_)))
        for one in slugs_of(subject[0]):
            for other in slugs_of(object_[0]) if kind == "object" else [object_[0]]:
                self.rows.claims.append(self._claim(columns, subject=one, predicate=predicate, object=other, marks=marks + places, col=subject[1]))

    # entities

    def _entity(self, filled: list[tuple[Head, str]]) -> None:
        keys: Texts = {head.name: (text, head.column) for head, text in filled if head.kind in ("key", "class")}
        if "slug" not in keys:
            self._problem(1, "no-slug", "this row has no slug.", "Give it one: lower-case letters, digits and hyphens.")
            return
        columns, marks = self._evidence(filled)
        slug, place = keys["slug"]
        self._describe(filled, slug, 0)
        self._classes(filled, keys, columns, marks)
        for head, text in filled:
            if head.kind == "property" and self._stated(columns, head.column):
                self._plain((slug, place), (head.name, head.column), (text, head.column), {**columns, "id": None}, marks)

    def _classes(self, filled: list[tuple[Head, str]], keys: Texts, columns: dict[str, Any], marks: str) -> None:
        slug, place = keys["slug"]
        specificity = next(((text, head.column) for head, text in filled if head.name == "specificity"), None)
        if specificity:
            marks += f" specificity={self._row}:{specificity[1]}"
        names, column = (slugs_of(keys["is"][0]), keys["is"][1]) if "is" in keys else ([self.cls], place)
        source, internal = columns.get("source"), bool(columns.get("internal"))
        if source is None and columns.keys() - {"internal"}:
            self._problem(place, "missing-source", f"entity '{slug}' has evidence but no source.", "Name the source in the column 'source'.")
        self._fact += 1
        for name in names:
            if name not in self.vocabulary.classes:
                self._problem(column, "unknown-class", f"unknown class '{name}'.", self.vocabulary.near(name, self.vocabulary.classes))
                continue
            text = specificity[0] if specificity else None
            self.rows.entities.append(EntityRow(self.file, self._row, place, marks, slug, name, source, text, internal))
            if source is not None:
                mark = f"{marks} o={self._row}:{column}"
                self.rows.claims.append(self._claim(columns, kind="entity", subject=slug, object=name, marks=mark, col=place))

    def _describe(self, filled: list[tuple[Head, str]], slug: str | None, fact: int) -> None:
        for head, text in filled:
            if head.kind == "label":
                self._descriptor(slug, fact, head, head.name, texts_of(text) if head.name == "aka" else [text], head.lang, head.detail)
            elif head.kind != "descriptor":
                continue
            elif head.name == "coordinates":
                parts = slugs_of(text)
                if not are_coordinates(parts):
                    message = f"coordinates are latitude and longitude in degrees, not {shown(text)}."
                    self._problem(head.column, "wrong-value", message, "Write for example -0.95, -80.72.")
                    continue
                for key, part in zip(("latitude", "longitude"), parts, strict=True):
                    self._descriptor(slug, fact, head, key, [part])
            else:
                key = "id" if head.name == "ids" else head.name
                self._descriptor(slug, fact, head, key, slugs_of(text) if head.name == "was" else [text], None, head.detail)

    def _descriptor(
        self, slug: str | None, fact: int, head: Head, key: str, texts: list[str], lang: str | None = None, kind: str | None = None
    ) -> None:
        for text in texts:
            self.rows.descriptors.append(DescriptorRow(self.file, self._row, head.column, fact, slug, key, text, lang, kind))

    # situations

    def _node(self, filled: list[tuple[Head, str]]) -> None:
        keys: Texts = {head.name: (text, head.column) for head, text in filled if head.kind in ("key", "class")}
        cls, place = keys.get("is", (self.cls, 1))
        if cls not in self.vocabulary.nodes:
            self._problem(place, "unknown-class", f"unknown class '{cls}'.", self.vocabulary.near(cls, self.vocabulary.nodes))
            return
        named, column = keys.get("slug", (None, 1))
        by_property = self.vocabulary.nodes[cls]
        if by_property and named:
            remedy = f"Leave it empty; it is named by its {by_property} and its other keys."
            self._problem(column, "bad-slug", f"a row of '{cls}' has no slug of its own.", remedy)
            return
        columns, marks = self._evidence(filled)
        first = next((head.column for head, _ in filled if head.kind in ("key", "property")), 1)
        if not self._stated(columns, first):
            return
        self._fact += 1
        self.rows.claims.append(self._claim(columns, kind="class", subject=named, object=cls, marks=f"{marks} s={self._row}:{column}", col=first))
        shared = {name: columns[name] for name in (*ROLE_COLUMNS, "withheld") if name in columns}
        for head, text in filled:
            if head.kind == "property":
                self._role(shared, marks, named, head, text)
        self._describe(filled, named, self._fact)

    def _role(self, shared: dict[str, Any], marks: str, subject: str | None, head: Head, text: str) -> None:
        parts = slugs_of(text) if self.vocabulary.kinds[head.name] == "object" else texts_of(text)
        mark = f"{marks} o={self._row}:{head.column}"
        for part in parts:
            self.rows.claims.append(
                self._claim(shared, kind="role", subject=subject, predicate=head.name, object=part, marks=mark, col=head.column)
            )
