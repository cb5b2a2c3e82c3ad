import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, SETTINGS, Command, on_terminal, write

LEADS = "SELECT ?who ?what WHERE { ?who kga:leads ?what }"


def test_rows_go_to_stdout_and_their_count_to_stderr(built: Path, kg: Command) -> None:
    assert kg("query", LEADS, "--case", built) == (0, "ana-vega\tport-union\n", "1 row.\n")


def test_an_empty_answer_says_where_to_look_for_slugs(built: Path, kg: Command) -> None:
    ran = kg("query", "SELECT ?x { ?x kga:leads :nobody }", "--case", built)
    assert ran == (0, "", "0 rows. Names are slugs: 'kg list' shows them.\n")


def test_a_terminal_shows_a_table_with_its_title(built: Path) -> None:
    lines = [line.rstrip() for line in on_terminal("query", "where", "--case", str(built), env={"NO_COLOR": "1"}).splitlines()]
    text = "\n".join(lines)
    assert "\x1b[3" not in text
    assert lines[0] == "Who operates in a place?"
    assert " who          place" in text
    assert " port-union   san-pedro" in text


HOSTILE = r"SELECT ('a\u001B[2Jb\u202Ec\u009Bd' AS ?n) {}"


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "xml"])
def test_a_terminal_never_gets_an_escape_sequence_from_the_data(format_: str, built: Path, kg: Command) -> None:
    shown = on_terminal("query", HOSTILE, "--case", str(built), "--format", format_, env={"NO_COLOR": "1"})
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)
    assert r"\u202ec\x9bd" in shown


def test_a_pipe_gets_the_exact_bytes(built: Path, kg: Command) -> None:
    assert "\u202ec\x9bd" in kg("query", HOSTILE, "--case", built, "--format", "tsv").out


def test_ask_prints_true_or_false(built: Path, kg: Command) -> None:
    assert kg("query", "ASK { :ana-vega a kga:Person }", "--case", built) == (0, "true\n", "")
    assert kg("query", "ASK { :ana-vega a kga:Place }", "--case", built, "--format", "table").out == "false\n"


def test_construct_and_describe_print_turtle(built: Path, kg: Command) -> None:
    ran = kg("query", "CONSTRUCT { ?x :led :yes } { ?x kga:ledBy ?y }", "--case", built)
    assert ran.out.splitlines()[-1] == ":port-union :led :yes ."
    assert ran.err == "1 triple.\n"
    assert kg("query", "DESCRIBE :ana-vega", "--case", built, "--format", "nt").out.count("\n") >= 5


def test_a_saved_question_takes_parameters(built: Path, kg: Command) -> None:
    assert kg("query", "where", "--case", built).out == "port-union\tsan-pedro\n"
    ran = kg("query", "where", "--param", "place=san-pedrro", "--case", built)
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "note: nothing in the graph is called 'san-pedrro' (parameter place). Did you mean san-pedro?",
        "0 rows.",
    ]


def test_the_saved_questions_can_be_listed(built: Path, kg: Command) -> None:
    ran = kg("query", "--list", "--case", built)
    assert ran == (0, "where\tWho operates in a place?\tplace=san-pedro\n", "1 saved question. Ask one with: kg query NAME\n")


def test_a_question_comes_from_a_file_or_from_stdin(built: Path, kg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "q.rq").write_text(LEADS)
    assert kg("query", "-f", tmp_path / "q.rq", "--case", built).out == "ana-vega\tport-union\n"
    for arguments in ([], ["-"], ["-f", "-"]):
        monkeypatch.setattr(sys, "stdin", io.StringIO(LEADS))
        assert kg("query", *arguments, "--case", built).out == "ana-vega\tport-union\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["wher"], 1, "no saved question is called 'wher'. Did you mean 'where'?"),
        (["where", "--param", "place"], 2, "'--param place' has no value. Write --param NAME=VALUE."),
        (["where", "--param", "a=1", "--param", "a=2"], 2, "'--param a' is given twice."),
        (["where", "--param", "size=1"], 2, "the question has no parameter 'size'. It takes: place."),
        (["ASK {}", "-f", "x.rq"], 2, "a question is given twice: as text and with -f. Leave one out."),
        (["-f", "gone.rq"], 1, "gone.rq: the question cannot be read: No such file or directory."),
        (["ASK {}", "--format", "pdf"], 2, "unknown format 'pdf'. Known: table, csv, tsv, json, xml, ttl, nt."),
        (
            ["DESCRIBE :x", "--format", "table"],
            2,
            "CONSTRUCT and DESCRIBE give triples, which 'table' cannot hold. Use --format ttl or nt.",
        ),
        (["ASK { ?x foo:y ?z }"], 1, "query:1:10: unknown prefix 'foo:'."),
        (["DROP ALL"], 1, "query:1:1: DROP would change the graph; questions only read. Change the files in facts/ and run 'kg build'."),
        (["ASK { SERVICE <http://192.0.2.1/> {} }"], 1, "query:1:7: SERVICE is refused: a question never leaves this graph."),
    ],
)
def test_what_cannot_be_asked_says_why(arguments: list[str], code: int, message: str, built: Path, kg: Command) -> None:
    ran = kg("query", *arguments, "--case", built)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"error: {message}")


