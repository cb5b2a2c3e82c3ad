"""A page of a part of a case, to hand on: the last build's graph, cut to what someone asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from msgspec.structs import replace

from kg.errors import KgError, UsageError
from kg.export.html.page import network_html
from kg.export.positions import read_positions
from kg.model.dates import parse_date
from kg.model.moments import DateError
from kg.network.extract import extract
from kg.network.keeping import Place
from kg.network.layout import positions
from kg.network.network import Network
from kg.network.projection import project as project_network
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.query.view import WHOLE, View
from kg.query.views import open_view
from kg.store.places import places


@dataclass(frozen=True)
class Part:
    """What to cut out.

    Args:
        focus: slugs to begin from.
        hops: steps around them.
        as_of: EDTF date; what certainly does not hold on its last day is left out.
        found: ids of entities and claims that a question found, to begin from too.
        asked: that question in words.
        view: which claims count.
        tied, shared: as of :func:`kg.network.extract.extract`.
    """

    focus: tuple[str, ...] = ()
    hops: int = 1
    as_of: str | None = None
    found: tuple[str, ...] | None = None
    asked: str = ""
    view: View = WHOLE
    tied: bool = False
    shared: bool = False


def part_html(case: Project, ontology: Ontology, part: Part) -> tuple[str, Network]:
    """The page as text, and the network that it shows.

    Raises:
        StoreError: nothing has been built yet.
        UsageError: a slug that the case does not have, or a date that is none.
        KgError: the question finds nothing, or no claim is left to show.
    """
    network = project_network(open_view(case, part.view).quads(), ontology, title=case.title, base=case.base, language=case.language)

    def written(claims: Sequence[str]) -> Mapping[str, Sequence[str]]:
        return places(case, claims)

    return cut_html(network, part, written=written, known=read_positions(case.state_dir))


def cut_html(
    network: Network, part: Part, *, written: Callable[[Sequence[str]], Mapping[str, Sequence[str]]], known: Mapping[str, Place]
) -> tuple[str, Network]:
    """The page of a part of a network that has been read already; as :func:`part_html`.

    Args:
        network: of the whole case, or of a view of it.
        written: IRIs of claims -> where each was written down.
        known: where an earlier picture has its nodes.
    """
    day = _last_day(part.as_of) if part.as_of else None
    centres = [*_known(part.focus, network), *_shown(part.found or (), network)]
    if part.found is not None and not centres:
        raise KgError(f"the question '{part.asked}' found nothing to draw.", remedy="Ask it with 'kg query' to see why.")
    cut = extract(network, centres=centres, hops=part.hops, day=day, tied=part.tied, shared=part.shared)
    if not cut.claims and (part.found is not None or not part.view.whole):
        raise KgError(f"{_chosen(part)} leaves no claim to show.", remedy="Ask 'kg query' with the same options to see what there is.")
    cut = replace(cut, title=_title(network, part))
    where = {claim: ", ".join(spots) for claim, spots in written([network.base + c.id for c in cut.claims]).items()}
    page = network_html(
        cut.to_dict(),
        places={claim.removeprefix(network.base): spot for claim, spot in where.items()},
        positions=positions(cut, known=known),
        opening=f"asof={day}" if day else "",
    )
    return page, cut


def _chosen(part: Part) -> str:
    """What was asked for, in words."""
    words = [f"the question '{part.asked}'" if part.found is not None else "", str(part.view)]
    return " with ".join(word for word in words if word)


def _last_day(text: str) -> str:
    try:
        day = parse_date(text).end_latest
    except DateError as error:
        raise UsageError(f"'--as-of {text}': {error}") from error
    if day is None:
        raise UsageError(f"'--as-of {text}' has no last day.", remedy="Write a day, a month or a year.")
    return day


def _known(focus: Sequence[str], network: Network) -> list[str]:
    slugs = [entity.id for entity in network.entities]
    for slug in focus:
        if slug not in slugs:
            near = get_close_matches(slug, slugs, 3, 0.6)
            raise UsageError(
                f"nothing in the graph is called '{slug}'.",
                remedy=f"Did you mean {' or '.join(near)}?" if near else "Names are slugs: 'kg list' shows them.",
            )
    return list(focus)


def _shown(found: Sequence[str], network: Network) -> list[str]:
    """Those of the ids found that are entities or claims of the network."""
    known = {entity.id for entity in network.entities} | {claim.id for claim in network.claims}
    return [id_ for id_ in found if id_ in known]


def _title(network: Network, part: Part) -> str:
    """The case's title with what was cut out of it."""
    names = {entity.id: entity.name for entity in network.entities}
    words = [", ".join(names[slug] for slug in part.focus), part.asked.rstrip("?. "), f"as of {part.as_of}" if part.as_of else ""]
    return ": ".join([network.title, ", ".join(word for word in words if word)]).removesuffix(": ")
