"""Constraint components of SHACL core (chapter 4) as SQL.

Each function yields (component, query) pairs; a query gives (focus, value) of the nodes that break the constraint. ``values`` is a
table of (focus, value) that the shape's path reaches, ``focus`` one of the focus nodes (focus).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.check.shacl.literals import NUMERIC, dates_in_order, has_datatype, language, less, moment, number, zoned
from kg.check.shacl.literals import text as text_of
from kg.check.shacl.paths import reached
from kg.check.shacl.shapes import Term, sh
from kg.check.shacl.tables import quoted
from kg.model.terms import SH, XSD

if TYPE_CHECKING:
    from kg.check.shacl.compile import Compiler

Found = Iterator[tuple[str, str]]
_NONE = "null::varchar as value"


@dataclass(frozen=True)
class Place:
    """Where constraints are compiled: a shape with the relations of its focus and value nodes.

    Args:
        done: parameters that are asked elsewhere.
    """

    compiler: Compiler
    shape: Term
    focus: str
    values: str
    done: frozenset[str] = frozenset()

    def all(self, name: str) -> list[Term]:
        """The values of one SHACL parameter of the shape; none of a parameter that is asked together with other shapes'."""
        return [] if name in self.done else self.compiler.graph.values(self.shape, sh(name))

    def items(self, node: Term) -> list[Term]:
        """The members of an RDF list in the shapes graph."""
        return self.compiler.graph.items(node)

    def nodes(self) -> str:
        """The table (focus) of the value nodes, each once."""
        tables = self.compiler.tables
        if self.compiler.graph.value(self.shape, sh("path")) is not None:
            return tables.make(f"select distinct value as focus from {self.values}")
        return self.focus if tables.is_near(self.focus) else tables.make(f"select focus from {self.focus}")  # those of a node shape itself

    def pairs(self, predicate: Term) -> str:
        """The pairs (focus, value) of another predicate of the focus nodes."""
        return reached(self.compiler.graph, self.compiler.tables, self.focus, _iri(predicate))


def _iri(term: Term) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode), f"{term} must be an IRI"
    return term


def _component(name: str) -> str:
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def value_type(place: Place) -> Found:
    """sh:class, sh:datatype, sh:nodeKind."""
    tables = place.compiler.tables
    for cls in place.all("class"):
        yield _component("class"), f"select focus, value from {place.values} where value not in ({tables.instances(str(cls))})"
    for datatype in place.all("datatype"):
        yield _component("datatype"), f"select focus, value from {place.values} where not {has_datatype('value', datatype.value)}"
    for kind in place.all("nodeKind"):
        begins = [sign for word, sign in (("IRI", "<"), ("BlankNode", "_"), ("Literal", '"')) if word in kind.value.rpartition("#")[2]]
        yield (
            _component("nodeKind"),
            f"select focus, value from {place.values} where left(value, 1) not in ({', '.join(map(quoted, begins))})",
        )


def cardinality(place: Place) -> Found:
    """sh:minCount, sh:maxCount."""
    for least in place.all("minCount"):
        if int(least.value) == 1:
            yield _component("minCount"), f"select focus, {_NONE} from {place.focus} where focus not in (select focus from {place.values})"
            continue
        yield (
            _component("minCount"),
            f"select f.focus, {_NONE} from {place.focus} f left join {place.values} v on v.focus = f.focus group by f.focus having count(v.value) < {int(least.value)}",
        )
    for most in place.all("maxCount"):
        yield _component("maxCount"), f"select focus, {_NONE} from {place.values} group by focus having count(*) > {int(most.value)}"


def value_range(place: Place) -> Found:
    """sh:minInclusive and the like; values that cannot be compared break them."""
    for name, operator in (("minInclusive", ">="), ("minExclusive", ">"), ("maxInclusive", "<="), ("maxExclusive", "<")):
        for bound in place.all(name):
            assert isinstance(bound, ox.Literal)
            kind = bound.datatype.value
            if kind.removeprefix(XSD) in NUMERIC:
                test = f"{number('value')} {operator} {float(bound.value)!r}"
            else:
                zone = str(bound.value.endswith("Z") or bound.value[-6:-5] in ("+", "-")).lower()
                suffix = quoted('"^^<' + kind + ">")
                test = f"{moment('value')} {operator} {quoted(bound.value)}::timestamptz and {zoned('value')} = {zone} and ends_with(value, {suffix})"
            yield _component(name), f"select focus, value from {place.values} where not coalesce({test}, false)"


def text(place: Place) -> Found:
    """sh:minLength, sh:maxLength, sh:pattern, sh:languageIn, sh:uniqueLang."""
    for name, operator in (("minLength", ">="), ("maxLength", "<=")):
        for length in place.all(name):
            test = f"length({text_of('value')}) {operator} {int(length.value)}"
            yield _component(name), f"select focus, value from {place.values} where not coalesce({test}, false)"
    flags = place.compiler.graph.text(place.shape, sh("flags")) or ""
    for pattern in place.all("pattern"):
        test = f"regexp_matches({text_of('value')}, {quoted(pattern.value)}{', ' + quoted(flags) if flags else ''})"
        yield _component("pattern"), f"select focus, value from {place.values} where not coalesce({test}, false)"
    for head in place.all("languageIn"):
        lang = language("value")
        tests = [f"{lang} = {quoted(tag.value.lower())} or {lang} like {quoted(tag.value.lower() + '-%')}" for tag in place.items(head)]
        yield _component("languageIn"), f"select focus, value from {place.values} where not coalesce({' or '.join(tests)}, false)"
    if "true" in [flag.value for flag in place.all("uniqueLang")]:
        yield (
            _component("uniqueLang"),
            f"select focus, {_NONE} from (select focus, {language('value')} as lang from {place.values}) where lang is not null group by focus, lang having count(*) > 1",
        )


