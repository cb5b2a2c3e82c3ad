"""What shapes find where claims are columns and types closed upward, as in a build, is what they find where everything is a triple."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build.database import Database
from kg.build.rules import graph_tables
from kg.check.shacl.compile import Compiler
from kg.check.shacl.report import results
from kg.check.shacl.shapes import sh
from kg.ontology.ontology import Ontology
from tests.bad.corpus import HERE
from tests.check.two_judges import RULES, SHAPES, Memory, Pairs, by_kg, by_pyshacl, graph_of, judged_case, lines_of

ROOT = Path(__file__).parents[2]
CORE = [code for code, shape in SHAPES.items() if not RULES.graph.values(shape, sh("sparql"))]
KGA, XSD = "https://w3id.org/kga#", "http://www.w3.org/2001/XMLSchema#"


def day(text: str) -> str:
    """A day as SQL for its N-Triples term."""
    return f"'\"{text}\"^^<{XSD}date>'"


FAULTS = {
    "claim-subject": ['"rdf:subject" = null'],
    "claim-predicate": ['"rdf:predicate" = null'],
    "claim-object": ['"rdf:object" = null'],
    "claim-source": ['"kga:source" = null', '"kga:source" = "rdf:subject"'],
    "claim-modality": [f"\"kga:modality\" = '<{KGA}Preferred>'"],
    "claim-rank": [f"\"kga:rank\" = '<{KGA}Alleged>'"],
    "claim-likelihood": [f"\"kga:likelihood\" = '<{KGA}Preferred>'"],
    "claim-credibility": [f'"kga:credibility" = \'"{value}"^^<{XSD}integer>\'' for value in (0, 7)] + ['"kga:credibility" = \'"2"\''],
    "claim-confidence": [f'"kga:confidence" = \'"80"^^<{XSD}decimal>\''],
    "claim-status": [f"\"kga:claimStatus\" = ['<{KGA}Preferred>']"],
    "retraction-reason": [f'"kga:claimStatus" = [\'<{KGA}Retracted>\'], "kga:retracted" = null'],
    "quote-length": [f'"kga:quote" = [\'"{"long " * 60}"\']'],
    "start-bounds": [f'"kga:startEarliest" = {day("2025-04-01")}, "kga:startLatest" = {day("2025-01-01")}, "kga:endLatest" = null'],
    "end-bounds": [f'"kga:endEarliest" = {day("2025-04-01")}, "kga:endLatest" = {day("2025-01-01")}, "kga:startEarliest" = null'],
    "ends-before-start": [f'"kga:startEarliest" = {day("2025-04-01")}, "kga:startLatest" = null, "kga:endLatest" = \'"not a day"\''],
}
"""Code -> what makes a claim break it, as SQL for columns of its row."""
HEADS = {
    "claim-subject",
    "claim-predicate",
    "claim-object",
    "claim-source",
    "claim-modality",
    "quote-length",
    "start-bounds",
    "end-bounds",
    "ends-before-start",
}
"""Those of them whose columns most claims have."""


def _count_anew(database: Database) -> None:
    """Count the triples of each column, as a build does before anything is broken."""
    counts = []
    for table in ("claim_head", "claim_rest"):
        columns = [(name, kind) for name, kind, *_ in database.rows(f"describe {table}") if ":" in name]
        how = [
            f'coalesce(sum(len("{name}")), 0) as "{name}"' if kind.endswith("[]") else f'count("{name}") as "{name}"'
            for name, kind in columns
        ]
        counts.append(f"(select {', '.join(how)} from {table})")
    database.execute_text(f"create or replace temp table claim_count as from {counts[0]} positional join {counts[1]}")


def as_built(database: Database, ontology: Ontology) -> Pairs:
    """What the core shapes find as a build asks them."""
    others = [shape for code, shape in SHAPES.items() if code not in CORE]
    found = results(Compiler(RULES.graph, graph_tables(database, ontology), without=others))
    return {(result.focus, RULES.by_shape[result.shape].code) for result in found}


@pytest.mark.parametrize("scattered", [False, True], ids=["all claims in one table", "one claim elsewhere"])
def test_columns_are_judged_as_triples_are_by_kg_and_by_pyshacl(scattered: bool) -> None:
    with judged_case(ROOT) as (database, ontology):
        claims = [
            s
            for (s,) in database.rows(
                'select s from claim_head anti join (from claim_rest where "kga:claimStatus" is not null) using (s) order by s'
            )
        ]
        broken = {}
        for number, (code, fault) in enumerate((code, fault) for code, faults in FAULTS.items() for fault in faults):
            claim = broken[code, number] = claims[3 * number]
            table = "claim_head" if code in HEADS else "claim_rest"
            database.rows(f"insert into {table} (s) select $s where not exists (select 1 from {table} where s = $s)", {"s": claim})
            database.rows(f"update {table} set {fault} where s = $s", {"s": claim})
        [[source]] = database.rows(f"select min(s) from term where p = '{KGA}publisher'")
        database.rows(f"delete from term where p = '{KGA}publisher' and s = $s", {"s": source})
        if scattered:
            another = "insert into term select s, p, $claim, false from term where p like '%#type' order by s limit 1"
            database.rows(another, {"claim": f"<{KGA}Claim>"})
        _count_anew(database)
        ours, triples = as_built(database, ontology), graph_of(database)

    assert {(claim, code) for (code, _), claim in broken.items()} <= ours
    assert "source-publisher" in {code for _, code in ours}
    assert ours == by_kg(Memory(triples), triples, CORE)
    assert ours == by_pyshacl(lines_of(triples), CORE)


def test_the_corpus_of_bad_facts_is_judged_as_its_triples_are(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(HERE / "case", case)
    for file in (HERE / "files").glob("*.yaml"):
        shutil.copyfile(file, case / "facts" / file.name)

    with judged_case(case) as (database, ontology):
        ours, triples = as_built(database, ontology), graph_of(database)

    assert ours == by_kg(Memory(triples), triples, CORE)
    assert len({code for _, code in ours}) > 10
