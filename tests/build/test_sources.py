"""Sources: one a file or several, named on facts, and what happens where none speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, found, source, unmarked

SEVERAL = """\
kg: 1
sources:
  - {id: morning, title: Morning, publisher: daily-paper, date: 2024-05-01, language: es}
  - {id: evening, title: Evening, publisher: evening-wire, date: 2024-05-02}
entities:
  crew: {is: Gang, name: The Crew, source: evening, quote: a gang}
  pier: {is: Port, name: pier}
facts:
  - {fact: union operatesIn town, source: morning}
  - {fact: union operatesIn town, source: evening}
  - {Meeting: talks, party: ana, date: 2024-04, source: evening}
"""
ELSEWHERE = """\
kg: 1
facts:
  - {fact: ana memberOf party, source: morning}
  - {fact: luis supports party, source: night}
"""
NIGHT = source("night", "  - {fact: rosa memberOf party, source: morning}\n  - rosa supports party\n")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    files = {"people.yaml": PEOPLE, "several.yaml": SEVERAL, "elsewhere.yaml": ELSEWHERE, "night.yaml": NIGHT}
    return built(tmp_path_factory.mktemp("sources"), files)


def said_by(graph: Graph, pattern: str) -> list[str]:
    return graph.values(f"?c {pattern} ; kga:source ?s BIND(STRAFTER(STR(?s), 'source/') AS ?x)")


def test_each_fact_of_a_file_of_several_sources_names_its_own(graph: Graph) -> None:
    assert said_by(graph, "rdf:subject :union ; rdf:object :town") == ["evening", "morning"]
    assert said_by(graph, "rdf:subject :talks") == ["evening"]


def test_a_fact_may_name_a_source_of_another_file(graph: Graph) -> None:
    assert said_by(graph, "rdf:subject :ana ; rdf:object :party") == ["morning"]
    assert said_by(graph, "rdf:subject :luis ; rdf:object :party") == ["night"]


def test_a_fact_may_name_another_source_than_that_of_its_file(graph: Graph) -> None:
    assert said_by(graph, "rdf:subject :rosa ; rdf:predicate kga:memberOf") == ["morning"]
    assert said_by(graph, "rdf:subject :rosa ; rdf:predicate kga:supports") == ["night"]


def test_an_entity_of_a_file_of_several_sources_has_a_class_claim_where_it_names_one(graph: Graph) -> None:
    assert said_by(graph, "rdf:predicate rdf:type ; rdf:object kga:Gang") == ["evening"]
    assert said_by(graph, "rdf:predicate rdf:type ; rdf:object kga:Port") == []
    assert graph.ask(":pier a kga:Place")


def test_a_file_of_several_sources_has_no_language_of_one_of_them(graph: Graph) -> None:
    assert graph.values(":pier rdfs:label ?l BIND(LANG(?l) AS ?x)") == ["en"]
    assert graph.values("<source/morning> rdfs:label ?l BIND(LANG(?l) AS ?x)") == ["es"]


WRONG = {
    "none.yaml": (
        """\
kg: 1
facts:
  - §ana memberOf party
  - {fact: §ana supports party}
  - {§Meeting: talks-2, party: ana}
""",
        ["missing-source no source states this fact. Give the file a 'source', or the fact 'source: ID'."] * 3,
    ),
    "unclear.yaml": (
        """\
kg: 1
sources:
  - {id: u-1, title: One, publisher: daily-paper, date: 2024}
  - {id: u-2, title: Two, publisher: daily-paper, date: 2024}
§attribution: [daily-paper]
facts:
  - §ana memberOf union
  - {fact: ana supports union, source: §s-3}
""",
        [
            "unknown-key 'attribution' stands at the top only where the file has one source. Put it into each source.",
            "missing-source no source states this fact. Give the file a 'source', or the fact 'source: ID'.",
            "unknown-source unknown source 's-3'. Declare it with its publisher and date.",
        ],
    ),
    "both.yaml": (
        "kg: 1\nsource: {id: b-1, title: B, publisher: daily-paper, date: 2024}\n"
        "§sources: [{id: b-2, title: B, publisher: daily-paper, date: 2024}]\n",
        ["unknown-key a file has 'source' or 'sources', not both. Keep one."],
    ),
    "evidence.yaml": (
        "kg: 1\nentities:\n  §band: {is: Organization, name: Band, quote: they play}\n",
        ["missing-source entity 'band' has evidence but no source. Declare it in the file of the source that says so."],
    ),
    "no-id.yaml": (
        "kg: 1\nsource: §{title: One, publisher: daily-paper}\n",
        ["missing-source this source has no 'id'. Give it a slug, such as 'ap-2025-02-19'."],
    ),
    "named.yaml": (
        "kg: 1\nsource: §s-1\n",
        [
            "wrong-shape a source must be 'key: value' pairs. Write 'source: {id: ..., title: ..., publisher: ..., date: ...}';"
            " a source declared elsewhere is named on each fact."
        ],
    ),
    "two-chains.yaml": (
        "kg: 1\n§attribution: [ana, daily-paper]\n"
        "source: {id: c-1, title: C, publisher: daily-paper, date: 2024, attribution: daily-paper}\n",
        ["duplicate-key the source has an 'attribution' of its own. Keep one."],
    ),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    files = {name: unmarked(text)[0] for name, (text, _) in WRONG.items()}
    files |= dict.fromkeys(("again.yaml", "twice.yaml"), source("s-1"))
    return [str(finding) for finding in found(tmp_path_factory.mktemp("wrong"), {"people.yaml": PEOPLE, **files})]


@pytest.mark.parametrize("name", WRONG)
def test_a_source_that_is_missing_or_unclear_is_told_with_its_place(wrong: list[str], name: str) -> None:
    text, told = WRONG[name]
    expected = [f"facts/{name}:{spot}: {finding}" for spot, finding in zip(unmarked(text)[1], told, strict=True)]
    assert [finding for finding in wrong if finding.startswith(f"facts/{name}:")] == expected


def test_a_source_that_is_declared_twice_is_told_at_the_second_place(wrong: list[str]) -> None:
    told = [finding for finding in wrong if "duplicate-source" in finding]
    assert told == [
        "facts/twice.yaml:2:9: duplicate-source source 's-1' is declared twice, first at facts/again.yaml:2:9."
        " Keep one, and name it by 'source: s-1' elsewhere."
    ]


def test_entities_alone_need_no_source(tmp_path: Path) -> None:
    files = {"people.yaml": PEOPLE, "one.yaml": "kg: 1\nentities:\n", "two.yaml": "kg: 1\nfacts:\n", "three.yaml": "kg: 1\n"}
    assert [finding.code for finding in found(tmp_path, files) if finding.code != "unused-entity"] == []
