"""Oxigraph's terms as rdflib's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.terms import XSD

if TYPE_CHECKING:
    from rdflib.term import Node

_STRING = XSD + "string"


class Terms:
    """Turns Oxigraph's terms into rdflib's; an IRI is made once however often it occurs. Literals keep their lexical form."""

    def __init__(self) -> None:
        from rdflib import BNode, Literal, URIRef

        self._iri, self._literal, self._blank = URIRef, Literal, BNode
        self._iris: dict[str, Node] = {}

    def __call__(self, term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Node:
        """The same term in rdflib.

        Raises:
            TypeError: a triple term, which rdflib does not have.
        """
        if isinstance(term, ox.NamedNode):
            found = self._iris.get(term.value)
            if found is None:
                found = self._iris[term.value] = self._iri(term.value)
            return found
        if isinstance(term, ox.Literal):
            if term.language:
                return self._literal(term.value, lang=term.language)
            datatype = None if term.datatype.value == _STRING else self._iri(term.datatype.value)
            return self._literal(term.value, datatype=datatype, normalize=False)
        if isinstance(term, ox.BlankNode):
            return self._blank(term.value)
        raise TypeError("rdflib has no triple terms")
