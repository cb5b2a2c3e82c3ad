"""How a projection calls things: ids, names of classes and properties, fixed words, dates in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pyoxigraph import Literal

from kg.model.dates import Bounds, DateError, bounds_in_words, date_in_words
from kg.model.terms import EDTF, KGA, XSD, prefixes_of, shorten
from kg.network.description import TYPE, Term, one
from kg.network.network import UNDATED, Value, When
from kg.ontology.ontology import Ontology

CURRENT = "current"
WITHHELD = "withheld"
_EDTF = KGA + "edtf"
_BOUNDS = tuple(KGA + name for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"))


class Naming:
    """Short names for the IRIs of a graph.

    Args:
        base: the case's base; ids are relative to it.
        language: of the case; labels in it come first.
        called: display name of an id, for dates that are relative to a node.
    """

    def __init__(self, ontology: Ontology, *, base: str, language: str, called: Callable[[str], str]) -> None:
        prefixes = prefixes_of(base, ontology.prefixes)
        self._ontology = ontology
        self._language = language
        self._called = called
        self._short: Callable[[str], str] = cache(lambda iri: shorten(iri, base, prefixes))
        self._dates: dict[tuple[str | None, bool, tuple[str | None, ...]], When] = {}

    def id(self, iri: str) -> str:
        """The id of an entity, claim or source; ``withheld`` for a speaker who is not to be named."""
        return WITHHELD if iri == KGA + "Withheld" else self._short(iri)

    def id_or_none(self, terms: list[Term] | None) -> str | None:
        """The id that the only term names."""
        iri = one(terms)
        return None if iri is None else self.id(iri)

    def property(self, iri: str) -> str:
        """The name of a property: as fact files write it, ``type`` for rdf:type."""
        if iri == TYPE:
            return "type"
        known = self._ontology.properties.get(iri)
        return known.name if known else self._short(iri)

    def cls(self, iri: str) -> str:
        """The name of a class."""
        known = self._ontology.classes.get(iri)
        return known.name if known else self._short(iri)

    def word(self, iri: str | None) -> str | None:
        """A fixed word as fact files write it: ``at-least`` for ``kga:AtLeast``."""
        if iri is None:
            return None
        known = self._ontology.individuals.get(iri)
        return known.word if known else self._short(iri)

    def value(self, term: Term) -> Value:
        """A literal, or a term that is no entity: a fixed word by its label, anything else by its short IRI."""
        if isinstance(term, Literal):
            plain = term.datatype.value in (XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
            return Value(text=term.value, datatype=None if plain else self._short(term.datatype.value))
        known = self._ontology.individuals.get(term.value)
        return Value(text=known.label, datatype=self._short(known.type)) if known else Value(text=self._short(term.value))

    def best_name(self, labels: list[Term]) -> str:
        """The label in the case's language, else in English, else in none, else the smallest text; the smallest of equals."""
        order = {None: 2, "en": 1, self._language.lower(): 0}
        return min(labels, key=lambda term: (order.get(_language(term), 3), term.value)).value

    def when(self, facts: dict[str, list[Term]]) -> When | None:
        """The date that a claim, source or node carries."""
        written = facts.get(_EDTF)
        days = tuple(one(facts.get(iri)) for iri in _BOUNDS)
        if written is None and days == UNDATED:
            return None
        edtf = isinstance(term := min(written, key=lambda t: t.value), Literal) and term.datatype.value == EDTF if written else False
        key = (one(written), edtf, days)
        if key not in self._dates:
            self._dates[key] = self._say(*key)
        return self._dates[key]

    def reported(self, terms: list[Term] | None) -> When | None:
        """A date that stands alone, without bounds of its own."""
        text = one(terms)
        return None if text is None else When(words=_edtf_words(text, self._language), edtf=text)

    def _say(self, text: str | None, edtf: bool, days: tuple[str | None, ...]) -> When:
        bounds = UNDATED if days == UNDATED else (days[0], days[1], days[2], days[3])
        about = "" if bounds is UNDATED else bounds_in_words(Bounds(*bounds))
        if text is None:
            return When(words=about, bounds=bounds)
        if edtf:
            return When(words=_edtf_words(text, self._language), bounds=bounds, edtf=text)
        relation, _, node = text.partition(": ")
        if not node:
            return When(words=about or text, bounds=bounds, written=text)
        relation = "at the same time as" if relation == "same" else relation
        return When(words=f"{relation} {self._called(node)}" + (f", {about}" if about else ""), bounds=bounds, written=text)


def _language(term: Term) -> str | None:
    return term.language.lower() if isinstance(term, Literal) and term.language else None


def _edtf_words(text: str, language: str) -> str:
    """An EDTF date in words; as written where a later version of the format wrote something this one cannot read."""
    try:
        return date_in_words(text, language=language)
    except DateError:
        return text
