from pathlib import Path

import pytest

from tests.cli.conftest import SETTINGS, Command, on_terminal, write


def test_a_build_ends_with_counts_the_files_and_what_to_do_next(case: Path, kg: Command) -> None:
    ran = kg("build", "--full", "--case", case)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("Built: 2 sources, 6 entities, 1 situation, ")
    assert ran.out.splitlines()[0].endswith("; 1 contradiction.")
    assert "  exports/graph.nq" in ran.out.splitlines()
    assert ran.err.splitlines()[-1].endswith("Next: kg query --list")


def test_warnings_of_a_build_go_to_stderr(case: Path, kg: Command) -> None:
    ran = kg("build", "--full", "--case", case)
    assert "[warning]" in ran.err
    assert "[info]" not in ran.err
    assert "1 warning in 1 file. 'kg check' lists them all.\n" in ran.err
    assert "contradiction" not in ran.out.partition("\n")[2]


def test_a_second_build_says_that_nothing_has_changed(case: Path, kg: Command) -> None:
    assert kg("build", "--case", case).code == 0
    assert kg("build", "--case", case).out.startswith("Nothing has changed since the last build: 2 sources, ")


def test_a_profile_tells_of_each_stage_what_it_took_and_sums_up_to_the_rows_of_the_build(case: Path, kg: Command) -> None:
    ran = kg("build", "--full", "--profile", "--case", case)

    table = ran.err[ran.err.index("stage ") :].splitlines()
    assert table[0].split() == ["stage", "seconds", "share", "rows", "more", "most", "MB"]
    stages = {line.split()[0]: line.split()[1:] for line in table[1:]}
    assert list(stages)[:2] == ["plan", "read"] and list(stages)[-2:] == ["swap", "in"]
    assert {"resolve", "claims", "emit", "rules", "load", "export"} <= stages.keys()
    assert int(stages["read"][2]) >= 10, "two sources, six entities and four facts are rows at least"
    assert all(0 < int(figures[-1]) < 2_000 for name, figures in stages.items() if name != "in")


def test_bad_facts_stop_a_build_and_leave_the_last_one(case: Path, kg: Command) -> None:
    before = (case / "exports" / "graph.nq").read_bytes()
    with (case / "facts" / "report.yaml").open("a") as file:
        file.write("  - ana-vega leads port-unoin\n")
    ran = kg("build", "--case", case)
    assert (ran.code, ran.out) == (1, "")
    assert "facts/report.yaml:7:20: unknown-slug " in ran.err
    assert "    7 |   - ana-vega leads port-unoin\n      |                    ^^^^^^^^^^\n" in ran.err
    assert ran.err.splitlines()[-1].endswith(" in 2 files; nothing was built. Mend them and build again; the last build is untouched.")
    assert (case / "exports" / "graph.nq").read_bytes() == before
    assert kg("query", "ASK { :ana-vega kga:leads :port-union }", "--case", case).out == "true\n"


def test_a_strict_build_stops_on_warnings(case: Path, kg: Command) -> None:
    ran = kg("build", "--strict", "--case", case)
    assert ran.code == 1
    assert "error: 1 warning in 1 file; nothing was built." in ran.err


def test_check_prints_findings_on_stdout_and_counts_on_stderr(case: Path, kg: Command) -> None:
    ran = kg("check", "--case", case)
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith("[warning]")
    assert ran.err == "1 warning in 1 file. Next: kg build\n"


def test_a_strict_check_fails_on_warnings(case: Path, kg: Command) -> None:
    ran = kg("check", "--strict", "--case", case)
    assert ran.code == 1
    assert ran.err == "error: 1 warning in 1 file. Mend them, then run 'kg build'. 'kg check --explain contradiction' tells more.\n"


def test_check_says_when_all_is_well(tmp_path: Path, kg: Command) -> None:
    case = write(tmp_path, {"kg.toml": SETTINGS, "facts/empty.yaml": "kg: 1\nfacts: []\n"})
    assert kg("check", "--case", case) == (0, "", "no findings: the facts hold. Next: kg build\n")


def test_today_must_be_a_day(case: Path, kg: Command) -> None:
    ran = kg("check", "--today", "soon", "--case", case)
    assert ran.code == 2
    assert "'soon' is no day; write for example 2025-02-19." in ran.err


def test_a_terminal_gets_the_summary_without_colour_codes_of_ours(case: Path) -> None:
    assert "\x1b" not in on_terminal("build", "--case", str(case))


def test_saved_questions_are_checked_too_and_stop_no_build(case: Path, kg: Command) -> None:
    (case / "queries" / "bad.rq").write_text("# Who?\nSELECT ?who { ?who a kga:Persn , ?x\n", encoding="utf-8")
    (case / "queries" / "word.rq").write_text("ASK { ?who kga:operatedIn ?x }\n", encoding="utf-8")
    ran = kg("check", "--case", case)
    assert ran.code == 0
    assert "queries/bad.rq:2:" in ran.out
    assert "queries/word.rq:1:12: question-word the ontology has no 'kga:operatedIn'. Did you mean kga:operatesIn? [warning]" in ran.out
    assert kg("build", "--case", case).code == 0


def test_exports_that_are_not_wanted_any_more_go_with_the_next_build(case: Path, kg: Command) -> None:
    settings, exports = SETTINGS.replace('["graph.nq"]', '["graph.nq", "graph.ttl", "network.json"]'), case / "exports"
    (case / "kg.toml").write_text(settings, encoding="utf-8")
    assert kg("build", "--case", case).code == 0
    (exports / "network.json").write_text("changed by hand", encoding="utf-8")
    (exports / "notes.txt").write_text("mine", encoding="utf-8")
    (case / "kg.toml").write_text(SETTINGS, encoding="utf-8")
    assert kg("build", "--full", "--case", case).code == 0
    assert sorted(path.name for path in exports.iterdir()) == ["graph.nq", "manifest.json", "network.json", "notes.txt"]


def test_a_folder_in_the_place_of_an_export_is_told(case: Path, kg: Command) -> None:
    (case / "exports" / "graph.nq").unlink()
    (case / "exports" / "graph.nq").mkdir()
    ran = kg("build", "--case", case)
    assert ran.code == 1
    assert "graph.nq: a folder stands where a file is to be written. Move it away and build again" in ran.err


def test_settings_that_are_no_toml_are_told_with_their_place(case: Path, kg: Command) -> None:
    (case / "kg.toml").write_text('base = "https://e.example/"\ntitle = Small\n', encoding="utf-8")
    ran = kg("check", "--case", case)
    assert ran == (1, "", 'error: kg.toml:2:9: this is not TOML: Invalid value. Texts stand in quotes: title = "..."\n')


def test_settings_that_cannot_be_opened_are_told_without_codes(case: Path, kg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path, **kind: str) -> str:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_text", closed)
    assert kg("check", "--case", case).err == "error: kg.toml: cannot be read: Permission denied. Check its permissions.\n"
