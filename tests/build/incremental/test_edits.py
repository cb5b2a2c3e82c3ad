"""After any edits a build gives what a full build of the same facts gives, byte for byte: graph, findings, manifest, places."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from kg.build.cells import with_cells
from kg.build.check import prepare
from kg.build.database import Database, stage_text
from kg.build.fingerprint import ontology_folders
from kg.build.incremental import changed_lines, reach
from kg.build.incremental import edit as edit_module
from kg.build.inputs import read_inputs
from kg.build.manifest import manifest_text
from kg.build.pipeline import build
from kg.build.result import BuildResult
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.check.rules import read_rules
from kg.check.shacl.sparql import constraints
from kg.errors import FindingsError
from kg.model.findings import Finding, Severity
from kg.ontology.loader import load_ontology, shipped_folder
from kg.project import load_project
from kg.store.open import open_store
from kg.store.places import places, read_places
from tests.build.incremental.world import World
from tests.build.small_case import FAST
from tests.long import sampled
from tests.robustness.small_case import write_case

SEQUENCES = int(os.environ.get("KG_EDIT_SEQUENCES", "12"))
"""How many random sequences of edits are tried; 'make edits' tries 200."""
DAY = "2024-06-01"


@pytest.fixture(autouse=True)
def _edit_small_cases_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_module, "SMALLEST", 0)
    monkeypatch.setattr(reach, "LARGEST_SHARE", 2)
    monkeypatch.setattr(changed_lines, "MOST_SHARE", 1)


def _write(case: Path, world: World) -> None:
    """Write what changed and delete what is gone, as a person's edits do."""
    files = world.files()
    for path in (case / "facts").iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        path = case / "facts" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    own = case / "ontology" / "own.ttl"
    if world.turtle() and not (own.exists() and own.read_text(encoding="utf-8") == world.turtle()):
        own.parent.mkdir(exist_ok=True)
        own.write_text(world.turtle(), encoding="utf-8")


class Expected:
    """What a full build of a case as it stands would give, by the stages alone."""

    def __init__(self, case: Path, folder: Path, day: str) -> None:
        project = load_project(case)
        ontology = load_ontology(ontology_folders(project))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        database = Database(project, None)
        try:
            read_inputs(database, project, ontology)
            stages = Stages(database, Steps())
            prepare(stages, ontology)
            graph, spots = project.state_dir / "expected.nq", project.state_dir / "places.parquet"
            stages.write(graph)
            stages.write_places(spots)
            stages.rules(ontology, project, today=day)
            self.findings = sorted(set(with_cells(database, project, ontology, stages.findings()).values()))
            self.counts = stages.counts()
            graph.replace(folder / "graph.nq")
            self.graph = (folder / "graph.nq").read_bytes()
            self.manifest = manifest_text(database.rows(stage_text("inputs")), folder, self.counts)
            self.places = read_places(spots)
        finally:
            database.close()

    @property
    def stops(self) -> bool:
        """True when the facts have violations."""
        return any(finding.severity is Severity.VIOLATION for finding in self.findings)


def _built(case: Path, day: str) -> tuple[BuildResult | None, list[Finding]]:
    try:
        result = build(load_project(case), today=day)
    except FindingsError as error:
        return None, error.findings
    return result, result.findings


def _is_as_expected(case: Path, expected: Expected, result: BuildResult | None, findings: list[Finding]) -> None:
    assert list(map(str, findings)) == list(map(str, expected.findings))
    assert (result is None) == expected.stops
    if result is None:
        return
    assert (case / "exports" / "graph.nq").read_bytes() == expected.graph
    assert (case / "exports" / "manifest.json").read_text(encoding="utf-8") == expected.manifest
    assert result.counts == expected.counts
    project = load_project(case)
    assert places(project) == expected.places
    lines = sorted(str(quad) for quad in open_store(project).quads())
    assert len(lines) == expected.graph.count(b"\n")


