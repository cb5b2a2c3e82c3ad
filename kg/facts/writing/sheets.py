"""Sheets: records as native tables, one a class, one column a property; and the folder of CSV files made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.facts.rows import ClaimRow, DescriptorRow, SourceRow
from kg.facts.tables.mapping import SOURCE_FIELDS
from kg.facts.tables.native_cells import cell_of, guarded
from kg.facts.tables.native_heads import EVIDENCE, FACTS, SOURCES
from kg.facts.vocabulary import vocabulary_of
from kg.facts.writing.records import Book, Declaration, Situation, evidence_of
from kg.ontology.ontology import Ontology

_BARRED = frozenset({"quote", "at", "note", "cites"})
_LEADING = {"is": 1, "name": 2, "title": 2, "aka": 3}
_LONGEST_NAME = 31  # of a sheet, by Excel's rules
_REFUSED = frozenset(':\\/?*[]<>|"')


@dataclass
class SheetTable:
    """A native table that can be written anywhere.

    Args:
        rows: head -> text, of each row.
        first: heads that stand first, whether a row fills them or not.
    """

    name: str
    first: tuple[str, ...]
    rows: list[dict[str, str]] = field(default_factory=list)

    def heads(self) -> list[str]:
        """All heads, in the order in which rows need them."""
        found = dict.fromkeys((*self.first, *(head for row in self.rows for head in row)))
        return sorted(found, key=lambda head: 0 if head in self.first else _LEADING.get(head.partition("@")[0], 4 + (head in EVIDENCE)))

    def lines(self) -> Iterator[list[str]]:
        """The rows below the heads."""
        heads = self.heads()
        return ([row.get(head, "") for head in heads] for row in self.rows)


def sheets_of(book: Book, ontology: Ontology) -> list[SheetTable]:
    """The records as native tables: sources, entities, situations, facts."""
    made: dict[str, SheetTable] = {}

    def add(name: str, first: tuple[str, ...], row: dict[str, str]) -> None:
        made.setdefault(name, SheetTable(name, first)).rows.append({head: text for head, text in row.items() if text})

    for source in book.sources:
        add(SOURCES, ("id",), _source(source))
    for entity in sorted(book.entities, key=lambda one: one.classes[0]):
        name = _sheet_name(entity.classes[0], ontology)
        add(name, ("slug",), _entity(entity, name))
    kinds = vocabulary_of(ontology).kinds
    for situation in sorted(book.situations, key=lambda one: one.claim.object):
        name = _sheet_name(situation.claim.object, ontology)
        key = ontology.classes[ontology.by_name[name]].key_property
        add(name, () if key else ("slug",), _situation(situation, name, kinds))
    for statement in book.statements:
        for objects in [", ".join(statement.objects)] if kinds.get(statement.predicate) == "object" else statement.objects:
            row = {"subject": ", ".join(statement.subjects), "property": statement.predicate, "object": objects}
            add(FACTS, ("subject", "property", "object"), row | _evidence(statement.claim))
    return list(made.values())


def _sheet_name(cls: str, ontology: Ontology) -> str:
    """The sheet of a class: its own name, or the nearest superclass's that a file and a sheet can have."""
    for iri in ontology.superclasses(ontology.by_name[cls]):
        name = ontology.classes[iri].name
        if fits_a_sheet(name):
            return name
    return cls


def fits_a_sheet(name: str) -> bool:
    """True for a name that a sheet of a workbook, and a file, can have."""
    return len(name) <= _LONGEST_NAME and not _REFUSED & set(name)


def _source(row: SourceRow) -> dict[str, str]:
    found = {name: getattr(row, name) or "" for name in SOURCE_FIELDS}
    return found | {"attribution": (row.chain or "").replace(">", ", "), "internal": "true" if row.internal else ""}


def _entity(one: Declaration, sheet: str) -> dict[str, str]:
    row = {"slug": one.slug, "is": "" if one.classes == [sheet] else ", ".join(one.classes)} | _labels(one.labels)
    row |= {"specificity": one.specificity or "", "source": one.source or "", "internal": "true" if one.internal else ""}
    return row | (_evidence(one.claim) if one.claim else {})


def _situation(one: Situation, sheet: str, kinds: Mapping[str, str]) -> dict[str, str]:
    row = {"slug": one.slug or "", "is": "" if one.claim.object == sheet else one.claim.object} | _labels(one.labels)
    roles = {name: ", ".join(texts) if kinds.get(name) == "object" else cell_of(texts) for name, texts in one.roles.items()}
    return row | roles | _evidence(one.claim)


def _evidence(claim: ClaimRow) -> dict[str, str]:
    return {name: cell_of(texts) if name in _BARRED else ", ".join(texts) for name, texts in evidence_of(claim).items()}


def _labels(labels: Iterable[DescriptorRow]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for one in labels:
        if one.key in ("latitude", "longitude"):
            texts.setdefault("coordinates", []).append(one.value)
        elif one.key in ("name", "aka"):
            texts.setdefault(one.key + (f":{one.kind}" if one.kind else "") + (f"@{one.lang}" if one.lang else ""), []).append(one.value)
        else:
            texts.setdefault(f"ids:{one.kind}" if one.key == "id" else one.key, []).append(one.value)
    return {
        head: cell_of(found) if head.startswith("aka") else ", ".join(found) if head in ("was", "coordinates") else found[0]
        for head, found in texts.items()
    }


def write_csv_folder(sheets: Iterable[SheetTable], folder: Path) -> list[Path]:
    """Write each sheet as a CSV file that spreadsheets open as UTF-8 and run nothing of; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in sheets:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(sheet.heads())
        for line in sheet.lines():
            writer.writerow([guarded(checked(sheet.name, text)) for text in line])
        path = folder / f"{sheet.name}.csv"
        path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        written.append(path)
    return written


def checked(sheet: str, text: str) -> str:
    """The text, unless no table can keep it as it is.

    Raises:
        KgError: it holds a carriage return, which tables turn into a line break.
    """
    if "\r" in text:
        raise KgError(f"a text for the sheet '{sheet}' holds a carriage return, which no table keeps: {text[:40]!r}.", remedy="Delete it.")
    return text
