"""``kg contradictions``: what sources say that cannot be true together, side by side."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.cli.store_option import endpoint_option
from kg.cli.talk import answering, case_option, count, say
from kg.model.printable import printable, width
from kg.project import Project

if TYPE_CHECKING:
    from kg.query.contradictions import Contradiction, Side
    from kg.query.evidence import Evidence

_WIDTH, _LEAST = 100, 24  # columns of a report that goes to a file; the least that one side needs
_MEETING = {
    "certain": "at the same time, certainly",
    "possible": "at the same time, possibly: the dates leave it open",
    "none": "at different times by their dates",
}


@click.command(
    "contradictions",
    epilog="""\b
Examples:
  kg contradictions
  kg contradictions --about president-of-ecuador
  kg contradictions --certain --format json""",
)
@click.option("--about", metavar="SLUG", help="Only those about this entity or situation.")
@click.option("--certain", is_flag=True, help="Only those whose dates certainly meet.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How they are printed.")
@click.option("--internal", is_flag=True, help="Use the local graph of 'kg build --internal'.")
@endpoint_option
@case_option
def command(project: Project, about: str | None, certain: bool, form: str, internal: bool) -> None:
    """Show what sources say that cannot be true together, side by side, as of the last build.

    Rival values and observations, claims and their negations, two holders of one seat, denied accusations: each side with its value,
    source, date, attribution and quote, which side is preferred, and the lines to edit.
    """
    from kg.query.contradictions import contradictions
    from kg.query.vocabulary import ontology_of_build
    from kg.store.open import open_store
    from kg.store.places import places

    project = answering(project, internal=internal)
    store, ontology = open_store(project, internal=internal), ontology_of_build(project, internal=internal)
    found = contradictions(store, ontology, language=project.language)
    shown = [item for item in found if about in (None, item.about) and (not certain or item.overlap == "certain")]
    claims = [evidence.claim for item in shown for side in item.sides for evidence in side.evidence]
    lines_of = places(project, claims, internal=internal)
    if form == "json":
        print(json.dumps([_as_json(item, lines_of) for item in shown], ensure_ascii=False, indent=1))
    else:
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
        print("\n\n".join("\n".join(_lines(item, lines_of, columns)) for item in shown) + ("\n" if shown else ""), end="")
    sure = sum(item.overlap == "certain" for item in shown)
    settled = sum(item.settled for item in shown)
    next_ = "Prefer a side with 'rank: preferred' where you can tell, then run 'kg build'." if settled < len(shown) else "Next: kg build"
    say(f"{count(len(shown), 'contradiction')}, {sure} certain, {settled} settled by a rank. {next_}" if shown else "no contradictions.")


def _lines(item: Contradiction, places: Mapping[str, Sequence[str]], columns: int) -> Iterator[str]:
    """One contradiction: a heading, its sides beside each other where they fit, then the lines to edit."""
    yield printable(f"{item.name} ({item.about}): {item.property}")
    yield f"{item.kind}; {_MEETING[item.overlap]}" + ("; settled by a rank" if item.settled else "")
    each = (columns - 3 * (len(item.sides) - 1) - 2) // len(item.sides)
    cells = [[line for text in _side(side) for line in _wrapped(text, max(each, _LEAST))] for side in item.sides]
    if each >= _LEAST:
        for row in range(max(map(len, cells))):
            parts = [cell[row] if row < len(cell) else "" for cell in cells]
            yield ("  " + " | ".join(part + " " * (each - width(part)) for part in parts)).rstrip()
    else:
        for cell in cells:
            yield from (f"  {line}" for line in cell)
            yield "  --"
    for side in item.sides:
        for evidence in side.evidence:
            for place in places.get(evidence.claim, ()):
                yield printable(f"  {place}  {side.says}")


def _side(side: Side) -> Iterator[str]:
    yield side.says.upper() if side.says.startswith("denied") else side.says
    for number, evidence in enumerate(side.evidence):
        if number:
            yield ""
        yield from _evidence(evidence)
    if not side.stands and not side.says.startswith(("denied", "it is not so")):
        yield "(does not stand: the other side is preferred)"


def _evidence(evidence: Evidence) -> Iterator[str]:
    yield f"- {evidence.title}"
    yield "  " + ", ".join(part for part in (evidence.publisher, evidence.published) if part)
    if evidence.marks:
        yield f"  [{'; '.join(mark for mark in evidence.marks)}]"
    if evidence.date:
        yield f"  date: {evidence.date}"
    for act, name in evidence.chain:
        yield f"  {act} {name}"
    for quote in evidence.quotes:
        yield f'  "{quote}"'
    for place in evidence.at:
        yield f"  at {place}"


def _wrapped(text: str, columns: int) -> list[str]:
    text = printable(text)
    indent = "  " if text.startswith(("- ", "  ")) else ""
    return textwrap.wrap(text, columns, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False) or [""]


def _as_json(item: Contradiction, places: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    sides = [
        {
            "says": side.says,
            "stands": side.stands,
            "claims": [
                {
                    "claim": evidence.claim,
                    "source": evidence.source,
                    "title": evidence.title,
                    "publisher": evidence.publisher,
                    "published": evidence.published,
                    "date": evidence.date,
                    "attribution": [{"act": act, "speaker": name} for act, name in evidence.chain],
                    "quotes": list(evidence.quotes),
                    "at": list(evidence.at),
                    "marks": list(evidence.marks),
                    "places": list(places.get(evidence.claim, ())),
                }
                for evidence in side.evidence
            ],
        }
        for side in item.sides
    ]
    parts = {"kind": item.kind, "about": item.about, "name": item.name, "property": item.property}
    return {**parts, "overlap": item.overlap, "settled": item.settled, "sides": sides}
