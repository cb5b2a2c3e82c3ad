"""Turtle to :class:`~kg.ontology.ontology.Ontology`: the shipped vocabulary and what a case adds to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model.terms import EDTF, KGA, OWL, RDFS, SKOS, XSD
from kg.ontology.declared import Declared, declared, nearest_name
from kg.ontology.looks import SHAPES, is_fill, is_hex, outline_of
from kg.ontology.ontology import EVIDENCE, WORD, Class_, Individual, Ontology, Property
from kg.ontology.turtle import TYPE, Node, TurtleFile, TurtleGraph, Value, english, iris, key_of, literals, read_folders

DATATYPES = frozenset({XSD + name for name in ("string", "integer", "decimal", "boolean", "date", "anyURI")} | {EDTF})
"""Ranges that a literal property can have."""

_LOOKS = (KGA + "color", KGA + "shape")


def shipped_folder() -> Path:
    """The folder of the vocabulary that comes with kg: inside the package when installed, else ``ontology/`` of the source tree.

    Raises:
        OntologyError: it is missing, so the installation is incomplete.
    """
    inside = Path(__file__).parent / "shipped"
    for folder in (inside, Path(__file__).parents[2] / "ontology"):
        if (folder / "kga.ttl").is_file():
            return folder
    raise OntologyError("the vocabulary that comes with kg is missing.", remedy="Install kg again.", place=str(inside))


def folders_of(own: Path) -> list[Path]:
    """The shipped ontology's folder, then a case's own if there is one and it is another one."""
    shipped = shipped_folder()
    return [shipped] if not own.exists() or own.resolve() == shipped.resolve() else [shipped, own]


def load_ontology(folders: Sequence[Path]) -> Ontology:
    """The ontology that the Turtle files of the folders make together.

    Args:
        folders: the shipped one first (:func:`shipped_folder`), then a case's own; one that does not exist adds nothing.

    Raises:
        OntologyError: a file that is no Turtle, or a term that breaks a rule; with file, line and column where they are known.
    """
    return _loaded(tuple(read_folders(folders).files))


@lru_cache(maxsize=4)  # builds and questions of one process mostly have the same, which takes longer to load than a small case to check
def _loaded(files: tuple[TurtleFile, ...]) -> Ontology:
    graph = TurtleGraph(files)
    found = declared(graph)
    properties = _with_inverses(found, {iri: _property(found, iri, node) for iri, node in found.properties.items()})
    return Ontology(
        classes=MappingProxyType({iri: _class(found, iri, node) for iri, node in found.classes.items()}),
        properties=MappingProxyType(properties),
        individuals=MappingProxyType(_individuals(found)),
        prefixes=MappingProxyType(graph.own_prefixes),
        shapes=tuple(file.path for file in graph.files if file.holds_shapes),
    )


def _class(found: Declared, iri: str, node: Node) -> Class_:
    color, outline, shape, legend = _look(found, iri)
    key = _properties_of(found, iri, KGA + "keyProperty")
    return Class_(
        name=found.names[iri],
        iri=iri,
        label=english(node, RDFS + "label") or found.names[iri],
        comment=english(node, RDFS + "comment"),
        note=english(node, SKOS + "editorialNote"),
        parents=found.parents[iri],
        aligned=found.aligned[iri],
        color=color,
        outline=outline,
        shape=shape,
        legend=legend,
        key_property=key[-1] if key else None,
        identified_by=_properties_of(found, iri, KGA + "identifiedBy"),
        distinguished_by=_properties_of(found, iri, KGA + "distinguishedBy"),
        needs_source=_flag(found, iri, "needsSource"),
        single_seat=_flag(found, iri, "singleSeat"),
    )


def _look(found: Declared, iri: str) -> tuple[str, tuple[str, str], str, str]:
    """Fill, outline, shape and legend, each from the nearest class that has it; a fill brings its own outline."""
    filled = found.nearest(iri, KGA + "color") or {}
    shaped = found.nearest(iri, KGA + "shape") or {}
    color = (literals(filled, KGA + "color") or ["none"])[-1]
    shape = (literals(shaped, KGA + "shape") or ["disc"])[-1]
    if not is_fill(color):
        found.refuse(iri, f"'{color}' is no colour.", "Write #rrggbb in lower case, ink or none.")
    if shape not in SHAPES:
        found.refuse(iri, f"'{shape}' is no shape.", nearest_name(shape, SHAPES) or f"Shapes: {', '.join(SHAPES)}.")
    outline = _outline(found, iri, filled[KGA + "outline"][-1]) if KGA + "outline" in filled else outline_of(color)
    group = next((above for above in found.up[iri] if any(look in found.classes[above] for look in _LOOKS)), iri)
    legend = english(found.classes[group], KGA + "legend") or english(found.classes[group], RDFS + "label") or found.names[group]
    return color, outline, shape, legend[:1].upper() + legend[1:]


def _outline(found: Declared, iri: str, written: Value) -> tuple[str, str]:
    pair = [key_of(value) for value in found.graph.list_of(written)]
    if len(pair) != 2 or not all(is_hex(one) for one in pair):
        found.refuse(iri, "an outline is two colours, for a light page and a dark one.", 'Write ( "#rrggbb" "#rrggbb" ).')
    return pair[0], pair[1]


def _properties_of(found: Declared, iri: str, predicate: str) -> tuple[str, ...]:
    """The properties that a key flag of the nearest class names, as an RDF list or one by one."""
    node = found.nearest(iri, predicate)
    if node is None:
        return ()
    values = found.graph.list_of(node[predicate][-1]) or node[predicate]
    for value in values:
        if not isinstance(value, ox.NamedNode) or value.value not in found.properties:
            hint = nearest_name(str(value), (f"<{one}>" for one in found.properties))
            found.refuse(iri, f"kga:{predicate.removeprefix(KGA)} names a property that does not exist, {value}.", hint)
    return tuple(value.value for value in values if isinstance(value, ox.NamedNode))


def _flag(found: Declared, iri: str, name: str, *, default: bool = False) -> bool:
    """A true-or-false flag of the nearest term that has it."""
    node = found.nearest(iri, KGA + name)
    if node is None:
        return default
    text = literals(node, KGA + name)[-1:]
    if text not in (["true"], ["false"]):
        found.refuse(iri, f"kga:{name} is true or false.")
    return text == ["true"]


def _property(found: Declared, iri: str, node: Node) -> Property:
    types = iris(node, TYPE)
    domain, range_ = _end(found, iri, "domain"), _end(found, iri, "range")
    symmetric, transitive = OWL + "SymmetricProperty" in types, OWL + "TransitiveProperty" in types
    is_object = OWL + "ObjectProperty" in types or symmetric or transitive
    is_object = is_object or (OWL + "DatatypeProperty" not in types and range_ in found.classes)
    _check_range(found, iri, range_, is_object)
    label = english(node, RDFS + "label") or found.names[iri]
    evidence = domain is not None and EVIDENCE in found.up.get(domain, ())
    computed = _flag(found, iri, "computed")
    to_word = range_ is not None and WORD in found.up.get(range_, ())
    unit = found.nearest(iri, KGA + "unit")
    return Property(
        name=found.names[iri],
        iri=iri,
        label=label,
        comment=english(node, RDFS + "comment"),
        note=english(node, SKOS + "editorialNote"),
        is_object=is_object,
        domain=domain,
        range=range_,
        functional=OWL + "FunctionalProperty" in types,
        symmetric=symmetric,
        transitive=transitive,
        irreflexive=OWL + "IrreflexiveProperty" in types,
        inverse=None,
        inverse_of=None,
        parents=found.parents[iri],
        aligned=found.aligned[iri],
        timeless=_flag(found, iri, "timeless"),
        latest_stands=_flag(found, iri, "latestStands"),
        draws_edge=_flag(found, iri, "drawsEdge", default=is_object and not (evidence or computed or to_word)) and is_object,
        reads=english(node, KGA + "reads") or label,
        unit=literals(unit, KGA + "unit")[-1] if unit else None,
        computed=computed,
        evidence=evidence,
    )


def _end(found: Declared, iri: str, name: str) -> str | None:
    """The domain or range of the property or of the nearest superproperty that has one.

    A property with an inverse and no domain of its own takes both from the other side instead.
    """
    predicate = RDFS + name
    node = found.nearest(iri, predicate)
    if node is None or (predicate not in found.properties[iri] and OWL + "inverseOf" in found.properties[iri]):
        return None
    named = iris(node, predicate)
    if len(named) != len(node[predicate]) or len(named) > 1:
        found.refuse(iri, f"the {name} of a property is one named class.", "Declare a superclass of the classes it joins and name that.")
    return named[0]


def _check_range(found: Declared, iri: str, range_: str | None, is_object: bool) -> None:
    domain = _end(found, iri, "domain")
    if domain is not None and domain not in found.classes:
        found.refuse(iri, f"the domain <{domain}> is no class of the ontology.", _like(found, domain))
    if range_ is None:
        return
    if is_object and range_ not in found.classes:
        found.refuse(iri, f"the range <{range_}> is no class of the ontology.", _like(found, range_))
    if not is_object and range_ not in DATATYPES:
        kinds = ", ".join(sorted(one.rsplit("/", 1)[-1].replace("XMLSchema#", "xsd:") for one in DATATYPES))
        found.refuse(iri, f"the range <{range_}> is no kind of literal that facts can have.", f"Kinds: {kinds}.")


def _like(found: Declared, iri: str) -> str:
    return nearest_name(re.split(r"[#/]", iri)[-1], (found.names[one] for one in found.classes))


def _with_inverses(found: Declared, properties: Mapping[str, Property]) -> dict[str, Property]:
    """The properties with owl:inverseOf read in both directions."""
    result = dict(properties)
    for iri, node in found.properties.items():
        for other in iris(node, OWL + "inverseOf"):
            if other not in properties or not properties[other].is_object or not properties[iri].is_object:
                found.refuse(iri, f"is the inverse of <{other}>, which is no property between entities.", _like_property(found, other))
            one, two = result[iri], result[other]
            if one.inverse not in (None, other) or two.inverse not in (None, iri):
                found.refuse(iri, "a property has one inverse.", "Take one owl:inverseOf away.")
            secondary = RDFS + "domain" not in node
            result[iri] = replace(one, inverse=other, **(_mirrored(two) if secondary else {}))
            result[other] = replace(two, inverse=iri)
    return result


def _mirrored(primary: Property) -> dict[str, Any]:
    """What the secondary side takes from the primary one; it draws no line, for that would be the same line again."""
    return {
        "inverse_of": primary.iri,
        "domain": primary.range,
        "range": primary.domain,
        "transitive": primary.transitive,
        "timeless": primary.timeless,
        "draws_edge": False,
        "computed": primary.computed,
        "evidence": primary.evidence,
    }


def _like_property(found: Declared, iri: str) -> str:
    return nearest_name(re.split(r"[#/]", iri)[-1], (found.names[one] for one in found.properties))


def _individuals(found: Declared) -> dict[str, Individual]:
    """The named individuals, in the order in which they are written."""
    result: dict[str, Individual] = {}
    seen: dict[tuple[str, str], str] = {}
    for iri, node in found.individuals.items():
        types = [one for one in iris(node, TYPE) if one != OWL + "NamedIndividual"]
        if not types:
            found.refuse(iri, "a named individual needs a class.", "Write 'a kga:Status' or another class of fixed words.")
        kind = next((one for one in types if one in found.classes), types[0])
        local = found.names[iri].rsplit(":", 1)[-1]
        word = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", local).lower()
        other = seen.setdefault((kind, word), iri)
        if other != iri:
            found.refuse(iri, f"the word '{word}' stands for <{other}> already.", "Choose another name.")
        label = english(node, RDFS + "label") or word.replace("-", " ")
        result[iri] = Individual(found.names[iri], word, iri, label, english(node, RDFS + "comment"), kind)
    return result
