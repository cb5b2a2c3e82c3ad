"""The two commands that set everything up, and their companions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.robustness.small_case import Done

VENV = Path(sys.prefix)


def make(tree: Path, *arguments: str, env: dict[str, str] | None = None) -> Done:
    """Run make in a copied tree, with the environment that runs the tests and the kg of the copy."""
    return subprocess.run(
        ["make", f"VENV={VENV}", f"--assume-old={VENV}/.installed", f"--assume-old={VENV}/bin/python", *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "MAKEFLAGS": "", "MAKELEVEL": "0", **(env or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _state(tree: Path) -> dict[str, tuple[int, int]]:
    return {str(path.relative_to(tree)): (path.stat().st_mtime_ns, path.stat().st_size) for path in tree.rglob("*") if path.is_file()}


def test_make_builds_the_sample_says_where_its_page_is_and_changes_nothing_the_second_time(tree: Path) -> None:
    first = make(tree)
    assert first.returncode == 0, first.stderr
    page = tree / "exports" / "network.html"
    assert first.stdout.splitlines()[-1] == f"Open {page}"
    assert len(first.stdout.splitlines()) > 1, "no summary of the build"
    assert page.is_file()
    before = _state(tree)
    second = make(tree)
    assert (second.returncode, second.stdout) == (0, first.stdout)
    assert _state(tree) == before


@pytest.mark.long
def test_make_builds_again_after_an_edit_and_when_the_page_is_gone(tree: Path) -> None:
    assert make(tree).returncode == 0
    page = tree / "exports" / "network.html"
    page.unlink()
    assert make(tree).returncode == 0
    assert page.is_file()
    settings = tree / "kg.toml"
    settings.write_text(settings.read_text().replace('title = "', 'title = "Edited: '))
    assert make(tree).returncode == 0
    assert "Edited: " in page.read_text()


@pytest.mark.long
def test_make_shows_the_findings_when_the_facts_are_wrong(tree: Path) -> None:
    (tree / "facts" / "wrong.yaml").write_text("kg: 1\nentities:\n  x: {is: Persn, name: X}\n")
    done = make(tree)
    assert done.returncode != 0
    assert "facts/wrong.yaml:3:" in done.stderr
    (tree / "facts" / "wrong.yaml").unlink()
    assert make(tree).returncode == 0


def test_make_names_the_python_that_is_too_old(tree: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\nif [ "$1" = --version ]; then echo Python 3.8.10; exit 0; fi\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(["make", f"PYTHON={old}"], cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "kg needs Python 3.11 or newer" in done.stderr
    assert "3.8.10" in done.stderr
    assert not (tree / ".venv").exists()


def test_check_exports_passes_on_the_committed_exports_and_fails_on_any_other(tree: Path) -> None:
    done = make(tree, "check-exports")
    assert done.returncode == 0, done.stdout + done.stderr
    changed = tree / "exports" / "graph.ttl"
    changed.write_text(changed.read_text() + "# edited\n")
    done = make(tree, "check-exports")
    assert done.returncode != 0
    assert "exports/graph.ttl is not what a build gives" in done.stderr
    assert changed.read_text().endswith("# edited\n")
