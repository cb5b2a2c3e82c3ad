from pathlib import Path

import pytest

from kg.errors import QueryError, UsageError
from kg.ontology import Ontology, load_ontology, shipped_folder
from kg.query.explain import Profile, Statement, explain
from kg.query.listing import classes, entities
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import BASE, store_of

PREFIXES = """
@prefix : <https://e.example/> . @prefix kga: <https://w3id.org/kga#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix s: <https://e.example/source/> . @prefix c: <https://e.example/claim/> .
@prefix h: <https://e.example/chain/> .
"""
GRAPH = (
    PREFIXES
    + """
:ana a kga:Person , kga:Actor , kga:Entity ; rdfs:label "Ana Vega"@en ; skos:altLabel "La Jefa"@es ; schema:sameAs <http://wd/Q1> ;
    kga:leads :union ; kga:memberOf :union .
:union a kga:Organization , kga:Actor , kga:Entity ; rdfs:label "Port Union"@en , "Sindicato"@es ; kga:ledBy :ana ; kga:hasMember :ana .
:paper a kga:NewsOrganization , kga:Organization , kga:Actor , kga:Entity ; rdfs:label "Daily Paper"@en .
:guard a kga:Group , kga:Actor , kga:Entity ; rdfs:label "a guard"@en .
:pay a kga:Payment , kga:Event , kga:Situation , kga:Entity ; rdfs:label "the advance"@en ; kga:payer :union ; kga:beneficiary :ana ;
    kga:edtf "2023-11"^^<http://id.loc.gov/datatypes/edtf>
    ; kga:startEarliest "2023-11-01"^^xsd:date ; kga:endLatest "2023-11-30"^^xsd:date .
:old dcterms:isReplacedBy :ana .
s:p1 a kga:Source ; rdfs:label "Port report"@en ; kga:publisher :paper ; kga:edtf "2024-05-02"^^<http://id.loc.gov/datatypes/edtf> ;
    kga:startEarliest "2024-05-02"^^xsd:date ; schema:url "https://paper.example/1" ; kga:reliability "B" ; kga:attribution h:p .
s:p2 a kga:Source ; rdfs:label "Second report"@en ; kga:publisher :paper ; kga:startEarliest "2024-01-01"^^xsd:date ; kga:attribution h:p .
h:p a kga:AttributionChain ; kga:hasHop <https://e.example/chain/p#1> .
<https://e.example/chain/p#1> a kga:Attribution ; kga:hop 1 ; prov:agent :paper ; kga:speechAct kga:Reported .
h:g a kga:AttributionChain ; kga:hasHop <https://e.example/chain/g#1> , <https://e.example/chain/g#2> .
<https://e.example/chain/g#1> a kga:Attribution ; kga:hop 1 ; prov:agent kga:Withheld ; kga:speechAct kga:Said .
<https://e.example/chain/g#2> a kga:Attribution ; kga:hop 2 ; prov:agent :paper ; kga:speechAct kga:Reported .
c:leads a kga:Claim ; rdf:subject :ana ; rdf:predicate kga:leads ; rdf:object :union ; kga:source s:p1 ; kga:quote "runs the union" ;
    kga:at "paragraph 2" ; kga:edtf "2021/.."^^<http://id.loc.gov/datatypes/edtf> ; kga:note "a note" .
c:member a kga:Claim ; rdf:subject :ana ; rdf:predicate kga:memberOf ; rdf:object :union ; kga:source s:p1 ; kga:modality kga:Alleged ;
    kga:deniedBy :ana ; kga:attribution h:g ; kga:contradicts c:not ; kga:claimStatus kga:Disputed .
c:not a kga:Claim ; rdf:subject :ana ; rdf:predicate kga:memberOf ; rdf:object :union ; kga:source s:p2 ;
    kga:negated true ; kga:contradicts c:member .
c:retracted a kga:Claim ; rdf:subject :ana ; rdf:predicate kga:rivalOf ; rdf:object :guard ; kga:source s:p1 ;
    kga:claimStatus kga:Retracted ; kga:retracted "the paper corrected it" .
c:pay a kga:Claim ; rdf:subject :pay ; rdf:predicate rdf:type ; rdf:object kga:Payment ; kga:source s:p1 ; kga:quote "an advance" ;
    kga:edtf "2023-11"^^<http://id.loc.gov/datatypes/edtf> .
c:payer a kga:Claim ; rdf:subject :pay ; rdf:predicate kga:payer ; rdf:object :union ; kga:source s:p1 .
c:benef a kga:Claim ; rdf:subject :pay ; rdf:predicate kga:beneficiary ; rdf:object :ana ; kga:source s:p1 .
c:sum a kga:Claim ; rdf:subject :pay ; rdf:predicate kga:sum ; rdf:object 12.5 ; kga:source s:p1 ; kga:unit "million EUR" ;
    kga:exactness kga:AtLeast .
:pay kga:sum 12.5 .
"""
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([shipped_folder()])


@pytest.fixture(scope="module")
def graph() -> OxigraphStore:
    return store_of(GRAPH)


@pytest.fixture(scope="module")
def ana(graph: OxigraphStore, ontology: Ontology) -> Profile:
    return explain(graph, ontology, "ana")


def statement(profile: Profile, heading: str, what: str) -> Statement:
    group = next(group for group in profile.groups if group.heading == heading)
    return next(item for item in group.statements if item.what == what)


def mentioned(profile: Profile, heading: str) -> tuple[Statement, ...]:
    return dict(profile.mentions).get(heading, ())


def test_an_entity_has_its_name_most_specific_class_and_traits(ana: Profile) -> None:
    assert (ana.id, ana.name, ana.classes) == ("ana", "Ana Vega", ("person",))
    assert ana.traits == (("also called", "La Jefa (es)"), ("same as", "http://wd/Q1"))


def test_a_statement_carries_source_date_quote_and_place_in_the_source(ana: Profile) -> None:
    [evidence] = statement(ana, "leads", "Port Union").evidence
    assert (evidence.source, evidence.title, evidence.publisher, evidence.published) == (
        "p1",
        "Port report",
        "Daily Paper",
        "Thursday 2 May 2024",
    )
    assert (evidence.quotes, evidence.at, evidence.notes, evidence.url) == (
        ("runs the union",),
        ("paragraph 2",),
        ("a note",),
        "https://paper.example/1",
    )
    assert evidence.date == "from 2021 on"
    assert evidence.details == (("source reliability", "B"),)


def test_a_publisher_that_speaks_alone_is_not_said_again(ana: Profile) -> None:
    assert statement(ana, "leads", "Port Union").evidence[0].chain == ()


def test_doubts_denials_and_rivals_stand_beside_the_statement(ana: Profile) -> None:
    against, alleged = statement(ana, "member of", "Port Union").evidence
    assert alleged.marks == ("alleged", "disputed", "denied by Ana Vega")
    assert alleged.against == ("that it is not so (Second report, starts in 2024 or later)",)
    assert against.marks == ("says that it is not so",)
    assert against.against[0].startswith("Port Union (Port report, Thursday 2 May 2024)")


def test_a_speaker_who_is_kept_secret_is_withheld(ana: Profile) -> None:
    assert statement(ana, "member of", "Port Union").evidence[1].chain == (("said by", "somebody withheld"), ("reported by", "Daily Paper"))


def test_a_retracted_statement_says_why_and_does_not_stand(ana: Profile) -> None:
    retracted = statement(ana, "rival of", "a guard")
    assert retracted.stands is False
    assert retracted.evidence[0].marks == ("retracted: the paper corrected it",)


def test_a_role_shows_the_event_with_its_date_and_other_roles(ana: Profile) -> None:
    role = statement(ana, "beneficiary in", "the advance")
    assert (role.id, role.roles) == ("pay", ("payment", "November 2023", "payer: Port Union", "sum: at least 12.5 million EUR"))


def test_a_role_takes_quote_and_date_from_the_class_claim_of_its_source(ana: Profile) -> None:
    [evidence] = statement(ana, "beneficiary in", "the advance").evidence
    assert (evidence.quotes, evidence.date) == (("an advance",), "November 2023")


def test_what_is_only_a_claim_read_backwards_is_not_listed_again(graph: OxigraphStore, ontology: Ontology) -> None:
    union = explain(graph, ontology, "union")
    assert [group.heading for group in union.groups] == ["... leads Port Union", "... member of Port Union", "payer in"]
    assert all(not item.derived for group in union.groups for item in group.statements)


def test_what_follows_from_other_statements_is_listed_as_such(ontology: Ontology) -> None:
    ports = """
    :a a kga:Place , kga:Entity ; rdfs:label "A"@en ; kga:locatedIn :b , :c .
    :b a kga:Place , kga:Entity ; rdfs:label "B"@en ; kga:locatedIn :c .
    :c a kga:Place , kga:Entity ; rdfs:label "C"@en . s:p1 a kga:Source ; rdfs:label "P"@en .
    c:ab a kga:Claim ; rdf:subject :a ; rdf:predicate kga:locatedIn ; rdf:object :b ; kga:source s:p1 .
    c:bc a kga:Claim ; rdf:subject :b ; rdf:predicate kga:locatedIn ; rdf:object :c ; kga:source s:p1 .
    """
    place = explain(store_of(PREFIXES + ports), ontology, "a")
    assert [(item.what, item.derived) for group in place.groups for item in group.statements] == [("B", False), ("C", True)]


def test_an_event_has_its_roles_and_numbers_with_units(graph: OxigraphStore, ontology: Ontology) -> None:
    event = explain(graph, ontology, "pay")
    assert [(group.heading, group.statements[0].what) for group in event.groups] == [
        ("for", "Ana Vega"),
        ("paid by", "Port Union"),
        ("sum", "at least 12.5 million EUR"),
    ]
    assert event.class_evidence[0].quotes == ("an advance",)


def test_a_publisher_has_its_sources(graph: OxigraphStore, ontology: Ontology) -> None:
    paper = explain(graph, ontology, "paper")
    assert [(item.what, item.id) for item in mentioned(paper, "published by it")][:1] == [("Port report, Thursday 2 May 2024", "source/p1")]


def test_the_one_who_denies_is_told_what(ana: Profile) -> None:
    [denied] = mentioned(ana, "denied by it")
    assert (denied.what, [item.claim for item in denied.evidence]) == ("Ana Vega member of Port Union", [BASE + "claim/member"])


def test_an_old_slug_leads_to_the_new_one(graph: OxigraphStore, ontology: Ontology) -> None:
    profile = explain(graph, ontology, "old")
    assert (profile.id, profile.asked) == ("ana", "old")


def test_names_are_in_the_language_asked_for(graph: OxigraphStore, ontology: Ontology) -> None:
    assert explain(graph, ontology, "union", language="es").name == "Sindicato"


@pytest.mark.parametrize("way", ["pay", "https://e.example/pay", ":pay"])
def test_slug_iri_and_prefixed_name_all_lead_to_the_entity(way: str, graph: OxigraphStore, ontology: Ontology) -> None:
    assert explain(graph, ontology, way).iri == BASE + "pay"


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("anna", "nothing in the graph is called 'anna'. Did you mean 'ana'?"),
        ("Vega", "nothing in the graph is called 'Vega'. Did you mean 'ana'?"),
        ("zzzz", "nothing in the graph is called 'zzzz'. 'kg list' shows the classes, 'kg list CLASS' its entities."),
        ("a b<", "'a b<' cannot name an entity. See 'kg list'."),
    ],
)
def test_an_unknown_slug_is_met_with_near_ones_and_with_names_that_have_its_words(
    slug: str, message: str, graph: OxigraphStore, ontology: Ontology
) -> None:
    with pytest.raises(QueryError) as caught:
        explain(graph, ontology, slug)
    assert str(caught.value) == message


