"""The options that choose a view: ``--as-of``, ``--certain``, ``--possible``, ``--only``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.query.view import view_of


def view_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options, given to the command as ``view``."""

    @wraps(function)
    def with_view(*arguments: Any, as_of: str | None, certain: bool, possible: bool, only: tuple[str, ...], **rest: Any) -> Any:
        return function(*arguments, view=view_of(as_of, certain=certain, possible=possible, only=only), **rest)

    for option in (
        click.option("--only", multiple=True, metavar="WHAT=A,B", help="Only sources with these values, such as reliability=A,B."),
        click.option("--possible", is_flag=True, help="With --as-of: what may have held then, too."),
        click.option("--certain", is_flag=True, help="With --as-of: only what certainly held then.  [default]"),
        click.option("--as-of", metavar="DATE", help="The graph as it was at a time, such as 2009 or 2024-09/2025-03."),
    ):
        with_view = option(with_view)
    return with_view
