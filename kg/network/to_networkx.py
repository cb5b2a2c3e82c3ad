"""A network as a networkx graph, for measures, paths and every format that networkx writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from kg.network.network import Entity, Network, Statement


def to_networkx(network: Network, *, standing: bool = True) -> networkx.MultiDiGraph:
    """Entities as nodes, statements that draw an edge as edges, in the order of the network.

    Every attribute is a text, a whole number or a truth value, so that ``networkx.write_graphml`` and
    ``networkx.write_gexf`` take the graph as it is. Attributes that nothing is known for are absent.

    Graph: ``title``, ``base``, ``language``.

    Node (its name is the entity's id):

    - ``name``: display name; ``label`` is the same, for programs that look for that word.
    - ``class``: most specific class; ``classes``: it and all above it, nearest first, with a space between.
    - ``specificity``: ``named``, ``collective`` or ``unspecified``.
    - ``situation``: True for what happens or holds for a time.
    - ``date``: in words; ``start``, ``end``: earliest day it may start, latest it may end (ISO 8601).

    Edge (its key is the property's name):

    - ``property``: the same; ``reads``: its words on a line, such as ``operates in``.
    - ``claims``, ``sources``: number of live claims that state it, and of sources that make them.
    - ``claim_ids``: ids of all its claims, with a space between.
    - ``state``: words of doubt (:func:`kg.network.states.states_of`) with a space between; empty when plainly asserted.
    - ``derived``: True when no source says it.
    - ``stands``: False only with ``standing=False``.

    Args:
        standing: leave out statements that do not stand, such as those that a source only negates.
    """
    import networkx

    graph = networkx.MultiDiGraph(title=network.title, base=network.base, language=network.language)
    for entity in network.entities:
        graph.add_node(entity.id, **_node(entity, network))
    live = {claim.id: claim.source for claim in network.claims if claim.live and not claim.negated}
    for _, statement in network.drawn():
        if statement.stands or not standing:
            graph.add_edge(statement.s, statement.o, statement.p, **_edge(statement, network, live))
    return graph


def _node(entity: Entity, network: Network) -> dict[str, Any]:
    look = network.classes.get(entity.class_)
    found: dict[str, Any] = {
        "name": entity.name,
        "label": entity.name,
        "class": entity.class_,
        "classes": " ".join((entity.class_, *(look.up if look else ()))),
        "specificity": entity.specificity or "named",
        "situation": entity.situation,
    }
    if entity.date is not None:
        start, _, _, end = entity.date.bounds
        found |= {key: text for key, text in (("date", entity.date.words), ("start", start), ("end", end)) if text}
    return found


def _edge(statement: Statement, network: Network, live: dict[str, str]) -> dict[str, Any]:
    sources = [live[claim] for claim in statement.claims if claim in live]
    return {
        "property": statement.p,
        "reads": network.properties[statement.p].reads,
        "claims": len(sources),
        "sources": len(set(sources)),
        "claim_ids": " ".join(statement.claims),
        "state": " ".join(statement.state),
        "derived": statement.derived,
        "stands": statement.stands,
    }
