"""Shapes: which columns of a table name the same things, which belong to other tables, which pairs stand in both orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.facts.drafting.profile import Profile
from kg.facts.tables.cells import Sheet
from kg.facts.tables.engine import Engine


@dataclass(frozen=True)
class Foreign:
    """A column of another table in which all values of a column stand, each once."""

    file: str
    profile: Profile


@dataclass
class Shape:
    """What a table is about.

    Args:
        pair: two columns that name things of one kind; a row joins them.
        symmetric: pairs stand in both orders, and say the same in both.
        key: the column that a row is about, where it is about one thing.
        foreign: number of a column -> where its values come from.
        aliases: columns that say the name in the key column in other words.
    """

    pair: tuple[Profile, Profile] | None = None
    symmetric: bool = False
    key: Profile | None = None
    foreign: dict[int, Foreign] = field(default_factory=dict)
    aliases: list[Profile] = field(default_factory=list)


def shape_of(engine: Engine, sheet: Sheet, columns: Sequence[Profile], others: Mapping[str, Sequence[Profile]]) -> Shape:
    """The shape of a loaded table.

    Args:
        others: file -> profiles of the tables beside it.
    """
    shape = Shape(foreign={one.number: found for one in columns if (found := _foreign(one, others))})
    named = [one for one in columns if one.kind == "name"]
    shape.pair = _pair(named, shape.foreign)
    if shape.pair:
        shape.symmetric = _symmetric(engine, sheet, columns, shape.pair)
    else:
        shape.key = next((one for one in named if one.unique), named[0] if named else None)
    if shape.key:
        shape.aliases = [one for one in named if one is not shape.key and _says_the_same(engine, sheet, shape.key, one)]
    return shape


def _foreign(column: Profile, others: Mapping[str, Sequence[Profile]]) -> Foreign | None:
    if column.kind not in ("name", "code") or column.distinct < 2:
        return None
    for file, profiles in others.items():
        for other in profiles:
            if other.kind == column.kind and other.unique and other.distinct >= column.distinct and set(column.values) <= set(other.values):
                return Foreign(file, other)
    return None


def _pair(named: Sequence[Profile], foreign: Mapping[int, Foreign]) -> tuple[Profile, Profile] | None:
    for number, one in enumerate(named):
        for other in named[number + 1 :]:
            mine, theirs = foreign.get(one.number), foreign.get(other.number)
            same_table = mine and theirs and (mine.file, mine.profile.number) == (theirs.file, theirs.profile.number)
            shared = len(set(one.values) & set(other.values)) >= 0.3 * min(one.distinct, other.distinct)
            if same_table or (shared and not (one.unique and other.unique)):
                return one, other
    return None


def _says_the_same(engine: Engine, sheet: Sheet, key: Profile, one: Profile) -> bool:
    """True when most cells of a column are a part of the name in their row."""
    alike = f"contains(lower(c{key.number}), lower(c{one.number}))"
    return bool(engine.rows(f"select count(*) filter (where {alike}) >= 0.6 * count(c{one.number}) from {sheet.table}")[0][0])


def _symmetric(engine: Engine, sheet: Sheet, columns: Sequence[Profile], pair: tuple[Profile, Profile]) -> bool:
    """True when a good part of the pairs stand in both orders and no number, date or flag differs between the two."""
    one, other = (f"c{profile.number}" for profile in pair)
    said = [f"c{profile.number}" for profile in columns if profile.kind in ("number", "date", "year", "flag")]
    differs = " or ".join(f"a.{cell} is distinct from b.{cell}" for cell in said) or "false"
    joined = f"from {sheet.table} a join {sheet.table} b on a.{one} = b.{other} and a.{other} = b.{one}"
    both, odd = engine.rows(f"select count(*), count(*) filter (where {differs}) {joined}")[0]
    (rows,) = engine.rows(f"select count(*) from {sheet.table}")[0]
    return bool(both >= 0.2 * rows and not odd)
