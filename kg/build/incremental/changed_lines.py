"""Rows of a table that changed while the others stayed where they are: only they are mapped again."""

from __future__ import annotations

from pathlib import Path

from kg.build.database import STATE_TABLES, Database
from kg.build.inputs import Plan, keep_cells, unit_files
from kg.facts.tables.cells import Sheet
from kg.facts.tables.notes import TableNote, note_from_json
from kg.facts.tables.run import NotByRowsError
from kg.facts.tables.units import Unit, read_unit, words_of_ontology
from kg.ontology.ontology import Ontology

MOST_SHARE = 0.2
"""Of a table's rows: where more are others now, as behind a row that was put in at the top, the table is read as a whole."""


def read_changed_lines(database: Database, root: Path, plan: Plan, ontology: Ontology) -> bool:
    """Read the changed rows of the one table that changed into ``temp``, and name them in ``stale_line``; the unit is read then.

    Returns False, with nothing read, where the table must be read as a whole: another file of its unit changed too, too many rows are
    others now, or what the mapping makes of a row depends on others.
    """
    if len(plan.stale) != 1:
        return False
    (unit,) = plan.stale
    file = _changed_table(database, root, plan, unit)
    if file is None:
        return False
    lines = _Lines(database, file)
    try:
        outcome = read_unit(database, root, unit, words_of_ontology(ontology), on_cells=lines.choose, by_rows=True)
        if outcome.findings or len(outcome.notes) != 1:
            raise NotByRowsError(file)
    except NotByRowsError:
        for table in STATE_TABLES:
            database.execute_text(f"delete from temp.main.{table}")  # noqa: S608 - our names
        database.execute_text("delete from stale_line; set variable partial = ''")
        return False
    _note(database, file, outcome.notes[0], lines.rows)
    database.append("read_file", [(file, plan.hashes[file])])
    plan.stale = []
    plan.forgotten -= set(unit_files(root, unit))
    plan.read += 1
    return True


def _changed_table(database: Database, root: Path, plan: Plan, unit: Unit) -> str | None:
    """The one table of a unit that changed, if it is nobody else's and there is nothing else to say about it."""
    names = unit_files(root, unit)
    known = dict(database.rows("select file, hash from facts.main.read_file"))
    changed = [name for name in names if known.get(name) != plan.hashes[name]]
    before = {file for (file,) in database.rows("select file from facts.main.read_unit where unit = $unit", {"unit": unit.name})}
    tables = [path for paths in unit.tables.values() for path in paths]
    if unit.mapping is None or set(names) != before or len(tables) != 1 or changed != [tables[0].relative_to(root).as_posix()]:
        return None
    (file,) = changed
    alone = sum(file in unit_files(root, other) for other in plan.units) == 1
    facts = {"file": file}
    said = database.rows(
        "select 1 from facts.main.read_finding where file = $file union all select 1 from facts.main.keyed_row where file = $file "
        "union all select 1 from facts.main.entity_row where file = $file limit 1",
        facts,
    )
    kept = database.rows("select 1 from facts.main.table_row where file = $file limit 1", facts)
    return file if alone and kept and not said else None


class _Lines:
    """Leaves of a loaded table only the cells of changed rows.

    Args:
        rows: how many rows the whole table has.
    """

    def __init__(self, database: Database, file: str) -> None:
        self.database, self.file, self.rows = database, file, 0

    def choose(self, sheet: Sheet) -> None:
        database = self.database
        if sheet.file != self.file:
            raise NotByRowsError(sheet.file)
        keep_cells(database, sheet)
        database.rows("set variable partial = $file", {"file": self.file})
        database.run("edit_lines")
        self.rows, changed = database.rows("from line_count")[0]
        if changed > self.rows * MOST_SHARE:
            raise NotByRowsError(sheet.file)
        database.execute_text(f"delete from {sheet.table} where row not in (select line from stale_line)")  # noqa: S608 - our names


def _note(database: Database, file: str, fresh: TableNote, rows: int) -> None:
    """The note on the table: what its other rows gave, and what the changed ones give now."""
    (text,) = database.rows("select note from facts.main.read_note where file = $file", {"file": file})[0]
    lines = "line in (select line from stale_line)"
    query = f"select count(*) from facts.main.claim_row where file = $file and kind in ('plain', 'class') and {lines}"  # noqa: S608 - from above
    note = note_from_json(text)
    note.rows, note.facts = rows, note.facts + fresh.facts - int(database.rows(query, {"file": file})[0][0])
    database.append("read_note", [(file, note.to_json())])
