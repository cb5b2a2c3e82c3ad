"""The stages in the order in which facts travel: rows to findings, findings to claims, claims to sorted N-Quads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.build.claim_terms import claim_sql
from kg.build.database import Database, stage_text
from kg.build.rivals import find_rivals
from kg.build.rules import run_rules
from kg.build.steps import Steps
from kg.build.texts import dates_read, read_quantities
from kg.build.vocabulary_tables import fill_vocabulary
from kg.model.findings import Finding, Location, Severity, in_order
from kg.ontology.ontology import Ontology
from kg.project import Project


@dataclass
class Stages:
    """Runs stages on a database whose rows have been read.

    Args:
        steps: told of each stage.
    """

    database: Database
    steps: Steps

    def resolve(self, ontology: Ontology) -> None:
        """Settle every name, date and number of the rows."""
        self._time("vocabulary", lambda: fill_vocabulary(self.database, ontology))
        self._time("texts", lambda: read_quantities(self.database))
        self._time("resolve", self._resolve)

    def _resolve(self) -> None:
        with dates_read(self.database):
            self.database.run("resolve")

    def check(self) -> None:
        """Find what is wrong in names and values."""
        self._sql("check_names")
        self._sql("check_values")
        self._sql("check_axioms")

    def judge(self, *, internal: bool) -> None:
        """Make claims and decide which triples stand.

        Args:
            internal: keep what is marked internal.
        """
        if not internal:
            self._sql("withhold")
        self._sql("claims")
        self._sql("dates")
        self._time("relative", self._relative)
        self._sql("live")
        self._time("rivals", lambda: find_rivals(self.database))
        self._sql("stand")

    def _relative(self) -> None:
        before = -1
        while True:
            self.database.run("relative")
            left = self.database.rows("select count(*) from waiting")[0][0]
            if left in (0, before):
                break
            before = left
        self.database.run("relative")

    def has_secrets(self) -> bool:
        """True when anything is marked internal, so that the public graph differs from the whole one."""
        return bool(self.database.rows(stage_text("has_secrets"))[0][0])

    def emit(self) -> None:
        """Derive what follows, and turn everything into triples."""
        self._sql("derive")
        self._sql("emit")
        self._sql("claim_terms")
        self.database.run("lines", parts=claim_sql())
        self.database.run("graph")
        self.database.run("claim_count", parts=claim_sql())

    def rules(self, ontology: Ontology, project: Project, *, today: str | None) -> None:
        """Judge the triples by the shapes of the case.

        Args:
            today: ISO day that rules take for today; None for the system's.
        """
        self._time("rules", lambda: run_rules(self.database, ontology, project, today=today))

    def write(self, nquads: Path) -> None:
        """Write the graph."""
        self._time("write", lambda: self.database.run("write", file=nquads, parts=claim_sql()))

    def write_places(self, places: Path) -> None:
        """Write where the facts of each claim stand."""
        self._sql("places", places)

    @contextmanager
    def beside(self) -> Iterator[Stages]:
        """Stages on another connection, for another thread: they can write the graph while this one judges it."""
        database = self.database.beside()
        try:
            database.run("lines", parts=claim_sql())
            yield Stages(database, self.steps)
        finally:
            database.close()

    def counts(self) -> dict[str, int]:
        """What the graph holds: sources, entities, nodes, claims, triples, derived, contradictions."""
        return {str(what): int(number) for what, number in self.database.rows(stage_text("counts"))}

    def findings(self) -> list[Finding]:
        """Everything found, by place, once each."""
        rows = self.database.rows("select distinct * from finding order by all")
        return in_order(set(map(finding_of, rows)))

    def _sql(self, name: str, file: Path | None = None) -> None:
        self._time(name, lambda: self.database.run(name, file=file))

    def _time(self, name: str, work: Callable[[], None]) -> None:
        with self.steps.of(name, self.database):
            work()


def finding_of(row: Sequence[Any]) -> Finding:
    """A row of the table ``finding`` as a finding."""
    file, line, column, code, message, remedy, severity, internal = row
    return Finding(Location(file, line, column), code, message, remedy or "", Severity(severity), bool(internal))
