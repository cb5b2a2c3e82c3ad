"""A JSON Schema for mappings (``*.map.yaml``), beside that for fact files.

Texts in a mapping are templates, so their words are not listed; the keys are, and the classes and properties.
"""

from __future__ import annotations

from typing import Any

from kg.facts.evidence import WITHHOLDABLE
from kg.facts.json_schema import FLAG, MEANINGS, TEXT, Schema, texts
from kg.facts.tables.column_spec import COLUMN_KEYS
from kg.facts.tables.mapping import CLEANINGS, SOURCE_FIELDS
from kg.facts.tables.mapping_file import ENTITY_KEYS, TABLE_KEYS, TOP_KEYS
from kg.facts.tables.reading import DESCRIBING, EVIDENCE
from kg.facts.vocabulary import vocabulary_of
from kg.ontology.ontology import Ontology

_ANY_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_PAIRS: Schema = {"type": "object", "additionalProperties": TEXT}


def mapping_schema(ontology: Ontology) -> Schema:
    """The schema of a mapping."""
    vocabulary = vocabulary_of(ontology)
    table, source, fact = _table(), _source(), _fact(sorted(vocabulary.nodes), sorted(vocabulary.kinds))
    many = {"anyOf": [table, {"type": "array", "items": table}]}
    own: Schema = {
        "kg": {"enum": [1, "1"], "description": "The version of the format."},
        "table": {**table, "description": "The table that is mapped."},
        "tables": {**many, "description": "Several tables of one shape."},
        "names": {"anyOf": [TEXT, _PAIRS], "description": "A reviewed list: spelling in the table -> slug; or a file with it."},
        "columns": {"type": "object", "additionalProperties": _column(), "description": "Columns that are made from others."},
        "source": {"anyOf": [source, TEXT], "description": "Who said it: whoever compiled the table."},
        "sources": {"type": "array", "items": source},
        "language": TEXT,
        "entities": {"type": "object", "additionalProperties": _entity(sorted(vocabulary.classes))},
        "facts": {"type": "array", "items": fact},
        "check": {"anyOf": [_check(), {"type": "array", "items": _check()}], "description": "What must hold in every row."},
        "skip": {"type": "array", "items": _skip(), "description": "Columns and rows that are left out, and why."},
    }
    own |= {name: _field(name) for name in TOP_KEYS if name not in own}
    return {"type": "object", "required": ["kg"], "properties": own, "additionalProperties": False, "title": "kg mapping"}


def _closed(properties: dict[str, Any], **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _table() -> Schema:
    own: Schema = dict.fromkeys(TABLE_KEYS, TEXT)
    own |= {"header": {"anyOf": [{"enum": ["none"]}, {"type": "integer", "minimum": 1}, {"type": "string"}, texts()]}, "rename": _PAIRS}
    clean = {"enum": sorted(CLEANINGS)}
    own |= {"clean": {"anyOf": [clean, {"type": "array", "items": clean}]}, "empty": texts(), "expect": _closed({"rows": TEXT})}
    return _closed(own, oneOf=[{"required": ["file"]}, {"required": ["files"]}])


def _source() -> Schema:
    own: Schema = {**dict.fromkeys(SOURCE_FIELDS, TEXT), "attribution": texts(), "internal": FLAG}
    return _closed(own, required=["id"])


def _column() -> Schema:
    own: Schema = dict.fromkeys(COLUMN_KEYS, texts())
    separators = {"anyOf": [_ANY_TEXT, {"type": "array", "items": _ANY_TEXT}]}
    own |= {"split": separators, "values": {"type": "object", "additionalProperties": _ANY_TEXT}, "else": _ANY_TEXT}
    own |= {"unpivot": {"anyOf": [texts(), _PAIRS]}}
    return {"anyOf": [TEXT, _closed(own)]}


def _entity(classes: list[str]) -> Schema:
    own: Schema = {name: _field(name) for name in ENTITY_KEYS}
    known = {"anyOf": [{"enum": classes}, {"type": "string", "pattern": r"\{.*\}"}]}
    own |= {"is": {"anyOf": [known, {"type": "array", "items": known}], "description": MEANINGS["is"]}, "declare": FLAG, "if": TEXT}
    return _closed(own)


def _fact(nodes: list[str], properties: list[str]) -> Schema:
    evidence = {name: _field(name) for name in EVIDENCE}
    shared: Schema = {**evidence, "for": {"type": "object", "additionalProperties": {"anyOf": [texts(), _PAIRS]}}, "if": TEXT}
    plain = _closed({"fact": TEXT, "unordered": {"enum": ["same"]}, **shared})
    roles = {name: texts() for name in properties} | {name: _field(name) for name in DESCRIBING}
    node = _closed({**dict.fromkeys(nodes, _ANY_TEXT), **roles, **shared}, oneOf=[{"required": [name]} for name in nodes])
    pairs = {"if": {"required": ["fact"]}, "then": plain, "else": node}
    return {"if": {"type": "object"}, "then": pairs, "else": TEXT}


def _check() -> Schema:
    return {"anyOf": [TEXT, _closed({"check": TEXT, "because": TEXT}, required=["check"])]}


def _skip() -> Schema:
    own: Schema = {"column": texts(), "columns": texts(), "rows": TEXT, "because": TEXT, "check": TEXT}
    return _closed(own, anyOf=[{"required": ["because"]}, {"required": ["check"]}])


def _field(name: str) -> Schema:
    """A field of evidence or a name, as a template."""
    found: Schema = texts()
    if name == "internal":
        found = {"anyOf": [FLAG, {"type": "array", "items": {"enum": sorted(WITHHOLDABLE)}}]}
    elif name == "date":
        relation = _closed(dict.fromkeys(("same", "during", "after", "before"), TEXT), minProperties=1, maxProperties=1)
        found = {"anyOf": [TEXT, relation]}
    elif name == "cites":
        found = {"anyOf": [texts(), _closed({"each": texts(), "publisher": TEXT})]}
    elif name in ("name", "aka"):
        named = {"anyOf": [TEXT, _PAIRS]}
        found = {"anyOf": [named, {"type": "array", "items": named}]}
    elif name == "ids":
        found = _PAIRS
    elif name == "coordinates":
        found = {"type": "array", "minItems": 2, "maxItems": 2, "items": TEXT}
    return {**found, "description": MEANINGS[name]} if name in MEANINGS else found
