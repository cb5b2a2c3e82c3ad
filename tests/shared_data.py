"""Data that is not in the tree (articles, tables, the W3C's tests): beside the checkout, or where ``KG_SHARED_DATA`` says."""

from __future__ import annotations

import os
from pathlib import Path

SHARED = Path(os.environ.get("KG_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")


def absent(folder: Path, what: str) -> str:
    """Why tests that need this data are skipped."""
    return f"{what} are not at {folder}; KG_SHARED_DATA can name the folder above it"
