"""Who is who: names in languages, identifiers, and slugs that were others before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, found, places, source, unmarked

ENTITIES = """\
kg: 1
entities:
  ana: {is: Person, name: Ana Vega, aka: [Anita]}
  cjng:
    is: Organization
    name: {en: New Generation, pt-BR: Nova Geração}
    aka: [CJNG, {name: los cuatro letras, kind: full, lang: es}, {es: Nueva Generación}]
  gangs: {is: Group, name: gangs, specificity: collective}
  allies: {is: Country, name: allied nations, specificity: unspecified}
  peru: {is: Country, name: Peru, iso: PE, wikidata: Q419, ids: {geonames: "3932488", other: "  x 1  "}}
  wreck: {is: Place, name: wreck, coordinates: [-9.50, -75], precision: about a mile}
  lima: {is: Settlement, name: Lima, was: [ciudad-de-los-reyes, los-reyes]}
  hyphen-ated: {is: Person, name: "\\u00dcber \\"Q\\" \\\\ {x}"}
"""
IN_SPANISH = source(
    "diario",
    """\
  - {fact: ana operatesIn los-reyes, where: los-reyes, deniedBy: [ana-old], by: ana-old}
  - {Meeting: cumbre, name: Cumbre, party: [ana], was: summit-2024, date: 2024-05, iso: x}
  - {fact: ana opposes summit-2024, date: {after: summit-2024}}
  - {Tenure: null, holder: ana-old, post: mayor, date: 2024}
  - {Observation: homicides, of: los-reyes, date: {same: summit-2024}, value: 5}
""",
    more=", language: es",
).replace("facts:", "entities:\n  ana: {is: Person, name: Ana María, was: ana-old}\nfacts:", 1)
TAGGED = "kg: 1\nlanguage: fr\nentities:\n  nice: {is: Settlement, name: Nice}\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    files = {"people.yaml": PEOPLE, "e.yaml": ENTITIES, "es.yaml": IN_SPANISH, "fr.yaml": TAGGED}
    return built(tmp_path_factory.mktemp("identity"), files)


def names(graph: Graph, slug: str, key: str = "rdfs:label") -> list[tuple[str, ...]]:
    return graph.rows(f"SELECT ?name (LANG(?name) AS ?tag) WHERE {{ :{slug} {key} ?name }}")


def test_names_that_say_no_language_are_in_that_of_the_case(graph: Graph) -> None:
    assert names(graph, "gangs") == [("gangs", "en")]


def test_names_are_in_the_language_of_their_file_or_of_its_source(graph: Graph) -> None:
    assert names(graph, "nice") == [("Nice", "fr")]
    assert names(graph, "cumbre") == [("Cumbre", "es")]


def test_a_name_may_say_its_languages(graph: Graph) -> None:
    assert names(graph, "cjng") == [("New Generation", "en"), ("Nova Geração", "pt-br")]
    assert names(graph, "cjng", "skos:altLabel") == [("CJNG", "en"), ("Nueva Generación", "es"), ("los cuatro letras", "es")]


def test_a_declaration_in_another_file_adds_names(graph: Graph) -> None:
    assert names(graph, "ana") == [("Ana María", "es"), ("Ana Vega", "en")]
    assert names(graph, "ana", "skos:altLabel") == [("Anita", "en")]


def test_any_text_of_a_name_survives(graph: Graph) -> None:
    assert names(graph, "hyphen-ated") == [('Über "Q" \\ {x}', "en")]


def test_specificity_is_always_told(graph: Graph) -> None:
    assert graph.values(":gangs kga:specificity ?x") == ["kga:Collective"]
    assert graph.values(":allies kga:specificity ?x") == ["kga:Unspecified"]
    assert graph.values(":ana kga:specificity ?x") == ["kga:Named"]


def test_identifiers_are_links_or_texts_with_their_scheme(graph: Graph) -> None:
    assert graph.values(":peru schema:sameAs ?x") == ["http://www.wikidata.org/entity/Q419"]
    assert graph.values(":peru schema:identifier ?x") == ["geonames:3932488", "iso3166-1:PE", "other:x 1"]


def test_coordinates_are_decimals(graph: Graph) -> None:
    query = "SELECT ?a ?b ?c WHERE { :wreck schema:latitude ?a ; schema:longitude ?b ; kga:precision ?c }"
    assert graph.rows(query) == [("-9.5", "-75", "about a mile")]


def test_a_former_slug_resolves_wherever_it_stands(graph: Graph) -> None:
    old = ("small/los-reyes>", "small/ana-old>", "small/summit-2024>")
    assert [line for line in graph.quads if any(name in line for name in old) and "isReplacedBy" not in line] == []
    assert graph.values(":ana kga:operatesIn ?x") == ["lima"]
    query = "SELECT ?where ?by ?who WHERE { ?c kga:where ?where ; kga:deniedBy ?by ; kga:claimant ?who }"
    assert graph.rows(query) == [("lima", "ana", "ana")]
    assert graph.values(":ana kga:opposes ?x") == ["cumbre"]
    assert graph.values('?c kga:edtf "after: cumbre" ; rdf:subject ?x') == ["ana"]


def test_a_former_slug_resolves_in_the_name_of_a_node(graph: Graph) -> None:
    assert graph.values("?x a kga:Tenure") == ["Tenure/ana/mayor"]
    assert graph.values("?x a kga:Observation") == ["Observation/homicides/lima/same%3A%20cumbre"]


def test_a_former_slug_is_told_to_be_replaced(graph: Graph) -> None:
    query = "SELECT ?old ?new WHERE { ?old dcterms:isReplacedBy ?new }"
    assert graph.rows(query) == [("ana-old", "ana"), ("ciudad-de-los-reyes", "lima"), ("los-reyes", "lima"), ("summit-2024", "cumbre")]


def test_each_use_of_a_former_slug_warns_with_what_to_run(tmp_path: Path) -> None:
    text, spots = unmarked(
        """\
kg: 1
source: {id: s, title: S, publisher: §paper-old, date: 2024, attribution: [§ana-old, §paper-old]}
entities:
  ana: {is: Person, name: Ana, was: ana-old}
  daily-paper: {is: NewsOrganization, name: Paper, was: paper-old}
facts:
  - fact: §ana-old, luis memberOf §party-old
    by: §ana-old
    deniedBy: §ana-old
    where: [port, §town-old]
    attribution: [§ana-old, §paper-old]
  - {Meeting: talks, party: [luis, §ana-old], date: 2024}
"""
    )
    people = PEOPLE.replace("party: {", "party: {was: party-old, ").replace("town: {", "town: {was: town-old, ")
    findings = [finding for finding in found(tmp_path, {"people.yaml": people, "x.yaml": text}) if finding.code == "renamed"]
    assert places(findings) == [f"facts/x.yaml:{spot} renamed" for spot in spots]
    assert f"{findings[1].message} {findings[1].remedy}" == "'ana-old' is now 'ana'. Run 'kg rename ana-old ana' to rewrite the files."
