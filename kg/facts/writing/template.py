"""Templates: what an empty workbook for some classes has: a sheet a class, a column a property, choices, words of help, an example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.errors import UsageError
from kg.facts.tables.native import NOTE
from kg.facts.tables.native_heads import FACTS, SOURCES, sheet_kind
from kg.facts.vocabulary import Vocabulary, vocabulary_of
from kg.facts.writing.sheets import fits_a_sheet
from kg.model.terms import KGA
from kg.ontology.ontology import SITUATION, Class_, Ontology, Property

_EXAMPLES = {"edtf": "2024-05-02", "integer": "12", "decimal": "about 14.1 million USD", "string": "text"}
_HELP = {
    "slug": ("The name by which other sheets and files mean this row: lower-case letters, digits, hyphens.", "x"),
    "is": ("A narrower class, where this row has one; empty: the class of the sheet.", ""),
    "name": ("What it is called. For another language add a column such as 'name@es'.", "Example"),
    "aka": ("Other names and acronyms; '|' separates several.", "Other name | EX"),
    "source": ("Who states this row: an id of the sheet 'Source', or of a source declared elsewhere.", "paper-2024-05-02"),
    "date": ("When it held or happened: 2024-05-02, 2024-05, 2024, 2019/2023, 2021/.., about 2009 as 2009~.", "2019/2023"),
    "quote": ("A few words of the source; '|' separates several quotes.", "in its own words"),
    "at": ("Where in the source: page, paragraph, minute.", "p. 4"),
    "modality": ("Only alleged, charged, admitted, found, planned or denied?", ""),
    "note": ("Your own remark.", ""),
    "id": ("Your name for the source; facts refer to it.", "paper-2024-05-02"),
    "title": ("What the source is called.", "Union blocks the port"),
    "publisher": ("Slug of the one who published it.", "daily-paper"),
    "url": ("Its address on the web.", "https://paper.example/port"),
    "type": ("article, dataset, report, video ...", "article"),
    "reliability": ("A to F, if you grade sources.", ""),
    "language": ("Language of the source: en, es, pt-BR ...", "en"),
    "attribution": ("Who passes it on, first speaker first, publisher last; commas between.", ""),
    "internal": ("'true' keeps the source and all it states out of every export.", ""),
    "subject": ("Slug, or several with commas between.", "ana-vega"),
    "property": ("A property of the ontology.", "memberOf"),
    "object": ("Slug, or several with commas between; for some properties a text or number.", "port-union"),
}
_SOURCE = ("id", "title", "publisher", "date", "url", "type", "reliability", "language", "attribution", "internal")
_SAID = ("source", "quote", "at")


@dataclass(frozen=True)
class Column:
    """A column of a template.

    Args:
        head: its name.
        help: what belongs into it.
        example: its cell in the example row.
        choices: fixed words to choose from.
        refers: IRI of the class whose slugs belong into it; ``source`` for ids of sources.
    """

    head: str
    help: str
    example: str = ""
    choices: tuple[str, ...] = ()
    refers: str = ""


@dataclass
class Template:
    """One sheet of a template; ``iri`` is its class's, empty for sources and facts."""

    name: str
    iri: str
    columns: list[Column] = field(default_factory=list)


def templates(names: Sequence[str], ontology: Ontology) -> list[Template]:
    """The sheets for some classes, and one for their sources first.

    Raises:
        UsageError: one of the names is no class that facts can have.
    """
    vocabulary = vocabulary_of(ontology)
    made = {SOURCES: Template(SOURCES, "", [_plain(name) for name in _SOURCE])}
    for name in names:
        _refuse(name, vocabulary)
        if name == FACTS:
            words = tuple(sorted(vocabulary.kinds))
            columns = [_plain("subject"), Column("property", *_HELP["property"], words), _plain("object"), _plain("date")]
            made[name] = Template(name, "", [*columns, *map(_plain, _SAID), *_more(ontology)])
        elif name != SOURCES:
            cls = ontology.classes[ontology.by_name[name]]
            made[name] = Template(name, cls.iri, _columns(cls, ontology))
    for template in made.values():
        first = template.columns[0]
        template.columns[0] = Column(first.head, first.help, f"{NOTE}example: {first.example}", first.choices, first.refers)
    return list(made.values())


def _refuse(name: str, vocabulary: Vocabulary) -> None:
    if sheet_kind(name, vocabulary) is None:
        near = vocabulary.near(name, (*vocabulary.classes, *vocabulary.nodes, FACTS))
        remedy = near or "docs/ontology.md lists them; 'facts' is for plain facts."
        raise UsageError(f"'{name}' is no class of entities or situations.", remedy=remedy)
    if not fits_a_sheet(name):
        raise UsageError(f"no sheet can be called '{name}'.", remedy="Ask for the class above it, and name this one in the column 'is'.")


def _plain(name: str) -> Column:
    help_, example = _HELP[name]
    return Column(name, help_, example, refers="source" if name == "source" else KGA + "Actor" if name == "publisher" else "")


def _columns(cls: Class_, ontology: Ontology) -> list[Column]:
    node = ontology.is_a(cls.iri, SITUATION)
    below = tuple(ontology.classes[iri].name for iri in ontology.subclasses(cls.iri))
    first = [] if cls.key_property else [Column("slug", _HELP["slug"][0], f"my-{cls.label.replace(' ', '-').lower()}")]
    if len(below) > 1:
        first.append(Column("is", _HELP["is"][0], "", below))
    first += [] if cls.key_property else [_plain("name"), *([] if node else [_plain("aka")])]
    keys = [iri for iri in (*cls.identified_by, *cls.distinguished_by) if iri in ontology.properties and not iri.endswith("#edtf")]
    near, far = _properties(cls, ontology, keys)
    columns = [_property(ontology.properties[iri], ontology) for iri in keys]
    said = [*([_plain("date")] if node else []), *map(_plain, _SAID)]
    order = [*columns, *first] if cls.key_property else [*first, *columns]
    return [*order, *(_property(one, ontology) for one in near), *said, *(_property(one, ontology) for one in far), *_more(ontology)]


def _properties(cls: Class_, ontology: Ontology, keys: Sequence[str]) -> tuple[list[Property], list[Property]]:
    """Properties that the class can have, nearest first; and those that nearly everything can have."""
    up = ontology.superclasses(cls.iri)
    found = [
        one
        for iri, one in ontology.properties.items()
        if one.domain in up and iri not in keys and one.inverse_of is None and ontology.is_fact_property(iri)
    ]
    found.sort(key=lambda one: up.index(str(one.domain)))
    general = {KGA + "Entity", SITUATION}
    return [one for one in found if one.domain not in general], [one for one in found if one.domain in general]


def _property(one: Property, ontology: Ontology) -> Column:
    words = tuple(ontology.words(one.range)) if one.range else ()
    if words:
        return Column(one.name, f"{one.comment} One of: {', '.join(words)}.", words[0], words)
    if one.is_object:
        above = ontology.classes.get(one.range or "")
        label = above.label if above else "entity"
        help_ = f"{one.comment} Slug of: {label}; commas between several."
        return Column(one.name, help_, label.replace(" ", "-").lower(), refers=one.range or "")
    kind = (one.range or "string").rpartition("#")[2].rpartition("/")[2]
    return Column(one.name, one.comment, _EXAMPLES.get(kind, "text"))


def _more(ontology: Ontology) -> list[Column]:
    modality = tuple(ontology.words(KGA + "Modality"))
    return [Column("modality", _HELP["modality"][0], "", modality), _plain("note")]
