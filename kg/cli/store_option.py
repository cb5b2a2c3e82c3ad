"""The option ``--endpoint``: another store than the one that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from kg.project import Project


def endpoint_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option, taken up into the command's ``project``."""

    @wraps(function)
    def with_store(*arguments: Any, project: Project, endpoint: str | None, **rest: Any) -> Any:
        chosen = replace(project, store=endpoint, store_update="", store_graphs="") if endpoint else project
        return function(*arguments, project=chosen, **rest)

    return click.option("--endpoint", metavar="URL", help="A SPARQL server that holds the graph, instead of the store in kg.toml.")(
        with_store
    )
