"""What each saved question must answer, written by hand from the texts.

A row holds the terms in the order of the columns: a slug, a prefixed name, a literal as text, or None where nothing is bound. Numbers
are compared as numbers. ``seed`` is the answer on entities.yaml and the seed article alone, ``whole`` the one on the whole case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Question:
    """One asking of a saved question, with the rows it must give in any order."""

    name: str
    seed: frozenset[Row]
    whole: frozenset[Row]
    params: dict[str, str] = field(default_factory=dict)


def _rows(text: str | None) -> frozenset[Row]:
    """One row a line, its terms between bars; ``-`` stands for nothing bound."""
    lines = [line.strip() for line in (text or "").strip().splitlines()]
    return frozenset(tuple(None if term.strip() == "-" else term.strip() for term in line.split("|")) for line in lines if line)


def _question(name: str, seed: str, whole: str | None = None, more: str = "", **params: str) -> Question:
    """A question whose whole answer is ``whole``, or else the seed's and ``more``."""
    return Question(name, _rows(seed), _rows(whole) if whole is not None else _rows(seed) | _rows(more), params)


def _single(rows: Iterable[str]) -> str:
    return "\n".join(f"{row}|globalpost" for row in rows)


_CARTELS = ("mexican-cartels", "colombian-cartels", "balkan-cartels")
_ON_CRIMINALS_BY_GLOBALPOST_ALONE = (
    "drug-cartels|rdf:type|kga:Cartel",
    "organized-crime-groups|rdf:type|kga:CriminalOrganization",
    "seek-foreign-military-aid|kga:target|drug-cartels",
    "seek-foreign-military-aid|kga:target|organized-crime-groups",
    "local-gangs-ec|kga:operatesIn|ecuador",
    "mexican-cartels|kga:basedIn|mexico",
    "colombian-cartels|kga:basedIn|colombia",
    "balkan-cartels|kga:basedIn|balkans",
)
_ON_CRIMINALS_BY_BOTH = (
    "local-gangs-ec|rdf:type|kga:Gang",
    *(f"{cartel}|rdf:type|kga:Cartel" for cartel in _CARTELS),
    *(f"{cartel}|kga:operatesIn|ecuador" for cartel in _CARTELS),
    *(f"local-gangs-ec|kga:supports|{cartel}" for cartel in _CARTELS),
)