@pytest.mark.parametrize("seed", sampled(range(SEQUENCES), 6))
def test_after_any_edits_a_build_gives_what_a_full_build_gives(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - edits, no secret
    world = World(random)
    case = write_case(tmp_path / "case", {}, settings=FAST)
    _write(case, world)
    _built(case, DAY)
    for _ in range(3):
        done = [world.edit() for _ in range(random.choice((1, 1, 1, 2, 4)))]
        _write(case, world)
        day = random.choice((DAY, DAY, "2030-01-01"))
        result, findings = _built(case, day)
        if result is not None and result.unchanged:
            continue
        try:
            _is_as_expected(case, Expected(case, tmp_path / "expected", day), result, findings)
        except AssertionError:
            (tmp_path / "edits.json").write_text(json.dumps([seed, done]))
            raise


def test_every_rule_that_kg_brings_is_known_to_look_no_further_than_edits_are_followed() -> None:
    rules = read_rules(load_ontology([shipped_folder()]).shapes)
    assert {rules.by_shape[str(one.shape)].code for one in constraints(rules.graph)} == reach.LOCAL_RULES


def test_a_message_names_the_row_that_what_it_speaks_of_moved_to(tmp_path: Path) -> None:
    rows = ["ana,union", "rosa,union", "iris,union", "luis,union", "ana,party"]
    case = write_case(
        tmp_path / "case",
        {
            "world.yaml": "kg: 1\nentities:\n  union: {is: Organization, name: Union}\n  party: {is: PoliticalParty, name: Party}\n"
            "  gazette: {is: NewsOrganization, name: Gazette}\n"
            + "".join(f"  {slug}: {{is: Person, name: {slug.title()}}}\n" for slug in ("ana", "rosa", "iris", "luis"))
            + "source: {id: paper, title: Paper, publisher: gazette, date: 2024-05}\nfacts:\n  - {fact: luis memberOf union, not: true}\n",
            "list.map.yaml": "kg: 1\ntable: {file: list.csv}\nsource: {id: list, title: A list, publisher: gazette, date: 2024-05}\n"
            'facts:\n  - {fact: "{who} memberOf {group}"}\n',
            "list.csv": "\n".join(["who,group", *rows, ""]),
        },
        settings=FAST,
    )
    _built(case, DAY)
    rows.insert(3, "rosa,party")
    (case / "facts" / "list.csv").write_text("\n".join(["who,group", *rows, ""]), encoding="utf-8")

    result, findings = _built(case, DAY)

    assert ["facts/list.csv:6:1" in finding.message for finding in findings if finding.code == "contradiction"] == [True]
    _is_as_expected(case, Expected(case, tmp_path / "expected", DAY), result, findings)


def test_a_message_that_names_the_first_of_equal_lines_names_the_one_that_was_put_in_front(tmp_path: Path) -> None:
    plain, quoted, other = "{fact: luis memberOf union}", "{fact: luis memberOf union, quote: said so}", "{fact: rosa leads party}"
    head = "kg: 1\nsource: {id: first, title: First, publisher: gazette, date: 2024-05}\nfacts:\n"
    files = {
        "world.yaml": "kg: 1\nentities:\n  union: {is: Organization, name: Union}\n  party: {is: PoliticalParty, name: Party}\n"
        "  gazette: {is: NewsOrganization, name: Gazette}\n  luis: {is: Person, name: Luis}\n  rosa: {is: Person, name: Rosa}\n",
        "zz.yaml": "kg: 1\nsource: {id: paper, title: Paper, publisher: gazette, date: 2024-06}\n"
        "facts:\n  - {fact: luis memberOf union, not: true}\n",
        "first.yaml": head + "".join(f"  - {fact}\n" for fact in (other, plain, quoted)),
    }
    case = write_case(tmp_path / "case", files, settings=FAST)
    _built(case, DAY)
    (case / "facts" / "first.yaml").write_text(head + "".join(f"  - {fact}\n" for fact in (quoted, plain, other)), encoding="utf-8")

    result, findings = _built(case, DAY)

    assert ["facts/first.yaml:4:12" in finding.message for finding in findings if finding.code == "contradiction"] == [True]
    _is_as_expected(case, Expected(case, tmp_path / "expected", DAY), result, findings)


def test_a_finding_in_a_table_moves_to_the_first_of_two_equal_rows(tmp_path: Path) -> None:
    rows = ["ana,union", "luis,league", "iris,union", "rosa,league", "rosa,league", "ana,party"]
    files = {
        "world.yaml": "kg: 1\nentities:\n"
        + "".join(f"  {slug}: {{is: Organization, name: {slug.title()}}}\n" for slug in ("union", "league", "party"))
        + "  gazette: {is: NewsOrganization, name: Gazette}\n"
        + "".join(f"  {slug}: {{is: Person, name: {slug.title()}}}\n" for slug in ("ana", "rosa", "iris", "luis"))
        + "source: {id: paper, title: Paper, publisher: gazette, date: 2024-05}\nfacts:\n  - {fact: rosa memberOf league, not: true}\n",
        "list.map.yaml": "kg: 1\ntable: {file: list.csv}\nsource: {id: list, title: A list, publisher: gazette, date: 2024-05}\n"
        'facts:\n  - {fact: "{who} memberOf {group}"}\n',
        "list.csv": "\n".join(["who,group", *rows, ""]),
    }
    case = write_case(tmp_path / "case", files, settings=FAST)
    _built(case, DAY)
    del rows[2]
    (case / "facts" / "list.csv").write_text("\n".join(["who,group", *rows, ""]), encoding="utf-8")

    result, findings = _built(case, DAY)

    assert any("facts/list.csv:4:1" in str(finding) for finding in findings)
    _is_as_expected(case, Expected(case, tmp_path / "expected", DAY), result, findings)


def test_after_an_edit_a_whole_build_tells_the_first_of_equal_lines_too(tmp_path: Path) -> None:
    plain, noted, other = "{fact: ana birthDate 1970}", "{fact: ana birthDate 1970, note: other}", "{fact: rosa leads party}"
    head = "kg: 1\nsource: {id: first, title: First, publisher: gazette, date: 2024-05}\nfacts:\n"
    files = {
        "world.yaml": "kg: 1\nentities:\n  party: {is: PoliticalParty, name: Party}\n  gazette: {is: NewsOrganization, name: Gazette}\n"
        "  ana: {is: Person, name: Ana}\n  rosa: {is: Person, name: Rosa}\n",
        "zz.yaml": "kg: 1\nsource: {id: paper, title: Paper, publisher: gazette, date: 2024-06}\nfacts:\n  - {fact: ana birthDate 1971}\n",
        "first.yaml": head + "".join(f"  - {fact}\n" for fact in (plain, other, noted)),
    }
    case = write_case(tmp_path / "case", files, settings=FAST)
    _built(case, DAY)
    edited = (plain.replace("}", ", quote: hello}"), other, noted)
    (case / "facts" / "first.yaml").write_text(head + "".join(f"  - {fact}\n" for fact in edited), encoding="utf-8")
    _built(case, DAY)
    with (case / "kg.toml").open("a", encoding="utf-8") as settings:
        settings.write('language = "es"\n')  # which no edit follows

    result, findings = _built(case, DAY)

    assert ["first.yaml:4:12" in finding.message + str(finding) for finding in findings if finding.code == "contradiction"] == [True]
    _is_as_expected(case, Expected(case, tmp_path / "expected", DAY), result, findings)
