"""Entities of a mapping as SQL: each declared once, where its first row is; two names for one slug are a finding, never a merge."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.entities import ENTITY_EVIDENCE
from kg.facts.tables.engine import Engine, Report, quoted, shown
from kg.facts.tables.expressions import compile_condition
from kg.facts.tables.inserts import CLAIM_COLUMNS, DESCRIPTOR_COLUMNS
from kg.facts.tables.mapping import Descriptor, EntitySpec, EvidenceSpec, Text
from kg.facts.tables.scope import Filled
from kg.facts.tables.statements import Context
from kg.model.findings import Finding, Location

_ENTITY_COLUMNS = ("file", "line", "col", "marks", "slug", "class", "source", "specificity", "internal")


@dataclass
class Declaration:
    """What one entity of the mapping needs done.

    Args:
        table, query: the entities that rows name, with everything said about them.
        inserts: (table, SQL of rows).
        names: SQL of slug, name, language, row, column and spelling of each name.
        classes: SQL of row, column and text of the classes that cells name.
    """

    table: str
    query: str
    inserts: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)


def declare(context: Context, spec: EntitySpec, index: int) -> Declaration | None:
    """The statements of one entity; None when it is declared elsewhere, or has problems, which are reported."""
    key = context.scope.fill(spec.key)
    if key is None or not spec.declare:
        return None
    classes = [one for text in spec.classes if (one := _class(context, text)) is not None]
    described = [(one, context.scope.fill(one.text)) for one in _described(context, spec, key)]
    lists = {value.dimension: value.sql for one in [key, *classes] for value in one.values if value.dimension}
    select = context.select(context.scope, context.scope.running(context.items, lists), frozenset(lists))
    select.columns |= {"slug": select.slug(key), "text": key.sql(select.active), "line": "row", "col": key.place(select.active), "kind": "'entity'"}
    select.where.append(f"{select.columns['slug']} is not null")
    if spec.condition and (condition := compile_condition(context.scope, spec.condition, select.active)):
        select.where.append(condition.sql)
    own = spec.evidence.fields.get("source")
    source = context.scope.fill(own[0]) if own else context.scope.fill(context.mapping.source) if context.mapping.source else None
    if source is not None:
        select.columns["source"] = select.slug(source)
    if spec.specificity and (specificity := context.scope.fill(spec.specificity)):
        select.columns["specificity"] = specificity.sql(select.active)
        select.mark("specificity", specificity)
    shared = context.mapping.shared
    fields = {name: texts for name, texts in shared.fields.items() if name in ENTITY_EVIDENCE}
    select.evidence(spec.evidence, EvidenceSpec(fields, internal=shared.internal, withheld=shared.withheld))
    select.columns |= {"negated": "false", "fact": context.number(len(context.mapping.facts) + index)}
    select.columns.setdefault("internal", "false")
    names = [*dict.fromkeys((*CLAIM_COLUMNS, "slug", "text", "specificity"))]
    for number, one in enumerate(classes):
        select.columns |= {f"class{number}": one.sql(select.active), f"place{number}": one.place(select.active)}
        names += [f"class{number}", f"place{number}"]
    for number, (_, value) in enumerate(described):
        if value is not None:
            select.columns[f"value{number}"] = value.sql(select.active)
            names.append(f"value{number}")
    select.columns["marks"] = select.mark_sql()
    made = Declaration(f"{context.items}_e{index}", select.sql(names))
    for number, one in enumerate(classes):
        _class_rows(context, made, number, one)
    for number, (descriptor, value) in enumerate(described):
        if value is not None:
            _descriptor_rows(context, made, number, descriptor, value, many=bool(value.lists(select.active)))
    return made


def _class(context: Context, text: Text) -> Filled | None:
    """A class, which is known when the mapping spells it out."""
    vocabulary, report = context.words.vocabulary, context.mapping.document.report
    filled = context.scope.fill(text)
    if filled is None or not filled.literal or text.text in vocabulary.classes:
        return filled
    if text.text in vocabulary.nodes:
        remedy = f"Write it under 'facts:' as '- {{{text.text}: ..., ...}}' with its roles."
        report(text.node, "unknown-class", f"'{text.text}' is a kind of situation, not of entity.", remedy)
    else:
        report(text.node, "unknown-class", f"unknown class '{text.text}'.", vocabulary.near(text.text, vocabulary.classes))
    return None


def _described(context: Context, spec: EntitySpec, key: Filled) -> list[Descriptor]:
    """What is said about the entity; its key is its name where it has no other."""
    if any(one.key == "name" for one in spec.descriptors):
        return spec.descriptors
    language = context.mapping.language
    return [Descriptor("name", spec.key, Text(language, spec.key.node) if language else None), *spec.descriptors]


def _class_rows(context: Context, made: Declaration, number: int, cls: Filled) -> None:
    """Entity rows and class claims: the first row of each entity speaks for all."""
    name = f"class{number}"
    first = f"(from {made.table} where rowid in (select arg_min(rowid, line) from {made.table} where {name} is not null group by slug, {name}, source))"
    known = ""
    if not cls.literal:
        classes = ", ".join(map(quoted, sorted(context.words.vocabulary.classes)))
        known = f" where {name} in ({classes})"
        made.classes.append(f"select line, place{number}, {name} from {made.table} where {name} not in ({classes}) order by line limit 100")
    entity = ", ".join(f"{name} as class" if column == "class" else column for column in _ENTITY_COLUMNS)
    made.inserts.append(("entity_row", f"select {entity} from {first}{known}"))
    place = f"o=0:{context.literals.number(context.mapping.document.key_column(cls.text.node, 0))}"
    columns = {"subject": "slug", "object": name, "marks": f"marks || {quoted(' ' + place)}" if cls.literal else "marks", "predicate": "null"}
    claim = ", ".join(f"{columns[column]} as {column}" if column in columns else column for column in CLAIM_COLUMNS)
    made.inserts.append(("claim_row", f"select {claim} from {first} where source is not null" + known.replace(" where", " and")))


def _descriptor_rows(context: Context, made: Declaration, number: int, one: Descriptor, value: Filled, *, many: bool) -> None:
    text = f"value{number}"
    items = f"(select * replace (unnest({text}) as {text}) from {made.table})" if many else made.table
    lang = context.scope.fill(one.lang) if one.lang else None
    tongue = lang.sql() if lang is not None and lang.literal else "null"
    place = value.place() if not value.literal and not many and "[" not in value.place() else "any_value(col)"
    if one.key == "name":
        made.names.append(
            f"select slug, {text} as name, {tongue} as lang, min(line) as line, {'min(col)' if place == 'any_value(col)' else place} as col, text "
            f"from {items} where {text} is not null group by slug, {text}, text"
        )
        return
    columns = {
        "file": quoted(context.file),
        "line": "min(line)",
        "col": place,
        "fact": "0",
        "key": quoted(one.key),
        "value": text,
        "lang": tongue,
        "kind": quoted(one.kind) if one.kind else "null",
    }
    chosen = ", ".join(f"{columns.get(name, name)} as {name}" for name in DESCRIPTOR_COLUMNS)
    made.inserts.append(("descriptor_row", f"select {chosen} from {items} where {text} is not null group by slug, {text}"))


def report_classes(engine: Engine, context: Context, made: Declaration, report: Report) -> None:
    """Report the cells that should name a class and do not."""
    vocabulary = context.words.vocabulary
    for query in made.classes:
        for row, column, text in engine.rows(query):
            message = f"{shown(text)} is a kind of situation, not of entity." if text in vocabulary.nodes else f"unknown class {shown(text)}."
            remedy = vocabulary.near(text, vocabulary.classes) or "A 'values:' of a derived column turns the table's words into classes."
            report(Finding(Location(context.file, row, int(column)), "unknown-class", message, remedy))


def settle_names(engine: Engine, context: Context, table: str, report: Report, *, internal: bool) -> None:
    """Give each slug its name; a second one that nobody reviewed is a finding.

    Args:
        table: of slug, name, lang, line, col, text; a spelling in the table of names is reviewed.
    """
    order = {spelling: place for place, spelling in enumerate(context.spellings.names)}
    engine.execute_text(f"create or replace temp table {table}_order (text varchar, place integer)")
    engine.append(f"{table}_order", order.items())
    engine.execute_text(
        f"create or replace temp table {table}_each as select n.slug, n.lang, n.name, min(n.line) as line, arg_min(n.col, n.line) as col, "
        f"min(o.place) as place, bool_or(o.place is null) as plain from {table} n left join {table}_order o on o.text = n.text group by n.slug, n.lang, n.name"
    )
    engine.execute_text(
        f"insert into descriptor_row select {quoted(context.file)}, line, col, 0, slug, "
        f"case when row_number() over (partition by slug, lang order by plain desc, place, line) = 1 then 'name' else 'aka' end, name, lang, null from {table}_each"
    )
    twice = engine.rows(
        f"select e.line, e.col, e.name, f.name, f.line, e.slug from {table}_each e join (select slug, lang, min(line) as line, arg_min(name, line) as name "
        f"from {table}_each where plain group by slug, lang having count(*) > 1) f on f.slug = e.slug and f.lang is not distinct from e.lang "
        f"where e.plain and e.name <> f.name order by e.line limit 200"
    )
    for line, column, name, first, row, slug in twice:
        message = f"{shown(name)} here and {shown(first)} in row {row} both make the slug '{slug}'."
        remedy = "Under 'names:' give one of them another slug, or both this one if they are the same."
        report(Finding(Location(context.file, line, column), "two-names", message, remedy, internal=internal))
