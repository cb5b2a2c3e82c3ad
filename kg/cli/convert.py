"""``kg convert``: the same facts as YAML, a folder of CSV files or one workbook."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.talk import case_option, count, say
from kg.errors import FindingsError, KgError, UsageError
from kg.project import Project

if TYPE_CHECKING:
    from kg.facts.writing.records import Book
    from kg.ontology.ontology import Ontology

FORMATS = ("yaml", "csv", "xlsx")
_ENDINGS = {".yaml": "yaml", ".yml": "yaml", ".xlsx": "xlsx"}
_TARGETS = "Targets: NAME.yaml, NAME.xlsx, or a folder, whose name has no ending (of CSV files, or of YAML from sheets)."


@click.command(
    "convert",
    epilog="""\b
Examples:
  kg convert facts book.xlsx
  kg convert book.xlsx facts/from-the-desk
  kg convert facts/ecuador sheets --to csv""",
)
@click.argument("origin", metavar="A", type=click.Path(path_type=Path))
@click.argument("target", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--to", "format_", type=click.Choice(FORMATS), help="What to write.  [default: by B's ending; a folder is CSV, or YAML from sheets]"
)
@case_option
def command(project: Project, origin: Path, target: Path, format_: str | None) -> None:
    """Write the facts in A to B, in another format: YAML, a folder of CSV files, or one workbook.

    A is a fact file, a table, a workbook or a folder; B must not exist. The graph is the same; comments and layout stay behind. A mapped
    table is written as the facts that it makes.
    """
    from kg.build.convert import read_book
    from kg.build.fingerprint import ontology_folders
    from kg.check.report import report
    from kg.ontology.loader import load_ontology

    format_ = _format(origin, target, format_)
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise UsageError("this is there already.", remedy="Name a file or folder that is not, or move it away.", place=str(target))
    ontology = load_ontology(ontology_folders(project))
    try:
        book, found = read_book(project, ontology, origin)
    except FindingsError as error:
        print(report(error.findings, origin.resolve().parent), end="", file=sys.stderr)
        raise KgError(error.message, remedy=error.remedy) from error
    print(report(found, origin.resolve().parent), end="", file=sys.stderr)
    for path in _write(book, ontology, project.language, target, format_):
        print(path)
    parts = [count(len(book.sources), "source"), count(len(book.entities), "declaration")]
    parts.append(count(len(book.statements) + len(book.situations), "fact"))
    say(f"{', '.join(parts)}. Next: kg build, where it lies below facts/")


def _format(origin: Path, target: Path, asked: str | None) -> str:
    """The format that is asked for, or that B's ending asks for; a folder is CSV, unless A is sheets.

    Raises:
        UsageError: nothing is written to files with this ending, or something else than what is asked for.
    """
    ending = target.suffix.lower() if re.fullmatch(r"\.[^\W\d]\w*", target.suffix) and not target.is_dir() else ""
    said = _ENDINGS.get(ending)
    if ending and (said is None or asked not in (None, said)):
        what = f"{asked} is not written" if said else "nothing is written"
        raise UsageError(f"{what} to a file that ends in '{ending}'.", remedy=_TARGETS, place=str(target))
    if asked or said:
        return asked or said or ""
    files = [origin] if origin.is_file() else origin.rglob("*")
    return "csv" if any(path.suffix in (".yaml", ".yml") for path in files) else "yaml"


def _write(book: Book, ontology: Ontology, language: str, target: Path, format_: str) -> list[Path]:
    """Write beside the target first, so that it is whole or not there."""
    from kg.facts.writing.sheets import sheets_of, write_csv_folder
    from kg.facts.writing.workbook import write_workbook
    from kg.facts.writing.yaml_files import yaml_file, yaml_files

    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if format_ == "xlsx":
            write_workbook(sheets_of(book, ontology), draft)
        elif format_ == "csv":
            write_csv_folder(sheets_of(book, ontology), draft)
        elif target.suffix.lower() in (".yaml", ".yml"):
            draft.write_text(yaml_file(book, ontology, language), encoding="utf-8")
        else:
            draft.mkdir()
            for name, text in yaml_files(book, ontology, language).items():
                (draft / f"{name}.yaml").write_text(text, encoding="utf-8")
        draft.replace(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True) if draft.is_dir() else draft.unlink(missing_ok=True)
        raise
    return sorted(target.iterdir()) if target.is_dir() else [target]
