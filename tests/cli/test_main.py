import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from kg.cli import main as module
from kg.cli.main import COMMANDS, cli
from kg.errors import KgError
from tests.cli.conftest import ROOT, Command


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, check=False, cwd=ROOT, **more)  # type: ignore[call-overload,no-any-return]


def test_help_is_there_within_a_quarter_of_a_second() -> None:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        assert run("--help").returncode == 0
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.25


def test_help_lists_every_command_in_its_own_words(kg: Command) -> None:
    text = kg("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", text, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_a_case_or_a_folder_and_shows_examples(name: str, kg: Command) -> None:
    ran = kg(name, "--help")
    assert ran.code == 0
    assert "--case DIR" in ran.out or name == "init"
    assert f"  kg {name}" in ran.out.partition("Examples:")[2]


def test_a_command_is_imported_only_when_it_is_called() -> None:
    code = "import sys, kg.cli.main as m; m.main(['--help']); print([x for x in sys.modules if x.startswith('kg.') and x != 'kg.cli'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(re.findall(r"'(kg\.[\w.]+)'", done.stdout)) <= {"kg.cli.main", "kg.errors"}


def test_an_unknown_command_is_met_with_the_nearest(kg: Command) -> None:
    assert kg("querry") == (2, "", "error: there is no command 'querry'. Did you mean 'query'? See 'kg --help'.\n")
    assert kg("zzz").err.startswith("error: there is no command 'zzz'. Commands: init, build,")


def test_an_unknown_option_names_the_help(kg: Command) -> None:
    ran = kg("check", "--strickt")
    assert ran.code == 2
    assert "'--strickt'" in ran.err
    assert ran.err.endswith("See 'kg check --help'.\n")


def test_a_folder_without_a_case_is_told_how_to_start_one(tmp_path: Path, kg: Command) -> None:
    ran = kg("check", "--case", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"error: no kg.toml in {tmp_path} or above it. Run 'kg init DIR' to start a case, or name one with --case DIR.\n"


def test_the_case_is_the_nearest_one_upward(built: Path, kg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built / "facts")
    assert kg("query", "ASK {}").out == "true\n"


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (KgError("broken.", remedy="Mend it.", place="facts/x.yaml:1:1"), 1, "error: facts/x.yaml:1:1: broken. Mend it.\n"),
        (KgError("bad '\x1b[31m'."), 1, "error: bad '\\x1b[31m'.\n"),
        (PermissionError(13, "Permission denied", "exports"), 1, "error: exports: permission denied.\n"),
        (KeyboardInterrupt(), 130, "error: interrupted.\n"),
        (click.Abort(), 130, "error: interrupted.\n"),
        (
            ZeroDivisionError("division by zero"),
            1,
            "error: a fault in kg itself: ZeroDivisionError: division by zero. Set KG_DEBUG=1 to see where, and please report it.\n",
        ),
    ],
)
def test_every_error_is_a_line_and_an_exit_code(
    error: BaseException, code: int, text: str, kg: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", fail)
    assert kg("check") == (code, "", text)


def test_a_fault_shows_its_traceback_when_asked_to(kg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module.cli, "main", fail)
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        kg("check")


def test_a_reader_that_has_seen_enough_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m kg query 'SELECT * {{ ?s ?p ?o . ?a ?b ?c }} LIMIT 60000' --case {built} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert len(done.stdout.splitlines()) == 1
    assert "error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupt_ends_a_long_question_at_once(built: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?d) }"
    process = subprocess.Popen([sys.executable, "-m", "kg", "query", endless, "--case", built], cwd=ROOT, stderr=subprocess.PIPE)
    time.sleep(1.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert process.returncode in (-signal.SIGINT, 130)
    assert b"Traceback" not in err


def test_a_locale_without_the_letters_gets_escapes_instead_of_an_error(built: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("query", "SELECT (CONCAT('ñ', '日') AS ?x) {}", "--case", str(built), env=env)
    assert (done.returncode, done.stdout) == (0, "\\xf1\\u65e5\n")


def test_the_version_is_the_packages(kg: Command) -> None:
    import kg as package

    assert package.__version__ in (ROOT / "pyproject.toml").read_text()
    assert kg("--version").out == f"kg, version {package.__version__}\n"
