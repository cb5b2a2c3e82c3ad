"""A case: the folder with a kg.toml, and where things are in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import CaseError

SETTINGS_FILE = "kg.toml"
USUAL_EXPORTS = ("graph.nq", "graph.ttl", "network.json", "network.html", "pyvis.html")
EXPORTS = ("graph.nq", "graph.nq.zst", *USUAL_EXPORTS[1:])
LARGE = 100_000
"""Claims: of a larger case only the exports that its settings name are written."""
FOLDERS = ("facts", "ontology", "queries", "exports", ".kg", ".kg/stores", ".kg/internal", ".kg/views", ".kg/internal-views")
_KNOWN = {"base", "title", "language", "exports", "memory_limit", "threads", "store", "store_update", "store_graphs"}
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]\Z")
_SIZE = re.compile(r"\d+(\.\d+)? ?([KMGT]i?B|%)\Z", re.IGNORECASE | re.ASCII)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?(-([a-zA-Z0-9]{5,8}|[0-9][a-zA-Z0-9]{3}))*\Z")


@dataclass(frozen=True)
class Project:
    """A case's settings and folders.

    Args:
        root: the case folder, absolute.
        base: IRI in front of every slug; ends in ``/`` or ``#``.
        title: what the case is called on pages; defaults to the folder's name.
        language: BCP 47 tag of names and quotes that say no other.
        exports: names of the files that a build writes to ``exports/``; None where the settings name none (:meth:`exports_of`).
        memory_limit: about the most memory of a build's stages, such as ``1GB`` or ``50%``; empty for 80 % of the machine's.
        threads: threads DuckDB uses; 0 for its own default.
        store: address of a SPARQL server that holds the graph; empty for a store of kg's own on this machine.
        store_update, store_graphs: where that server takes updates and the Graph Store Protocol; empty where it is as usual.
    """

    root: Path
    base: str
    title: str
    language: str = "en"
    exports: tuple[str, ...] | None = None
    memory_limit: str = ""
    threads: int = 0
    store: str = ""
    store_update: str = ""
    store_graphs: str = ""
    settings_file: Path = field(default=Path(SETTINGS_FILE))

    def exports_of(self, claims: int) -> tuple[str, ...]:
        """Names of the files that a build of so many claims writes: those that the settings name, else the usual ones.

        A case of millions is asked; its network fits no page, and its files take longer than its graph.
        """
        return self.exports if self.exports is not None else USUAL_EXPORTS if claims <= LARGE else ()

    @property
    def facts_dir(self) -> Path:
        """Where curated facts are."""
        return self.root / "facts"

    @property
    def ontology_dir(self) -> Path:
        """Where the case's own classes, properties and rules are (may be absent)."""
        return self.root / "ontology"

    @property
    def queries_dir(self) -> Path:
        """Where saved questions are (may be absent)."""
        return self.root / "queries"

    @property
    def exports_dir(self) -> Path:
        """Where a build writes what leaves the case."""
        return self.root / "exports"

    @property
    def state_dir(self) -> Path:
        """Where builds keep what they can rebuild at any time."""
        return self.root / ".kg"

    def iri(self, slug: str) -> str:
        """The IRI of a slug of this case."""
        return self.base + slug


def is_base(text: str) -> bool:
    """True for an http or https IRI that slugs can follow.

    >>> is_base("https://example.org/my-case/"), is_base("https://example.org")
    (True, False)
    """
    return _BASE.match(text) is not None


def find_root(start: Path) -> Path:
    """The nearest folder with a kg.toml, from ``start`` upward.

    Raises:
        CaseError: there is none, or nothing at ``start``.
    """
    if not start.exists():
        web = " An address of a server begins with http:// or https://." if ":" in str(start) else ""
        raise CaseError(f"there is no folder '{start}'.", remedy=f"Name one that exists, or start a case with 'kg init DIR'.{web}")
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise CaseError(f"no {SETTINGS_FILE} in {start} or above it.", remedy="Run 'kg init DIR' to start a case, or name one with --case DIR.")


def _settings(path: Path) -> dict[str, Any]:
    """What a kg.toml says, unchecked.

    Raises:
        CaseError: it cannot be opened, is no UTF-8 or no TOML (with line and column).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseError(f"cannot be read: {error.strerror}.", remedy="Check its permissions.", place=SETTINGS_FILE) from error
    except UnicodeDecodeError as error:
        raise CaseError("this is not UTF-8.", remedy="Save it as UTF-8.", place=SETTINGS_FILE) from error
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).partition(" (at ")
        place = ":".join([SETTINGS_FILE, *re.findall(r"\d+", where)])
        raise CaseError(f"this is not TOML: {message}.", remedy='Texts stand in quotes: title = "..."', place=place) from error


def load_project(folder: Path) -> Project:
    """The case in ``folder`` (or the nearest one above it).

    Raises:
        CaseError: no kg.toml, unreadable, an unknown or ill-typed setting, or a base that is no usable IRI.
    """
    root = find_root(folder)
    path = root / SETTINGS_FILE
    settings = _settings(path)
    unknown = sorted(set(settings) - _KNOWN)
    if unknown:
        raise CaseError(f"unknown setting '{unknown[0]}'.", remedy=f"Known settings: {', '.join(sorted(_KNOWN))}.", place=SETTINGS_FILE)
    for key, kind, words in (
        ("base", str, "text"),
        ("title", str, "text"),
        ("language", str, "text"),
        ("exports", list, "a list"),
        ("memory_limit", str, "text"),
        ("threads", int, "a whole number"),
        ("store", str, "text"),
        ("store_update", str, "text"),
        ("store_graphs", str, "text"),
    ):
        if key in settings and (not isinstance(settings[key], kind) or isinstance(settings[key], bool)):
            raise CaseError(f"'{key}' must be {words}.", place=SETTINGS_FILE)
    limit = settings.get("memory_limit", "")
    if limit and not _SIZE.match(limit):
        raise CaseError(
            f"'memory_limit' must be a size, not '{limit}'.", place=SETTINGS_FILE, remedy='Write for example: memory_limit = "2GB".'
        )
    base = settings.get("base", "")
    if not is_base(base):
        raise CaseError(
            f"'base' must be an http or https IRI that ends in / or #, not '{base}'." if base else "'base' is missing.",
            remedy='Write for example: base = "https://example.org/my-case/".',
            place=SETTINGS_FILE,
        )
    for name in FOLDERS:
        if not (root / name).resolve().is_relative_to(root):
            raise CaseError("this link leaves the case.", remedy="Put a folder in its place.", place=name)
    language = settings.get("language", "en")
    if not _LANGUAGE.match(language):
        raise CaseError(f"'{language}' is no language tag.", remedy="Write for example 'es' or 'pt-BR'.", place=SETTINGS_FILE)
    exports = tuple(settings["exports"]) if "exports" in settings else None
    bad = [name for name in exports or () if name not in EXPORTS]
    if bad:
        raise CaseError(f"unknown export '{bad[0]}'.", remedy=f"Known exports: {', '.join(EXPORTS)}.", place=SETTINGS_FILE)
    return Project(
        root=root,
        base=base,
        title=settings.get("title", root.name),
        language=language,
        exports=exports,
        memory_limit=settings.get("memory_limit", ""),
        threads=settings.get("threads", 0),
        store=settings.get("store", ""),
        store_update=settings.get("store_update", ""),
        store_graphs=settings.get("store_graphs", ""),
        settings_file=path,
    )
