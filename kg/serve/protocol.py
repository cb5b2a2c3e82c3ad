"""The SPARQL 1.1 Protocol (W3C Recommendation, section 2.1): from an HTTP request to a question and its dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl

from kg.serve.refusal import Refusal

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 1_000_000
"""Characters of a question; nobody writes a longer one by hand."""
LARGEST_BODY = 4_000_000
"""Bytes of a request: a question with every character written as ``%XX`` and more."""
Settings: TypeAlias = Mapping[str, tuple[str, ...]]
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
_READ_ONLY = "This endpoint only reads: the graph changes by the files in facts/ and 'kg build'.\n"


@dataclass(frozen=True)
class Asked:
    """A question as it came by HTTP.

    Args:
        query: SPARQL; None where the request asks for the service description.
        default_graphs, named_graphs: the dataset that the request names; both empty where it names none.
        settings: other parameters, name -> values, such as ``format`` or ``as-of``.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    settings: Settings = field(default_factory=dict)


def read_request(method: str, query_string: str, content_type: str, body: bytes) -> Asked:
    """The question of a request to the endpoint.

    Args:
        method: GET, HEAD or POST.
        query_string: what follows ``?`` in the address, still encoded.
        content_type: the header; may be empty.
        body: of a POST.

    Raises:
        Refusal: 400 malformed, 403 an update, 413 too long, 415 a body of another media type or encoding.
    """
    pairs = parameters(query_string)
    if method == "POST":
        media, charset = _media(content_type)
        if media == UPDATE:
            raise Refusal(403, _READ_ONLY)
        if media not in (FORM, DIRECT):
            raise Refusal(415, f"A POST holds {DIRECT}, or a form ({FORM}); its Content-Type says which.\n")
        if charset not in ("", "utf-8", "utf8"):
            raise Refusal(415, "A question is written in UTF-8.\n")
        text = _utf8(body)
        if media == FORM:
            pairs += parameters(text)
        else:
            pairs.append(("query", text))
    return _asked(pairs, required=method == "POST")


def _asked(pairs: list[tuple[str, str]], *, required: bool) -> Asked:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refusal(403, _READ_ONLY)
    if len(queries) > 1:
        raise Refusal(400, "A request asks one question: 'query' stands in it more than once.\n")
    if required and not queries:
        raise Refusal(400, "There is no question: 'query' is missing.\n")
    if queries and len(queries[0]) > LONGEST:
        raise Refusal(413, f"The question is longer than {LONGEST:,} characters.\n")
    known = ("query", "default-graph-uri", "named-graph-uri")
    return Asked(
        queries[0] if queries else None,
        _graphs(pairs, "default-graph-uri"),
        _graphs(pairs, "named-graph-uri"),
        settings([pair for pair in pairs if pair[0] not in known]),
    )


def settings(pairs: list[tuple[str, str]]) -> Settings:
    """Parameters by name, each with its values."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found


def _graphs(pairs: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(value for key, value in pairs if key == name and value))
    for graph in graphs:
        if not _ABSOLUTE.match(graph):
            raise Refusal(400, f"A value of '{name}' is no absolute IRI.\n")
    return graphs


def parameters(text: str) -> list[tuple[str, str]]:
    """The parameters of a query string or form, in order.

    Raises:
        Refusal: 400 not UTF-8, or far too many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Refusal(400, "The request is not written in UTF-8.\n") from None
    except ValueError:
        raise Refusal(400, "The request has more parameters than anybody needs.\n") from None


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "The request is not written in UTF-8.\n") from None


def _media(content_type: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type, in small letters."""
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charset = next((text.partition("=")[2].strip('"') for text in parameters if text.startswith("charset=")), "")
    return media, charset