def property_pair(place: Place) -> Found:
    """sh:equals, sh:disjoint, sh:lessThan, sh:lessThanOrEquals."""
    for other in place.all("equals"):
        pairs = place.pairs(other)
        yield (
            _component("equals"),
            f"(select focus, value from {place.values} except select focus, value from {pairs}) union (select focus, value from {pairs} except select focus, value from {place.values})",
        )
    for other in place.all("disjoint"):
        yield _component("disjoint"), f"select focus, value from {place.values} intersect select focus, value from {place.pairs(other)}"
    for name, operator in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
        for other in place.all(name):
            for query in _not_less(place, _iri(other), operator):
                yield _component(name), query


def _not_less(place: Place, other: ox.NamedNode, operator: str) -> Iterator[str]:
    """Queries for the values that are not less than each of another predicate's; in a table of records both stand in one row."""
    tables, path = place.compiler.tables, place.compiler.graph.value(place.shape, sh("path"))
    values, theirs = place.values, tables.predicate(other)
    step = path if isinstance(path, ox.NamedNode) and not place.compiler.graph.is_list(path) else None
    pairs = []
    if step and (recorded := tables.recorded(step.value, other.value)):
        name, (own, against) = recorded
        both = f"{own} is not null and {against} is not null"
        both += "" if tables.has_records(place.focus) else f" and s in (select focus from {place.focus})"
        pairs.append(f"select s as focus, {own} as value, {against} as other from {name} where {both}")
        theirs = tables.predicate(other, recorded=False)
        mine = tables.predicate(step, recorded=False)
        values = f"(select s as focus, o as value from {mine} where s in (select focus from {place.focus}))"
    pairs.append(f"select v.focus, v.value, w.o as other from {values} v join {theirs} w on w.s = v.focus")
    for query in pairs:
        # most are dates in order: telling whether the rest is takes a long expression, and there is none as a rule
        rest = tables.make(f"select focus, value, other from ({query}) where not {dates_in_order('value', 'other', operator)}")
        if not tables.is_empty(rest):
            yield f"select focus, value from {rest} where not {less('value', 'other', operator)}"


def fixed_values(place: Place) -> Found:
    """sh:hasValue, sh:in."""
    for value in place.all("hasValue"):
        yield (
            _component("hasValue"),
            f"select focus, {_NONE} from {place.focus} where focus not in (select focus from {place.values} where value = {quoted(str(value))})",
        )
    for head in place.all("in"):
        allowed = ", ".join(quoted(str(item)) for item in place.items(head)) or "null"
        yield _component("in"), f"select focus, value from {place.values} where coalesce(value not in ({allowed}), true)"


def logical(place: Place) -> Found:
    """sh:node, sh:not, sh:and, sh:or, sh:xone."""
    bad = place.compiler.failing
    if not any(map(place.all, ("node", "not", "and", "or", "xone"))):
        return
    nodes = place.nodes()
    for shape in place.all("node"):
        yield _component("node"), f"select focus, value from {place.values} where value in {bad(shape, nodes)}"
    for shape in place.all("not"):
        yield _component("not"), f"select focus, value from {place.values} where value not in {bad(shape, nodes)}"
    for head in place.all("or"):
        left = nodes
        for shape in place.items(head):  # each judges those alone that broke all before it
            left = bad(shape, left)
            if place.compiler.tables.is_empty(left):
                break
        else:
            yield _component("or"), f"select focus, value from {place.values} where value in {left}"
    for name, test in (("and", "> 0"), ("xone", "<> {n} - 1")):
        for head in place.all(name):
            shapes = place.items(head)
            failures = " + ".join(f"(value in {bad(shape, nodes)})::integer" for shape in shapes)
            yield _component(name), f"select focus, value from {place.values} where {failures} {test.format(n=len(shapes))}"


def qualified(place: Place) -> Found:
    """sh:qualifiedValueShape with its counts."""
    graph, bad = place.compiler.graph, place.compiler.failing
    if not place.all("qualifiedValueShape"):
        return
    nodes = place.nodes()
    for shape in place.all("qualifiedValueShape"):
        siblings: list[Term] = []
        if "true" in [flag.value for flag in place.all("qualifiedValueShapesDisjoint")]:
            parents = [node for node in graph.triples if place.shape in graph.values(node, sh("property"))]
            siblings = [
                other
                for parent in parents
                for prop in graph.values(parent, sh("property"))
                for other in graph.values(prop, sh("qualifiedValueShape"))
                if other != shape
            ]
        test = f"value not in {bad(shape, nodes)}" + "".join(f" and value in {bad(other, nodes)}" for other in siblings)
        for name, operator in (("qualifiedMinCount", "<"), ("qualifiedMaxCount", ">")):
            for limit in place.all(name):
                yield (
                    _component(name),
                    f"select f.focus, {_NONE} from {place.focus} f left join (select focus, value from {place.values} where {test}) v on v.focus = f.focus "
                    f"group by f.focus having count(v.value) {operator} {int(limit.value)}",
                )


OF_NOTHING: tuple[Callable[[Place], Found], ...] = (cardinality, property_pair, fixed_values, qualified)
"""Components that a path without any value can break; all others look at values one by one."""

COMPONENTS: tuple[Callable[[Place], Found], ...] = (
    value_type,
    cardinality,
    value_range,
    text,
    property_pair,
    fixed_values,
    logical,
    qualified,
)
"""All components but sh:closed (whose results carry a path of their own) and sh:property, which the compiler follows itself."""
