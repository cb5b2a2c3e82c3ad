"""Places: the file, line and column behind each claim of the last build."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.pipeline import build
from kg.errors import StoreError
from kg.project import load_project
from kg.store.open import current_folder, generations, open_store
from kg.store.places import places
from tests.build.small_case import FAST, PEOPLE, source, unmarked
from tests.robustness.small_case import BASE, write_case

TEXT, SPOTS = unmarked(
    source(
        "one",
        """\
  - {fact: §ana memberOf party, id: joined, quote: one}
  - {fact: §ana memberOf party, quote: two}
  - {fact: §luis memberOf party, id: secret, internal: true}
  - §Meeting: talks
    id: table
    party: ana
""",
    )
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = write_case(tmp_path_factory.mktemp("places"), {"people.yaml": PEOPLE, "one.yaml": TEXT}, settings=FAST)
    build(load_project(case), internal=True)
    return case


def test_a_claim_has_the_places_of_all_the_facts_that_make_it(case: Path) -> None:
    found = places(load_project(case))
    assert found[f"{BASE}claim/joined"] == [f"facts/one.yaml:{spot}" for spot in SPOTS[:2]]
    assert found[f"{BASE}claim/table"] == [f"facts/one.yaml:{SPOTS[3]}"]


def test_only_the_claims_that_are_asked_for_are_told(case: Path) -> None:
    project = load_project(case)
    assert set(places(project, [f"{BASE}claim/table", f"{BASE}claim/none"])) == {f"{BASE}claim/table"}
    assert places(project, []) == {}


def test_every_claim_of_the_graph_has_a_place(case: Path) -> None:
    project = load_project(case)
    claims = {quad.subject.value for quad in open_store(project).quads() if str(quad.object) == "<https://w3id.org/kga#Claim>"}
    assert set(places(project)) == claims


def test_internal_claims_have_places_in_the_local_store_alone(case: Path) -> None:
    project = load_project(case)
    assert f"{BASE}claim/secret" not in places(project)
    assert places(project, internal=True)[f"{BASE}claim/secret"] == [f"facts/one.yaml:{SPOTS[2]}"]
    assert b"secret" not in (current_folder(project) / "places.parquet").read_bytes()


def test_before_the_first_build_there_are_none(tmp_path: Path) -> None:
    project = load_project(write_case(tmp_path, settings=FAST))
    for ask in (places, open_store, current_folder):
        with pytest.raises(StoreError, match="no graph has been built yet"):
            ask(project)  # type: ignore[operator]


def test_an_edit_that_moves_facts_moves_their_places_though_the_graph_stays(tmp_path: Path) -> None:
    case = write_case(tmp_path, {"people.yaml": PEOPLE, "one.yaml": TEXT}, settings=FAST)
    project = load_project(case)
    first = build(project).generation
    (case / "facts" / "one.yaml").write_text("# a comment\n" + TEXT)
    assert build(project).generation == first == generations(project).current()
    line, _, column = SPOTS[3].partition(":")
    assert places(project)[f"{BASE}claim/table"] == [f"facts/one.yaml:{int(line) + 1}:{column}"]
