"""Drafts: the text of a mapping for a table, with what was seen in comments and every guess marked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.facts.drafting.guesses import class_of, date_property, property_between
from kg.facts.drafting.layout import Layout
from kg.facts.drafting.profile import ACRONYM, Profile
from kg.facts.drafting.series import Series
from kg.facts.drafting.shape import Shape
from kg.facts.tables.slugs import slugify
from kg.model.printable import printable
from kg.ontology.ontology import Ontology

GUESS = "# ?"
"""Ends a line that somebody has to look at."""

_SHOWN = 36  # characters of a sample
_SPECIAL = re.compile(r"#row|\$file|\$sheet|#\d+")


def column_names(heads: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What a mapping calls each column, and the renames that this takes: no name, two columns of one name, a name that means something.

    >>> column_names(["a", "b", "a", "", "#row"])
    (['a', 'b', 'a_3', 'column_4', 'column_5'], {'#3': 'a_3', '#4': 'column_4', '#5': 'column_5'})
    """
    names: list[str] = []
    renames: dict[str, str] = {}
    counted = Counter(heads)
    for number, head in enumerate(heads, 1):
        name = head
        if not head or _SPECIAL.fullmatch(head):
            name = f"column_{number}"
        elif counted[head] > 1 and head in heads[: number - 1]:
            name = f"{head}_{number}"
        while name in names or (name != head and name in heads):
            name += "_"
        names.append(name)
        if name != head:
            renames[f"#{number}"] = name
    return names, renames


