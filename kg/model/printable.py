"""Text from facts and files, made harmless for a terminal."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls can move the cursor or start an escape sequence; bidi controls and line separators make text look like other text.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SWINGING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the text around them round (Unicode bidi overrides, embeddings and isolates): a page shows them as escapes."""
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printable(text: str) -> str:
    r"""The text on one line, with every character that could steer a terminal written as an escape.

    >>> printable("a\x1b[31mb\n")
    'a\\x1b[31mb\\n'
    """
    return _UNSAFE.sub(_escape, text)


def printable_lines(text: str) -> str:
    """As :func:`printable`, but line breaks and tabs stay: for text that has lines of its own."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] in "\n\t" else _escape(match), text)


def unturned(text: str) -> str:
    r"""The text with the characters that would turn others round written as escapes; all else stays.

    >>> unturned("\u202eexe.txt")
    '\\u202eexe.txt'
    """
    return SWINGING.sub(_escape, text)


def width(text: str) -> int:
    """Columns that printable text takes in a terminal: two for wide East Asian characters, none for combining marks."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    return _SHORT.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
