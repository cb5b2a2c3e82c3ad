"""Four published tables of 2020 become a graph by mapping alone; what must be in it is counted here by other means.

The tables have no licence and are not part of this repository: the tests are skipped where they are not at hand.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.project import Project, load_project
from tests.facts.tables.table_case import graph
from tests.robustness.small_case import ROOT
from tests.shared_data import SHARED, absent

DATA = SHARED / "bacrim2020"
BASE = "https://kg.example.org/bacrim2020/"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=absent(DATA, "the tables of BACRIM 2020"))


def bacrim(folder: Path) -> Project:
    """The example with its tables beside the mappings."""
    shutil.copytree(ROOT / "examples" / "bacrim2020", folder)
    for table in DATA.glob("*.csv"):
        shutil.copy(table, folder / "facts")
    return load_project(folder)


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / table).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pairs(table: str) -> dict[frozenset[str], int]:
    """Unordered pairs of group numbers with their weights, which both orders state alike."""
    found: dict[frozenset[str], set[int]] = {}
    for row in rows(table):
        found.setdefault(frozenset((row["Node"], row["RNode"])), set()).add(int(row["weight"]))
    assert all(len(pair) == 2 and len(weights) == 1 for pair, weights in found.items())
    return {pair: weights.pop() for pair, weights in found.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[ox.Store, list[str], list[str]]:
    lines, findings, notes = graph(bacrim(tmp_path_factory.mktemp("bacrim") / "case"))
    store = ox.Store()
    store.load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return store, [str(finding) for finding in findings], notes


def ask(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    prefixes = {"kga": "https://w3id.org/kga#", "schema": "https://schema.org/", "": BASE}
    found = store.query(query, prefixes={**prefixes, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": RDFS})
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(term.value for term in row) for row in found]


RDFS = "http://www.w3.org/2000/01/rdf-schema#"
NUMBER = 'schema:identifier ?{0} . FILTER(STRSTARTS(?{0}, "bacrim:"))'


def test_every_group_is_there_with_its_state_as_a_place(built: tuple[ox.Store, list[str], list[str]]) -> None:
    query = f"""SELECT ?n ?state WHERE {{
        ?g a kga:CriminalOrganization ; kga:operatesIn ?s ; {NUMBER.format("n")} ?s a kga:Region ; rdfs:label ?state }}"""
    found = {(number.removeprefix("bacrim:"), state) for number, state in ask(built[0], query)}
    assert len(found) == 150
    assert found == {(row["Node"], row["State"].replace("\xa0", " ").strip()) for row in rows("BACRIM2020_Nodes.csv")}


@pytest.mark.parametrize(
    ("table", "relation", "count"), [("BACRIM2020_Alliances.csv", "alliedWith", 91), ("BACRIM2020_Rivals.csv", "rivalOf", 92)]
)
def test_each_unordered_pair_is_one_claim_with_its_weight_as_amount(
    table: str, relation: str, count: int, built: tuple[ox.Store, list[str], list[str]]
) -> None:
    query = f"""SELECT ?m ?n ?weight WHERE {{ ?c rdf:predicate kga:{relation} ; rdf:subject ?a ; rdf:object ?b ; kga:amount ?weight ;
        kga:unit "mentions" . ?a {NUMBER.format("m")} ?b {NUMBER.format("n")} }}"""
    found = [
        (frozenset((one.removeprefix("bacrim:"), other.removeprefix("bacrim:"))), int(weight))
        for one, other, weight in ask(built[0], query)
    ]
    assert len(found) == count
    assert dict(found) == pairs(table)


def test_five_pairs_are_allied_and_rivals_and_contradict_nothing(built: tuple[ox.Store, list[str], list[str]]) -> None:
    both = ask(built[0], "SELECT ?a ?b WHERE { ?a kga:alliedWith ?b ; kga:rivalOf ?b . FILTER(STR(?a) < STR(?b)) }")
    assert len(both) == len(pairs("BACRIM2020_Alliances.csv").keys() & pairs("BACRIM2020_Rivals.csv").keys()) == 5
    assert ask(built[0], "SELECT ?c WHERE { ?c kga:contradicts ?d }") == []


def test_every_year_and_indicator_is_an_observation_with_its_value(built: tuple[ox.Store, list[str], list[str]]) -> None:
    query = "SELECT ?year ?i ?value WHERE { ?o a kga:Observation ; kga:indicator ?i ; kga:of :mexico ; kga:year ?year ; kga:value ?value }"
    found = {(year, indicator.removeprefix(BASE), value) for year, indicator, value in ask(built[0], query)}
    heads = {"homicide": "homicides", "missings": "missing-persons", "arrests": "arrests"}
    wanted = {(row["YEAR"], slug, row[head]) for row in rows("Trends2012_2021.csv") for head, slug in heads.items()}
    assert len(found) == 30
    assert found == wanted


def test_nothing_is_found_wrong_and_what_is_left_out_is_explained(built: tuple[ox.Store, list[str], list[str]]) -> None:
    assert built[1] == []
    assert built[2] == [
        "facts/BACRIM2020_Alliances.csv: 130 rows, 130 facts;"
        " skipped: columns Node, RNode (numbers of the groups, whose names stand beside them)",
        "facts/BACRIM2020_Nodes.csv: 150 rows, 150 facts, 175 entities; skipped: column ShortName (the same name, shortened for labels)",
        "facts/BACRIM2020_Rivals.csv: 127 rows, 127 facts;"
        " skipped: columns Node, RNode (numbers of the groups, whose names stand beside them)",
        "facts/Trends2012_2021.csv: 10 rows, 30 facts",
    ]
