"""Dates: bounds on claims and nodes, what 'current' and an open end mean, and dates that hang on a node."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small_case import PEOPLE, Graph, built, found, source, unmarked

Bounds = tuple[str, str, str, str]

DATES: dict[str, tuple[str, Bounds]] = {
    "2024-05-02": ("day", ("2024-05-02", "2024-05-02", "2024-05-02", "2024-05-02")),
    "2024-02": ("month", ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29")),
    "2023": ("year", ("2023-01-01", "2023-12-31", "2023-01-01", "2023-12-31")),
    "201X": ("decade", ("2010-01-01", "2019-12-31", "2010-01-01", "2019-12-31")),
    "2019/2023-06": ("interval", ("2019-01-01", "2019-12-31", "2023-06-01", "2023-06-30")),
    "1999~/2009": ("about", ("1998-01-01", "2000-12-31", "2009-01-01", "2009-12-31")),
    "2009?": ("uncertain", ("2009-01-01", "2009-12-31", "2009-01-01", "2009-12-31")),
    "[2025-01..2025-04]": ("within", ("2025-01-01", "2025-04-30", "2025-01-01", "2025-04-30")),
    "../2009": ("unknown-start", ("", "", "2009-01-01", "2009-12-31")),
    "2023-11/..": ("open-end", ("2023-11-01", "2023-11-30", "2024-05-01", "")),
    "current": ("current", ("", "2024-05-31", "2024-05-01", "")),
}
"""Date as written in a source of May 2024, the slug of a union that it is told of, and its bounds."""

RELATIVE: dict[str, Bounds] = {
    "{same: war}": ("2020-03-01", "2020-03-31", "2021-01-01", "2021-12-31"),
    "{during: war}": ("", "2020-03-31", "2020-03-01", ""),
    "{after: war}": ("2020-03-01", "", "2020-03-01", ""),
    "{before: war}": ("", "2021-12-31", "", "2021-12-31"),
    "{after: undated}": ("", "", "", ""),
}

ENTITIES = PEOPLE + "".join(f"  u-{name}: {{is: Organization, name: U}}\n" for name, _ in DATES.values())
PLAIN = source(
    "plain", "".join(f'  - {{fact: u-{name} operatesIn town, date: "{date}"}}\n' for date, (name, _) in DATES.items()), date="2024-05"
)
NODES = source(
    "nodes",
    "".join(f"  - {{fact: ana supports party, date: {date}}}\n" for date in RELATIVE)
    + """\
  - {Event: war, agent: police, date: 2020-03/2021}
  - {Event: undated, agent: police}
  - {Event: talks, agent: police, date: {after: war}}
  - {Event: peace, agent: police, date: {same: talks}}
  - {fact: luis supports party, date: {before: peace}}
  - {Event: sharper, agent: police, date: 2024}
  - {Event: rough, agent: police, date: 2024}
  - {Event: silent, agent: police, date: 2024-03}
  - {Event: hidden-then, agent: police, date: 2024-03}
  - {Event: still-on, agent: police, date: 2024/..}
""",
)
OTHER = source(
    "other",
    """\
  - {Event: sharper, date: 2024-05}
  - {Event: rough, date: 2022}
  - {Event: silent}
  - {Event: hidden-then, date: 1999, retracted: a slip}
  - {Event: still-on, date: 2024/2025}
