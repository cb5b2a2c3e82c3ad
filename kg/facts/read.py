"""Reading: which files of a case hold facts, and the reader of each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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


def fact_paths(root: Path, facts_dir: Path) -> tuple[list[Path], list[Finding]]:
    """The files below ``facts_dir`` that hold facts, sorted by name, and findings about those that cannot be read.

    Notes (``.md``, ``.txt``) are passed over; a link that leaves the case is refused; hidden files are not read, and told of
    where they look like facts.
    """
    paths: list[Path] = []
    findings: list[Finding] = []
    for path in _walk(facts_dir):
        if path.name.startswith("."):
            findings += _hidden(root, path)
            continue
        refusal = _refusal(root, path)
        if refusal is not None:
            findings.append(Finding(Location(_shown(path.relative_to(root).as_posix())), *refusal))
        elif path.suffix in READERS and not is_mapping(path):
            paths.append(path)
    return paths, findings


def table_paths(root: Path, facts_dir: Path) -> list[Path]:
    """The mappings and tables below ``facts_dir``, sorted by name."""
    found = (path for path in _walk(facts_dir) if not path.name.startswith(".") and (is_mapping(path) or path.suffix.lower() in LOADERS))
    return [path for path in found if not path.name.startswith("~$") and _refusal(root, path) is None]


def is_mapping(path: Path) -> bool:
    """True for the name of a mapping, ``*.map.yaml``."""
    return path.name.endswith((".map.yaml", ".map.yml"))


def _refusal(root: Path, path: Path) -> tuple[str, str, str] | None:
    """Code, message and remedy for a path that cannot be read as facts; None for a fact file or a note."""
    if _shown(str(path)) != str(path):
        return "file-name", "this name is not UTF-8.", "Rename it."
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return "broken-link", "this link leads nowhere.", "Delete it."
    except (OSError, RuntimeError):
        return "broken-link", "this link leads to itself.", "Delete it."
    if not target.is_relative_to(root.resolve()):
        return "outside-case", "this link leaves the case.", "Copy the file into the case."
    if target.is_dir():
        if path.is_symlink():
            return "linked-folder", "a folder that is linked is not read.", "Move it here, or delete the link."
        if path.suffix in READERS:
            return "unknown-format", "this is a folder with the name of a file.", "Rename it, so that its files are read."
        return "unreadable", "the folder cannot be read.", "Check its permissions."
    if not target.is_file():
        return "unknown-format", "this is no ordinary file.", "Delete it."
    if path.suffix in _SILENT or path.suffix in READERS or path.suffix.lower() in LOADERS:
        return None
    remedy = f"Known endings: {', '.join((*READERS, *LOADERS))}; notes may be .md or .txt."
    return "unknown-format", "nothing here can read this file as facts.", remedy


def _walk(folder: Path) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        paths = []
        yield folder
    for path in paths:
        if path.is_dir() and not path.name.startswith(".") and not path.is_symlink() and path.suffix not in READERS:
            yield from _walk(path)
        else:
            yield path


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
