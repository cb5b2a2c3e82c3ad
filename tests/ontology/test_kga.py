"""The shipped vocabulary keeps its own rules."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from kg.model.terms import KGA, OWL, RDFS, SKOS
from kg.ontology import Ontology, shipped_folder
from kg.ontology.declared import RESERVED
from kg.ontology.looks import PAPER, SHAPES, contrast, is_hex
from kg.ontology.ontology import ENTITY, EVIDENCE, SITUATION, WORD
from kg.ontology.turtle import TYPE, Node, TurtleFile, iris, literals, read_turtle

KINDS = {OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")}
# Dates and units belong to entities, claims and sources alike.
WITHOUT_DOMAIN = {KGA + name for name in ("unit", "edtf", "startEarliest", "startLatest", "endEarliest", "endLatest")}
WIDER_VOCABULARIES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/org#",
    "http://xmlns.com/foaf/0.1/",
    "https://schema.org/",
    "http://www.w3.org/2004/02/skos/core#",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "http://www.opengis.net/ont/geosparql#",
    "http://purl.org/linked-data/cube#",
    "http://www.w3.org/ns/sosa/",
    "http://purl.org/dc/terms/",
)


@pytest.fixture(scope="module")
def file() -> TurtleFile:
    return read_turtle(shipped_folder() / "kga.ttl")


def terms(file: TurtleFile, *kinds: str) -> Iterator[tuple[str, Node]]:
    wanted = {OWL + kind for kind in kinds} or KINDS
    return ((iri.removeprefix(KGA), node) for iri, node in file.nodes.items() if not wanted.isdisjoint(iris(node, TYPE)))


def failing(pairs: Iterator[tuple[str, Node]], holds: Callable[[str, Node], bool]) -> list[str]:
    found = list(pairs)
    assert found, "nothing was looked at"
    return [name for name, node in found if not holds(name, node)]


def is_sentence(text: str) -> bool:
    """One sentence: a capital or digit first, one full stop, at the end."""
    return re.match(r"[A-Z0-9][^\n]*[^.\s]\.\Z", text) is not None and re.search(r"[.!?;] ", text) is None


def test_each_term_has_one_label_and_one_sentence_of_comment(file: TurtleFile) -> None:
    assert failing(terms(file), lambda _, node: len(literals(node, RDFS + "label")) == 1) == []
    assert failing(terms(file), lambda _, node: len(comments := literals(node, RDFS + "comment")) == 1 and is_sentence(comments[0])) == []


def test_each_text_says_that_it_is_english(file: TurtleFile) -> None:
    words = [RDFS + "label", RDFS + "comment", SKOS + "editorialNote", KGA + "reads", KGA + "legend"]
    spoken = lambda _, node: all(value.language == "en" for word in words for value in node.get(word, ()))  # noqa: E731 - one line reads best
    assert failing(terms(file), spoken) == []


def test_labels_are_lower_case_and_no_two_classes_share_one(shipped: Ontology) -> None:
    labels = Counter(cls.label for cls in shipped.classes.values())
    assert [label for label, count in labels.items() if count > 1 or label != label.lower()] == []


def test_no_two_properties_share_a_label(shipped: Ontology) -> None:
    labels = Counter(prop.label for prop in shipped.properties.values())
    assert [label for label, count in labels.items() if count > 1] == []


def test_names_are_camel_case_classes_with_a_capital(file: TurtleFile) -> None:
    assert failing(terms(file, "Class", "NamedIndividual"), lambda name, _: re.match(r"([A-Z][a-z0-9]+)+\Z", name) is not None) == []
    properties = terms(file, "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    assert failing(properties, lambda name, _: re.match(r"[a-z][a-z0-9]*([A-Z][a-z0-9]+)*\Z", name) is not None) == []


def test_every_class_of_entities_is_drawn_by_a_hint_of_its_own_line(shipped: Ontology, file: TurtleFile) -> None:
    looks = {KGA + "color", KGA + "shape", KGA + "outline", KGA + "legend"}
    entities = shipped.subclasses(ENTITY)
    without = [
        iri for iri in entities if not any(looks <= set(file.nodes[above]) for above in shipped.superclasses(iri) if above != ENTITY)
    ]
    assert without == [ENTITY]
    assert looks <= set(file.nodes[ENTITY])
    assert all(shipped.classes[iri].shape in SHAPES for iri in entities)


def test_outlines_stand_out_from_the_page_in_both_themes(shipped: Ontology) -> None:
    pairs = {cls.outline for iri in shipped.subclasses(ENTITY) for cls in [shipped.classes[iri]]}
    assert [pair for pair in pairs for one, page in zip(pair, PAPER, strict=True) if not is_hex(one) or contrast(one, page) < 3] == []


def test_a_legend_has_one_look_and_a_look_one_legend(shipped: Ontology) -> None:
    looks = {(cls.legend, cls.color, cls.outline, cls.shape) for iri in shipped.subclasses(ENTITY) for cls in [shipped.classes[iri]]}
    legends = Counter(look[0] for look in looks)
    assert [legend for legend, count in legends.items() if count > 1] == []
    drawn = Counter(look[1:] for look in looks if look[0] not in ("Actor", "Group of people", "Other", "Good, idea, measure"))
    assert [look for look, count in drawn.items() if count > 1] == []


def test_relations_between_entities_are_drawn_and_say_how_they_read(shipped: Ontology, file: TurtleFile) -> None:
    drawn = {iri for iri, prop in shipped.properties.items() if prop.draws_edge}
    assert [iri for iri in drawn if len(literals(file.nodes[iri], KGA + "reads")) != 1] == []
    assert [iri for iri in drawn if literals(file.nodes[iri], KGA + "drawsEdge") != ["true"]] == []
    relations = {
        iri
        for iri, prop in shipped.properties.items()
        if prop.is_object and not (prop.evidence or prop.computed or prop.inverse_of) and not shipped.is_a(prop.range or "", WORD)
    }
    assert drawn == relations


def test_every_property_has_a_range_and_a_domain_except_where_it_belongs_to_all(shipped: Ontology) -> None:
    assert [iri for iri, prop in shipped.properties.items() if prop.range is None] == []
    assert {iri for iri, prop in shipped.properties.items() if prop.domain is None} == WITHOUT_DOMAIN


def test_reserved_words_name_only_properties_about_evidence(shipped: Ontology) -> None:
    assert [prop.name for prop in shipped.properties.values() if prop.name in RESERVED and not prop.evidence] == []


def test_what_a_fact_can_say_of_a_claim_is_a_property_of_claims(shipped: Ontology) -> None:
    grammar = {"id", "date", "by", "not", "internal", "fact", "is", "columns", "rows", "for", "if", "unordered"}
    assert [word for word in RESERVED - grammar if word not in shipped.property_by_name] == []


def test_ranges_of_a_symmetric_or_transitive_property_are_its_domain(shipped: Ontology) -> None:
    both_ways = [prop for prop in shipped.properties.values() if prop.symmetric or prop.transitive]
    assert len(both_ways) > 5
    assert [prop.name for prop in both_ways if prop.domain != prop.range] == []


def test_a_subproperty_is_narrower_than_what_it_stands_under(shipped: Ontology) -> None:
    pairs = [(prop, shipped.properties[above]) for prop in shipped.properties.values() for above in prop.parents]
    assert len(pairs) > 10
    wider = [
        f"{prop.name} under {above.name}"
        for prop, above in pairs
        if not (shipped.is_a(prop.domain or "", above.domain or "") and shipped.is_a(prop.range or "", above.range or ""))
    ]
    assert wider == []


def test_keys_are_properties_of_their_situations(shipped: Ontology) -> None:
    keyed = {cls.name: cls for cls in shipped.classes.values() if cls.identified_by}
    assert set(keyed) == {"Tenure", "ElectionResult", "Observation"}
    for cls in keyed.values():
        assert shipped.is_a(cls.iri, SITUATION)
        assert cls.key_property is None or cls.key_property in cls.identified_by
        for iri in {*cls.identified_by, *cls.distinguished_by} - {KGA + "edtf"}:
            assert shipped.is_a(cls.iri, shipped.properties[iri].domain or "")


def test_each_class_of_fixed_words_has_words_and_a_property_that_takes_them(shipped: Ontology) -> None:
    classes = set(shipped.subclasses(WORD)) - {WORD}
    assert [iri for iri in classes if len(shipped.words(iri)) < 2] == []
    assert classes == {prop.range for prop in shipped.properties.values() if prop.range in classes}
    assert [one.name for one in shipped.individuals.values() if one.type not in classes] == ["Withheld"]


def test_evidence_and_fixed_words_are_no_entities(shipped: Ontology) -> None:
    assert not set(shipped.subclasses(ENTITY)) & {*shipped.subclasses(EVIDENCE), *shipped.subclasses(WORD)}


def test_every_class_stands_under_one_of_the_three_tops(shipped: Ontology) -> None:
    tops = {ENTITY, EVIDENCE, WORD}
    assert [cls.name for iri, cls in shipped.classes.items() if tops.isdisjoint(shipped.superclasses(iri))] == []


def test_axioms_name_only_vocabularies_whose_terms_are_wider(shipped: Ontology) -> None:
    aligned = {one for term in (*shipped.classes.values(), *shipped.properties.values()) for one in term.aligned}
    assert [one for one in aligned if not one.startswith(WIDER_VOCABULARIES)] == []


@pytest.mark.parametrize("name", ["Cartel", "Gang", "ArmedGroup"])
def test_grave_classes_need_a_source(shipped: Ontology, name: str) -> None:
    assert shipped.classes[KGA + name].needs_source


def test_a_post_has_one_seat_and_a_shared_post_many(shipped: Ontology) -> None:
    assert shipped.classes[KGA + "Position"].single_seat
    assert not shipped.classes[KGA + "SharedPosition"].single_seat


def test_a_country_is_a_place_and_an_actor_and_looks_like_a_place(shipped: Ontology) -> None:
    country, place = shipped.classes[KGA + "Country"], shipped.classes[KGA + "Place"]
    assert (country.color, country.shape, country.legend) == (place.color, place.shape, place.legend)
    assert shipped.is_a(country.iri, KGA + "Actor")
