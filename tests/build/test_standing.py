"""Which plain triples stand: negation, rank, rivals, denials, retractions, and the word that was reported last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, source

ONE = source(
    "one",
    """\
  - ana memberOf party
  - {fact: luis memberOf party, rank: preferred}
  - {fact: rosa memberOf party, rank: deprecated}
  - {fact: ana memberOf league, retracted: the paper corrected itself}
  - {fact: luis memberOf league, modality: alleged, deniedBy: luis}
  - {fact: luis engagesIn smuggling, modality: charged}
  - {Payment: fee, payer: ana, sum: 6.9 USD, date: 2024, rank: preferred}
  - {Payment: bribe, payer: ana, sum: 10 USD, date: 2024}
  - {Payment: grant, payer: ana, sum: 5 USD, date: 2024}
  - {Payment: loan, payer: ana, sum: about 5000 USD, date: 2024}
  - {Tenure: reign, holder: ana, post: mayor, date: 2020/2022}
  - {Meeting: talks, party: ana, status: scheduled, date: 2024}
  - {Meeting: walk, party: ana, status: scheduled, date: 2024}
  - {Meeting: march, party: ana, status: scheduled, date: 2024}
  - union founded 1998
  - party founded 1963
  - {fact: ana supports port, date: 2010}
  - {fact: ana opposes port, not: true}
""",
    date="2024-03-01",
)
TWO = source(
    "two",
    """\
  - {fact: ana memberOf party, not: true}
  - {fact: luis memberOf party, not: true}
  - {fact: rosa memberOf party, not: true}
  - {fact: rosa memberOf league, not: true}
  - {fact: luis engagesIn smuggling, not: true, modality: denied, by: luis}
  - {fact: rosa engagesIn smuggling, not: true, modality: denied, by: rosa}
  - {Payment: fee, payer: ana, sum: 12 USD}
  - {Payment: bribe, payer: luis, sum: 12 USD}
  - {Payment: grant, sum: 5 EUR}
  - {Payment: loan, sum: 5200 USD}
  - {Tenure: reign, holder: luis, post: mayor, date: 2020/2022}
  - {Meeting: talks, status: completed}
  - {Meeting: walk, status: completed, retracted: a slip}
  - union founded 1998-05
  - party founded 1964
