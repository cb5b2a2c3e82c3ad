"""Where slugs stand in a fact file: every place that names an entity or node, and nothing that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kg.facts.fact_line import LineProblem, parse_line
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Node, is_null

_NAME = re.compile(r"[^\s,]+")
_SLUG_FIELDS = frozenset({"by", "where", "deniedBy", "attribution", "publisher"})


@dataclass(frozen=True)
class SlugPlace:
    """One slug in a file.

    Args:
        slug: as written.
        node: the scalar it stands in.
        word: which of the scalar's words (cut at white space and commas) it is, counted from 0.
        declares: the mapping that declares it, when this place is a declaration (of an entity, or of a node by its key); else None.
    """

    slug: str
    node: yaml.ScalarNode
    word: int = 0
    declares: yaml.MappingNode | None = None


def slug_places(root: Node | None, vocabulary: Vocabulary) -> Iterator[SlugPlace]:
    """The slugs of a fact file, in no order; what is no fact file has none.

    Old slugs in ``was`` are not among them: they are to stay as they are.
    """
    for key, value in _pairs(root):
        if key in ("source", "sources"):
            for source in _items(value):
                yield from _fields(source)
        elif key == "attribution":
            yield from _names(value)
        elif key == "entities":
            yield from _entities(value)
        elif key == "facts":
            for fact in _items(value):
                yield from _fact(fact, vocabulary)


def old_slugs(root: Node | None) -> Iterator[str]:
    """Every old slug that some ``was`` keeps."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value == "was":
                    yield from (place.slug for place in _names(value))
                else:
                    stack.append(value)
        elif isinstance(node, yaml.SequenceNode):
            stack += node.value


def words_of(text: str) -> list[re.Match[str]]:
    """The words of a text, cut as fact lines are: at white space and commas."""
    return list(_NAME.finditer(text))


def _entities(node: Node) -> Iterator[SlugPlace]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield SlugPlace(key.value, key, 0, value if isinstance(value, yaml.MappingNode) else None)
                yield from _fields(value)


def _fact(node: Node, vocabulary: Vocabulary) -> Iterator[SlugPlace]:
    if isinstance(node, yaml.ScalarNode):
        yield from _line(node, vocabulary)
        return
    yield from _fields(node)
    cells: dict[str, Node] = dict(_pairs(node))
    for key, value in cells.items():
        if key == "fact" and isinstance(value, yaml.ScalarNode):
            yield from _line(value, vocabulary)
        elif key == "rows" and "columns" in cells:
            yield from _table(cells["columns"], value, vocabulary)
        else:
            yield from _role(key, value, node, vocabulary)


def _role(key: str, value: Node, fact: Node, vocabulary: Vocabulary) -> Iterator[SlugPlace]:
    """The slugs of a role, or of a class key: there the node's own slug, or the object of the class's key property."""
    if key in vocabulary.nodes:
        by_property = vocabulary.nodes[key]
        if by_property is None and isinstance(value, yaml.ScalarNode) and not is_null(value) and isinstance(fact, yaml.MappingNode):
            yield SlugPlace(value.value.strip(), value, 0, fact)
        elif by_property is not None and vocabulary.kinds.get(by_property) == "object":
            yield from _names(value)
    elif vocabulary.kinds.get(key) == "object":
        yield from _names(value)


def _table(columns: Node, rows: Node, vocabulary: Vocabulary) -> Iterator[SlugPlace]:
    heads = [head.value for head in _items(columns) if isinstance(head, yaml.ScalarNode)]
    for row in _items(rows):
        for head, cell in zip(heads, _items(row), strict=False):
            yield from _names(cell) if head in _SLUG_FIELDS else _role(head, cell, row, vocabulary)


def _fields(node: Node) -> Iterator[SlugPlace]:
    """The slugs in the evidence of a fact, entity or source."""
    for key, value in _pairs(node):
        if key in _SLUG_FIELDS:
            yield from _names(value)
        elif key == "date" and isinstance(value, yaml.MappingNode):
            for _, anchor in _pairs(value):
                yield from _names(anchor)


def _line(node: yaml.ScalarNode, vocabulary: Vocabulary) -> Iterator[SlugPlace]:
    fact = parse_line(node.value, vocabulary)
    if isinstance(fact, LineProblem):
        return
    at = {match.start(): number for number, match in enumerate(words_of(node.value))}
    objects = fact.objects if vocabulary.kinds.get(fact.predicate) == "object" else ()
    for slug, offset in (*fact.subjects, *objects):
        yield SlugPlace(slug, node, at[offset])


def _names(node: Node) -> Iterator[SlugPlace]:
    for item in _items(node):
        if isinstance(item, yaml.ScalarNode) and not is_null(item):
            for number, match in enumerate(words_of(item.value)):
                yield SlugPlace(match[0], item, number)


def _items(node: Node) -> list[Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key.value, value
