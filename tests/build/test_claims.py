"""One claim is one source saying one triple: which claims facts make, what each carries, and what it is called."""

from __future__ import annotations

import re
from hashlib import md5
from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, source

REPORT = source(
    "report",
    """\
  - union operatesIn town
  - ana, luis memberOf party, union
  - Order: clear-the-port
    agent: ana
    to: [union, party]
    topic: smuggling, port
    date: 2024-05-01
    quote: [clear it, by noon]
    at: page 1
    note: by radio
    reported: 2024-05-02
    cites: [https://gov.example/order, https://gov.example/annex]
    as: acting mayor
    where: town
    amount: at least 51 %
    likelihood: likely
    credibility: 2
    by: police
    modality: alleged
    deniedBy: [luis, rosa]
    rank: deprecated
  - {Meeting: talks, party: [ana, luis], date: 2024-04}
  - {Meeting: called-off, party: ana, date: 2024-06, not: true, quote: never met}
  - {Meeting: taken-back, party: ana, date: 2024-06, retracted: a mix-up}
  - {fact: ana opposes smuggling, not: true}
  - {fact: ana opposes port, retracted: corrected by the paper}
  - {fact: luis supports ana, confidence: 0.70, lag: two days}
  - luis supports party
""",
).replace(
    "facts:",
    "entities:\n  crew: {is: Gang, name: The Crew, quote: a gang, at: page 2, by: police, modality: alleged}\nfacts:",
    1,
)
SECOND = source(
    "second",
    """\
  - union operatesIn town
  - {Order: clear-the-port, agent: ana, to: luis, quote: she ordered}
""",
    publisher="evening-wire",
)
NAMES = source(
    "names",
    """\
  - {fact: ana supports luis, id: backing}
  - {fact: "rosa supports luis, ana", id: pair}
  - {Meeting: breakfast, party: ana, id: table}
  - {fact: rosa opposes league, quote: one, at: page 1}
  - {fact: rosa opposes league, quote: two, at: page 2, note: again}
  - {fact: party alliedWith league, quote: this way}
  - {fact: league alliedWith party, quote: that way}
  - {fact: party basedIn town, where: "town"}
  - {fact: rosa controls port, where: [town, chile]}
  - {fact: rosa controls port, where: [chile, town], quote: the other order}
  - {fact: luis governs town, quote: active}
  - {fact: town governedBy luis, quote: passive}
""",
)
PARTS = source(
    "parts",
    "".join(
        f"  - {{fact: ana owns port{more}}}\n"
        for more in (
            "",
            ", not: true",
            ", date: 2024",
            ", date: 2024-05",
            ", by: police",
            ", as: trustee",
            ", where: town",
            ", amount: 51 %",
            ", amount: about 51 %",
            ", amount: 51 shares",
            ", modality: alleged",
        )
    ),
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    files = {"people.yaml": PEOPLE, "report.yaml": REPORT, "second.yaml": SECOND, "names.yaml": NAMES, "parts.yaml": PARTS}
    return built(tmp_path_factory.mktemp("claims"), files)


def claims(graph: Graph, subject: str, predicate: str, obj: str = "?o") -> list[str]:
    return graph.values(f"?x a kga:Claim ; rdf:subject :{subject} ; rdf:predicate {predicate} ; rdf:object {obj}")


def told(graph: Graph, claim: str) -> set[str]:
    """The properties of a claim beyond what every claim has."""
    every = {"rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "kga:source"}
    iri = f"<https://kg.example.org/small/{claim}>"
    return set(graph.values(f"{iri} ?x ?o")) - every


def test_each_source_makes_a_claim_of_its_own_about_one_triple(graph: Graph) -> None:
    assert graph.values("?c rdf:subject :union ; rdf:predicate kga:operatesIn ; rdf:object :town ; kga:source ?x") == [
        "source/report",
        "source/second",
    ]
    assert [line for line in graph.quads if line.startswith("<https://kg.example.org/small/union> <https://w3id.org/kga#operatesIn>")] == [
        "<https://kg.example.org/small/union> <https://w3id.org/kga#operatesIn> <https://kg.example.org/small/town> ."
    ]


def test_lists_on_either_side_make_a_claim_of_every_pair(graph: Graph) -> None:
    query = "SELECT ?s ?o WHERE { ?c rdf:predicate kga:memberOf ; rdf:subject ?s ; rdf:object ?o ; kga:source <source/report> }"
    assert graph.rows(query) == [("ana", "party"), ("ana", "union"), ("luis", "party"), ("luis", "union")]


def test_a_plain_claim_carries_nothing_that_was_not_stated(graph: Graph) -> None:
    (claim,) = graph.values("?x rdf:subject :luis ; rdf:predicate kga:supports ; rdf:object :party")
    assert told(graph, claim) == set()


def test_a_class_claim_carries_the_evidence_of_a_node_fact(graph: Graph) -> None:
    (claim,) = graph.values("?x rdf:subject :clear-the-port ; rdf:predicate rdf:type ; kga:source <source/report>")
    node = f"<{claim}>"
    assert graph.values(f"{node} rdf:object ?x") == ["kga:Order"]
    assert graph.values(f"{node} kga:quote ?x") == ["by noon", "clear it"]
    assert graph.values(f"{node} kga:cites ?d . ?d a kga:Document ; schema:url ?x") == [
        "https://gov.example/annex",
        "https://gov.example/order",
    ]
    assert graph.rows(f"""SELECT ?edtf ?at ?note ?reported ?as ?where ?amount ?unit ?exactness ?likelihood ?credibility WHERE {{
        {node} kga:edtf ?edtf ; kga:at ?at ; kga:note ?note ; kga:reported ?reported ; kga:as ?as ; kga:where ?where ; kga:amount ?amount ;
        kga:unit ?unit ; kga:exactness ?exactness ; kga:likelihood ?likelihood ; kga:credibility ?credibility }}""") == [
        ("2024-05-01", "page 1", "by radio", "2024-05-02", "acting mayor", "town", "51", "%", "kga:AtLeast", "kga:Likely", "2")
    ]


def test_a_document_that_is_cited_is_named_after_its_address(graph: Graph) -> None:
    name = "document/" + md5(b"https://gov.example/order", usedforsecurity=False).hexdigest()
    assert graph.values(f"<{name}> schema:url ?x") == ["https://gov.example/order"]


def test_a_role_makes_a_claim_that_carries_only_what_sets_it_apart(graph: Graph) -> None:
    roles = graph.values("?x rdf:subject :clear-the-port ; kga:source <source/report> FILTER NOT EXISTS { ?x rdf:predicate rdf:type }")
    assert len(roles) == 5  # agent, two 'to', two 'topic'
    for role in roles:
        assert told(graph, role) == {"kga:attribution", "kga:claimant", "kga:modality", "kga:deniedBy", "kga:rank"}
        assert graph.values(f"<{role}> kga:deniedBy ?x") == ["luis", "rosa"]


def test_what_negates_or_takes_back_a_node_fact_does_so_in_each_of_its_claims(graph: Graph) -> None:
    assert graph.values("?c rdf:subject :called-off ; kga:negated true ; rdf:predicate ?x") == ["kga:party", "rdf:type"]
    assert graph.values("?c rdf:subject :taken-back ; kga:retracted 'a mix-up' ; rdf:predicate ?x") == ["kga:party", "rdf:type"]
    assert not graph.ask("?x kga:party :ana FILTER(?x IN (:called-off, :taken-back))")
    assert not graph.ask("?x a kga:Meeting FILTER(?x IN (:called-off, :taken-back))")
    assert not graph.ask(":called-off kga:edtf ?x")


@pytest.mark.parametrize(
    ("pattern", "told_of_it"),
    [
        ("rdf:subject :ana ; rdf:predicate kga:opposes ; rdf:object :smuggling", {"kga:negated"}),
        ("rdf:subject :ana ; rdf:predicate kga:opposes ; rdf:object :port", {"kga:claimStatus", "kga:retracted"}),
        ("rdf:subject :luis ; rdf:predicate kga:supports ; rdf:object :ana", {"kga:confidence", "kga:lag"}),
    ],
)
def test_a_claim_says_how_its_source_says_it(graph: Graph, pattern: str, told_of_it: set[str]) -> None:
    (claim,) = graph.values(f"?x {pattern}")
    assert told(graph, claim) == told_of_it


def test_numbers_of_a_claim_are_canonical(graph: Graph) -> None:
    assert graph.ask('?c kga:confidence 0.7 FILTER(STR(?n) = "0.7") ?c kga:confidence ?n')


def test_a_node_without_evidence_of_its_own_still_has_its_class_claim(graph: Graph) -> None:
    (claim,) = claims(graph, "talks", "rdf:type", "kga:Meeting")
    assert told(graph, claim) == {"kga:edtf", "kga:startEarliest", "kga:startLatest", "kga:endEarliest", "kga:endLatest"}


def test_a_second_source_repeats_a_node_with_the_roles_it_states(graph: Graph) -> None:
    query = "SELECT ?p ?o WHERE { ?c rdf:subject :clear-the-port ; rdf:predicate ?p ; rdf:object ?o ; kga:source <source/second> }"
    assert graph.rows(query) == [("kga:agent", "ana"), ("kga:to", "luis"), ("rdf:type", "kga:Order")]
    assert graph.values("?c rdf:subject :clear-the-port ; kga:source <source/second> ; kga:quote ?x") == ["she ordered"]
    assert graph.values(":clear-the-port kga:to ?x") == ["luis", "party", "union"]
    assert not graph.ask("?c rdf:subject :clear-the-port ; kga:contradicts ?d")


def test_a_class_that_a_source_states_is_a_claim_with_its_words(graph: Graph) -> None:
    (claim,) = claims(graph, "crew", "rdf:type", "kga:Gang")
    assert graph.rows(f"SELECT ?q ?at ?who ?m WHERE {{ <{claim}> kga:quote ?q ; kga:at ?at ; kga:claimant ?who ; kga:modality ?m }}") == [
        ("a gang", "page 2", "police", "kga:Alleged")
    ]
    assert graph.values(":crew a ?x") == ["kga:Actor", "kga:CriminalOrganization", "kga:Entity", "kga:Gang", "kga:Organization"]


def test_a_class_in_a_file_without_a_source_is_no_claim(graph: Graph) -> None:
    assert claims(graph, "ana", "rdf:type") == []
    assert graph.ask(":ana a kga:Person")


def test_a_claim_is_named_after_what_it_says(graph: Graph) -> None:
    says = ["report", "union", "https://w3id.org/kga#operatesIn", "slug", "town", "", "", "", "", "false", "", "", "", "", "", ""]
    name = md5("\x1f".join(says).encode(), usedforsecurity=False).hexdigest()
    assert graph.ask(f"<claim/{name}> rdf:subject :union ; rdf:object :town ; kga:source <source/report>")


def test_each_part_of_what_is_said_makes_another_claim(graph: Graph) -> None:
    assert len(graph.values("?x kga:source <source/parts> ; a kga:Claim")) == 11


def test_an_id_names_the_claim_of_its_fact(graph: Graph) -> None:
    assert graph.ask("<claim/backing> rdf:subject :ana ; rdf:object :luis")


def test_an_id_of_several_claims_has_their_hash_behind_it(graph: Graph) -> None:
    names = graph.values("?x rdf:subject :rosa ; rdf:predicate kga:supports")
    assert len(names) == 2
    assert all(re.fullmatch("claim/pair/[0-9a-f]{32}", name) for name in names)


def test_an_id_of_a_node_fact_names_its_class_claim(graph: Graph) -> None:
    assert graph.ask("<claim/table> rdf:subject :breakfast ; rdf:predicate rdf:type")


def test_equal_facts_of_one_source_are_one_claim_with_all_their_words(graph: Graph) -> None:
    (claim,) = claims(graph, "rosa", "kga:opposes", ":league")
    assert graph.values(f"<{claim}> kga:quote ?x") == ["one", "two"]
    assert graph.values(f"<{claim}> kga:at ?x") == ["page 1", "page 2"]
    assert graph.values(f"<{claim}> kga:note ?x") == ["again"]


def test_a_symmetric_fact_is_one_claim_whichever_end_comes_first(graph: Graph) -> None:
    (claim,) = graph.values("?x rdf:predicate kga:alliedWith")
    assert graph.rows(f"SELECT ?s ?o WHERE {{ <{claim}> rdf:subject ?s ; rdf:object ?o }}") == [("league", "party")]
    assert graph.values(f"<{claim}> kga:quote ?x") == ["that way", "this way"]


def test_a_fact_written_with_the_inverse_is_the_claim_of_the_primary_property(graph: Graph) -> None:
    (claim,) = claims(graph, "luis", "kga:governs", ":town")
    assert graph.values(f"<{claim}> kga:quote ?x") == ["active", "passive"]
    assert not graph.ask("?c rdf:predicate kga:governedBy")


def test_places_in_another_order_make_no_other_claim(graph: Graph) -> None:
    (claim,) = claims(graph, "rosa", "kga:controls", ":port")
    assert graph.values(f"<{claim}> kga:where ?x") == ["chile", "town"]


def test_no_quad_stands_twice_and_all_are_sorted_without_blank_nodes(graph: Graph) -> None:
    assert graph.quads == sorted(set(graph.quads))
    assert not any("_:" in line.split('"')[0] for line in graph.quads)


def test_the_store_gives_back_the_very_lines_of_the_export(graph: Graph) -> None:
    assert sorted(f"{quad} ." for quad in graph.store.quads()) == graph.quads


def test_a_role_written_from_its_other_end_takes_the_evidence_of_its_fact_along(tmp_path: Path) -> None:
    facts = """\
  - {Meeting: morning, party: ana, date: 2024-05-01, quote: at dawn}
  - {Meeting: summit, hasSubEvent: morning, date: 2024, quote: part of the summit}
"""
    graph = built(tmp_path, {"people.yaml": PEOPLE, "report.yaml": source("report", facts)})
    (claim,) = graph.values("?x rdf:subject :morning ; rdf:predicate kga:subEventOf ; rdf:object :summit")
    assert graph.rows(f"SELECT ?date ?quote WHERE {{ <{claim}> kga:edtf ?date ; kga:quote ?quote }}") == [("2024", "part of the summit")]
