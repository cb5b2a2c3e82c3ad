"""The notebook of the docs runs from top to bottom, and shows the network in itself."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Source of each cell -> everything that it shows, when run in a copy of the sample."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    folder = tmp_path_factory.mktemp("notebook")
    for name in ("facts", "ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "kg.toml", folder)
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}, kernel_name="python3").execute()
    shown = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = [output.get("data", {}) for output in cell.outputs]
            shown[cell.source] = "\n".join("\n".join(map(str, part.values())) for part in data)
    return shown


def of(outputs: dict[str, str], word: str) -> str:
    return next(text for source, text in outputs.items() if word in source)


def test_the_network_is_shown_offline(outputs: dict[str, str]) -> None:
    frame = of(outputs, "case.build()")
    assert '<iframe title="Ecuador: troops, bases, cartels" sandbox="allow-scripts"' in frame
    page = unescape(re.search(r'srcdoc="([^"]*)"', frame)[1])  # type: ignore[index]
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="https?://', page)


def test_answers_become_data_frames(outputs: dict[str, str]) -> None:
    assert "46.18" in of(outputs, "rates = case.query")
    assert "46.18" in of(outputs, "to_pandas")
    assert "shape: (6, " in of(outputs, "to_polars")


def test_views_and_measures_are_shown(outputs: dict[str, str]) -> None:
    assert "['rafael-correa']" in of(outputs, "president-of-ecuador")
    assert "'ecuador'" in of(outputs, "degree_centrality")
