"""Saved questions: the files ``queries/NAME.rq`` of a case."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from kg.errors import QueryError
from kg.model.printable import printable
from kg.project import Project
from kg.query.parameters import Parameter, declared

_NAME = re.compile(r"[A-Za-z0-9_](?:[\w.-]*\w)?\Z", re.ASCII)
_LARGEST = 1_000_000  # characters; nobody writes a longer question by hand


@dataclass(frozen=True)
class Question:
    """A question as it was written.

    Args:
        text: SPARQL.
        name: what it is called in messages, such as ``queries/cartels.rq``.
        title: its first comment line; empty if there is none.
        parameters: those it declares, by name.
    """

    text: str
    name: str = "query"
    title: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


def question(text: str, name: str = "query") -> Question:
    """A question with its title and parameters read from its comments.

    Raises:
        QueryError: a parameter that cannot be read.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    title = first.lstrip("#").strip() if first.startswith("#") else ""
    return Question(text.removeprefix("\ufeff"), name, "" if title.startswith("param:") else title, declared(text, name))


def looks_saved(text: str) -> bool:
    """True when the text can only be the name of a saved question, since no SPARQL is one word."""
    return _NAME.match(text) is not None


def load(project: Project, name: str) -> Question:
    """The saved question ``name``.

    Raises:
        QueryError: there is none of that name (with near ones), it lies outside the case, or it cannot be read.
    """
    path = project.queries_dir / f"{name.removesuffix('.rq')}.rq"
    if not looks_saved(name) or not os.path.lexists(path):
        names = _names(project)
        near = get_close_matches(name, names, 3, 0.5)
        if near:
            remedy = f"Did you mean {' or '.join(repr(other) for other in near)}?"
        else:
            remedy = f"Saved questions: {', '.join(names)}." if names else "Save one as queries/NAME.rq."
        raise QueryError(f"no saved question is called '{printable(name)}'.", remedy=remedy)
    if path.is_dir():
        raise QueryError("this is a folder with the name of a question.", remedy="Rename it.", place=f"queries/{path.name}")
    if path.exists() and not path.is_file():
        raise QueryError("this is no ordinary file.", remedy="Delete it.", place=f"queries/{path.name}")
    if not path.resolve().is_relative_to(project.root.resolve()):
        raise QueryError("this file leads out of the case.", remedy="Keep the question itself in queries/.", place=f"queries/{path.name}")
    return read(path, f"queries/{path.name}")


def read(path: Path, name: str) -> Question:
    """The question in a file.

    Raises:
        QueryError: the file cannot be read, is no UTF-8 or far too long.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LARGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"the question cannot be read: {cause}.", place=name) from error
    if len(text) > _LARGEST:
        raise QueryError(f"the question is longer than {_LARGEST} characters.", place=name)
    return question(text, name)


class Saved(NamedTuple):
    """The saved questions of a case.

    Args:
        questions: each with its name, sorted by name.
        problems: why others cannot be asked, each with its place.
    """

    questions: list[tuple[str, Question]]
    problems: list[QueryError]


def saved(project: Project) -> Saved:
    """Every saved question, and what is wrong with those that cannot be read: one bad file takes none of the others away."""
    found = Saved([], [])
    try:
        names = _stems(project)
    except OSError as error:
        found.problems.append(QueryError(f"cannot be read: {error.strerror}.", remedy="Check its permissions.", place="queries"))
        return found
    for name in names:
        try:
            if not looks_saved(name):
                remedy = "Rename it: letters, digits, '-', '_' and '.', as in who-leads.rq."
                raise QueryError("no question can be asked by this name.", remedy=remedy, place=f"queries/{printable(name)}.rq")
            found.questions.append((name, load(project, name)))
        except QueryError as error:
            found.problems.append(error)
    return found


def _stems(project: Project) -> list[str]:
    """Names of the files ``*.rq``, hidden ones left out; none where there is no folder.

    Raises:
        OSError: the folder cannot be read.
    """
    folder = project.queries_dir
    paths = folder.iterdir() if os.path.lexists(folder) else ()
    return sorted(path.stem for path in paths if path.suffix == ".rq" and not path.name.startswith("."))


def _names(project: Project) -> list[str]:
    try:
        return [name for name in _stems(project) if looks_saved(name)]
    except OSError:
        return []
