"""Everything known about one entity, grouped by property, each statement with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import QueryError
from kg.model.printable import printable
from kg.model.terms import KGA, PREFIXES, SCHEMA, SKOS, expand
from kg.ontology.ontology import SITUATION, Ontology
from kg.query import neighbourhood as near
from kg.query.evidence import Reader
from kg.query.mentions import mentions
from kg.query.neighbourhood import LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, Neighbourhood, neighbourhood
from kg.query.profile import Group, Profile, Statement
from kg.query.run import Store, select, slugs
from kg.query.source_profile import SOURCE_CLASS, source_profile

_PARTICIPANT = KGA + "participant"


def explain(store: Store, ontology: Ontology, slug: str, *, language: str = "en") -> Profile:
    """Everything the graph knows about one entity, or everything that one source says.

    Args:
        store: any store that answers SPARQL 1.1.
        ontology: for labels.
        slug: of the entity, ``source/ID`` of a source, or the short or whole IRI that tables print.
        language: BCP 47 tag of the names to prefer.

    Raises:
        QueryError: the graph has no such entity (with near slugs).
    """
    iri, asked = _find(store, slug, ontology.prefixes)
    around = neighbourhood(store, iri, language)
    reader = Reader(store.base, ontology, around, language)
    if SOURCE_CLASS in around.texts(iri, TYPE):
        return source_profile(reader, around)
    return _Explainer(ontology, around, reader).profile(asked)


def _find(store: Store, slug: str, own: Mapping[str, str]) -> tuple[str, str]:
    """The entity's IRI, and the slug it was asked by when that is an old one."""
    iri = slug if slug.startswith(store.base) else expand(slug, {**PREFIXES, **own, "": store.base}) or store.base + slug
    try:
        term = str(ox.NamedNode(iri))
    except ValueError:
        raise QueryError(f"'{printable(slug)}' cannot name an entity.", remedy="See 'kg list'.") from None
    for row in select(store, f"SELECT ?new {{ {term} dcterms:isReplacedBy ?new }} ORDER BY ?new"):
        return row[0].value, slug
    if store.query(f"ASK {{ {term} ?p ?o }}"):
        return iri, ""
    near_ones = _near(store, slug)
    hint = (
        f"Did you mean {' or '.join(map(repr, near_ones))}?" if near_ones else "'kg list' shows the classes, 'kg list CLASS' its entities."
    )
    raise QueryError(f"nothing in the graph is called '{printable(slug)}'.", remedy=hint)


def _near(store: Store, slug: str) -> list[str]:
    """Slugs that look like the one asked for, or whose entity's name has its words."""
    words = _words(slug)
    rows = select(store, "SELECT DISTINCT ?e ?n { ?e a kga:Entity ; rdfs:label|skos:altLabel ?n }")
    named = sorted({entity.value.removeprefix(store.base) for entity, name in rows if words and words <= _words(name.value)})
    return list(dict.fromkeys([*get_close_matches(slug.lower(), slugs(store), 3, 0.6), *named]))[:3]


def _words(text: str) -> set[str]:
    return set(text.lower().replace("-", " ").split())


