"""Entities of a projection, and the looks of the classes that are in use."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.terms import KGA, SCHEMA, SKOS
from kg.network.description import LABEL, TYPE, Described, Term, one, texts
from kg.network.naming import Naming
from kg.network.network import ClassLook, Coordinates, Entity, Identifier, Name, Outline
from kg.ontology.ontology import ENTITY, SITUATION, Ontology

ALIAS = SKOS + "altLabel"
WIKIDATA = "http://www.wikidata.org/entity/"
_WEB = ("http://", "https://")

Facts = dict[str, list[Term]]


def entities_of(entities: Described, naming: Naming, ontology: Ontology) -> list[Entity]:
    """Every entity, sorted by id."""
    classes: dict[frozenset[str], str] = {}
    found = []
    for iri, facts in entities.items():
        types = frozenset(term.value for term in facts.get(TYPE, ()))
        if types not in classes:
            classes[types] = most_specific(types, ontology)
        found.append(_entity(iri, facts, classes[types], naming, situation=SITUATION in types))
    return sorted(found, key=lambda entity: entity.id)


def most_specific(types: Iterable[str], ontology: Ontology) -> str:
    """The IRI of the class that says most: no other one is below it; of several the deepest, then the first by IRI.

    kga:Entity where no type is a class of the ontology.
    """
    known = [iri for iri in types if iri in ontology.classes]
    lowest = [iri for iri in known if not any(other != iri and ontology.is_a(other, iri) for other in known)]
    return min(lowest, key=lambda iri: (-len(ontology.superclasses(iri)), iri), default=ENTITY)


def class_looks(names: Iterable[str], ontology: Ontology) -> dict[str, ClassLook]:
    """How each class looks, by name, in order of name; names that are no class of the ontology are left out."""
    found = {}
    for name in sorted(set(names)):
        iri = ontology.by_name.get(name)
        if iri is None:
            continue
        cls = ontology.classes[iri]
        up = tuple(ontology.classes[above].name for above in ontology.superclasses(iri) if above != iri)
        outline = Outline(*cls.outline)
        found[name] = ClassLook(label=cls.label, up=up, color=cls.color, outline=outline, shape=cls.shape, legend=cls.legend)
    return found


def _entity(iri: str, facts: Facts, cls: str, naming: Naming, *, situation: bool) -> Entity:
    specificity = naming.word(one(facts.get(KGA + "specificity")))
    short = naming.id(iri)
    return Entity(
        id=short,
        class_=naming.cls(cls),
        name=naming.best_name(facts[LABEL]) if LABEL in facts else short,
        names=_names(facts),
        specificity=None if specificity == "named" else specificity,
        ids=_identifiers(facts),
        situation=situation,
        date=naming.when(facts) if situation else None,
        unit=one(facts.get(KGA + "unit")),
        coordinates=_coordinates(facts),
    )


def _names(facts: Facts) -> tuple[Name, ...]:
    stated = [(kind, term) for predicate, kind in ((LABEL, "name"), (ALIAS, "alias")) for term in facts.get(predicate, ())]
    found = {Name(term.value, kind, getattr(term, "language", None)) for kind, term in stated}
    return tuple(sorted(found, key=lambda name: (name.kind != "name", name.lang or "", name.text)))


def _identifiers(facts: Facts) -> tuple[Identifier, ...]:
    """Identifiers elsewhere: those of the same thing on the web with an address, the others as scheme and value."""
    web = [_same_as(address) for address in texts(facts.get(SCHEMA + "sameAs"))]
    schemes = [Identifier(text.replace("iso3166-1:", "ISO 3166-1 ")) for text in texts(facts.get(SCHEMA + "identifier"))]
    return (*schemes, *web)


def _same_as(address: str) -> Identifier:
    if address.startswith(WIKIDATA):
        item = address[len(WIKIDATA) :]
        return Identifier(f"Wikidata {item}", f"https://www.wikidata.org/wiki/{item}")
    return Identifier(address, address if address.startswith(_WEB) else None)


def _coordinates(facts: Facts) -> Coordinates | None:
    latitude, longitude = one(facts.get(SCHEMA + "latitude")), one(facts.get(SCHEMA + "longitude"))
    return None if latitude is None or longitude is None else Coordinates(latitude, longitude, one(facts.get(KGA + "precision")))
