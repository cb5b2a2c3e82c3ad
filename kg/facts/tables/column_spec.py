"""Reading ``columns:``: how a derived column is written."""

from __future__ import annotations

import yaml

from kg.facts.tables.mapping import ColumnSpec
from kg.facts.tables.reading import Reading
from kg.facts.yaml_text import Node, is_null

COLUMN_KEYS = ("from", "split", "match", "find", "rest", "date", "values", "else", "unpivot", "number")


def read_column(reading: Reading, key: yaml.ScalarNode, value: Node) -> ColumnSpec | None:
    """One derived column; None, with findings, when it cannot be one."""
    spec, before = ColumnSpec(key.value, key), len(reading.document.findings)
    for name, _, item in reading.known(value, f"column '{key.value}'", COLUMN_KEYS):
        if name == "from":
            spec.origin = reading.texts(item, name)
        elif name == "split":
            spec.split = tuple(_separators(item))
        elif name in ("find", "rest", "match", "number"):
            setattr(spec, name, reading.text(item, name))
        elif name == "date":
            spec.dates = reading.texts(item, name)
        elif name == "values":
            spec.values = {word.value: None if is_null(to) else to.value for word, to in reading.document.pairs(item, "'values'")}
        elif name == "else":
            found = reading.text(item, name)
            spec.otherwise = found.text if found else None
        elif isinstance(item, yaml.ScalarNode):
            spec.unpivot = reading.text(item, name)
        else:
            spec.unpivot = reading.pairs_or_list(item, name)
    _judge(reading, spec)
    return spec if len(reading.document.findings) == before else None


def _separators(node: Node) -> list[str]:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [item.value for item in items if isinstance(item, yaml.ScalarNode) and item.value]


def _judge(reading: Reading, spec: ColumnSpec) -> None:
    """Report what cannot go together."""
    report = reading.document.report
    if spec.match and (spec.dates or spec.values is not None or spec.number or spec.find):
        report(spec.node, "wrong-shape", "'match' stands alone.", "Make a further column 'from: name.group'.")
    if spec.unpivot is not None and (spec.origin or spec.split or spec.match or spec.find):
        report(spec.node, "wrong-shape", "'unpivot' names its columns itself.", "Delete the other keys.")
    if spec.rest and not spec.find:
        report(spec.rest.node, "wrong-shape", "'rest' is what 'find' leaves.", "Add 'find', or delete it.")
    if spec.split and spec.find:
        report(spec.node, "wrong-shape", "'split' and 'find' both make a list.", "Keep one.")
    if spec.otherwise is not None and spec.values is None:
        report(spec.node, "wrong-shape", "'else' belongs to 'values'.", "Add 'values', or delete it.")
