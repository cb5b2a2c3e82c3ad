"""What the commands share: the option ``--case``, and talking to the person on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.model.printable import printable_lines
from kg.project import Project, load_project

Function = TypeVar("Function", bound=Callable[..., Any])


def case_option(function: Function) -> Function:
    """The option ``--case DIR``, given to the command as ``project``."""
    return click.option(
        "--case",
        "project",
        metavar="DIR",
        default=".",
        callback=lambda context, parameter, value: load_project(Path(value)),
        help="Folder of the case.  [default: the nearest kg.toml upward]",
    )(function)


def today_option(function: Function) -> Function:
    """The option ``--today DATE``, given to the command as ISO text or None."""
    return click.option(
        "--today",
        metavar="DATE",
        callback=lambda context, parameter, value: _day(value),
        help="The day that rules about the present go by.  [default: the system's date]",
    )(function)


def _day(text: str | None) -> str | None:
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"'{text}' is no day; write for example 2025-02-19.", param_hint="'--today'") from None


def answering(project: Project, *, internal: bool = False) -> Project:
    """The case as its last build knows it, for commands that answer from that; says so where kg.toml has another base by now.

    Args:
        internal: the build is that of ``kg build --internal``.
    """
    from kg.store.vocabulary import as_built

    built = as_built(project, internal=internal)
    if built.base != project.base:
        say(f"note: the last build has the base {built.base}, and kg.toml says {project.base} by now. Run 'kg build' for that one.")
    return built


def say(text: str) -> None:
    """A line for the person, on stderr, harmless for the terminal."""
    print(printable_lines(text), file=sys.stderr)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "row"), count(2, "row"), count(2, "entity", "entities")
    ('1 row', '2 rows', '2 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def on_terminal() -> bool:
    """True when results go to a terminal, so that tables are drawn."""
    return sys.stdout.isatty()


def write_bytes(content: bytes) -> None:
    """Bytes to stdout as they are; on a terminal made harmless first."""
    if on_terminal():
        print(printable_lines(content.decode("utf-8", "backslashreplace").replace("\r\n", "\n")), end="")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
