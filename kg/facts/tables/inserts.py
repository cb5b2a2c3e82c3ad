"""Inserts: the columns of claim rows as SQL over items, each slug looked up in the table of spellings, each field with its mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.facts.evidence import FIELDS, ROLE_COLUMNS
from kg.facts.rows import SEPARATOR
from kg.facts.tables.engine import quoted
from kg.facts.tables.mapping import EvidenceSpec, Text
from kg.facts.tables.scope import Filled, Scope
from kg.facts.tables.slugs import slug_sql
from kg.facts.vocabulary import Vocabulary

CLAIM_COLUMNS = (
    "file fact line col marks source kind subject predicate object id negated modality rank retracted denied_by chain said_by manner place"
    " amount likelihood credibility confidence lag reported date relation anchor quotes ats notes cites internal withheld"
).split()
DESCRIPTOR_COLUMNS = ("file", "line", "col", "fact", "slug", "key", "value", "lang", "kind")
_SLUGS = frozenset({"where", "deniedBy", "by", "id", "source"})
_COLUMN = {name: "said_by" if column == "by" else column for name, (column, _) in FIELDS.items()}
ROLE_SQL = tuple("said_by" if name == "by" else name for name in ROLE_COLUMNS)
"""Columns that a node's roles share with its class claim."""


@dataclass
class Words:
    """The ontology's words as mappings need them.

    Args:
        keys: class -> the properties that name a node of it without a slug.
        symmetric: properties whose ends may change places.
    """

    vocabulary: Vocabulary
    keys: Mapping[str, tuple[str, ...]]
    symmetric: frozenset[str]


@dataclass
class Spellings:
    """Texts that become slugs: each distinct one is looked up and made once, however many rows have it.

    Args:
        names: reviewed spelling -> slug.
        asked: (items, text) pairs of SQL.
    """

    table: str
    names: Mapping[str, str]
    asked: list[tuple[str, str]] = field(default_factory=list)

    def inline(self, text: str) -> str:
        """SQL of the slug of an item inside a list, without a look-up."""
        arms = " ".join(f"when {quoted(spelling)} then {quoted(slug)}" for spelling, slug in self.names.items())
        return f"case {text} {arms} else {slug_sql(text)} end" if arms else slug_sql(text)


@dataclass
class Literals:
    """Texts of the mapping that stand in rows: their places are remembered by number, since a row only knows places in its table."""

    places: list[tuple[int, int]] = field(default_factory=list)

    def number(self, place: tuple[int, int]) -> int:
        """The number of a place in the mapping."""
        if place not in self.places:
            self.places.append(place)
        return self.places.index(place) + 1


