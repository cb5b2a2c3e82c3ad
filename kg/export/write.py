"""Exports: the files that a build writes, each by one exporter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from kg.export.context import ExportContext
from kg.export.positions import write_positions
from kg.store.difference import write_graph

Exporter = Callable[[ExportContext, Path], None]


def _nquads(context: ExportContext, path: Path) -> None:
    write_graph(context.generation, path)


def _nquads_zst(context: ExportContext, path: Path) -> None:
    import zstandard

    with context.nquads.open("rb") as plain, path.open("wb") as compressed:
        zstandard.ZstdCompressor().copy_stream(plain, compressed)


def _turtle(context: ExportContext, path: Path) -> None:
    from kg.export.turtle import write_turtle

    write_turtle(context.nquads, path, base=context.project.base, prefixes=context.ontology.prefixes)


def _network_json(context: ExportContext, path: Path) -> None:
    from kg.export.network_json import network_json

    path.write_bytes(network_json(context.network))


def _network_html(context: ExportContext, path: Path) -> None:
    from kg.export.html.page import network_html

    path.write_text(network_html(context.network.to_dict(), places=context.places, positions=context.positions), encoding="utf-8")


def _pyvis_html(context: ExportContext, path: Path) -> None:
    from kg.export.pyvis_html import pyvis_html

    path.write_text(pyvis_html(context.network, places=context.positions), encoding="utf-8")


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "graph.nq": _nquads,
        "graph.nq.zst": _nquads_zst,
        "graph.ttl": _turtle,
        "network.json": _network_json,
        "network.html": _network_html,
        "pyvis.html": _pyvis_html,
    }
)
"""The exporter of each file. A NEW EXPORT is one entry here, its name in :data:`kg.project.EXPORTS`, and one module beside this one."""

DATA_EXPORTS = ("graph.nq", "graph.ttl", "network.json")
"""Exports that are the same bytes for the same facts, whatever their files and order."""


def write_exports(context: ExportContext, folder: Path, names: Sequence[str]) -> None:
    """Write exports into ``folder``.

    Args:
        names: of :data:`EXPORTERS`.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        EXPORTERS[name](context, folder / name)
    if "positions" in context.__dict__:  # something was drawn
        write_positions(context.project.state_dir, context.positions)
