"""Words of a question that the ontology does not have: with a typing error in one, an answer is empty and reads like a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

import pyoxigraph as ox

from kg.model.terms import KGA, PREFIXES, shorten
from kg.ontology.ontology import Ontology
from kg.query.lexer import place, tokens
from kg.query.parameters import Term
from kg.query.run import Store, unknown_slugs

_DERIVED = KGA + "derived"  # the name of a graph


class Word(NamedTuple):
    """A class or property that a question names.

    Args:
        iri: in full.
        text: as it is written.
        line, column: where it stands first, counted from 1.
    """

    iri: str
    text: str
    line: int
    column: int


def words_of(text: str, prefixes: Mapping[str, str]) -> list[Word]:
    """The words of kga and of the case's own ontology in a question, each once, in order.

    Args:
        text: a question that parses.
        prefixes: those known without a PREFIX line.
    """
    found: dict[str, Word] = {}
    own = tuple({KGA, *(namespace for prefix, namespace in prefixes.items() if prefix and prefix not in PREFIXES)})
    for iri, written, start in _named(text, dict(prefixes)):
        if iri.startswith(own) and iri not in own:
            found.setdefault(iri, Word(iri, written, *place(text, start)))
    return list(found.values())


def _named(text: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """IRIs that a question names, as written, and where; its own PREFIX lines count from where they stand."""
    declaring = ""
    for word in tokens(text):
        if word.is_word("PREFIX"):
            declaring = "PREFIX"
        elif word.kind == "pname" and declaring == "PREFIX":
            declaring = word.text
        elif word.kind == "iri" and declaring:
            prefixes[declaring.removesuffix(":")] = word.text[1:-1]
            declaring = ""
        elif word.kind == "iri":
            yield word.text[1:-1], word.text, word.start
        elif word.kind == "pname":
            prefix, _, local = word.text.partition(":")
            if prefix in prefixes:
                yield prefixes[prefix] + local, word.text, word.start


def in_graph(store: Store, word: Word) -> bool:
    """True when the graph has the word as a property, a class, or anything else."""
    try:
        term = ox.NamedNode(word.iri)
    except ValueError:
        return False
    return bool(store.query(f"ASK {{ {{ ?s {term} ?o }} UNION {{ ?s ?p {term} }} UNION {{ GRAPH {term} {{ ?s ?p ?o }} }} }}"))


def hint(word: Word, ontology: Ontology) -> str | None:
    """What to write instead of a word that the ontology does not have; None for one that it has, empty where nothing is near."""
    declared: list[Mapping[str, object]] = [ontology.classes, ontology.properties, ontology.individuals]
    if word.iri == _DERIVED or any(word.iri in terms for terms in declared):
        return None
    namespace = word.iri[: max(word.iri.rfind("#"), word.iri.rfind("/")) + 1]
    terms = [iri for terms in declared for iri in terms if iri.startswith(namespace)]
    inside = {iri[len(namespace) :].lower(): iri for iri in reversed(terms)}
    if not inside:  # where it declares nothing it cannot judge
        return None
    near = get_close_matches(word.iri[len(namespace) :].lower(), inside, 1, 0.7)
    prefixes = {**PREFIXES, **ontology.prefixes}
    return f"Did you mean {shorten(inside[near[0]], '', prefixes)}?" if near else ""


def hints(
    store: Store, text: str, bound: Mapping[str, Term], prefixes: Mapping[str, str], ontology: Callable[[], Ontology]
) -> list[str]:
    """What may be mistyped in a question, one sentence each: slugs that the graph has not, words that neither it nor the ontology has.

    Args:
        store: what was asked.
        text: the question as it was written.
        bound: what its parameters were bound to.
        prefixes: those known without a PREFIX line.
        ontology: read only when the graph lacks a word.
    """
    found = []
    for name, near in unknown_slugs(store, bound).items():
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        found.append(f"nothing in the graph is called '{bound[name].value.removeprefix(store.base)}' (parameter {name}).{meant}")
    words = [word for word in words_of(text, prefixes) if not in_graph(store, word)]
    known = ontology() if words else None
    for word in words:
        if known and (near_word := hint(word, known)) is not None:
            found.append(f"the ontology has no '{word.text}'. {near_word}".rstrip())
    return found
