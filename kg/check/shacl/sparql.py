"""SPARQL constraints (SHACL 5): each runs once for all its nodes, as a SELECT, where that means the same as once a node."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.model.terms import RDF, RDFS, SH

_HEAD = re.compile(r"\bSELECT\b(?P<vars>.*?)(?:\bWHERE\b)?\s*\{", re.IGNORECASE | re.DOTALL)
_PER_NODE = re.compile(r"\$PATH\b|\$shapesGraph\b|\$currentShape\b|\bLIMIT\b|\bOFFSET\b|\bMINUS\b|\bVALUES\b|\bSERVICE\b", re.IGNORECASE)
_FREE = re.compile(r"[$?]\w+\s+[$?]\w+|;\s*[$?]\w+|(?:[\w.-]*:[\w-]+|>)\s+[$?]\w+\s+(?:[\w.-]*:[\w-]|<)")
_TOKENS = re.compile(r"""\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|<[^<>\"{}|\\^`\s]*>|\#[^\n]*""")  # texts, IRIs and comments
_IRI = re.compile(r"<([^<>\"{}|\\^`\s]*)>")
_NAME = re.compile(r"(?<![\w?$<:])([A-Za-z_][\w.-]*)?:([A-Za-z_][\w-]*)")
_COMPONENT = SH + "SPARQLConstraintComponent"


@dataclass(frozen=True)
class Constraint:
    """One ``sh:sparql`` constraint of a shape.

    Args:
        shape: the shape that has it.
        target: the class of its target nodes, or None where they are told otherwise.
        query: one SELECT over all target nodes, or None where it must run for each node by itself.
        message: the constraint's own, which goes before the shape's (SHACL 5.3.2), or None.
    """

    shape: Term
    target: Term | None
    query: str | None
    message: str | None = None


def constraints(graph: ShapesGraph) -> Iterator[Constraint]:
    """The SPARQL constraints of all targeted, active shapes."""
    for shape in graph.targeted():
        for node in graph.values(shape, sh("sparql")) if graph.is_on(shape) else ():
            if graph.is_on(node):
                yield Constraint(shape, graph.value(shape, sh("targetClass")), _once(graph, shape, node), graph.text(node, sh("message")))


def message_of_query(graph: ShapesGraph, shape: Term) -> str | None:
    """The first message that a constraint in SPARQL of the shape has."""
    messages = (graph.text(node, sh("message")) for node in graph.values(shape, sh("sparql")))
    return next(filter(None, messages), None)


def _once(graph: ShapesGraph, shape: Term, node: Term) -> str | None:
    text = graph.text(node, sh("select"))
    classes = graph.values(shape, sh("targetClass"))
    others = any(graph.values(shape, sh(name)) for name in ("targetNode", "targetSubjectsOf", "targetObjectsOf", "path"))
    if text is None or len(classes) != 1 or others or graph.is_class(shape) or not _is_joint(text):
        return None
    head = _HEAD.search(text)
    assert head is not None, text
    target = f" $this a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* {classes[0]} . "
    return with_prefixes(graph, node, f"{text[: head.end()]}{target}{text[head.end() :]}")


def with_prefixes(graph: ShapesGraph, node: Term, text: str) -> str:
    """The text of a constraint's query behind the prefixes that its ``sh:prefixes`` brings (SHACL 5.2.1)."""
    prefixes = "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in sorted(declared_prefixes(graph, node).items()))
    return f"{prefixes}\n{text}"


def asked_for(query: str) -> set[str] | None:
    """The predicates that a query can look for, IRIs; None when it asks for any, by a variable between two terms.

    Names that are no predicates are among them; none that is one is missing.
    """
    prefixes, body = _parts(query)
    if _FREE.search(body):
        return None
    named = {prefixes[prefix or ""] + local for prefix, local in _NAME.findall(re.sub(_IRI, " ", body)) if (prefix or "") in prefixes}
    return {*named, *_IRI.findall(body), RDF + "type", RDFS + "subClassOf"}


