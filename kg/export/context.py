"""What an exporter is given: the built graph, and what was made from it once for all exporters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.store.difference import whole_graph
from kg.store.generations import PLACES
from kg.store.oxigraph import OxigraphStore
from kg.store.places import read_places

if TYPE_CHECKING:
    from kg.network.network import Network


@dataclass
class ExportContext:
    """One build, ready to be written out.

    Args:
        generation: the folder of the graph.
        scratch: a folder for what is only needed while exports are written.
    """

    project: Project
    ontology: Ontology
    store: OxigraphStore
    generation: Path
    scratch: Path

    @cached_property
    def nquads(self) -> Path:
        """The sorted N-Quads of the graph, whole."""
        return whole_graph(self.generation, self.scratch / "whole.nq")

    @cached_property
    def network(self) -> Network:
        """The case as a network of entities and statements."""
        from kg.network.projection import project as project_network

        quads = ox.parse(path=self.nquads, format=ox.RdfFormat.N_QUADS)  # a quarter of the time that the store takes to list them
        return project_network(quads, self.ontology, title=self.project.title, base=self.project.base, language=self.project.language)

    @cached_property
    def places(self) -> dict[str, str]:
        """Claim, relative to the base -> ``file:line:column``; several joined by a comma."""
        cut = len(self.project.base)
        return {claim[cut:]: ", ".join(spots) for claim, spots in read_places(self.generation / PLACES).items()}

    @cached_property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Entity -> x and y: where the last build had it, and beside that where it is new."""
        from kg.export.positions import read_positions
        from kg.network.layout import positions

        return positions(self.network, known=read_positions(self.project.state_dir))
