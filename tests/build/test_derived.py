"""What follows from the facts: inverses, symmetry, closures, superproperties, and where derived triples are listed again."""

from __future__ import annotations

import pytest

from tests.build.small_case import PEOPLE, Graph, built, source

FACTS = source(
    "one",
    """\
  - union operatesIn town
  - town hasOperator party
  - league alliedWith party
  - ana leads union
  - port locatedIn town
  - gate locatedIn port
  - town locatedIn chile
  - {Event: dawn, agent: ana, date: 2024-01}
  - {Event: noon, agent: ana, follows: dawn, date: 2024-02}
  - {Event: dusk, agent: ana, follows: noon, date: 2024-03}
  - {Tenure: reign, holder: ana, post: mayor, date: 2024}
  - {fact: luis leads league, modality: alleged}
  - {fact: luis leads party, not: true}
  - luis participatesIn dawn
""",
)
AGAINST = source("two", "  - {fact: ana memberOf union, not: true}\n  - {fact: chile contains gate, not: true}\n", publisher="evening-wire")
GATE = "  gate: {is: Facility, name: gate}\n"
DERIVED = "GRAPH kga:derived"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("derived"), {"people.yaml": PEOPLE + GATE, "one.yaml": FACTS, "two.yaml": AGAINST})


def derived(graph: Graph, triple: str) -> bool:
    """True when a triple stands and is listed as derived; a triple may not be listed without standing."""
    stands, listed = graph.ask(triple), graph.ask(f"{DERIVED} {{ {triple} }}")
    assert stands or not listed
    return listed


@pytest.mark.parametrize(
    "triple",
    [
        ":town kga:hasOperator :union",
        ":league kga:ledBy :luis",
        ":party kga:alliedWith :league",
        ":port kga:locatedIn :chile",
        ":chile kga:contains :town",
        ":dusk kga:follows :dawn",
        ":dawn kga:followedBy :dusk",
        ":luis kga:memberOf :league",
        ":league kga:hasMember :luis",
        ":ana kga:tenure :reign",
    ],
)
def test_what_follows_stands_and_is_listed_as_derived(graph: Graph, triple: str) -> None:
    assert derived(graph, triple)


@pytest.mark.parametrize(
    "triple", [":union kga:operatesIn :town", ":league kga:alliedWith :party", ":port kga:locatedIn :town", ":ana kga:leads :union"]
)
def test_what_is_stated_is_not_listed_as_derived(graph: Graph, triple: str) -> None:
    assert graph.ask(triple)
    assert not derived(graph, triple)


def test_a_fact_written_with_the_inverse_states_the_primary_property(graph: Graph) -> None:
    assert graph.ask(":party kga:operatesIn :town")
    assert not derived(graph, ":party kga:operatesIn :town")
    assert derived(graph, ":town kga:hasOperator :party")


def test_who_has_a_role_takes_part_without_being_listed_and_without_an_inverse(graph: Graph) -> None:
    assert graph.values(":reign kga:participant ?x") == ["ana"]
    assert not derived(graph, ":reign kga:participant :ana")
    assert not graph.ask("?x kga:participatesIn ?y")


def test_taking_part_may_be_stated_itself(graph: Graph) -> None:
    assert graph.values(":dawn kga:participant ?x") == ["ana", "luis"]
    assert graph.ask("?c rdf:subject :dawn ; rdf:predicate kga:participant ; rdf:object :luis")


def test_classes_are_closed_upward_without_being_listed(graph: Graph) -> None:
    assert graph.values(":reign a ?x") == ["kga:Entity", "kga:Situation", "kga:Tenure"]
    assert not graph.ask(f"{DERIVED} {{ ?s a ?o }}")


def test_nothing_is_derived_that_a_source_negates(graph: Graph) -> None:
    assert not graph.ask(":ana kga:memberOf :union")
    assert not graph.ask(":union kga:hasMember :ana")
    assert graph.ask(":town kga:contains :gate")
    assert not graph.ask(":chile kga:contains :gate")


def test_nothing_follows_from_what_does_not_stand(graph: Graph) -> None:
    assert not graph.ask(":party kga:ledBy|kga:hasMember :luis")


def test_nothing_is_related_to_itself_by_closure_or_symmetry(graph: Graph) -> None:
    assert not graph.ask("?x ?p ?x")


def test_no_claim_is_made_of_what_is_derived(graph: Graph) -> None:
    assert not graph.ask("?c rdf:predicate kga:hasMember, kga:followedBy, kga:contains")


def test_only_property_triples_are_in_the_graph_of_derived_ones(graph: Graph) -> None:
    assert graph.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }") == [("kga:derived",)]
    assert graph.rows(f"SELECT ?s WHERE {{ {DERIVED} {{ ?s a|rdf:subject|kga:participant ?o }} }}") == []
