"""The evidence of a claim in words: source, date, quote, who said it, doubts, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.model.terms import KGA, PROV, SCHEMA
from kg.query.neighbourhood import CONTRADICTS, SOURCE, SUBJECT, TYPE
from kg.query.words import Words

_ACTS = {KGA + "Said": "said by", KGA + "Reported": "reported by", KGA + "Republished": "republished by"}
_WITHHELD = KGA + "Withheld"
_FIXED = ("modality", "rank", "claimStatus", "likelihood")


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


class Reader(Words):
    """Reads claims into evidence; its arguments are those of :class:`kg.query.words.Words`."""

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
        beside = self.around.iri in (self.around.text(claim, SUBJECT), source)  # then its class claim is shown by itself, close by
        shared = "" if beside else self._class_claim(claim, source)
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

    def chain(self, source: str) -> tuple[tuple[str, str], ...]:
        """Who usually speaks through a source, first speaker first: (act, name); empty when only the publisher does."""
        return tuple(self._chain(source, "", source, self.around.text(source, KGA + "publisher")))

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
        if self.is_negated(claim):
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
                yield "amount", self.quantity(node, amount, self.around.text(node, KGA + "unit"))
        yield from (("as", text) for text in self._own_or(claim, shared, "as"))
        yield from (("where", self.name(iri)) for iri in self._own_or(claim, shared, "where"))
        reported = self.date_of(claim, KGA + "reported") or self.date_of(shared, KGA + "reported")
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
            says = "that it is not so" if self.is_negated(rival) else self.value(rival)
            yield f"{says} ({', '.join(part for part in (self.name(source), self.date(source)) if part)})"
