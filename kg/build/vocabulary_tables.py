"""The ontology as tables, so that the stages can join with it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.facts.vocabulary import kind_of
from kg.model.terms import KGA, RDF, XSD
from kg.ontology.ontology import SITUATION, Ontology
from kg.ontology.turtle import read_folders
from kg.project import Project

_NUMBERS = frozenset({XSD + "decimal", XSD + "integer"})


def fill_vocabulary(database: Database, ontology: Ontology) -> None:
    """Fill the tables of the vocabulary, once for all connections; a file keeps them for later builds."""
    if database.rows("select 1 from class limit 1"):
        return
    database.execute_text("begin")
    classes = ontology.classes.values()
    facts = [item for iri, item in ontology.properties.items() if ontology.is_fact_property(iri) or item.computed]
    database.append(
        "class",
        (
            (c.name, c.iri, c.label, c.needs_source, c.single_seat, ontology.is_a(c.iri, SITUATION), c.key_property is not None)
            for c in classes
        ),
    )
    database.append("superclass", ((c.iri, above) for c in classes for above in ontology.superclasses(c.iri)))
    database.append(
        "property",
        (
            (
                p.name,
                p.iri,
                p.label,
                kind_of(ontology, p),
                p.range,
                p.domain,
                p.functional,
                p.symmetric,
                p.transitive,
                p.irreflexive,
                p.inverse,
                p.inverse_of,
                p.unit,
                p.latest_stands,
            )
            for p in facts
        ),
    )
    database.append("superproperty", ((p.iri, above) for p in facts for above in ontology.superproperties(p.iri) if above != p.iri))
    database.append(
        "individual",
        (
            (name, i.word, i.iri, above)
            for i in ontology.individuals.values()
            for name in (i.iri.removeprefix(KGA),)
            for above in ontology.superclasses(i.type)
        ),
    )
    database.append("class_key", _keys(ontology))
    database.append("ontology_term", ontology_terms(database.project, ontology))
    database.execute_text("commit")


def _keys(ontology: Ontology) -> list[tuple[str, int, str, bool, bool, bool]]:
    rows = []
    for cls in ontology.classes.values():
        parts = [(iri, True) for iri in cls.identified_by] + [(iri, False) for iri in cls.distinguished_by]
        for seq, (iri, required) in enumerate(parts):
            item = ontology.properties[iri]
            name = "date" if iri == KGA + "edtf" else item.name
            rows.append((cls.name, seq, name, required, kind_of(ontology, item) == "object", item.range in _NUMBERS))
    return rows


def ontology_terms(project: Project, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """What rules may ask of the ontology, the case's own too, as N-Triples terms, each once; types are closed upward."""
    known: set[tuple[str, str, str]] = set()
    for file in read_folders(ontology_folders(project)).files:
        for subject, node in file.nodes.items():
            said = {(predicate, str(value)) for predicate, values in node.items() for value in values}
            types = [value[1:-1] for predicate, value in said if predicate == RDF + "type"]
            said |= {(RDF + "type", f"<{above}>") for type_ in types for above in ontology.superclasses(type_)}
            triples = {(f"<{subject}>", predicate, value) for predicate, value in said} - known
            known |= triples
            yield from sorted(triples)
