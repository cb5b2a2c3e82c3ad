"""A part of a network that stands on its own: what lies around some entities, or what may hold on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from kg.network.network import Claim, Entity, Network, Source, Statement, When


def extract(
    network: Network, *, centres: Collection[str] = (), hops: int = 1, day: str | None = None, tied: bool = False, shared: bool = False
) -> Network:
    """The part of a network around some entities, or at one time, with all the evidence for it.

    States with roles (a tenure, an observation) are no stop of their own: a step leads through them, as it does in the picture. What
    speaks against a statement comes along, and everyone who is named as a speaker.

    Args:
        centres: ids of entities or claims; none for the whole network.
        hops: how many steps from them; 0 for what is said of them and between them.
        day: ISO day; statements that certainly do not hold then are left out, undated ones stay.
        tied: a centre that nothing ties to another brings what it shares with others, or else whatever it is tied to.
        shared: every centre does.

    Raises:
        KeyError: a centre that the network does not have.
    """
    claims = {claim.id: claim for claim in network.claims}
    entities = {entity.id: entity for entity in network.entities}
    starts = _entities_of(centres, claims, entities)
    held = [i for i, s in enumerate(network.statements) if day is None or _may_hold(_dates(s, claims, entities), day)]
    inside = set(entities) if not centres else _around(network, held, starts, hops, entities, tied=tied or shared, shared=shared)
    chosen = {i for i in held if _within(network.statements[i], inside, entities)}
    chosen |= {rival for i in chosen for rival in network.statements[i].rivals}
    if day is not None:  # what has nothing left to say is gone too
        told = {end for i in chosen for end in (network.statements[i].s, network.statements[i].o) if network.statements[i].p != "type"}
        inside &= told | starts
        chosen = {i for i in chosen if network.statements[i].s in inside}
    return _assembled(network, sorted(chosen), inside if centres or day else set(entities), claims)


def _entities_of(centres: Iterable[str], claims: dict[str, Claim], entities: dict[str, Entity]) -> set[str]:
    """The centres that are entities, and the subjects and objects of those that are claims."""
    found = set()
    for centre in centres:
        if centre in entities:
            found.add(centre)
        else:
            claim = claims[centre]
            found |= {end for end in (claim.s, claim.o) if end in entities}
    return found


def _dates(statement: Statement, claims: dict[str, Claim], entities: dict[str, Entity]) -> list[When | None]:
    """When a statement holds, source by source: the claim's date, else that of its situation."""
    dates = []
    for id_ in statement.claims:
        claim = claims[id_]
        own = claim.date or (claims[claim.node].date if claim.node in claims else None)
        dates.append(own or (entities[statement.s].date if statement.s in entities else None))
    return dates


def _may_hold(dates: Collection[When | None], day: str) -> bool:
    """True where a date, or its absence, lets a thing hold on a day."""
    for when in dates:
        if when is None:
            return True
        start, _, _, end = when.bounds
        if (start is None or start <= day) and (end is None or end >= day):
            return True
    return not dates


def _around(
    network: Network, held: Iterable[int], starts: set[str], hops: int, entities: dict[str, Entity], *, tied: bool, shared: bool
) -> set[str]:
    drawn = {name for name, look in network.properties.items() if look.draws}
    near: dict[str, set[str]] = {}
    for s in (network.statements[i] for i in held):
        if s.p in drawn and s.o in entities and s.s in entities:
            near.setdefault(s.s, set()).add(s.o)
            near.setdefault(s.o, set()).add(s.s)
    reached = set(starts)
    for _ in range(hops):
        edge = {other for id_ in reached for other in near.get(id_, ())}
        through = {id_ for id_ in edge if _is_state(entities[id_], network)}
        reached |= edge | {other for id_ in through for other in near[id_]}
    if not hops:  # the states between two of them are theirs
        reached |= {id_ for id_, others in near.items() if _is_state(entities[id_], network) and others <= starts}
    if tied:
        states = {id_ for id_ in near if _is_state(entities[id_], network)}
        reached |= {state for state in states if len(near[state] & starts) > 1} | _company(near, states, starts, every=shared)
    return reached


def _company(near: Mapping[str, set[str]], states: set[str], starts: set[str], *, every: bool) -> set[str]:
    """What ties centres to the rest, with the states in between: of each, or of those that no other centre is next to.

    What at least two centres are next to is enough; a centre that shares nothing brings all its neighbours.
    """
    beside: dict[str, dict[str, set[str]]] = {}  # centre -> neighbour -> the states that lead there
    for centre in starts:
        found = beside.setdefault(centre, {})
        for other in near.get(centre, ()):
            for end in near[other] - {centre} if other in states else {other}:
                found.setdefault(end, set()).update({other} & states)
    times = Counter(end for found in beside.values() for end in found)
    company = set()
    for centre, found in beside.items():
        if every or not found.keys() & starts:
            common = {end for end in found if times[end] > 1 or end in starts}
            for end in common or found:
                company |= {end} | found[end]
            if not found:  # a state of which nothing but itself is told
                company |= near.get(centre, set())
    return company


def _is_state(entity: Entity, network: Network) -> bool:
    return entity.situation and not {entity.class_, *network.classes[entity.class_].up} & {"Event"}


def _within(statement: Statement, inside: set[str], entities: dict[str, Entity]) -> bool:
    return statement.s in inside and (statement.p == "type" or statement.o not in entities or statement.o in inside)


def _assembled(network: Network, chosen: list[int], inside: set[str], claims: dict[str, Claim]) -> Network:
    """The chosen statements with renumbered rivals, their claims and sources, and everyone these name."""
    number = {old: new for new, old in enumerate(chosen)}
    statements = tuple(
        replace(s, rivals=tuple(number[r] for r in s.rivals if r in number)) for s in (network.statements[i] for i in chosen)
    )
    said = [claims[id_] for s in statements for id_ in s.claims]
    said += [claims[c.node] for c in said if c.node in claims]
    behind = tuple(sorted({claim.id: claim for claim in said}.values(), key=lambda claim: claim.id))
    wanted = {claim.source for claim in behind}
    sources = tuple(source for source in network.sources if source.id in wanted)
    named = inside | {end for s in statements for end in (s.s, s.o) if end} | _named(behind, sources)
    kept = tuple(entity for entity in network.entities if entity.id in named)
    classes = {e.class_ for e in kept} | {s.o for s in statements if s.p == "type" and s.o}
    return replace(
        network,
        classes={name: look for name, look in network.classes.items() if name in classes},
        properties={name: look for name, look in network.properties.items() if any(s.p == name for s in statements)},
        entities=kept,
        statements=statements,
        claims=behind,
        sources=sources,
    )


def _named(claims: Iterable[Claim], sources: Iterable[Source]) -> set[str]:
    """Ids of speakers, deniers and publishers."""
    found = {source.publisher for source in sources if source.publisher}
    for claim in claims:
        found |= {hop.speaker for hop in claim.chain} | set(claim.denied_by) | {claim.where or ""}
    return found
