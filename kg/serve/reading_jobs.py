"""Jobs that show the graph: an entity's page or triples, the network or a part of it, the graph as Turtle, words for completion, a view."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology.ontology import Ontology
from kg.project import Project, load_project
from kg.query.explain import explain
from kg.query.run import select
from kg.query.view import View
from kg.query.vocabulary import ontology_of_build
from kg.serve.description_page import description_page
from kg.serve.entity_page import entity_page
from kg.serve.live import live
from kg.serve.refusal import Refusal
from kg.serve.results import write_graph
from kg.store.difference import whole_graph
from kg.store.generations import PLACES
from kg.store.oxigraph import OxigraphStore
from kg.store.places import read_places
from kg.store.vocabulary import as_built

if TYPE_CHECKING:
    from kg.network.network import Network

Header = dict[str, Any]
Job = Mapping[str, Any]
Done = tuple[Header, Iterator[bytes]]
MOST_NAMES = 20_000
"""Entities whose names the question page completes."""


@lru_cache(maxsize=2)
def opened(folder: str, base: str) -> OxigraphStore:
    """The store in a folder, kept open for the next job."""
    return OxigraphStore.open(Path(folder), base=base)


@lru_cache(maxsize=2)
def _case(root: str, store: str) -> tuple[Project, Ontology]:
    """A case's settings and ontology, read anew for another graph."""
    project = as_built(replace(load_project(Path(root)), store=""))
    return project, ontology_of_build(project)


def ontology(job: Job) -> Ontology:
    """The ontology of the build that a job is about."""
    return _case(job["root"], job["store"])[1]


def entity(job: Job) -> Done:
    """What is known of one thing, as ``format``: ``html``, or an RDF format. ``slug`` is relative to the base."""
    store = opened(job["store"], job["base"])
    try:
        thing = ox.NamedNode(store.base + job["slug"])
    except ValueError:
        raise Refusal(404, "Nothing in this graph has such a name.\n") from None
    if job["format"] != "html":
        text = (
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ BIND({thing} AS ?s) ?s ?p ?o }}"
            f" UNION {{ VALUES ?o {{ {thing} }} ?s ?p ?o }} UNION {{ ?s ?role {thing} ; a kga:Claim ; ?p ?o }} }}"
        )
        answer = store.query(text, prefixes=job["prefixes"])
        triples = list(answer) if isinstance(answer, ox.QueryTriples) else []
        if not triples:
            raise Refusal(404, "Nothing in this graph has such a name.\n")
        header = {"status": 200, "format": job["format"]}
        return header, iter((write_graph(triples, job["format"], job["prefixes"], job["most"]),))
    return {"status": 200, "format": "html"}, iter((_page(store, thing, job).encode("utf-8", "replace"),))


def _page(store: OxigraphStore, thing: ox.NamedNode, job: Job) -> str:
    project, ontology = _case(job["root"], job["store"])
    frame = {"title": project.title, "language": project.language, "note": job["note"]}
    if store.query(f"ASK {{ {thing} a kga:Entity }}", prefixes=job["prefixes"]):
        profile = explain(store, ontology, job["slug"], language=project.language)
        claims = [item.claim for item in profile.every_evidence]
        return entity_page(profile, _written(job, claims), base=store.base, **frame)
    rows = [(p, o) for p, o in select(store, f"SELECT ?p ?o {{ {thing} ?p ?o }} ORDER BY ?p ?o")]
    if not rows:
        try:
            explain(store, ontology, job["slug"], language=project.language)
        except QueryError as error:
            raise Refusal(404, f"{error}\n") from None
        raise Refusal(404, "Nothing in this graph has such a name.\n")
    return description_page(thing.value, rows, store.base, job["prefixes"], **frame)


