"""Entities: their declarations in a fact file, with names, identifiers and, under a source, class claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from kg.facts.evidence import Evidence, read_evidence
from kg.facts.rows import ClaimRow, DescriptorRow, EntityRow, Rows
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node, at, is_null

DESCRIPTORS = frozenset({"name", "aka", "was", "iso", "wikidata", "ids", "coordinates", "precision", "unit"})
"""Keys that describe an entity or node without being claims."""

_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]+)?\Z", re.ASCII)
ENTITY_EVIDENCE = frozenset(
    {
        "id",
        "quote",
        "at",
        "by",
        "attribution",
        "note",
        "cites",
        "likelihood",
        "credibility",
        "confidence",
        "reported",
        "modality",
        "source",
        "internal",
    }
)
"""Evidence that an entity's class can have."""


def are_coordinates(texts: Sequence[str | None]) -> bool:
    """True for latitude and longitude in degrees.

    >>> are_coordinates(["-0.95", "-80.72"]), are_coordinates(["91", "0"])
    (True, False)
    """
    if len(texts) != 2 or not all(text and _DEGREES.match(text) for text in texts):
        return False
    latitude, longitude = (float(text or "") for text in texts)
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


@dataclass
class DescriptorReader:
    """Reads names and identifiers, of an entity (``slug``) or of a node fact (``fact``)."""

    document: Document
    rows: Rows
    language: str | None

    def read(self, slug: str | None, fact: int, key: yaml.ScalarNode, value: Node) -> None:
        """Read one descriptor key; what does not fit is reported."""
        name = key.value
        if name in ("name", "aka"):
            self._names(slug, fact, name, value)
        elif name == "coordinates":
            self._coordinates(slug, fact, value)
        elif name == "ids":
            for scheme, identifier in self.document.pairs(value, "'ids'"):
                self._add(slug, fact, identifier, "id", self.document.text(identifier, f"'{scheme.value}'"), kind=scheme.value)
        else:
            for item in self.document.items(value) if name == "was" else [value]:
                self._add(slug, fact, item, name, self.document.text(item, f"'{name}'"))

    def _names(self, slug: str | None, fact: int, key: str, value: Node) -> None:
        for item in self.document.items(value) if key == "aka" else [value]:
            if not isinstance(item, yaml.MappingNode):
                self._add(slug, fact, item, key, self._name(slug, key, item), lang=self.language)
            elif key == "aka" and any(k.value in ("name", "kind", "lang") for k, _ in item.value):
                self._alias(slug, fact, item)
            else:
                for tag, text in self.document.pairs(item, f"'{key}'"):
                    self._add(slug, fact, text, key, self._name(slug, key, text), lang=tag.value)

    def _name(self, slug: str | None, key: str, value: Node) -> str | None:
        """The text of a name; in the place of one that is refused, the slug, so that it is not told to be missing, too."""
        text = self.document.text(value, f"'{key}'")
        return slug if text is None and key == "name" else text

    def _alias(self, slug: str | None, fact: int, item: Node) -> None:
        parts: dict[str, str | None] = {}
        for key, value in self.document.pairs(item, "'aka'"):
            if key.value not in ("name", "kind", "lang"):
                self.document.report(
                    key, "unknown-key", f"unknown key '{key.value}' in an alias.", "An alias has 'name', 'kind' and 'lang'."
                )
            parts[key.value] = self.document.text(value, f"'{key.value}'")
        if "name" not in parts:
            self.document.report(item, "no-name", "this alias has no name.", "Add 'name: ...'.")
        self._add(slug, fact, item, "aka", parts.get("name"), lang=parts.get("lang") or self.language, kind=parts.get("kind"))

    def _coordinates(self, slug: str | None, fact: int, value: Node) -> None:
        parts = self.document.items(value)
        texts = [self.document.text(part, "'coordinates'") for part in parts]
        if not are_coordinates(texts):
            remedy = "Write for example: coordinates: [-0.95, -80.72]."
            self.document.report(value, "wrong-value", "coordinates are latitude and longitude in degrees.", remedy)
            return
        for key, part, text in zip(("latitude", "longitude"), parts, texts, strict=True):
            self._add(slug, fact, part, key, text)

    def _add(
        self, slug: str | None, fact: int, place: Node, key: str, value: str | None, *, lang: str | None = None, kind: str | None = None
    ) -> None:
        if value is not None:
            line, column = at(place)
            self.rows.descriptors.append(DescriptorRow(self.document.file, line, column, fact, slug, key, value.strip(), lang, kind))


