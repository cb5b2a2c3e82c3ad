"""The endpoint's own description (SPARQL 1.1 Service Description, W3C Recommendation)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.terms import DCTERMS, KGA, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML")


def service_description(endpoint: str, base: str, title: str) -> list[ox.Triple]:
    """What the endpoint is, can do and holds, as triples.

    Args:
        endpoint: its address, as the client wrote it.
        base, title: of the case.
    """
    names = ("service", "dataset", "default", "named", "derived")
    service, dataset, default, named, derived = (ox.NamedNode(f"{endpoint}#{name}") for name in names)
    stated: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (service, RDF + "type", ox.NamedNode(SD + "Service")),
        (service, SD + "endpoint", ox.NamedNode(endpoint)),
        (service, SD + "supportedLanguage", ox.NamedNode(SD + "SPARQL11Query")),
        (service, SD + "defaultDataset", dataset),
        (dataset, RDF + "type", ox.NamedNode(SD + "Dataset")),
        (dataset, SD + "defaultGraph", default),
        (default, RDF + "type", ox.NamedNode(SD + "Graph")),
        (dataset, SD + "namedGraph", named),
        (named, RDF + "type", ox.NamedNode(SD + "NamedGraph")),
        (named, SD + "name", ox.NamedNode(KGA + "derived")),
        (named, SD + "graph", derived),
        (derived, RDF + "type", ox.NamedNode(SD + "Graph")),
    ]
    stated += [(service, SD + "resultFormat", ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in _RESULTS]
    stated += [(dataset, VOID + "uriSpace", ox.Literal(base)), (dataset, DCTERMS + "title", ox.Literal(title))]
    return [ox.Triple(subject, ox.NamedNode(predicate), value) for subject, predicate, value in stated]
