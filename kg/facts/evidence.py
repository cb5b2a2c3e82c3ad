"""Evidence: the fields of a fact that say who said it, when, where and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from kg.facts.rows import SEPARATOR
from kg.facts.yaml_text import Document, Node, at, is_null

FIELDS: Mapping[str, tuple[str, str]] = {
    "id": ("id", "text"),
    "quote": ("quotes", "texts"),
    "at": ("ats", "texts"),
    "note": ("notes", "texts"),
    "cites": ("cites", "texts"),
    "as": ("manner", "text"),
    "where": ("place", "texts"),
    "amount": ("amount", "text"),
    "modality": ("modality", "text"),
    "deniedBy": ("denied_by", "texts"),
    "rank": ("rank", "text"),
    "retracted": ("retracted", "text"),
    "likelihood": ("likelihood", "text"),
    "credibility": ("credibility", "text"),
    "confidence": ("confidence", "text"),
    "reported": ("reported", "text"),
    "lag": ("lag", "text"),
    "by": ("by", "text"),
    "source": ("source", "text"),
}
"""Field of a fact -> column of a claim row, and whether it takes one text or several."""

ROLE_COLUMNS = ("source", "by", "chain", "modality", "negated", "rank", "retracted", "denied_by", "internal")
"""What a node's roles share with its class claim; all else is read there."""

WITHHOLDABLE = frozenset({"quote", "at", "note", "cites", "as", "where", "amount", "lag", "deniedBy", "by", "attribution"})
"""Fields that ``internal: [..]`` may name."""

_RELATIONS = frozenset({"same", "during", "after", "before"})


@dataclass
class Evidence:
    """The evidence of one fact: columns of a claim row, and where each field stands."""

    columns: dict[str, Any] = field(default_factory=dict)
    marks: str = ""

    def mark(self, name: str, place: tuple[int, int]) -> None:
        """Remember where a field stands."""
        self.marks += f" {name}={place[0]}:{place[1]}"


def is_evidence(key: str) -> bool:
    """True for a field of every fact, whatever its class or property."""
    return key in FIELDS or key in ("date", "not", "internal", "attribution")


def read_evidence(document: Document, key: yaml.ScalarNode, value: Node, into: Evidence) -> None:
    """Read one field into ``into``; what does not fit is reported."""
    name = key.value
    into.mark(name, at(value))
    if name == "date":
        _read_date(document, value, into)
    elif name == "not":
        into.columns["negated"] = read_flag(document, value, "not")
    elif name == "internal":
        _read_internal(document, value, into)
    elif name == "attribution":
        into.columns["chain"] = _joined(document, value, "attribution", ">", into)
    else:
        column, kind = FIELDS[name]
        text = document.text(value, f"'{name}'") if kind == "text" else _joined(document, value, name, SEPARATOR, into)
        if name == "retracted" and text in ("true", "false", "yes", "no"):
            document.report(value, "wrong-value", "'retracted' gives no reason.", "Write why, such as 'retracted: corrected on 3 March'.")
        into.columns[column] = text.strip() if text else text  # white space at the ends of a text means nothing


def read_flag(document: Document, value: Node, name: str) -> bool:
    """A ``true`` or ``false``; anything else is reported and false."""
    text = document.text(value, f"'{name}'")
    if text not in (None, "true", "false"):
        document.report(value, "wrong-value", f"'{name}' is true or false, not '{text}'.")
    return text == "true"


def _joined(document: Document, value: Node, name: str, separator: str, into: Evidence) -> str | None:
    found = document.texts(value, f"'{name}'")
    if isinstance(value, yaml.SequenceNode):
        for number, (_, item) in enumerate(found, 1):
            into.mark(f"{name}{number}", at(item))
    return separator.join(text.strip() for text, _ in found) or None


def _read_date(document: Document, value: Node, into: Evidence) -> None:
    if isinstance(value, yaml.MappingNode) and not value.value:
        document.report(value, "no-value", "'date' says nothing.", "Give it a value, or delete the key.")
    elif isinstance(value, yaml.MappingNode) and all(isinstance(key, yaml.ScalarNode) and is_null(item) for key, item in value.value):
        text = ",".join(key.value for key, _ in value.value)
        document.report(value, "date", "a date that begins with '{' must be in quotes.", f'Write "{{{text}}}".')
    elif isinstance(value, yaml.MappingNode):
        for key, anchor in document.pairs(value, "'date'"):
            if key.value not in _RELATIONS or into.columns.get("relation"):
                document.report(
                    key, "date", f"'{key.value}' does not relate a date to a node.", "Use one of 'same', 'during', 'after', 'before'."
                )
                continue
            into.columns["relation"] = key.value
            into.columns["anchor"] = document.text(anchor, f"'{key.value}'")
            into.mark("anchor", at(anchor))
    elif isinstance(value, yaml.SequenceNode):
        refuse_set(document, value)
    else:
        into.columns["date"] = document.text(value, "'date'")


def refuse_set(document: Document, value: yaml.SequenceNode) -> None:
    """Say how to write a date that begins with ``[``, which YAML reads as a list."""
    text = ",".join(item.value for item in value.value if isinstance(item, yaml.ScalarNode))
    document.report(value, "date", "a date that begins with '[' must be in quotes.", f'Write "[{text}]".')


def _read_internal(document: Document, value: Node, into: Evidence) -> None:
    """What is internal; a mistake in it is told without a word of the fact, and everything is internal then."""
    fields = f"A list can hold {', '.join(sorted(WITHHOLDABLE))}."
    if not isinstance(value, yaml.SequenceNode):
        text = value.value if isinstance(value, yaml.ScalarNode) and document.fresh(value) else None
        if text not in ("true", "false"):
            remedy = f"Write 'internal: [{text}]'." if text in WITHHOLDABLE else f"Write 'internal: true'. {fields}"
            document.report(value, "internal-mark", "'internal' is true, false or a list of fields.", remedy)
        into.columns["internal"] = text != "false"
        return
    names = []
    for item in document.items(value):
        text = item.value if isinstance(item, yaml.ScalarNode) and document.fresh(item) else None
        if text in WITHHOLDABLE:
            names.append(text)
        else:
            document.report(item, "internal-mark", "this cannot be internal by itself.", fields)
    if not value.value:
        document.report(value, "internal-mark", "'internal' names no field.", f"Write 'internal: true'. {fields}")
    into.columns["withheld"] = " ".join(names) or None