QUESTIONS = (
    _question(
        "criminal-organizations-in-ecuador",
        """
        mexican-cartels
        colombian-cartels
        balkan-cartels
        local-gangs-ec
        """,
    ),
    _question(
        "helpers-of-foreign-cartels",
        """
        local-gangs-ec|mexican-cartels|mexico
        local-gangs-ec|colombian-cartels|colombia
        local-gangs-ec|balkan-cartels|balkans
        """,
    ),
    _question(
        "helpers-of-foreign-cartels",
        """
        local-gangs-ec|colombian-cartels|colombia
        local-gangs-ec|balkan-cartels|balkans
        """,
        COUNTRY="mexico",
    ),
    _question(
        "homicide-rate-by-year",
        """
        2019|6.85|per 100000 people
        2023|46.18|per 100000 people
        2024|38.76|per 100000 people
        """,
        more="""
        2019|6.9|per 100000 people
        2022|26.7|per 100000 people
        2023|44.5|per 100000 people
        """,
    ),
    _question("homicide-rate-by-year", "", more="2023|26.8|per 100000 people", PLACE="venezuela"),
    _question("homicide-rate-growth", "2024|38.76|6.85|5.66", more="2024|38.76|6.9|5.62"),
    _question("certainly-in-office", "rafael-correa"),
    _question("certainly-in-office", "daniel-noboa", FROM="2025-01-01", TO="2025-04-30"),
    _question("certainly-in-office", "", more="rafael-correa", FROM="2012-01-01", TO="2012-12-31"),
    _question(
        "possibly-in-office",
        """
        rafael-correa
        daniel-noboa
        """,
    ),
    _question(
        "possibly-in-office",
        """
        rafael-correa
        daniel-noboa
        """,
        whole="daniel-noboa",
        FROM="2020-01-01",
        TO="2020-12-31",
    ),
    _question("orders", "daniel-noboa|foreign-ministry-ec|cooperation-agreements"),
    _question("rulings-and-what-they-allow", "constitutional-court-ec|foreign-bases-amendment|foreign-military-bases"),
    _question(
        "steps-still-to-come",
        """
        amendment-debate|kga:Pending|court-ruling-foreign-bases
        amendment-referendum|kga:Pending|amendment-debate
        ec-election-2025-r2|kga:Scheduled|ec-election-2025-r1
        """,
        whole="""
        amendment-debate|kga:Pending|court-ruling-foreign-bases
        ec-election-2025-r2|kga:Scheduled|ec-election-2025-r1
        assembly-on-foreign-support|kga:Pending|adn-request
        settling-allies|kga:Pending|-
        """,
    ),
    _question("agreements-ended", "rafael-correa|united-states|us-ec-base-agreement|2009-01-01|2009-12-31|sovereignty"),
    _question("foreign-forces-with-a-base", "us-military|us-base-in-ecuador|2009-12-31|counter-narcotics"),
    _question(
        "where-trafficked-goods-come-from",
        """
        colombia
        peru
        """,
    ),
    _question(
        "unnamed-speakers",
        """
        ecuador-officials|seek-foreign-military-aid|6
        security-analysts|seek-foreign-military-aid|1
        security-analysts|foreign-troops-help|7
        security-analysts|cocaine-trafficking|1
        """,
    ),
    _question(
        "chain-of-a-report",
        """
        globalpost|1|ecuador-officials|kga:Said
        globalpost|2|associated-press|kga:Reported
        globalpost|3|globalpost|kga:Republished
        """,
    ),
    _question(
        "what-followed",
        """
        order-cooperation-agreements|months
        amendment-debate|-
        amendment-referendum|-
        """,
        more="""
        reform-sent-to-assembly|-
        noboa-acknowledges-defeat|-
        """,
    ),
    _question(
        "rival-figures",
        "",
        more="""
        46.18|globalpost|globalpost
        44.5|insight-crime|boyaca-7-dias
        """,
    ),
    _question("rival-figures", "", YEAR="2019"),
    # -- about the further sources
    _question(
        "corroboration",
        "",
        more="""
        order-cooperation-agreements|kga:agent|daniel-noboa|the-independent
        order-cooperation-agreements|kga:to|foreign-ministry-ec|the-independent
        order-cooperation-agreements|kga:topic|cooperation-agreements|the-independent
        cooperation-agreements|kga:signatory|allied-nations|the-independent
        cooperation-agreements|kga:permits|foreign-special-forces|the-independent
        special-forces-aid|kga:agent|foreign-special-forces|the-independent
        special-forces-aid|kga:status|kga:Proposed|the-independent
        seek-foreign-military-aid|kga:party|allied-nations|the-independent
        seek-foreign-military-aid|kga:party|allied-nations|prensa-latina
        mexican-cartels|kga:operatesIn|ecuador|the-independent
        colombian-cartels|kga:operatesIn|ecuador|the-independent
        balkan-cartels|kga:operatesIn|ecuador|the-independent
        local-gangs-ec|kga:supports|mexican-cartels|the-independent
        local-gangs-ec|kga:supports|colombian-cartels|the-independent
        local-gangs-ec|kga:supports|balkan-cartels|the-independent
        violence-spike|kga:place|ecuador|the-independent
        cocaine-trafficking|kga:linkedTo|violence-spike|the-independent
        cocaine-trafficking|kga:commodity|cocaine|the-independent
        cocaine-trafficking|kga:origin|colombia|the-independent
        cocaine-trafficking|kga:origin|peru|the-independent
        colombia|kga:produces|cocaine|the-independent
        peru|kga:produces|cocaine|the-independent
        court-ruling-foreign-bases|kga:court|constitutional-court-ec|newscentral
        court-ruling-foreign-bases|kga:outcome|foreign-bases-amendment|newscentral
        Tenure/rafael-correa/president-of-ecuador|kga:holder|rafael-correa|newscentral
        Tenure/rafael-correa/president-of-ecuador|kga:post|president-of-ecuador|newscentral
        amendment-referendum|kga:topic|foreign-bases-amendment|newscentral
        amendment-referendum|kga:topic|foreign-bases-amendment|tass
        amendment-referendum|kga:topic|foreign-bases-amendment|anews
        us-base-operation|kga:place|us-base-in-ecuador|tass
        """,
    ),
    _question(
        "figures-that-differ",
        "",
        more="""
        homicide-rate|ecuador|2019|6.85|globalpost|-
        homicide-rate|ecuador|2019|6.9|conservative-news-briefing|-
        homicide-rate|ecuador|2023|44.5|boyaca-7-dias|kga:Disputed
        homicide-rate|ecuador|2023|46.18|globalpost|kga:Disputed
        """,
    ),
    _question(
        "events-between",
        "",
        more="""
        noboa-announces-reform|2024-09-16|2024-09-16
        reform-sent-to-assembly|2024-10-17|2024-10-17
        order-cooperation-agreements|2025-02-19|2025-02-19
        sommerfeld-statement|2025-02-20|2025-02-20
        """,
    ),
    _question(
        "events-between",
        """
        order-cooperation-agreements|2025-01-01|2025-04-30
        ec-election-2025-r2|2025-04-01|2025-04-30
        """,
        whole="""
        order-cooperation-agreements|2025-02-19|2025-02-19
        sommerfeld-statement|2025-02-20|2025-02-20
        ec-election-2025-r2|2025-04-01|2025-04-30
        """,
        FROM="2025-01-01",
        TO="2025-04-30",
    ),
    _question(
        "claims-of-one-source",
        _single(_ON_CRIMINALS_BY_GLOBALPOST_ALONE + _ON_CRIMINALS_BY_BOTH),
        whole=_single(_ON_CRIMINALS_BY_GLOBALPOST_ALONE),
    ),
    _question(
        "what-is-denied",
        "",
        more="""
        amendment-referendum|kga:outcome|foreign-bases-amendment|tass
        amendment-referendum|kga:outcome|foreign-bases-amendment|anews
        constitution-referendum|kga:outcome|new-constitution-ec|anews
        """,
    ),
    _question(
        "who-is-quoted",
        """
        ecuador-officials|globalpost
        associated-press|globalpost
        daniel-noboa|globalpost
        security-analysts|globalpost
        """,
        more="""
        associated-press|the-independent
        communications-secretariat-ec|the-independent
        sommerfeld|prensa-latina
        presidency-ec|newscentral
        xinhua|diario-dominicano
        insight-crime|boyaca-7-dias
        interior-ministry-ec|conservative-news-briefing
        ecuador-government|conservative-news-briefing
        """,
    ),
    _question(
        "counts-of-a-vote",
        "",
        more="""
        votes-against|65 %|60.3|%|tass
        votes-against|about 90 %|60.5|%|anews
        votes-for|about 90 %|39.5|%|anews
        """,
    ),
    _question("counts-of-a-vote", "", more="votes-against|about 90 %|61.55|%|anews", VOTE="constitution-referendum"),
    _question(
        "dates-given-differently",
        "",
        more="""
        order-cooperation-agreements|[2025-01..2025-04]|globalpost|2025-02-19|2025-02-19
        order-cooperation-agreements|2025-02-19|the-independent|2025-02-19|2025-02-19
        court-ruling-foreign-bases|before: order-cooperation-agreements|globalpost|-|2024-10-18
        court-ruling-foreign-bases|[..2024-10-18]|newscentral|-|2024-10-18
        Tenure/rafael-correa/president-of-ecuador|during: base-agreement-termination|globalpost|2007-01-01|2017-12-31
        Tenure/rafael-correa/president-of-ecuador|2007/2017|newscentral|2007-01-01|2017-12-31
        us-base-operation|1999~/2009|globalpost|1999-01-01|2009-12-31
        us-base-operation|1999/2009|tass|1999-01-01|2009-12-31
        """,
    ),
)
