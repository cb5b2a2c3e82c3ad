"""Reading: which files of a case hold facts, and the reader of each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from kg.facts.fact_file import read_fact_file
from kg.facts.rows import Rows
from kg.facts.vocabulary import Vocabulary
from kg.model.findings import Finding, Location

Reader = Callable[[str, bytes, Vocabulary], Rows]

READERS: Mapping[str, Reader] = MappingProxyType({".yaml": read_fact_file, ".yml": read_fact_file})
"""The reader of each file ending. A NEW FACT FORMAT is one entry here and one module beside this one."""

_SILENT = frozenset({".md", ".txt", ".rst"})


def fact_paths(root: Path, facts_dir: Path) -> tuple[list[Path], list[Finding]]:
    """The files below ``facts_dir`` that hold facts, sorted by name, and findings about those that cannot be read.

    Hidden files and notes (``.md``, ``.txt``) are passed over; a link that leaves the case is refused.
    """
    paths: list[Path] = []
    findings: list[Finding] = []
    for path in _walk(facts_dir, frozenset()):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            findings.append(Finding(Location(name), "outside-case", "this link leaves the case.", "Copy the file into the case."))
        elif path.suffix in READERS and path.is_file() and not path.name.endswith((".map.yaml", ".map.yml")):
            paths.append(path)
        elif path.suffix not in _SILENT or not path.is_file():
            findings.append(
                Finding(
                    Location(name),
                    "unknown-format",
                    "nothing here can read this file as facts.",
                    f"Known endings: {', '.join(READERS)}; notes may be .md or .txt.",
                )
            )
    return paths, findings


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    here = folder.resolve()
    if not folder.is_dir() or here in above:
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.suffix not in READERS:
            yield from _walk(path, above | {here}) if not path.is_symlink() else [path]
        else:
            yield path


def read_path(root: Path, path: Path, vocabulary: Vocabulary) -> tuple[str, Rows]:
    """The hash of a file's content and its rows; an unreadable file gives a finding."""
    name = path.relative_to(root).as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        return "", Rows(findings=[Finding(Location(name), "unreadable", f"the file cannot be read: {error.strerror}.")])
    return sha256(content).hexdigest(), READERS[path.suffix](name, content, vocabulary)
