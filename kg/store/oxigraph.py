"""Oxigraph: a read-only handle on one generation of a case's graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import StoreError

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term: TypeAlias = ox.NamedNode | ox.Literal
Dataset: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""IRIs of the graphs that together are the default graph, and those of the named graphs."""


class OxigraphStore:
    """An RDF graph that answers SPARQL 1.1 and cannot be changed.

    Args:
        store: the opened Oxigraph store.
        base: the case's base IRI, which relative IRIs in queries are resolved against.
        lease: an open file whose lock keeps the generation from being collected; None in memory.
    """

    def __init__(self, store: ox.Store, *, base: str, lease: object = None) -> None:
        self._store = store
        self._lease = lease
        self.base = base

    @classmethod
    def from_nquads(cls, source: Path | bytes | str, *, base: str) -> OxigraphStore:
        """A graph held in memory, from a file of N-Quads or from their text.

        Raises:
            SyntaxError: the N-Quads are malformed.
        """
        store = ox.Store()
        if isinstance(source, Path):
            store.bulk_load(path=source, format=ox.RdfFormat.N_QUADS)
        else:
            store.bulk_load(source, ox.RdfFormat.N_QUADS)
        return cls(store, base=base)

    @classmethod
    def open(cls, folder: Path, *, base: str, lease: object = None) -> OxigraphStore:
        """The generation in ``folder``, read-only.

        Raises:
            StoreError: the folder holds no usable store.
        """
        try:
            store = ox.Store.read_only(str(folder))
        except OSError as error:
            raise StoreError(
                "the built graph cannot be opened.", remedy="Run 'kg build --full' to make it anew.", place=str(folder)
            ) from error
        return cls(store, base=base, lease=lease)

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, Term] | None = None,
        dataset: Dataset | None = None,
    ) -> Answer:
        """The answer to a SPARQL 1.1 query over the default graph.

        Args:
            text: the query.
            prefixes: prefixes known without a PREFIX line.
            substitutions: variable name (without ``?``) -> term that it is bound to.
            dataset: what is asked instead of the store's own dataset and of the one that the query names.

        Raises:
            SyntaxError: the query is malformed (1-based ``lineno`` and ``offset`` where known).
        """
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] | None = None
        if substitutions:
            bound = {ox.Variable(name): term for name, term in substitutions.items()}
        return self._store.query(
            text,
            base_iri=self.base or None,
            prefixes=prefixes if isinstance(prefixes, dict) else dict(prefixes or {}),
            substitutions=bound,
            # naming graphs of one kind leaves none of the other (SPARQL 1.1 Query, section 13.2)
            default_graph=None if dataset is None else [ox.NamedNode(graph) for graph in dataset[0]],
            named_graphs=None if dataset is None else [ox.NamedNode(graph) for graph in dataset[1]],
        )

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad, those of the derived graph too."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def __len__(self) -> int:
        return len(self._store)


def bulk_load(folder: Path, nquads: Path | Iterable[ox.Quad]) -> None:
    """Make a fresh store in ``folder`` from a file of N-Quads.

    Raises:
        OSError: the folder cannot be written.
    """
    store = ox.Store(str(folder))
    if isinstance(nquads, Path):
        store.bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
    else:
        store.bulk_extend(nquads)
    store.flush()
