"""Who said it: chains from the first speaker to the publisher, shared, on the source where they are usual and on the claim where not."""

from __future__ import annotations

from hashlib import md5
from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, source

OWN = source(
    "own",
    """\
  - union operatesIn town
  - {fact: ana memberOf party, by: police}
  - {fact: luis memberOf party, by: daily-paper}
  - {fact: rosa memberOf party, attribution: [ana, police, daily-paper]}
  - {fact: union opposes party, attribution: daily-paper}
  - {Meeting: talks, party: [ana, luis], by: rosa}
""",
)
PASSED_ON = source(
    "passed-on",
    """\
  - union operatesIn port
  - {fact: ana memberOf union, by: police}
  - {fact: luis memberOf union, by: evening-wire}
""",
    more=", attribution: [evening-wire, daily-paper]",
)
AT_THE_TOP = source("at-the-top", "  - union basedIn port\n").replace("facts:", "attribution: [evening-wire, daily-paper]\nfacts:")
SEVERAL = """\
kg: 1
sources:
  - {id: first, title: First, publisher: daily-paper, date: 2024, attribution: [rosa, daily-paper]}
  - {id: other, title: Other, publisher: radio-one, date: 2024}
facts:
  - {fact: league basedIn town, source: first}
  - {fact: league basedIn port, source: other}
"""
MINISTRY = source("ministry", "  - police operatesIn town\n", publisher="police")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    texts = {"people": PEOPLE, "own": OWN, "on": PASSED_ON, "top": AT_THE_TOP, "several": SEVERAL, "ministry": MINISTRY}
    return built(tmp_path_factory.mktemp("attribution"), {f"{name}.yaml": text for name, text in texts.items()})


def chain(graph: Graph, holder: str) -> list[tuple[str, str]]:
    """Speaker and speech act of each hop of the chain of a source or claim, in order."""
    query = f"""SELECT ?hop ?who ?act WHERE {{ {holder} kga:attribution ?chain . ?chain a kga:AttributionChain ; kga:hasHop ?step .
        ?step a kga:Attribution ; kga:hop ?hop ; prov:agent ?who ; kga:speechAct ?act }}"""
    return [(who, act.removeprefix("kga:")) for _, who, act in graph.rows(query)]


def claim(graph: Graph, subject: str, obj: str, predicate: str = "kga:memberOf") -> str:
    (name,) = graph.values(f"?x rdf:subject :{subject} ; rdf:predicate {predicate} ; rdf:object :{obj}")
    return f"<{name}>"


def test_a_source_without_a_chain_speaks_for_its_publisher(graph: Graph) -> None:
    assert chain(graph, "<source/own>") == [("daily-paper", "Reported")]


def test_a_claim_that_its_source_makes_as_usual_has_no_chain_of_its_own(graph: Graph) -> None:
    assert not graph.ask(f"{claim(graph, 'union', 'town', 'kga:operatesIn')} kga:attribution|kga:claimant ?x")


def test_who_is_quoted_speaks_before_the_usual_chain(graph: Graph) -> None:
    assert chain(graph, claim(graph, "ana", "party")) == [("police", "Said"), ("daily-paper", "Reported")]
    assert chain(graph, claim(graph, "ana", "union")) == [("police", "Said"), ("evening-wire", "Reported"), ("daily-paper", "Republished")]


def test_the_first_speaker_of_a_chain_of_its_own_is_the_claimant(graph: Graph) -> None:
    assert graph.values(f"{claim(graph, 'ana', 'party')} kga:claimant ?x") == ["police"]
    assert graph.values(f"{claim(graph, 'rosa', 'party')} kga:claimant ?x") == ["ana"]


def test_quoting_who_speaks_anyway_changes_nothing(graph: Graph) -> None:
    assert not graph.ask(f"{claim(graph, 'luis', 'party')} kga:attribution|kga:claimant ?x")
    assert not graph.ask(f"{claim(graph, 'luis', 'union')} kga:attribution|kga:claimant ?x")
    assert not graph.ask(f"{claim(graph, 'union', 'party', 'kga:opposes')} kga:attribution|kga:claimant ?x")


def test_an_attribution_replaces_the_usual_chain(graph: Graph) -> None:
    assert chain(graph, claim(graph, "rosa", "party")) == [("ana", "Said"), ("police", "Said"), ("daily-paper", "Reported")]


def test_a_source_may_pass_on_what_another_reported(graph: Graph) -> None:
    assert chain(graph, "<source/passed-on>") == [("evening-wire", "Reported"), ("daily-paper", "Republished")]


def test_an_attribution_at_the_top_is_that_of_the_only_source(graph: Graph) -> None:
    assert chain(graph, "<source/at-the-top>") == [("evening-wire", "Reported"), ("daily-paper", "Republished")]


def test_each_of_several_sources_has_its_own_chain(graph: Graph) -> None:
    assert chain(graph, "<source/first>") == [("rosa", "Said"), ("daily-paper", "Reported")]
    assert chain(graph, "<source/other>") == [("radio-one", "Reported")]


def test_equal_chains_are_one_node_named_after_their_speakers(graph: Graph) -> None:
    name = "chain/" + md5(b"evening-wire\x1fdaily-paper", usedforsecurity=False).hexdigest()
    assert graph.values("?x kga:attribution <" + name + ">") == ["source/at-the-top", "source/passed-on"]
    assert graph.values(f"<{name}> kga:hasHop ?x") == [f"{name}#1", f"{name}#2"]


def test_who_speaks_in_a_node_fact_speaks_in_each_of_its_claims(graph: Graph) -> None:
    query = "SELECT (COUNT(?c) AS ?n) WHERE { ?c rdf:subject :talks ; kga:claimant :rosa }"
    assert graph.rows(query) == [("3",)]


def test_every_claim_has_a_claimant_on_itself_or_on_its_source(graph: Graph) -> None:
    assert not graph.ask("""?c a kga:Claim ; kga:source ?s FILTER NOT EXISTS { ?c kga:claimant ?who }
        FILTER NOT EXISTS { ?s kga:attribution/kga:hasHop [ kga:hop 1 ; prov:agent ?who ] }""")


def test_a_source_that_is_read_carries_all_that_is_known_of_it(tmp_path: Path) -> None:
    more = (
        ", url: 'https://paper.example/1', type: article, reliability: B, language: es, author: R. Diaz, accessed: 2024-06-01,"
        " archived: 'https://archive.example/1'"
    )
    graph = built(tmp_path, {"people.yaml": PEOPLE, "full.yaml": source("full", "  - union operatesIn town\n", more=more)})
    expected = {
        "a": "kga:Source",
        "rdfs:label": "Report",
        "kga:publisher": "daily-paper",
        "kga:edtf": "2024-05-02",
        "kga:startEarliest": "2024-05-02",
        "kga:endLatest": "2024-05-02",
        "schema:url": "https://paper.example/1",
        "kga:sourceType": "article",
        "kga:reliability": "B",
        "schema:inLanguage": "es",
        "schema:author": "R. Diaz",
        "kga:accessed": "2024-06-01",
        "kga:archived": "https://archive.example/1",
    }
    assert {name: graph.values(f"<source/full> {name} ?x") for name in expected} == {name: [value] for name, value in expected.items()}
    assert graph.values("<source/full> rdfs:label ?t BIND(LANG(?t) AS ?x)") == ["es"]
