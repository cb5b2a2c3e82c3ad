"""The reference of codes: complete, and its examples true."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from kg.check.codes import Code, explained, known, read_codes
from kg.check.rules import read_rules
from kg.errors import UsageError
from kg.model.findings import Severity
from kg.ontology.loader import load_ontology, shipped_folder
from tests.bad.corpus import case_with, files_of, findings_of
from tests.long import sampled

ROOT = Path(__file__).parents[2]
CODES = read_codes(read_rules(load_ontology([shipped_folder()]).shapes))
TOLD = {name: code for name, code in CODES.items() if not code.shape}
GROUPS = tomllib.loads((ROOT / "kg" / "check" / "codes.toml").read_text(encoding="utf-8"))
RUN = [TOLD[name] for group in GROUPS.values() for name, entry in group.items() if not entry.get("words")]
_SQL_CODE = re.compile(r"'([a-z]+(?:-[a-z]+)*)'\s*,\s*(?:'|d\.error|q\.error|\n\s*case)")
_CODE = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_REPORTING = {"report", "Finding", "LineProblem", "TemplateError", "problem", "_fault"}


def codes_in_python() -> set[str]:
    """What is written where the code of a finding belongs."""
    found = set()
    for path in [path for part in ("facts", "build", "check", "query") for path in (ROOT / "kg" / part).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in _REPORTING:
                texts = [part.value for part in node.args[:3] if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                found |= {text for text in texts[:1] if _CODE.match(text)}
    return found


def codes_in_sql() -> set[str]:
    found = set()
    for path in (ROOT / "kg" / "build" / "sql").glob("check_*.sql"):
        inserts = path.read_text().split("insert into finding\n")[1:]
        found |= {match[1] for insert in inserts if (match := _SQL_CODE.search(insert))}
    return found


def test_every_code_of_readers_and_builder_is_explained() -> None:
    written = codes_in_python() | codes_in_sql()

    assert len(written) > 60
    assert written - CODES.keys() == set()


def test_every_code_that_is_explained_is_in_use() -> None:
    source = "".join(path.read_text() for suffix in ("py", "sql") for path in (ROOT / "kg").rglob(f"*.{suffix}"))

    assert {name for name in TOLD if f'"{name}"' not in source and f"'{name}'" not in source} == set()


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_is_told_in_whole_sentences_with_a_bad_and_a_good_example(code: Code) -> None:
    assert code.checks.endswith(".") and code.why.endswith(".")
    assert code.checks[0].isupper() or code.checks[0] == "'"
    assert code.bad and code.good and code.bad != code.good


@pytest.mark.parametrize("code", sampled(RUN, 4), ids=lambda code: code.name)
def test_the_bad_example_has_the_finding_and_the_good_one_nothing_that_stops_a_build(code: Code, tmp_path: Path) -> None:
    bad = findings_of(case_with(tmp_path / "bad", files_of(code.bad)))
    good = findings_of(case_with(tmp_path / "good", files_of(code.good)))

    assert max((finding.severity for finding in bad if finding.code == code.name), default=None) == code.severity, bad
    assert [finding for finding in good if finding.severity is Severity.VIOLATION] == []
    assert code.name == "contradiction" or code.name not in {finding.code for finding in good}


def test_an_unknown_code_is_a_wrong_call_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no code 'unknown-slgu'. Did you mean 'unknown-slug'\?"):
        known(CODES, "unknown-slgu")


def test_an_explanation_has_the_examples_and_what_the_finding_stops() -> None:
    text = explained(CODES["idle-rank"])

    assert text.startswith("idle-rank: A rank decides between claims that oppose each other.\nA warning: it stops a strict build")
    assert "\nNot so:\n    - {fact: daniel-noboa leads adn, rank: preferred}\n" in text
    assert "a shape in ontology/shapes.ttl" in explained(CODES["overdue"])
