"""A network such as the builder writes, made by hand: the Ecuador story with every kind of doubt, and graphs of any size."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.networks import COMMUNITY, made_up, places

Network = dict[str, Any]

# name: label, classes above, shape, fill, outlines, legend
CLASSES = {
    "Person": ("person", "Actor Entity", "disc", "ink", "#1b1a18 #eeece6", "Person"),
    "Group": ("group of people", "Actor Entity", "disc", "#999999", "#5c5c5c #cfcfcf", "Group of people"),
    "Government": ("government", "PublicBody Organization Actor Entity", "square", "#0072b2", "#00507d #5cb3e6", "State body"),
    "Ministry": ("ministry", "PublicBody Organization Actor Entity", "square", "#0072b2", "#00507d #5cb3e6", "State body"),
    "Court": ("court", "PublicBody Organization Actor Entity", "square", "#0072b2", "#00507d #5cb3e6", "State body"),
    "Legislature": ("legislature", "PublicBody Organization Actor Entity", "square", "#0072b2", "#00507d #5cb3e6", "State body"),
    "SecurityForce": ("security force", "Organization Actor Entity", "shield", "#56b4e9", "#1f6f9f #a5dafa", "Force"),
    "ArmedForces": ("armed forces", "SecurityForce Organization Actor Entity", "shield", "#56b4e9", "#1f6f9f #a5dafa", "Force"),
    "Cartel": ("cartel", "CriminalOrganization Organization Actor Entity", "diamond", "#d55e00", "#943f00 #ff9a52", "Criminal group"),
    "Gang": ("gang", "CriminalOrganization Organization Actor Entity", "diamond", "#d55e00", "#943f00 #ff9a52", "Criminal group"),
    "Country": ("country", "Actor Place Entity", "hexagon", "#009e73", "#006a4d #4fd3ab", "Place"),
    "Region": ("region", "Place Entity", "hexagon", "#009e73", "#006a4d #4fd3ab", "Place"),
    "Port": ("port", "Place Entity", "hexagon", "#009e73", "#006a4d #4fd3ab", "Place"),
    "MilitaryBase": ("military base", "Place Entity", "hexagon", "#009e73", "#006a4d #4fd3ab", "Place"),
    "Position": ("post", "Entity", "ring", "none", "#1b1a18 #eeece6", "Post"),
    "Legislation": ("law", "LegalInstrument Entity", "sheet", "#f0e442", "#7a7100 #fff7a0", "Law, agreement"),
    "Agreement": ("agreement", "LegalInstrument Entity", "sheet", "#f0e442", "#7a7100 #fff7a0", "Law, agreement"),
    "Commodity": ("commodity", "Entity", "capsule", "#999999", "#5c5c5c #cfcfcf", "Good, idea, measure"),
    "Concept": ("concept", "Entity", "capsule", "#999999", "#5c5c5c #cfcfcf", "Good, idea, measure"),
    "Indicator": ("indicator", "Concept Entity", "capsule", "#999999", "#5c5c5c #cfcfcf", "Good, idea, measure"),
    "NewsOrganization": ("news organization", "Organization Actor Entity", "bubble", "#cc79a7", "#91446e #f0b3d3", "Press"),
    "Order": ("order", "Event Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Election": ("election", "Event Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Referendum": ("referendum", "Event Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "CourtRuling": ("court ruling", "Event Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Termination": ("termination", "Event Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Intention": ("plan", "State Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Tenure": ("tenure", "State Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
    "Observation": ("observation", "State Situation", "triangle", "#e69f00", "#8f6100 #ffcf6b", "Event"),
}

# slug, class, name, specificity, aliases
ENTITIES = """
ecuador|Country|Ecuador||
colombia|Country|Colombia||
peru|Country|Peru||
mexico|Country|Mexico||
united-states|Country|United States||US;USA
balkans|Region|Balkans||
south-america|Region|South America||
manta-base|MilitaryBase|Manta air base||Eloy Alfaro air base
ecuador-ports|Port|Ecuador's ports|collective|
allied-nations|Country|allied nations|unspecified|
daniel-noboa|Person|Daniel Noboa||Noboa Azín
rafael-correa|Person|Rafael Correa||
president-of-ecuador|Position|President of Ecuador||
ecuador-officials|Group|Ecuadorian officials|unspecified|
security-analysts|Group|security analysts|unspecified|
noboa-administration|Government|Noboa administration||
foreign-ministry-ec|Ministry|Ministry of Foreign Affairs||foreign ministry
constitutional-court-ec|Court|Constitutional Court||
legislature-ec|Legislature|National Assembly||Asamblea Nacional
security-forces-ec|SecurityForce|security forces|collective|
us-military|ArmedForces|United States military||
foreign-special-forces|ArmedForces|special forces of allied nations|unspecified|
mexican-cartels|Cartel|Mexican cartels|collective|
colombian-cartels|Cartel|Colombian cartels|collective|
balkan-cartels|Cartel|Balkan cartels|collective|
local-gangs-ec|Gang|local gangs|collective|
constitution-ec|Legislation|Constitution of Ecuador||
foreign-bases-amendment|Legislation|Amendment on foreign bases||
us-ec-base-agreement|Agreement|US-Ecuador base agreement||
cooperation-agreements|Agreement|cooperation agreements|collective|
cocaine|Commodity|cocaine||
drug-trafficking|Concept|drug trafficking||
counter-narcotics|Concept|anti-narcotic operations||
sovereignty|Concept|sovereignty||
homicide-rate|Indicator|homicide rate||
associated-press|NewsOrganization|Associated Press||AP
globalpost|NewsOrganization|GlobalPost||
prensa-latina|NewsOrganization|Prensa Latina||
efe|NewsOrganization|EFE||
insight-crime|NewsOrganization|InSight Crime||
tass|NewsOrganization|TASS||
order-2025|Order|Order of 19 February 2025||
seek-aid|Intention|Plan to seek foreign military aid||
election-r1|Election|Election, first round||
referendum-2025|Referendum|Referendum of 16 November 2025||
ruling|CourtRuling|Court ruling on foreign bases||
end-of-agreement|Termination|End of the base agreement||
tenure-noboa|Tenure|Daniel Noboa, President of Ecuador||
tenure-correa|Tenure|Rafael Correa, President of Ecuador||
Observation/homicide-rate/ecuador/2019|Observation|homicide rate, Ecuador, 2019||
Observation/homicide-rate/ecuador/2023|Observation|homicide rate, Ecuador, 2023||
Observation/homicide-rate/ecuador/2024|Observation|homicide rate, Ecuador, 2024||
""".strip().splitlines()

PROPERTIES = {
    "operatesIn": "operates in", "basedIn": "based in", "locatedIn": "in", "jurisdiction": "of", "borders": "borders", "partOf": "part of",
    "memberOf": "member of", "leads": "leads", "supports": "supports", "controls": "controls", "produces": "produces", "permits": "permits",
    "prohibits": "prohibits", "amends": "amends", "party": "party", "place": "in", "topic": "about", "agent": "by", "target": "against",
    "to": "to", "via": "via", "beneficiary": "for", "winner": "won by", "court": "by", "outcome": "in favour of", "terminates": "ends",
    "reason": "because of", "holder": "held by", "post": "of", "of": "of", "indicator": "measures", "engagesIn": "engages in",
    "linkedTo": "linked to", "forPost": "for",
}  # fmt: skip

TIMELESS = ("locatedIn", "borders", "partOf", "amends")

GLOBALPOST, AP, PRENSA, EFE, TASS = "source/globalpost", "source/ap", "source/prensa-latina", "source/efe", "source/tass"
SPRING = {
    "edtf": "[2025-01..2025-04]",
    "bounds": ["2025-01-01", "2025-04-30", "2025-01-01", "2025-04-30"],
    "words": "between January and April 2025",
}
FEB19 = {"edtf": "2025-02-19", "bounds": ["2025-02-19"] * 4, "words": "Wednesday 19 February 2025"}
FEB20 = {"edtf": "2025-02-20", "bounds": ["2025-02-20"] * 4, "words": "Thursday 20 February 2025"}
NOV16 = {"edtf": "2025-11-16", "bounds": ["2025-11-16"] * 4, "words": "Sunday 16 November 2025"}
BASE = {"edtf": "1999~/2009", "bounds": ["1998-01-01", "2000-12-31", "2009-01-01", "2009-12-31"], "words": "from about 1999 to 2009"}
SOURCES: list[dict[str, Any]] = [
    {"id": GLOBALPOST, "title": "Bring in the Cavalry", "publisher": "globalpost", "date": SPRING, "type": "article", "reliability": "B"},
    {
        "id": AP,
        "title": "AP report in The Independent",
        "publisher": "associated-press",
        "date": FEB19,
        "url": "https://www.independent.co.uk/news/ecuador-quito-national-assembly-peru-mexican-b2701242.html",
    },
    {
        "id": PRENSA,
        "title": "Ecuador Foreign Ministry to manage international support for security",
        "publisher": "prensa-latina",
        "date": FEB20,
        "url": "https://plenglish.com/news/2025/02/20/ecuador-foreign-ministry-to-manage-international-support-for-security",
    },
    {
        "id": EFE,
        "title": "Infografía: crisis de violencia en Ecuador",
        "publisher": "efe",
        "language": "es",
        "date": {"edtf": "2024-02-28", "bounds": ["2024-02-28"] * 4, "words": "Wednesday 28 February 2024"},
        "url": "https://boyaca7dias.com.co/2024/02/28/infografia-crisis-de-violencia-en-ecuador-datos-alarmantes-de-homicidios/",
    },
    {
        "id": TASS,
        "title": "TASS report on the referendum",
        "publisher": "tass",
        "date": {"edtf": "2025-11-17", "bounds": ["2025-11-17"] * 4, "words": "Monday 17 November 2025"},
        "url": "https://tass.com/world/2044479",
    },
]
CHAINS = {
    GLOBALPOST: ["globalpost"], AP: ["associated-press"], PRENSA: ["foreign-ministry-ec", "prensa-latina"], EFE: ["insight-crime", "efe"],
    TASS: ["tass"],
}  # fmt: skip


class Story:
    """Collects claims and turns them into the dict of ``network.json``."""

    def __init__(self) -> None:
        self.statements: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.claims: list[dict[str, Any]] = []
        self.places: dict[str, str] = {}

    def say(self, line: str, *sources: str, chain: Sequence[str] = (), value: Mapping[str, str] | None = None, **fields: Any) -> list[str]:
        """One fact line, said by each source in turn; returns the ids of the claims."""
        subject, predicate, target = line.split(" ", 2)
        key = (subject, predicate, target)
        statement = self.statements.setdefault(key, {"s": subject, "p": predicate, "stands": True, "state": set(), "claims": []})
        thing = {"v": value} if value else {"o": target}
        statement.update(thing)
        ids = []
        for source in sources or (GLOBALPOST,):
            claim_id = f"claim/{len(self.claims):04d}"
            speakers = chain or CHAINS[source]
            claim = {"id": claim_id, "source": source, "s": subject, "p": predicate, **thing, **fields}
            claim["chain"] = [{"speaker": who, "act": "said" if i == 0 else "reported"} for i, who in enumerate(speakers)]
            self.claims.append(claim)
            statement["claims"].append(claim_id)
            self.places[claim_id] = f"facts/ecuador/{source.removeprefix('source/')}.yaml:{len(self.claims) + 40}:5"
            ids.append(claim_id)
        for state in (fields.get("modality"), "negated" if fields.get("negated") else None, "denied" if fields.get("deniedBy") else None):
            if state:
                statement["state"].add(state)
        if fields.get("negated"):
            statement["stands"] = False
        return ids

    def differ(self, one: list[str], other: list[str]) -> None:
        """Mark two claims as rivals."""
        for a, b in ((one, other), (other, one)):
            claim = next(c for c in self.claims if c["id"] == a[0])
            claim.setdefault("contradicts", []).append(b[0])
            claim["status"] = "disputed"
        keys = [k for k, s in self.statements.items() if s["claims"][0] in (one[0], other[0]) or one[0] in s["claims"]]
        order = list(self.statements)
        for key in keys:
            self.statements[key]["state"].add("contested")
            self.statements[key]["rivals"] = sorted(order.index(k) for k in keys if k != key)

    def network(self) -> Network:
        """The dict the page is made from."""
        return {
            "kg": 1,
            "title": "Ecuador: troops, bases, cartels",
            "base": "https://kg.example.org/ecuador/",
            "language": "en",
            "classes": {
                name: {"label": label, "up": up.split(), "color": fill, "shape": shape, "legend": legend,
                       "outline": dict(zip(("light", "dark"), lines.split(), strict=True))}
                for name, (label, up, shape, fill, lines, legend) in CLASSES.items()
            },
            "properties": {
                name: {"label": reads, "reads": reads, "draws": True, "timeless": name in TIMELESS} for name, reads in PROPERTIES.items()
            }
            | {"type": {"label": "is a", "reads": "is a", "timeless": True}, "value": {"label": "value", "reads": "value"}},
            "entities": [entity(line) for line in ENTITIES],
            "statements": [
                {k: (sorted(v) if k == "state" else v) for k, v in s.items() if k != "state" or v} for s in self.statements.values()
            ],
            "claims": self.claims,
            "sources": SOURCES,
        }  # fmt: skip


def entity(line: str) -> dict[str, Any]:
    """One row of ENTITIES as the builder writes it."""
    slug, kind, name, specificity, aliases = line.split("|")
    out: dict[str, Any] = {"id": slug, "class": kind, "name": name, "names": [{"text": name, "lang": "en", "kind": "name"}]}
    out["names"] += [{"text": alias, "lang": "en", "kind": "alias"} for alias in aliases.split(";") if alias]
    if specificity:
        out["specificity"] = specificity
    if "Situation" in CLASSES[kind][1]:
        out["situation"] = True
    if slug == "ecuador":
        out["ids"] = [{"text": "ISO EC"}, {"text": "Wikidata Q736", "url": "https://www.wikidata.org/wiki/Q736"}]
    if slug == "homicide-rate":
        out["unit"] = "per 100000 people"
    return out


def ecuador() -> tuple[Network, dict[str, str], dict[str, list[float]]]:
    """The story: network, places and positions as the page takes them."""
    story = Story()
    say = story.say
    for kind, members in (("Cartel", "mexican-cartels colombian-cartels balkan-cartels"), ("Gang", "local-gangs-ec")):
        for member in members.split():
            say(f"{member} type {kind}", GLOBALPOST, quotes=["drug cartels"])
            say(f"{member} operatesIn ecuador", GLOBALPOST, AP, quotes=["put down roots"])
    plain = """
        mexican-cartels basedIn mexico|colombian-cartels basedIn colombia|balkan-cartels basedIn balkans
        president-of-ecuador jurisdiction ecuador|noboa-administration jurisdiction ecuador|foreign-ministry-ec jurisdiction ecuador
        constitutional-court-ec jurisdiction ecuador|legislature-ec jurisdiction ecuador|security-forces-ec jurisdiction ecuador
        colombia borders ecuador|peru borders ecuador|ecuador-ports locatedIn ecuador|us-military partOf united-states
        foreign-bases-amendment amends constitution-ec|ruling court constitutional-court-ec|ruling outcome foreign-bases-amendment
        election-r1 winner daniel-noboa|election-r1 forPost president-of-ecuador|end-of-agreement agent rafael-correa
        end-of-agreement terminates us-ec-base-agreement|us-ec-base-agreement party united-states|us-ec-base-agreement party ecuador
        order-2025 agent daniel-noboa|order-2025 to foreign-ministry-ec|order-2025 topic cooperation-agreements
        local-gangs-ec engagesIn drug-trafficking|tenure-noboa holder daniel-noboa|tenure-noboa post president-of-ecuador
        tenure-correa holder rafael-correa|tenure-correa post president-of-ecuador|us-military engagesIn counter-narcotics
        referendum-2025 topic foreign-bases-amendment"""
    dates = {"order-2025": FEB19, "election-r1": SPRING, "referendum-2025": NOV16}
    dates["end-of-agreement"] = {"edtf": "2009", "bounds": ["2009-01-01", "2009-12-31", "2009-01-01", "2009-12-31"], "words": "in 2009"}
    for line in plain.replace("\n", "|").split("|"):
        if line.strip():
            date = dates.get(line.split()[0])
            sources = [GLOBALPOST, AP] if date is FEB19 else [TASS] if date is NOV16 else [GLOBALPOST]
            say(line.strip(), *sources, **({"date": date} if date else {}))
    for group in ("mexican-cartels", "colombian-cartels", "balkan-cartels"):
        say(f"local-gangs-ec supports {group}", GLOBALPOST, AP)
    for country in ("colombia", "peru"):
        say(f"{country} produces cocaine", GLOBALPOST, AP)
    say("cocaine via ecuador-ports", GLOBALPOST, chain=["security-analysts", "globalpost"], modality="alleged")
    say("us-military controls manta-base", GLOBALPOST, TASS, EFE, date=BASE)
    say("manta-base locatedIn ecuador", GLOBALPOST, TASS)
    say("us-military operatesIn manta-base", TASS)
    say("seek-aid agent ecuador", GLOBALPOST, AP, PRENSA, modality="planned", date=FEB19, quotes=["will seek foreign military aid"],
        chain=["ecuador-officials", "associated-press", "globalpost"])  # fmt: skip
    say("seek-aid to allied-nations", GLOBALPOST, AP, PRENSA, modality="planned", date=FEB19, quotes=["did not specify which countries"])
    say("seek-aid beneficiary security-forces-ec", GLOBALPOST, modality="planned")
    say("cooperation-agreements permits foreign-special-forces", GLOBALPOST, AP, modality="planned", date=FEB19,
        quotes=["the incorporation of special forces"], chain=["daniel-noboa", "associated-press"], at=["paragraph 3"])  # fmt: skip
    yes = say("foreign-bases-amendment permits manta-base", GLOBALPOST, modality="planned", quotes=["foreign military bases"])
    no = say("foreign-bases-amendment permits us-military", TASS, negated=True, date=NOV16)
    story.differ(yes, no)
    say("constitution-ec prohibits manta-base", PRENSA)
    one = say("end-of-agreement reason sovereignty", GLOBALPOST, chain=["rafael-correa", "globalpost"])
    two = say("end-of-agreement reason constitution-ec", PRENSA)
    story.differ(one, two)
    accused = "noboa-administration linkedTo drug-trafficking"
    say(accused, PRENSA, modality="alleged", deniedBy=["daniel-noboa"], chain=["withheld", "prensa-latina"])
    say("daniel-noboa leads noboa-administration", GLOBALPOST)
    say("rafael-correa memberOf noboa-administration", TASS, negated=True)
    observations(story)
    say("ecuador locatedIn south-america")
    derived = {"s": "ecuador-ports", "p": "locatedIn", "o": "south-america", "stands": True, "derived": True, "claims": [], "state": set()}
    story.statements[("ecuador-ports", "locatedIn", "south-america")] = derived
    network = story.network()
    return network, story.places, spread(network)


def observations(story: Story) -> None:
    """The homicide rates, with the rival figures of 2023."""
    values = {}
    for year, value, source in ((2019, "6.85", GLOBALPOST), (2023, "46.18", GLOBALPOST), (2023, "44.5", EFE), (2024, "38.76", GLOBALPOST)):
        node = f"Observation/homicide-rate/ecuador/{year}"
        date = {"edtf": str(year), "bounds": [f"{year}-01-01", f"{year}-12-31", f"{year}-01-01", f"{year}-12-31"], "words": f"in {year}"}
        kind = story.say(f"{node} type Observation", source, date=date, quotes=[value])
        for role, target in (("indicator", "homicide-rate"), ("of", "ecuador")):
            story.say(f"{node} {role} {target}", source, node=kind[0])
        number = {"text": value, "datatype": "xsd:decimal", "unit": "per 100000 people"}
        said = story.say(f"{node} value {value}", source, value=number, node=kind[0])
        values[value] = said
    story.differ(values["46.18"], values["44.5"])


def spread(network: Network, rounds: int = 300) -> dict[str, list[float]]:
    """Positions by a plain spring layout: enough for a fixture."""
    ids = [e["id"] for e in network["entities"]]
    rng = random.Random(4)  # noqa: S311
    place = {i: [rng.uniform(-1, 1), rng.uniform(-1, 1)] for i in ids}
    links = {(s["s"], s["o"]) for s in network["statements"] if "o" in s and s["p"] != "type" and s["s"] != s["o"]}
    linked = sorted({i for link in links for i in link})
    ideal = 0.36
    for step in range(rounds):
        push = {i: [0.0, 0.0] for i in linked}
        for i, a in enumerate(linked):
            for b in linked[i + 1 :]:
                dx, dy = place[a][0] - place[b][0], place[a][1] - place[b][1]
                d2 = max(dx * dx + dy * dy, 1e-4)
                f = ideal * ideal / d2
                for who, sign in ((a, f), (b, -f)):
                    push[who][0] += dx * sign
                    push[who][1] += dy * sign
        for a, b in sorted(links):
            dx, dy = place[a][0] - place[b][0], place[a][1] - place[b][1]
            f = math.hypot(dx, dy) / ideal
            for who, sign in ((a, -f), (b, f)):
                push[who][0] += dx * sign
                push[who][1] += dy * sign
        heat = 0.12 * (1 - step / rounds)
        for i in linked:
            length = math.hypot(*push[i]) or 1
            for axis in (0, 1):
                place[i][axis] += push[i][axis] / length * min(length, heat) - place[i][axis] * 0.02 * heat
    return {i: [round(v * 400, 1) for v in p] for i, p in place.items()}


def generated(nodes: int) -> tuple[Network, dict[str, str], dict[str, list[float]]]:
    """A graph of any size (see benchmarks/networks.py), its communities laid out in a square of discs."""
    network = made_up(nodes)
    rng = random.Random(nodes)  # noqa: S311
    side = math.ceil(math.sqrt(nodes / COMMUNITY))
    positions = {}
    for i in range(nodes):
        group, angle, radius = i // COMMUNITY, rng.uniform(0, 2 * math.pi), math.sqrt(rng.random())
        x, y = (group % side) * 1400 + 620 * radius * math.cos(angle), (group // side) * 1400 + 620 * radius * math.sin(angle)
        positions[f"n{i}"] = [round(x, 1), round(y, 1)]
    return network, places(network), positions
