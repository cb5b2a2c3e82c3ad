"""``kg view``: build, then open the page in a browser."""

from __future__ import annotations

import click

from kg.cli.build import build_and_tell
from kg.cli.talk import case_option, say
from kg.errors import UsageError
from kg.project import Project

PAGE = "network.html"


@click.command(
    "view",
    epilog="""\b
Examples:
  kg view
  kg view daniel-noboa
  kg view ecuador --as-of 2009""",
)
@click.argument("slug", metavar="[SLUG]", required=False)
@click.option("--as-of", metavar="DATE", help="Open it as of this day, month or year, such as 2009 or 2025-02.")
@case_option
def command(project: Project, slug: str | None, as_of: str | None) -> None:
    """Build the case and open its page, at one entity or event if you name it.

    The address of the page is printed too, for machines without a browser.
    """
    from urllib.parse import quote

    if project.exports is not None and PAGE not in project.exports:
        raise UsageError(f"kg.toml leaves {PAGE} out of 'exports'.", remedy=f"Put it in, or write a page with 'kg export html -o {PAGE}'.")
    if PAGE not in {path.name for path in build_and_tell(project).written}:
        raise UsageError(
            f"of a case of this size {PAGE} is written only where kg.toml names it.",
            remedy=f"Put it into 'exports' there, or write a page of a part with 'kg export html --focus SLUG -o {PAGE}'.",
        )
    wishes = [f"node={quote(slug)}" if slug else "", f"asof={quote(as_of)}" if as_of else ""]
    fragment = "&".join(wish for wish in wishes if wish)
    address = (project.exports_dir / PAGE).as_uri() + (f"#{fragment}" if fragment else "")
    print(address)
    if not _open(address):
        say("No browser could be opened here; open the address above in one.")


def _open(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
