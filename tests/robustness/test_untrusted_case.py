"""A case cloned from somewhere: it may be wrong, large or hostile, and harms nothing outside itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.long import sampled
from tests.robustness.small_case import ENTITIES, FILES, REPORT, assert_says_plainly, built, kg, write_case

SECRET = "secret-of-the-machine"  # noqa: S105 - a word to look for


def _laughs(levels: int = 40) -> str:
    lines = ["kg: 1", "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, levels)]
    return "\n".join([*lines, f"facts: *a{levels - 1}", ""])


def _entity_laughs(levels: int = 30) -> str:
    lines = ["kg: 1", "entities:", "  x: {is: Person, name: &a0 [ha, ha]}"]
    lines += [f"  x{n}: {{is: Person, name: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]}}" for n in range(1, levels)]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("text", [_laughs(), _entity_laughs()], ids=["facts", "names"])
def test_yaml_aliases_do_not_blow_up(tmp_path: Path, text: str) -> None:
    case = write_case(tmp_path, {**FILES, "bomb.yaml": text})
    done = kg(case, "check", timeout=20)
    assert_says_plainly(done)
    assert "facts/bomb.yaml:" in done.stdout + done.stderr
    assert len(done.stdout + done.stderr) < 100_000


@pytest.mark.parametrize("text", ["facts: " + "[" * 100_000, "facts:\n" + "".join(" " * n + "- \n" for n in range(3000)), "{a: " * 5000])
def test_deep_nesting_is_a_finding_and_no_crash(tmp_path: Path, text: str) -> None:
    case = write_case(tmp_path, {**FILES, "deep.yaml": "kg: 1\n" + text})
    done = kg(case, "check", timeout=30)
    assert_says_plainly(done)
    assert "facts/deep.yaml:" in done.stdout + done.stderr


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "report.yaml").write_text(REPORT.replace("joined the union", SECRET))
    (folder / "own.ttl").write_text("@prefix kga: <https://w3id.org/kga#> .\n")
    (folder / "who.rq").write_text(f"# {SECRET}\nSELECT ?s WHERE {{ ?s ?p ?o }}\n")
    return folder


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("facts/linked.yaml", "report.yaml"),
        ("facts/linked", "."),
        ("ontology/linked.ttl", "own.ttl"),
        ("exports", "."),
        (".kg", "."),
    ],
)
def test_a_link_that_leaves_the_case_is_refused(tmp_path: Path, outside: Path, link: str, target: str) -> None:
    case = write_case(tmp_path / "case", {"entities.yaml": ENTITIES})
    (case / link).parent.mkdir(exist_ok=True)
    (case / link).symlink_to(outside / target)
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    done = kg(case, "build")
    assert_says_plainly(done)
    assert SECRET not in done.stdout + done.stderr
    assert Path(link).name in done.stdout + done.stderr
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


@pytest.mark.parametrize("name", ["../outside/who", "../../outside/who", "linked"])
def test_a_saved_question_outside_the_case_is_not_read(tmp_path: Path, outside: Path, name: str) -> None:
    case = built(write_case(tmp_path / "case"))
    (case / "queries").mkdir()
    (case / "queries" / "linked.rq").symlink_to(outside / "who.rq")
    done = kg(case, "query", name)
    assert done.returncode in (1, 2)
    assert SECRET not in done.stdout + done.stderr


def test_a_question_cannot_reach_the_network_or_the_disk(tmp_path: Path, outside: Path) -> None:
    case = built(write_case(tmp_path / "case"))
    (case / "queries").mkdir()
    (case / "queries" / "out.rq").write_text("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }\n")
    for question in ("out", f"SELECT * FROM <file://{outside}/own.ttl> WHERE {{ ?s ?p ?o }}", "SELECT * WHERE { SERVICE ?s { ?s ?p ?o } }"):
        done = kg(case, "query", question, timeout=20)
        assert SECRET not in done.stdout
        assert "FROM" in question or (done.returncode == 1 and "SERVICE" in done.stderr)


@pytest.mark.parametrize("setting", ['exports = ["../graph.nq"]', 'base = "file:///etc/"', "exports = 7"])
def test_settings_that_would_leave_the_case_are_refused(tmp_path: Path, setting: str) -> None:
    case = write_case(tmp_path / "case", settings="")
    (case / "kg.toml").write_text(setting if setting.startswith("base") else f'base = "https://e.org/"\n{setting}\n')
    assert_says_plainly(kg(case, "build"))


@pytest.mark.parametrize("name", sampled(["na\nme.yaml", "na'me.yaml", 'na"me;--.yaml', "näme ü.yaml", "{x}.yaml", "-rf.yaml"], 3))
def test_a_fact_files_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    case = built(write_case(tmp_path / "case", {"entities.yaml": ENTITIES, name: REPORT}))
    again = kg(case, "build")
    assert again.returncode == 0, again.stderr
    assert sorted(os.listdir(tmp_path)) == ["case"]


def test_hostile_text_stays_text_in_the_exports(tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=alert(1)> '; DROP TABLE claim; -- \\u0022 } ?s ?p"
    report = REPORT.replace("joined the union", f'"{hostile}"'.replace("\\", "\\\\"))
    case = built(write_case(tmp_path / "case", {"entities.yaml": ENTITIES, "report.yaml": report}, settings=""))
    assert hostile in kg(case, "query", "SELECT ?q WHERE { ?c kga:quote ?q }", "--format", "tsv").stdout.replace("\\\\", "\\")
    for page in ("network.html", "pyvis.html"):
        assert "</script><img" not in (case / "exports" / page).read_text()
