"""Facts of a mapping as SQL: plain facts, and nodes with their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.facts.tables.columns import loop_values
from kg.facts.tables.engine import quoted
from kg.facts.tables.expressions import compile_condition
from kg.facts.tables.inserts import DESCRIPTOR_COLUMNS, ROLE_SQL, Literals, Select, Spellings, Words
from kg.facts.tables.mapping import FactSpec, Mapping, Text
from kg.facts.tables.scope import Filled, Scope, Value
from kg.facts.tables.templates import Part, TemplateError, words_of
from kg.facts.tables.templates import Words as Literal

_SAME = ("amount", "date", "reported", "manner", "place", "modality", "negated", "rank")  # what both orders of a pair must agree on


@dataclass
class Context:
    """What all facts of one table share.

    Args:
        items: name of the table of items.
        file: what findings call the table.
        first, step: the fact with number i of row r has the number first + r * step + i.
    """

    mapping: Mapping
    words: Words
    scope: Scope
    spellings: Spellings
    literals: Literals
    items: str
    file: str
    first: str = "0"

    @property
    def step(self) -> int:
        """How many numbers each row takes."""
        return len(self.mapping.facts) + len(self.mapping.entities) + 1

    def select(self, scope: Scope, items: str, active: frozenset[str] = frozenset()) -> Select:
        """An empty SELECT of this table."""
        return Select(scope, self.spellings, self.literals, items, active, {"file": quoted(self.file)})

    def number(self, index: int) -> str:
        """SQL of the number of a fact."""
        return f"{self.first} + row * {self.step} + {index}"


@dataclass
class Statement:
    """What one fact of the mapping needs done, in order.

    Args:
        tables: name -> SQL of tables of nodes that are made first.
        inserts: (table, SQL of rows).
        unordered: SQL of the rows whose two orders must say the same.
    """

    tables: dict[str, str] = field(default_factory=dict)
    inserts: list[tuple[str, str]] = field(default_factory=list)
    unordered: str = ""

    @property
    def needs_all_rows(self) -> bool:
        """True when what a row gives depends on others: on the row with its pair, or on how many nodes there are."""
        return bool(self.unordered) or any("row_number()" in query for query in self.tables.values())


class FactCompiler:
    """Compiles one fact; ``index`` is its number in the mapping."""

    def __init__(self, context: Context, spec: FactSpec, index: int) -> None:
        self.context, self.spec, self.index = context, spec, index
        self.document = context.mapping.document
        self.statement = Statement()
        self.items = context.items
        self.scope = self._loops(context.scope)

    def compile(self) -> Statement:
        """The statement; problems are reported in the mapping's document."""
        if self.spec.line is not None:
            self._plain(self.spec.line)
        elif self.spec.cls is not None:
            self._node(self.spec.cls)
        return self.statement

    def _loops(self, scope: Scope) -> Scope:
        more: dict[str, Value] = {}
        for number, (name, pairs) in enumerate(self.spec.loops.items()):
            id_ = f"f{self.index}_{number}"
            made = loop_values(scope, pairs, id_)
            if made is None:
                continue
            word, cell = made
            self.items = f"(select *, {word.sql} as {id_}, {cell.sql} as {id_}_v, {word.column} as {id_}_c from {self.items})"
            more[name] = Value(id_, f"{id_}_c", id_, columns=True, cell=f"{id_}_v")
            more[f"{name}.value"] = Value(f"{id_}_v", f"{id_}_c", id_, columns=True)
        return scope.with_values(more)

    def _run(self, filled: Iterable[Filled]) -> tuple[str, frozenset[str]]:
        """The items, once for each item of the lists in these templates and of the loops."""
        lists: dict[str, str] = {f"f{self.index}_{number}": f"f{self.index}_{number}" for number in range(len(self.spec.loops))}
        for one in filled:
            lists |= {value.dimension: value.sql for value in one.values if value.dimension}
        return self.scope.running(self.items, lists), frozenset(lists)

    def _conditions(self, select: Select) -> None:
        if self.spec.condition:
            condition = compile_condition(self.scope, self.spec.condition, select.active)
            if condition:
                select.where.append(condition.sql)

    def _source(self, select: Select) -> bool:
        own = self.spec.evidence.fields.get("source")
        text = own[0] if own else self.context.mapping.source
        if text is None:
            remedy = "Give the mapping a 'source', or the fact 'source: ID'."
            self.document.report(self.spec.node, "missing-source", "no source states this fact.", remedy)
            return False
        filled = self.scope.fill(text)
        if filled:
            select.columns["source"] = select.slug(filled)
            select.mark("source", filled)
            if not filled.literal:
                select.where.append(f"{select.columns['source']} is not null")
        return filled is not None

    # plain facts

    def _plain(self, line: Text) -> None:
        parts = self.scope.parts(line)
        if parts is None:
            return
        try:
            subjects, (predicate, offset), rest = self._line(parts, line)
            kind = self.context.words.vocabulary.kinds[predicate]
            if kind == "object":
                objects = self._names(rest, offset + len(predicate))
            else:
                objects = [self._verbatim(line, offset + len(predicate))]
        except TemplateError as error:
            self.scope.report(line, error)
            return
        if self.spec.unordered and predicate not in self.context.words.symmetric:
            message = f"'{predicate}' has a direction, so the two orders of a pair do not say the same."
            self.document.report(self.spec.unordered.node, "wrong-shape", message, "Delete 'unordered'.")
        for subject in subjects:
            for object_ in objects:
                ends = [self.scope.filled(line, words) for words in (subject, object_)]
                if ends[0] is not None and ends[1] is not None:
                    self._pair(ends[0], predicate, ends[1], subject, object_, slugs=kind == "object")

    def _line(self, parts: list[Part], line: Text) -> tuple[list[list[Part]], tuple[str, int], list[list[Part]]]:
        """Subjects, the property with its offset, and the words behind it."""
        words = words_of(parts)
        kinds = self.context.words.vocabulary.kinds
        for place, word in enumerate(words):
            text = word[0].text if len(word) == 1 and isinstance(word[0], Literal) else ""
            last = place + 1 == len(words)
            if place and text in kinds and not _is_comma(words[place - 1]) and not (last and any(map(_is_word, words[1:place]))):
                if last:
                    raise TemplateError("fact-line", f"nothing follows '{text}'.", "Write '{a} property {b}'.", word[0].offset)
                return self._names(words[:place], 0), (text, word[0].offset), words[place + 1 :]
        if len(words) < 3:
            raise TemplateError("fact-line", "this is no fact: it has fewer than three words.", "Write '{a} property {b}'.", 0)
        plain = [w[0] for w in words[1:] if len(w) == 1 and isinstance(w[0], Literal) and not _is_comma(w)]
        named, offset = (plain[0].text, plain[0].offset) if plain else (line.text, 0)
        raise TemplateError("unknown-property", f"unknown property '{named}'.", self.context.words.vocabulary.near(named, kinds), offset)

    def _names(self, words: list[list[Part]], offset: int) -> list[list[Part]]:
        """Words that commas separate."""
        for place, word in enumerate(words):
            if _is_comma(word) is not bool(place % 2):
                message = "a slug is missing beside this comma." if _is_comma(word) else "a slug has no spaces."
                raise TemplateError("fact-line", message, "Commas separate slugs.", word[0].offset)
        if len(words) % 2 == 0:
            raise TemplateError("fact-line", "a slug is missing here.", "Commas separate slugs.", offset)
        return words[::2]

    def _verbatim(self, line: Text, start: int) -> list[Part]:
        """The parts of everything behind the property."""
        start += len(line.text[start:]) - len(line.text[start:].lstrip())
        parts = self.scope.parts(Text(line.text[start:].rstrip(), line.node)) or []
        return parts

    def _pair(self, subject: Filled, predicate: str, object_: Filled, s: list[Part], o: list[Part], *, slugs: bool) -> None:
        items, active = self._run([subject, object_])
        select = self.context.select(self.scope, items, active)
        if not self._source(select):
            return
        select.columns |= {
            "fact": self.context.number(self.index),
            "kind": "'plain'",
            "predicate": quoted(predicate),
            "subject": select.slug(subject),
            "object": select.slug(object_) if slugs else object_.sql(active),
            "col": next((one.place(active) for one in (subject, object_) if not one.literal), "1"),
        }
        select.where += [f"{select.columns[end]} is not null" for end in ("subject", "object")]
        select.mark("s", subject, s[0].offset)
        select.mark("o", object_, o[0].offset)
        self._conditions(select)
        select.evidence(self.spec.evidence, self.context.mapping.shared)
        rows = select.claim()
        self.statement.inserts.append(("claim_row", rows))
        if self.spec.unordered:
            self.statement.unordered = rows

    # nodes

    def _node(self, cls: Text) -> None:
        by_property = self.context.words.vocabulary.nodes[cls.text]
        key = self.scope.fill(self.spec.key) if self.spec.key else None
        if self.spec.key and key is None:
            return
        roles = [(name, one) for name, texts in self.spec.roles for text in texts if (one := self.scope.fill(text)) is not None]
        naming = () if key is not None and not by_property else self.context.words.keys.get(cls.text, ())
        date = [one for text in self.spec.evidence.fields.get("date", []) if (one := self.scope.fill(text))] if "date" in naming else []
        running_ = [one for name, one in roles if name.text in naming] + date + ([key] if key else [])
        items, active = self._run(running_)
        table = f"{self.context.items}_n{self.index}"
        select = self.context.select(self.scope, table, active)
        if not self._source(select):
            return
        where = compile_condition(self.scope, self.spec.condition, active) if self.spec.condition else None
        number = self.context.number(self.index)
        if active:  # several nodes a row: numbers behind those of all rows
            rows = f"(select max(row) + 1 from {self.context.items})"
            number = f"{self.context.first} + {self.context.step} * {rows} + {self.index} + {self.context.step} * row_number() over ()"
        self.statement.tables[table] = f"select *, {number} as fact from {items}" + (f" where {where.sql}" if where else "")
        self._class_claim(select, cls, key, by_property)
        if by_property and key is not None:
            self._role(select, Text(by_property, cls.node), key)
        for name, one in roles:
            self._role(select, name, one)
        self._described(select)

    def _class_claim(self, select: Select, cls: Text, key: Filled | None, by_property: str | None) -> None:
        named = key if not by_property else None
        select.columns |= {"fact": "fact", "kind": "'class'", "object": quoted(cls.text)}
        if key is not None:
            slug = select.slug(key)
            select.where.append(f"{slug} is not null")
            select.mark("s", key)
            if named is not None:
                select.columns["subject"] = slug
        places = [one.place(select.active) for one in ([key] if key else []) if not one.literal]
        roles = [one for _, texts in self.spec.roles for text in texts if (one := self.scope.fill(text)) is not None]
        places += [one.place(select.active) for one in roles if not one.literal]
        select.columns["col"] = places[0] if places else "1"
        select.evidence(self.spec.evidence, self.context.mapping.shared)
        self.statement.inserts.append(("claim_row", select.claim()))

    def _role(self, node: Select, name: Text, value: Filled) -> None:
        lists = {v.dimension: v.sql for v in value.values if v.dimension and v.dimension not in node.active}
        role = self.context.select(self.scope, self.scope.running(node.items, lists), node.active | frozenset(lists))
        role.columns |= {key: sql for key, sql in node.columns.items() if key in (*ROLE_SQL, "subject", "withheld", "fact", "file")}
        role._joins, role.where, role.marks = dict(node._joins), list(node.where), list(node.marks)
        kind = self.context.words.vocabulary.kinds[name.text]
        pieces: list[Filled] = [value]
        if kind == "object" and value.literal and "," in value.text.text:
            pieces = [Filled(value.text, (piece.strip(),)) for piece in value.text.text.split(",") if piece.strip()]
        for piece in pieces:
            made = self.context.select(self.scope, role.items, role.active)
            made.columns, made.where, made.marks, made._joins = dict(role.columns), list(role.where), list(role.marks), dict(role._joins)
            object_ = made.slug(piece) if kind == "object" else piece.sql(made.active)
            column = piece.place(made.active)
            made.columns |= {"kind": "'role'", "predicate": quoted(name.text), "object": object_, "col": "1" if column == "0" else column}
            made.where.append(f"{object_} is not null")
            made.mark("o", piece)
            self.statement.inserts.append(("claim_row", made.claim()))

    def _described(self, node: Select) -> None:
        for one in self.spec.descriptors:
            value = self.scope.fill(one.text)
            lang = self.scope.fill(one.lang) if one.lang else None
            if value is None:
                continue
            lists = {v.dimension: v.sql for v in value.values if v.dimension and v.dimension not in node.active}
            made = self.context.select(self.scope, self.scope.running(node.items, lists), node.active | frozenset(lists))
            made._joins, made.where = dict(node._joins), list(node.where)
            made.columns |= {
                "line": "row",
                "col": value.place(made.active),
                "fact": "fact",
                "key": quoted(one.key),
                "value": value.sql(made.active),
                "lang": lang.sql(made.active) if lang else "null",
                "kind": quoted(one.kind) if one.kind else "null",
            }
            made.where.append(f"{made.columns['value']} is not null")
            self.statement.inserts.append(("descriptor_row", made.sql(DESCRIPTOR_COLUMNS)))


def _is_word(word: list[Part]) -> bool:
    return len(word) == 1 and isinstance(word[0], Literal) and not _is_comma(word)


def _is_comma(word: list[Part]) -> bool:
    return len(word) == 1 and isinstance(word[0], Literal) and word[0].text == ","


def disagreement_sql(rows: str) -> str:
    """SQL of pairs whose two orders do not say the same: rows and columns of both, and the texts that differ."""
    said = ", ".join(f"coalesce({name}::varchar, '')" for name in _SAME)
    shown = f"concat_ws(', ', {', '.join(_SAME[:5])})"
    return (
        "select max(line), arg_max(col, line), min(line), arg_min(shown, line), arg_max(shown, line), "
        "least(subject, object), greatest(subject, object) "
        f"from (select *, {shown} as shown, concat_ws('|', {said}) as said from ({rows})) "
        "group by least(subject, object), greatest(subject, object) "
        "having count(distinct said) > 1 order by 1"
    )
