"""Answers written row by row, so that a limit stops them in time: SPARQL results in JSON, XML, CSV and TSV, and RDF.

The formats are the W3C's to the letter (SPARQL 1.1 Query Results JSON, XML, CSV and TSV). The engine has writers of its own, but they
write an answer in one go, however long it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.model.terms import XSD

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
_STRING = XSD + "string"
_NOT_XML = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_RDF = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}


class TooMany(Exception):  # noqa: N818 - a limit, not a fault
    """More rows than an answer may have."""


def write_rows(solutions: ox.QuerySolutions, format_: str, most: int) -> Iterator[bytes]:
    """The answer to a SELECT, in pieces.

    Args:
        solutions: read once, to the end.
        format_: json, xml, csv or tsv.
        most: rows.

    Raises:
        TooMany: there are more rows.
    """
    names = [variable.value for variable in solutions.variables]
    yield from _WRITERS[format_](names, _limited(solutions, most))


def write_boolean(truth: bool, format_: str) -> bytes:
    """The answer to an ASK in json or xml."""
    word = "true" if truth else "false"
    if format_ == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'.encode()
    return f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>\n'.encode()


def write_graph(triples: Iterable[ox.Triple], format_: str, prefixes: Mapping[str, str], most: int) -> bytes:
    """Triples, each once, in ttl, nt or rdf, sorted by their N-Triples.

    Raises:
        TooMany: there are more triples.
    """
    found: set[ox.Triple] = set()
    for triple in triples:
        found.add(triple)
        if len(found) > most:
            raise TooMany
    ordered = sorted(found, key=str)
    text = "".join(map(str, ordered)) if format_ == "ttl" else ""
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return ox.serialize(ordered, format=_RDF[format_], prefixes=used) or b""


def _limited(solutions: ox.QuerySolutions, most: int) -> Iterator[list[Cell]]:
    for number, solution in enumerate(solutions):
        if number >= most:
            raise TooMany
        yield list(solution)


def _json(names: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    keys = [json.dumps(name, ensure_ascii=False) + ":" for name in names]
    terms: dict[Cell, str] = {}
    yield f'{{"head":{{"vars":{json.dumps(names, ensure_ascii=False)}}},"results":{{"bindings":['.encode()
    separator = "\n"
    for row in rows:
        cells = [key + _known(terms, cell, _json_term) for key, cell in zip(keys, row, strict=True) if cell is not None]
        yield f"{separator}{{{','.join(cells)}}}".encode("utf-8", "replace")
        separator = ",\n"
    yield b"\n]}}\n"


def _json_term(term: Cell) -> str:
    return json.dumps(_json_value(term), ensure_ascii=False, separators=(",", ":"))


def _json_value(term: Cell) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_value(part) for name, part in parts.items()}}
    assert isinstance(term, ox.Literal)
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value != _STRING:
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "literal", "value": term.value}


def _xml(names: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    yield f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head><results>\n'.encode()
    opened = [f"<binding name={quoteattr(name)}>" for name in names]
    terms: dict[Cell, str] = {}
    for row in rows:
        cells = [start + _known(terms, cell, _xml_term) + "</binding>" for start, cell in zip(opened, row, strict=True) if cell is not None]
        yield f"<result>{''.join(cells)}</result>\n".encode("utf-8", "replace")
    yield b"</results></sparql>\n"


def _xml_term(term: Cell) -> str:
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    assert term is not None
    # XML 1.0 has no control characters; a carriage return would be read as a line feed
    text = escape(term.value.translate(_NOT_XML), {"\r": "&#xD;"})
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    kind = f" datatype={quoteattr(term.datatype.value)}" if term.datatype.value != _STRING else ""
    return f"<literal{kind}>{text}</literal>"


def _csv(names: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    yield (",".join(map(_csv_field, names)) + "\r\n").encode()
    for row in rows:
        yield (",".join(_csv_cell(cell) for cell in row) + "\r\n").encode("utf-8", "replace")


def _csv_cell(term: Cell) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode | ox.Triple):
        return _csv_field(str(term))
    return _csv_field(term.value)


def _csv_field(text: str) -> str:
    """A field as RFC 4180 writes it."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


def _tsv(names: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    yield ("\t".join(f"?{name}" for name in names) + "\n").encode()
    terms: dict[Cell, str] = {}
    for row in rows:
        yield ("\t".join("" if cell is None else _known(terms, cell, _tsv_term) for cell in row) + "\n").encode("utf-8", "replace")


def _tsv_term(term: Cell) -> str:
    """A term in Turtle's syntax on one line."""
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _known(terms: dict[Cell, str], term: Cell, write: Callable[[Cell], str]) -> str:
    """The text of a term, written once for the terms met first."""
    text = terms.get(term)
    if text is None:
        text = write(term)
        if len(terms) < 100_000:
            terms[term] = text
    return text


_WRITERS: Mapping[str, Callable[[list[str], Iterable[list[Cell]]], Iterator[bytes]]] = MappingProxyType(
    {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
)