def test_classes_are_listed_below_their_superclasses_with_counts(graph: OxigraphStore, ontology: Ontology) -> None:
    assert [(item.name, item.entities, item.depth) for item in classes(graph, ontology)] == [
        ("Entity", 5, 0),
        ("Actor", 4, 1),
        ("Person", 1, 2),
        ("Group", 1, 2),
        ("Organization", 2, 2),
        ("NewsOrganization", 1, 3),
        ("Situation", 1, 1),
        ("Event", 1, 2),
        ("Payment", 1, 3),
    ]


def test_the_entities_of_a_class_include_those_of_its_subclasses(graph: OxigraphStore, ontology: Ontology) -> None:
    assert [tuple(item) for item in entities(graph, ontology, "Organization")] == [
        ("paper", "Daily Paper", "NewsOrganization"),
        ("union", "Port Union", "Organization"),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("organization", "the ontology has no class 'organization'. Did you mean 'Organization'"),
        ("Cartell", "the ontology has no class 'Cartell'. Did you mean 'Cartel'"),
        ("Xyzzy", "the ontology has no class 'Xyzzy'. 'kg list' shows the classes in use."),
    ],
)
def test_an_unknown_class_is_met_with_near_ones(name: str, message: str, graph: OxigraphStore, ontology: Ontology) -> None:
    with pytest.raises(UsageError) as caught:
        entities(graph, ontology, name)
    assert str(caught.value).startswith(message)


def test_hostile_names_stay_text(ontology: Ontology, tmp_path: Path) -> None:
    evil = '" } SERVICE <http://192.0.2.1/> { ?a ?b ?c } #'
    store = store_of(PREFIXES + f":x a kga:Person , kga:Entity ; rdfs:label {evil!r}@en .".replace("'", '"""', 1).replace("'@en", '"""@en'))
    assert explain(store, ontology, "x").name == evil
