"""What is written of a claim is what rules are told of it, predicate by predicate, and in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build.check import prepare
from kg.build.claim_terms import iris_of_claims
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.model.terms import KGA, PREFIXES, expand
from kg.ontology.loader import load_ontology
from kg.project import load_project

ROOT = Path(__file__).parents[2]
SELDOM = """\
kg: 1
source: {id: seldom, title: T, publisher: efe, date: 2025}
entities: {efe: {is: NewsOrganization, name: EFE}, ana: {is: Person, name: Ana}, luis: {is: Person, name: Luis},
  rosa: {is: Person, name: Rosa}}
facts:
  - {fact: ana supports luis, rank: preferred, likelihood: likely, credibility: 2, confidence: 0.8, reported: 2025-02,
     amount: at least 51 %, where: [manta, ecuador], deniedBy: [rosa, luis], cites: ["https://example.org/b", "https://example.org/a"],
     note: [a "note", 'b\\'], at: [p. 1, p. 2]}
  - {fact: ana supports rosa, rank: deprecated, retracted: an error, by: luis, quote: 'said "so"', as: neighbours, lag: a month}
  - {fact: rosa supports luis, not: true, amount: 3..5 shares, modality: alleged}
  - {fact: rosa supports luis, id: theirs, date: current}
  - {fact: rosa supports luis, id: theirs-too, date: 2019/2020}
"""


@pytest.mark.parametrize("small", [True, False], ids=["few facts", "many facts"])
def test_every_triple_of_a_claim_is_written_once_and_in_order(small: bool, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "kg.toml", tmp_path / "kg.toml")
    shutil.copytree(ROOT / "facts", tmp_path / "facts")
    (tmp_path / "facts" / "seldom.yaml").write_text(SELDOM, encoding="utf-8")
    project = load_project(tmp_path)
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, tmp_path / ".kg" / "facts.duckdb", small=small)
    try:
        read_inputs(database, project, ontology)
        stages = Stages(database, Steps())
        prepare(stages, ontology)
        stages.write(tmp_path / ".kg" / "graph.nq")
        columns = {name: table for table in ("claim_head", "claim_rest") for name, *_ in database.rows(f"describe {table}") if ":" in name}
        terms = {name: database.rows(f'select s, "{name}" from {table} where "{name}" is not null') for name, table in columns.items()}
        counted = dict(zip((name for name, *_ in database.rows("describe claim_count")), database.rows("from claim_count")[0], strict=True))
    finally:
        database.close()

    written = (tmp_path / ".kg" / "graph.nq").read_text(encoding="utf-8").splitlines()
    claims = [line for line in written if line.startswith(f"<{project.base}claim/")]
    told = [
        f"{s} <{expand(name, PREFIXES)}> {o} ."
        for name, rows in terms.items()
        for s, os in rows
        for o in (os if isinstance(os, list) else [os])
    ]
    assert sorted(claims) == sorted(told)
    assert {name for name, rows in terms.items() if not rows} == set()
    assert claims == sorted(claims)
    assert counted == {name: sum(len(os) if isinstance(os, list) else 1 for _, os in rows) for name, rows in terms.items()}
    assert all(o.startswith("<") for name, rows in terms.items() if expand(name, PREFIXES) in iris_of_claims() for _, o in rows)
    assert f"<{project.base}claim/theirs> <{KGA}source> <{project.base}source/seldom> ." in claims
