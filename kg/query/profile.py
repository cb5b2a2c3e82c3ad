"""What is known about one thing, ready to be shown: statements in groups, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.query.evidence import Evidence


@dataclass(frozen=True)
class Statement:
    """One thing that is said.

    Args:
        what: the other entity's name, the value, or the whole sentence, in words.
        id: the other entity's slug; empty for a value or a sentence.
        roles: for an event or state in which the entity has a role: its date and its other roles, in words.
        stands: the plain triple is in the graph; true where ``what`` says itself that it is denied or not so.
        negated: every claim says that it is not so, and ``what`` does not say it.
        derived: no source states it; the build concluded it from what they state.
        evidence: one for each claim, sorted by the source's date.
    """

    what: str
    id: str = ""
    roles: tuple[str, ...] = ()
    stands: bool = True
    negated: bool = False
    derived: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def state(self) -> str:
        """What a reader must know of it before its evidence, in words; empty for what simply stands."""
        if self.derived:
            return "follows from other statements"
        if self.negated:
            return "said not to be so"
        if not self.stands:
            return "does not stand in the graph"
        return "contested" if any(item.against for item in self.evidence) else ""


@dataclass(frozen=True)
class Group:
    """Statements with one property; of a source, those about one subject.

    Args:
        heading: ``operates in`` for what the entity does, ``... operates in Ecuador`` for what is done to it, ``agent in`` for a role.
        property: name of the property, as fact files write it; empty below a source.
        outgoing: the entity is the subject.
        statements: sorted by name.
    """

    heading: str
    property: str
    outgoing: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Profile:
    """What is known about an entity, or what a source says.

    Args:
        iri, id: its IRI, and that relative to the base.
        name: in the case's language where there is one.
        classes: labels of its most specific classes.
        class_evidence: claims of sources that class it; empty when it is declared without a source.
        traits: label and text: other names, identifiers, dates, and so on.
        groups: outgoing ones first; of a source, one for each thing that it speaks of.
        mentions: heading and statements: what it said, denied or passed on, what holds there, sources it published.
        asked: the old slug it was asked by, when it has another one now.
        is_source: it is a source, and ``groups`` are what it says.
    """

    iri: str
    id: str
    name: str
    classes: tuple[str, ...]
    class_evidence: tuple[Evidence, ...]
    traits: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    mentions: tuple[tuple[str, tuple[Statement, ...]], ...] = field(default=())
    asked: str = ""
    is_source: bool = False

    @property
    def evidence(self) -> list[Evidence]:
        """The evidence of what is said about it, in the order in which it is shown."""
        return [*self.class_evidence, *_evidence(item for group in self.groups for item in group.statements)]

    @property
    def every_evidence(self) -> list[Evidence]:
        """All evidence in it, that of its mentions too."""
        return [*self.evidence, *_evidence(item for _, statements in self.mentions for item in statements)]


def _evidence(statements: Iterator[Statement]) -> Iterator[Evidence]:
    return (item for statement in statements for item in statement.evidence)
