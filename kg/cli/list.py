"""``kg list``: what is in the graph."""

from __future__ import annotations

import sys

import click

from kg.cli.store_option import endpoint_option
from kg.cli.talk import answering, case_option, count, on_terminal, say
from kg.project import Project


@click.command(
    "list",
    epilog="""\b
Examples:
  kg list
  kg list Cartel
  kg list Event | wc -l""",
)
@click.argument("class_name", metavar="[CLASS]", required=False)
@click.option("--internal", is_flag=True, help="Use the local graph of 'kg build --internal'.")
@endpoint_option
@case_option
def command(project: Project, class_name: str | None, internal: bool) -> None:
    """List the classes of the last built graph with their counts, or the entities of one class.

    A class counts with its subclasses: 'kg list Organization' has the cartels too.
    """
    from kg.query.listing import classes, entities
    from kg.query.table import write_plain, write_table
    from kg.query.vocabulary import ontology_of_build
    from kg.store.open import open_store

    project = answering(project, internal=internal)
    store, ontology = open_store(project, internal=internal), ontology_of_build(project, internal=internal)
    if class_name is None:
        found = classes(store, ontology)
        if on_terminal():
            rows = [[f"{'  ' * item.depth}{item.name}", f"{item.entities:,}", item.label] for item in found]
            write_table(["class", "entities", "in words"], rows, sys.stdout, right=[False, True, False])
        else:
            write_plain(([item.name, str(item.entities), item.label] for item in found), sys.stdout)
        say(f"{count(len(found), 'class', 'classes')}. Next: kg list CLASS")
        return
    listed = entities(store, ontology, class_name, language=project.language)
    if on_terminal():
        write_table(["slug", "name", "class"], listed, sys.stdout)
    else:
        write_plain(listed, sys.stdout)
    say(
        f"{count(len(listed), 'entity', 'entities')}. Next: kg explain SLUG"
        if listed
        else "no entities. 'kg list' shows the classes in use."
    )
