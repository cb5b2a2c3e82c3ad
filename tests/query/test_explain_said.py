"""What 'kg explain' says of facts as they are written: of denials, doubts, dates and sources, on graphs that a build made."""

import pytest

from kg.ontology import Ontology, load_ontology, shipped_folder
from kg.query.explain import explain
from kg.query.profile import Profile, Statement
from kg.store.oxigraph import OxigraphStore
from tests.build.small_case import BASE, PEOPLE, nquads, source

SAID = source(
    "s1",
    """\
  - {fact: luis engagesIn smuggling, modality: alleged, by: police, deniedBy: luis, quote: helped the boats in}
  - {fact: ana opposes party, by: rosa}
  - {fact: ana memberOf league, by: rosa, not: true}
  - {fact: rosa leads union, rank: preferred}
  - {Meeting: talks, name: talks at the port, party: [ana, luis], date: 2024-03-09}
  - {fact: ana opposes league, date: {after: talks}}
  - {Attack: raid, name: the raid, agent: luis, victim: ana, killed: at least 12, date: 2024-04}
  - {Payment: money, name: the money, payer: party, beneficiary: luis, sum: about 1.5 million USD, date: 2024-03}
  - {Election: vote, name: the vote, forPost: mayor, date: 2023-11-05}
  - {ElectionResult: vote, candidate: party, share: 49.3 %, seats: 12}
  - party founded 1990~
  - luis birthDate 1960-05-01
""",
)
DENIED = source(
    "s2",
    """\
  - {fact: luis engagesIn smuggling, not: true, by: luis, modality: denied, at: page 3}
  - {fact: rosa leads union, not: true}
  - {Payment: money, sum: at least 1.5 million USD}
""",
    publisher="evening-wire",
    date="2024-06-01",
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([shipped_folder()])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    folder = tmp_path_factory.mktemp("said")
    return OxigraphStore.from_nquads(nquads(folder, {"people.yaml": PEOPLE, "s1.yaml": SAID, "s2.yaml": DENIED}), base=BASE)


def statements(profile: Profile, heading: str) -> list[Statement]:
    return [item for group in profile.groups if group.heading == heading for item in group.statements]


def mentioned(profile: Profile, heading: str) -> dict[str, Statement]:
    return {item.what: item for item in dict(profile.mentions).get(heading, ())}


def test_a_fact_that_a_preferred_claim_keeps_stands_seen_from_either_end(graph: OxigraphStore, ontology: Ontology) -> None:
    for slug, heading in (("union", "... leads Port Union"), ("rosa", "leads")):
        [leads] = statements(explain(graph, ontology, slug), heading)
        assert (leads.stands, leads.negated, len(leads.evidence)) == (True, False, 2)


def test_a_fact_that_is_only_negated_says_so_and_does_not_stand(graph: OxigraphStore, ontology: Ontology) -> None:
    [member] = statements(explain(graph, ontology, "league"), "... member of Coast League")
    assert (member.stands, member.negated) == (False, True)


def test_who_denies_is_not_told_to_have_said_it(graph: OxigraphStore, ontology: Ontology) -> None:
    luis = explain(graph, ontology, "luis")
    assert mentioned(luis, "said by it") == {}
    denied = mentioned(luis, "denied by it")
    assert [*denied] == ["Luis Mora engages in smuggling"]
    assert [item.source for item in denied["Luis Mora engages in smuggling"].evidence] == ["s1", "s2"]


def test_what_someone_says_is_not_so_is_told_as_not_so(graph: OxigraphStore, ontology: Ontology) -> None:
    assert [*mentioned(explain(graph, ontology, "rosa"), "said by it")] == [
        "Ana Vega opposes Harbour Party",
        "not so: Ana Vega member of Coast League",
    ]


def test_what_was_said_denied_or_passed_on_carries_its_evidence(graph: OxigraphStore, ontology: Ontology) -> None:
    said = mentioned(explain(graph, ontology, "police"), "said by it")["Luis Mora engages in smuggling"]
    [evidence] = said.evidence
    assert (evidence.published, evidence.quotes, evidence.marks) == (
        "Thursday 2 May 2024",
        ("helped the boats in",),
        ("alleged", "denied by Luis Mora"),
    )
    passed = mentioned(explain(graph, ontology, "evening-wire"), "passed on by it")["not so: Luis Mora engages in smuggling"]
    assert [item.at for item in passed.evidence] == [("page 3",)]


def test_numbers_in_the_summary_of_an_event_keep_doubt_and_unit(graph: OxigraphStore, ontology: Ontology) -> None:
    luis, party = explain(graph, ontology, "luis"), explain(graph, ontology, "party")
    assert "killed: at least 12" in statements(luis, "agent in")[0].roles
    assert "sum: about 1500000 USD, at least 1500000 USD" in statements(luis, "beneficiary in")[0].roles
    assert "share: 49.3 %" in statements(party, "candidate in")[0].roles


def test_dates_are_told_in_words_wherever_they_stand(graph: OxigraphStore, ontology: Ontology) -> None:
    luis, party, ana = (explain(graph, ontology, slug) for slug in ("luis", "party", "ana"))
    assert statements(luis, "born")[0].what == "Sunday 1 May 1960"
    assert statements(party, "founded")[0].what == "about 1990"
    opposes = {item.id: item for item in statements(ana, "opposes")}
    assert opposes["league"].evidence[0].date == "after talks at the port, on 9 March 2024 or later"


def test_a_source_is_told_with_everything_that_it_says(graph: OxigraphStore, ontology: Ontology) -> None:
    said = explain(graph, ontology, "source/s2")
    assert (said.is_source, said.name, said.traits) == (
        True,
        "Report",
        (("publisher", "Evening Wire (evening-wire)"), ("date", "Saturday 1 June 2024")),
    )
    assert [(group.heading, [item.what for item in group.statements]) for group in said.groups] == [
        ("Luis Mora  (luis)", ["not so: engages in smuggling"]),
        ("Rosa Diaz  (rosa)", ["not so: leads Port Union"]),
        ("the money  (money)", ["class payment", "sum at least 1500000 USD"]),
    ]
    assert said.groups[0].statements[0].evidence[0].chain == (("said by", "Luis Mora"), ("reported by", "Evening Wire"))
