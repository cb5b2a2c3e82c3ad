"""Heads of native tables: what each column of a sheet named after a class holds (FORMAT.md, section 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.entities import DESCRIPTORS, ENTITY_EVIDENCE
from kg.facts.evidence import FIELDS
from kg.facts.tables.cells import Sheet
from kg.facts.tables.engine import Report
from kg.facts.tables.mapping import SOURCE_FIELDS
from kg.facts.vocabulary import Vocabulary
from kg.model.findings import Finding, Location

FACTS, SOURCES = "facts", "Source"
"""Sheets that are called after no class of entity or situation: plain facts, and sources."""

EVIDENCE = (*FIELDS, "date", "not", "internal", "attribution")
_LABEL = re.compile(r"(name|aka)(?::([^@:]+))?(?:@([\w-]+))?")
_FIRST = {"entity": ("slug",), "node": (), "facts": ("subject", "property", "object"), "sources": ("id",)}


@dataclass(frozen=True)
class Head:
    """What a column holds.

    Args:
        column: its number.
        kind: ``key`` (slug, subject, property, object, id), ``class``, ``label``, ``descriptor``, ``evidence``, ``source`` or ``property``.
        name: the word that a fact file has for it.
        lang, detail: of a label, its language and kind; ``detail`` of ``ids`` is the scheme.
    """

    column: int
    kind: str
    name: str
    lang: str | None = None
    detail: str | None = None


def sheet_kind(name: str, vocabulary: Vocabulary) -> str | None:
    """``facts``, ``sources``, ``entity`` or ``node`` for the name of a native sheet; None for any other."""
    if name in (FACTS, SOURCES):
        return "facts" if name == FACTS else "sources"
    if name in vocabulary.classes:
        return "entity"
    return "node" if name in vocabulary.nodes else None


def known_heads(kind: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Name of a column -> its kind, for a kind of sheet; labels and ``ids`` may have a language, kind or scheme besides."""
    if kind == "sources":
        return {name: "source" for name in (*SOURCE_FIELDS, "attribution", "internal")} | {"id": "key"}
    evidence = sorted(ENTITY_EVIDENCE) if kind == "entity" else EVIDENCE
    known = dict.fromkeys(evidence, "evidence")
    if kind == "facts":
        return known | {"subject": "key", "property": "key", "object": "key"}
    return dict.fromkeys(vocabulary.kinds, "property") | known | dict.fromkeys(DESCRIPTORS, "descriptor") | _own(kind)


def _own(kind: str) -> dict[str, str]:
    return {"slug": "key", "is": "class", "name": "label", "aka": "label"} | ({"specificity": "evidence"} if kind == "entity" else {})


def read_heads(sheet: Sheet, kind: str, vocabulary: Vocabulary, used: Sequence[int], report: Report) -> list[Head] | None:
    """The heads of a sheet; None, with findings, when one of them is unknown or stands there twice.

    Args:
        used: numbers of the columns that hold anything.
    """
    known, found, wrong = known_heads(kind, vocabulary), dict[str, Head](), False
    row = max(sheet.header_row, 1)
    for column, text in enumerate(sheet.heads, 1):
        problem = None
        head = _head(column, text, known)
        if not text:
            problem = ("no-head", f"column {column} has no name.", "Name it in the header, or delete it.") if column in used else None
        elif head is None:
            near = vocabulary.near(text, known)
            problem = ("unknown-column", f"unknown column '{text}'.", near or f"A sheet of {_what(kind)} has for example {_some(kind)}.")
        elif text in found:
            problem = ("same-name", f"two columns are called '{text}': {found[text].column} and {column}.", "Keep one.")
        else:
            found[text] = head
        if problem:
            wrong = True
            report(Finding(Location(sheet.file, row, column), *problem))
    for name in _FIRST[kind]:
        if name not in found:
            wrong = True
            report(Finding(Location(sheet.file, row, 1), "missing-column", f"there is no column '{name}'.", "Add it to the header."))
    return None if wrong else list(found.values())


def _head(column: int, text: str, known: dict[str, str]) -> Head | None:
    label = _LABEL.fullmatch(text)
    if label and label[1] in known:
        return Head(column, "label", label[1], label[3], label[2])
    if text.startswith("ids:") and "ids" in known and len(text) > 4:
        return Head(column, "descriptor", "ids", detail=text[4:])
    return Head(column, known[text], text) if text in known and text != "ids" else None


def _what(kind: str) -> str:
    return {"entity": "entities", "node": "situations", "facts": "facts", "sources": "sources"}[kind]


def _some(kind: str) -> str:
    return {
        "entity": "slug, name, aka, source",
        "node": "slug, source, date and the roles",
        "facts": "subject, property, object, source, date",
        "sources": "id, title, publisher, date",
    }[kind]
