"""The wheel works alone: in an environment of its own, far from the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without the variables that could lead Python back to the source tree."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=600, check=False, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("alone")
    for command in (
        (sys.executable, "-m", "venv", folder / "venv"),
        (folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", wheel),
    ):
        done = run(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder / "venv" / "bin"


def test_the_wheel_is_named_as_it_is_installed(wheel: Path) -> None:
    assert wheel.name.startswith("kg_facts-0.1.0-py3-none-any")


def test_the_wheel_holds_the_package_its_ontology_and_licences_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {str(path.relative_to(ROOT)) for path in (ROOT / "kg").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert expected <= names
    assert {"kg/ontology/shipped/kga.ttl", "kg/ontology/shipped/shapes.ttl", "kg/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/THIRD_PARTY_NOTICES.md") for name in names)
    assert {name.split("/")[0] for name in names} == {"kg", "kg_facts-0.1.0.dist-info"}


@pytest.mark.long
def test_a_new_case_is_made_built_and_asked_with_the_wheel_alone(alone: Path, tmp_path: Path) -> None:
    kg = alone / "kg"
    where = run(alone / "python", "-c", "import kg; print(kg.__file__)", cwd=tmp_path)
    assert where.stdout.startswith(str(alone.parent)), where.stderr
    made = run(kg, "init", "my-case", "--base", "https://example.org/my-case/", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    case = tmp_path / "my-case"
    built = run(kg, "build", cwd=case)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (case / "exports" / "network.html").is_file()
    asked = run(kg, "query", "SELECT ?who WHERE { ?who a kga:Entity }", "--format", "csv", cwd=case)
    assert asked.returncode == 0, asked.stderr
    assert len(asked.stdout.splitlines()) > 1
