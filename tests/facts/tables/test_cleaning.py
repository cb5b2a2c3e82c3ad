"""Rows that cleaning cannot change are told by one look at them: no cell comes out otherwise than if each were cleaned."""

from __future__ import annotations

import duckdb
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.tables.cleaning import clean_sql, cleaned_sql, unclean_sql
from kg.facts.tables.mapping import CLEANINGS, TableSpec

CHARACTERS = "ab  -\t\n\r\f\v\x1f|é\u0301\xa0\u2007\u202f\xad\u200b\u2060\ufeff\u2028"
CELLS = st.lists(st.none() | st.text(st.sampled_from(CHARACTERS), max_size=5), min_size=1, max_size=4)
WAYS = st.lists(st.sampled_from(CLEANINGS), unique=True).map(tuple)
NODE = yaml.ScalarNode("tag:yaml.org,2002:str", "")


@settings(max_examples=400, deadline=None)
@given(CELLS, WAYS, st.sampled_from([(), ("-",), ("a", "b")]))
def test_a_cell_is_cleaned_alike_whether_its_row_is_looked_at_first_or_not(
    cells: list[str | None], ways: tuple[str, ...], empty: tuple[str, ...]
) -> None:
    spec = TableSpec(NODE, clean=ways, empty=empty)
    names = [f"c{number}" for number in range(len(cells))]
    row = "select " + ", ".join(f"${name}::varchar as {name}" for name in names)
    values = dict(zip(names, cells, strict=True))

    each = duckdb.execute(f"select {', '.join(clean_sql(name, spec) for name in names)} from ({row})", values).fetchall()
    looked = f"select *, {unclean_sql(names, spec)} as unclean from ({row})"
    assert duckdb.execute(f"select {', '.join(cleaned_sql(name, spec) for name in names)} from ({looked})", values).fetchall() == each


def test_a_row_of_plain_texts_is_taken_as_it_is() -> None:
    spec = TableSpec(NODE, clean=("trim", "nbsp", "spaces", "lines", "invisible"))
    rows = "(values ('Eva Paz', 'José', null), ('Eva ', 'a', 'b'), ('a', 'b', '\u00a0c'), ('a  b', 'c', 'd'), ('', 'a', '')) rows(a, b, c)"

    assert duckdb.execute(f"select {unclean_sql(['a', 'b', 'c'], spec)} from {rows}").fetchall() == [
        (False,),
        (True,),
        (True,),
        (True,),
        (False,),
    ]
