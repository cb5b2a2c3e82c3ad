import json
import os
from pathlib import Path

import pytest

from kg.build.lock import build_lock
from kg.project import load_project
from tests.cli.conftest import Command

MORE = """\
kg: 1
source: {id: more, title: M, publisher: daily-paper, date: 2024}
facts:
  - ana-vega leads nowhere
  - ana-vega leeds port-union
"""


@pytest.fixture
def wrong(case: Path) -> Path:
    """The case with a file that has two errors."""
    (case / "facts" / "sub").mkdir()
    (case / "facts" / "sub" / "more.yaml").write_text(MORE)
    return case


def codes(out: str) -> list[str]:
    return [finding["code"] for finding in json.loads(out)["findings"]]


def test_a_path_narrows_what_is_told_to_a_file_or_folder(wrong: Path, kg: Command) -> None:
    whole = codes(kg("check", "--format", "json", "--case", wrong).out)
    assert codes(kg("check", "facts/sub", "--format", "json", "--case", wrong).out) == ["unknown-slug", "unknown-property"]
    assert codes(kg("check", wrong / "facts" / "sub" / "more.yaml", "--format", "json", "--case", wrong).out) == [
        "unknown-slug",
        "unknown-property",
    ]
    assert codes(kg("check", "facts", "--format", "json", "--case", wrong).out) == whole


def test_a_file_without_errors_passes_though_another_has_some(wrong: Path, kg: Command) -> None:
    assert kg("check", "facts/report.yaml", "--case", wrong).code == 0
    assert kg("check", "--case", wrong).code == 1


def test_a_path_that_is_not_there_or_not_of_the_case_is_a_wrong_call(
    wrong: Path, kg: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ran = kg("check", "facts/gone.yaml", "--case", wrong)
    assert (ran.code, ran.err) == (2, "error: there is no file or folder facts/gone.yaml. Name one of the case, such as facts/.\n")
    assert "is not in this case" in kg("check", tmp_path_factory.mktemp("other"), "--case", wrong).err


def test_only_keeps_the_findings_of_some_codes(wrong: Path, kg: Command) -> None:
    assert codes(kg("check", "--only", "unknown-slug", "--format", "json", "--case", wrong).out) == ["unknown-slug"]
    ran = kg("check", "--only", "unknown-slgu", "--case", wrong)
    assert (ran.code, ran.err) == (2, "error: there is no code 'unknown-slgu'. Did you mean 'unknown-slug'?\n")


def test_explain_tells_a_code_and_checks_nothing(wrong: Path, kg: Command) -> None:
    ran = kg("check", "--explain", "unknown-property", "--case", wrong)
    assert ran.code == 0
    assert ran.out.startswith("unknown-property: The second word of a fact is a property of the ontology.\nAn error: it stops a build")


def test_codes_lists_those_of_the_case_too(wrong: Path, kg: Command) -> None:
    (wrong / "ontology").mkdir(exist_ok=True)
    (wrong / "ontology" / "own.ttl").write_text(
        "@prefix own: <https://own.example/> . @prefix kga: <https://w3id.org/kga#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        'own:short-name a sh:NodeShape ; sh:targetClass kga:Person ; sh:message "short names, please." .\n'
    )
    lines = kg("check", "--codes", "--case", wrong).out.splitlines()
    assert any(line.split()[:2] == ["short-name", "error"] for line in lines)
    assert any(line.split()[:2] == ["idle-rank", "warning"] for line in lines)


def test_places_are_told_from_the_folder_that_kg_is_called_in(wrong: Path, kg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong.parent)
    out = kg("check", "--format", "github", "--only", "unknown-slug", "--case", wrong.name).out
    assert out.startswith(f"::error file={wrong.name}/facts/sub/more.yaml,line=4,col=20,title=unknown-slug::")
    monkeypatch.chdir(wrong)
    assert kg("check", "--format", "github", "--only", "unknown-slug").out.startswith("::error file=facts/sub/more.yaml,")


def test_a_check_writes_nothing_and_waits_for_no_build(wrong: Path, kg: Command) -> None:
    def state() -> dict[str, int]:
        return {
            os.path.join(folder, name): os.stat(os.path.join(folder, name)).st_mtime_ns
            for folder, _, names in os.walk(wrong)
            for name in names
        }

    with build_lock(load_project(wrong), lambda: None):
        before = state()
        assert kg("check", "--case", wrong).code == 1
        assert state() == before


def test_either_side_of_a_contradiction_is_told_of_its_file(case: Path, kg: Command) -> None:
    for name, year in (("one", 1990), ("two", 1991)):
        text = f"kg: 1\nsource: {{id: {name}, title: M, publisher: daily-paper, date: 2024}}\nfacts:\n  - port-union founded {year}\n"
        (case / "facts" / f"{name}.yaml").write_text(text)

    shown = [kg("check", path, "--case", case).out for path in ("facts/one.yaml", "facts/two.yaml", "facts", "facts/report.yaml")]

    said = "facts/two.yaml:4:5: contradiction sources differ on 'port-union', founded: one says 1990 (facts/one.yaml:4:5), two says 1991."
    assert [said in text for text in shown] == [True, True, True, False]


def test_only_some_codes_do_not_hide_that_others_have_findings(wrong: Path, kg: Command) -> None:
    ran = kg("check", "--only", "idle-rank", "--case", wrong)
    assert (ran.code, ran.err) == (0, "no findings; 2 errors, 1 warning in 2 files with other codes. Next: kg check\n")
    ran = kg("check", "--only", "unknown-slug", "--case", wrong)
    assert ran.code == 1
    assert "1 error in 1 file; 1 error, 1 warning in 2 files with other codes." in ran.err


def test_the_facts_of_a_file_do_not_hold_while_another_has_errors(wrong: Path, kg: Command) -> None:
    (wrong / "facts" / "empty.yaml").write_text("kg: 1\n")
    assert kg("check", "facts/empty.yaml", "--case", wrong).err == "no findings. Next: kg check\n"


def test_a_rule_of_the_case_is_explained_by_its_file_without_what_it_does_not_say(case: Path, kg: Command) -> None:
    (case / "ontology").mkdir(exist_ok=True)
    (case / "ontology" / "own.ttl").write_text("""\
@prefix own: <https://own.example/> . @prefix kga: <https://w3id.org/kga#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
own:lonely a sh:NodeShape ; sh:targetClass kga:Person ;
    sh:sparql [ sh:message "nobody leads {$this}." ; sh:select "SELECT $this WHERE { $this <https://own.example/x> 1 }" ] .
""")

    ran = kg("check", "--explain", "lonely", "--case", case)

    assert ran.out == "lonely: Nobody leads THIS.\nAn error: it stops a build (a shape in ontology/own.ttl).\n"
