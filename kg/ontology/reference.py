"""The reference of an ontology as a Markdown page: its classes, properties, fixed words and rules.

``python -m kg.ontology.reference`` prints the page of the shipped ontology, which is docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kg.model.terms import EDTF, KGA, PREFIXES, RDFS, SH, shorten
from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import ENTITY, EVIDENCE, SITUATION, Class_, Ontology, Property
from kg.ontology.turtle import Node, english, iris, literals, read_turtle

_KGS = "https://w3id.org/kga/shapes#"
_Test = Callable[[Ontology, Property], bool]
_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "info"}
_INTRODUCTION = """\
# The ontology

What facts can be about. This page is made from `ontology/kga.ttl` and `ontology/shapes.ttl`; `python -m kg.ontology.reference` prints it.

A fact file writes the names in the first column of each table. They stand in the namespace `https://w3id.org/kga#` (prefix `kga:`), which
is not registered with w3id.org yet, so that the addresses do not open in a browser. The last column names terms of other vocabularies:
after "is also" those that a class or property formally stands under, then those that mean nearly the same.

## Adding to it

Put a Turtle file into the case's own `ontology/` folder. What it declares is at once accepted in facts, checked, asked for and drawn; no
Python is needed. Terms outside `kga:` are written in facts with their prefix, here `own:Blockade`.

```turtle
@prefix own: <https://example.org/terms#> .
@prefix kga: <https://w3id.org/kga#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

own:Blockade a owl:Class ;                              # a kind of event: can be the key of a fact
    rdfs:subClassOf kga:Event ;
    rdfs:label "blockade"@en ;
    rdfs:comment "A road or port being closed by people."@en ;
    kga:color "#aa3377" ; kga:shape "triangle" .        # left out, it looks like an event

own:blocks a owl:ObjectProperty ;                       # a relation: draws a line that reads "blocks"
    rdfs:domain own:Blockade ; rdfs:range kga:Place ;
    rdfs:label "blocks"@en ;
    rdfs:comment "Which road or port is closed."@en .
```