def test_a_syntax_error_shows_the_line_and_a_caret(built: Path, kg: Command) -> None:
    assert kg("query", "ASK {\n  ?x ?p ?o . FILTR(?o > 3)\n}", "--case", built).err == (
        "error: query:2:14: 'FILTR' cannot stand here. Did you mean FILTER?\n   2 |   ?x ?p ?o . FILTR(?o > 3)\n     |              ^^^^^\n"
    )


def test_before_the_first_build_it_says_to_build(tmp_path: Path, kg: Command) -> None:
    write(tmp_path, {"kg.toml": SETTINGS})
    ran = kg("query", "ASK {}", "--case", tmp_path)
    assert (ran.code, ran.err) == (1, "error: no graph has been built yet. Run 'kg build' first.\n")
    ran = kg("query", "ASK {}", "--internal", "--case", tmp_path)
    assert ran.code == 1


def test_a_question_loads_none_of_the_heavy_packages(built: Path) -> None:
    code = f"""
import sys
from kg.cli.main import main
assert main(["query", "SELECT * {{ ?s ?p ?o }} LIMIT 3", "--case", {str(built)!r}]) == 0
print(sorted({{"duckdb", "networkx", "rdflib", "rich", "numpy", "pyvis", "edtf", "yaml"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_csv_goes_out_with_its_own_line_ends(built: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", LEADS, "--format", "csv", "--case", built], capture_output=True, check=True, cwd=ROOT
    )
    assert done.stdout == b"who,what\r\nhttps://e.example/ana-vega,https://e.example/port-union\r\n"


def test_a_bad_saved_question_takes_none_of_the_others_away(case: Path, kg: Command) -> None:
    (case / "queries" / "bad.rq").write_text("# param: x\nASK { ?x ?p ?o }\n", encoding="utf-8")
    ran = kg("query", "--list", "--case", case)
    assert (ran.code, ran.out) == (1, "where\tWho operates in a place?\tplace=san-pedro\n")
    assert "error: queries/bad.rq:1:1: this parameter cannot be read." in ran.err
    assert ran.err.endswith("error: 1 question in queries/ cannot be asked. 'kg check' says where and why.\n")


def test_no_terminal_code_of_a_saved_question_passes_through_the_list(case: Path, kg: Command) -> None:
    text = "# Who\x1b[2J\x07?\n# param: x string = a\x1b[31mb\nASK { ?x ?p ?o }\n"
    (case / "queries" / "where.rq").write_text(text, encoding="utf-8")
    assert kg("query", "--list", "--case", case).out == "where\tWho\\x1b[2J\\x07?\tx=a\\x1b[31mb\n"


def test_a_misspelt_class_is_told_with_the_nearest_one(built: Path, kg: Command) -> None:
    ran = kg("query", "SELECT ?x { ?x a kga:Persn }", "--case", built)
    assert ran == (0, "", "note: the ontology has no 'kga:Persn'. Did you mean kga:Person?\n0 rows.\n")


def test_a_class_that_nothing_has_is_no_misspelling(built: Path, kg: Command) -> None:
    ran = kg("query", "SELECT ?x { ?x a kga:Cartel }", "--case", built)
    assert ran.err == "0 rows. Names are slugs: 'kg list' shows them.\n"
