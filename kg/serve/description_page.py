"""The page of what is no entity: a claim, a source, an attribution. Its triples, readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pyoxigraph as ox

from kg.model.terms import shorten
from kg.serve.entity_page import alternates, entity_href, formats
from kg.serve.frame import framed


def description_page(
    iri: str,
    rows: Sequence[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]],
    base: str,
    prefixes: Mapping[str, str],
    *,
    title: str,
    language: str,
    note: str,
) -> str:
    """The page of a thing that has triples.

    Args:
        iri: of the thing.
        rows: predicate and object of each.
        base, prefixes: of the case.
        title, language: of the case.
        note: what is shown less than the whole graph.
    """
    short = shorten(iri, base, prefixes)
    parts = [f"<h1><bdi>{escape(short)}</bdi></h1>", f"<dl><dt>IRI</dt><dd>{escape(iri)}</dd>"]
    for predicate, value in rows:
        parts.append(f"<dt>{escape(shorten(predicate.value, base, prefixes))}</dt><dd>{_value(value, base, prefixes)}</dd>")
    parts += ["</dl>", formats(iri.removeprefix(base))]
    return framed("".join(parts), heading=short, title=title, language=language, note=note, links=alternates(iri.removeprefix(base)))


def _value(value: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple, base: str, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, ox.NamedNode):
        text = f"<bdi>{escape(shorten(value.value, base, prefixes))}</bdi>"
        own = value.value.startswith(base) and len(value.value) > len(base)
        return f'<a href="{entity_href(value.value.removeprefix(base))}">{text}</a>' if own else text
    return f"<bdi>{escape(value.value if isinstance(value, ox.Literal) else str(value))}</bdi>"
