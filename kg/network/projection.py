"""The projection: a case's graph as a network that can be drawn and analysed."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from kg.network.claims import claims_of, sources_of
from kg.network.description import LABEL, describe
from kg.network.entities import class_looks, entities_of
from kg.network.naming import Naming
from kg.network.network import Network, PropertyLook
from kg.network.statements import statements_of
from kg.ontology.ontology import Ontology

__all__ = ["Network", "project"]

_IS_A = PropertyLook(label="class", reads="is a", draws=False, symmetric=False, timeless=True)


def project(quads: Iterable[Quad], ontology: Ontology, *, title: str, base: str, language: str) -> Network:
    """The case as a network.

    The work grows with the size of the graph and no faster. The same graph gives the same network, in
    whatever order it is listed.

    Args:
        quads: the case's graph, the graph ``kga:derived`` included, as any store lists it.
        ontology: classes, properties and fixed words, with how they look.
        title, base, language: of the case.
    """
    graph = describe(quads)

    def called(slug: str) -> str:
        labels = graph.entities.get(base + slug, {}).get(LABEL)
        return naming.best_name(labels) if labels else slug

    naming = Naming(ontology, base=base, language=language, called=called)
    entities = entities_of(graph.entities, naming, ontology)
    claims = claims_of(graph, naming)
    statements = statements_of(graph, claims, naming, ontology)
    classes = {entity.class_ for entity in entities} | {s.o for s in statements if s.p == "type" and s.o}
    return Network(
        title=title,
        base=base,
        language=language,
        classes=class_looks(classes, ontology),
        properties=_property_looks((statement.p for statement in statements), ontology),
        entities=tuple(entities),
        statements=tuple(statements),
        claims=tuple(claims),
        sources=tuple(sources_of(graph.sources, naming)),
    )


def _property_looks(names: Iterable[str], ontology: Ontology) -> dict[str, PropertyLook]:
    """How each property in use reads, by name, in order of name."""
    found = {}
    for name in sorted(set(names)):
        iri = ontology.property_by_name.get(name)
        if iri is not None:
            known = ontology.properties[iri]
            found[name] = PropertyLook(known.label, known.reads, known.draws_edge, known.symmetric, known.timeless)
        elif name == "type":
            found[name] = _IS_A
    return found
