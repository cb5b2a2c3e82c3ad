"""The documentation says what is so: its links lead somewhere, its examples run, every command is in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.long import sampled
from tests.package.markdown import Block, Command, anchors, blocks, commands, links
from tests.robustness.small_case import KG, kg

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
SESSIONS = [ROOT / "README.md", DOCS / "tutorial.md", DOCS / "tables.md", DOCS / "cli.md", DOCS / "questions.md"]


def _commands() -> list[str]:
    help_text = subprocess.run([KG, "--help"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^  ([a-z]+)(?:  |$)", help_text.partition("Commands:")[2], re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (page.parent / target) if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            wrong.append(link)
    assert wrong == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {(ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / "README.md")}
    assert [_name(page) for page in DOCS.glob("*.md") if page not in reached] == []


def test_kg_names_its_commands() -> None:
    assert {"build", "check", "query", "explain", "list", "rename", "init"} <= set(_commands())


@pytest.mark.parametrize("command", _commands())
def test_every_command_has_a_section_with_an_example_and_all_its_options(command: str) -> None:
    page = (DOCS / "cli.md").read_text()
    section = re.search(rf"^## kg {command}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/cli.md has no section '## kg {command}'"
    assert re.search(rf"^\$ kg {command}\b", section[1], re.MULTILINE)
    help_text = subprocess.run([KG, command, "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_text.partition("Options:")[2])) - {"--help", "--case"}
    assert sorted(option for option in options if option not in section[1]) == []


@pytest.mark.parametrize("command", _commands())
def test_the_help_of_every_command_ends_with_examples(command: str) -> None:
    help_text = subprocess.run([KG, command, "--help"], capture_output=True, text=True, check=True).stdout
    assert f"kg {command}" in help_text.partition("Usage:")[2].partition("\n")[2]


def _printed(output: str, expected: tuple[str, ...]) -> list[str]:
    """The expected lines that the output lacks, spaces apart."""
    lines = {" ".join(line.split()) for line in output.splitlines()}
    return [line for line in expected if line.strip() not in ("", "...") and " ".join(line.split()) not in lines]


def _run(command: Command, folder: Path) -> str:
    words = command.words.replace(".venv/bin/kg", "kg")
    env = {**os.environ, "PATH": f"{Path(KG).parent}:{os.environ['PATH']}", "BROWSER": "true"}  # 'kg view' opens nothing here
    done = subprocess.run(["bash", "-c", words], cwd=folder, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    says_error = any(" error" in line or re.match(r"^\S+:\d+:\d+: ", line) for line in command.output)
    assert done.returncode == 0 or says_error, (command, done.stdout + done.stderr)
    return done.stdout + done.stderr


@pytest.mark.parametrize("page", sampled(sorted(SESSIONS, key=lambda page: page.name != "README.md"), 4), ids=_name)
def test_the_sessions_run_as_shown(page: Path, tmp_path: Path) -> None:
    case = here = tmp_path / "case"
    for name in ("facts", "ontology", "queries"):
        shutil.copytree(ROOT / name, case / name)
    shutil.copy(ROOT / "kg.toml", case)
    assert kg(case, "build").returncode == 0
    for block in blocks(page):
        if "/" in block.info or block.info == "kg.toml":
            (case / block.info).parent.mkdir(parents=True, exist_ok=True)
            (case / block.info).write_text(block.text, encoding="utf-8")
        if block.language == "sparql" and not block.info:
            done = subprocess.run([KG, "query", "-f", "-"], cwd=case, input=block.text, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (page.name, block.line, done.stderr)
            assert len(done.stdout.splitlines()) > 1, (page.name, block.line, "no row")
        for command in commands(block) if block.language == "console" else ():
            first, *rest = command.words.split()
            if first == "cd":
                here /= rest[0]
            elif first != "make":  # tests/package/test_make.py runs it
                output = _run(command, here)
                assert _printed(output, command.output) == [], f"{page.name}:{command.line}\n{output}"


def _format_blocks(*infos: str) -> list[Block]:
    return [block for block in blocks(DOCS / "format.md") if block.language in ("yaml", "text") and block.info in infos]


def _format_case(folder: Path) -> Path:
    (folder / "facts").mkdir(parents=True)
    (folder / "kg.toml").write_text('base = "https://kg.example.org/format/"\n')
    for block in _format_blocks(""):
        if block.language == "yaml":
            assert re.match(r"kg: 1\s", block.text), f"docs/format.md:{block.line} is no whole file"
            (folder / "facts" / f"line-{block.line:04}.yaml").write_text(block.text)
    return folder


def test_the_examples_of_the_fact_format_build(tmp_path: Path) -> None:
    case = _format_case(tmp_path / "case")
    assert len(list((case / "facts").iterdir())) >= 8
    done = kg(case, "build")
    assert done.returncode == 0, done.stdout + done.stderr


WRONG = [(block, below) for block, below in zip(_format_blocks("error", ""), _format_blocks("error", "")[1:], strict=False) if block.info]


@pytest.mark.parametrize(("block", "below"), WRONG, ids=lambda block: f"line-{block.line}")
def test_the_wrong_examples_of_the_fact_format_are_met_with_the_words_shown(block: Block, below: Block, tmp_path: Path) -> None:
    case = _format_case(tmp_path / "case")
    (case / "facts" / "example.yaml").write_text(block.text)
    done = kg(case, "check")
    assert done.returncode == 1
    assert _printed(done.stdout + done.stderr, tuple(below.text.splitlines())) == [], done.stdout + done.stderr
