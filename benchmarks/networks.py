"""Makes up networks of any size as the projection would give them: two relations a node, one claim a relation.

Nodes belong to communities of a hundred, one relation in twenty leaves them. Each claim has an id as a build gives it, a source, a quote
and a speaker, every other one a date. The same bytes for the same size.
"""

from __future__ import annotations

from datetime import date
from hashlib import md5
from random import Random
from typing import Any

COMMUNITY = 100
_KINDS = ("Person", "Ministry", "Cartel", "Country", "Concept")
_FIRST = ("Alvar", "Berta", "Cosmo", "Delfín", "Edda", "Fausto", "Greta", "Hilario")
_LAST = ("Nunca", "Orza", "Pardo", "Quil", "Rocafuerte", "Salas", "Tovar")
_WORDS = "a the of in port ship money minister signed paid met before after troops office contract said denied shared route".split()
_LOOKS = {
    "Person": ("person", "disc", "ink", "Person"),
    "Ministry": ("ministry", "square", "#0072b2", "State body"),
    "Cartel": ("cartel", "diamond", "#d55e00", "Criminal group"),
    "Country": ("country", "hexagon", "#009e73", "Place"),
    "Concept": ("concept", "capsule", "#999999", "Good, idea, measure"),
}
_RELATIONS = ("supports", "operatesIn", "linkedTo", "controls")


def made_up(nodes: int) -> dict[str, Any]:
    """A network of so many entities, in the shape of ``network.json``."""
    random = Random(nodes)  # noqa: S311 - a benchmark needs the same case every time, not secrets
    sources = [_source(random, i) for i in range(max(1, nodes // 50))]
    entities = [_entity(random, i) for i in range(nodes)]
    ends = sorted({_ends(random, nodes) for _ in range(2 * nodes)})
    while len(ends) < 2 * nodes:
        ends = sorted({*ends, *(_ends(random, nodes) for _ in range(2 * nodes - len(ends)))})
    claims = [_claim(random, a, b, random.choice(_RELATIONS), sources) for a, b in ends]
    return {
        "kg": 1,
        "title": f"{nodes:,} nodes",
        "base": "https://e.example/",
        "language": "en",
        "classes": {name: _look(*look) for name, look in _LOOKS.items()},
        "properties": {name: {"label": name, "reads": name, "draws": True, "symmetric": False} for name in _RELATIONS},
        "entities": entities,
        "statements": [{"s": c["s"], "p": c["p"], "o": c["o"], "stands": True, "claims": [c["id"]]} for c in claims],
        "claims": sorted(claims, key=lambda claim: claim["id"]),
        "sources": sources,
    }


def edges(network: dict[str, Any]) -> list[tuple[int, int]]:
    """The relations as pairs of places among the entities."""
    number = {entity["id"]: i for i, entity in enumerate(network["entities"])}
    return [(number[s["s"]], number[s["o"]]) for s in network["statements"] if s.get("o") in number]


def places(network: dict[str, Any]) -> dict[str, str]:
    """Where the fact behind each claim stands: a file for each source, its claims on lines in no order of the alphabet."""
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for claim in network["claims"]:  # sorted by id, that is by hash
        line = lines[claim["source"]] = lines.get(claim["source"], 4) + 1
        found[claim["id"]] = f"facts/{claim['source'].removeprefix('source/')}.yaml:{line}:5"
    return found


def without_text(network: dict[str, Any]) -> dict[str, Any]:
    """The same network with every label, quote, title and address empty: what is left is what the page costs beyond evidence text."""
    nameless = [entity | {"name": "", "names": [name | {"text": ""} for name in entity.get("names", ())]} for entity in network["entities"]]
    texts = ("quotes", "notes", "cites")
    wordless = [claim | {key: [""] * len(claim[key]) for key in texts if key in claim} for claim in network["claims"]]
    untitled = [source | {"title": "", "url": ""} for source in network["sources"]]
    return network | {"entities": nameless, "claims": wordless, "sources": untitled}


def _look(label: str, shape: str, color: str, legend: str) -> dict[str, Any]:
    outline = {"light": "#1b1a18", "dark": "#eeece6"}
    return {"label": label, "up": ["Actor", "Entity"], "color": color, "outline": outline, "shape": shape, "legend": legend}


def _entity(random: Random, i: int) -> dict[str, Any]:
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)} {i}"
    return {"id": f"n{i}", "class": _KINDS[i % 5], "name": name, "names": [{"text": name, "lang": "en", "kind": "name"}]}


def _ends(random: Random, nodes: int) -> tuple[int, int]:
    a = random.randrange(nodes)
    first = a // COMMUNITY * COMMUNITY
    b = random.randrange(nodes) if random.random() < 0.05 else random.randrange(first, min(first + COMMUNITY, nodes))
    return (a, b) if a != b else (a, (a + 1) % nodes)


def _day(random: Random) -> dict[str, Any]:
    day = date(random.randint(2005, 2025), random.randint(1, 12), random.randint(1, 28))
    return {"edtf": day.isoformat(), "bounds": [day.isoformat()] * 4, "words": f"{day:%A} {day.day} {day:%B %Y}"}


def _source(random: Random, i: int) -> dict[str, Any]:
    title = " ".join(random.choices(_WORDS, k=7)).capitalize()
    day = _day(random)
    return {"id": f"source/s{i}", "title": title, "url": f"https://paper.example/{day['edtf']}/{i}", "publisher": f"n{i % 7}", "date": day}


def _claim(random: Random, a: int, b: int, relation: str, sources: list[dict[str, Any]]) -> dict[str, Any]:
    source = random.choice(sources)
    id_ = md5(f"{a} {relation} {b} {source['id']}".encode(), usedforsecurity=False).hexdigest()
    claim = {"id": f"claim/{id_}", "source": source["id"], "s": f"n{a}", "p": relation, "o": f"n{b}"}
    claim |= {"quotes": [" ".join(random.choices(_WORDS, k=6))], "chain": [{"speaker": source["publisher"], "act": "said"}]}
    return claim | ({"date": _day(random)} if random.random() < 0.5 else {})
