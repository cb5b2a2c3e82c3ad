"""Puts a network into columns: the form in which a page carries its data, a fraction of the size of ``network.json``.

Ids are said once and referred to by number; a claim stands right after the others of its statement, so that its
subject, property and object need not be said again. ``ui/model.js`` is the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]

FORMAT = 3
"""Version of the packed form; the script refuses another."""

IDENTIFIED = 5_000
"""With more claims than this their ids are left out, but those that a fact file gives: hashes do not compress, and a page of a large case
would be mostly hashes."""

_HASHED = re.compile(r"claim/[0-9a-f]{32}\Z")
_PLACE = re.compile(r"(.+):(\d+):(\d+)\Z", re.S)
_OF_STATEMENT = ("s", "p", "o", "stands", "claims")
_OF_CLAIM = ("id", "source", "s", "p", "o")
_SHARED = ("chain", "date")


class Table:
    """Things that occur often, each kept once; ``number`` says which it is."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[str, int] = {}

    def number(self, row: Any) -> int:
        """The place of a row in the table; a new one is added."""
        key = repr(row)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]


def pack(network: Record, places: Mapping[str, str], positions: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """The network, its places and its positions as one object of columns, ready for JSON."""
    entities = list(network.get("entities", ()))
    statements = list(network.get("statements", ()))
    sources = list(network.get("sources", ()))
    claims, counts = _in_order(statements, network.get("claims", ()))
    entity = {record["id"]: number for number, record in enumerate(entities)}
    return {
        "kg": FORMAT,
        "title": network.get("title"),
        "language": network.get("language"),
        "classes": network.get("classes", {}),
        "properties": network.get("properties", {}),
        "sources": sources,
        "publishers": [entity.get(record.get("publisher", ""), -1) for record in sources],
        "entities": _entities(entities, positions, network.get("language")),
        "statements": _statements(statements, entity, counts),
        "claims": _claims(claims, {record["id"]: number for number, record in enumerate(sources)}, places),
    }


def _in_order(statements: Sequence[Record], claims: Iterable[Record]) -> tuple[list[Record], list[int]]:
    """The claims in the order of their statements, those of none at the end; and how many each statement has."""
    waiting = {claim["id"]: claim for claim in claims}
    ordered: list[Record] = []
    counts = []
    for statement in statements:
        own = [waiting.pop(claim) for claim in statement.get("claims", ()) if claim in waiting]
        ordered += own
        counts.append(len(own))
    return [*ordered, *waiting.values()], counts


def _entities(entities: Sequence[Record], positions: Mapping[str, Sequence[float]], language: str | None) -> dict[str, Any]:
    classes = Table()
    more = {}
    for number, record in enumerate(entities):
        rest = {key: value for key, value in record.items() if key not in ("id", "class", "name")}
        if rest.get("names") == [{"text": record.get("name"), "lang": language, "kind": "name"}]:
            del rest["names"]
        if rest:
            more[number] = rest
    return {
        "id": [record["id"] for record in entities],
        "name": [record.get("name", record["id"]) for record in entities],
        "class": [classes.number(record.get("class")) for record in entities],
        "classes": classes.rows,
        "x": [_rounded(positions.get(record["id"]), 0) for record in entities],
        "y": [_rounded(positions.get(record["id"]), 1) for record in entities],
        "more": more,
    }


def _rounded(place: Sequence[float] | None, axis: int) -> float | None:
    """A coordinate to five significant figures: finer than a screen."""
    return None if place is None else float(f"{place[axis]:.5g}")


def _statements(statements: Sequence[Record], entity: Mapping[str, int], counts: Sequence[int]) -> dict[str, Any]:
    properties = Table()
    more = {}
    for number, record in enumerate(statements):
        rest = {key: value for key, value in record.items() if key not in _OF_STATEMENT}
        if record.get("stands") is False:
            rest["stands"] = False
        if record["s"] not in entity:
            rest["s"] = record["s"]
        if "o" in record and (record["o"] not in entity or record["p"] == "type"):
            rest["o"] = record["o"]
        if rest:
            more[number] = rest
    return {
        "s": [entity.get(record["s"], -1) for record in statements],
        "p": [properties.number(record["p"]) for record in statements],
        "o": [-1 if record["p"] == "type" else entity.get(record.get("o", ""), -1) for record in statements],
        "properties": properties.rows,
        "claims": list(counts),
        "more": more,
    }


def _claims(claims: Sequence[Record], source: Mapping[str, int], places: Mapping[str, str]) -> dict[str, Any]:
    number_of = {claim["id"]: number for number, claim in enumerate(claims)}
    identified = len(claims) <= IDENTIFIED
    files, shared = Table(), {key: Table() for key in _SHARED}
    more = {}
    for number, claim in enumerate(claims):
        rest = {key: value for key, value in claim.items() if key not in _OF_CLAIM}
        for key, table in shared.items():
            if key in rest:
                rest[key] = table.number(rest[key])
        if "node" in rest:
            rest["node"] = number_of.get(rest["node"], -1)
        if "contradicts" in rest:
            rest["contradicts"] = [number_of[other] for other in rest["contradicts"] if other in number_of]
        if claim["source"] not in source:
            rest["source"] = claim["source"]
        if not identified and not _HASHED.match(claim["id"]):
            rest["id"] = claim["id"]
        if rest:
            more[number] = rest
    return {
        "id": [claim["id"] for claim in claims] if identified else [],
        "source": [source.get(claim["source"], -1) for claim in claims],
        "place": [_place(places.get(claim["id"]), files) for claim in claims],
        "files": files.rows,
        **{f"{key}s": table.rows for key, table in shared.items()},
        "more": more,
    }


def _place(text: str | None, files: Table) -> list[int] | str | None:
    """``file:line:column`` with the file as a number; several places stay text."""
    match = _PLACE.match(text or "")
    if text is None or match is None or ", " in text:
        return text
    return [files.number(match[1]), int(match[2]), int(match[3])]
