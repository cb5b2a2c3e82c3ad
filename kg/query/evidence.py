"""The evidence of a claim in words: source, date, quote, who said it, doubts, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.model.bounds import Bounds
from kg.model.dates import date_in_words
from kg.model.moments import DateError
from kg.model.period_words import bounds_in_words
from kg.model.terms import KGA, PREFIXES, PROV, RDF, SCHEMA, shorten
from kg.ontology.ontology import SITUATION, Ontology
from kg.query.neighbourhood import CONTRADICTS, LABEL, OBJECT, PREDICATE, SOURCE, SUBJECT, TYPE, Neighbourhood, Term

_BOUNDS = tuple(KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"))
_ACTS = {KGA + "Said": "said by", KGA + "Reported": "reported by", KGA + "Republished": "republished by"}
_WITHHELD = KGA + "Withheld"
_FIXED = ("modality", "rank", "claimStatus", "likelihood")
_PLAIN = {RDF + name for name in ("type", "subject", "predicate", "object")}
_HIDDEN = {KGA + name for name in ("indicator", "year", "unit", "edtf", "participant", "specificity")}


@dataclass(frozen=True)
class Evidence:
    """What one claim rests on.

    Args:
        claim: its IRI.
        source: id of the source.
        title, publisher, published: of the source; the date in words.
        url: of the source; empty if it has none.
        date: when the statement holds, in words; empty if the source does not say.
        quotes, notes: as written.
        at: places in the source.
        chain: who passed it on, first speaker first: (act, name) as in ("said by", "Daniel Noboa"); empty when only the publisher speaks.
        marks: doubts and kinds of assertion: "alleged", "denied by X", "says that it is not so", "retracted: why", "disputed".
        details: label and text of whatever else is stated: amount, role, place, reliability.
        against: what other claims say that cannot be true together with this one, in words.
    """

    claim: str
    source: str
    title: str
    publisher: str
    published: str
    url: str
    date: str
    quotes: tuple[str, ...]
    notes: tuple[str, ...]
    at: tuple[str, ...]
    chain: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    against: tuple[str, ...]


class Reader:
    """Reads claims, dates and names of a neighbourhood into words.

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
        """The object of a claim in words, a number with its unit."""
        term = self.around.terms(claim, OBJECT)[0]
        return self.name(term.value) if isinstance(term, ox.NamedNode) else self._number(claim, term.value)

    def _number(self, claim: str, value: str) -> str:
        """A literal, with unit and exactness as the claim, the node or the property has them."""
        subject, predicate = self.around.text(claim, SUBJECT), self.around.text(claim, PREDICATE)
        unit = self.around.text(claim, KGA + "unit")
        if not unit and predicate == KGA + "value":
            unit = self.around.text(subject, KGA + "unit")
        prop = self.ontology.properties.get(predicate)
        return self._quantity(claim, value, unit or (prop.unit if prop else None) or "")

    def _quantity(self, claim: str, value: str, unit: str) -> str:
        exactness = self.around.text(claim, KGA + "exactness")
        words = {"Approximate": f"about {value}", "AtLeast": f"at least {value}", "AtMost": f"at most {value}"}
        low, high = self.around.text(claim, KGA + "minimum"), self.around.text(claim, KGA + "maximum")
        text = f"{low} to {high}" if low and high else words.get(exactness.removeprefix(KGA), value)
        return f"{text} {unit}".strip()

    def sentence(self, claim: str) -> str:
        """A claim as one short sentence: subject, property, object."""
        predicate = self.around.text(claim, PREDICATE)
        prop = self.ontology.properties.get(predicate)
        subject = self.name(self.around.text(claim, SUBJECT))
        if predicate == TYPE:
            return f"{subject}: class {self.value(claim)}"
        if prop is None or (prop.domain is not None and self.ontology.is_a(prop.domain, SITUATION)):
            return f"{subject}: {self.label(predicate)} {self.value(claim)}"
        return f"{subject} {prop.reads or prop.label} {self.value(claim)}"

    def source(self, iri: str) -> str:
        """A source in a line: title and date."""
        return ", ".join(part for part in (self.name(iri), self.date(iri)) if part)

    def date(self, node: str) -> str:
        """The date that stands on a claim, source or situation, in words; empty if there is none."""
        return self._date(node, KGA + "edtf") or self._bounds(node)

    def _date(self, node: str, predicate: str) -> str:
        written = self.around.text(node, predicate)
        if written == "current":
            return self._bounds(node) or "true when reported"
        try:
            return date_in_words(written) if written else ""
        except DateError:
            return written  # a relative date, "after: slug"

    def _bounds(self, node: str) -> str:
        days = [self.around.text(node, bound) or None for bound in _BOUNDS]
        return bounds_in_words(Bounds(*days)) if any(days) else ""

    def evidence(self, claims: Iterable[str]) -> tuple[Evidence, ...]:
        """The evidence of claims, earliest source first."""
        found = [self._evidence(claim) for claim in claims]
        return tuple(
            sorted(
                found,
                key=lambda item: (self.around.texts(self.around.text(item.claim, SOURCE), KGA + "startEarliest"), item.source, item.claim),
            )
        )

    def _evidence(self, claim: str) -> Evidence:
        source = self.around.text(claim, SOURCE)
        own_node = self.around.text(claim, SUBJECT) == self.around.iri  # its class claim is shown by itself, at the top
        shared = "" if own_node else self._class_claim(claim, source)
        publisher = self.around.text(source, KGA + "publisher")
        return Evidence(
            claim=claim,
            source=self.short(source).removeprefix("source/"),
            title=self.name(source),
            publisher=self.name(publisher) if publisher else "",
            published=self.date(source),
            url=self.around.text(source, SCHEMA + "url"),
            date=self.date(claim) or self.date(shared),
            quotes=self._own_or(claim, shared, "quote"),
            notes=self._own_or(claim, shared, "note"),
            at=self._own_or(claim, shared, "at"),
            chain=tuple(self._chain(claim, shared, source, publisher)),
            marks=tuple(self._marks(claim)),
            details=tuple(self._details(claim, shared, source)),
            against=tuple(dict.fromkeys(self._against(claim))),
        )

    def _class_claim(self, claim: str, source: str) -> str:
        """The class claim of the same node and source, where a role's date and evidence stand; empty if there is none."""
        found = self._class_claims.get((self.around.text(claim, SUBJECT), source), [])
        return next((other for other in found if other != claim), "")

    @cached_property
    def _class_claims(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for claim in self.around.claims(predicate=TYPE):
            found.setdefault((self.around.text(claim, SUBJECT), self.around.text(claim, SOURCE)), []).append(claim)
        return found

    def _own_or(self, claim: str, shared: str, name: str) -> tuple[str, ...]:
        return tuple(self.around.texts(claim, KGA + name) or self.around.texts(shared, KGA + name))

    def _chain(self, claim: str, shared: str, source: str, publisher: str) -> Iterator[tuple[str, str]]:
        chain = next((found for node in (claim, shared, source) if (found := self.around.text(node, KGA + "attribution"))), "")
        hops = sorted((int(self.around.text(hop, KGA + "hop") or 0), hop) for hop in self.around.texts(chain, KGA + "hasHop"))
        speakers = [(self.around.text(hop, PROV + "agent"), self.around.text(hop, KGA + "speechAct")) for _, hop in hops]
        if [speaker for speaker, _ in speakers] == [publisher]:
            return
        for speaker, act in speakers:
            yield _ACTS.get(act, "passed on by"), "somebody withheld" if speaker == _WITHHELD else self.name(speaker)

    def _marks(self, claim: str) -> Iterator[str]:
        text = self.around.text
        if text(claim, KGA + "negated") == "true":
            yield "says that it is not so"
        for name in _FIXED:
            if value := text(claim, KGA + name):
                why = text(claim, KGA + "retracted") if value == KGA + "Retracted" else ""
                yield self.label(value) + (f": {why}" if why else "")
        denied = [self.name(iri) for iri in self.around.texts(claim, KGA + "deniedBy")]
        if denied:
            yield f"denied by {', '.join(denied)}"

    def _details(self, claim: str, shared: str, source: str) -> Iterator[tuple[str, str]]:
        for node in dict.fromkeys((claim, shared)):
            amount = self.around.text(node, KGA + "amount")
            if amount:
                yield "amount", self._quantity(node, amount, self.around.text(node, KGA + "unit"))
        yield from (("as", text) for text in self._own_or(claim, shared, "as"))
        yield from (("where", self.name(iri)) for iri in self._own_or(claim, shared, "where"))
        reported = self._date(claim, KGA + "reported") or self._date(shared, KGA + "reported")
        if reported:
            yield "reported", reported
        for name in ("lag", "credibility", "confidence"):
            yield from ((name, text) for text in self._own_or(claim, shared, name))
        yield from (("source reliability", text) for text in self.around.texts(source, KGA + "reliability"))
        for document in self._own_or(claim, shared, "cites"):
            yield "cites", self.around.text(document, SCHEMA + "url") or self.short(document)

    def _against(self, claim: str) -> Iterator[str]:
        for rival in self.around.texts(claim, CONTRADICTS):
            if SUBJECT not in self.around.nodes.get(rival, {}):
                continue
            source = self.around.text(rival, SOURCE)
            says = "that it is not so" if self.around.text(rival, KGA + "negated") == "true" else self.value(rival)
            yield f"{says} ({', '.join(part for part in (self.name(source), self.date(source)) if part)})"

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
        if isinstance(term, ox.NamedNode):
            return self.name(term.value)
        unit = self.around.text(node, KGA + "unit") if predicate == KGA + "value" else ""
        return f"{term.value} {unit}".strip()
