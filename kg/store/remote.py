"""A store somewhere else: any server that speaks the SPARQL 1.1 Protocol.

A case has graphs of its own there, below its base: one for each build that is loaded (``graph/NAME``) with one for what was derived
(``graph/NAME/derived``), and a small one (``graph/current``) that names the one which answers. Every request names its graphs, so that a
server may hold other things too, and whatever it takes for its default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model.terms import KGA, XSD
from kg.store.http import Client, Response
from kg.store.oxigraph import Answer, Dataset, Term

CURRENT, PREVIOUS, LOADING = KGA + "currentGraph", KGA + "previousGraph", KGA + "loadingGraph"
DERIVED = KGA + "derived"
_WORDS = re.compile(
    r"""(?P<other>\#[^\r\n]*|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><(?![?$=])[^<>"{}|^`\x00-\x20]*>)|(?P<name>(?<![\w:.-])(?:[^\W\d_](?:[\w.-]*[\w-])?)?:[\w%:-]*(?:\.[\w%:-]+)*)""",
    re.VERBOSE | re.DOTALL,
)
_BASE = re.compile(r"(?:\s|#[^\r\n]*[\r\n])*BASE\s*<[^<>\"{}|^`\\\s]*>", re.IGNORECASE)
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\s]*>")
_SERVICE = re.compile("(?<=s)e(?=rvice)", re.IGNORECASE | re.ASCII)
_RESULTS = {"application/sparql-results+json": ox.QueryResultsFormat.JSON, "application/json": ox.QueryResultsFormat.JSON}
_RESULTS |= {"application/sparql-results+xml": ox.QueryResultsFormat.XML, "application/xml": ox.QueryResultsFormat.XML}
_RDF = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/plain": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
_RDF |= {"text/rdf+n3": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/x-turtle": ox.RdfFormat.TURTLE}


@dataclass(frozen=True)
class Addresses:
    """Where a server takes what.

    Args:
        query: questions.
        update: SPARQL updates.
        graphs: the Graph Store Protocol; empty to load by updates instead.
    """

    query: str
    update: str
    graphs: str = ""

    @classmethod
    def of(cls, query: str, update: str = "", graphs: str = "") -> Addresses:
        """The addresses, those left out as servers usually have them: ``/query`` has ``/update`` beside it, others take both."""
        parts = urlsplit(query)
        beside = urlunsplit(parts._replace(path=parts.path[: -len("query")] + "update")) if parts.path.endswith("/query") else query
        return cls(query, update or beside, graphs)


@dataclass(frozen=True)
class Pointer:
    """What a server says of a case: the graph that answers, the one before, and one whose loading was never finished."""

    current: str = ""
    previous: str = ""
    loading: str = ""


class RemoteStore:
    """A case's graph on a server, read-only.

    Args:
        addresses: of the server.
        base: the case's.
        graph: IRI of the graph that is asked; None for the server's own default graph.
        client: sends the requests.
    """

    def __init__(self, addresses: Addresses, *, base: str, graph: str | None, client: Client | None = None) -> None:
        self.addresses, self.base, self.graph = addresses, base, graph
        self.client = client or Client(addresses.query)

    @classmethod
    def open(cls, addresses: Addresses, *, base: str) -> RemoteStore:
        """The graph that answers now.

        Raises:
            StoreError: the server does not answer, or nothing of this case has been built there.
        """
        client = Client(addresses.query)
        pointer = read_pointer(client, addresses, base)
        if not pointer.current:
            raise StoreError("no graph of this case has been built there yet.", remedy="Run 'kg build' first.", place=addresses.query)
        return cls(addresses, base=base, graph=pointer.current, client=client)

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, Term] | None = None,
        dataset: Dataset | None = None,
    ) -> Answer:
        """The answer to a SPARQL 1.1 query over the case's graph; as :meth:`kg.store.oxigraph.OxigraphStore.query`.

        Raises:
            SyntaxError: the query is malformed.
            StoreError: the server does not answer, refuses, or cuts the answer off.
        """
        assert not substitutions, "parameters are bound in the text"
        known = dict(prefixes or {})
        # what an empty store would answer says which form the answer has; SERVICE is misspelt, so that nothing is fetched
        form = ox.Store().query(_SERVICE.sub("q", text), prefixes=known, base_iri=self.base or None)
        named = [("default-graph-uri", graph) for graph in self._dataset(dataset)[0]]
        named += [("named-graph-uri", graph) for graph in self._dataset(dataset)[1]]
        accept = "application/n-triples, text/turtle;q=0.9" if isinstance(form, ox.QueryTriples) else "application/sparql-results+json"
        body = urlencode([("query", self._self_contained(text, known)), *named]).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return _parsed(self.client.send("POST", self.addresses.query, body, headers), form, self.addresses.query)

    def lines(self) -> Iterator[str]:
        """The whole graph as sorted N-Quads, what was derived in its own graph.

        Raises:
            StoreError: the server does not answer, or gives less than there is.
        """
        everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        derived = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <" + DERIVED + "> { ?s ?p ?o } }"
        found = []
        for text, name in ((everything, ox.DefaultGraph()), (derived, ox.NamedNode(DERIVED))):
            count = text.replace("CONSTRUCT { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n)")
            expected = self.count(count)
            triples = [triple for triple in self.query(text) if isinstance(triple, ox.Triple)]  # type: ignore[union-attr]
            if len(triples) != expected:
                raise _cut(self.addresses.query, len(triples))
            quads = (ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
            found += (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines(keepends=True)
        return iter(sorted(found))

    def count(self, text: str, *, dataset: Dataset | None = None) -> int:
        """The number in the only row of a SELECT that counts.

        Raises:
            StoreError: the server does not answer.
        """
        rows = self.query(text, dataset=dataset)
        first = next(iter(rows), None) if isinstance(rows, ox.QuerySolutions) else None
        number = first[0] if first is not None else None
        return int(number.value) if isinstance(number, ox.Literal) else 0

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad, those of the derived graph too."""
        return iter(ox.parse("".join(self.lines()), format=ox.RdfFormat.N_QUADS))

    def _dataset(self, dataset: Dataset | None) -> tuple[list[str], list[str]]:
        if self.graph is None:
            return (list(dataset[0]), list(dataset[1])) if dataset else ([], [])
        default, named = dataset or ([self.graph], [DERIVED])
        return [self._own(graph) for graph in default], [self._own(graph) for graph in named]

    def _own(self, graph: str) -> str:
        return f"{self.graph}/derived" if graph == DERIVED and self.graph else graph

    def _self_contained(self, text: str, prefixes: Mapping[str, str]) -> str:
        """The query with the base and the known prefixes that it uses, and the derived graph by the name that it has there."""
        used: set[str] = set()

        def known(match: re.Match[str]) -> str:
            word = match[0]
            if match["name"]:
                prefix, _, local = word.partition(":")
                used.add(prefix)
                return f"<{self._own(DERIVED)}>" if self.graph and prefixes.get(prefix, "") + local == DERIVED else word
            return f"<{self._own(DERIVED)}>" if word == f"<{DERIVED}>" else word

        own = _WORDS.sub(known, text)
        lines = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in prefixes.items() if prefix in used]
        base = _BASE.match(own)  # Virtuoso wants BASE, which may stand once, in front of every PREFIX
        begins = base[0] if base else f"BASE <{self.base}>" if self.base and _RELATIVE.search(own) else ""
        return " ".join(part for part in (begins, *lines, own[base.end() :] if base else own) if part)


def read_pointer(client: Client, addresses: Addresses, base: str) -> Pointer:
    """What the server says of a case; nothing where it knows none.

    Raises:
        StoreError: the server does not answer.
    """
    store = RemoteStore(addresses, base="", graph=None, client=client)
    names = {CURRENT: "", PREVIOUS: "", LOADING: ""}
    rows = store.query(f"SELECT ?p ?g {{ <{base}> ?p ?g }}", dataset=([pointer_graph(base)], []))
    for row in rows if isinstance(rows, ox.QuerySolutions) else ():
        predicate, graph = row[0], row[1]
        if isinstance(predicate, ox.NamedNode) and isinstance(graph, ox.NamedNode) and predicate.value in names:
            names[predicate.value] = graph.value
    return Pointer(names[CURRENT], names[PREVIOUS], names[LOADING])


def pointer_graph(base: str) -> str:
    """The graph that says which graph of a case answers."""
    return f"{base}graph/current"


def _parsed(response: Response, form: Answer, url: str) -> Answer:
    if isinstance(form, ox.QueryTriples):
        return _triples(response, url)
    format_ = _RESULTS.get(response.media)
    if format_ is None:
        raise StoreError(f"the store answered in a format that was not asked for: '{response.media}'.", place=url)
    try:
        found = ox.parse_query_results(response.body, format_)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the store's answer cannot be read: {error}.", place=url) from None
    if isinstance(form, ox.QueryBoolean):
        if isinstance(found, ox.QueryBoolean):
            return found
        first = next(iter(found), None)  # Virtuoso answers ASK with a row
        truth = "true" if first is not None and getattr(first[0], "value", "0") in ("1", "true") else "false"
        return ox.parse_query_results(f'{{"head":{{}},"boolean":{truth}}}', ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        raise StoreError("the store answered yes or no to a question for rows.", place=url)
    return _whole(response, found, url)


def _whole(response: Response, found: ox.QuerySolutions, url: str) -> Answer:
    """Rows whose booleans are written in the usual way; refuses rows that the server cut off."""
    most = response.headers.get("x-sparql-maxrows", "")
    if b'"1"' not in response.body and b'"0"' not in response.body and not most:
        return found
    if most.isdigit() and response.body.count(b"\n") >= int(most) and len(list(found)) >= int(most):
        raise _cut(url, int(most))
    text = response.body.replace(
        f'"datatype": "{XSD}boolean", "value": "1"'.encode(), f'"datatype": "{XSD}boolean", "value": "true"'.encode()
    ).replace(f'"datatype": "{XSD}boolean", "value": "0"'.encode(), f'"datatype": "{XSD}boolean", "value": "false"'.encode())
    again = ox.parse_query_results(text, _RESULTS[response.media])
    assert isinstance(again, ox.QuerySolutions)
    return again


def _triples(response: Response, url: str) -> Answer:
    format_ = _RDF.get(response.media)
    if format_ is None:
        raise StoreError(f"the store answered in a format that was not asked for: '{response.media}'.", place=url)
    held = ox.Store()
    try:
        held.load(response.body, format=format_)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the store's answer cannot be read: {error}.", place=url) from None
    return held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def _cut(url: str, number: int) -> StoreError:
    return StoreError(
        f"the store gave {number:,} rows, and has more.",
        remedy="Raise its own limit (Virtuoso: ResultSetMaxRows); an answer with parts missing would read like a finding.",
        place=url,
    )


def as_triples(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The N-Triples of the default graph and of the derived graph, from N-Quads lines."""
    end = f" <{DERIVED}> ."
    default, derived = [], []
    for line in lines:
        text = line.rstrip()
        if text.endswith(end):
            derived.append(text[: -len(end)] + " .")
        else:
            default.append(text)
    return default, derived
