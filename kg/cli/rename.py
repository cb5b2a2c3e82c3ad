"""``kg rename``: another slug for an entity or event, in every fact file."""

from __future__ import annotations

import click

from kg.cli.talk import case_option, count, say
from kg.model.printable import printable_lines
from kg.project import Project


@click.command(
    "rename",
    epilog="""\b
Examples:
  kg rename noboa daniel-noboa --dry-run
  kg rename noboa daniel-noboa""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@case_option
def command(project: Project, old: str, new: str, dry_run: bool) -> None:
    """Give an entity or event another slug.

    Every place in facts/ that names it is rewritten; quotes, notes, names, comments and layout stay as they are. The declaration keeps
    the old slug in 'was', so that files elsewhere which still use it resolve. All files change, or none.
    """
    from kg.facts.rename import mentions, plan_rename, write_changes
    from kg.facts.vocabulary import vocabulary_of
    from kg.query.vocabulary import ontology_of_case

    changes = plan_rename(project, vocabulary_of(ontology_of_case(project)), old, new)
    places = count(sum(change.places for change in changes), "place")
    files = count(len(changes), "file")
    if dry_run:
        from difflib import unified_diff

        for change in changes:
            before, after = change.before.splitlines(), change.after.splitlines()
            for line in unified_diff(before, after, change.name, change.name, lineterm=""):
                print(printable_lines(line))
        say(f"'{old}' would become '{new}' in {places} of {files}; nothing was changed.")
        return
    write_changes(changes)
    for change in changes:
        print(change.name)
    say(f"'{old}' is now '{new}' in {places} of {files}. Next: kg build")
    for name in mentions(project, old):
        say(f"note: {name} still says '{old}'; questions are not rewritten.")
