"""Cases with tables: written where a test wants them, their graph by the stages alone, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.build.cells import with_cells
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs, read_notes
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.model.findings import Finding, Severity
from kg.ontology.loader import load_ontology
from kg.project import Project, load_project
from tests.build.small_case import FAST, PEOPLE
from tests.robustness.small_case import write_case

Files = Mapping[str, str | bytes]
SOURCE = "source: {id: table-1, title: A table, publisher: daily-paper, date: 2024}\n"


def table_case(folder: Path, files: Files, *, people: str = PEOPLE) -> Project:
    """A case with people and these files below ``facts/``; texts are written as UTF-8."""
    write_case(folder, {"people.yaml": people} if people else {}, settings=FAST)
    for name, content in files.items():
        path = folder / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_project(folder)


def graph(project: Project) -> tuple[list[str], list[Finding], list[str]]:
    """The sorted lines of the graph, what is found, and the notes on tables, by the stages alone."""
    ontology = load_ontology(ontology_folders(project))
    project.state_dir.mkdir(exist_ok=True)
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        database.run("findings")
        stages = Stages(database, Steps())
        stages.resolve(ontology)
        stages.check()
        findings = sorted(set(with_cells(database, project, ontology, stages.findings()).values()))
        stages.judge(internal=False)
        stages.emit()
        stages.write(project.state_dir / "graph.nq")
        return (project.state_dir / "graph.nq").read_text(encoding="utf-8").splitlines(), findings, read_notes(database)
    finally:
        database.close()


def clean_graph(project: Project) -> list[str]:
    """The lines of the graph of a case without violations."""
    lines, findings, _ = graph(project)
    assert [str(finding) for finding in findings if finding.severity is Severity.VIOLATION] == []
    return lines


def told(project: Project) -> list[str]:
    """What is found while reading and resolving a case, before any rule, as ``kg check`` says it."""
    return [str(finding) for finding in graph(project)[1] if finding.severity is not Severity.INFO]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """The bytes of a workbook with these sheets, written by openpyxl."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    content = path.read_bytes()
    path.unlink()
    return content
