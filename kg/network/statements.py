"""Statements of a projection: the triples that claims speak of, and the closures that a picture shows beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kg.model.terms import KGA, RDF
from kg.network.claims import object_of
from kg.network.description import Description, Term, one
from kg.network.naming import Naming
from kg.network.network import Claim, Statement, Value
from kg.network.states import states_of
from kg.ontology.ontology import Ontology

Triple = tuple[str, str, Term]
Closure = tuple[str, str, str]


def statements_of(graph: Description, claims: Iterable[Claim], naming: Naming, ontology: Ontology) -> list[Statement]:
    """Every statement, sorted by subject, property and object, with its claims, its states and its rivals."""
    by_id = {claim.id: claim for claim in claims}
    spoken: dict[Triple, list[Claim]] = {}
    for iri, facts in graph.claims.items():
        subject, predicate = one(facts.get(RDF + "subject")), one(facts.get(RDF + "predicate"))
        if subject and predicate:
            spoken.setdefault((subject, predicate, facts[RDF + "object"][0]), []).append(by_id[naming.id(iri)])
    found = [_statement(triple, behind, graph, naming, ontology) for triple, behind in spoken.items()]
    for s, p, o in closures(graph, spoken, ontology):
        found.append(Statement(s=naming.id(s), p=naming.property(p), o=naming.id(o), stands=True, derived=True))
    found.sort(key=_order)
    return _with_rivals(found, by_id)


def closures(graph: Description, spoken: Iterable[Triple], ontology: Ontology) -> list[Closure]:
    """The derived triples that tell a reader something new: those of transitive properties that draw an edge.

    Left out are the other side of an inverse pair, the twin of a symmetric triple, and what a more special property
    between the same two already says.
    """
    said = {(s, above, term.value) for s, p, term in spoken for above in ontology.superproperties(p)}
    found: dict[Closure, None] = {}
    for s, p, o in graph.derived:
        known = ontology.properties.get(p)
        if known is None or not (known.transitive and known.draws_edge) or known.inverse_of is not None:
            continue
        if s not in graph.entities or o not in graph.entities or (s, p, o) in said:
            continue
        if known.symmetric and ((o, p, s) in said or (o, p, s) in found):
            continue
        found[(s, p, o)] = None
    return list(found)


def _statement(triple: Triple, claims: Sequence[Claim], graph: Description, naming: Naming, ontology: Ontology) -> Statement:
    subject, predicate, term = triple
    stands = term in graph.entities.get(subject, {}).get(predicate, ())
    o, v = object_of(term, predicate, graph, naming)
    if v is not None:
        v = _common_value(v, [claim.v for claim in claims if claim.v], _usual_unit(subject, predicate, graph, ontology))
    return Statement(
        s=naming.id(subject),
        p=naming.property(predicate),
        o=o,
        v=v,
        stands=stands,
        state=states_of(claims, stands=stands),
        claims=tuple(sorted(claim.id for claim in claims)),
    )


def _usual_unit(subject: str, predicate: str, graph: Description, ontology: Ontology) -> str | None:
    """The unit of a number whose claims name none: that of the observation, else the property's own."""
    if predicate == KGA + "value" and (unit := one(graph.entities.get(subject, {}).get(KGA + "unit"))):
        return unit
    known = ontology.properties.get(predicate)
    return known.unit if known else None


def _common_value(bare: Value, claimed: Sequence[Value], usual_unit: str | None) -> Value:
    """The value as all its claims have it: unit, exactness and ends only where they agree."""
    agreed = {name: {getattr(v, name) for v in claimed} for name in ("unit", "exactness", "min", "max")}
    common = replace(bare, **{name: values.pop() for name, values in agreed.items() if len(values) == 1})
    return common if any(v.unit for v in claimed) else replace(common, unit=usual_unit)


def _order(statement: Statement) -> tuple[str, str, str, str, str]:
    value = statement.v or Value("")
    return (statement.s, statement.p, statement.o or "", value.text, value.datatype or "")


def _with_rivals(statements: list[Statement], claims: dict[str, Claim]) -> list[Statement]:
    """The same statements, each with the places of those that its live claims contradict."""
    place = {claim: i for i, statement in enumerate(statements) for claim in statement.claims}
    for i, statement in enumerate(statements):
        opposed = [other for claim in statement.claims if claims[claim].live for other in claims[claim].contradicts]
        rivals = {place[other] for other in opposed if other in place} - {i}
        if rivals:
            statements[i] = replace(statement, rivals=tuple(sorted(rivals)))
    return statements
