"""The manifest: what went into an export and what came out, so that anyone can tell whether two exports are the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.build.fingerprint import file_hash
from kg.export.write import DATA_EXPORTS


def manifest_text(inputs: list[tuple[Any, ...]], exports: Path, counts: dict[str, int]) -> str:
    """The manifest as JSON.

    Args:
        inputs: source, number of its rows, hash of its rows; internal rows left out, order and files of no account.
        exports: the folder of the exports just written; data exports are hashed.
        counts: of what the graph holds.
    """
    return (
        json.dumps(
            {
                "kg": 1,
                "counts": counts,
                "inputs": {source or "(no source)": {"rows": rows, "hash": hash_} for source, rows, hash_ in inputs},
                "outputs": {name: f"sha256:{file_hash(exports / name)}" for name in DATA_EXPORTS if (exports / name).exists()},
            },
            indent=1,
            ensure_ascii=False,
            sort_keys=True,
        )
        + "\n"
    )
