"""Tools that only npm has (TypeScript, axe-core), fetched once into pytest's cache; what needs them is skipped where there is no npm."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

CACHE = Path(__file__).parents[1] / ".pytest_cache" / "npm"


def package(name: str, version: str) -> Path:
    """The folder of an installed npm package; skips, saying what is missing, where it cannot be had."""
    home = CACHE / f"{name}-{version}"
    if not home.is_dir():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip(f"no {name}: needs npm (sudo apt-get install npm)")
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", fresh, f"{name}@{version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(fresh)
            pytest.skip(f"no {name}: npm cannot fetch it ({done.stderr.strip().splitlines()[-1:] or 'no reason given'})")
        try:
            fresh.rename(home)
        except OSError:  # another test was quicker
            shutil.rmtree(fresh)
    return home / "node_modules" / name
