"""What is wrong in shapes themselves, looked for before anything is judged: a wrong shape is told, and the others run."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyoxigraph as ox

from kg.check.shacl.literals import NUMERIC
from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.check.shacl.sparql import declared_prefixes, with_prefixes
from kg.check.shacl.words import WORDS
from kg.model.terms import KGA, SH, XSD
from kg.ontology.declared import nearest_name

_COUNTS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
_IRIS = ("class", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals", "targetSubjectsOf", "targetObjectsOf")
_RANGES = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_FLAGS = ("uniqueLang", "closed", "qualifiedValueShapesDisjoint", "deactivated")
_LISTS = ("in", "languageIn", "and", "or", "xone", "ignoredProperties")
_SHAPES = ("property", "node", "not", "qualifiedValueShape")
_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_BY_ITSELF = re.compile(r"\$PATH\b")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a shape.

    Args:
        shape: the targeted shape, or the one that it is inside of.
        message: what is wrong, as the end of a sentence that begins with the shape's name.
        remedy: what to write instead.
    """

    shape: Term
    message: str
    remedy: str


@dataclass(frozen=True)
class Readers:
    """What reads the other languages that stand in shapes.

    Args:
        pattern: whether a regular expression can be read.
        query: message and remedy where a query with its prefixes is not SPARQL, or not allowed; else None.
    """

    pattern: Callable[[str], bool]
    query: Callable[[str, Mapping[str, str]], tuple[str, str] | None]


def faults(graph: ShapesGraph, readers: Readers) -> list[Fault]:
    """What keeps targeted shapes from being judged."""
    return [
        Fault(shape, *said)
        for shape in graph.targeted()
        if graph.is_on(shape)
        for node in inside(graph, shape)
        for said in _Wrong(graph, readers).of(node)
    ]


def unknown_words(graph: ShapesGraph, terms: Collection[str]) -> list[Fault]:
    """Words of SHACL, and of the vocabulary, that shapes name and nobody has declared; each is told once a shape.

    Args:
        terms: the IRIs of the ontology's terms.
    """
    named = {"sh:": SH, "kga:": KGA}
    known = {"sh:": WORDS, "kga:": {term.removeprefix(KGA) for term in terms if term.startswith(KGA)}}
    found: dict[Fault, None] = {}
    for shape in filter(graph.is_on, graph.targeted()):
        for node in _described(graph, shape):
            said = graph.triples.get(node, {})
            for term in (*said, *(value for values in said.values() for value in values if isinstance(value, ox.NamedNode))):
                for prefix, namespace in named.items():
                    local = term.value.removeprefix(namespace)
                    if term.value.startswith(namespace) and local not in known[prefix]:
                        what = "SHACL" if prefix == "sh:" else "the ontology"
                        near = nearest_name(prefix + local, sorted(prefix + word for word in known[prefix]))
                        message = f"names '{prefix}{local}', which {what} does not have."
                        found.setdefault(Fault(shape, message, near or "Take it away."))
    return list(found)


def inside(graph: ShapesGraph, shape: Term) -> list[Term]:
    """The shape and all shapes that its constraints name, each once."""
    found = [shape]
    for node in found:
        inner = [value for name in _SHAPES for value in graph.values(node, sh(name))]
        inner += [item for name in ("and", "or", "xone") for head in graph.values(node, sh(name)) for item in graph.items(head)]
        found += [item for item in dict.fromkeys(inner) if item not in found and not isinstance(item, ox.Literal)]
    return found


def _described(graph: ShapesGraph, shape: Term) -> Iterator[Term]:
    """Every node that a shape is made of: the shapes inside it, and the blank nodes of paths, lists and constraints."""
    waiting, seen = inside(graph, shape), set[Term]()
    while waiting:
        node = waiting.pop(0)
        if node not in seen:
            seen.add(node)
            yield node
            values = [value for values in graph.triples.get(node, {}).values() for value in values]
            waiting += [value for value in values if isinstance(value, ox.BlankNode)]


