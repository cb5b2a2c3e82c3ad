"""``kg schema``: what editors need to complete and underline fact files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.talk import case_option, say
from kg.project import Project


@click.command(
    "schema",
    epilog="""\b
Examples:
  kg schema                  for the editors of this case
  kg schema --output facts.schema.json""",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write it there; - prints it.")
@case_option
def command(project: Project, output: Path | None) -> None:
    """Write a JSON Schema for fact files and mappings, from the ontology and the slugs of the case.

    Any editor with a YAML language server then completes classes, properties, roles and slugs, and underlines what does not fit. It is
    written to .kg/schema.json, where 'kg init' tells editors to look; 'kg build' keeps it up to date from then on.
    """
    from kg.build.schema import case_schema, write_schema

    if output is None:
        print(write_schema(project))
        say("Fact files that begin with '# yaml-language-server: $schema=../.kg/schema.json' use it; so does .vscode/settings.json.")
        return
    text = json.dumps(case_schema(project), ensure_ascii=False, indent=1) + "\n"
    if str(output) == "-":
        print(text, end="")
    else:
        output.write_text(text, encoding="utf-8")
        print(output)
