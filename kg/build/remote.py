"""The build's last step where the case's store is somewhere else: the same graph is made to answer there."""

from __future__ import annotations

from kg.build.progress import Progress
from kg.build.steps import Steps
from kg.project import Project
from kg.store.difference import whole_graph
from kg.store.open import addresses, generations


def publish_build(project: Project, generation: str, steps: Steps) -> None:
    """Load a generation into the case's own server, if it has one; the build there before answers until this one is whole.

    Raises:
        StoreError: the server does not answer, refuses, or took less than it was sent.
    """
    if not project.store:
        return
    from kg.store.publish import publish

    scratch = project.state_dir / "whole.nq"
    try:
        with steps.of("publish"):
            graph = whole_graph(generations(project).path(generation), scratch)
            publish(addresses(project), graph, base=project.base, name=generation, progress=lambda text: steps.announce(Progress(text)))
    finally:
        scratch.unlink(missing_ok=True)