@dataclass(frozen=True)
class _Wrong:
    graph: ShapesGraph
    readers: Readers

    def of(self, shape: Term) -> Iterator[tuple[str, str]]:
        """Message and remedy of each fault of one shape, those inside it left out."""
        yield from self._terms(shape)
        yield from self._values(shape)
        yield from self._lists(shape)
        for path in self.graph.values(shape, sh("path")):
            yield from self._path(path)
        for node in self.graph.values(shape, sh("sparql")):
            yield from self._query(node)

    def _all(self, shape: Term, names: Collection[str]) -> Iterator[tuple[str, Term]]:
        return ((name, value) for name in names for value in self.graph.values(shape, sh(name)))

    def _terms(self, shape: Term) -> Iterator[tuple[str, str]]:
        for name, value in self._all(shape, (*_IRIS, "targetClass")):
            if not isinstance(value, ox.NamedNode):
                yield (
                    f"has sh:{name} {_written(value)}, which is no IRI.",
                    f"Write the term without quotation marks, such as sh:{name} kga:Person.",
                )
        for name, value in self._all(shape, _SHAPES):
            if isinstance(value, ox.Literal):
                yield f"has sh:{name} {_written(value)}, which is no shape.", f"Write sh:{name} [ ... ], or the IRI of a shape."
        for name, value in self._all(shape, ("nodeKind",)):
            if value.value not in {SH + kind for kind in _KINDS}:
                yield f"has sh:{name} {_written(value)}, which is no kind of node.", f"Kinds: {', '.join('sh:' + kind for kind in _KINDS)}."
        for name, value in self._all(shape, ("severity",)):
            if value.value not in {SH + word for word in ("Violation", "Warning", "Info")}:
                yield f"has sh:{name} {_written(value)}, which is no severity.", "Write sh:Violation, sh:Warning or sh:Info."

    def _values(self, shape: Term) -> Iterator[tuple[str, str]]:
        for name, value in self._all(shape, _COUNTS):
            if not (isinstance(value, ox.Literal) and re.fullmatch(r"\+?[0-9]{1,18}", value.value)):
                yield f"has sh:{name} {_written(value)}, which is no whole number.", f"Write it without quotation marks: sh:{name} 1."
        for name, value in self._all(shape, _FLAGS):
            if value.value not in ("true", "false", "1", "0"):
                yield f"has sh:{name} {_written(value)}, which is neither true nor false.", f"Write sh:{name} true, or take it away."
        for name, value in self._all(shape, _RANGES):
            if not isinstance(value, ox.Literal) or not _is_bound(value):
                yield (
                    f"has sh:{name} {_written(value)}, which nothing can be compared with.",
                    "Write a number, or a day as '2024-05-02'^^xsd:date.",
                )
        for name, value in self._all(shape, ("pattern",)):
            if not (isinstance(value, ox.Literal) and self.readers.pattern(value.value)):
                remedy = "Close its brackets, and write \\\\( for a bracket that is meant as such."
                yield f"has sh:{name} {_written(value)}, which is no regular expression.", remedy

    def _lists(self, shape: Term) -> Iterator[tuple[str, str]]:
        for name, value in self._all(shape, _LISTS):
            if not self.graph.is_list(value):
                yield f"has sh:{name} {_written(value)}, which is no list.", f"Write it in brackets: sh:{name} ( ... )."

    def _path(self, path: Term, above: tuple[Term, ...] = ()) -> Iterator[tuple[str, str]]:
        if isinstance(path, ox.NamedNode) and not self.graph.is_list(path):
            return
        graph = self.graph
        inner = graph.items(path) if graph.is_list(path) else [value for _, value in self._all(path, _PATHS)]
        choices = graph.values(path, sh("alternativePath"))
        if not inner or path in above or not all(map(graph.is_list, choices)):
            yield (
                f"has sh:path {_written(path)}, which is no path.",
                "Write the IRI of a property, ( a list of steps ) or [ sh:inversePath ... ].",
            )
            return
        for part in inner:
            yield from self._path(part, (*above, path))

    def _query(self, node: Term) -> Iterator[tuple[str, str]]:
        text = self.graph.text(node, sh("select"))
        if not self.graph.is_on(node):
            return
        if text is None:
            yield "has a constraint in SPARQL without sh:select.", 'Write sh:sparql [ sh:select "SELECT $this WHERE { ... }" ].'
            return
        plain = _BY_ITSELF.sub("<urn:kg:path>", text)
        if (wrong := self.readers.query(plain, declared_prefixes(self.graph, node))) is not None:
            yield wrong
            return
        try:
            found = ox.Store().query(
                with_prefixes(self.graph, node, plain)
            )  # over nothing: a function that is unknown is told all the same
        except (RuntimeError, ValueError, OSError) as error:
            yield f"has a query that cannot be run: {_one_line(str(error))}.", "Use the functions of SPARQL 1.1 alone."
            return
        if not isinstance(found, ox.QuerySolutions) or "this" not in [variable.value for variable in found.variables]:
            yield "has a query that does not select $this.", "Write SELECT $this WHERE { ... }."


def _is_bound(value: ox.Literal) -> bool:
    kind = value.datatype.value.removeprefix(XSD)
    if kind in NUMERIC:
        return bool(_NUMBER.match(value.value))
    if kind not in ("date", "dateTime"):
        return kind != "string" and value.language is None
    try:
        datetime.fromisoformat(value.value[:10] if kind == "date" else value.value)
    except ValueError:
        return False
    return True


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(".")


def _written(term: Term) -> str:
    """A term as Turtle has it, short."""
    if isinstance(term, ox.BlankNode):
        return "[ ... ]"
    if isinstance(term, ox.Literal):
        return f'"{term.value}"'
    for prefix, namespace in (("sh:", SH), ("kga:", KGA)):
        if term.value.startswith(namespace):
            return prefix + term.value.removeprefix(namespace)
    return str(term)
