"""Small cases from strings: what a build makes of them, as a graph to ask and as findings at marked places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.build.check import check
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.pipeline import build
from kg.build.result import BuildResult
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.errors import FindingsError
from kg.model.findings import Finding, Severity
from kg.model.terms import prefixes_of, shorten
from kg.ontology.loader import load_ontology
from kg.project import load_project
from kg.store.generations import GRAPH, PLACES
from kg.store.oxigraph import OxigraphStore
from tests.robustness.small_case import BASE, write_case

FAST = 'exports = ["graph.nq"]\n'
MARK = "§"
"""In a text of facts: the finding is expected at the character behind it."""

PEOPLE = """\
kg: 1
entities:
  daily-paper: {is: NewsOrganization, name: Daily Paper}
  evening-wire: {is: NewsOrganization, name: Evening Wire}
  radio-one: {is: NewsOrganization, name: Radio One}
  ana: {is: Person, name: Ana Vega}
  luis: {is: Person, name: Luis Mora}
  rosa: {is: Person, name: Rosa Diaz}
  police: {is: SecurityForce, name: police}
  union: {is: Organization, name: Port Union}
  party: {is: PoliticalParty, name: Harbour Party}
  league: {is: PoliticalParty, name: Coast League}
  chile: {is: Country, name: Chile}
  port: {is: Facility, name: port}
  town: {is: Settlement, name: San Pedro}
  mayor: {is: Position, name: mayor of San Pedro}
  smuggling: {is: Concept, name: smuggling}
  homicides: {is: Indicator, name: homicide rate, unit: per 100000 people}
  turnout: {is: Indicator, name: turnout}
"""
"""Entities without a source, for cases whose facts need some."""


def source(name: str, facts: str = "", *, more: str = "", publisher: str = "daily-paper", date: str = "2024-05-02") -> str:
    """A fact file of one source; ``facts`` are items below ``facts:``, ``more`` further keys of the source."""
    head = f"kg: 1\nsource: {{id: {name}, title: Report, publisher: {publisher}, date: {date}{more}}}\n"
    return head + (f"facts:\n{facts}" if facts else "")


@dataclass
class Graph:
    """A built case."""

    case: Path
    store: OxigraphStore
    result: BuildResult | None = None

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT, sorted; IRIs in short form, literals as their text, nothing as an empty text."""
        found = self.store.query(query, prefixes=prefixes_of(BASE))
        assert isinstance(found, ox.QuerySolutions)
        return sorted(tuple(_text(value) for value in row) for row in found)

    def values(self, pattern: str) -> list[str]:
        """What ``?x`` can be in a graph pattern, sorted, each once."""
        return [row[0] for row in self.rows(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")]

    def ask(self, pattern: str) -> bool:
        """True when the graph pattern holds in the default graph."""
        return bool(self.store.query(f"ASK {{ {pattern} }}", prefixes=prefixes_of(BASE)))

    @property
    def quads(self) -> list[str]:
        """The lines of graph.nq."""
        return (self.case / "exports" / "graph.nq").read_text(encoding="utf-8").splitlines()


def built(folder: Path, files: Mapping[str, str]) -> Graph:
    """The case, built; a violation fails the test."""
    case = write_case(folder, files, settings=FAST)
    try:
        result = build(load_project(case))
    except FindingsError as error:
        raise AssertionError("\n".join(str(finding) for finding in error.findings if finding.severity is Severity.VIOLATION)) from None
    return Graph(case, OxigraphStore.from_nquads(case / "exports" / "graph.nq", base=BASE), result)


def nquads(folder: Path, files: Mapping[str, str], *, settings: str = FAST) -> bytes:
    """The public graph of a case, by the stages alone: without rules, store and exports, so that many can be made."""
    project = load_project(write_case(folder, files, settings=settings))
    ontology = load_ontology(ontology_folders(project))
    project.state_dir.mkdir(exist_ok=True)
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        database.run("findings")
        stages = Stages(database, Steps())
        stages.resolve(ontology)
        stages.check()
        assert [finding for finding in stages.findings() if finding.severity is Severity.VIOLATION] == []
        stages.judge(internal=False)
        stages.emit()
        stages.write(project.state_dir / GRAPH)
        stages.write_places(project.state_dir / PLACES)
    finally:
        database.close()
    return (project.state_dir / GRAPH).read_bytes()


def found(folder: Path, files: Mapping[str, str]) -> list[Finding]:
    """What ``kg check`` finds in a case, notes left out."""
    case = write_case(folder, files, settings=FAST)
    return [finding for finding in check(load_project(case)) if finding.severity is not Severity.INFO]


def places(findings: Iterable[Finding]) -> list[str]:
    """Findings as ``file:line:column code``."""
    return [f"{finding.location} {finding.code}" for finding in findings]


def unmarked(text: str) -> tuple[str, list[str]]:
    """A text without its marks, and the ``line:column`` of each."""
    spots = []
    while MARK in text:
        before, _, text_after = text.partition(MARK)
        spots.append(f"{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}")
        text = before + text_after
    return text, spots


def _text(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, BASE)
    assert isinstance(term, ox.Literal)
    return term.value
