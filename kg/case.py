"""The Python face of a case: build it, ask it, take it into rdflib, networkx or pyvis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, overload

from kg.errors import KgError, UsageError
from kg.project import Project, load_project
from kg.query.values import Iri, python_value

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib
    from pyvis.network import Network as PyvisNetwork

    from kg.build.pipeline import BuildResult
    from kg.model.findings import Finding
    from kg.network.projection import Network
    from kg.query.run import Answer
    from kg.store.open import GraphStore


def open(path: str | Path = ".") -> Case:
    """The case in a folder, or in the nearest folder above it that has a kg.toml.

    Raises:
        CaseError: there is no kg.toml, or it cannot be used.
    """
    return Case(load_project(Path(path)))


class Row(tuple[Any, ...]):
    """One row of a :class:`Result`: a tuple whose cells have their column's name too, as ``row.who`` and ``row["who"]``."""

    __slots__ = ()
    columns: ClassVar[tuple[str, ...]] = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[self.columns.index(name)]
        except ValueError:
            raise AttributeError(f"the row has no column '{name}'; it has: {', '.join(self.columns)}") from None

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self.columns.index(key))
            except ValueError:
                raise KeyError(f"the row has no column '{key}'; it has: {', '.join(self.columns)}") from None
        return tuple.__getitem__(self, key)

    def asdict(self) -> dict[str, Any]:
        """Column -> cell."""
        return dict(zip(self.columns, self, strict=True))


class Result(Sequence[Row]):
    """The rows of a SELECT, each cell a Python value (see :func:`kg.query.values.python_value`).

    Args:
        columns: names, in the order of the SELECT.
        rows: the cells of each row, None where nothing is bound.
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        kind = type("Row", (Row,), {"columns": self.columns, "__slots__": ()})
        self._rows: list[Row] = [kind(row) for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Result of {len(self)} rows: {', '.join(self.columns)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame with the same columns.

        Raises:
            KgError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise KgError("pandas is not installed.", remedy="Run 'pip install pandas', or take the rows as they are.") from None
        return pandas.DataFrame(self._rows, columns=list(self.columns))


class Case:
    """A case: a folder of facts, its ontology, and the graph of its last build.

    Args:
        project: the settings and folders; :func:`open` reads them.
    """

    def __init__(self, project: Project) -> None:
        self.project = project

    def __repr__(self) -> str:
        return f"<Case {self.project.title!r} in {self.project.root}>"

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
            text_or_name: SPARQL, or the name of a file in ``queries/``.
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

        asked = load(self.project, text_or_name) if looks_saved(text_or_name) else question(text_or_name)
        values = {name: _as_text(name, value) for name, value in (params or {}).items()}
        store = self._store(internal=internal)
        prefixes = {**prefixes_of_build(self.project, internal=internal), "": store.base}
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
        from kg.store.open import open_store

        return open_store(self._as_built(internal=internal), internal=internal)

    def _as_built(self, *, internal: bool = False) -> Project:
        from kg.store.vocabulary import as_built

        return as_built(self.project, internal=internal)

    def _projection(self) -> Network:
        from kg.network.projection import project
        from kg.query.vocabulary import ontology_of_build

        case = self._as_built()
        return project(self._store(), ontology_of_build(case), title=case.title, base=case.base, language=case.language)


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
