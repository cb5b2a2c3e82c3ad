"""A small graph written by hand, with everything that the questions of these tests need."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.model.terms import PREFIXES
from kg.store.oxigraph import OxigraphStore

BASE = "https://e.example/"
KNOWN = {**PREFIXES, "": BASE}

TURTLE = """
@prefix : <https://e.example/> .
@prefix kga: <https://w3id.org/kga#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:north-gang a kga:Gang , kga:CriminalOrganization , kga:Organization , kga:Actor , kga:Entity ;
    rdfs:label "North Gang"@en ; kga:operatesIn :harbour , :hills .
:south-gang a kga:Gang , kga:CriminalOrganization , kga:Organization , kga:Actor , kga:Entity ;
    rdfs:label "South Gang"@en ; kga:operatesIn :harbour .
:east-gang a kga:Gang , kga:CriminalOrganization , kga:Organization , kga:Actor , kga:Entity ;
    rdfs:label "East Gang"@en ; kga:operatesIn :hills .
:harbour a kga:Place , kga:Entity ; rdfs:label "harbour"@en , "puerto"@es .
:hills a kga:Place , kga:Entity ; rdfs:label "hills"@en .
:count-2023 kga:of :harbour ; kga:year 2023 ; kga:value "46.18"^^xsd:decimal ; kga:startEarliest "2023-01-01"^^xsd:date .
:count-2024 kga:of :harbour ; kga:year 2024 ; kga:value "38.76"^^xsd:decimal ; kga:startEarliest "2024-01-01"^^xsd:date .
"""


def store_of(turtle: str, base: str = BASE) -> OxigraphStore:
    """A store in memory with the triples of a Turtle text."""
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return OxigraphStore(store, base=base)


@pytest.fixture
def store() -> OxigraphStore:
    return store_of(TURTLE)
