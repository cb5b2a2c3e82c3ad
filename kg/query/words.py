"""The words for what a neighbourhood holds: names, values, dates, and a claim as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model.bounds import Bounds
from kg.model.dates import date_in_words
from kg.model.moments import DateError
from kg.model.period_words import bounds_in_words
from kg.model.terms import EDTF, KGA, PREFIXES, RDF, XSD, shorten
from kg.ontology.ontology import SITUATION, Ontology
from kg.query.neighbourhood import LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, Neighbourhood, Term, relative_date

_BOUNDS = tuple(KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"))
_DATES = (EDTF, XSD + "date")
_PLAIN = {RDF + name for name in ("type", "subject", "predicate", "object")}
_HIDDEN = {KGA + name for name in ("indicator", "year", "unit", "edtf", "participant", "specificity")}


class Words:
    """Reads names, values, dates and claims of a neighbourhood into words.

    Args:
        base: the case's base.
        ontology: for labels.
        around: what was fetched.
        language: of the words.
    """

    def __init__(self, base: str, ontology: Ontology, around: Neighbourhood, language: str) -> None:
        self.base, self.ontology, self.around, self.language = base, ontology, around, language
        self._prefixes = {**PREFIXES, **ontology.prefixes}

    def short(self, iri: str) -> str:
        """The IRI relative to the base, or prefixed."""
        return shorten(iri, self.base, self._prefixes)

    def name(self, iri: str) -> str:
        """The entity's name, else its short IRI."""
        return self.around.names.get(iri) or self.label(iri)

    def label(self, iri: str) -> str:
        """The label of a term of the ontology, else its short IRI."""
        term = self.ontology.individuals.get(iri) or self.ontology.classes.get(iri) or self.ontology.properties.get(iri)
        return term.label if term else self.short(iri)

    def value(self, claim: str) -> str:
        """The object of a claim in words: a number with unit and doubt, a date as it is spoken."""
        term = self.around.terms(claim, OBJECT)[0]
        return self.name(term.value) if isinstance(term, ox.NamedNode) else self._literal(claim, term)

    def values(self, claims: Iterable[str]) -> str:
        """The object of claims that state one triple: the same number may be about so much here and at least so much there."""
        return ", ".join(dict.fromkeys(map(self.value, claims)))

    def _literal(self, claim: str, term: Term) -> str:
        if isinstance(term, ox.Literal) and term.datatype.value in _DATES:
            return _spoken(term.value)
        subject, predicate = self.around.text(claim, SUBJECT), self.around.text(claim, PREDICATE)
        return self.quantity(claim, term.value, self.around.text(claim, KGA + "unit") or self._usual_unit(subject, predicate))

    def _usual_unit(self, subject: str, predicate: str) -> str:
        """The unit that a claim does not repeat: of the observation, or of the property."""
        prop = self.ontology.properties.get(predicate)
        return (self.around.text(subject, KGA + "unit") if predicate == KGA + "value" else "") or (prop.unit if prop else None) or ""

    def quantity(self, claim: str, value: str, unit: str) -> str:
        """A number with its unit and with the doubt that the claim has of it."""
        exactness = self.around.text(claim, KGA + "exactness")
        words = {"Approximate": f"about {value}", "AtLeast": f"at least {value}", "AtMost": f"at most {value}"}
        low, high = self.around.text(claim, KGA + "minimum"), self.around.text(claim, KGA + "maximum")
        text = f"{low} to {high}" if low and high else words.get(exactness.removeprefix(KGA), value)
        return f"{text} {unit}".strip()

    def is_negated(self, claim: str) -> bool:
        """True when the claim says that it is not so."""
        return self.around.text(claim, KGA + "negated") == "true"

    def sentence(self, claims: Iterable[str], *, denied: bool = False) -> str:
        """Claims of one triple as one short sentence, with "not so" in front where they negate it.

        Args:
            denied: the sentence stands below a heading that says that it is denied, and is not negated again.
        """
        claims = list(claims)
        says = self._says(claims)
        return f"not so: {says}" if not denied and all(map(self.is_negated, claims)) else says

    def _says(self, claims: list[str]) -> str:
        predicate = self.around.text(claims[0], PREDICATE)
        prop = self.ontology.properties.get(predicate)
        subject = self.name(self.around.text(claims[0], SUBJECT))
        if predicate == TYPE or prop is None or self._is_role(predicate):
            return f"{subject}: {self.predicate(predicate)} {self.values(claims)}"
        return f"{subject} {self.predicate(predicate)} {self.values(claims)}"

    def _is_role(self, predicate: str) -> bool:
        prop = self.ontology.properties.get(predicate)
        return prop is not None and prop.domain is not None and self.ontology.is_a(prop.domain, SITUATION)

    def predicate(self, predicate: str) -> str:
        """How a property stands between subject and object: ``operates in``, ``class``, ``paid by``."""
        if predicate == TYPE:
            return "class"
        prop = self.ontology.properties.get(predicate)
        return self.label(predicate) if prop is None or self._is_role(predicate) else prop.reads or prop.label

    def source(self, iri: str) -> str:
        """A source in a line: title and date."""
        return ", ".join(part for part in (self.name(iri), self.date(iri)) if part)

    def date(self, node: str) -> str:
        """The date that stands on a claim, source or situation, in words; empty if there is none."""
        return self.date_of(node, KGA + "edtf") or self._bounds(node)

    def date_of(self, node: str, predicate: str) -> str:
        """The date that a property of a node gives, in words; a relative one with the name of what it is relative to."""
        written = self.around.text(node, predicate)
        if written == "current":
            return self._bounds(node) or "true when reported"
        if relative := relative_date(self.around.terms(node, predicate)):
            relation, other = relative
            words = f"{'at the same time as' if relation == 'same' else relation} {self.name(self.base + other)}"
            return ", ".join(part for part in (words, self._bounds(node)) if part)
        return _spoken(written)

    def _bounds(self, node: str) -> str:
        days = [self.around.text(node, bound) or None for bound in _BOUNDS]
        return bounds_in_words(Bounds(*days)) if any(days) else ""

    def roles(self, node: str, entity: str) -> Iterator[str]:
        """For a situation: its class, date and other roles, in words; nothing for other entities."""
        if SITUATION not in self.around.texts(node, TYPE):
            return
        classes = [iri for iri in self.around.texts(node, TYPE) if iri in self.ontology.classes]
        lowest = [iri for iri in classes if not any(other != iri and self.ontology.is_a(other, iri) for other in classes)]
        yield ", ".join(self.label(iri) for iri in lowest)
        if date := self.date(node):
            yield date
        for predicate, terms in sorted(self.around.nodes[node].items()):
            if predicate in _PLAIN or predicate in _HIDDEN or predicate == LABEL or predicate in _BOUNDS:
                continue
            others = [self._role_value(node, predicate, term) for term in terms if term.value != entity]
            prop = self.ontology.properties.get(predicate)
            if prop and not prop.computed and prop.inverse_of is None and others:
                yield f"{prop.label}: {', '.join(others)}"

    def _role_value(self, node: str, predicate: str, term: Term) -> str:
        """What fills a role; a number as those say it who state it."""
        if isinstance(term, ox.NamedNode):
            return self.name(term.value)
        if claims := self.around.stating(node, predicate, term):
            return self.values(claims)
        if isinstance(term, ox.Literal) and term.datatype.value in _DATES:
            return _spoken(term.value)
        return f"{term.value} {self._usual_unit(node, predicate)}".strip()


def _spoken(written: str) -> str:
    """A date in words; as written where a later version of the format wrote something this one cannot read."""
    try:
        return date_in_words(written) if written else ""
    except DateError:
        return written
