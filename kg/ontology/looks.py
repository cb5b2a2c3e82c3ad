"""How nodes look: the shapes there are, colours that may be used, and an outline for a fill that comes without one."""

from __future__ import annotations

import re

SHAPES = ("disc", "ring", "square", "shield", "diamond", "hexagon", "sheet", "triangle", "capsule", "bubble")
"""The forms a node can have on the page."""

INK = ("#1b1a18", "#eeece6")
PAPER = ("#fbfaf7", "#141517")
"""Text and page colours of the light and the dark theme."""

_HEX = re.compile(r"#[0-9a-f]{6}\Z")
_CONTRAST = 3.0


def is_hex(text: str) -> bool:
    """True for ``#rrggbb`` in lower case: the only form that may reach a page.

    >>> is_hex("#d55e00"), is_hex("red"), is_hex("#D55E00")
    (True, False, False)
    """
    return _HEX.match(text) is not None


def is_fill(text: str) -> bool:
    """True for a fill: ``#rrggbb``, ``ink`` or ``none``."""
    return text in ("ink", "none") or is_hex(text)


def outline_of(fill: str) -> tuple[str, str]:
    """Outlines for a fill: darkened on the light page, lightened on the dark one, until they stand out 3:1 (WCAG 2.2, 1.4.11).

    >>> outline_of("none")
    ('#1b1a18', '#eeece6')
    """
    if not is_hex(fill):
        return INK
    return _mixed(fill, "#000000", PAPER[0]), _mixed(fill, "#ffffff", PAPER[1])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(fill: str, toward: str, page: str) -> str:
    """The fill mixed with a second colour: by a third, then by as much more as the contrast with the page needs."""
    for tenth in range(3, 11):
        mixed = "#" + "".join(f"{round(a + (b - a) * tenth / 10):02x}" for a, b in zip(_channels(fill), _channels(toward), strict=True))
        if contrast(mixed, page) >= _CONTRAST:
            return mixed
    return toward


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (channel / 255 for channel in _channels(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