@dataclass
class Select:
    """One SELECT over items that gives rows.

    Args:
        items: SQL of a table or subquery.
        active: dimensions that run in it.
        columns: column -> SQL.
    """

    scope: Scope
    spellings: Spellings
    literals: Literals
    items: str
    active: frozenset[str] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)
    where: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    _joins: dict[str, str] = field(default_factory=dict)

    def slug(self, filled: Filled) -> str:
        """SQL of the slug that a template gives; a slug that the mapping spells out stands as it is."""
        if filled.literal:
            return quoted("".join(part for part in filled.parts if isinstance(part, str)))
        text = filled.sql(self.active)
        if text not in self._joins:
            self._joins[text] = f"s{len(self._joins) + 1}"
            self.spellings.asked.append((self.items, text))
        return f"{self._joins[text]}.slug"

    def mark(self, name: str, filled: Filled, offset: int = 0) -> None:
        """Remember where a field's text stands: in the row's cell, or in the mapping."""
        if filled.literal:
            number = self.literals.number(self.scope.document.key_column(filled.text.node, offset))
            self.marks.append(quoted(f" {name}=0:{number}"))
            return
        column = filled.place(self.active)
        after = quoted(f":{column}") if column.isdigit() else f"':', {column}"
        self.marks.append(f"{quoted(f' {name}=')}, row, {after}")

    def evidence(self, spec: EvidenceSpec, shared: EvidenceSpec | None = None) -> None:
        """Add the columns of all fields of evidence, those that all facts share where a fact has none of its own."""
        for part in (shared, spec) if shared else (spec,):
            if part is None:
                continue
            for name, texts in part.fields.items():
                if name != "source":  # the caller's
                    self._field(name, texts)
            if part.relation and part.anchor:
                self._anchor(part.relation, part.anchor)
            if part.negated and (filled := self.scope.fill(part.negated)):
                self.columns["negated"] = f"coalesce({filled.sql(self.active)} in ('true', '1'), false)"
            if part.internal:
                self.columns["internal"] = "true"
            if part.withheld:
                self.columns["withheld"] = quoted(part.withheld)

    def _anchor(self, relation: str, anchor: Text) -> None:
        filled = self.scope.fill(anchor)
        if filled:
            slug = self.slug(filled)
            self.columns["anchor"] = slug
            self.columns["relation"] = f"case when {slug} is not null then {quoted(relation)} end"
            self.mark("anchor", filled)

    def _field(self, name: str, texts: list[Text]) -> None:
        filled = [found for text in texts if (found := self.scope.fill(text)) is not None]
        if not filled or len(filled) < len(texts):
            return
        self.mark(name, filled[0])
        if name == "attribution":
            chain = ", ".join(self._slug_of(one) for one in filled)
            self.columns["chain"] = f"nullif(concat_ws('>', {chain}), '')"
            return
        single = name == "date" or FIELDS[name][1] == "text"
        if single and any(one.lists(self.active) for one in filled):
            message = f"'{name}' takes one text, and a list stands here."
            remedy = "Use the list in the fact itself, so that each item is a fact."
            self.scope.document.report(texts[0].node, "wrong-shape", message, remedy)
            return
        self.columns["date" if name == "date" else _COLUMN[name]] = self._joined(filled, slugs=name in _SLUGS)

    def _slug_of(self, filled: Filled) -> str:
        if not filled.lists(self.active):
            return self.slug(filled)
        return f"list_transform({filled.sql(self.active)}, lambda t: {self.spellings.inline('t')})"

    def _joined(self, filled: list[Filled], *, slugs: bool) -> str:
        texts = [self._slug_of(one) if slugs else one.sql(self.active) for one in filled]
        lists = [bool(one.lists(self.active)) for one in filled]
        if not any(lists) and len(texts) == 1:
            return texts[0]
        if not any(lists):
            return f"nullif(concat_ws({quoted(SEPARATOR)}, {', '.join(texts)}), '')"
        pieces = [f"coalesce({text}, [])" if many else f"[{text}]" for text, many in zip(texts, lists, strict=True)]
        whole = pieces[0] if len(pieces) == 1 else f"list_concat({', '.join(pieces)})"
        return f"nullif(array_to_string(list_filter({whole}, lambda x: x is not null), {quoted(SEPARATOR)}), '')"

    def mark_sql(self) -> str:
        """SQL of the marks of all fields."""
        return f"concat({', '.join(self.marks)})" if self.marks else "''"

    def sql(self, names: Iterable[str], *, more: str = "") -> str:
        """SQL that gives the named columns, NULL where nothing states them."""
        chosen = ", ".join(f"{self.columns.get(name, 'null')} as {name}" for name in names)
        joins = "".join(f" left join {self.spellings.table} {alias} on {alias}.text = {text}" for text, alias in self._joins.items())
        where = f" where {' and '.join(self.where)}" if self.where else ""
        return f"select {chosen}{more} from {self.items}{joins}{where}"

    def claim(self) -> str:
        """SQL of claim rows."""
        self.columns.setdefault("line", "row")
        self.columns.setdefault("col", "1")
        self.columns.setdefault("negated", "false")
        self.columns.setdefault("internal", "false")
        self.columns["marks"] = self.mark_sql()
        return self.sql(CLAIM_COLUMNS)
