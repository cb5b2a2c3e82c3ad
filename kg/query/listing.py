"""What is in a graph: its classes with their counts, or the entities of one class."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from kg.errors import UsageError
from kg.model.printable import printable
from kg.ontology.ontology import ENTITY, Ontology
from kg.query.run import Store, select


class ClassCount(NamedTuple):
    """A class that has entities.

    Args:
        name: as fact files write it.
        label: in words.
        entities: entities of it and of its subclasses.
        depth: how far below the topmost class, counted from 0, on the way first written in the ontology.
    """

    name: str
    label: str
    entities: int
    depth: int


class Listed(NamedTuple):
    """An entity of a class.

    Args:
        id: slug, or the IRI relative to the base.
        name: in the case's language where there is one.
        classes: names of its most specific classes.
    """

    id: str
    name: str
    classes: str


def classes(store: Store, ontology: Ontology) -> list[ClassCount]:
    """The classes that have entities, each below its superclass."""
    rows = select(store, "SELECT ?c (COUNT(DISTINCT ?e) AS ?n) { ?e a kga:Entity , ?c } GROUP BY ?c")
    counts = {cls.value: int(number.value) for cls, number in rows if cls.value in ontology.classes}
    return list(_walk(ontology, ENTITY, counts, 0, set()))


def _walk(ontology: Ontology, iri: str, counts: dict[str, int], depth: int, seen: set[str]) -> Iterator[ClassCount]:
    if iri in seen or iri not in counts:
        return
    seen.add(iri)
    cls = ontology.classes[iri]
    yield ClassCount(cls.name, cls.label, counts[iri], depth)
    for below, other in ontology.classes.items():
        if iri in other.parents:
            yield from _walk(ontology, below, counts, depth + 1, seen)


def entities(store: Store, ontology: Ontology, class_name: str, *, language: str = "en") -> list[Listed]:
    """The entities of a class and of its subclasses, sorted by slug.

    Args:
        class_name: as fact files write it, such as ``Cartel``.
        language: BCP 47 tag of the names to prefer.

    Raises:
        UsageError: the ontology has no such class (with near ones).
    """
    iri = ontology.by_name.get(class_name.removeprefix("kga:"))
    if iri is None:
        raise UsageError(f"the ontology has no class '{printable(class_name)}'.", remedy=_near(ontology, class_name))
    names: dict[str, tuple[bool, str]] = {}
    types: dict[str, set[str]] = {}
    for entity, label, cls in select(store, f"SELECT ?e ?l ?c {{ ?e a <{iri}> , ?c . OPTIONAL {{ ?e rdfs:label ?l }} }}"):
        types.setdefault(entity.value, set()).add(cls.value)
        rank = (True, "") if label is None else (label.language != language, label.value)
        names[entity.value] = min(names.get(entity.value, rank), rank)
    return sorted(Listed(entity.removeprefix(store.base), names[entity][1], _lowest(ontology, found)) for entity, found in types.items())


def _lowest(ontology: Ontology, types: set[str]) -> str:
    known = [iri for iri in types if iri in ontology.classes]
    return ", ".join(
        sorted(ontology.classes[iri].name for iri in known if not any(other != iri and ontology.is_a(other, iri) for other in known))
    )


def _near(ontology: Ontology, name: str) -> str:
    folded = {known.lower(): known for known in ontology.by_name} | {cls.label.lower(): cls.name for cls in ontology.classes.values()}
    close = get_close_matches(name.lower(), folded, 3, 0.6)
    return (
        f"Did you mean {' or '.join(dict.fromkeys(repr(folded[word]) for word in close))}?"
        if close
        else "'kg list' shows the classes in use."
    )