class _Explainer:
    """Turns a neighbourhood into a profile."""

    def __init__(self, ontology: Ontology, around: Neighbourhood, reader: Reader) -> None:
        self.ontology, self.around, self.reader = ontology, around, reader
        self.shown: set[tuple[str, str, str]] = set()  # triples that some claim states

    def profile(self, asked: str) -> Profile:
        around, iri = self.around, self.around.iri
        classes = self._most_specific(around.texts(iri, TYPE))
        groups = [*self._outgoing(), *self._incoming()]
        return Profile(
            iri=iri,
            id=self.reader.short(iri),
            name=self.reader.name(iri),
            classes=tuple(self.reader.label(cls) for cls in classes),
            class_evidence=self.reader.evidence(around.claims(subject=iri, predicate=TYPE)),
            traits=tuple(self._traits()),
            groups=tuple([*groups, *self._derived()]),
            mentions=tuple(mentions(self.reader, around)),
            asked=asked,
        )

    def _most_specific(self, classes: Iterable[str]) -> list[str]:
        known = [cls for cls in classes if cls in self.ontology.classes]
        return [cls for cls in known if not any(other != cls and self.ontology.is_a(other, cls) for other in known)]

    def _traits(self) -> list[tuple[str, str]]:
        around, iri, reader = self.around, self.around.iri, self.reader
        traits = [("also called", _tagged(term, reader.language)) for term in around.terms(iri, SKOS + "altLabel")]
        traits += [("name", _tagged(term, reader.language)) for term in around.terms(iri, LABEL) if term.value != reader.name(iri)]
        specificity = around.text(iri, KGA + "specificity")
        if specificity and specificity != KGA + "Named":
            traits.append(("specificity", reader.label(specificity)))
        if date := reader.date(iri):
            traits.append(("date", date))
        traits += [("same as", text) for text in around.texts(iri, SCHEMA + "sameAs")]
        traits += [("identifier", text) for text in around.texts(iri, SCHEMA + "identifier")]
        place = [around.text(iri, SCHEMA + "latitude"), around.text(iri, SCHEMA + "longitude")]
        if all(place):
            traits.append(("coordinates", ", ".join(place)))
        return traits

    def _outgoing(self) -> list[Group]:
        iri = self.around.iri
        claims = [claim for claim in self.around.claims(subject=iri) if self.around.text(claim, PREDICATE) != TYPE]
        groups = []
        for predicate, of_predicate in self._by(claims, PREDICATE):
            statements = [
                self._statement(around_object, self.reader.values(of_object), iri, predicate, of_object)
                for around_object, of_object in self._by_object(of_predicate)
            ]
            groups.append(self._group(self._reads(predicate), predicate, statements, outgoing=True))
        return groups

    def _incoming(self) -> list[Group]:
        iri = self.around.iri
        groups = []
        for predicate, of_predicate in self._by(self.around.claims(object=iri), PREDICATE):
            statements = [
                self._statement(ox.NamedNode(subject), self.reader.name(subject), subject, predicate, claims)
                for subject, claims in self._by(of_predicate, SUBJECT)
            ]
            role = any(SITUATION in self.around.texts(self.around.text(claim, SUBJECT), TYPE) for claim in of_predicate)
            heading = f"{self.reader.label(predicate)} in" if role else f"... {self._reads(predicate)} {self.reader.name(iri)}"
            groups.append(self._group(heading, predicate, statements, outgoing=False))
        return groups

    def _statement(self, other: near.Term, what: str, subject: str, predicate: str, claims: list[str]) -> Statement:
        object_ = self.around.terms(claims[0], OBJECT)[0]
        self.shown.add((subject, predicate, str(object_)))
        roles = tuple(self.reader.roles(other.value, self.around.iri)) if isinstance(other, ox.NamedNode) else ()
        is_entity = isinstance(other, ox.NamedNode) and other.value not in self.ontology.individuals
        return Statement(
            what,
            self.reader.short(other.value) if is_entity else "",
            roles,
            stands=claims[0] in self.around.standing,
            negated=all(map(self.reader.is_negated, claims)),
            evidence=self.reader.evidence(claims),
        )

    def _derived(self) -> list[Group]:
        """Property triples of the entity that no claim states and that are more than a claim read backwards."""
        iri = self.around.iri
        groups = []
        for predicate in sorted(self.around.nodes.get(iri, {})):
            prop = self.ontology.properties.get(predicate)
            if prop is None or predicate == _PARTICIPANT or not prop.is_object or not prop.draws_edge:
                continue
            statements = [
                Statement(self.reader.name(term.value), self.reader.short(term.value), derived=True)
                for term in self.around.terms(iri, predicate)
                if isinstance(term, ox.NamedNode) and not self._is_stated(predicate, term)
            ]
            if statements:
                groups.append(self._group(self._reads(predicate), predicate, statements, outgoing=True))
        return groups

    def _is_stated(self, predicate: str, other: ox.NamedNode) -> bool:
        iri, prop = self.around.iri, self.ontology.properties[predicate]
        here = str(ox.NamedNode(iri))
        forms = {(iri, predicate, str(other)), (other.value, predicate if prop.symmetric else prop.inverse or "", here)}
        below = [name for name in self.ontology.properties if predicate in self.ontology.superproperties(name)]
        forms |= {(iri, name, str(other)) for name in below}
        return bool(forms & self.shown)

    def _group(self, heading: str, predicate: str, statements: list[Statement], *, outgoing: bool) -> Group:
        name = self.ontology.properties[predicate].name if predicate in self.ontology.properties else self.reader.short(predicate)
        return Group(heading, name, outgoing, tuple(sorted(statements, key=lambda item: (item.what, item.id))))

    def _reads(self, predicate: str) -> str:
        prop = self.ontology.properties.get(predicate)
        return (prop.reads or prop.label) if prop else self.reader.short(predicate)

    def _by(self, claims: list[str], role: str) -> list[tuple[str, list[str]]]:
        found: dict[str, list[str]] = {}
        for claim in claims:
            found.setdefault(self.around.text(claim, role), []).append(claim)
        return sorted(found.items())

    def _by_object(self, claims: list[str]) -> list[tuple[near.Term, list[str]]]:
        found: dict[near.Term, list[str]] = {}
        for claim in claims:
            found.setdefault(self.around.terms(claim, OBJECT)[0], []).append(claim)
        return sorted(found.items(), key=lambda item: str(item[0]))


def _tagged(term: near.Term, language: str) -> str:
    """A name with its language where that is not the case's."""
    tag = term.language if isinstance(term, ox.Literal) else None
    return f"{term.value} ({tag})" if tag and tag != language else term.value
