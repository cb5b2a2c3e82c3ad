"""Cells in findings: what is wrong in a row of a table is told with the column's name and the cell's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from kg.build.database import Database
from kg.facts.read import fact_files
from kg.facts.tables.engine import shown
from kg.facts.tables.loading import LOADERS
from kg.facts.tables.units import cell_texts, table_units, words_of_ontology
from kg.model.findings import Finding, Location
from kg.ontology.ontology import Ontology
from kg.project import Project

_MOST = 500  # findings whose cells are looked up; a table that is read wrongly gives one in each row


def is_table(file: str) -> bool:
    """True for what findings call a table: ``facts/x.csv``, ``facts/book.xlsx[Sheet 1]``."""
    return PurePosixPath(file.partition("[")[0]).suffix.lower() in LOADERS


def with_cells(database: Database, project: Project, ontology: Ontology, findings: Iterable[Finding]) -> dict[Finding, Finding]:
    """Each finding as it is told: in rows of tables with the column and the cell's text, about a mapping's own words at their line."""
    found = {finding: _at_mapping(database, finding) for finding in findings}
    places = {f.location for f in found.values() if f.location.line and is_table(f.location.file) and not f.internal}
    if not places:
        return found
    wanted = sorted(places)[:_MOST]
    texts: dict[Location, tuple[str, str]] = {}
    tables = fact_files(project.root, project.facts_dir).tables
    units, _ = table_units(project.root, project.facts_dir, tables, words_of_ontology(ontology))
    for unit in units:
        names = {path.relative_to(project.root).as_posix() for path in unit.paths}
        own = [place for place in wanted if place.file.partition("[")[0] in names]
        if own:
            texts |= cell_texts(database, project.root, unit, own)
    return {raw: _told(finding, *texts[finding.location]) if finding.location in texts else finding for raw, finding in found.items()}


def _told(finding: Finding, head: str, text: str) -> Finding:
    """The finding with column and cell, as far as its message does not show them."""
    column = f"column '{head}'"
    if finding.internal or (column in finding.message and (not text or shown(text) in finding.message)):
        return finding
    return replace(finding, cell=column if text in finding.message else f"{head}: {shown(text)}")


def _at_mapping(database: Database, finding: Finding) -> Finding:
    """A finding about words that a mapping spells out is told where they stand in it (place 0:N of the table)."""
    place = finding.location
    if place.line or not place.column:
        return finding
    query = "select place_file, line, col from literal_place where file = $file and number = $number"
    rows = database.rows(query, {"file": place.file, "number": place.column})
    return replace(finding, location=Location(*rows[0])) if rows else finding
