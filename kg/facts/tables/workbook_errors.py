"""Cells of a workbook that its reader passes over in silence: errors of formulas, and formulas that nothing has calculated.

They are looked for in the XML itself (ECMA-376, part 1, 18.3.1.4): a cell of type ``e`` has an error, one with ``f`` and no ``v`` no result.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO, NamedTuple

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>(.*?)</\1c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BLOCK = 1 << 20


class OddCell(NamedTuple):
    """A cell that has no usable value: ``error`` such as ``#N/A``, empty for a formula without a result."""

    row: int
    column: int
    error: str


def odd_cells(path: Path, sheet: str) -> Iterator[OddCell]:
    """The cells of one sheet that have no usable value, in order."""
    with zipfile.ZipFile(path) as archive:
        name = _part(archive, sheet)
        if name is None:
            return
        with archive.open(name) as file:
            suspicious = _suspicious(file)
        if suspicious:
            with archive.open(name) as file:
                yield from _found(file)


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the archive that holds a sheet."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {part["Id"]: part.get("Target", "") for part in map(_attributes, _LINK.findall(links)) if "Id" in part}
    for part in map(_attributes, _SHEET.findall(book)):
        if part.get("name") == sheet:
            target = targets.get(next((value for key, value in part.items() if key.endswith(":id")), ""), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name if name in archive.namelist() else None
    return None


def _attributes(text: str) -> dict[str, str]:
    return {key: unescape(value) for key, value in _ATTRIBUTE.findall(text)}


def _suspicious(file: IO[bytes]) -> bool:
    """True when the part holds an error or a formula at all, which most do not."""
    tail = b""
    while block := file.read(_BLOCK):
        text = tail + block
        if b't="e"' in text or _FORMULA.search(text):
            return True
        tail = text[-16:]
    return False


def _found(file: IO[bytes]) -> Iterator[OddCell]:
    rest = b""
    while block := file.read(_BLOCK):
        text, end = rest + block, 0
        for cell in _CELL.finditer(text):
            end = cell.end()
            odd = _odd(cell[2].decode("utf-8", "replace"), cell[3] or b"")
            if odd is not None:
                yield odd
        rest = text[end:]


def _odd(start: str, inside: bytes) -> OddCell | None:
    said = _attributes(start)
    value = _VALUE.search(inside)
    place = _PLACE.fullmatch(said.get("r", ""))
    if place is None:
        return None
    column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(place[1])))
    if said.get("t") == "e":
        return OddCell(int(place[2]), column, value[1].decode("utf-8", "replace") if value else "#VALUE!")
    if _FORMULA.search(inside) and value is None and said.get("t") not in ("str", "inlineStr"):
        return OddCell(int(place[2]), column, "")
    return None