A property without a domain and with `owl:inverseOf` is the other way of saying an existing one. A class or property takes over what its
superclass or superproperty says of looks, keys, flags, domain, range and unit. A file may also say more of a shipped term, without
declaring it again. Rules are SHACL shapes in any of these files.
"""


def reference(ontology: Ontology) -> str:
    """The ontology as a Markdown page, the same for the same ontology."""
    parts = [
        _INTRODUCTION,
        _classes(ontology, "Entities", "What can be declared under `entities:`.", ENTITY, without=SITUATION),
        _classes(ontology, "Situations", "What can be the key of a fact: things that happen or hold for a time.", SITUATION),
        _properties(ontology, "Relations", "Between entities that are no situations.", _is_relation),
        _properties(ontology, "Roles and facts of situations", "The keys inside a fact about a situation.", _is_role),
        _words(ontology),
        _classes(ontology, "Evidence", "What the build makes of sources, facts and speakers; for questions.", EVIDENCE),
        _properties(ontology, "Properties of evidence", "On claims, sources and speakers; for questions.", lambda o, p: p.evidence),
        _properties(ontology, "What the build works out", "No fact states these; questions may ask for them.", lambda o, p: p.computed),
        _flags(),
        _rules(ontology),
    ]
    return "\n".join(parts)


def _is_relation(ontology: Ontology, prop: Property) -> bool:
    return ontology.is_fact_property(prop.iri) and not _is_role(ontology, prop)


def _is_role(ontology: Ontology, prop: Property) -> bool:
    # The other way of saying a role begins at the entity, but a reader looks for it beside the role.
    domain = ontology.properties[prop.inverse_of].domain if prop.inverse_of else prop.domain
    return ontology.is_fact_property(prop.iri) and domain is not None and ontology.is_a(domain, SITUATION)


def _classes(ontology: Ontology, title: str, words: str, top: str, *, without: str = "") -> str:
    rows = [
        (
            f"{'· ' * depth}`{cls.name}`",
            cls.comment,
            _look(cls) if ontology.is_a(cls.iri, ENTITY) else "",
            _key(ontology, cls),
            _others(cls),
        )
        for depth, cls in _tree(ontology, top, without)
    ]
    return _section(title, words, ("class", "what it is", "drawn as", "in facts", "elsewhere"), rows)


def _tree(ontology: Ontology, top: str, without: str, depth: int = 0) -> Iterator[tuple[int, Class_]]:
    """The classes below (and with) the top one, each under its first superclass."""
    yield depth, ontology.classes[top]
    for iri, cls in ontology.classes.items():
        if iri != without and cls.parents[:1] == (top,):
            yield from _tree(ontology, iri, without, depth + 1)


def _look(cls: Class_) -> str:
    return f"{cls.shape}, {cls.color} ({cls.legend})"


def _key(ontology: Ontology, cls: Class_) -> str:
    found = ["needs a source"] if cls.needs_source else []
    if cls.identified_by:
        names = [_name(ontology, iri) for iri in cls.identified_by]
        further = "".join(f", {_name(ontology, iri)} if given" for iri in cls.distinguished_by)
        found.append(f"known by {', '.join(names)}{further}")
    if cls.key_property:
        found.append(f"its key takes the {_name(ontology, cls.key_property)}")
    return "; ".join(found)


def _name(ontology: Ontology, iri: str) -> str:
    return "`date`" if iri == KGA + "edtf" else f"`{ontology.properties[iri].name}`"


def _properties(ontology: Ontology, title: str, words: str, belongs: _Test) -> str:
    rows = [
        (f"`{p.name}`", p.comment, _end(ontology, p.domain), _end(ontology, p.range), _traits(ontology, p), _others(p))
        for p in ontology.properties.values()
        if belongs(ontology, p)
    ]
    return _section(title, words, ("property", "what it says", "of", "value", "more", "elsewhere"), rows)


def _end(ontology: Ontology, iri: str | None) -> str:
    if iri is None:
        return "anything"
    return f"`{ontology.classes[iri].name}`" if iri in ontology.classes else _short(iri)


def _traits(ontology: Ontology, prop: Property) -> str:
    found = [f"under `{ontology.properties[iri].name}`" for iri in prop.parents]
    if prop.inverse_of:
        found.append(f"the other way of saying `{ontology.properties[prop.inverse_of].name}`")
    elif prop.inverse:
        found.append(f"the other way: `{ontology.properties[prop.inverse].name}`")
    found += [
        word for word, holds in (("both ways", prop.symmetric), ("transitive", prop.transitive), ("timeless", prop.timeless)) if holds
    ]
    if prop.functional:
        found.append("one value, the latest" if prop.latest_stands else "one value")
    if prop.draws_edge:
        found.append(f"line reads “{prop.reads}”")
    if prop.unit:
        found.append(f"in {prop.unit} unless stated")
    return "; ".join(found)


def _others(term: Class_ | Property) -> str:
    also = f"is also {', '.join(_short(iri) for iri in term.aligned)}" if term.aligned else ""
    return "; ".join(part for part in (also, term.note) if part)


def _words(ontology: Ontology) -> str:
    rows = [
        (f"`{prop.name}`", f"`{word.word}`", word.comment)
        for prop in ontology.properties.values()
        for word in ontology.words(prop.range or "").values()
    ]
    return _section("Fixed words", "Values from a closed list.", ("property", "word", "what it means"), rows)


def _flags() -> str:
    nodes = read_turtle(shipped_folder() / "kga.ttl").nodes
    rows = [
        (f"`kga:{iri.removeprefix(KGA)}`", english(node, RDFS + "comment"))
        for iri, node in nodes.items()
        if any(kind.endswith("#AnnotationProperty") for kind in _types(node))
    ]
    return _section("Flags", "What the Turtle of a class or property can say beside RDF Schema and OWL.", ("flag", "what it says"), rows)


def _rules(ontology: Ontology) -> str:
    rows = []
    for path in ontology.shapes:
        for iri, node in read_turtle(path).nodes.items():
            if not {SH + "NodeShape", SH + "PropertyShape"}.isdisjoint(_types(node)) and not iri.startswith("_:"):
                severity = _SEVERITIES[iris(node, SH + "severity")[0].removeprefix(SH)] if SH + "severity" in node else "error"
                bad, good = ("".join(f"`{text}`" for text in literals(node, _KGS + word)[:1]) for word in ("bad", "good"))
                texts = (english(node, SH + "message"), english(node, RDFS + "comment"), english(node, _KGS + "remedy"))
                rows.append((f"`{iri.removeprefix(_KGS)}`", severity, *texts, bad, good))
    words = "SHACL shapes over the graph of a case and the ontology together. Errors are to be mended, warnings to be looked at."
    return _section("Rules", words, ("code", "severity", "message", "why", "what to do", "bad", "good"), rows)


def _types(node: Node) -> list[str]:
    return iris(node, PREFIXES["rdf"] + "type")


@cache
def _prefixes() -> dict[str, str]:
    return {**read_turtle(shipped_folder() / "kga.ttl").prefixes, **PREFIXES}


def _short(iri: str) -> str:
    return "EDTF date" if iri == EDTF else shorten(iri, "", _prefixes())


def _section(title: str, words: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"## {title}", "", words, "", _row(head), _row("---" for _ in head), *map(_row, rows), ""]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    print(reference(load_ontology([shipped_folder()])), end="")
