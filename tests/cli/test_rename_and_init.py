import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Command


def test_rename_prints_the_changed_files_and_the_case_still_builds(case: Path, kg: Command) -> None:
    (case / "queries" / "leads.rq").write_text("ASK { :ana-vega kga:leads ?x }")
    ran = kg("rename", "ana-vega", "ana-maria-vega", "--case", case)
    assert ran == (
        0,
        "facts/entities.yaml\nfacts/report.yaml\n",
        "'ana-vega' is now 'ana-maria-vega' in 2 places of 2 files. Next: kg build\n"
        "note: queries/leads.rq still says 'ana-vega'; questions are not rewritten.\n",
    )
    assert kg("build", "--case", case).code == 0
    assert kg("query", "SELECT ?x { ?x kga:leads ?y }", "--case", case).out == "ana-maria-vega\n"


def test_a_dry_run_prints_the_difference_and_changes_nothing(case: Path, kg: Command) -> None:
    before = {path: path.read_bytes() for path in (case / "facts").iterdir()}
    ran = kg("rename", "ana-vega", "ana-maria-vega", "--dry-run", "--case", case)
    assert ran.code == 0
    assert "--- facts/report.yaml\n+++ facts/report.yaml\n" in ran.out
    assert "-  - {fact: ana-vega leads port-union, date: 2021/.., quote: runs the union, at: page 2}\n" in ran.out
    assert "+  - {fact: ana-maria-vega leads port-union, date: 2021/.., quote: runs the union, at: page 2}\n" in ran.out
    assert ran.err == "'ana-vega' would become 'ana-maria-vega' in 2 places of 2 files; nothing was changed.\n"
    assert {path: path.read_bytes() for path in (case / "facts").iterdir()} == before


def test_a_rename_onto_another_entity_is_a_usage_error(case: Path, kg: Command) -> None:
    ran = kg("rename", "ana-vega", "port-union", "--case", case)
    assert ran.code == 2
    assert ran.err.startswith("error: 'port-union' is already in use (facts/entities.yaml:6).")


def test_a_new_case_builds_at_once_without_a_finding_and_answers(tmp_path: Path, kg: Command) -> None:
    folder = tmp_path / "harbour"
    ran = kg("init", folder, "--base", "https://example.org/harbour/", "--title", 'The "harbour" contracts')
    assert ran.code == 0
    assert ran.err == f"A case in {folder}. Next: cd {folder} && kg build\n"
    ran = kg("check", "--strict", "--case", folder)
    assert ran.code == 0
    assert {line.rpartition(" ")[2] for line in ran.out.splitlines() if line.startswith("facts/")} <= {"[info]"}
    with (folder / "kg.toml").open("a") as settings:
        settings.write('exports = ["graph.nq"]\n')
    assert kg("build", "--strict", "--case", folder).code == 0
    assert kg("query", "contracts", "--case", folder).out == (
        "quayworks\tport-authority\tA quieter harbour\nquayworks\tport-authority\tMayor defends harbour contract\n"
    )
    assert "denied by Dana Ortiz" in kg("explain", "dana-ortiz", "--case", folder).out


def test_the_commented_ontology_of_a_new_case_works_once_uncommented(tmp_path: Path, kg: Command) -> None:
    kg("init", tmp_path, "--base", "https://example.org/harbour/")
    own = tmp_path / "ontology" / "own.ttl"
    own.write_text(own.read_text().replace("# own:", "own:").replace("#     ", "    "))
    for name, old, new in (
        ("entities.yaml", "entities:\n", "entities:\n  the-anna: {is: own:Ship, name: Anna}\n"),
        ("first.yaml", "facts:\n", "facts:\n  - the-anna own:docksAt brightwater\n"),
    ):
        path = tmp_path / "facts" / name
        path.write_text(path.read_text().replace(old, new, 1))
    assert kg("check", "--strict", "--case", tmp_path).code == 0


def test_the_files_of_a_new_case_are_printed(tmp_path: Path, kg: Command) -> None:
    out = kg("init", tmp_path / "new", "--base", "https://e.example/#").out
    assert [Path(line).relative_to(tmp_path / "new").as_posix() for line in out.splitlines()] == [
        ".gitignore",
        ".vscode/settings.json",
        "README.md",
        "facts/entities.yaml",
        "facts/first.yaml",
        "facts/second.yaml",
        "kg.toml",
        "ontology/own.ttl",
        "queries/contracts.rq",
    ]


def test_no_blank_of_the_template_is_left(tmp_path: Path, kg: Command) -> None:
    kg("init", tmp_path / "new", "--base", "https://e.example/")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file() and "{{" in path.read_text()] == []


def test_a_folder_that_is_a_case_already_is_left_alone(built: Path, kg: Command) -> None:
    assert kg("init", built, "--base", "https://e.example/") == (
        1,
        "",
        f"error: there is a case already in {built}. Choose another folder.\n",
    )


def test_files_that_are_there_are_not_written_over(tmp_path: Path, kg: Command) -> None:
    (tmp_path / "README.md").write_text("mine")
    ran = kg("init", tmp_path, "--base", "https://e.example/")
    assert ran.err == f"error: {tmp_path} has files that would be written over: README.md. Choose another folder, or move them.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.parametrize(
    ("base", "message"),
    [
        (
            "https://e.example/x",
            "'https://e.example/x' is no base: it must be an http or https address that ends in / or #. Did you mean https://e.example/x/?",
        ),
        (
            "me",
            "'me' is no base: it must be an http or https address that ends in / or #. Give for example --base https://example.org/my-case/.",
        ),
    ],
)
def test_a_base_that_is_none_is_refused_before_anything_is_written(base: str, message: str, tmp_path: Path, kg: Command) -> None:
    assert kg("init", tmp_path / "new", "--base", base) == (2, "", f"error: {message}\n")
    assert not (tmp_path / "new").exists()


def test_without_a_terminal_the_base_must_be_given(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "init", tmp_path / "new"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "error: the case needs a base, the address in front of every slug. Give it with --base https://example.org/my-case/.\n"
    )


def test_on_a_terminal_the_base_is_asked_for(tmp_path: Path, kg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda text, **_: "https://asked.example/")
    assert kg("init", tmp_path / "new").code == 0
    assert 'base = "https://asked.example/"' in (tmp_path / "new" / "kg.toml").read_text()
