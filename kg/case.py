"""The Python face of a case: build it, ask it, take it into rdflib, networkx or pyvis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.project import Project, load_project
from kg.query.result import Result
from kg.query.values import Iri, python_value
from kg.query.view import WHOLE, View, view_of

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network as PyvisNetwork

    from kg.build.result import BuildResult
    from kg.model.findings import Finding
    from kg.network.projection import Network
    from kg.query.connection import Connection
    from kg.query.run import Answer
    from kg.store.open import GraphStore


def open(path: str | Path = ".") -> Case:
    """The case in a folder, or in the nearest folder above it that has a kg.toml.

    Raises:
        CaseError: there is no kg.toml, or it cannot be used.
    """
    return Case(load_project(Path(path)))


def connect(address: str | Path, *, base: str = "") -> Case:
    """The case at an address: a folder, as :func:`open` finds it, or a SPARQL endpoint.

    Args:
        address: a path, or a URL: of a ``kg serve``, such as ``http://127.0.0.1:8000``, or of any SPARQL endpoint.
        base: the case's; an endpoint of ``kg serve`` says it itself, another one does not.

    Raises:
        CaseError: there is no such folder, or no kg.toml in it or above it.
        StoreError: the endpoint does not answer.
        UsageError: the URL holds a password, or is none.
    """
    from kg.query.connection import connected, is_address

    return Case(*connected(str(address), base)) if is_address(str(address)) else open(address)


class Case:
    """A case: a folder of facts, its ontology, and the graph of its last build.

    Args:
        project: the settings and folders; :func:`open` reads them.
        view: which claims count; :meth:`view` chooses.
        elsewhere: asked instead of the case's own store; :func:`connect` gives it.
    """

    def __init__(self, project: Project, view: View = WHOLE, elsewhere: Connection | None = None) -> None:
        self.project = project
        self._view = view
        self._elsewhere = elsewhere

    def __repr__(self) -> str:
        where = self.project.store if self._elsewhere else self.project.root
        return f"<Case {self.project.title!r} in {where}{'' if self._view.whole else f', {self._view}'}>"

    def _repr_html_(self) -> str:
        """The network page, for notebooks: drawn in the notebook itself, with nothing from any other host."""
        from html import escape

        from kg.export.html.page import network_html
        from kg.network.layout import positions

        network = self._projection()
        page = network_html(network.to_dict(), places={}, positions=positions(network))
        style = "width:100%;height:640px;border:1px solid #ccc"
        return f'<iframe title="{escape(network.title)}" sandbox="allow-scripts" style="{style}" srcdoc="{escape(page)}"></iframe>'

    def view(self, as_of: str | int | None = None, *, possible: bool = False, only: str | Sequence[str] = ()) -> Case:
        """The same case, its graph as it was at a time or as some sources tell it.

        Args:
            as_of: a date as fact files write it, such as ``2009`` or ``2024-09/2025-03``; None for any time.
            possible: what may have held then too; else only what certainly did.
            only: conditions on sources, such as ``reliability=A,B``.

        Raises:
            UsageError: a date or condition that cannot be read.
        """
        chosen = view_of(as_of, possible=possible, only=[only] if isinstance(only, str) else only)
        return Case(self.project, chosen, self._elsewhere)

    def build(self, *, full: bool = False, strict: bool = False, internal: bool = False, today: date | str | None = None) -> BuildResult:
        """Check the facts, build the graph and write ``exports/``; what has not changed is not read again.

        Args:
            full: read everything again.
            strict: warnings stop the build too.
            internal: also build the local graph that holds what is marked internal; it is never exported.
            today: the day that rules about the present go by; default: the system's. No export depends on it.

        Returns:
            Counts, warnings, the files written, seconds.

        Raises:
            FindingsError: the facts have violations; ``findings`` has them all, and the last build still stands.
            OntologyError: the ontology cannot be read.
        """
        from kg.build.pipeline import build

        return build(self.project, full=full, strict=strict, internal=internal, today=_iso(today))

    def findings(self, *, internal: bool = False, today: date | str | None = None) -> list[Finding]:
        """Everything that is wrong or worth knowing in the facts as they are now, sorted by place; nothing is built.

        Args:
            internal: give the text of findings on internal facts too.
            today: as in :meth:`build`.
        """
        from kg.build.check import check

        found = check(self.project, today=_iso(today))
        return found if internal else [replace(finding, message="", remedy="") if finding.internal else finding for finding in found]

    def query(self, text_or_name: str, params: Mapping[str, object] | None = None, *, internal: bool = False) -> Any:
        """The answer to a question to the last built graph.

        Args:
            text_or_name: SPARQL, or the name of a file in ``queries/``; where the case is served elsewhere, of one there.
            params: values of the parameters that the question declares: slugs or IRIs of this case, dates, integers, texts.
            internal: ask the graph of ``build(internal=True)``.

        Returns:
            SELECT: a :class:`Result`. ASK: a bool. CONSTRUCT and DESCRIBE: an ``rdflib.Graph``.

        Raises:
            QueryError: no SPARQL (``line`` and ``column`` say where), an update, SERVICE, or no saved question of that name.
            UsageError: parameters that do not fit.
            StoreError: nothing has been built yet.
        """
        from kg.query.run import run
        from kg.query.saved import load, looks_saved, question
        from kg.query.vocabulary import prefixes_of_build

        if not looks_saved(text_or_name):
            asked = question(text_or_name)
        else:
            asked = self._elsewhere.question(text_or_name) if self._elsewhere else load(self.project, text_or_name)
        values = {name: _as_text(name, value) for name, value in (params or {}).items()}
        store = self._store(internal=internal)
        prefixes = {**prefixes_of_build(self.project, internal=internal), "": store.base}
        if not store.base:  # an endpoint that does not say its case's, and nobody else did
            del prefixes[""]
        answer = run(store, asked, prefixes=prefixes, values=values)
        if answer.form == "boolean":
            return answer.truth()
        if answer.form == "graph":
            return _rdflib_graph(answer, prefixes)
        return Result(answer.columns, [[python_value(cell, store.base) for cell in row] for row in answer.rows()])

    def graph(self) -> rdflib.Dataset:
        """The last built graph in rdflib: everything in the default graph, derived property triples also in the graph ``kga:derived``.

        Raises:
            StoreError: nothing has been built yet.
        """
        import rdflib

        from kg.query.rdflib_terms import Terms
        from kg.query.vocabulary import prefixes_of_build

        dataset = rdflib.Dataset()
        for prefix, namespace in prefixes_of_build(self._as_built()).items():
            dataset.bind(prefix, namespace)
        terms = Terms()
        graphs = {"": dataset.default_graph}
        for quad in self._store().quads():
            name = getattr(quad.graph_name, "value", "")
            if name not in graphs:
                graphs[name] = dataset.graph(name)
            graphs[name].add((terms(quad.subject), terms(quad.predicate), terms(quad.object)))
        return dataset

    def network(self) -> networkx.MultiDiGraph:
        """The last built graph as a network: entities as nodes, statements that draw an edge as edges, each with its claims.

        Node names are slugs. Node and edge attributes: see :mod:`kg.network.to_networkx`.

        Raises:
            StoreError: nothing has been built yet.
        """
        from kg.network.to_networkx import to_networkx

        return to_networkx(self._projection())

    def pyvis(self) -> PyvisNetwork:
        """The network as pyvis draws it: fixed positions, classes as colours and shapes, texts made harmless.

        pyvis' own ``write_html`` and ``show`` write a page that asks ``cdn.jsdelivr.net`` for a style and a script, whatever
        ``cdn_resources`` says; the export ``pyvis.html`` of a build is the same picture and asks no host.

        Raises:
            StoreError: nothing has been built yet.
            UsageError: more nodes than pyvis can draw.
        """
        from kg.export.pyvis_html import pyvis_network

        return pyvis_network(self._projection())

    def _store(self, *, internal: bool = False) -> GraphStore:
        from kg.query.views import open_view

        if self._elsewhere is not None:
            return self._elsewhere.store(self._view)
        return open_view(self._as_built(internal=internal), self._view, internal=internal)

    def _as_built(self, *, internal: bool = False) -> Project:
        from kg.store.vocabulary import as_built

        return as_built(self.project, internal=internal)

    def _projection(self) -> Network:
        from kg.network.projection import project
        from kg.query.vocabulary import ontology_of_build

        case = self._as_built()
        return project(self._store().quads(), ontology_of_build(case), title=case.title, base=case.base, language=case.language)


def _iso(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _as_text(name: str, value: object) -> str:
    """A parameter's value as one would type it."""
    if isinstance(value, Iri):
        return value.slug or value.short
    if isinstance(value, bool) or not isinstance(value, (str, int, date)):
        raise UsageError(
            f"parameter '{name}' cannot be {type(value).__name__}.", remedy="Give a slug, an IRI, a date, a whole number or text."
        )
    return value.isoformat() if isinstance(value, date) else str(value)


def _rdflib_graph(answer: Answer, prefixes: Mapping[str, str]) -> rdflib.Graph:
    import rdflib

    from kg.query.rdflib_terms import Terms

    graph = rdflib.Graph()
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    terms = Terms()
    for triple in answer.triples():
        graph.add((terms(triple.subject), terms(triple.predicate), terms(triple.object)))
    return graph
