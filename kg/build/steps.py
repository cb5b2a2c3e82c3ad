"""Steps: each stage of a build as it is announced, with what is left, and what it took."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from kg.build.database import Database
from kg.build.progress import Forecast, Progress

Announce = Callable[[Progress], None]

_OWN = Path("/proc/self")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True)
class Cost:
    """What a stage took.

    Args:
        stage: its name.
        seconds: on the clock.
        rows: by how many the tables of the database grew; None where there is no database, or nothing was measured.
        megabytes: the most resident memory of the process while it ran, or of the process so far where the system tells no more;
            None where nothing was measured.
    """

    stage: str
    seconds: float
    rows: int | None = None
    megabytes: int | None = None


class Steps:
    """Announces stages and keeps what each took, in the order in which they ended.

    Args:
        announce: called before each stage runs, and while one runs that counts what it does.
        measured: count rows and memory too, which costs a query a stage.
        forecast: tells how long the rest may take.
        facts: how many there are, once that is known.
    """

    def __init__(self, announce: Announce = lambda progress: None, *, measured: bool = False, forecast: Forecast | None = None) -> None:
        self.announce, self.measured, self.forecast = announce, measured, forecast or Forecast()
        self.facts = 0
        self.costs: list[Cost] = []
        self._started = self._begun = self._told = perf_counter()

    @contextmanager
    def of(self, stage: str, database: Database | None = None) -> Iterator[None]:
        """A stage, from its announcement to its end.

        Args:
            database: whose rows are counted.
        """
        self._begun = self._told = perf_counter()
        share, elapsed = self._share(stage), self._begun - self._started
        rate = share * self.facts / elapsed if share and self.facts and elapsed > 1 else None
        self.announce(Progress(stage, rate=rate, left=self.forecast.left(share, elapsed)))
        measured = self.measured
        before = _rows(database) if measured and database else 0
        _forget_peak() if measured else None
        start = perf_counter()
        yield
        seconds = perf_counter() - start
        rows = _rows(database) - before if measured and database else None
        self.costs.append(Cost(stage, seconds, rows, _peak() if measured else None))

    def counted(self, stage: str, done: int, total: int, what: str) -> None:
        """Tell how far the stage under way is, twice a second at most.

        Args:
            done, total: of what it works on.
            what: that is, in the plural.
        """
        now = perf_counter()
        if now - self._told < 0.5:
            return
        self._told = now
        left = self.forecast.left(self._share(stage, done / total), now - self._started)
        self.announce(Progress(stage, done, total, what, done / (now - self._begun), left))

    def _share(self, stage: str, part: float = 0.0) -> float | None:
        return self.forecast.share([cost.stage for cost in self.costs], stage, part)


def _rows(database: Database) -> int:
    """How many rows all tables have together, as the database knows without counting."""
    return int(database.rows("select coalesce(sum(estimated_size), 0) from duckdb_tables()")[0][0])


def _forget_peak() -> None:
    """Let the system count the most resident memory from here on, where it can."""
    with suppress(OSError):
        (_OWN / "clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most resident memory since it was forgotten, in megabytes."""
    with suppress(OSError):
        if found := _PEAK.search((_OWN / "status").read_text(encoding="ascii")):
            return int(found[1]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)
