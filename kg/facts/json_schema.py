"""A JSON Schema for fact files: what any editor with a YAML language server completes, explains and underlines.

It is made from the ontology and the slugs of a case, so that a class added in Turtle is at once offered. It describes structure and words;
what only the whole case can tell (a slug that nobody declared, a date that does not exist) is for ``kg check``. Draft 7, which is what
editors read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.facts.entities import DESCRIPTORS, ENTITY_EVIDENCE
from kg.facts.evidence import FIELDS, WITHHOLDABLE
from kg.facts.sources import SOURCE_KEYS
from kg.facts.vocabulary import kind_of, vocabulary_of
from kg.ontology.ontology import Class_, Ontology, Property

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""One text; a reader of YAML that knows numbers takes 2024 for one."""

FLAG: Schema = {"enum": [True, False, "true", "false"]}
WORDS_OF = {"modality": "Modality", "likelihood": "Likelihood", "specificity": "Specificity"}
"""Field -> the class of the fixed words that it takes."""

MEANINGS: Mapping[str, str] = {
    "id": "A name for the claim, unique in the case.",
    "quote": "The words that carry the fact, at most 200 characters.",
    "at": "Where in the source: a page, paragraph or timestamp.",
    "note": "A remark for readers.",
    "cites": "Web addresses of documents that the source points to.",
    "as": "In what role or manner: brother-in-law, acting.",
    "where": "The place in which the relation holds.",
    "amount": "A quantity on the relation, such as 12 % or about 14.1 million USD.",
    "modality": "How it is asserted, where the source does not simply state it.",
    "deniedBy": "Who denies it; the accusation stays.",
    "rank": "preferred or deprecated, among claims that oppose each other.",
    "retracted": "Why the source took it back; the claim stays, what it says does not.",
    "likelihood": "A word of ICD 203.",
    "credibility": "1 (confirmed) to 6 (cannot be judged), the digit of the Admiralty code.",
    "confidence": "A number from 0 to 1, a machine's own estimate.",
    "reported": "When it was said, apart from when it held.",
    "lag": "How long after the event it was told.",
    "by": "The first speaker, before the source's usual chain.",
    "source": "The id of the source, where the file has several or another file declares it.",
    "date": "When it held, in EDTF: 2025-02-19, 2025-02, 2007/2017, 2023/.., 2024~, current; or {after: slug}.",
    "not": "true: the source says that it is not so.",
    "internal": "true, or a list of fields: leaves in no export, page or answer.",
    "attribution": "Who passed it on, first speaker first; the last one is the publisher.",
    "name": "What it is called, or a name for each language: {en: ..., es: ...}.",
    "aka": "Other names.",
    "was": "Former slugs, which go on leading here.",
    "iso": "A code of ISO 3166-1.",
    "wikidata": "An item, such as Q736.",
    "ids": "Identifiers by scheme.",
    "coordinates": "Latitude and longitude in degrees.",
    "precision": "How exact the coordinates are.",
    "unit": "The unit of an indicator.",
    "is": "The class.",
    "specificity": "named, collective or unspecified.",
}


def fact_file_schema(ontology: Ontology, slugs: Mapping[str, str], sources: Iterable[str]) -> Schema:
    """The schema of a fact file.

    Args:
        slugs: slug -> name of its class, as the case declares them.
        sources: ids of its sources.
    """
    words = _Words(ontology, slugs, sorted(sources))
    top: Schema = {
        "kg": {"enum": [1, "1"], "description": "The version of the format."},
        "language": {**TEXT, "description": "BCP 47 tag of names that say no other."},
        "source": {**words.ref("source"), "description": "Who said what follows, where and when."},
        "sources": {
            "anyOf": [words.ref("source"), _list(words.ref("source"))],
            "description": "Several sources; each fact then names its own.",
        },
        "attribution": {**words.slug_list("Actor"), "description": MEANINGS["attribution"]},
        "entities": _nullable(
            {
                "type": "object",
                "propertyNames": {"pattern": SLUG},
                "additionalProperties": words.ref("entity"),
                "description": "Slug: {is: Class, name: ...}.",
            }
        ),
        "facts": _nullable({"type": "array", "items": words.ref("fact"), "description": "What the source says, one fact an item."}),
    }
    return {
        "$schema": DRAFT,
        "title": "kg fact file",
        "type": "object",
        "required": ["kg"],
        "properties": top,
        "additionalProperties": False,
        "not": {"required": ["source", "sources"]},
        "definitions": words.definitions(),
    }


SLUG = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
_SLUGS = r"^\s*[^\s,]+(\s*,\s*[^\s,]+)*\s*$"


