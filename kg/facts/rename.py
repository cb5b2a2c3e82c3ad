"""Giving an entity or node another slug in every fact file, comments and layout untouched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import KgError, UsageError
from kg.facts.read import fact_files
from kg.facts.slug_places import SlugPlace, old_slugs, slug_places, words_of
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, at
from kg.model.findings import Severity
from kg.model.printable import printable
from kg.model.terms import is_slug
from kg.project import Project

_BOM = b"\xef\xbb\xbf"

Edit = tuple[int, int, str]
"""Start and end of what is replaced, in characters, and the new text."""


@dataclass(frozen=True)
class Change:
    """A file that a rename changes.

    Args:
        path: of the file.
        name: relative to the case.
        before, after: the whole text.
        places: how many times the old slug stood in it.
    """

    path: Path
    name: str
    before: str
    after: str
    places: int


@dataclass
class _File:
    path: Path
    name: str
    content: bytes
    text: str
    document: Document
    places: list[SlugPlace]


def plan_rename(project: Project, vocabulary: Vocabulary, old: str, new: str) -> list[Change]:
    """What changes in the fact files when ``old`` is called ``new``; nothing is written.

    The declaration gets ``was: old``, so that the old slug goes on resolving elsewhere.

    Raises:
        UsageError: ``new`` is no slug, is in use or is an old slug; ``old`` is not declared (with near slugs).
        KgError: a fact file cannot be read, or writes the slug in a way that cannot be changed safely.
    """
    files = [_read(project, path, vocabulary) for path in fact_files(project.root, project.facts_dir).facts]
    _refuse(files, old, new)
    declaring = next(file for file in files if any(place.slug == old and place.declares for place in file.places))
    changes = []
    for file in files:
        hits = [place for place in file.places if place.slug == old]
        if hits:
            edits = [_edit(file, place, new) for place in hits]
            if file is declaring:
                mapping = next(place.declares for place in hits if place.declares)
                edits.append(_keep_old(file, mapping, old))
            changes.append(Change(file.path, file.name, file.text, _applied(file.text, edits), len(hits)))
    return changes


def write_changes(changes: Sequence[Change]) -> None:
    """Write all files, or none: new texts go beside the old ones first, and are moved over them when all are there.

    Raises:
        KgError: a file changed meanwhile or cannot be written; every file is as it was.
    """
    drafts = [change.path.with_name(f".{change.path.name}.renamed") for change in changes]
    done: list[Change] = []
    try:
        for change, draft in zip(changes, drafts, strict=True):
            if change.path.read_bytes() != _encoded(change, change.before):
                raise KgError("the file changed meanwhile; nothing was renamed.", remedy="Run the command again.", place=change.name)
            draft.write_bytes(_encoded(change, change.after))
            shutil.copymode(change.path, draft)
        for change, draft in zip(changes, drafts, strict=True):
            os.replace(draft, change.path)
            done.append(change)
    except OSError as error:
        for change in done:
            change.path.write_bytes(_encoded(change, change.before))
        raise KgError(f"cannot be written: {error.strerror}; nothing was renamed.", place=str(error.filename)) from error
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _encoded(change: Change, text: str) -> bytes:
    mark = _BOM if change.path.read_bytes().startswith(_BOM) else b""
    return mark + text.encode("utf-8")


def _read(project: Project, path: Path, vocabulary: Vocabulary) -> _File:
    name = path.relative_to(project.root).as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror}.", place=name) from error
    document = Document(name, content)
    broken = [finding for finding in document.findings if finding.severity is Severity.VIOLATION]
    if broken:
        raise KgError(
            f"{broken[0].message} Nothing was renamed.", remedy="Mend it first; 'kg check' shows all.", place=str(broken[0].location)
        )
    places = list(slug_places(document.root, vocabulary))
    return _File(path, name, content, content.decode("utf-8-sig"), document, places)


def _refuse(files: Sequence[_File], old: str, new: str) -> None:
    declared = {place.slug: f"{file.name}:{at(place.node)[0]}" for file in files for place in file.places if place.declares}
    if not is_slug(new):
        raise UsageError(
            f"'{printable(new)}' is no slug.", remedy="A slug has lower-case letters, digits and inner hyphens, as in 'daniel-noboa'."
        )
    if old not in declared:
        from difflib import get_close_matches

        near = get_close_matches(old, declared, 3, 0.6)
        hint = f"Did you mean {' or '.join(map(repr, near))}?" if near else "'kg list CLASS' shows the slugs."
        raise UsageError(f"no fact file declares '{printable(old)}'.", remedy=hint)
    if old == new:
        raise UsageError(f"'{old}' is called so already.")
    if new in declared:
        raise UsageError(
            f"'{new}' is already in use ({declared[new]}).", remedy="Two entities do not become one by a rename; choose another slug."
        )
    if any(new in set(old_slugs(file.document.root)) for file in files):
        raise UsageError(f"'{new}' is an old slug that a 'was' keeps.", remedy="Take it out of that 'was' first, or choose another slug.")


def _edit(file: _File, place: SlugPlace, new: str) -> Edit:
    """The replacement of one slug.

    The words of the scalar and of its source are the same unless it is written with escapes or comments between.
    """
    start, end = place.node.start_mark.index, place.node.end_mark.index
    quotes = 1 if place.node.style in ("'", '"') else 0
    source = file.text[start + quotes : end - quotes]
    written, read = words_of(source), words_of(place.node.value)
    if _is_block(place.node) or [match[0] for match in written] != [match[0] for match in read]:
        line, column = at(place.node)
        where = f"{file.name}:{line}:{column}"
        raise KgError(
            f"'{place.slug}' is written here in a way that cannot be changed safely. Nothing was renamed.",
            remedy="Write the line plainly, on one line.",
            place=where,
        )
    match = written[place.word]
    return start + quotes + match.start(), start + quotes + match.end(), new


def _applied(text: str, edits: Sequence[Edit]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _keep_old(file: _File, mapping: yaml.MappingNode, old: str) -> Edit:
    """The addition of the old slug to the declaration's ``was``."""
    pairs = [(key, value) for key, value in mapping.value if isinstance(key, yaml.ScalarNode)]
    was = next((value for key, value in pairs if key.value == "was"), None)
    if was is not None:
        return _longer_was(file, was, old)
    if mapping.flow_style:
        behind = pairs[-1][1].end_mark.index
        return behind, behind, f", was: {old}"
    return _new_line(file, pairs, f"was: {old}")


