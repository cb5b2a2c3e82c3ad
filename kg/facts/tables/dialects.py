"""Dialects: how a text file of cells is written, found in its bytes: delimiter, encoding, and the row that its heads stand in."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.facts.tables.cells import Options

WINDOWS = "windows-1252"
"""The encoding that is guessed for what is no UTF-8: Western European, and what Latin-1 in fact mostly is."""

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 1 << 16  # bytes
_LINES = 30  # of the sample
_NEARLY = 0.7  # of the other rows' cells: fewer, and a row holds no heads


def delimiter_of(text: str) -> str | None:
    r"""The delimiter that a person wrote, as a character or as its name; None when it is neither.

    >>> delimiter_of("tab"), delimiter_of(";"), delimiter_of("<>")
    ('\t', ';', None)
    """
    character = _NAMES.get(text, text.replace("\\t", "\t"))
    return character if len(character) == 1 and character not in '"\r\n' else None


def sniff(path: Path, options: Options) -> tuple[str, str]:
    """Delimiter and encoding of a text file, declared or found; what stands above the heads says nothing about the delimiter."""
    sample, encoding = _sample(path, options)
    return options.delimiter or _usual(path) or _found(sample, max(options.header, 1) - 1), encoding


def head_row(path: Path, options: Options) -> int:
    """The row that most likely holds the heads: the first that is nearly as wide as most rows; 1 where nothing tells.

    With a delimiter that is not declared, the others are tried where the one that the first row shows makes no table.
    """
    sample, _ = _sample(path, options)
    known = options.delimiter or _usual(path)
    plain = known or _found(sample, 0)
    row = _head_row(_records(sample, plain))
    for other in () if known or row else _DELIMITERS:
        records = _records(sample, other)
        prose = any(cell[:1] == " " for record in records for cell in record[1:])
        row = row or (None if prose else _head_row(records))
    return row or 1


def _head_row(records: Sequence[Sequence[str]]) -> int | None:
    """The number of the first record that is nearly as wide as most are; None when hardly any two are equally wide."""
    widths = [max((place for place, cell in enumerate(record, 1) if cell.strip()), default=0) for record in records]
    counted = Counter(width for width in widths if width > 1)
    width, same = max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return next(number for number, one in enumerate(widths, 1) if one >= _NEARLY * width) if same > 2 else None


def reads_as_windows(path: Path) -> bool:
    """True for a file that is no UTF-8 and could be windows-1252: no byte that means nothing there, and hardly a character in UTF-8."""
    strict, lenient = codecs.getincrementaldecoder(WINDOWS)(), codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if b"\x00" in block:
                return False
            try:
                strict.decode(block)
            except UnicodeDecodeError:
                return False
            text = lenient.decode(block)
            broken += text.count("\ufffd")
            whole += 0 if text.isascii() else sum(character > "\x7f" and character != "\ufffd" for character in text)
    return broken + len(lenient.decode(b"", final=True)) > whole


def _sample(path: Path, options: Options) -> tuple[str, str]:
    """The beginning of a text file, and its encoding."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    found = next((name for mark, name in _BOMS if start.startswith(mark)), "utf-8")
    encoding = options.encoding or found
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8") and found == "utf-8-sig":
        encoding = found
    try:
        return start.decode(encoding, "replace"), encoding
    except LookupError:  # no encoding of that name, which is told when the file is opened
        return "", encoding


def _usual(path: Path) -> str | None:
    return "\t" if path.suffix.lower() == ".tsv" else None


def _found(sample: str, skipped: int) -> str:
    """The delimiter that gives the first rows, some of them skipped, most and equally many cells."""
    best, score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths = [len(record) for record in _records(sample, delimiter, skipped) if record]
        if widths and widths[0] > 1:
            same = sum(width == widths[0] for width in widths)
            if (same, widths[0]) > score:
                best, score = delimiter, (same, widths[0])
    return best


def _records(sample: str, delimiter: str, skipped: int = 0) -> list[list[str]]:
    lines = sample.splitlines()[: _LINES + skipped]
    try:
        return list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter))[skipped:]
    except csv.Error:
        return []
