"""``kg template``: an empty workbook to fill in, made from the ontology."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.talk import case_option, say
from kg.errors import StoreError, UsageError
from kg.project import Project

_OFFERED = 5_000  # slugs of a class


@click.command(
    "template",
    epilog="""\b
Examples:
  kg template Person Tenure -o people.xlsx
  kg template facts -o links.xlsx""",
)
@click.argument("classes", metavar="CLASS...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The workbook; must not exist."
)
@case_option
def command(project: Project, classes: tuple[str, ...], output: Path) -> None:
    """Write a workbook to fill in: one sheet a class, one column a property, with drop-downs, help on each head, and an example row.

    Put the filled workbook below facts/, and kg build reads it as it is. The example rows begin with '#' and are not read.
    """
    from kg.build.fingerprint import ontology_folders
    from kg.facts.writing.template import templates
    from kg.facts.writing.template_book import write_template
    from kg.ontology.loader import load_ontology

    if output.suffix.lower() != ".xlsx":
        raise UsageError("a template is an .xlsx workbook.", remedy="Write for example -o book.xlsx.", place=str(output))
    if output.exists():
        raise UsageError("this is there already.", remedy="Name another file, or move it away.", place=str(output))
    ontology = load_ontology(ontology_folders(project))
    made = templates(classes, ontology)
    write_template(made, ontology, _slugs(project), output)
    print(output)
    say(f"Sheets: {', '.join(template.name for template in made)}. Next: fill it, put it below facts/, and run kg build")


def _slugs(project: Project) -> dict[str, list[str]]:
    """Class -> slugs of the last build, without what is internal; nothing where there is no build yet."""
    import pyoxigraph as ox

    from kg.store.open import open_store

    try:
        store = open_store(project)
    except StoreError:
        return {}
    found: dict[str, list[str]] = {}
    rows = store.query("SELECT DISTINCT ?s ?class WHERE { ?s a ?class } ORDER BY ?s")
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        subject, cls = row["s"].value, row["class"].value
        name = subject.removeprefix(project.base)
        if cls == "https://w3id.org/kga#Source":
            cls, name = "source", name.removeprefix("source/")
        offered = found.setdefault(cls, [])
        if name != subject and "/" not in name and len(offered) < _OFFERED:
            offered.append(name)
    return found
