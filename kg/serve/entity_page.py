"""An entity's page: what ``kg explain`` says, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from kg.query.evidence import Evidence
from kg.query.profile import Profile, Statement
from kg.serve.frame import framed

_WEB = ("http://", "https://")
_RDF = (("Turtle", "ttl"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
_MOST = 200  # statements below each of the last headings


def entity_page(profile: Profile, places: Mapping[str, Sequence[str]], *, base: str, title: str, language: str, note: str) -> str:
    """The page of an entity.

    Args:
        profile: as from :func:`kg.query.explain.explain`.
        places: claim IRI -> where it was written down.
        base: the case's.
        title, language: of the case.
        note: what is shown less than the whole graph.
    """
    body = "\n".join(_Body(places).parts(profile))
    return framed(body, heading=profile.name, title=title, language=language, note=note, links=alternates(profile.id))


def alternates(slug: str) -> str:
    """Links to the same thing as RDF, for the head of a page."""
    media = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}
    return "".join(f'<link rel="alternate" type="{media[name]}" href="{entity_href(slug)}?format={name}">\n' for _, name in _RDF)


def entity_href(slug: str) -> str:
    """The address of a thing's page on this server, escaped for an attribute."""
    return escape(entity_address(slug))


def entity_address(slug: str) -> str:
    """The address of the page of a thing whose IRI is the base and these characters.

    >>> entity_address("Observation/65%20%25")
    '/entity/Observation/65%2520%2525'
    """
    return "/entity/" + quote(slug, safe="/-._~!$'()*,;=:@")


def formats(slug: str) -> str:
    """Links to the same thing as RDF, for a person."""
    links = ", ".join(f'<a href="{entity_href(slug)}?format={name}">{label}</a>' for label, name in _RDF)
    return f'<p class="formats">The same as data: {links}</p>'


class _Body:
    def __init__(self, places: Mapping[str, Sequence[str]]) -> None:
        self.places = places

    def parts(self, profile: Profile) -> Iterator[str]:
        if profile.asked:
            yield f'<p class="note"><bdi>{escape(profile.asked)}</bdi> is now called <bdi>{escape(profile.id)}</bdi>.</p>'
        yield f'<p class="kicker">{escape(", ".join(profile.classes) or "of no class")}</p>'
        yield f"<h1><bdi>{escape(profile.name)}</bdi></h1>"
        traits = [("IRI", profile.iri), *profile.traits]
        yield "<dl>" + "".join(f"<dt>{escape(label)}</dt><dd><bdi>{escape(text)}</bdi></dd>" for label, text in traits) + "</dl>"
        for item in profile.class_evidence:
            yield self._evidence(item)
        for group in profile.groups:
            yield f"<section><h2>{escape(group.heading)}</h2><ul>"
            yield from (self._statement(statement) for statement in group.statements)
            yield "</ul></section>"
        for heading, statements in profile.mentions:
            yield f"<section><h2>{escape(heading)}</h2><ul>"
            yield from (self._statement(statement) for statement in statements[:_MOST])
            yield "</ul>" + (f"<p>and {len(statements) - _MOST} more</p>" if len(statements) > _MOST else "") + "</section>"
        yield formats(profile.id)

    def _statement(self, statement: Statement) -> str:
        name = f"<bdi>{escape(statement.what)}</bdi>"
        what = f'<a href="{entity_href(statement.id)}">{name}</a>' if statement.id else name
        marked = f' <span class="state">{escape(statement.state)}</span>' if statement.state else ""
        roles = f'<div class="roles">{escape("; ".join(statement.roles))}</div>' if statement.roles else ""
        return f'<li class="s">{what}{marked}{roles}{"".join(map(self._evidence, statement.evidence))}</li>'

    def _evidence(self, item: Evidence) -> str:
        parts = [f"<blockquote><bdi>{escape(quote_)}</bdi></blockquote>" for quote_ in item.quotes]
        source = escape(", ".join(part for part in (item.title, item.publisher, item.published) if part))
        named = f'<a href="{entity_href("source/" + item.source)}">{source or escape(item.source)}</a>'
        marks = f' <span class="state">{escape("; ".join(item.marks))}</span>' if item.marks else ""
        parts.append(f"<p>{named}{marks}</p>")
        chain = ", ".join(f"{act} {name}" for act, name in item.chain)
        texts = (", ".join(item.at), item.date, chain, *(f"{label}: {text}" for label, text in item.details))
        parts += [f"<p>{escape(text)}</p>" for text in texts if text]
        parts += [f"<p>note: {escape(text)}</p>" for text in item.notes]
        parts += [f'<p class="state">against it: {escape(text)}</p>' for text in item.against]
        if item.url.startswith(_WEB):
            parts.append(f'<p><a rel="noopener noreferrer" href="{escape(item.url)}">{escape(item.url)}</a></p>')
        elif item.url:
            parts.append(f"<p>{escape(item.url)}</p>")
        parts += [f'<p class="place">{escape(place)}</p>' for place in self.places.get(item.claim, ())]
        return f'<div class="e">{"".join(parts)}</div>'
