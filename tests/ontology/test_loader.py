"""Turtle becomes an Ontology, or is refused with the place and the reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.model.terms import KGA
from kg.ontology import Ontology, load_ontology, shipped_folder

OWN = "https://e.org/terms#"
Load = Callable[..., Ontology]

GHOST_GANG = """
own:GhostGang a owl:Class ; rdfs:subClassOf kga:Gang ; rdfs:label "ghost gang"@en ; rdfs:comment "A gang nobody has seen."@en .
"""


def test_names_are_local_in_kga_and_curies_elsewhere(with_own: Load) -> None:
    ontology = with_own(GHOST_GANG)
    assert ontology.by_name["Gang"] == KGA + "Gang"
    assert ontology.by_name["own:GhostGang"] == OWN + "GhostGang"


def test_the_prefixes_of_a_case_are_those_that_no_other_case_knows(with_own: Load, shipped: Ontology) -> None:
    assert shipped.prefixes == {}
    assert with_own(GHOST_GANG).prefixes == {"own": OWN, "sh": "http://www.w3.org/ns/shacl#"}


def test_a_subclass_takes_over_look_and_flags(with_own: Load) -> None:
    ghost = with_own(GHOST_GANG).classes[OWN + "GhostGang"]
    assert (ghost.color, ghost.outline, ghost.shape, ghost.legend) == ("#d55e00", ("#943f00", "#ff9a52"), "diamond", "Criminal group")
    assert ghost.needs_source


def test_a_subclass_with_a_colour_of_its_own_gets_an_outline_that_fits_and_its_own_legend(with_own: Load) -> None:
    ghost = with_own(GHOST_GANG + 'own:GhostGang kga:color "#aa3377" .').classes[OWN + "GhostGang"]
    assert (ghost.color, ghost.shape, ghost.legend) == ("#aa3377", "diamond", "Ghost gang")
    assert ghost.outline not in [("#943f00", "#ff9a52"), ("#aa3377", "#aa3377")]


def test_a_case_may_say_more_of_a_shipped_class(with_own: Load) -> None:
    ontology = with_own('kga:Concept kga:needsSource true . kga:Gang rdfs:label "street gang"@en .')
    assert ontology.classes[KGA + "Offence"].needs_source
    assert ontology.classes[KGA + "Gang"].label == "street gang"


def test_of_two_superclasses_the_nearest_with_a_look_decides(with_own: Load) -> None:
    ontology = with_own("own:CityState a owl:Class ; rdfs:subClassOf kga:Settlement , kga:Government .")
    assert ontology.classes[OWN + "CityState"].shape == "square"  # Government is one step from PublicBody, Settlement two from Place


def test_classes_are_found_upward_nearest_first_and_downward(shipped: Ontology) -> None:
    assert shipped.superclasses(KGA + "Cartel") == tuple(
        KGA + n for n in ("Cartel", "CriminalOrganization", "Organization", "Actor", "Entity")
    )
    assert set(shipped.subclasses(KGA + "CriminalOrganization")) == {KGA + n for n in ("CriminalOrganization", "Cartel", "Gang")}
    assert shipped.is_a(KGA + "Country", KGA + "Place")
    assert shipped.is_a(KGA + "Country", KGA + "Actor")
    assert not shipped.is_a(KGA + "Place", KGA + "Country")
    assert shipped.superclasses(OWN + "Nothing") == shipped.subclasses(OWN + "Nothing") == ()


def test_properties_are_found_upward(shipped: Ontology) -> None:
    assert shipped.superproperties(KGA + "leads") == (KGA + "leads", KGA + "memberOf")
    assert shipped.superproperties(OWN + "nothing") == ()


def test_an_inverse_is_read_in_both_directions(shipped: Ontology) -> None:
    primary, secondary = shipped.properties[KGA + "operatesIn"], shipped.properties[KGA + "hasOperator"]
    assert (primary.inverse, primary.inverse_of) == (secondary.iri, None)
    assert (secondary.inverse, secondary.inverse_of) == (primary.iri, primary.iri)
    assert (secondary.domain, secondary.range) == (KGA + "Place", KGA + "Actor")
    assert primary.draws_edge
    assert not secondary.draws_edge


def test_two_properties_that_both_have_a_domain_are_inverses_without_a_secondary_side(with_own: Load) -> None:
    ontology = with_own("""
