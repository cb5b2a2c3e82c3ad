"""Native tables (to come): one sheet a class, one column a property."""
from __future__ import annotations

from pathlib import Path

from kg.facts.tables.engine import Engine
from kg.facts.tables.inserts import Words
from kg.facts.tables.run import Outcome


def is_native(path: Path, words: Words) -> bool:
    """False yet."""
    return False


class NativeRun:
    """Nothing yet."""

    def __init__(self, engine: Engine, words: Words, path: Path, name: str) -> None:
        self.args = (engine, words, path, name)

    def run(self) -> Outcome:
        """Nothing yet."""
        return Outcome()