def _longer_was(file: _File, was: yaml.Node, old: str) -> Edit:
    start, end = was.start_mark.index, was.end_mark.index
    if isinstance(was, yaml.ScalarNode):
        return start, end, f"[{file.text[start:end]}, {old}]"
    if not isinstance(was, yaml.SequenceNode) or not was.value:
        return start, end, f"[{old}]"
    items = was.value
    if was.flow_style:
        return items[-1].end_mark.index, items[-1].end_mark.index, f", {old}"
    behind = _line_end(file.text, items[-1].end_mark.index)
    dash = file.text.rfind("-", 0, items[-1].start_mark.index)
    indent = " " * (dash - (file.text.rfind("\n", 0, dash) + 1))
    return behind, behind, f"{_break(file.text)}{indent}- {old}"


def _new_line(file: _File, pairs: Sequence[tuple[yaml.ScalarNode, yaml.Node]], line: str) -> Edit:
    """A line of its own behind the first key whose value is complete on its line; else before the first key."""
    indent = " " * pairs[0][0].start_mark.column
    for _, value in pairs:
        in_one_piece = value.flow_style if isinstance(value, yaml.CollectionNode) else not _is_block(value)
        if in_one_piece and value.end_mark.index > value.start_mark.index:
            behind = _line_end(file.text, value.end_mark.index)
            return behind, behind, f"{_break(file.text)}{indent}{line}"
    start = pairs[0][0].start_mark.index
    return start, start, f"{line}{_break(file.text)}{indent}"


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _line_end(text: str, start: int) -> int:
    """Where the line of a place ends, before its line break."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if end > start and text[end - 1] == "\r" else end


def _break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def mentions(project: Project, slug: str) -> Iterator[str]:
    """Saved questions that name the slug: they are not rewritten, so a person has to."""
    import re

    named = re.compile(rf"(?<![\w-]){re.escape(slug)}(?![\w-])")
    for path in sorted(project.queries_dir.glob("*.rq")):
        if named.search(path.read_text(encoding="utf-8", errors="replace")):
            yield path.relative_to(project.root).as_posix()
