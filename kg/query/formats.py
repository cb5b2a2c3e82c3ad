"""Answers as files: every format a question can be answered in, but for the table (:mod:`kg.query.table`).

``tsv``, ``json``, ``xml``, ``ttl`` and ``nt`` are what their specifications say, written by the engine. ``csv`` is for spreadsheets: a
text that a spreadsheet would run as a formula (it begins with ``= + - @``, a tab or a carriage return) gets an apostrophe in front, so
that a hostile name in a source does nothing to the reader. Numbers and dates are not touched. Programs that need the text to the byte
take ``tsv`` or ``json``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping

import pyoxigraph as ox

from kg.errors import UsageError
from kg.query.run import Answer, Cell

Written = tuple[bytes, int]
"""The bytes of a file, and how many rows or triples are in it."""

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_TEXTS = {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


def serialize(answer: Answer, name: str, prefixes: Mapping[str, str]) -> Written:
    """The answer as a file.

    Args:
        answer: it is read to its end.
        name: a key of FORMATS.
        prefixes: those that Turtle may use.

    Raises:
        UsageError: an unknown format, or one that cannot hold an answer of this form.
        QueryError: the evaluation fails on the way.
    """
    if name not in FORMATS:
        raise UsageError(f"unknown format '{name}'.", remedy=f"Known: {', '.join(FORMATS)}.")
    forms, write = FORMATS[name]
    if answer.form not in forms:
        what = {"rows": "SELECT gives rows", "boolean": "ASK gives true or false", "graph": "CONSTRUCT and DESCRIBE give triples"}[
            answer.form
        ]
        fitting = [other for other, (fits, _) in FORMATS.items() if answer.form in fits]
        raise UsageError(f"{what}, which '{name}' cannot hold.", remedy=f"Use --format {' or '.join(fitting)}.")
    return write(answer, prefixes)


def _csv(answer: Answer, prefixes: Mapping[str, str]) -> Written:
    if answer.form == "boolean":
        return (b"true\r\n" if answer.truth() else b"false\r\n"), 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    count = 0
    for row in answer.rows():
        cells = [_csv_cell(cell) for cell in row]
        if cells == [""]:  # the writer's quotes here would read as an empty text
            out.write("\r\n")
        else:
            writer.writerow(cells)
        count += 1
    return out.getvalue().encode(), count


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, ox.Literal):
        return "'" + cell.value if cell.value.startswith(_RISKY) and cell.datatype.value in _TEXTS else cell.value
    return "" if cell is None else cell.value if isinstance(cell, ox.NamedNode) else str(cell)


def _results(format_: ox.QueryResultsFormat, count: Callable[[bytes], int]) -> Callable[[Answer, Mapping[str, str]], Written]:
    def write(answer: Answer, prefixes: Mapping[str, str]) -> Written:
        content = answer.serialize(format_)
        whole = content if content.endswith(b"\n") else content + b"\n"
        return whole, count(content) if answer.form == "rows" else 1

    return write


def _graph(format_: ox.RdfFormat) -> Callable[[Answer, Mapping[str, str]], Written]:
    def write(answer: Answer, prefixes: Mapping[str, str]) -> Written:
        triples = answer.triples()
        text = "".join(map(str, triples)) if format_ == ox.RdfFormat.TURTLE else ""
        used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
        content = ox.serialize(triples, format=format_, prefixes=used)
        return content or b"", len(triples)

    return write


def _count_json(content: bytes) -> int:
    return len(json.loads(content)["results"]["bindings"])


FORMATS: Mapping[str, tuple[tuple[str, ...], Callable[[Answer, Mapping[str, str]], Written]]] = {
    "csv": (("rows", "boolean"), _csv),
    "tsv": (("rows", "boolean"), _results(ox.QueryResultsFormat.TSV, lambda content: content.count(b"\n") - 1)),
    "json": (("rows", "boolean"), _results(ox.QueryResultsFormat.JSON, _count_json)),
    "xml": (("rows", "boolean"), _results(ox.QueryResultsFormat.XML, lambda content: content.count(b"<result>"))),
    "ttl": (("graph",), _graph(ox.RdfFormat.TURTLE)),
    "nt": (("graph",), _graph(ox.RdfFormat.N_TRIPLES)),
}
"""Format -> the forms of answer it can hold, and its writer."""
