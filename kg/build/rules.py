"""Running a case's rules: core shapes as SQL in the database, SPARQL constraints on the same graph in Oxigraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.build.claim_terms import iris_of_claims
from kg.build.database import Database, stage_text
from kg.build.rule_findings import cost_notes, told_faults
from kg.build.rule_store import fits_in_memory, rule_store
from kg.check.rules import Rules, read_rules
from kg.check.shacl.compile import Compiler
from kg.check.shacl.left_over import has_pyshacl, judge, left_over
from kg.check.shacl.report import Result, results
from kg.check.shacl.shapes import Term
from kg.check.shacl.sparql import Constraint, asked_for, asks_any_class, constraints, needed, run
from kg.check.shacl.tables import Records, Tables
from kg.model.terms import KGA, PREFIXES, RDF, SH, XSD, expand, prefixes_of, shorten
from kg.ontology.ontology import Ontology
from kg.project import Project

Row: TypeAlias = tuple[tuple[Any, ...], tuple[str | None, ...]]
"""Code, message, remedy and severity; and focus node, value and path of one result, as N-Triples terms."""

_KGS = "https://w3id.org/kga/shapes#"
_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_NO_IRI = str.maketrans("".join(map(chr, range(0xE000, 0xE00D))), ' \t\n\r<>"{}|^`\\')  # as emit.sql writes what no IRI can hold


def run_rules(database: Database, ontology: Ontology, project: Project, *, today: str | None) -> None:
    """Judge the emitted triples by every shape; adds to the findings.

    Args:
        today: ISO day that rules take for today; None for the system's.
    """
    rules = read_rules(ontology.shapes)
    database.run("rules")
    base, prefixes = project.base, prefixes_of(project.base, ontology.prefixes)
    tables = graph_tables(database, ontology)
    wrong = {fault.shape for fault in told_faults(database, rules.graph, project)}
    left = {shape: reason for shape, reason in left_over(rules.graph).items() if shape not in wrong}
    without = wrong | left.keys()
    asked = [*by_queries(database, rules, tables, without, today, prefixes)]  # first: it leaves a core to the thread that writes the graph
    rows = [*_core(rules, tables, without, prefixes), *asked]
    if left:
        rows += _by_pyshacl(database, rules, left, prefixes)
        database.append("finding", cost_notes(left, rules.graph, there=has_pyshacl()))
    database.append("rule_result", ((*said, *(_local(term, base) for term in about)) for said, about in rows))
    database.run("trace")


def graph_tables(database: Database, ontology: Ontology) -> Tables:
    """The graph of the stages and the ontology beside it, as shapes are judged over them."""
    columns, records = _claims(database)
    closed = {f"<{iri}>" for iri in ontology.classes}
    tables = Tables(database, "term", "ontology_term", columns=columns, records=records, closed=closed)
    database.execute_text(f"create or replace temp view graph_term as {tables.graph}")
    return tables


def _claims(database: Database) -> tuple[dict[str, str], Records]:
    """Claims as shapes see them: predicate -> SQL for its pairs (s, o), where it has any; and what most claims have as records."""
    counted = [name for name, *_ in database.rows("describe claim_count")]
    values = dict(zip(counted, database.rows("from claim_count")[0], strict=True))
    columns, single, full = {}, {}, set()
    for table in ("claim_head", "claim_rest"):
        for name, kind in [(name, kind) for name, kind, *_ in database.rows(f"describe {table}") if ":" in name]:
            predicate = expand(name, PREFIXES)
            assert predicate is not None, name
            if values[name]:
                value = f'unnest("{name}")' if kind.endswith("[]") else f'"{name}"'
                columns[predicate] = f'select s, {value} as o from {table} where "{name}" is not null'  # noqa: S608 - our own names
            if table == "claim_head" and not kind.endswith("[]"):
                single[predicate] = f'"{name}"'
                full |= {predicate} if values[name] == values["rdf:type"] else set()
    return columns, Records("claim_head", f"<{KGA}Claim>", single, frozenset(full), iris_of_claims())


def _core(rules: Rules, tables: Tables, without: Collection[Term], prefixes: Mapping[str, str]) -> Iterator[Row]:
    yield from _rows(rules, results(Compiler(rules.graph, tables, without=without)), prefixes)


def _by_pyshacl(database: Database, rules: Rules, left: Mapping[Term, str], prefixes: Mapping[str, str]) -> Iterator[Row]:
    """What pySHACL finds by the shapes that are left to it, where it is installed."""
    if has_pyshacl():
        lines = _lines(database, "graph_term", types=None)
        yield from _rows(rules, judge(rules.graph, left, lines), prefixes)


def _rows(rules: Rules, found: Iterable[Result], prefixes: Mapping[str, str]) -> Iterator[Row]:
    for result in found:
        path = result.path
        if path is None:
            stated = rules.graph.value(_shape(result.shape), ox.NamedNode(SH + "path"))
            path = str(stated) if isinstance(stated, ox.NamedNode) else None
        said = _said(rules, result.shape, {"this": result.focus, "value": result.value or ""}, prefixes)
        yield said, (result.focus, result.value, path)


def by_queries(
    database: Database, rules: Rules, tables: Tables, without: Collection[Term], today: str | None, prefixes: Mapping[str, str]
) -> Iterator[Row]:
    """What the ``sh:sparql`` constraints of the shapes find, each asked once.

    Args:
        without: shapes that are judged elsewhere.
        today: ISO day that rules take for today; None for the system's.
    """
    ours = (constraint for constraint in constraints(rules.graph) if constraint.shape not in without)
    wanted = [constraint for constraint in ours if _can_find(constraint, tables)]
    if not wanted:
        return
    names = _names(wanted)
    graph = "graph_term" if names is None else f"({tables.predicates(names, recorded=any(map(_is_about_claims, wanted)))})"
    any_class = names is None or any(asks_any_class(constraint.query or "") for constraint in wanted)
    types = None if any_class else names
    fits = database.small or fits_in_memory(_count(database, graph, types=types), database.memory_beside())
    with rule_store(_lines(database, graph, types=types), in_memory=fits, folder=_scratch(database)) as store:
        if today is not None:
            day = ox.Literal(today, datatype=ox.NamedNode(XSD + "date"))
            store.add(ox.Quad(ox.NamedNode(_KGS + "case"), ox.NamedNode(_KGS + "today"), day))
        for constraint in wanted:
            for row in run(constraint, store):
                said = _said(rules, str(constraint.shape), row, prefixes, constraint.message)
                yield said, (row["this"], row.get("value", row["this"]), row.get("path"))


def _lines(database: Database, graph: str, *, types: Collection[str] | None) -> Iterator[str]:
    """Triples (s, p, o) as N-Triples; types, which are closed upward, only of these classes, None for all."""
    return database.texts(stage_text("rule_lines").replace("{graph}", graph), {"types": types})


def _scratch(database: Database) -> Path | None:
    """A folder that the next build sweeps, for a build; a check leaves the case alone."""
    return database.project.state_dir / "draft" if database.on_disk else None


def _count(database: Database, graph: str, *, types: Collection[str] | None) -> int:
    """How many of these there are."""
    lines = stage_text("rule_lines").replace("{graph}", graph)
    return int(database.rows(f"select count(*) from ({lines})", {"types": types})[0][0])  # noqa: S608 - made of quoted names


def _can_find(constraint: Constraint, tables: Tables) -> bool:
    """False where the graph has no target node, or lacks a predicate without which the query has no answer."""
    if constraint.query is None or (constraint.target is not None and not tables.has_instances(str(constraint.target))):
        return False
    return all(any(map(tables.has_predicate, names)) for names in needed(constraint.query))  # no set, as of a union: it may


def _is_about_claims(constraint: Constraint) -> bool:
    """True where claims must be loaded: most of a graph is claims, and most rules look only at what they are about."""
    asked = asked_for(constraint.query or "")
    return asked is None or not asked.isdisjoint({KGA + "Claim", RDF + "subject", RDF + "predicate", RDF + "object", KGA + "contradicts"})


def _names(wanted: Iterable[Constraint]) -> list[str] | None:
    """The predicates and classes that the constraints name, so that no others are loaded; None for all."""
    found: set[str] = set()
    for constraint in wanted:
        asked = asked_for(constraint.query or "")
        if asked is None:
            return None
        found |= asked
    return sorted(found)


def _said(rules: Rules, shape: str, row: Mapping[str, str], prefixes: Mapping[str, str], own: str | None = None) -> tuple[Any, ...]:
    """Code, message, remedy and severity; ``{?name}`` in a message stands for a variable (SHACL 5.3.2).

    Args:
        own: a message that goes before the shape's.
    """
    rule = rules.by_shape[shape]
    message = _VARIABLE.sub(lambda found: _short(row.get(found[1], found[0]), prefixes), own or rule.message)
    return (rule.code, message, rule.remedy, int(rule.severity))


def _short(term: str, prefixes: Mapping[str, str]) -> str:
    """A term as fact files write it; the base is the empty prefix."""
    return shorten(_local(term, "") or "", prefixes[""], prefixes).removeprefix("kga:")


def _shape(text: str) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(text[1:-1]) if text.startswith("<") else ox.BlankNode(text[2:])


def _local(term: str | None, base: str) -> str | None:
    """An N-Triples term as the stages write it: a slug, an IRI, or the text of a literal."""
    if term is None:
        return None
    if term.startswith("<"):
        return term[1:-1].translate(_NO_IRI).removeprefix(base)
    return term[1 : term.rindex('"')] if term.startswith('"') else term
