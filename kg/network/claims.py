"""Claims and sources of a projection."""

from __future__ import annotations

from kg.model.terms import KGA, RDF, SCHEMA
from kg.network.description import LABEL, TYPE, Described, Description, Term, one, texts
from kg.network.naming import Naming
from kg.network.network import Amount, Claim, Hop, Source, Value

Facts = dict[str, list[Term]]
Chains = dict[str, tuple[Hop, ...]]
ClassClaims = dict[tuple[str, str], str]


def claims_of(graph: Description, naming: Naming) -> list[Claim]:
    """Every claim, sorted by id.

    A claim of a situation that is not its class claim points (``node``) to the class claim of the same source, where
    the source has one: what the claim does not say itself (date, quote, place in the source) is read there.
    """
    classes = _class_claims(graph, naming)
    chains = {chain: tuple(Hop(naming.id(s.agent), naming.word(s.act)) for s in speakers) for chain, speakers in graph.chains.items()}
    found = [_claim(iri, facts, graph, naming, chains, classes) for iri, facts in graph.claims.items()]
    return sorted(found, key=lambda claim: claim.id)


def sources_of(sources: Described, naming: Naming) -> list[Source]:
    """Every source, sorted by id."""
    return sorted((_source(iri, facts, naming) for iri, facts in sources.items()), key=lambda source: source.id)


def _class_claims(graph: Description, naming: Naming) -> ClassClaims:
    """Situation and source, as IRIs -> id of the class claim; the smallest id where there are several."""
    found: ClassClaims = {}
    situation = KGA + "Situation"
    for iri, facts in graph.claims.items():
        if one(facts.get(RDF + "predicate")) != TYPE or KGA + "negated" in facts:
            continue
        subject, source = one(facts.get(RDF + "subject")) or "", one(facts.get(KGA + "source")) or ""
        if any(term.value == situation for term in graph.entities.get(subject, {}).get(TYPE, ())):
            key, claim = (subject, source), naming.id(iri)
            found[key] = min(claim, found.get(key, claim))
    return found


def _claim(iri: str, facts: Facts, graph: Description, naming: Naming, chains: Chains, classes: ClassClaims) -> Claim:
    own = {predicate[len(KGA) :]: terms for predicate, terms in facts.items() if predicate.startswith(KGA)}
    subject, predicate = one(facts.get(RDF + "subject")) or "", one(facts.get(RDF + "predicate")) or ""
    source = one(own.get("source")) or ""
    o, v = object_of(min(facts[RDF + "object"], key=lambda term: term.value), predicate, graph, naming)
    amount, quantity = _amounts(own, naming)
    if v is not None and quantity is not None:
        v = Value(v.text, v.datatype, quantity.unit, quantity.exactness, quantity.min, quantity.max)
    chain = one(own.get("attribution")) or one(graph.sources.get(source, {}).get(KGA + "attribution"))
    credibility = one(own.get("credibility"))
    node = classes.get((subject, source))
    return Claim(
        id=(claim := naming.id(iri)),
        source=naming.id(source),
        s=naming.id(subject),
        p=naming.property(predicate),
        o=o,
        v=v,
        date=naming.when(facts),
        quotes=texts(own.get("quote")),
        at=texts(own.get("at")),
        notes=texts(own.get("note")),
        chain=chains.get(chain or "", ()),
        modality=naming.word(one(own.get("modality"))),
        negated=one(own.get("negated")) == "true",
        denied_by=_ids(own.get("deniedBy"), naming),
        rank=naming.word(one(own.get("rank"))),
        status=_status(own, naming),
        retracted=one(own.get("retracted")),
        likelihood=naming.word(one(own.get("likelihood"))),
        credibility=int(credibility) if credibility else None,
        confidence=one(own.get("confidence")),
        as_=one(own.get("as")),
        where=naming.id_or_none(own.get("where")),
        lag=one(own.get("lag")),
        amount=amount,
        cites=tuple(sorted(graph.documents.get(term.value, naming.id(term.value)) for term in own.get("cites", ()))),
        reported=naming.reported(own.get("reported")),
        contradicts=_ids(own.get("contradicts"), naming),
        node=node if node != claim else None,
    )


def object_of(term: Term, predicate: str, graph: Description, naming: Naming) -> tuple[str | None, Value | None]:
    """The object of a triple: the id of an entity, or the name of a class after rdf:type; else a value."""
    if predicate == TYPE:
        return naming.cls(term.value), None
    if term.value in graph.entities and not hasattr(term, "datatype"):
        return naming.id(term.value), None
    return None, naming.value(term)


def _status(own: Facts, naming: Naming) -> str | None:
    """``retracted`` where it is, else ``disputed``; a claim may carry both words."""
    words = {naming.word(term.value) for term in own.get("claimStatus", ())}
    return next((word for word in ("retracted", "disputed") if word in words), None)


def _amounts(own: Facts, naming: Naming) -> tuple[Amount | None, Amount | None]:
    """The quantity on the relation and the one that is the object; unit and exactness belong to the first where there is one."""
    stated = one(own.get("amount"))
    fields = (one(own.get("unit")), naming.word(one(own.get("exactness"))), one(own.get("minimum")), one(own.get("maximum")))
    if stated is not None:
        return Amount(stated, *fields), None
    return None, Amount("", *fields) if any(fields) else None


def _ids(terms: list[Term] | None, naming: Naming) -> tuple[str, ...]:
    return tuple(sorted({naming.id(term.value) for term in terms})) if terms else ()


def _source(iri: str, facts: Facts, naming: Naming) -> Source:
    return Source(
        id=naming.id(iri),
        title=one(facts.get(LABEL)),
        publisher=naming.id_or_none(facts.get(KGA + "publisher")),
        date=naming.when(facts),
        url=one(facts.get(SCHEMA + "url")),
        type=one(facts.get(KGA + "sourceType")),
        reliability=one(facts.get(KGA + "reliability")),
        language=one(facts.get(SCHEMA + "inLanguage")),
        author=one(facts.get(SCHEMA + "author")),
        accessed=naming.reported(facts.get(KGA + "accessed")),
        archived=one(facts.get(KGA + "archived")),
    )