own:trains a owl:ObjectProperty ; rdfs:domain kga:Actor ; rdfs:range kga:Person ; owl:inverseOf own:trainedBy .
own:trainedBy a owl:ObjectProperty ; rdfs:domain kga:Person ; rdfs:range kga:Actor .""")
    one, other = ontology.properties[OWN + "trains"], ontology.properties[OWN + "trainedBy"]
    assert (one.inverse, other.inverse) == (other.iri, one.iri)
    assert one.inverse_of is other.inverse_of is None


def test_keys_are_inherited_and_keep_their_order(with_own: Load) -> None:
    poll = with_own("own:Poll a owl:Class ; rdfs:subClassOf kga:Observation .").classes[OWN + "Poll"]
    assert poll.key_property == KGA + "indicator"
    assert poll.identified_by == (KGA + "indicator", KGA + "of", KGA + "edtf")
    assert poll.distinguished_by == (KGA + "counted", KGA + "method")


def test_a_property_takes_domain_range_and_unit_from_its_superproperty(with_own: Load) -> None:
    first_round = with_own("own:firstShare a owl:DatatypeProperty ; rdfs:subPropertyOf kga:share .").properties[OWN + "firstShare"]
    assert (first_round.domain, first_round.unit) == (KGA + "ElectionResult", "%")
    assert not first_round.is_object


def test_a_relation_of_ones_own_is_drawn_and_reads_as_its_label_unless_it_says_otherwise(with_own: Load) -> None:
    ontology = with_own("""
