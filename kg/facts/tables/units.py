"""Units: a mapping with the tables it names, or a native table; what is read together, and read again when any of it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.facts.rows import SourceRow
from kg.facts.tables.cells import Options, Sheet, Source
from kg.facts.tables.engine import Engine
from kg.facts.tables.inserts import Words
from kg.facts.tables.loading import load
from kg.facts.tables.mapping import Mapping, Text
from kg.facts.tables.mapping_file import read_mapping
from kg.facts.tables.native import NativeRun, is_native
from kg.facts.tables.run import MappingRun, Outcome, load_table
from kg.facts.vocabulary import kind_of, vocabulary_of
from kg.model.findings import Finding, Location
from kg.ontology.ontology import Ontology


@dataclass
class Unit:
    """What is read together.

    Args:
        name: the mapping, or the native table, relative to the case.
        paths: every file that its rows depend on.
        tables: number of the ``table`` in the mapping -> its files.
    """

    name: str
    paths: list[Path]
    mapping: Mapping | None = None
    tables: dict[int, list[Path]] = field(default_factory=dict)


def words_of_ontology(ontology: Ontology) -> Words:
    """The ontology as mappings need it."""
    keys = {}
    for cls in ontology.classes.values():
        properties = [ontology.properties[iri] for iri in (*cls.identified_by, *cls.distinguished_by)]
        keys[cls.name] = tuple("date" if item.iri.endswith("#edtf") else item.name for item in properties)
    symmetric = frozenset(item.name for item in ontology.properties.values() if item.symmetric and kind_of(ontology, item) == "object")
    return Words(vocabulary_of(ontology), keys, symmetric)


def table_units(root: Path, facts_dir: Path, paths: Sequence[Path], words: Words) -> tuple[list[Unit], list[Finding]]:
    """The units of a case, and findings about tables that nothing names.

    Args:
        paths: the mappings and tables below ``facts_dir``.
    """
    units, named = [], set()
    for path in paths:
        if path.name.endswith((".map.yaml", ".map.yml")):
            unit = _mapped(root, facts_dir, path, words)
            units.append(unit)
            named |= {other.resolve() for other in unit.paths}
    findings = []
    for path in paths:
        if path.resolve() in named:
            continue
        if is_native(path, words):
            units.append(Unit(path.relative_to(root).as_posix(), [path]))
        else:
            near = words.vocabulary.near(path.stem, (*words.vocabulary.classes, *words.vocabulary.nodes, "facts", "Source"))
            called = f"call it after a class: {near[:1].lower()}{near[1:]}" if near else "call it after a class, such as Person.csv, or facts.csv."
            remedy = f"Map it (kg map FILE drafts a mapping), or {called}"
            message = "no mapping names this table, and it is not called after a class."
            findings.append(Finding(Location(path.relative_to(root).as_posix()), "unmapped-table", message, remedy))
    return units, findings


def _mapped(root: Path, facts_dir: Path, path: Path, words: Words) -> Unit:
    name = path.relative_to(root).as_posix()
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    mapping = read_mapping(name, content, words.vocabulary)
    unit = Unit(name, [path], mapping)
    for number, spec in enumerate(mapping.tables):
        asked = spec.file or spec.files
        if asked is not None:
            unit.tables[number] = _files(mapping, asked, path.parent, facts_dir, pattern=spec.file is None)
            unit.paths += unit.tables[number]
    if mapping.names_file is not None:
        found = _files(mapping, mapping.names_file, path.parent, facts_dir, pattern=False)
        unit.paths += found
        if not found:
            mapping.names_file = None
    return unit


def _files(mapping: Mapping, asked: Text, folder: Path, facts_dir: Path, *, pattern: bool) -> list[Path]:
    """The files that a mapping asks for, which all are in the folder of facts."""
    name = asked.text
    if name.startswith(("/", "~")) or ".." in Path(name).parts or ":" in name:
        mapping.document.report(asked.node, "outside-case", f"'{name}' is not beside the mapping.", "Name a file in its folder or below.")
        return []
    found = sorted(path for path in folder.glob(name) if path.is_file()) if pattern else [path for path in [folder / name] if path.is_file()]
    outside = [path for path in found if not path.resolve().is_relative_to(facts_dir.resolve())]
    if outside:
        mapping.document.report(asked.node, "outside-case", f"'{name}' leads out of the facts.", "Copy the file into the case.")
    elif not found:
        near = mapping_near(name, folder)
        mapping.document.report(asked.node, "no-table", f"there is no file '{name}' beside the mapping.", near)
    return [path for path in found if path not in outside]


def mapping_near(name: str, folder: Path) -> str:
    """``Did you mean 'x.csv'?`` for the nearest file of a folder."""
    import difflib

    close = difflib.get_close_matches(name, [path.name for path in folder.iterdir() if path.is_file()], n=1, cutoff=0.6)
    return f"Did you mean '{close[0]}'?" if close else "Put it there."


def read_unit(
    engine: Engine,
    root: Path,
    unit: Unit,
    words: Words,
    *,
    limit: int | None = None,
    on_cells: Callable[[Sheet], None] | None = None,
    by_rows: bool = False,
) -> Outcome:
    """Fill the database's rows from a unit; findings, notes and spelled-out sources come back.

    Args:
        limit: how many rows of a mapped table are read; None for all.
        on_cells, by_rows: as in :class:`MappingRun`.

    Raises:
        NotByRowsError: rows were to be read by themselves, and depend on others.
    """
    path = unit.paths[0]
    folder = path.parent
    prefix = "" if folder == root else folder.relative_to(root).as_posix() + "/"
    if unit.mapping is None:
        return NativeRun(engine, words, path, unit.name).run()
    return MappingRun(engine, unit.mapping, words, folder, prefix, limit, on_cells, by_rows).run(unit.tables)


def cell_texts(engine: Engine, root: Path, unit: Unit, places: Sequence[Location]) -> dict[Location, tuple[str, str]]:
    """The column's name and the cell's text at places in a unit's tables; the tables are loaded anew."""
    found: dict[Location, tuple[str, str]] = {}
    wanted: dict[str, list[Location]] = {}
    for place in places:
        wanted.setdefault(place.file, []).append(place)
    folder = unit.paths[0].parent
    prefix = "" if folder == root else folder.relative_to(root).as_posix() + "/"
    if unit.mapping is None:
        for file, spots in wanted.items():
            sheet = file.partition("[")[2].removesuffix("]") or None
            source = Source(unit.paths[0], unit.name, Options(sheet), lambda _: None)
            loaded = load(engine, source, "cell")
            if loaded is not None:
                found |= _texts(engine, loaded.heads, spots)
        return found
    for number, spec in enumerate(unit.mapping.tables):
        for path in unit.tables.get(number, []):
            base = prefix + path.relative_to(folder).as_posix()
            if any(file.partition("[")[0] == base for file in wanted):
                sheet_ = load_table(engine, spec, path, folder, prefix, lambda _: None)
                if sheet_ is not None and sheet_.file in wanted:
                    found |= _texts(engine, sheet_.heads, wanted[sheet_.file])
    return found


def _texts(engine: Engine, heads: Sequence[str], places: Sequence[Location]) -> dict[Location, tuple[str, str]]:
    found = {}
    by_column: dict[int, dict[int, Location]] = {}
    for place in places:
        if 0 < place.column <= len(heads):
            by_column.setdefault(place.column, {})[place.line] = place
    for column, rows in by_column.items():
        engine.execute_text("create or replace temp table wanted (row bigint)")
        engine.append("wanted", [(row,) for row in rows])
        for row, text in engine.rows(f"select row, c{column} from cell join wanted using (row)"):
            found[rows[row]] = (heads[column - 1] or f"column {column}", text or "")
    return found


__all__ = ["SourceRow", "Unit", "cell_texts", "read_unit", "table_units", "words_of_ontology"]
