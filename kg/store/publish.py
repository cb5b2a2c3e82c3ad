"""Loading a build into a store somewhere else: into fresh graphs, in batches, and then one small update that makes them answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from kg.errors import StoreError
from kg.store.http import Client
from kg.store.remote import CURRENT, LOADING, PREVIOUS, Addresses, Pointer, RemoteStore, as_triples, pointer_graph, read_pointer

BY_UPDATE, BY_GRAPHS = 400, 20_000
"""Triples in one request: of an update, which servers compile whole, and of the Graph Store Protocol."""
_BYTES = 1_000_000
"""Of one request, at most, unless one triple is larger."""


def publish(addresses: Addresses, nquads: Path, *, base: str, name: str, progress: Callable[[str], None] = lambda text: None) -> bool:
    """Make a build the one that answers on a server.

    The graphs get their triples while the build before answers; one update then names them as current. The graphs of the build before
    stay, since somebody may be reading them; those before that go. What an earlier attempt left half-loaded goes first.

    Args:
        nquads: the build's sorted N-Quads.
        base: the case's.
        name: of the build: the same name is the same graph, and is loaded once.
        progress: called with what is being done.

    Returns:
        False where the server had this build already.

    Raises:
        StoreError: the server does not answer, refuses, or took less than it was sent; what answered before goes on answering.
    """
    client = Client(addresses.query)
    target = _Target(client, addresses, base)
    before = read_pointer(client, addresses, base)
    graph = f"{base}graph/{name}"
    if before.current == graph:
        return False
    for leftover in {before.loading, graph} - {"", before.current, before.previous if before.previous != graph else ""}:
        target.drop(leftover)
    target.point(before, Pointer(before.current, before.previous if before.previous != graph else "", graph))
    with nquads.open(encoding="utf-8", newline="\n") as file:
        for number, batch in enumerate(_batches(file, BY_GRAPHS if addresses.graphs else BY_UPDATE)):
            progress(f"load there: {number + 1}")
            default, derived = as_triples(batch)
            target.add(graph, default)
            target.add(f"{graph}/derived", derived)
    _check(RemoteStore(addresses, base=base, graph=graph, client=client), nquads)
    target.point(read_pointer(client, addresses, base), Pointer(graph, before.current, ""))
    if read_pointer(client, addresses, base).current != graph:
        raise StoreError("another build was loaded there at the same time, and answers.", remedy="Build again.", place=addresses.query)
    if before.previous and before.previous not in (graph, before.current):
        target.drop(before.previous)
    return True


class _Target:
    def __init__(self, client: Client, addresses: Addresses, base: str) -> None:
        self.client, self.addresses, self.base = client, addresses, base

    def add(self, graph: str, triples: Sequence[str]) -> None:
        """Add N-Triples lines to a graph."""
        if not triples:
            return
        if self.addresses.graphs:
            sign = "&" if "?" in self.addresses.graphs else "?"
            address = self.addresses.graphs + sign + urlencode({"graph": graph})
            self.client.send("POST", address, ("\n".join(triples) + "\n").encode(), {"Content-Type": "text/turtle"})
        else:
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n" + "\n".join(triples) + "\n} }")

    def drop(self, graph: str) -> None:
        """Take a build's graphs away, where they are."""
        self.update(f"DROP SILENT GRAPH <{graph}>")
        self.update(f"DROP SILENT GRAPH <{graph}/derived>")

    def point(self, before: Pointer, after: Pointer) -> None:
        """Say which graph answers, in one update; nothing where somebody else has changed that since."""
        me, here = f"<{self.base}>", pointer_graph(self.base)
        gone = " ".join(f"{me} <{p}> <{g}> ." for p, g in _stated(before))
        new = " ".join(f"{me} <{p}> <{g}> ." for p, g in _stated(after))
        if not gone:
            self.update(f"INSERT DATA {{ GRAPH <{here}> {{ {new} }} }}")
            return
        self.update(
            f"DELETE {{ GRAPH <{here}> {{ {gone} }} }} INSERT {{ GRAPH <{here}> {{ {new} }} }} WHERE {{ GRAPH <{here}> {{ {gone} }} }}"
        )

    def update(self, text: str) -> None:
        self.client.send("POST", self.addresses.update, text.encode(), {"Content-Type": "application/sparql-update"})


def _stated(pointer: Pointer) -> list[tuple[str, str]]:
    pairs = ((CURRENT, pointer.current), (PREVIOUS, pointer.previous), (LOADING, pointer.loading))
    return [(predicate, graph) for predicate, graph in pairs if graph]


def _check(store: RemoteStore, nquads: Path) -> None:
    """Raise unless the server holds as many triples as it was sent."""
    with nquads.open(encoding="utf-8", newline="\n") as file:
        sent = [0, 0]
        for batch in _batches(file, BY_GRAPHS):
            default, derived = as_triples(batch)
            sent[0] += len(default)
            sent[1] += len(derived)
    for graph, number in zip((f"{store.graph}", f"{store.graph}/derived"), sent, strict=True):
        held = store.count("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", dataset=([graph], []))
        if held != number:
            raise StoreError(
                f"the store was sent {number:,} triples and holds {held:,}.",
                remedy="It may take some for equal that are not; the build before goes on answering.",
                place=store.addresses.query,
            )


def _batches(lines: Iterable[str], most: int) -> Iterator[list[str]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, most)):
        while len(batch) > 1 and sum(map(len, batch)) > _BYTES:
            half = len(batch) // 2
            head, batch = batch[:half], batch[half:]
            yield from _batches(head, most)
        yield batch
