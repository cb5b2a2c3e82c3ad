"""The rows of files that changed, read beside those of the last build, and put in their place when the build succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.build.database import STATE_TABLES, Database
from kg.build.incremental.state import forget_last
from kg.build.inputs import ROW_TABLES, Plan, read_plan
from kg.ontology.ontology import Ontology

_PLACED = ("source_row", "entity_row", "descriptor_row", "claim_row", "table_row")
_SAME = """
create or replace temp table same as
  with old as (
    select rowid as row, hash(*columns(*)) as content from facts.main.{table}
    where rowid in (select row from stale_{table})),
  new as (select rowid as row, hash(*columns(*)) as content from temp.main.{table})
  select o.row as old, n.row as new
  from (select *, row_number() over (partition by content order by row) as number from old) o
  join (select *, row_number() over (partition by content order by row) as number from new) n using (content, number);
delete from facts.main.{table} where rowid in (select row from stale_{table} except select old from same);
delete from temp.main.{table} where rowid in (select new from same);
"""
"""Rows that were read again and are what they were stay: what is written waits in a log that each opening of the database reads."""


class ChangedRows:
    """A connection whose temporary tables hold the rows of the files that changed, while the file holds those of the last build.

    Args:
        database: what the last build left; nothing is written to it before :meth:`keep`.
    """

    def __init__(self, database: Database, ontology: Ontology, plan: Plan) -> None:
        self.database = database.fork()
        for table in STATE_TABLES:
            self.database.execute_text(f"create temp table {table} as from facts.main.{table} limit 0")
        self.database.execute_text("create temp table stale (file varchar); create temp table stale_line (line integer)")
        if plan.stale:
            from kg.build.incremental.changed_lines import read_changed_lines

            read_changed_lines(self.database, database.project.root, plan, ontology)
        self._name_stale(plan.forgotten)
        self.database.run("edit_stale")
        plan.forgotten = set()  # nothing of them is in the temporary tables
        read_plan(self.database, database.project, ontology, plan, alone=True)

    def _name_stale(self, files: Iterable[str]) -> None:
        """Fill the table of files whose rows go: each by its name in rows, where a sheet of a workbook is ``book.xlsx[Sheet]``."""
        self.database.append("stale", [(file,) for file in files])
        if not self.database.rows("select 1 from facts.main.read_unit where file in (select file from stale) limit 1"):
            return  # only what is read as a table has sheets
        for table in ROW_TABLES:
            named = f"select distinct file from facts.main.{table} where contains(file, '[')"  # noqa: S608 - our names
            sheets = "exists (select 1 from stale s where starts_with(t.file, s.file || '['))"
            self.database.execute_text(f"insert into stale select file from ({named}) t where {sheets}")  # noqa: S608 - our names

    def keep(self, keep_results: Callable[[Database], None] | None) -> None:
        """Put the rows read in the place of those of the last build, with what was found in them, all at once.

        Args:
            keep_results: keeps the results of the build that is about to become current; None where none is known yet.
        """
        database = self.database
        database.execute_text("begin")
        for table in _PLACED:
            database.execute_text(_SAME.format(table=table))
        for table in [name for name in ROW_TABLES if name not in _PLACED]:
            database.execute_text(f"delete from facts.main.{table} where file in (select file from stale)")  # noqa: S608 - our names
        database.execute_text("delete from facts.main.read_note where file = getvariable('partial')")
        database.execute_text("delete from facts.main.read_unit where file in (select file from stale)")
        again = "select file from stale union select file from temp.main.read_file"
        database.execute_text(f"delete from facts.main.read_file where file in ({again})")  # noqa: S608 - our names
        if keep_results is not None:
            database.execute_text("create or replace temp table fresh_key as select file, fact, slug from every_key where era = 'fresh'")
            database.execute_text("delete from facts.main.keyed_row where file in (select file from stale)")
            database.execute_text("insert into facts.main.keyed_row from fresh_key")
            keep_results(database)
        else:
            forget_last(database)
        for table in STATE_TABLES:
            database.execute_text(f"insert into facts.main.{table} select * from temp.main.{table}")  # noqa: S608 - our names
        database.execute_text("commit")

    def close(self) -> None:
        """Close the connection and forget what it holds."""
        self.database.close()
