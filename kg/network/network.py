"""A case as a network: entities, statements about them, the claims behind each statement, and the sources of those.

The fields are the keys of ``network.json``, which leaves out those that hold nothing (their defaults).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

FORMAT = 1
"""Version of the shape of ``network.json``."""

Bounds: TypeAlias = tuple[str | None, str | None, str | None, str | None]
"""Earliest and latest day of the start, then of the end (ISO 8601, inclusive); None where unknown or open."""

UNDATED: Bounds = (None, None, None, None)
"""The bounds of what has none. This one object stands for them everywhere, for it is by identity that a default is left out."""


class When(Struct, frozen=True, omit_defaults=True):
    """A date.

    Args:
        words: "between January and April 2025".
        bounds: the days between which it begins and ends.
        edtf: as the source's date was written, in EDTF.
        written: what was written instead of EDTF, such as ``during: base-agreement-termination``.
    """

    words: str
    bounds: Bounds = UNDATED
    edtf: str | None = None
    written: str | None = None


class Value(Struct, frozen=True, omit_defaults=True):
    """A value that is no entity: text, a number, or a fixed word of the ontology.

    Args:
        text: the lexical form; of a fixed word its label.
        datatype: as a CURIE (``xsd:decimal``), of a fixed word its class (``kga:Status``); None for plain text.
        unit: of a number, where one is known.
        exactness: ``approximate``, ``at-least``, ``at-most`` or ``range``; None for an exact number.
        min, max: ends of a range, decimals as text.
    """

    text: str
    datatype: str | None = None
    unit: str | None = None
    exactness: str | None = None
    min: str | None = None
    max: str | None = None


class Amount(Struct, frozen=True, omit_defaults=True):
    """A quantity on a relation; fields as in :class:`Value`, ``value`` being a decimal as text."""

    value: str
    unit: str | None = None
    exactness: str | None = None
    min: str | None = None
    max: str | None = None


class Name(Struct, frozen=True, omit_defaults=True):
    """A name in one language; ``kind`` is ``name`` or ``alias``."""

    text: str
    kind: str
    lang: str | None = None


class Identifier(Struct, frozen=True, omit_defaults=True):
    """An identifier elsewhere, with the page it leads to where there is one."""

    text: str
    url: str | None = None


class Coordinates(Struct, frozen=True, omit_defaults=True):
    """A place on the WGS 84 globe: degrees as decimals in text; ``precision`` in the file's own words."""

    latitude: str
    longitude: str
    precision: str | None = None