""",
    publisher="evening-wire",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("dates"), {"people.yaml": ENTITIES, "p.yaml": PLAIN, "n.yaml": NODES, "o.yaml": OTHER})


def bounds(graph: Graph, pattern: str) -> list[Bounds]:
    """The bounds of what ``?c`` can be in a pattern."""
    rows = graph.rows(f"""SELECT ?a ?b ?c2 ?d WHERE {{ {pattern} OPTIONAL {{ ?c kga:startEarliest ?a }} OPTIONAL {{ ?c kga:startLatest ?b }}
        OPTIONAL {{ ?c kga:endEarliest ?c2 }} OPTIONAL {{ ?c kga:endLatest ?d }} }}""")
    return [(a, b, c, d) for a, b, c, d in rows]


@pytest.mark.parametrize("written", DATES)
def test_a_claim_carries_its_date_as_written_and_four_bounds(graph: Graph, written: str) -> None:
    name, expected = DATES[written]
    assert bounds(graph, f"?c rdf:subject :u-{name} ; rdf:predicate kga:operatesIn .") == [expected]
    assert graph.values(f"?c rdf:subject :u-{name} ; kga:edtf ?x") == [written]


def test_bounds_are_days_and_dates_as_written_are_edtf(graph: Graph) -> None:
    assert graph.values("?c a kga:Claim ; kga:startEarliest ?d BIND(DATATYPE(?d) AS ?x)") == ["xsd:date"]
    assert graph.values("?c rdf:subject :u-decade ; kga:edtf ?d BIND(DATATYPE(?d) AS ?x)") == ["http://id.loc.gov/datatypes/edtf"]
    assert graph.values("?c rdf:subject :u-current ; kga:edtf ?d BIND(DATATYPE(?d) AS ?x)") == ["xsd:string"]


@pytest.mark.parametrize("written", RELATIVE)
def test_a_date_may_hang_on_a_node(graph: Graph, written: str) -> None:
    text = written.strip("{}")
    assert bounds(graph, f'?c rdf:subject :ana ; rdf:predicate kga:supports ; kga:edtf "{text}" .') == [RELATIVE[written]]


def test_dates_that_hang_on_one_another_are_settled_in_their_order(graph: Graph) -> None:
    assert bounds(graph, "BIND(:peace AS ?c) ?c a kga:Event .") == [("2020-03-01", "", "2020-03-01", "")]
    assert bounds(graph, "?c rdf:subject :luis ; rdf:predicate kga:supports .") == [("", "", "", "")]


def test_a_nodes_bounds_are_where_its_claims_agree(graph: Graph) -> None:
    assert bounds(graph, "BIND(:sharper AS ?c) ?c a kga:Event .") == [("2024-05-01", "2024-05-31", "2024-05-01", "2024-05-31")]
    assert not graph.ask("?c rdf:subject :sharper ; kga:contradicts ?d")
    assert bounds(graph, "BIND(:still-on AS ?c) ?c a kga:Event .") == [("2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31")]


def test_a_nodes_bounds_are_the_hull_where_its_claims_differ_and_nothing_is_certain(graph: Graph) -> None:
    assert bounds(graph, "BIND(:rough AS ?c) ?c a kga:Event .") == [("2022-01-01", "", "", "2024-12-31")]
    assert graph.values("?c rdf:subject :rough ; rdf:predicate rdf:type ; kga:claimStatus kga:Disputed ; kga:contradicts/kga:edtf ?x") == [
        "2022",
        "2024",
    ]


def test_an_undated_or_retracted_claim_does_not_touch_a_nodes_bounds(graph: Graph) -> None:
    march = [("2024-03-01", "2024-03-31", "2024-03-01", "2024-03-31")]
    assert bounds(graph, "BIND(:silent AS ?c) ?c a kga:Event .") == march
    assert bounds(graph, "BIND(:hidden-then AS ?c) ?c a kga:Event .") == march
    assert not graph.ask("?c rdf:subject :hidden-then ; kga:contradicts ?d")


def test_a_node_has_a_date_as_written_where_all_its_claims_write_the_same(graph: Graph) -> None:
    assert graph.values(":silent kga:edtf ?x") == ["2024-03"]
    assert graph.values(":peace kga:edtf ?x") == ["same: talks"]
    assert graph.values(":sharper kga:edtf ?x") == []


def test_a_role_has_no_date_of_its_own(graph: Graph) -> None:
    assert not graph.ask("?c rdf:subject :war ; rdf:predicate kga:agent ; kga:edtf|kga:startEarliest ?x")


def test_an_open_end_held_at_least_until_it_was_reported(tmp_path: Path) -> None:
    facts = "  - {fact: union operatesIn town, date: 2023/..}\n  - {fact: union operatesIn port, date: 2025/..}\n"
    graph = built(tmp_path, {"people.yaml": PEOPLE, "a.yaml": source("a", facts, date="2024-05-02")})
    assert bounds(graph, "?c rdf:subject :union ; rdf:object :town .") == [("2023-01-01", "2023-12-31", "2024-05-02", "")]
    assert bounds(graph, "?c rdf:subject :union ; rdf:object :port .") == [("2025-01-01", "2025-12-31", "2025-01-01", "")]


def test_dates_that_hang_on_themselves_are_found_where_they_stand(tmp_path: Path) -> None:
    facts = """\
  - {Event: egg, agent: ana, date: {after: §hen}}
  - {Event: hen, agent: ana, date: {after: §egg}}
  - {Event: snake, agent: ana, date: {same: §snake}}
  - {Event: chick, agent: ana, date: {after: egg}}
  - {fact: ana supports party, date: {during: hen}}
"""
    text, spots = unmarked(source("a", facts))
    circles = [str(finding) for finding in found(tmp_path, {"people.yaml": PEOPLE, "a.yaml": text}) if finding.code == "date-circle"]
    ways = [("egg", "hen"), ("hen", "egg"), ("snake", "snake")]
    assert circles == [
        f"facts/a.yaml:{spot}: date-circle the date of '{node}' hangs on itself, by way of '{way}'. Give one of them a date of its own."
        for spot, (node, way) in zip(spots, ways, strict=True)
    ]