def _list(of: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": of}


def _nullable(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def texts() -> Schema:
    """One text or a list of them."""
    return {"anyOf": [TEXT, _list(TEXT)]}


class _Words:
    """The words of an ontology and a case as parts of a schema."""

    def __init__(self, ontology: Ontology, slugs: Mapping[str, str], sources: list[str]) -> None:
        self.ontology = ontology
        self.vocabulary = vocabulary_of(ontology)
        self.sources = sources
        self.properties = {item.name: item for iri, item in sorted(ontology.properties.items()) if item.name in self.vocabulary.kinds}
        self.nodes = [cls for _, cls in sorted(ontology.classes.items()) if cls.name in self.vocabulary.nodes]
        self.classes = sorted(self.vocabulary.classes)
        self._slugs = dict(sorted(slugs.items()))
        self._asked: set[str] = {"Actor", "Place"}

    def ref(self, name: str) -> Schema:
        """A reference to a definition."""
        return {"$ref": f"#/definitions/{name}"}

    def definitions(self) -> Schema:
        """Everything that is referred to."""
        found: Schema = {
            "source": self._source(),
            "entity": self._entity(),
            "fact": self._fact(),
            "line": self._line(),
            "plain": self._plain(),
            "names": self._names(),
            "date": self._date(),
            "alias": {
                "type": "object",
                "required": ["name"],
                "properties": dict.fromkeys(("name", "kind", "lang"), TEXT),
                "additionalProperties": False,
            },
        }
        found |= {f"field-{name}": {**schema, "description": MEANINGS[name]} for name, schema in self._fields().items()}
        found |= {f"describing-{name}": {**schema, "description": MEANINGS[name]} for name, schema in self._descriptors().items()}
        found |= {f"property-{name}": self._value(item) for name, item in self.properties.items()}
        found |= {f"node-{cls.name}": self._node(cls) for cls in self.nodes}
        found |= {f"slug-{name}": self._slug(name) for name in sorted(self._asked)}
        return found

    # -- slugs

    def slug_list(self, cls: str) -> Schema:
        """One slug, slugs separated by commas, or a list; those of a class are offered, others are let stand."""
        self._asked.add(cls)
        one = self.ref(f"slug-{cls}")
        return {"anyOf": [one, _list(one)]}

    def _slug(self, name: str) -> Schema:
        wanted = next((iri for iri, cls in self.ontology.classes.items() if cls.name == name), None)
        by_name = {cls.name: iri for iri, cls in self.ontology.classes.items()}
        fitting = [
            slug for slug, cls in self._slugs.items() if wanted is None or cls not in by_name or self.ontology.is_a(by_name[cls], wanted)
        ]
        any_slugs = {"type": ["string", "number", "boolean"], "pattern": _SLUGS}
        return {"anyOf": [{"enum": fitting}, any_slugs]} if fitting else any_slugs

    # -- sources, entities

    def _source(self) -> Schema:
        fields: Schema = dict.fromkeys(SOURCE_KEYS, TEXT)
        fields |= {"publisher": self.slug_list("Actor"), "attribution": self.slug_list("Actor"), "internal": FLAG}
        fields["publisher"] = self.ref("slug-Actor")
        fields["reliability"] = {"enum": list("ABCDEF"), "description": "A (completely reliable) to F (cannot be judged)."}
        fields["date"] = {**TEXT, "description": "When it was published, in EDTF."}
        fields["id"] = {**TEXT, "description": "A slug, such as ap-2025-02-19."}
        return {"type": "object", "required": ["id"], "properties": fields, "additionalProperties": False}

    def _entity(self) -> Schema:
        is_ = {"enum": self.classes, "description": MEANINGS["is"]}
        own: Schema = {
            "is": {"anyOf": [is_, _list(is_)]},
            "specificity": {**self._word("specificity"), "description": MEANINGS["specificity"]},
        }
        own |= {name: self.ref(f"describing-{name}") for name in sorted(DESCRIPTORS)}
        own |= {name: self.ref(f"field-{name}") for name in sorted(ENTITY_EVIDENCE)}
        return {"type": "object", "required": ["is"], "properties": own, "additionalProperties": False}

    def _names(self) -> Schema:
        return {"anyOf": [TEXT, {"type": "object", "minProperties": 1, "additionalProperties": TEXT}]}

    def _descriptors(self) -> Schema:
        degrees = {"type": "array", "minItems": 2, "maxItems": 2, "items": TEXT}
        parts = {"anyOf": [{"required": [part]} for part in ("name", "kind", "lang")]}
        other = {"if": {"type": "object", **parts}, "then": self.ref("alias"), "else": self.ref("names")}
        found: Schema = dict.fromkeys(DESCRIPTORS, TEXT)
        found |= {"name": self.ref("names"), "aka": {"anyOf": [other, {"type": "array", "items": other}]}, "coordinates": degrees}
        found |= {"was": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}, "ids": {"type": "object", "additionalProperties": TEXT}}
        return found

    # -- evidence

    def _fields(self) -> Schema:
        found: Schema = {name: TEXT if kind == "text" else texts() for name, (_, kind) in FIELDS.items()}
        found |= {name: self._word(name) for name in ("modality", "likelihood")}
        found |= {"rank": {"enum": ["preferred", "deprecated"]}, "not": FLAG, "date": self.ref("date")}
        found |= {"where": self.slug_list("Place"), "deniedBy": self.slug_list("Actor"), "attribution": self.slug_list("Actor")}
        found["by"] = self.ref("slug-Actor")
        found["credibility"] = {"enum": [*range(1, 7), *map(str, range(1, 7))]}
        found["internal"] = {"anyOf": [FLAG, _list({"enum": sorted(WITHHOLDABLE)})]}
        found["source"] = {"anyOf": [{"enum": self.sources}, TEXT]} if self.sources else TEXT
        found["retracted"] = {**TEXT, "not": {"enum": [True, False, "true", "false", "yes", "no"]}}
        return found

    def _date(self) -> Schema:
        relation = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False}
        relation["properties"] = dict.fromkeys(("same", "during", "after", "before"), TEXT)
        return {"anyOf": [TEXT, relation]}

    def _word(self, field: str) -> Schema:
        return self._individuals(next((iri for iri, cls in self.ontology.classes.items() if cls.name == WORDS_OF[field]), ""))

    def _individuals(self, cls: str) -> Schema:
        found = [item for item in self.ontology.individuals.values() if cls and self.ontology.is_a(item.type, cls)]
        return {"enum": sorted({word for item in found for word in (item.word, item.name)})}

    # -- facts

    def _fact(self) -> Schema:
        known = sorted({*self._evidence(), *DESCRIPTORS, "columns", "rows", *self.properties, *(cls.name for cls in self.nodes)})
        has = [{"required": [cls.name]} for cls in self.nodes]
        # One key after another: an editor offers the classes first, and the roles of the class that was chosen.
        keys: Schema = {cls.name: {**_nullable(TEXT), "description": _comment(cls)} for cls in self.nodes}
        keys |= {name: self.ref(f"field-{name}") for name in self._evidence()}
        node = {
            "type": "object",
            "properties": keys,
            "propertyNames": {"enum": known},
            "oneOf": has,
            "allOf": [{"if": {"required": [cls.name]}, "then": self.ref(f"node-{cls.name}")} for cls in self.nodes],
        }
        pairs = {"if": {"required": ["fact"]}, "then": self.ref("plain"), "else": node}
        return {"if": {"type": "object"}, "then": pairs, "else": self.ref("line")}

    def _evidence(self) -> list[str]:
        return sorted({*FIELDS, "date", "not", "internal", "attribution"})

    def _line(self) -> Schema:
        names = "|".join(sorted((re.escape(name) for name in self.properties), key=len, reverse=True))
        pattern = rf"^\s*[^\s,]+(\s*,\s*[^\s,]+)*\s+({names})\s+\S"
        return {
            "type": "string",
            "pattern": pattern,
            "description": "slug property slug",
            "patternErrorMessage": "Write 'slug property slug'.",
        }

    def _plain(self) -> Schema:
        own: Schema = {"fact": self.ref("line"), **{name: self.ref(f"field-{name}") for name in self._evidence()}}
        return {"type": "object", "required": ["fact"], "properties": own, "additionalProperties": False}

    def _node(self, cls: Class_) -> Schema:
        """What a fact of one class takes: evidence, names, and the roles whose domain the class is in."""
        roles = [item.name for item in self.properties.values() if _has(self.ontology, cls, item)]
        own: Schema = {name: self.ref(f"property-{name}") for name in roles}
        own |= {name: self.ref(f"describing-{name}") for name in sorted(DESCRIPTORS)}
        heads = sorted({*roles, *self._evidence(), *DESCRIPTORS})
        own["columns"] = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": heads}}
        cell = {"anyOf": [TEXT, _list(TEXT), {"enum": ["", None]}]}
        own["rows"] = {"type": "array", "items": {"type": "array", "items": cell}}
        allowed = sorted({cls.name, *own, *self._evidence()})
        return {
            "properties": own,
            "propertyNames": {"enum": allowed},
            "dependencies": {"columns": ["rows"], "rows": ["columns"]},
            "description": _comment(cls),
        }

    def _value(self, item: Property) -> Schema:
        kind = kind_of(self.ontology, item)
        if kind == "word":
            one = self._individuals(item.range or "")
            found = {"anyOf": [one, _list(one)]}
        elif kind == "object":
            range_ = self.ontology.classes.get(item.range or "")
            found = self.slug_list(range_.name if range_ else "Entity")
        else:
            found = texts()
        return {**found, "description": item.comment or item.label}


def _comment(cls: Class_) -> str:
    return cls.comment or cls.label


def _has(ontology: Ontology, cls: Class_, item: Property) -> bool:
    return item.domain is None or ontology.is_a(cls.iri, item.domain)