@dataclass
class Draft:
    """Writes the mapping of one table.

    Args:
        file: the table's name beside the mapping.
        layout: how it is written, which ``table`` says.
        rows: how many it has.
        series: the tables of one shape that it is one of.
        alike: tables with the same heads that are in no series with it.
    """

    file: str
    layout: Layout
    rows: int
    columns: Sequence[Profile]
    shape: Shape
    ontology: Ontology
    renames: Mapping[str, str] = field(default_factory=dict)
    series: Series | None = None
    alike: Sequence[str] = ()

    def text(self) -> str:
        """The mapping, ready to be tried."""
        self.derived: list[str] = []
        self.entities: list[str] = []
        self.facts: list[str] = []
        self.skipped: dict[str, list[str]] = {}
        self.at, self.cites = "{$file}, row {#row}" if self.series else "row {#row}", ""
        self.used: set[int] = set()
        if self.shape.pair:
            self._pair(*self.shape.pair)
        elif self.shape.key:
            self._entity(self.shape.key)
        else:
            self._numbers(None)
        self._rest()
        return "\n".join([*self._head(), *self._body()]) + "\n"

    # the parts of the file

    def _head(self) -> list[str]:
        widest = max([len(one.name) for one in self.columns], default=0)
        lines = [
            f"# A draft of {printable(self.file)}: {self.rows:,} rows. What stands before '{GUESS}' is a guess.",
            *self._alike(),
            "#",
            *(f"# {printable(one.name):{min(widest, 24)}}  {_seen(one)}" for one in self.columns[:60]),
        ]
        return [*lines, *([f"# and {len(self.columns) - 60} more columns"] if len(self.columns) > 60 else [])]

    def _alike(self) -> list[str]:
        """What is said of tables with the same heads."""
        names = self.series.files[1:] if self.series else self.alike
        if not names:
            return []
        said = ", ".join(map(printable, names[:3])) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        together = "'files: PATTERN' in place of 'file' would read them together"
        read = f"all {printable(self.series.pattern)} are read" if self.series else together
        return [f"# The same heads stand in {said}: {read}."]

    def _body(self) -> list[str]:
        named = {"files": _text(self.series.pattern)} if self.series else {"file": _text(self.file)}
        rows = self.series.expected if self.series else self.rows
        table = {**named, **self.layout.keys, "clean": "[trim, nbsp, spaces]", "expect": f"{{rows: {rows}}}"}
        if self.renames:
            table["rename"] = "{" + ", ".join(f"{_text(old)}: {_text(new)}" for old, new in self.renames.items()) + "}"
        stem = self.series.stem if self.series else self.file.rpartition("/")[2].partition(".")[0]
        source = {"id": slugify(stem) or "table", "title": _text(stem.replace("_", " ") or "table"), "publisher": "who-published-it"}
        guesses = f"  {GUESS} {', '.join(self.layout.guesses)}" if self.layout.guesses else ""
        lines = ["kg: 1", f"table: {_braces(table)}{guesses}"]
        lines.append(f"source: {_braces(source)}  {GUESS} who said it; add its date, url, language")
        skips = [f"- {{columns: [{', '.join(names)}], because: {_text(why)}}}" for why, names in self.skipped.items()]
        for name, items in (("columns", self.derived), ("entities", self.entities), ("facts", self.facts), ("skip", skips)):
            if name == "entities":
                lines += [f"at: {_text(self.at)}", *([f"cites: {self.cites}  # what the rows point to"] if self.cites else [])]
            if items:
                lines += [f"{name}:", *(f"  {item}" for item in items)]
        return lines

    # what a row says

    def _pair(self, one: Profile, other: Profile) -> None:
        cls = self._class(one) or self._class(other) or "Organization"
        holes = [self._thing(profile, cls) for profile in (one, other)]
        hints = [self.file, *(profile.name for profile in self.columns)]
        relation = property_between(cls, cls, self.ontology, hints, both_ways=self.shape.symmetric)
        parts = {"fact": _text(f"{holes[0]} {relation.name} {holes[1]}")}
        amount = next((p for p in self.columns if p.kind == "number" and p.number not in self.used), None)
        if amount:
            parts["amount"] = _text(self._number(amount))
        parts |= self._when()
        if relation.symmetric and self.shape.symmetric:
            parts["unordered"] = "same"
        why = "; pairs stand in both orders" if self.shape.symmetric else ""
        self.facts.append(f"- {_braces(parts)}  {GUESS} {relation.name}{why}")
        self._codes()

    def _entity(self, key: Profile) -> None:
        cls = self._class(key) or "Organization"
        self.used |= {one.number for one in self.shape.aliases}
        hole = self._thing(key, cls, own=True)
        self._codes()
        for one in self.columns:
            known = date_property(cls, one.name, self.ontology) if one.kind in ("date", "year") else None
            if known:
                self.facts.append(f"- {_text(f'{hole} {known.name} {self._moment(one)}')}")
        when = self._when()
        numbers = [one for one in self.columns if one.kind == "number" and one.number not in self.used]
        if numbers and when:
            self._observations(hole, numbers, when)
        for one in self.columns:
            if one.number in self.used or one.kind not in ("name", "list"):
                continue
            other = self._class(one) or "Concept"
            relation = property_between(cls, other, self.ontology, [one.name])
            fact = _text(f"{hole} {relation.name} {self._thing(one, other)}")
            self.facts.append(f"- {_braces({'fact': fact} | when)}  {GUESS} {relation.name}")
        flags = [one for one in self.columns if one.kind == "flag" and one.number not in self.used]
        for one in flags:
            self._flag(hole, cls, one)

    def _flag(self, hole: str, cls: str, one: Profile) -> None:
        relation = property_between(cls, "Concept", self.ontology, [])
        slug = slugify(one.name) or f"column-{one.number}"
        self.used.add(one.number)
        self.entities.append(f"{_text(slug)}: {{is: Concept, name: {_text(one.name)}}}")
        condition = f"{{{one.name}}} = {one.detail if one.detail.isalnum() else repr(one.detail)}"
        fact = _text(f"{hole} {relation.name} {slug}")
        self.facts.append(f"- {_braces({'fact': fact, 'if': _text(condition)})}  {GUESS} {relation.name}; no cell is a negation")

    def _numbers(self, hole: str | None) -> None:
        numbers = [one for one in self.columns if one.kind == "number"]
        when = self._when()
        if numbers and when:
            self._observations(hole or "which-place", numbers, when)
        self._codes()

    def _observations(self, of: str, numbers: Sequence[Profile], when: Mapping[str, str]) -> None:
        word = self._fresh("what")
        pairs = ", ".join(f"{_text(one.name)}: {slugify(one.name) or f'column-{one.number}'}" for one in numbers)
        styles = sorted({one.detail for one in numbers if one.detail})
        self.derived.append(f"{word}: {{unpivot: {{{pairs}}}}}  # {len(numbers)} columns become rows")
        value = f"{{{word}.value}}"
        if styles:
            number = self._fresh("value")
            self.derived.append(f'{number}: {{from: {word}.value, number: "{styles[0]}"}}')
            value = f"{{{number}}}"
        self.entities.append(f'"{{{word}}}": {{is: Indicator, name: "{{{word}}}"}}  {GUESS} add its unit: persons, %, USD ...')
        parts = {"Observation": _text(f"{{{word}}}"), "of": _text(of), **when, "value": _text(value)}
        guess = f"  {GUESS} of which place or group" if "{" not in of else ""
        self.facts.append(f"- {_braces(parts)}{guess}")
        self.used |= {one.number for one in numbers}

    # columns

    def _thing(self, one: Profile, cls: str, *, own: bool = False) -> str:
        """The template that names the things of a column, declared on the way; its derived columns, if it needs any."""
        self.used.add(one.number)
        foreign = self.shape.foreign.get(one.number)
        acronyms = one.acronyms or bool(foreign and foreign.profile.acronyms)
        hole, name, more = f"{{{one.name}}}", f"{{{one.name}}}", ""
        if one.kind == "list":
            derived = self._fresh(slugify(one.name) or "items")
            self.derived.append(f"{derived}: {{from: {_origin(one)}, split: {json.dumps(one.detail)}}}")
            hole = name = f"{{{derived}}}"
        elif acronyms:
            derived = self._fresh(slugify(one.name) or "named")
            self.derived.append(f"{derived}: {{from: {_origin(one)}, match: '{ACRONYM}'}}  # an acronym in brackets")
            hole = name = f"{{{derived}.name}}"
            more = f"{{{derived}.acronym}}"
        if foreign and not own:
            said = f"all stand in column '{printable(foreign.profile.name)}' of {printable(foreign.file)}"
            self.entities.append(f"{_text(hole)}: {{declare: false}}  # {said}")
        else:
            others = [*([more] if more else []), *(f"{{{alias.name}}}" for alias in self.shape.aliases if own)]
            more = f", aka: [{', '.join(map(_text, others))}]" if len(others) > 1 else f", aka: {_text(others[0])}" if others else ""
            ids = self._ids(own)
            guess = f"  {GUESS} {cls}"
            self.entities.append(f"{_text(hole)}: {{is: {cls}, name: {_text(name)}{more}{ids}}}{guess}")
        return hole

    def _ids(self, own: bool) -> str:
        code = next((one for one in self.columns if own and one.kind == "code" and one.unique and one.number not in self.used), None)
        if code is None:
            return ""
        self.used.add(code.number)
        return f", ids: {{{slugify(code.name) or 'id'}: {_text(f'{{{code.name}}}')}}}"

    def _codes(self) -> None:
        """A number of the row goes into its place; numbers of things whose names stand beside them are left out."""
        for one in self.columns:
            foreign = self.shape.foreign.get(one.number)
            if one.kind != "code" or one.number in self.used:
                continue
            self.used.add(one.number)
            if foreign:
                self._skip(one, f"numbers of {foreign.file}, whose names stand beside them")
            elif one.unique:
                self.at += f", {{{one.name}}}"
            else:
                self._skip(one, "numbers of things that have names")

    def _number(self, one: Profile) -> str:
        self.used.add(one.number)
        if not one.detail:
            return f"{{{one.name}}}"
        derived = self._fresh(slugify(one.name) or "number")
        self.derived.append(f'{derived}: {{from: {_origin(one)}, number: "{one.detail}"}}')
        return f"{{{derived}}}"

    def _when(self) -> dict[str, str]:
        one = next((one for one in self.columns if one.kind in ("date", "year") and one.number not in self.used), None)
        return {"date": _text(self._moment(one))} if one else {}

    def _moment(self, one: Profile) -> str:
        """The template of a date, in the table's format or another."""
        self.used.add(one.number)
        if not one.detail:
            return f"{{{one.name}}}"
        derived = self._fresh(slugify(one.name) or "when")
        sure = "MMM" in one.detail or any(int(value[:2].rstrip("/.-")) > 12 for value in one.values)
        unsure = "" if sure else f"  {GUESS} or the other way round: no day is past the 12th"
        self.derived.append(f"{derived}: {{from: {_origin(one)}, date: {_text(one.detail)}}}{unsure}")
        return f"{{{derived}}}"

    def _rest(self) -> None:
        """Links are what the rows cite; what is left states nothing yet, and says so."""
        links = [one for one in self.columns if one.kind == "link" and one.number not in self.used]
        if links:
            derived = self._fresh("links")
            names = ", ".join(map(_origin, links))
            self.derived.append(f"{derived}: {{from: [{names}], find: 'https?://[^\\s]*[^\\s,]'}}")
            self.cites = f"{{each: {derived}}}"
            self.used |= {one.number for one in links}
        reasons = {"text": "free text", "number": "a number that no fact uses yet", "empty": "empty"}
        for one in self.columns:
            if one.number not in self.used:
                self._skip(one, reasons.get(one.kind, "not used yet"))

    def _skip(self, one: Profile, why: str) -> None:
        self.skipped.setdefault(why, []).append(_text(one.name))

    def _class(self, one: Profile) -> str | None:
        foreign = self.shape.foreign.get(one.number)
        return class_of(one.name, self.ontology) or (class_of(foreign.profile.name, self.ontology) if foreign else None)

    def _fresh(self, name: str) -> str:
        """A name that no column and no derived one has."""
        taken = {one.name for one in self.columns} | {line.partition(":")[0] for line in self.derived}
        while name in taken:
            name += "-"
        return name


def _seen(one: Profile) -> str:
    samples = " | ".join(_cut(value) for value in one.values[:3])
    said = {"list": f"list, {json.dumps(one.detail)} between", "date": f"date {one.detail or 'YYYY-MM-DD'}", "name": ""}
    kind = said.get(one.kind, one.kind)
    return f"{one.distinct:>6,} distinct  {samples}" + (f"  ({kind})" if kind else "")


def _cut(text: str) -> str:
    flat = printable(" ".join(text.split()))
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}..."


def _origin(one: Profile) -> str:
    """A column as ``from`` names it: one whose own name is in braces needs another pair."""
    return _text(f"{{{one.name}}}" if one.name[:1] == "{" else one.name)


def _text(text: str) -> str:
    plain = re.fullmatch(r"[^\W\d_][\w.-]*", text) and text.lower() not in ("null", "true", "false")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _braces(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"
