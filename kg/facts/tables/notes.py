"""Notes: what a table gave and what of it was left out, for the build's summary."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass
class TableNote:
    """What became of one table.

    Args:
        file: its name in findings.
        rows: rows that hold anything.
        facts, entities: facts stated and entities declared.
        skipped: what was left out, each with its reason.
    """

    file: str
    rows: int = 0
    facts: int = 0
    entities: int = 0
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ((self.rows, "row", "rows"), (self.facts, "fact", "facts"), (self.entities, "entity", "entities"))
        parts = [f"{number:,} {one if number == 1 else many}" for number, one, many in counted if number or one == "row"]
        skipped = f"; skipped: {', '.join(self.skipped)}" if self.skipped else ""
        return f"{self.file}: {', '.join(parts)}{skipped}"

    def to_json(self) -> str:
        """The note as JSON, to be kept between builds."""
        return json.dumps(asdict(self), ensure_ascii=False)


def note_from_json(text: str) -> TableNote:
    """The note that :meth:`TableNote.to_json` wrote."""
    return TableNote(**json.loads(text))