own:mentors a owl:ObjectProperty ; rdfs:domain kga:Person ; rdfs:range kga:Person ; rdfs:label "mentors"@en .
own:follows a owl:ObjectProperty ; rdfs:domain kga:Person ; rdfs:range kga:Person ; kga:drawsEdge false .""")
    assert (ontology.properties[OWN + "mentors"].draws_edge, ontology.properties[OWN + "mentors"].reads) == (True, "mentors")
    assert not ontology.properties[OWN + "follows"].draws_edge


def test_words_are_the_named_individuals_of_a_range_as_a_fact_file_writes_them(shipped: Ontology) -> None:
    assert set(shipped.words(KGA + "Stance")) == {"accuses", "denies", "claims-responsibility", "rejects", "supports"}
    assert shipped.words(KGA + "Stance")["claims-responsibility"].iri == KGA + "ClaimsResponsibility"
    assert shipped.words(KGA + "Person") == {}


def test_a_case_may_add_a_word(with_own: Load) -> None:
    assert "on-hold" in with_own("own:OnHold a kga:Status .").words(KGA + "Status")


def test_facts_state_neither_what_the_build_writes_nor_what_is_about_evidence(shipped: Ontology) -> None:
    assert shipped.is_fact_property(KGA + "operatesIn")
    assert not any(shipped.is_fact_property(KGA + name) for name in ("startEarliest", "specificity", "quote", "hasHop", "nothing"))


def test_files_with_shapes_are_listed_the_shipped_one_first(with_own: Load) -> None:
    ontology = with_own("own:rule a sh:NodeShape ; sh:targetClass kga:Gang .", name="rules.ttl")
    assert [path.name for path in ontology.shapes] == ["shapes.ttl", "rules.ttl"]


def test_a_copy_of_the_shipped_files_in_the_case_takes_their_place(tmp_path: Path, shipped: Ontology) -> None:
    shutil.copytree(shipped_folder(), tmp_path / "ontology")
    ontology = load_ontology([shipped_folder(), tmp_path / "ontology"])
    assert (ontology.classes, ontology.properties, ontology.prefixes) == (shipped.classes, shipped.properties, {})
    assert ontology.shapes == ((tmp_path / "ontology" / "shapes.ttl").resolve(),)


def test_a_case_without_an_ontology_folder_has_the_shipped_one(tmp_path: Path, shipped: Ontology) -> None:
    assert load_ontology([shipped_folder(), tmp_path / "none"]).classes == shipped.classes


REFUSED = {
    "no Turtle": (
        "own:A a owl:Class ;\n  rdfs:label } .",
        "ontology/own.ttl:8:14: this is not Turtle: } is not a valid RDF object. See https://www.w3.org/TR/turtle/ for the syntax.",
    ),
    "an undeclared prefix": (
        "own:A a nope:Class .",
        "ontology/own.ttl:7:9: this is not Turtle: The prefix nope: has not been declared."
        " See https://www.w3.org/TR/turtle/ for the syntax.",
    ),
    "an unknown superclass": (
        "own:A a owl:Class ;\n  rdfs:subClassOf kga:Gangg .",
        "ontology/own.ttl:7:1: own:A: rests on a class that does not exist, <https://w3id.org/kga#Gangg>. Did you mean 'Gang'?",
    ),
    "an unknown superproperty": (
        "own:p a owl:ObjectProperty ; rdfs:subPropertyOf own:q .",
        "ontology/own.ttl:7:1: own:p: rests on a property that does not exist, <https://e.org/terms#q>.",
    ),
    "a class under a property": (
        "own:A a owl:Class ; rdfs:subClassOf kga:leads .",
        "ontology/own.ttl:7:1: own:A: a class can only stand under classes, a property under properties.",
    ),
    "an unknown domain": (
        "own:p a owl:ObjectProperty ; rdfs:domain kga:Persn ; rdfs:range kga:Person .",
        "ontology/own.ttl:7:1: own:p: the domain <https://w3id.org/kga#Persn> is no class of the ontology. Did you mean 'Person'?",
    ),
    "an unknown range": (
        "own:p a owl:ObjectProperty ; rdfs:domain kga:Person ; rdfs:range own:Thing .",
        "ontology/own.ttl:7:1: own:p: the range <https://e.org/terms#Thing> is no class of the ontology.",
    ),
    "a literal nobody can write": (
        "own:p a owl:DatatypeProperty ; rdfs:domain kga:Person ; rdfs:range xsd:gYear .",
        "ontology/own.ttl:7:1: own:p: the range <http://www.w3.org/2001/XMLSchema#gYear> is no kind of literal that facts can have."
        " Kinds: edtf, xsd:anyURI, xsd:boolean, xsd:date, xsd:decimal, xsd:integer, xsd:string.",
    ),
    "a domain of two classes": (
        "own:p a owl:ObjectProperty ; rdfs:domain kga:Person , kga:Group .",
        "ontology/own.ttl:7:1: own:p: the domain of a property is one named class."
        " Declare a superclass of the classes it joins and name that.",
    ),
    "a circle of classes": (
        "own:A a owl:Class ; rdfs:subClassOf own:B .\nown:B a owl:Class ; rdfs:subClassOf own:A .",
        "ontology/own.ttl:7:1: own:A: stands above itself (own:A under own:B). Take one of the two statements away.",
    ),
    "a circle of properties": (
        "own:p a owl:ObjectProperty ; rdfs:subPropertyOf own:p .",
        "ontology/own.ttl:7:1: own:p: stands above itself (own:p). Take one of the two statements away.",
    ),
    "a shipped class once more": (
        "\n  kga:Gang a owl:Class .",
        "ontology/own.ttl:8:3: Gang: is declared in ontology/kga.ttl already."
        " Say more of it without 'a owl:Class' or 'a owl:ObjectProperty', or choose another name.",
    ),
    "a class that is a property": (
        "own:a a owl:Class , owl:ObjectProperty .",
        "ontology/own.ttl:7:1: own:a: is declared as a class and as a property. Give one of them another name.",
    ),
    "one word for two things": (
        "own:Pending a kga:Status .",
        "ontology/own.ttl:7:1: own:Pending: the word 'pending' stands for <https://w3id.org/kga#Pending> already. Choose another name.",
    ),
    "a term without a prefix": (
        "<https://other.org/A> a owl:Class .",
        "ontology/own.ttl:7:1: https://other.org/A: has no short name. Declare a prefix for it, such as '@prefix own: <...> .'.",
    ),
    "a prefix with two meanings": (
        "@prefix schema: <http://schema.org/> .",
        "ontology/own.ttl: the prefix 'schema:' stands for <http://schema.org/> here and for <https://schema.org/> elsewhere."
        " Use another prefix for one of them.",
    ),
    "a reserved word": (
        "kga:unordered a owl:ObjectProperty ; rdfs:domain kga:Person ; rdfs:range kga:Person .",
        "ontology/own.ttl:7:1: unordered: 'unordered' is a word that every fact may use and cannot name a property. Choose another name.",
    ),
    "a word of a declaration": (
        "kga:wikidata a owl:DatatypeProperty ; rdfs:domain kga:Person .",
        "ontology/own.ttl:7:1: wikidata: 'wikidata' is a word of an entity's declaration and cannot name a property. Choose another name.",
    ),
    "an unknown inverse": (
        "own:p a owl:ObjectProperty ; owl:inverseOf kga:operatsIn .",
        "ontology/own.ttl:7:1: own:p: is the inverse of <https://w3id.org/kga#operatsIn>, which is no property between entities."
        " Did you mean 'operatesIn'?",
    ),
    "a second inverse": (
        "own:p a owl:ObjectProperty ; owl:inverseOf kga:operatesIn .",
        "ontology/own.ttl:7:1: own:p: a property has one inverse. Take one owl:inverseOf away.",
    ),
    "a key that is no property": (
        "own:A a owl:Class ; rdfs:subClassOf kga:Situation ; kga:identifiedBy ( kga:holdr ) .",
        "ontology/own.ttl:7:1: own:A: kga:identifiedBy names a property that does not exist, <https://w3id.org/kga#holdr>."
        " Did you mean '<https://w3id.org/kga#holder>'?",
    ),
    "a colour that is code": (
        'own:A a owl:Class ; rdfs:subClassOf kga:Entity ; kga:color "url(//e.org)" .',
        "ontology/own.ttl:7:1: own:A: 'url(//e.org)' is no colour. Write #rrggbb in lower case, ink or none.",
    ),
    "an unknown shape": (
        'own:A a owl:Class ; rdfs:subClassOf kga:Entity ; kga:shape "dimond" .',
        "ontology/own.ttl:7:1: own:A: 'dimond' is no shape. Did you mean 'diamond'?",
    ),
    "half an outline": (
        'own:A a owl:Class ; rdfs:subClassOf kga:Entity ; kga:color "#ffffff" ; kga:outline ( "#000000" ) .',
        'ontology/own.ttl:7:1: own:A: an outline is two colours, for a light page and a dark one. Write ( "#rrggbb" "#rrggbb" ).',
    ),
    "a flag that is neither true nor false": (
        'own:A a owl:Class ; rdfs:subClassOf kga:Entity ; kga:needsSource "yes" .',
        "ontology/own.ttl:7:1: own:A: kga:needsSource is true or false.",
    ),
    "a misspelt flag": (
        "own:A a owl:Class ; rdfs:subClassOf kga:Entity ; kga:needsSorce true .",
        "ontology/own.ttl:7:1: own:A: 'kga:needsSorce' is no word of an ontology. Did you mean 'kga:needsSource'?",
    ),
    "a misspelt word of RDF Schema": (
        "own:A a owl:Class ; rdfs:subclassOf kga:Entity .",
        "ontology/own.ttl:7:1: own:A: 'rdfs:subclassOf' is no word of an ontology. Did you mean 'rdfs:subClassOf'?",
    ),
    "an individual without a class": (
        "own:x a owl:NamedIndividual .",
        "ontology/own.ttl:7:1: own:x: a named individual needs a class. Write 'a kga:Status' or another class of fixed words.",
    ),
}


@pytest.mark.parametrize("turtle, message", REFUSED.values(), ids=REFUSED)
def test_an_ontology_is_refused_with_place_reason_and_remedy(with_own: Load, turtle: str, message: str) -> None:
    with pytest.raises(OntologyError) as refused:
        with_own(turtle)
    assert str(refused.value) == message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "ontology" / "own.ttl").mkdir(parents=True)
    with pytest.raises(OntologyError, match=r"^ontology/own\.ttl: cannot be read: Is a directory\.$"):
        load_ontology([shipped_folder(), tmp_path / "ontology"])


def test_a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()

    def closed(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(OntologyError, match=r"^ontology: cannot be read: Permission denied\. Check its permissions\.$"):
        load_ontology([folder])


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "ontology").write_text("", encoding="utf-8")
    with pytest.raises(OntologyError, match="this is no folder"):
        load_ontology([shipped_folder(), tmp_path / "ontology"])


def test_text_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "own.ttl").write_bytes(b'# one\n<a:a> <a:b> "caf\xe9" .\n')
    with pytest.raises(OntologyError, match=r"^ontology/own\.ttl:2:\d+: this is not Turtle: "):
        load_ontology([shipped_folder(), tmp_path / "ontology"])


def test_the_class_of_a_property_must_be_declared_in_some_file_not_before_it(with_own: Load) -> None:
    assert (
        with_own("own:p a owl:ObjectProperty ; rdfs:domain own:A ; rdfs:range own:A .\nown:A a owl:Class .").properties[OWN + "p"].domain
        == OWN + "A"
    )
