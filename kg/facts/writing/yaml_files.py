"""Fact files: records as YAML, one file a source, or all in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kg.errors import KgError
from kg.facts.rows import ClaimRow, DescriptorRow, SourceRow
from kg.facts.tables.mapping import SOURCE_FIELDS
from kg.facts.tables.slugs import slugify
from kg.facts.writing.records import Book, Declaration, Situation, Statement, evidence_of
from kg.ontology.ontology import Ontology

_PLAIN = re.compile(r"[^\W_](?:[\w ./()%+~-]*[\w./()%+~-])?")
_NULLS = frozenset({"null", "Null", "NULL"})
_WIDTH = 110


@dataclass
class _File:
    """One file: ``source`` states all that names no other."""

    source: SourceRow | None
    named: str | None
    declared: dict[str, Declaration] = field(default_factory=dict)
    facts: list[Statement | Situation] = field(default_factory=list)


def yaml_files(book: Book, ontology: Ontology, language: str) -> dict[str, str]:
    """The records as fact files: name without ending -> text; what names no source is in ``entities``.

    Args:
        language: the case's, of names that say no other.
    """
    files: dict[str, list[_File]] = {}
    for source in book.sources:
        files.setdefault(source.id, []).append(_File(source, source.id))
    for one in book.entities:
        _file(files, one.source, one.slug).declared[one.slug] = one
    facts: list[Statement | Situation] = [*book.situations, *book.statements]
    for fact in facts:
        _file(files, fact.claim.source, None).facts.append(fact)
    made: dict[str, str] = {}
    for part in (part for parts in files.values() for part in parts):
        stem = (slugify(part.named) or "source") if part.named else "entities"
        name = next(name for number in count(1) if (name := stem if number == 1 else f"{stem}-{number}") not in made)
        made[name] = _Writer(ontology, language).text(part)
    return made


def yaml_file(book: Book, ontology: Ontology, language: str) -> str:
    """The records as one fact file.

    Raises:
        KgError: an entity is declared more than once, which one file cannot do.
    """
    whole = _File(None, None)
    for one in book.entities:
        if one.slug in whole.declared:
            raise KgError(f"'{one.slug}' is declared more than once, which one file cannot do.", remedy="Name a folder instead of a file.")
        whole.declared[one.slug] = one
    whole.facts = [*book.situations, *book.statements]
    return _Writer(ontology, language).text(whole, book.sources)


def _file(files: dict[str, list[_File]], source: str | None, slug: str | None) -> _File:
    """The first file of a source in which the slug is not declared yet; a further one names the source, which is declared once."""
    parts = files.setdefault(source or "", [])
    found = next((part for part in parts if slug is None or slug not in part.declared), None)
    if found is None:
        found = _File(None, source)
        parts.append(found)
    return found


class _Writer:
    def __init__(self, ontology: Ontology, language: str) -> None:
        self.ontology, self.case_language = ontology, language
        self.source: str | None = None
        self.language: str | None = None

    def text(self, file: _File, sources: list[SourceRow] | None = None) -> str:
        self.source = file.source.id if file.source else None
        self.language = file.source.language if file.source else None
        lines = ["kg: 1"]
        if file.source:
            lines.append(f"source: {_flow(_source(file.source))}")
        if sources:
            lines += ["sources:", *(f"  - {_flow(_source(source))}" for source in sources)]
        if file.declared:
            lines += ["entities:", *(line for one in file.declared.values() for line in self._entity(one))]
        if file.facts:
            lines += ["facts:", *(line for fact in file.facts for line in self._fact(fact))]
        return "\n".join(lines) + "\n"

    def _entity(self, one: Declaration) -> Iterator[str]:
        fields = {"is": _list(one.classes)} | self._labels(one.labels)
        if one.specificity:
            fields["specificity"] = _scalar(one.specificity)
        if one.source != self.source and one.source:
            fields["source"] = _scalar(one.source)
        if one.internal:
            fields["internal"] = "true"
        if one.claim:
            fields |= self._evidence(one.claim)
        yield from _written(f"{_scalar(one.slug)}:", fields)

    def _labels(self, labels: list[DescriptorRow]) -> dict[str, str]:
        fields: dict[str, str] = {}
        names = [(one.lang or self.case_language, one.value) for one in labels if one.key == "name"]
        if len(names) == 1 and names[0][0] == (self.language or self.case_language):
            fields["name"] = _scalar(names[0][1])
        elif names:
            fields["name"] = _flow({lang: _scalar(text) for lang, text in names})
        aliases = [self._alias(one) for one in labels if one.key == "aka"]
        if aliases:
            fields["aka"] = f"[{', '.join(aliases)}]"
        for key in ("was", "iso", "wikidata", "precision", "unit"):
            found = [one.value for one in labels if one.key == key]
            if found:
                fields[key] = _list(found)
        if ids := {one.kind or "": _scalar(one.value) for one in labels if one.key == "id"}:
            fields["ids"] = _flow(ids)
        degrees = [_scalar(one.value) for key in ("latitude", "longitude") for one in labels if one.key == key]
        if degrees:
            fields["coordinates"] = f"[{', '.join(degrees)}]"
        return fields

    def _alias(self, one: DescriptorRow) -> str:
        lang = one.lang or self.case_language
        own = lang == (self.language or self.case_language)
        if own and not one.kind:
            return _scalar(one.value)
        fields = {"name": one.value, "kind": one.kind or "", "lang": "" if own else lang}
        return _flow({name: _scalar(text) for name, text in fields.items() if text})

    def _evidence(self, claim: ClaimRow) -> dict[str, str]:
        said = evidence_of(claim)
        if said.get("source") == [self.source]:
            del said["source"]
        fields = {name: _list(texts) for name, texts in said.items()}
        if "date" in said and (relative := re.fullmatch(r"(same|during|after|before): (.+)", said["date"][0])):
            fields["date"] = f"{{{relative[1]}: {_scalar(relative[2])}}}"
        if claim.withheld and not claim.internal:
            fields["internal"] = f"[{', '.join(map(_scalar, said['internal']))}]"
        if "attribution" in said:
            fields["attribution"] = f"[{', '.join(map(_scalar, said['attribution']))}]"
        return fields

    def _fact(self, fact: Statement | Situation) -> Iterator[str]:
        evidence = self._evidence(fact.claim)
        if isinstance(fact, Statement):
            line = _scalar(f"{', '.join(fact.subjects)} {fact.predicate} {', '.join(fact.objects)}")
            yield from _written("-", {"fact": line} | evidence) if evidence else [f"  - {line}"]
            return
        cls = self.ontology.classes[self.ontology.by_name[fact.claim.object]]
        key = self.ontology.properties[cls.key_property].name if cls.key_property else None
        named = _list(fact.roles[key]) if key in fact.roles and key else _scalar(fact.slug) if fact.slug else "null"
        fields = {cls.name: named} | self._labels(fact.labels)
        fields |= {name: _list(texts) for name, texts in fact.roles.items() if name != key}
        yield from _written("-", fields | evidence)


def _written(head: str, fields: dict[str, str]) -> Iterator[str]:
    """The fields behind ``slug:`` or ``-``, in braces where they fit into a line, else a line each."""
    line = f"  {head} {_flow(fields)}"
    if len(line) <= _WIDTH:
        yield line
        return
    lines = [f"{_scalar(name)}: {value}" for name, value in fields.items()]
    yield f"  - {lines[0]}" if head == "-" else f"  {head}"
    yield from (f"    {line}" for line in (lines[1:] if head == "-" else lines))


def _flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{_scalar(name)}: {value}" for name, value in fields.items()) + "}"


def _list(texts: list[str]) -> str:
    return _scalar(texts[0]) if len(texts) == 1 else f"[{', '.join(map(_scalar, texts))}]"


def _scalar(text: str) -> str:
    """A text as YAML, in quotes unless it can only be read as itself, in braces too."""
    return text if _PLAIN.fullmatch(text) and text not in _NULLS else json.dumps(text, ensure_ascii=False)


def _source(row: SourceRow) -> dict[str, str]:
    fields = {name: _scalar(text) for name in SOURCE_FIELDS if (text := getattr(row, name))}
    if row.chain:
        fields["attribution"] = f"[{', '.join(map(_scalar, row.chain.split('>')))}]"
    return fields | ({"internal": "true"} if row.internal else {})