@dataclass
class EntityReader:
    """Reads the ``entities:`` of one file.

    Args:
        source: the file's only source, which then states each class; None otherwise.
    """

    document: Document
    vocabulary: Vocabulary
    rows: Rows
    language: str | None
    source: str | None

    def read(self, key: yaml.ScalarNode, value: Node, fact: int) -> None:
        """Read one declaration; ``fact`` is its number among the facts of the file."""
        slug, evidence = key.value, Evidence()
        descriptors = DescriptorReader(self.document, self.rows, self.language)
        classes: list[tuple[str, Node]] = []
        specificity = None
        for name, item in self.document.pairs(value, f"entity '{slug}'"):
            if name.value == "is":
                classes = [*self.document.texts(item, "'is'")]
            elif name.value == "specificity":
                specificity = self.document.text(item, "'specificity'")
                evidence.mark("specificity", at(item))
            elif name.value in DESCRIPTORS:
                descriptors.read(slug, 0, name, item)
            elif name.value in ENTITY_EVIDENCE:
                read_evidence(self.document, name, item, evidence)
            else:
                self._unknown(slug, name, item)
        if not classes:
            self.document.report(key, "no-class", f"entity '{slug}' has no class.", "Add for example 'is: Person'.")
        self._emit(key, classes, specificity, evidence, fact)

    def _emit(self, key: yaml.ScalarNode, classes: list[tuple[str, Node]], specificity: str | None, evidence: Evidence, fact: int) -> None:
        line, column = at(key)
        source = evidence.columns.pop("source", None) or self.source
        internal = bool(evidence.columns.get("internal"))
        if source is None and evidence.columns.keys() - {"internal"}:
            self.document.report(
                key,
                "missing-source",
                f"entity '{key.value}' has evidence but no source.",
                "Declare it in the file of the source that says so.",
            )
        row = EntityRow(self.document.file, line, column, evidence.marks, key.value, None, source, specificity, internal)
        if not any(name in self.vocabulary.classes for name, _ in classes):  # which is told; its slug is no unknown one for that
            self.rows.entities.append(row)
        for name, place in classes:
            if name not in self.vocabulary.classes:
                self._class(name, place)
                continue
            self.rows.entities.append(row._replace(cls=name))
            if source is not None:
                spot = at(place)
                self.rows.claims.append(
                    ClaimRow(
                        self.document.file,
                        fact,
                        line,
                        column,
                        f"{evidence.marks} o={spot[0]}:{spot[1]}",
                        source,
                        "entity",
                        key.value,
                        None,
                        name,
                        **evidence.columns,
                    )
                )

    def _class(self, name: str, place: Node) -> None:
        if name in self.vocabulary.nodes:
            self.document.report(
                place,
                "unknown-class",
                f"'{name}' is a kind of situation, not of entity.",
                f"Write it under 'facts:' as '- {name}: {'null' if self.vocabulary.nodes[name] else 'slug'}' with its roles.",
            )
        else:
            self.document.report(place, "unknown-class", f"unknown class '{name}'.", self.vocabulary.near(name, self.vocabulary.classes))

    def _unknown(self, slug: str, key: yaml.ScalarNode, value: Node) -> None:
        if is_null(value):
            message = f"'{key.value}' has no value: a comma inside '{{}}' ended the text before it."
            self.document.report(key, "unknown-key", message, "Put that text in quotes.")
        elif key.value in self.vocabulary.kinds:
            self.document.report(
                key,
                "unknown-key",
                f"'{key.value}' is a property: it needs a fact of its own.",
                f"Write under 'facts:' for example: - {slug} {key.value} ...",
            )
        else:
            known = {"is", "specificity", *DESCRIPTORS, *ENTITY_EVIDENCE}
            remedy = self.vocabulary.near(key.value, known) or f"Known are: {', '.join(sorted(known))}."
            self.document.report(key, "unknown-key", f"unknown key '{key.value}' in entity '{slug}'.", remedy)
