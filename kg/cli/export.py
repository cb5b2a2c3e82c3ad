"""``kg export``: a page of a part of the last build, to hand on."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.query import parameter_values
from kg.cli.store_option import endpoint_option
from kg.cli.talk import answering, case_option, count, say, write_bytes
from kg.errors import UsageError
from kg.project import Project
from kg.query.view import View, view_of


@click.command(
    "export",
    epilog="""\b
Examples:
  kg export html --focus daniel-noboa --hops 2 -o noboa.html
  kg export html --as-of 2009 -o base-in-2009.html
  kg export html --query agreements-ended -o agreements.html""",
)
@click.argument("form", metavar="html", type=click.Choice(["html"]))
@click.option("--focus", metavar="SLUG", multiple=True, help="Only what lies around this entity or event; may be repeated.")
@click.option("--hops", metavar="N", type=click.IntRange(0, 9), help="With --focus or --query: how many steps around it.  [default: 1]")
@click.option("--as-of", metavar="DATE", help="Only what may hold on the last day of this day, month or year.")
@click.option("--certain", is_flag=True, help="With --as-of: leave out what only may hold, which is drawn faded otherwise.")
@click.option("--possible", is_flag=True, help="With --as-of: what may hold too.  [default]")
@click.option("--only", multiple=True, metavar="WHAT=A,B", help="Only sources with these values, such as reliability=A,B.")
@click.option("--query", "name", metavar="NAME", help="Only what lies around the things that a saved question finds.")
@click.option("--param", "pairs", metavar="NAME=VALUE", multiple=True, help="Value of a parameter that the question declares.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it; - is standard output."
)
@endpoint_option
@case_option
def command(
    project: Project,
    form: str,
    focus: tuple[str, ...],
    hops: int | None,
    as_of: str | None,
    certain: bool,
    possible: bool,
    only: tuple[str, ...],
    name: str | None,
    pairs: tuple[str, ...],
    output: Path | None,
) -> None:
    """Write a page of a part of the last build: the same page as network.html, with only that and the evidence for it.

    Without options it is the whole case. The picture has things where the last build drew them.
    """
    from kg.export.part import Part, part_html
    from kg.query.vocabulary import ontology_of_build

    if output is None and sys.stdout.isatty():
        raise UsageError("a page is no text for a terminal.", remedy="Name a file: -o page.html.")
    if pairs and not name:
        raise UsageError("'--param' belongs to a question.", remedy="Name one with --query.")
    if hops is not None and not focus and not name:
        raise UsageError("'--hops' counts steps around something.", remedy="Name it with --focus, or leave --hops out for the whole case.")
    chosen = view_of(as_of, certain=certain, possible=possible, only=only)
    project = answering(project)
    # what may hold stays in the page, which shows it as such: then the page itself is set to the day
    view = chosen if certain else replace(chosen, as_of="", possible=False)
    found, asked = _found(project, view, name, pairs) if name else (None, "")
    page, network = part_html(project, ontology_of_build(project), Part(focus, 1 if hops is None else hops, as_of, found, asked, view))
    if output is None or str(output) == "-":
        write_bytes(page.encode())
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8")
        print(output)
    parts = [
        count(len(network.entities), "entity", "entities"),
        count(len(network.claims), "claim"),
        count(len(network.sources), "source"),
    ]
    say(f"{', '.join(parts)}.")


def _found(project: Project, view: View, name: str, pairs: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Ids of all that a saved question names in its answer, each once, and the question's title."""
    from kg.query.run import run
    from kg.query.saved import load
    from kg.query.views import open_view
    from kg.query.vocabulary import prefixes_of_build

    question = load(project, name)
    answer = run(open_view(project, view), question, prefixes=prefixes_of_build(project), values=parameter_values(pairs))
    if answer.form == "boolean":
        raise UsageError(f"'{name}' asks for yes or no.", remedy="Choose a question that finds things.")
    cells = (
        [cell for row in answer.rows() for cell in row]
        if answer.form == "rows"
        else [term for triple in answer.triples() for term in (triple.subject, triple.object)]
    )
    names = (getattr(cell, "value", "") for cell in cells)
    return tuple(dict.fromkeys(iri[len(project.base) :] for iri in names if iri.startswith(project.base))), question.title or name
