"""``kg init``: a case that builds at once and teaches by its comments."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.cli.talk import say
from kg.errors import CaseError, UsageError
from kg.model.printable import printable
from kg.project import SETTINGS_FILE, is_base

_TEMPLATE = Path(__file__).parent / "template"
# Files of these names in kg's own tree would be obeyed there.
_RENAMED = {"gitignore": ".gitignore", "vscode/settings.json": ".vscode/settings.json"}


@click.command(
    "init",
    epilog="""\b
Examples:
  kg init harbour --base https://example.org/harbour/
  kg init . --base https://example.org/harbour/ --title "The harbour contracts" """,
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--base", metavar="IRI", help="Address in front of every slug; ends in / or #. Nothing needs to be there. Asked for if left out."
)
@click.option("--title", metavar="TEXT", help="What the case is called on its page.  [default: the folder's name]")
def command(folder: Path, base: str | None, title: str | None) -> None:
    """Start a case in DIR: settings, an invented example that explains itself, a saved question. It builds at once.

    The base keeps your names apart from everybody else's: take an address that is yours.
    """
    files = {
        path.relative_to(_TEMPLATE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(_TEMPLATE.rglob("*")) if path.is_file()
    }
    targets = {_RENAMED.get(name, name): text for name, text in files.items()}
    _refuse(folder, targets)
    base = _checked(base if base is not None else _asked())
    title = printable(" ".join((title or folder.resolve().name or "Case").split()))
    for name, text in targets.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(text, base, title), encoding="utf-8")
    _help_editors(folder)
    for name in sorted(targets):
        print(folder / name)
    say(f"A case in {folder}. Next: " + ("kg build" if folder.resolve() == Path.cwd() else f"cd {folder} && kg build"))


def _help_editors(folder: Path) -> None:
    """Write the schema that the template's fact files and editor settings name."""
    from kg.build.schema import write_schema
    from kg.project import load_project

    write_schema(load_project(folder))


def _refuse(folder: Path, targets: dict[str, str]) -> None:
    """Raise rather than write over anything."""
    if (folder / SETTINGS_FILE).exists():
        raise CaseError(f"there is a case already in {folder}.", remedy="Choose another folder.")
    taken = sorted(name for name in targets if (folder / name).exists())
    if taken:
        raise CaseError(
            f"{folder} has files that would be written over: {', '.join(taken)}.", remedy="Choose another folder, or move them."
        )


def _asked() -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            "the case needs a base, the address in front of every slug.", remedy="Give it with --base https://example.org/my-case/."
        )
    return str(click.prompt("Base, the address in front of every slug (such as https://example.org/my-case/)", err=True))


def _checked(base: str) -> str:
    base = base.strip()
    if is_base(base):
        return base
    near = f"Did you mean {base}/?" if is_base(base + "/") else "Give for example --base https://example.org/my-case/."
    raise UsageError(f"'{base}' is no base: it must be an http or https address that ends in / or #.", remedy=near)


def _filled(text: str, base: str, title: str) -> str:
    """The template with its blanks filled; a TOML basic string is written as a JSON one is."""
    blanks = {
        "base": json.dumps(base, ensure_ascii=False),
        "title": json.dumps(title, ensure_ascii=False),
        "plain_base": base,
        "ontology_base": base + "ontology-" if base.endswith("#") else base + "ontology#",  # an address has one '#'
        "plain_title": title,
    }
    for name, value in blanks.items():
        text = text.replace("{{" + name + "}}", value)
    return text
