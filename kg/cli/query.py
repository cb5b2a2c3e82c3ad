"""``kg query``: a question to the last built graph."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.store_option import endpoint_option
from kg.cli.talk import answering, case_option, count, on_terminal, say, write_bytes
from kg.cli.view_options import view_options
from kg.errors import QueryError, UsageError
from kg.model.printable import printable
from kg.project import Project
from kg.query.saved import Question, load, looks_saved, question, read, saved
from kg.query.view import View


@click.command(
    "query",
    epilog="""\b
Examples:
  kg query "SELECT ?who WHERE { ?who a kga:CriminalOrganization ; kga:operatesIn :ecuador }"
  kg query cartels --param country=ecuador
  kg query -f question.rq --format csv > answer.csv
  echo "ASK { :daniel-noboa a kga:Person }" | kg query
  kg query --list""",
)
@click.argument("text", metavar="[NAME|SPARQL]", required=False)
@click.option(
    "-f", "--file", "path", metavar="FILE", type=click.Path(path_type=Path), help="Read the question from a file; - is standard input."
)
@click.option("--param", "pairs", metavar="NAME=VALUE", multiple=True, help="Value of a parameter that the question declares.")
@click.option("--format", "format_", metavar="FORMAT", help="table, csv, tsv, json or xml for rows; ttl or nt for triples.")
@click.option("--list", "listing", is_flag=True, help="List the saved questions.")
@click.option("--internal", is_flag=True, help="Ask the local graph of 'kg build --internal'.")
@view_options
@endpoint_option
@case_option
def command(
    project: Project,
    view: View,
    text: str | None,
    path: Path | None,
    pairs: tuple[str, ...],
    format_: str | None,
    listing: bool,
    internal: bool,
) -> None:
    """Ask the last built graph.

    The question is SPARQL (SELECT, ASK, CONSTRUCT or DESCRIBE), the name of a file in queries/, or what stands on standard input. The
    prefixes kga:, rdf:, rdfs:, xsd:, skos:, prov:, schema:, dcterms: and ':' for this case are known.

    A terminal shows a table, a pipe gets the same cells separated by tabs, without a header. csv is for spreadsheets (a text that one
    would run as a formula gets an apostrophe in front); tsv, json and xml hold every term exactly.
    """
    if listing:
        _list(project)
        return
    asked = _asked(project, text, path)
    with _killable():
        _answer(project, view, asked, parameter_values(pairs), format_, internal)


@contextmanager
def _killable() -> Iterator[None]:
    """Lets Ctrl-C end the process at once: the engine cannot be interrupted, and reading leaves nothing to tidy."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _asked(project: Project, text: str | None, path: Path | None) -> Question:
    if path is not None and text is not None:
        raise UsageError("a question is given twice: as text and with -f.", remedy="Leave one out.")
    if path is not None and str(path) != "-":
        return read(path, str(path))
    if text is None and path is None and sys.stdin.isatty():
        raise UsageError("there is no question.", remedy="Write kg query 'SELECT ...', or see 'kg query --list'.")
    if text is None or text == "-":
        return question(sys.stdin.read(), "stdin")
    return load(project, text) if looks_saved(text) else question(text)


def parameter_values(pairs: tuple[str, ...]) -> dict[str, str]:
    """The values of ``--param NAME=VALUE``, by name."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"'--param {pair}' has no value.", remedy="Write --param NAME=VALUE.")
        if name in values:
            raise UsageError(f"'--param {name}' is given twice.")
        values[name] = value
    return values


def _answer(project: Project, view: View, asked: Question, values: Mapping[str, str], format_: str | None, internal: bool) -> None:
    from kg.query.formats import FORMATS, serialize
    from kg.query.run import run
    from kg.query.unknown_terms import hints
    from kg.query.views import open_view
    from kg.query.vocabulary import ontology_of_build, prefixes_of_build

    if format_ not in (None, "table", *FORMATS):
        raise UsageError(f"unknown format '{format_}'.", remedy=f"Known: table, {', '.join(FORMATS)}.")
    project = answering(project, internal=internal)
    prefixes = prefixes_of_build(project, internal=internal)
    store = open_view(project, view, internal=internal)
    answer = run(store, asked, prefixes=prefixes, values=values)
    unknown = hints(store, asked.text, answer.bound, prefixes, lambda: ontology_of_build(project, internal=internal))
    for note in unknown:
        say(f"note: {note}")
    if format_ is None or (format_ == "table" and answer.form == "boolean"):
        format_ = {"rows": "table", "boolean": "", "graph": "ttl"}[answer.form]
    if not format_:
        print("true" if answer.truth() else "false")
        return
    if format_ != "table":
        content, number = serialize(answer, format_, prefixes)
        write_bytes(content)
    else:
        if answer.form == "graph":
            raise UsageError("CONSTRUCT and DESCRIBE give triples, which 'table' cannot hold.", remedy="Use --format ttl or nt.")
        from kg.query.table import short_rows, write_plain, write_table

        rows, right = short_rows(answer, store.base, prefixes)
        number = len(rows)
        if on_terminal():
            write_table(answer.columns, rows, sys.stdout, right=right, title=asked.title)
        else:
            write_plain(rows, sys.stdout)
    if answer.form != "boolean":
        say(_closing(answer.form, number, explained=bool(unknown)) + ("" if view.whole else f" Asked: {view}."))


def _closing(form: str, number: int, *, explained: bool) -> str:
    """The last line; ``explained``: a note has said already why there may be nothing."""
    what = count(number, "row" if form == "rows" else "triple")
    return f"{what}." if number or explained else f"{what}. Names are slugs: 'kg list' shows them."


def _list(project: Project) -> None:
    from kg.query.table import write_plain, write_table

    found, problems = saved(project)
    rows = [[name, printable(asked.title), " ".join(_parameter(asked, item) for item in asked.parameters)] for name, asked in found]
    if on_terminal():
        write_table(["question", "title", "parameters"], rows, sys.stdout)
    else:
        write_plain(rows, sys.stdout)
    say(
        f"{count(len(rows), 'saved question')}. Ask one with: kg query NAME" if rows else "no saved questions. Save one as queries/NAME.rq."
    )
    for problem in problems:
        say(f"error: {problem}")
    if problems:
        raise QueryError(f"{count(len(problems), 'question')} in queries/ cannot be asked.", remedy="'kg check' says where and why.")


def _parameter(asked: Question, name: str) -> str:
    default = asked.parameters[name].default
    return name if default is None else printable(f"{name}={default}")