def asks_any_class(query: str) -> bool:
    """True when a query asks for the types of a node without naming the class."""
    _, body = _parts(query)
    return re.search(r"(?<![\w:])a\s+[?$]|\btype\s+[?$]|#type>\s+[?$]", body) is not None


def needed(query: str) -> list[set[str]]:
    """Predicates without which a query has no answer: of each set one must occur. Not all of them, but none too many.

    >>> needed("SELECT $this WHERE { $this <https://e.org/a>|<https://e.org/b> ?v OPTIONAL { ?v <https://e.org/c> 1 } }") == [
    ...     {"https://e.org/a", "https://e.org/b"}
    ... ]
    True
    """
    prefixes, body = _parts(query)
    for inner in (r"\{[^{}]*\}", r"[\w:]*\s*\([^()]*\)"):
        while (shorter := re.sub(inner, " . ", body)) != body:
            body = shorter
    found = []
    for statement in re.split(r"\s\.\s|\.\s*\}|\}|\b(?:FILTER|BIND|OPTIONAL|UNION|NOT|EXISTS)\b", body, flags=re.IGNORECASE):
        for number, part in enumerate(re.split(r"\s;\s", statement)):
            terms = part.split()
            predicate = terms[0 if number else 1 : 1 if number else 2]
            names = [_resolved(name.rstrip("+"), prefixes) for name in predicate for name in name.split("|")]
            if names and None not in names:
                found.append({name for name in names if name})
    return found


def _resolved(name: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI of one predicate, or None for a variable or a longer path."""
    if name == "a":
        return RDF + "type"
    if found := re.fullmatch(_IRI, name):
        return found[1]
    found = re.fullmatch(_NAME, name)
    return prefixes[found[1] or ""] + found[2] if found and (found[1] or "") in prefixes else None


def _parts(query: str) -> tuple[dict[str, str], str]:
    """A query's prefixes, and what stands between its outer braces, without comments and texts."""
    plain = _TOKENS.sub(lambda found: found[0] if found[0].startswith("<") else " ", query)
    prefixes = dict(re.findall(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", plain, re.IGNORECASE))
    head = _HEAD.search(plain)
    assert head is not None, query
    return prefixes, re.sub(r"\b(?:GROUP|ORDER)\s+BY\b[^}]*\Z", " ", plain[head.end() :], flags=re.IGNORECASE)


def _is_joint(text: str) -> bool:
    """True when a query means the same for all nodes at once: it selects and groups by $this, and nothing counts across nodes."""
    plain = _TOKENS.sub("", text)
    head = _HEAD.search(plain)
    if head is None or _PER_NODE.search(plain) or len(re.findall(r"\bSELECT\b", plain, re.IGNORECASE)) != 1:
        return False
    if not re.search(r"[$?]this\b|\*", head["vars"]):
        return False
    grouped = re.search(r"\bGROUP\s+BY\b(.*)", plain, re.IGNORECASE | re.DOTALL)
    counts = re.search(r"\b(COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", plain, re.IGNORECASE)
    return bool(re.search(r"[$?]this\b", grouped[1])) if grouped else not counts


def declared_prefixes(graph: ShapesGraph, node: Term) -> dict[str, str]:
    """The prefixes that sh:prefixes brings (SHACL 5.2.1)."""
    found: dict[str, str] = {}
    for ontology in graph.values(node, sh("prefixes")):
        for declared in graph.values(ontology, sh("declare")):
            prefix, namespace = graph.text(declared, sh("prefix")), graph.text(declared, sh("namespace"))
            if prefix is not None and namespace is not None:
                found[prefix] = namespace
    return found


def component() -> str:
    """The component that results of SPARQL constraints name."""
    return _COMPONENT


def run(constraint: Constraint, store: ox.Store) -> list[dict[str, str]]:
    """The solutions that break a joint constraint: variable -> term as in N-Triples; each once, sorted."""
    assert constraint.query is not None, constraint.shape
    rows = store.query(constraint.query)
    assert isinstance(rows, ox.QuerySolutions)
    names = [variable.value for variable in rows.variables]
    found = {tuple((name, str(row[name])) for name in names if row[name] is not None) for row in rows}
    return [dict(pairs) for pairs in sorted(found)]
