"""Sources of a mapping: declared in it, or named by the rows of its table."""

from __future__ import annotations

from kg.facts.rows import SourceRow
from kg.facts.tables.mapping import SOURCE_FIELDS, SourceSpec
from kg.facts.tables.statements import Context
from kg.facts.yaml_text import at

_COLUMNS = ("file", "line", "col", "marks", *SOURCE_FIELDS, "chain", "internal")


def insert_sources(context: Context, rows: list[SourceRow]) -> list[tuple[str, str]]:
    """Add the sources that the mapping spells out to ``rows``; returns the statements for those that rows name."""
    inserts = []
    for spec in context.mapping.sources:
        texts = [*spec.fields.values(), *spec.chain]
        if any("{" in text.text for text in texts):
            query = _named_by_rows(context, spec)
            inserts += [("source_row", query)] if query else []
        else:
            row = _spelled_out(context, spec)
            if row not in rows:
                rows.append(row)
    return inserts


def _spelled_out(context: Context, spec: SourceSpec) -> SourceRow:
    document = context.mapping.document
    marks = "".join(f" {name}={at(text.node)[0]}:{at(text.node)[1]}" for name, text in spec.fields.items())
    if spec.chain:
        marks += f" attribution={at(spec.chain[0].node)[0]}:{at(spec.chain[0].node)[1]}"
    chain = ">".join(text.text.strip() for text in spec.chain) or None
    fields = {name: text.text for name, text in spec.fields.items()}
    return SourceRow(document.file, *at(spec.node), marks, **fields, chain=chain, internal=spec.internal)  # type: ignore[arg-type]


def _named_by_rows(context: Context, spec: SourceSpec) -> str:
    select = context.select(context.scope, context.items)
    for name, text in spec.fields.items():
        filled = context.scope.fill(text)
        if filled is None:
            return ""
        select.mark(name, filled)
        select.columns[name] = select.slug(filled) if name in ("id", "publisher") else filled.sql()
    chain = [one for text in spec.chain if (one := context.scope.fill(text)) is not None]
    if chain:
        select.columns["chain"] = f"nullif(concat_ws('>', {', '.join(select.slug(one) for one in chain)}), '')"
    select.columns |= {"line": "row", "col": "1", "marks": select.mark_sql(), "internal": str(spec.internal).lower()}
    select.where.append(f"{select.columns['id']} is not null")
    said = ", ".join(name for name in (*SOURCE_FIELDS, "chain", "internal"))
    rows = select.sql(_COLUMNS)
    return f"select distinct on ({said}) * from ({rows} order by line) order by {said}, line"
