"""Content negotiation: which of our formats a client takes (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Format(NamedTuple):
    """A format of answers.

    Args:
        name: what ``format=`` may say, and the name of its writer.
        media: its media type; what the answer is called.
        aliases: other media types that ask for it.
    """

    name: str
    media: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with the encoding where it is text."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


JSON = Format("json", "application/sparql-results+json", ("application/json",))
XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
CSV = Format("csv", "text/csv")
TSV = Format("tsv", "text/tab-separated-values")
TURTLE = Format("ttl", "text/turtle", ("application/x-turtle", "application/turtle"))
N_TRIPLES = Format("nt", "application/n-triples", ("text/plain", "text/ntriples"))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"))
HTML = Format("html", "text/html", ("application/xhtml+xml",))

FORMS: Mapping[str, tuple[Format, ...]] = MappingProxyType(
    {"rows": (JSON, XML, CSV, TSV), "boolean": (JSON, XML), "graph": (TURTLE, N_TRIPLES, RDF_XML)}
)
"""Form of an answer -> its formats, the one that is given unasked first."""


def choose(accept: str, offered: Sequence[Format]) -> Format | None:
    """The format that the client likes best, of equals the one offered first; None when it takes none.

    >>> choose("text/csv;q=0.5, application/json", FORMS["rows"]).name
    'json'
    >>> choose("image/png", FORMS["rows"]) is None
    True
    """
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    best, liking = None, 0.0
    for format_ in offered:
        exact = (quality for media, quality in ranges if media in format_.aliases)
        quality = max([_quality(format_.media, ranges), *exact])
        if quality > liking:
            best, liking = format_, quality
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not media:
            continue
        quality = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        try:
            yield media, min(max(float(quality), 0.0), 1.0)
        except ValueError:
            yield media, 1.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a media type is liked: what its most exact range says."""
    kind = media.partition("/")[0]
    for pattern in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
