"""Progress: where a build is, how fast it goes, and about how long it may still take."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build.steps import Cost

FILE = "costs.json"
"""What the stages of the last whole build took, in the state folder."""
USUAL: Mapping[str, float] = {
    "read": 12,
    "resolve": 6,
    "check_names": 4,
    "check_axioms": 3,
    "claims": 13,
    "dates": 3,
    "live": 4,
    "stand": 4,
    "derive": 3,
    "emit": 6,
    "claim_terms": 6,
    "write": 12,
    "places": 3,
    "load": 30,
    "rules": 20,
    "keep": 3,
}
"""Seconds by stage, as far as their proportions go: those of a million facts in a table, without exports."""
_ENOUGH = 0.05  # of the whole, to go by


@dataclass(frozen=True)
class Progress:
    """Where a build is.

    Args:
        stage: that begins, or is under way.
        done, total, what: how many of what the stage has behind it, such as files; no total where it does not count.
        rate: of these a second; of facts for the build so far where the stage does not count; None while it cannot be told.
        left: seconds to the end of the build, roughly; None while they cannot be told.
    """

    stage: str
    done: int = 0
    total: int = 0
    what: str = "facts"
    rate: float | None = None
    left: float | None = None

    def __str__(self) -> str:
        """In a line.

        >>> str(Progress("read", 340, 1000, "files", 170.2, 14.6))
        'read: 340 of 1,000 files, 170 a second, about 15 s left'
        >>> str(Progress("emit", rate=21_040, left=130))
        'emit: 21,040 facts a second, about 2 min left'
        >>> str(Progress("plan"))
        'plan'
        """
        parts = [f"{self.done:,} of {self.total:,} {self.what}"] if self.total else []
        if self.rate:
            parts.append(f"{self.rate:,.0f} a second" if self.total else f"{self.rate:,.0f} {self.what} a second")
        if self.left is not None:
            parts.append(f"about {self.left:.0f} s left" if self.left < 100 else f"about {self.left / 60:.0f} min left")
        return f"{self.stage}: {', '.join(parts)}" if parts else self.stage


class Forecast:
    """Tells what is left of a build by what its stages took in an earlier one, however fast this machine is now.

    Args:
        expected: stage -> seconds.
    """

    def __init__(self, expected: Mapping[str, float] = USUAL) -> None:
        self.expected = expected

    def share(self, done: Sequence[str], stage: str, part: float = 0.0) -> float | None:
        """The share of the work that is behind a build; None where stages run that nobody expected.

        Args:
            done: stages that have ended.
            part: of the stage under way that is done.
        """
        whole = sum(self.expected.values())
        if stage not in self.expected or not whole:
            return None
        behind = sum(seconds for name, seconds in self.expected.items() if name in done and name != stage)
        return (behind + part * self.expected[stage]) / whole

    def left(self, share: float | None, elapsed: float) -> float | None:
        """Seconds that are left when this share took that many; None while too little has been done to go by.

        >>> Forecast().left(0.25, 10), Forecast().left(0.01, 10)
        (30.0, None)
        """
        return elapsed / share * (1 - share) if share and share >= _ENOUGH else None


def forecast(folder: Path) -> Forecast:
    """By the last whole build of a case, else by proportions that are usual.

    Args:
        folder: the state folder.
    """
    with suppress(OSError, ValueError, TypeError, AttributeError):
        kept = {str(name): float(seconds) for name, seconds in json.loads((folder / FILE).read_text(encoding="utf-8")).items()}
        if kept:
            return Forecast(kept)
    return Forecast()


def keep_costs(folder: Path, costs: Sequence[Cost]) -> None:
    """Remember what the stages of a whole build took."""
    kept: dict[str, float] = {}
    for cost in costs:
        kept[cost.stage] = kept.get(cost.stage, 0.0) + round(cost.seconds, 4)
    fresh = folder / f"{FILE}.new"
    fresh.write_text(json.dumps(kept), encoding="utf-8")
    fresh.replace(folder / FILE)
