"""``kg map``: the draft of a mapping for a table, and what a mapping makes of its first rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.talk import case_option, count, say
from kg.errors import FindingsError, KgError, UsageError
from kg.model.findings import Severity
from kg.model.printable import printable_lines
from kg.ontology.ontology import Ontology
from kg.project import Project


@click.command(
    "map",
    epilog="""\b
Examples:
  kg map facts/groups.csv > facts/groups.map.yaml
  kg map facts/register.xlsx --sheet 2024
  kg map facts/old.csv --header 3 --encoding windows-1252
  kg map --try facts/groups.map.yaml --rows 20""",
)
@click.argument("table", metavar="[TABLE]", required=False, type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option("--header", metavar="ROW", type=click.IntRange(min=1), help="The row of the heads.  [default: found]")
@click.option("--delimiter", metavar="CHARACTER", help="Of a CSV file; 'tab' too.  [default: found]")
@click.option("--encoding", metavar="NAME", help="Of a CSV file, such as windows-1252.  [default: found]")
@click.option("--try", "mapping", metavar="MAP", type=click.Path(path_type=Path), help="Show the facts that this mapping makes.")
@click.option("--rows", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="With --try, of how many rows.")
@case_option
def command(
    project: Project,
    table: Path | None,
    sheet: str | None,
    header: int | None,
    delimiter: str | None,
    encoding: str | None,
    mapping: Path | None,
    rows: int,
) -> None:
    """Draft a mapping for TABLE: what its columns seem to hold, and what its rows could state. Nothing is written but to standard output.

    The draft lies beside the table as NAME.map.yaml; change what is guessed, and look at what it makes with --try.
    """
    from kg.build.fingerprint import ontology_folders
    from kg.ontology.loader import load_ontology

    if (table is None) == (mapping is None):
        raise UsageError("name a table, or a mapping with --try.", remedy="kg map TABLE, or kg map --try MAP --rows 20.")
    ontology = load_ontology(ontology_folders(project))
    if table is not None:
        _draft(project, ontology, table, {"sheet": sheet, "header": header, "delimiter": _character(delimiter), "encoding": encoding})
    elif mapping is not None:
        _try(project, ontology, mapping, rows)


def _character(delimiter: str | None) -> str | None:
    from kg.facts.tables.dialects import delimiter_of

    character = None if delimiter is None else delimiter_of(delimiter)
    if delimiter is not None and character is None:
        raise UsageError("a delimiter is one character.", remedy="--delimiter ';' or --delimiter tab.")
    return character


def _draft(project: Project, ontology: Ontology, table: Path, written: dict[str, Any]) -> None:
    from kg.build.drafting import draft_of
    from kg.check.report import report

    try:
        text = draft_of(project, ontology, table, **written)
    except FindingsError as error:
        print(report(error.findings, table.resolve().parent), end="", file=sys.stderr)
        raise KgError(error.message, remedy=error.remedy) from error
    print(text, end="")
    say(f"A draft. Next: put it beside the table, kg map {table} > {table.with_suffix('.map.yaml')}, and change what is guessed")


def _try(project: Project, ontology: Ontology, mapping: Path, rows: int) -> None:
    from kg.build.convert import read_book
    from kg.check.report import report
    from kg.facts.read import is_mapping
    from kg.facts.writing.yaml_files import yaml_files

    if not is_mapping(mapping):
        raise UsageError("a mapping is called NAME.map.yaml.", place=str(mapping))
    book, found = read_book(project, ontology, mapping, rows=rows, whole=False)
    for text in yaml_files(book, ontology, project.language).values():
        print(printable_lines(text), end="")
    print(report(found, mapping.resolve().parent.parent), end="", file=sys.stderr)
    facts = count(len(book.statements) + len(book.situations), "fact")
    said = f"{count(len(book.entities), 'declaration')} and {facts} from the first {count(rows, 'row')} of each table"
    if any(finding.severity is Severity.VIOLATION for finding in found):
        raise FindingsError(f"{said}.", found, remedy="Mend what is found, then try again.")
    say(f"{said}. Names are looked up by kg check, with all the facts of the case")