class Entity(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """A node of the network: an actor, a place, a text, an idea, or a situation.

    Args:
        id: IRI relative to the case's base: the slug.
        class_: name of its most specific class.
        name: what it is called on a picture.
        names: all names and aliases.
        specificity: ``collective`` or ``unspecified``; None for something named.
        ids: identifiers elsewhere.
        situation: it happens or holds for a time.
        date: of a situation, what its live claims agree on.
        unit: of an indicator or an observation.
    """

    id: str
    class_: str
    name: str
    names: tuple[Name, ...] = ()
    specificity: str | None = None
    ids: tuple[Identifier, ...] = ()
    situation: bool = False
    date: When | None = None
    unit: str | None = None
    coordinates: Coordinates | None = None


class Statement(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A triple, with every claim that speaks of it.

    Args:
        s: id of the subject.
        p: name of the property; ``type`` for rdf:type.
        o: id of the object, or the name of a class where ``p`` is ``type``; None when there is a value instead.
        v: the value.
        stands: the triple is in the graph.
        derived: no source says it; it follows from what sources say.
        state: words of doubt, see :func:`kg.network.states.states_of`.
        claims: ids, sorted.
        rivals: places in :attr:`Network.statements` of the statements it is contested by.
    """

    s: str
    p: str
    o: str | None = None
    v: Value | None = None
    stands: bool
    derived: bool = False
    state: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()


class Hop(Struct, frozen=True, omit_defaults=True):
    """One speaker of an attribution chain: an entity id or ``withheld``, who ``said``, ``reported`` or ``republished`` it."""

    speaker: str
    act: str | None = None


class Claim(Struct, frozen=True, omit_defaults=True, rename={"denied_by": "deniedBy", "as_": "as"}):
    """What one source says: one triple, and how it says it.

    Args:
        id: IRI relative to the base, ``claim/...``.
        source: id of the source.
        s, p, o, v: the triple, as in :class:`Statement`.
        chain: who said it to whom, the first speaker first.
        node: id of the class claim of the same source that gives a role of a situation its date and evidence.
        modality, rank, status, likelihood: fixed words as fact files write them; None where nothing is stated.
        cites: addresses of documents that the source points to.

    The other fields are the reserved words of fact files (FORMAT.md, section 2).
    """

    id: str
    source: str
    s: str
    p: str
    o: str | None = None
    v: Value | None = None
    date: When | None = None
    quotes: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    chain: tuple[Hop, ...] = ()
    modality: str | None = None
    negated: bool = False
    denied_by: tuple[str, ...] = ()
    rank: str | None = None
    status: str | None = None
    retracted: str | None = None
    likelihood: str | None = None
    credibility: int | None = None
    confidence: str | None = None
    as_: str | None = None
    where: str | None = None
    lag: str | None = None
    amount: Amount | None = None
    cites: tuple[str, ...] = ()
    reported: When | None = None
    contradicts: tuple[str, ...] = ()
    node: str | None = None

    @property
    def live(self) -> bool:
        """The claim has not been taken back."""
        return self.status != "retracted"


class Source(Struct, frozen=True, omit_defaults=True):
    """Where claims were read; ``publisher`` is an entity id or ``withheld``."""

    id: str
    title: str | None = None
    publisher: str | None = None
    date: When | None = None
    url: str | None = None
    type: str | None = None
    reliability: str | None = None
    language: str | None = None
    author: str | None = None
    accessed: When | None = None
    archived: str | None = None


class Outline(Struct, frozen=True):
    """The colour of an outline, ``#rrggbb``, on a light page and on a dark one."""

    light: str
    dark: str


class ClassLook(Struct, frozen=True):
    """A class in use: its words, the names of all classes above it (nearest first), and how it is drawn."""

    label: str
    up: tuple[str, ...]
    color: str
    outline: Outline
    shape: str
    legend: str


class PropertyLook(Struct, frozen=True):
    """A property in use: its words, how an edge reads, whether it draws one, and whether that edge has no direction.

    ``timeless``: a statement without a date holds at any time.
    """

    label: str
    reads: str
    draws: bool
    symmetric: bool
    timeless: bool = False


class Network(Struct, frozen=True):
    """A case, ready to be drawn or analysed.

    Args:
        base: IRI in front of every id.
        language: BCP 47 tag of the case.
        classes, properties: those in use, by name.
        entities, claims, sources: sorted by id.
        statements: sorted by subject, property and object.
    """

    title: str
    base: str
    language: str
    classes: dict[str, ClassLook]
    properties: dict[str, PropertyLook]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def drawn(self) -> list[tuple[int, Statement]]:
        """The statements that are lines of a picture, each with its place in :attr:`statements`.

        They hold between two entities, by a property that draws an edge; those that do not stand are among them.
        """
        known = {entity.id for entity in self.entities}
        draws = {name for name, look in self.properties.items() if look.draws}
        return [(i, s) for i, s in enumerate(self.statements) if s.p in draws and s.o in known]

    def parts(self) -> dict[str, Any]:
        """The keys of ``network.json`` with what they hold, in the types of this module."""
        return {
            "kg": FORMAT,
            "title": self.title,
            "base": self.base,
            "language": self.language,
            "classes": self.classes,
            "properties": self.properties,
            "entities": self.entities,
            "statements": self.statements,
            "claims": self.claims,
            "sources": self.sources,
        }

    def to_dict(self) -> dict[str, Any]:
        """The shape of ``network.json``: plain dicts, lists, strings, numbers and booleans, without empty fields."""
        found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self.parts()))
        return found
