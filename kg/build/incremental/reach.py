"""Reach: which facts an edit can have an effect on, as names and facts that hang together over all rows."""

from __future__ import annotations

from kg.build.database import Database, stage_text
from kg.build.incremental.changed_rows import ChangedRows
from kg.build.incremental.state import LastBuild
from kg.build.texts import read_quantities

LARGEST_SHARE = 1 / 3
"""Of all facts: an edit that reaches more is built in full, which is as fast then."""

LOCAL_RULES = frozenset(
    {
        "chain-steps",
        "unspecified-with-identifier",
        "shared-identifier",
        "inside-itself",
        "ends-before-begun",
        "follows-circle",
        "overdue",
        "tenure-outside-life",
        "two-holders",
        "perhaps-two-holders",
    }
)
"""Shipped rules in SPARQL, all of whose answers about a node come from what ``edit_pick.sql`` and ``edit_compared.sql`` put beside it.
A NEW RULE in SPARQL must be looked at before it stands here; with any other, every build judges all facts."""

_FEW = 1_000  # claim rows: with fewer, looking for the best plan of a query takes longer than any plan
_RESTRICTED = ("claim_row", "descriptor_row", "entity_row", "source_row")


class OutOfReachError(Exception):
    """An edit has effects that are not followed: everything has to be built."""


class Reach:
    """The facts and names that an edit reaches.

    Args:
        rows: the changed rows, read.
        day: ISO day that rules take for today now.
    """

    def __init__(self, rows: ChangedRows, last: LastBuild, day: str) -> None:
        self.database, self._last, self._day = rows.database, last, day

    def follow(self) -> None:
        """Make the tables ``work.before_...`` and ``work.after_...`` of all rows that matter.

        Raises:
            OutOfReachError: that would be most of them, or names mean something else now.
        """
        database = self.database
        database.run("edit_rows")
        if database.rows(stage_text("edit_renames")):
            raise OutOfReachError("another name stands for a former one")
        database.run("edit_names")
        self._name_keys()
        database.run("edit_told")
        database.run("edit_touched")
        if self._day != self._last.day:
            database.run("edit_days")
        self._spread()
        database.run("edit_pick")
        database.run("edit_context")
        database.run("edit_compared")
        while database.rows("select 1 from (from picked except from done) limit 1"):
            self._limit()
            database.run("edit_context")
        self._limit()
        database.run("edit_restrict")

    def _spread(self) -> None:
        before = -1
        while (now := int(self.database.rows("select count(*) from touched")[0][0])) != before:
            before = now
            self.database.run("edit_spread")

    def _limit(self) -> None:
        counted = "select (select count(*) from (select distinct era, file, fact from picked)), (select count(*) from facts.main.claim_row)"
        picked, every = self.database.rows(counted)[0]
        if picked > every * LARGEST_SHARE:
            raise OutOfReachError("the edit reaches most of the facts")

    def _name_keys(self) -> None:
        """How changed nodes without a slug are called: by ``resolve.sql`` itself, on them alone."""
        database = self.database
        altered = "select 1 from temp.main.claim_row c join altered_fact a using (file, fact) where a.era = 'fresh'"
        if not database.rows(f"{altered} and c.kind = 'class' and c.subject is null limit 1"):
            return
        database.run("edit_keys")
        with_rows = prepared(database, "key", _RESTRICTED)
        try:
            read_quantities(with_rows)
            with_rows.run("resolve")
            database.append("altered_key", with_rows.rows("select file, fact, slug from keyed where slug is not null"))
        finally:
            with_rows.close()
        fresh = "select (file, fact) from altered_fact where era = 'fresh'"
        database.execute_text(f"delete from altered_key where (file, fact) not in ({fresh})")  # noqa: S608 - from above


def prepared(database: Database, name: str, tables: tuple[str, ...] = (*_RESTRICTED, "read_finding")) -> Database:
    """A connection in which the base tables hold only the rows of the tables ``work.NAME_...``."""
    few = int(database.rows(f"select count(*) from work.{name}_claim_row")[0][0]) < _FEW  # noqa: S608 - our names
    fork = database.fork(small=few)
    for table in tables:
        fork.execute_text(f"create temp table {table} as from work.{name}_{table}")
    return fork