def network(job: Job) -> Done:
    """The network page, told when the graph is built anew."""
    from kg.export.html.page import network_html
    from kg.network.layout import positions

    found = _projected(job)
    cut = len(found.base)
    places = {claim[cut:]: ", ".join(spots) for claim, spots in _written(job, None).items()}
    page = network_html(found.to_dict(), places=places, positions=positions(found))
    return {"status": 200, "format": "html"}, iter((live(page).encode(),))


def part(job: Job) -> Done:
    """The network page cut to some things and what ties them: ``things`` are relative to the base, ``shared`` as of :class:`Part`."""
    from kg.export.part import Part, cut_html

    found = _projected(job)
    known = {entity.id for entity in found.entities} | {claim.id for claim in found.claims}
    things = tuple(thing for thing in job["things"] if thing in known)
    if not things:
        raise Refusal(404, "Nothing of this is a thing that a network can show: it draws entities, events and claims.\n")
    chosen = Part(hops=0, found=things, tied=True, shared=job["shared"])
    page, _ = cut_html(found, chosen, written=lambda claims: _written(job, claims), known={})
    return {"status": 200, "format": "html"}, iter((page.encode(),))


def _projected(job: Job) -> Network:
    from kg.network.projection import project as project_network

    project, ontology = _case(job["root"], job["store"])
    title = f"{project.title} ({job['note']})" if job["note"] else project.title
    store = opened(job["store"], job["base"])
    return project_network(store.quads(), ontology, title=title, base=project.base, language=project.language)


def _written(job: Job, claims: Iterable[str] | None) -> Mapping[str, Sequence[str]]:
    """Where claims were written down; nothing where the graph was built elsewhere."""
    file = Path(job["graph"]) / PLACES
    return read_places(file, claims) if file.is_file() else {}


def turtle(job: Job) -> Done:
    """The default graph as Turtle."""
    from kg.export.turtle import write_turtle

    return {"status": 200, "format": "ttl"}, _turtle(job, write_turtle)


def _turtle(job: Job, write: Any) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="kg-turtle-") as folder:
        path = Path(folder) / "graph.ttl"
        own = {prefix: namespace for prefix, namespace in job["prefixes"].items() if prefix}
        write(whole_graph(Path(job["graph"]), Path(folder) / "whole.nq"), path, base=job["base"], prefixes=own)
        with path.open("rb") as file:
            yield from iter(lambda: file.read(256 * 1024), b"")


def vocabulary(job: Job) -> Done:
    """The words that a question can use, as JSON: prefixes, classes, properties, fixed words, and entities with their names."""
    project, ontology = _case(job["root"], job["store"])
    store = opened(job["store"], job["base"])
    names: dict[str, tuple[bool, str]] = {}
    for thing, label in select(store, f"SELECT ?e ?l {{ ?e a kga:Entity ; rdfs:label ?l }} LIMIT {MOST_NAMES * 3}"):
        rank = (label.language != project.language, label.value)
        names[thing.value] = min(names.get(thing.value, rank), rank)
    entities = sorted((iri.removeprefix(store.base), name) for iri, (_, name) in names.items() if iri.startswith(store.base))
    words = {
        "title": project.title,
        "base": project.base,
        "prefixes": job["prefixes"],
        "classes": [[cls.name, cls.label, cls.comment] for cls in ontology.classes.values()],
        "properties": [[item.name, item.label, item.comment] for item in ontology.properties.values()],
        "words": [[item.name, item.label] for item in ontology.individuals.values()],
        "entities": entities[:MOST_NAMES],
        "all": len(entities) <= MOST_NAMES,
    }
    return {"status": 200, "format": "words"}, iter((json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode(),))


def view(job: Job) -> Done:
    """Materialise a view, whose folder is the answer."""
    from kg.query.views import materialised

    project, _ = _case(job["root"], job["store"])
    chosen = View(job["as_of"], job["possible"], tuple((name, tuple(values)) for name, values in job["only"]))
    folder, lease = materialised(project, Path(job["graph"]), chosen)
    lease.close()
    return {"status": 200, "format": "plain"}, iter((str(folder).encode(),))