""",
    publisher="evening-wire",
    date="2024-04-01",
)
SAME_DAY = source("same-day", "  - {Meeting: march, status: abandoned}\n", publisher="radio-one", date="2024-03")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("standing"), {"people.yaml": PEOPLE, "one.yaml": ONE, "two.yaml": TWO, "three.yaml": SAME_DAY})


def disputed(graph: Graph, pattern: str) -> list[str]:
    """Sources of the claims that match and are marked as disputed."""
    return graph.values(f"?c {pattern} ; kga:claimStatus kga:Disputed ; kga:source ?s BIND(STRAFTER(STR(?s), 'source/') AS ?x)")


def test_a_negation_of_equal_rank_takes_the_triple_away_and_both_are_marked(graph: Graph) -> None:
    assert not graph.ask(":ana kga:memberOf :party")
    assert disputed(graph, "rdf:subject :ana ; rdf:object :party") == ["one", "two"]


def test_a_triple_of_better_rank_than_its_negation_stands(graph: Graph) -> None:
    assert graph.ask(":luis kga:memberOf :party")


def test_what_follows_from_a_triple_of_better_rank_than_its_negation_stands_too(graph: Graph) -> None:
    assert graph.ask(":party kga:hasMember :luis")
    assert not graph.ask(":party kga:hasMember :ana")


def test_a_contradiction_settled_by_rank_is_a_note_and_an_open_one_says_what_stands(graph: Graph) -> None:
    assert graph.result is not None
    told = {f.message.split(":")[0].split("'")[1]: (f.severity.name, f.remedy) for f in graph.result.findings if f.code == "contradiction"}
    assert told["luis memberOf party"] == told["fee"] == ("INFO", "The better ranked one stands.")
    assert told["ana memberOf party"] == ("WARNING", "Neither stands; prefer one with 'rank: preferred' if you can tell.")
    assert told["bribe"] == ("WARNING", "Both stand; prefer one with 'rank: preferred' if you can tell.")


def test_a_triple_of_lesser_rank_than_its_negation_falls(graph: Graph) -> None:
    assert not graph.ask(":rosa kga:memberOf :party")


def test_a_negation_alone_states_no_triple_and_is_not_disputed(graph: Graph) -> None:
    assert not graph.ask(":rosa kga:memberOf :league")
    assert disputed(graph, "rdf:subject :rosa ; rdf:object :league") == []


def test_contradiction_is_told_in_both_directions(graph: Graph) -> None:
    query = """SELECT ?a ?b WHERE { ?x rdf:subject :ana ; rdf:object :party ; kga:contradicts ?y . ?x kga:source ?a . ?y kga:source ?b }"""
    assert graph.rows(query) == [("source/one", "source/two"), ("source/two", "source/one")]


def test_what_is_retracted_falls_and_its_claim_stays_with_the_reason(graph: Graph) -> None:
    assert not graph.ask(":ana kga:memberOf :league")
    assert graph.values("?c rdf:subject :ana ; rdf:object :league ; kga:claimStatus kga:Retracted ; kga:retracted ?x") == [
        "the paper corrected itself"
    ]


def test_an_accusation_stands_when_it_is_denied_beside_it(graph: Graph) -> None:
    assert graph.ask(":luis kga:memberOf :league")
    assert graph.values("?c rdf:subject :luis ; rdf:object :league ; kga:modality kga:Alleged ; kga:deniedBy ?x") == ["luis"]


def test_a_reported_denial_neither_opposes_nor_marks_the_accusation(graph: Graph) -> None:
    assert graph.ask(":luis kga:engagesIn :smuggling")
    assert not graph.ask("?c rdf:subject :luis ; rdf:object :smuggling ; kga:claimStatus|kga:contradicts ?x")
    denial = "?c rdf:subject :luis ; rdf:object :smuggling ; kga:negated true ; kga:modality kga:Denied"
    assert graph.values(f"{denial} ; kga:claimant ?x") == ["luis"]


def test_a_denial_alone_states_no_triple(graph: Graph) -> None:
    assert not graph.ask(":rosa kga:engagesIn :smuggling")


def test_rival_values_all_stand_and_are_marked(graph: Graph) -> None:
    assert graph.values(":bribe kga:sum ?x") == ["10", "12"]
    assert disputed(graph, "rdf:subject :bribe ; rdf:predicate kga:sum") == ["one", "two"]
    assert graph.values(":reign kga:holder ?x") == ["ana", "luis"]
    assert disputed(graph, "rdf:subject :reign ; rdf:predicate kga:holder") == ["one", "two"]


def test_a_preferred_value_hides_its_rivals(graph: Graph) -> None:
    assert graph.values(":fee kga:sum ?x") == ["6.9"]


def test_equal_roles_corroborate_and_many_valued_ones_add(graph: Graph) -> None:
    assert graph.values(":fee kga:payer ?x") == ["ana"]
    assert graph.values(":bribe kga:payer ?x") == ["ana", "luis"]
    assert disputed(graph, "rdf:predicate kga:payer") == []
    assert disputed(graph, "rdf:predicate kga:post") == []


def test_the_same_number_in_another_unit_is_another_value(graph: Graph) -> None:
    assert graph.values(":grant kga:sum ?x") == ["5"]
    assert disputed(graph, "rdf:subject :grant ; rdf:predicate kga:sum") == ["one", "two"]


def test_values_that_agree_at_the_coarser_precision_both_stand_unmarked(graph: Graph) -> None:
    assert graph.values(":loan kga:sum ?x") == ["5000", "5200"]
    assert disputed(graph, "rdf:subject :loan") == []


def test_a_sharper_date_of_a_thing_is_no_rival(graph: Graph) -> None:
    assert graph.values(":union kga:founded ?x") == ["1998", "1998-05"]
    assert disputed(graph, "rdf:subject :union") == []
    assert disputed(graph, "rdf:subject :party ; rdf:predicate kga:founded") == ["one", "two"]


def test_a_status_reported_later_takes_the_place_of_the_earlier_one(graph: Graph) -> None:
    assert graph.values(":talks kga:status ?x") == ["kga:Completed"]
    assert disputed(graph, "rdf:subject :talks ; rdf:predicate kga:status") == []


def test_a_later_status_that_was_taken_back_replaces_nothing(graph: Graph) -> None:
    assert graph.values(":walk kga:status ?x") == ["kga:Scheduled"]


def test_statuses_of_sources_that_may_be_of_one_day_are_rivals(graph: Graph) -> None:
    assert graph.values(":march kga:status ?x") == ["kga:Abandoned", "kga:Scheduled"]
    assert disputed(graph, "rdf:subject :march ; rdf:predicate kga:status") == ["one", "same-day"]


def test_a_rank_on_a_node_fact_is_the_rank_of_each_of_its_claims(graph: Graph) -> None:
    assert graph.rows("SELECT ?p WHERE { ?c rdf:subject :fee ; kga:rank kga:Preferred ; rdf:predicate ?p }") == [
        ("kga:payer",),
        ("kga:sum",),
        ("rdf:type",),
    ]


def test_the_findings_name_each_contradiction_once_with_the_places_of_both_sides(graph: Graph) -> None:
    assert graph.result is not None
    told = sorted(finding.message for finding in graph.result.findings if finding.code == "contradiction")
    assert told == [
        "sources differ on 'ana memberOf party': one says so (facts/one.yaml:4:5), two says it is not so.",
        "sources differ on 'bribe', sum: one says 10 USD (facts/one.yaml:11:39), two says 12 USD.",
        "sources differ on 'fee', sum: one says 6.9 USD (facts/one.yaml:10:37), two says 12 USD.",
        "sources differ on 'grant', sum: one says 5 USD (facts/one.yaml:12:39), two says 5 EUR.",
        "sources differ on 'luis memberOf party': one says so (facts/one.yaml:5:12), two says it is not so.",
        "sources differ on 'march', status: one says Scheduled (facts/one.yaml:17:42), same-day says Abandoned.",
        "sources differ on 'party', founded: one says 1963 (facts/one.yaml:19:5), two says 1964.",
        "sources differ on 'reign', holder: one says ana (facts/one.yaml:14:29), two says luis.",
        "sources differ on 'rosa memberOf party': one says so (facts/one.yaml:6:12), two says it is not so.",
    ]


def test_a_rank_that_nothing_opposes_warns(tmp_path: Path) -> None:
    facts = "  - {fact: ana memberOf party, rank: preferred}\n  - {Meeting: talks, party: ana, date: 2024, rank: deprecated}\n"
    graph = built(tmp_path, {"people.yaml": PEOPLE, "one.yaml": source("one", facts)})
    assert graph.result is not None
    idle = [str(finding) for finding in graph.result.findings if finding.code == "idle-rank"]
    remedy = "this rank changes nothing: no other claim opposes the fact. Delete it, or state the rival claim."
    assert idle == [f"facts/one.yaml:4:38: idle-rank {remedy}", f"facts/one.yaml:5:52: idle-rank {remedy}"]
    assert graph.ask(":ana kga:memberOf :party")
    assert graph.ask(":talks kga:party :ana")
