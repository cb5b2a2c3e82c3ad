"""Constraints that many shapes have alike, asked for all of them at once.

Most shapes say of a class how often one predicate stands and what its values are. Planning such a query takes longer than running it,
so the shapes become a table, and one query joins it with the graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.check.shacl.shapes import ShapesGraph, Term, sh
from kg.check.shacl.tables import Records, Tables, quoted
from kg.model.terms import SH

_KINDS = (("IRI", "<"), ("BlankNode", "_"), ("Literal", '"'))


@dataclass
class Together:
    """The constraints gathered so far, by component.

    Args:
        taken: component parameter (``minCount``) -> rows of (class, predicate, shape, severity, what it asks), all but the last texts.
        looked: queries that look into one column of the table of a class.
    """

    graph: ShapesGraph
    tables: Tables
    taken: dict[str, list[tuple[str, str, str, str, str]]] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)

    def take(self, shape: Term, cls: str, severity: str) -> frozenset[str]:
        """Gather the constraints of a property shape on the nodes of a class; returns the parameters that need no query of their own."""
        path = self.graph.value(shape, sh("path"))
        if not isinstance(path, ox.NamedNode) or self.graph.is_list(path):
            return frozenset()
        found: dict[str, list[str]] = {
            "minCount": [str(int(least.value)) for least in self.graph.values(shape, sh("minCount"))],
            "maxCount": [str(int(most.value)) for most in self.graph.values(shape, sh("maxCount"))],
            "class": [quoted(str(wanted)) for wanted in self.graph.values(shape, sh("class"))],
            "nodeKind": [
                quoted("".join(sign for word, sign in _KINDS if word in kind.value.rpartition("#")[2]))
                for kind in self.graph.values(shape, sh("nodeKind"))
            ],
            "in": [
                f"[{', '.join(quoted(str(item)) for item in self.graph.items(head))}]::varchar[]"
                for head in self.graph.values(shape, sh("in"))
            ],
        }
        for name, usual in (("minCount", ("0", "1")), ("maxCount", ("1", "2", "3"))):
            if not set(found[name]) <= set(usual):
                found.pop(name)
        present = self.tables.has_predicate(path.value)
        records = self.tables.records_of(cls)
        for name, values in found.items():
            asked = [value for value in values if value != "0" and (present or name == "minCount")]
            if records and path.value in records.single:
                asked = [value for value in asked if not self._is_kept(name, records, path.value, value)]
                self.looked += [self._look(name, records, path.value, str(shape), severity, value) for value in asked]
            else:
                self.taken.setdefault(name, []).extend((cls, path.value, str(shape), severity, value) for value in asked)
        return frozenset(found)

    @staticmethod
    def _is_kept(name: str, records: Records, path: str, asked: str) -> bool:
        """True for a constraint that no record can break, by how they are made."""
        if name == "minCount":
            return path in records.full
        return name == "maxCount" or (name == "nodeKind" and path in records.iris and "<" in asked)

    def _look(self, name: str, records: Records, path: str, shape: str, severity: str, asked: str) -> str:
        """The result query of one constraint on a column."""
        column = records.single[path]
        wrong = {
            "minCount": f"{column} is null",
            "class": f"{column} is not null and {column} not in ({self.tables.instances(asked[1:-1])})",
            "nodeKind": f"not contains({asked}, left({column}, 1))",
            "in": f"not list_contains({asked}, {column})",
        }
        value = "null::varchar" if name == "minCount" else column
        return (
            f"select s as focus, null::varchar as path, {value} as value, {quoted(_component(name))} as component, {quoted(shape)} as shape, "
            f"{quoted(severity)} as severity from {records.name} where {wrong[name]}"
        )

    def queries(self) -> list[str]:
        """One result query for each component that was gathered."""
        tables = self.tables
        instance = tables.instance(
            {row[0] for rows in self.taken.values() for row in rows} | {row[4][1:-1] for row in self.taken.get("class", ())}
        )
        wrong = {
            "minCount": ("i.node", "null::varchar", "anti join said t on t.p = r.path and t.s = i.node"),
            "maxCount": (
                "i.node",
                "null::varchar",
                "join (select p, s, count(*) as n from said group by p, s having count(*) > 1) t on t.p = r.path and t.s = i.node where t.n > r.asked",
            ),
            "class": (
                "t.s",
                "t.o",
                f"join said t on t.p = r.path and t.s = i.node anti join {instance} w on w.class = r.asked and w.node = t.o",
            ),
            "nodeKind": ("t.s", "t.o", "join said t on t.p = r.path and t.s = i.node where not contains(r.asked, left(t.o, 1))"),
            "in": ("t.s", "t.o", "join said t on t.p = r.path and t.s = i.node where not list_contains(r.asked, t.o)"),
        }
        found = list(self.looked)
        for name, rows in self.taken.items():
            if not rows:
                continue
            focus, value, rest = wrong[name]
            values = ", ".join(f"({', '.join(map(quoted, row[:4]))}, {row[4]})" for row in rows)
            found.append(
                f"select * from (with said as materialized ({tables.predicates({row[1] for row in rows})}), rule(class, path, shape, severity, asked) as (values {values}) "
                f"select {focus} as focus, null::varchar as path, {value} as value, {quoted(_component(name))} as component, r.shape, r.severity "
                f"from rule r join {instance} i on i.class = r.class {rest})"
            )
        return found


def _component(parameter: str) -> str:
    return f"{SH}{parameter[0].upper()}{parameter[1:]}ConstraintComponent"
