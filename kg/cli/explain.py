"""``kg explain``: one entity with everything that is said about it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from kg.cli.store_option import endpoint_option
from kg.cli.talk import answering, case_option, count, say
from kg.cli.view_options import view_options
from kg.model.printable import printable
from kg.project import Project
from kg.query.view import View

if TYPE_CHECKING:
    from kg.query.evidence import Evidence
    from kg.query.profile import Profile, Statement

_MENTIONS = 20  # statements below each of the last headings, which can have as many as there are claims


@click.command(
    "explain",
    epilog="""\b
Examples:
  kg explain daniel-noboa
  kg explain Observation/homicide-rate/ecuador/2023
  kg explain source/globalpost-bring-in-the-cavalry
  kg explain associated-press --all
  kg explain local-gangs-ec --internal""",
)
@click.argument("slug", metavar="SLUG")
@click.option("--all", "whole", is_flag=True, help=f"More than {_MENTIONS} of what it said, denied, passed on or published.")
@click.option("--internal", is_flag=True, help="Use the local graph of 'kg build --internal'.")
@view_options
@endpoint_option
@case_option
def command(project: Project, view: View, slug: str, whole: bool, internal: bool) -> None:
    """Print everything known about one entity or event, or what one source says.

    Each statement comes with its sources: title, publisher, date, quote, who passed it on, what speaks against it, and the file, line
    and column where it was written down.
    """
    from kg.query.explain import explain
    from kg.query.views import open_view
    from kg.query.vocabulary import ontology_of_build
    from kg.store.places import places

    project = answering(project, internal=internal)
    store, ontology = open_view(project, view, internal=internal), ontology_of_build(project, internal=internal)
    profile = explain(store, ontology, slug, language=project.language)
    found = places(project, [item.claim for item in profile.every_evidence], internal=internal)
    for line in _Printer(found, whole=whole).lines(profile):
        print(line)
    statements = sum(len(group.statements) for group in profile.groups)
    if profile.is_source:
        say(f"{count(statements, 'statement')} about {count(len(profile.groups), 'thing')}.")
        return
    sources = len({item.source for item in profile.evidence})
    say(
        f"{count(statements, 'statement')} from {count(sources, 'source')}."
        if sources
        else f"{count(statements, 'statement')}; no source speaks of it."
    )


class _Printer:
    """A profile as lines; bold and wrapped on a terminal, whole lines elsewhere.

    Args:
        places: claim IRI -> where it was written down.
        whole: however long the lists at the end are.
    """

    def __init__(self, places: Mapping[str, Sequence[str]], *, whole: bool = False) -> None:
        self.places = places
        self.most = sys.maxsize if whole else _MENTIONS
        terminal = sys.stdout.isatty()
        self.bold = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.width = max(shutil.get_terminal_size().columns, 40) if terminal else 0

    def lines(self, profile: Profile) -> Iterator[str]:
        """The whole text, line by line."""
        if profile.asked:
            yield self._heading(f"{profile.asked} is now called {profile.id}")
        yield self._heading(f"{profile.name}  ({profile.id})")
        yield from self._head(profile)
        for group in profile.groups:
            yield ""
            yield self._heading(group.heading)
            for statement in group.statements:
                yield from self._statement(statement, source_shown=profile.is_source)
        for heading, statements in profile.mentions:
            yield ""
            yield self._heading(heading)
            for statement in statements[: self.most]:
                yield from self._statement(statement)
            if len(statements) > self.most:
                yield f"  and {len(statements) - self.most} more; --all shows them"

    def _head(self, profile: Profile) -> Iterator[str]:
        unsourced = "" if profile.class_evidence or profile.is_source else " (no source is given for it)"
        yield from self._line(2, f"class: {', '.join(profile.classes) or 'none'}{unsourced}")
        for label, text in profile.traits:
            yield from self._line(2, f"{label}: {text}")
        for item in profile.class_evidence:
            yield from self._evidence(item)

    def _statement(self, statement: Statement, *, source_shown: bool = False) -> Iterator[str]:
        parts = (statement.what, f"({statement.id})" if statement.id else "", f"[{statement.state}]" if statement.state else "")
        yield from self._line(2, "  ".join(part for part in parts if part))
        if statement.roles:
            yield from self._line(4, "; ".join(statement.roles))
        for item in statement.evidence:
            yield from self._evidence(item, source_shown=source_shown)

    def _evidence(self, item: Evidence, *, source_shown: bool = False) -> Iterator[str]:
        marks = f"[{'; '.join(item.marks)}]" if item.marks else ""
        source = "" if source_shown else ", ".join(part for part in (item.title, item.publisher, item.published) if part)
        if source or marks:
            yield from self._line(4, f"- {'  '.join(part for part in (source, marks) if part)}", hanging=2)
        quotes = [f'"{quote}"' for quote in item.quotes]
        for text in (", ".join([*quotes, *item.at]), item.date, ", ".join(f"{act} {name}" for act, name in item.chain)):
            if text:
                yield from self._line(6, text)
        for label, text in item.details:
            if source_shown and label == "source reliability":
                continue
            yield from self._line(6, f"{label}: {text}")
        for note in item.notes:
            yield from self._line(6, f"note: {note}")
        for rival in item.against:
            yield from self._line(6, f"against it: {rival}")
        if item.url and not source_shown:
            yield f"      {printable(item.url)}"
        for place in self.places.get(item.claim, ()):
            yield f"      {printable(place)}"

    def _heading(self, text: str) -> str:
        return f"\x1b[1m{printable(text)}\x1b[0m" if self.bold else printable(text)

    def _line(self, indent: int, text: str, *, hanging: int = 0) -> list[str]:
        text = printable(text)
        if not self.width:
            return [" " * indent + text]
        return textwrap.wrap(
            text, self.width, initial_indent=" " * indent, subsequent_indent=" " * (indent + hanging), break_on_hyphens=False
        )
