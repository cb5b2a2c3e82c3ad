"""Where the last picture had its nodes: kept between builds, so that a new fact does not turn the picture over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = "positions.json"
"""Below ``.kg/``; a lost or broken one only means that the next picture is laid out anew."""

_FORMAT = 1


def read_positions(folder: Path) -> dict[str, tuple[float, float]]:
    """Entity id -> x and y of the last build's picture; nothing where there was none."""
    try:
        saved = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if saved["kg"] != _FORMAT:
            return {}
        return {str(id_): (float(x), float(y)) for id_, (x, y) in saved["positions"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_positions(folder: Path, positions: Mapping[str, tuple[float, float]]) -> None:
    """Keep a picture's places, in one step."""
    fresh = folder / f"{FILE}.new"
    fresh.write_text(json.dumps({"kg": _FORMAT, "positions": positions}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(folder / FILE)
