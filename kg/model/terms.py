"""Terms: namespaces, prefixes, slugs, and the way between IRIs and their short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

KGA = "https://w3id.org/kga#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf"

PREFIXES: Mapping[str, str] = {
    "kga": KGA,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
}
"""Prefixes that every question and every Turtle export knows; a case's base is the empty prefix."""

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z")
"""A slug: lower-case ASCII letters, digits and inner hyphens."""

_LOCAL = re.compile(r"[A-Za-z_][\w-]*\Z", re.ASCII)


def is_slug(text: str) -> bool:
    """True when the text can name an entity.

    >>> is_slug("daniel-noboa"), is_slug("Daniel Noboa"), is_slug("-x")
    (True, False, False)
    """
    return SLUG.match(text) is not None


def percent_encode(text: str) -> str:
    """The text as one segment of an IRI path (RFC 3986, everything but unreserved characters encoded).

    >>> percent_encode("65 %")
    '65%20%25'
    """
    return quote(text, safe="")


def prefixes_of(base: str, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """The prefixes of a case: the known ones, those of its own ontology, and the base as the empty prefix."""
    return {**PREFIXES, **(own or {}), "": base}


def shorten(iri: str, base: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """An IRI in its shortest readable form: relative to the base, as a CURIE, or in full.

    >>> shorten("https://e.org/ecuador", "https://e.org/"), shorten(KGA + "Person", "https://e.org/")
    ('ecuador', 'kga:Person')
    """
    inside = bool(base) and iri.startswith(base) and len(iri) > len(base)
    for prefix, namespace in prefixes.items():
        nearer = not inside or len(namespace) > len(base)  # a case's own words may have their place below its base
        if prefix and nearer and iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri[len(base) :] if inside else iri


def expand(curie: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a CURIE stands for, or None when its prefix is unknown.

    >>> expand("kga:Person", PREFIXES)
    'https://w3id.org/kga#Person'
    """
    prefix, colon, local = curie.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else None
