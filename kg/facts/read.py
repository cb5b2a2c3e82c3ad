"""Reading: which files of a case hold facts, and the reader of each format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from kg.facts.fact_file import read_fact_file
from kg.facts.rows import Rows
from kg.facts.tables.loading import LOADERS
from kg.facts.vocabulary import Vocabulary
from kg.model.findings import Finding, Location, Severity

Reader = Callable[[str, bytes, Vocabulary], Rows]

READERS: Mapping[str, Reader] = MappingProxyType({".yaml": read_fact_file, ".yml": read_fact_file})
"""The reader of each file ending. A NEW FACT FORMAT is one entry here and one module beside this one."""

_SILENT = frozenset({".md", ".txt", ".rst"})


@dataclass(frozen=True)
class FactFiles:
    """What a folder of facts holds, each list sorted by name.

    Args:
        facts: files that have a reader of their own.
        tables: mappings and tables.
        refused: findings about what cannot be read.
    """

    facts: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


def fact_files(root: Path, facts_dir: Path) -> FactFiles:
    """The files below ``facts_dir`` that hold facts; none where there is no such folder.

    Notes (``.md``, ``.txt``) are passed over; a link that leaves the case is refused; hidden files are not read, and told of
    where they look like facts.
    """
    found = FactFiles()
    refusal_of = _Refusals(root)
    for path, plain in _walk(facts_dir) if facts_dir.is_dir() else ():
        if path.name.startswith("."):
            found.refused.extend(_hidden(root, path))
        elif refusal := refusal_of(path, plain=plain):
            found.refused.append(Finding(Location(_shown(path.relative_to(root).as_posix())), *refusal))
        elif is_mapping(path) or path.suffix.lower() in LOADERS:
            if not path.name.startswith("~$"):  # what a program leaves beside a workbook that is open in it
                found.tables.append(path)
        elif path.suffix in READERS:
            found.facts.append(path)
    return found


def is_mapping(path: Path) -> bool:
    """True for the name of a mapping, ``*.map.yaml``."""
    return path.name.endswith((".map.yaml", ".map.yml"))


class _Refusals:
    """Why a path cannot be read as facts: code, message and remedy; None for a fact file or a note.

    Each folder is followed to where it is once: an ordinary file in it is there too.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._inside: dict[Path, bool] = {}

    def __call__(self, path: Path, *, plain: bool) -> tuple[str, str, str] | None:
        if _shown(str(path)) != str(path):
            return "file-name", "this name is not UTF-8.", "Rename it."
        if not (plain and self._is_inside(path.parent)):
            try:
                target = path.resolve(strict=True)
            except FileNotFoundError:
                return "broken-link", "this link leads nowhere.", "Delete it."
            except (OSError, RuntimeError):
                return "broken-link", "this link leads to itself.", "Delete it."
            if not target.is_relative_to(self._root):
                return "outside-case", "this link leaves the case.", "Copy the file into the case."
            if not target.is_file():
                return _no_file(path, target)
        if path.suffix in _SILENT or path.suffix in READERS or path.suffix.lower() in LOADERS:
            return None
        remedy = f"Known endings: {', '.join((*READERS, *LOADERS))}; notes may be .md or .txt."
        return "unknown-format", "nothing here can read this file as facts.", remedy

    def _is_inside(self, folder: Path) -> bool:
        if folder not in self._inside:
            try:
                self._inside[folder] = folder.resolve(strict=True).is_relative_to(self._root)
            except (OSError, RuntimeError):
                self._inside[folder] = False
        return self._inside[folder]


def _no_file(path: Path, target: Path) -> tuple[str, str, str]:
    if not target.is_dir():
        return "unknown-format", "this is no ordinary file.", "Delete it."
    if path.is_symlink():
        return "linked-folder", "a folder that is linked is not read.", "Move it here, or delete the link."
    if path.suffix in READERS:
        return "unknown-format", "this is a folder with the name of a file.", "Rename it, so that its files are read."
    return "unreadable", "the folder cannot be read.", "Check its permissions."


def _walk(folder: Path) -> Iterator[tuple[Path, bool]]:
    """What is below a folder, by name; True for an ordinary file that is no link, as the folder itself tells."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        entries = []
        yield folder, False
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and path.suffix not in READERS:
            yield from _walk(path)
        else:
            yield path, entry.is_file(follow_symlinks=False)


def _hidden(root: Path, path: Path) -> Iterator[Finding]:
    """A note on a hidden file, or a hidden folder with a file in it, that would be read under another name.

    What editors and systems leave beside a file (``.#x.yaml``, ``._x.yaml``) is none.
    """
    if path.name.startswith((".#", "._", ".~")):
        return
    inside = path.rglob("*") if path.is_dir() and not path.is_symlink() else [path]
    if any(file.suffix in READERS or file.suffix.lower() in LOADERS for file in inside):
        remedy = "Its name begins with a dot; take that away if it holds facts."
        yield Finding(Location(_shown(path.relative_to(root).as_posix())), "hidden", "this is not read.", remedy, Severity.INFO)


def _shown(name: str) -> str:
    """A file's name as text; bytes that are not UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def read_path(root: Path, path: Path, vocabulary: Vocabulary) -> tuple[str, Rows]:
    """The hash of a file's content and its rows; an unreadable file gives a finding."""
    name = path.relative_to(root).as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        return "", Rows(findings=[Finding(Location(name), "unreadable", f"the file cannot be read: {error.strerror}.")])
    return sha256(content).hexdigest(), READERS[path.suffix](name, content, vocabulary)
