"""Which exports are written, and that the compressed graph is the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import zstandard

from kg.build.pipeline import build
from kg.cli.main import main
from kg.project import load_project
from tests.build.small_case import PEOPLE, source
from tests.robustness.small_case import write_case

FILES = {"people.yaml": PEOPLE, "one.yaml": source("one", "  - ana relativeOf luis\n")}


def exported(case: Path) -> set[str]:
    return {path.name for path in build(load_project(case)).written}


def test_the_compressed_graph_is_the_graph_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    case = write_case(tmp_path, FILES, settings='exports = ["graph.nq", "graph.nq.zst"]\n')
    assert exported(case) == {"graph.nq", "graph.nq.zst", "manifest.json"}
    compressed = (case / "exports" / "graph.nq.zst").read_bytes()
    with zstandard.ZstdDecompressor().stream_reader(compressed) as reader:
        assert reader.read() == (case / "exports" / "graph.nq").read_bytes()
    build(load_project(case), full=True)
    assert (case / "exports" / "graph.nq.zst").read_bytes() == compressed


def test_a_case_that_names_no_exports_has_the_usual_ones_until_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = write_case(tmp_path, FILES, settings="")
    assert exported(case) == {"graph.nq", "graph.ttl", "network.json", "network.html", "pyvis.html", "manifest.json"}

    monkeypatch.setattr("kg.project.LARGE", 0)
    assert main(["build", "--full", "--case", str(case)]) == 0
    assert "only exports that kg.toml names are written" in capsys.readouterr().err
    assert {path.name for path in (case / "exports").iterdir()} == {"manifest.json"}
    assert main(["view", "--case", str(case)]) == 2
    assert "is written only where kg.toml names it" in capsys.readouterr().err


def test_an_export_that_is_named_is_written_of_a_large_case_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.project.LARGE", 0)
    assert exported(write_case(tmp_path, FILES, settings='exports = ["network.json"]\n')) == {"network.json", "manifest.json"}
