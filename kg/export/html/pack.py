"""Puts a network into columns: the form in which a page carries its data, a fraction of the size of ``network.json``.

Ids are said once and referred to by number; a claim stands right after the others of its statement, so that its subject, property and
object need not be said again; what is as one would expect (the next subject, a near object, the usual speakers and file of a source, a
plain day) is said in few characters, since these pack best. ``ui/case.js`` is the other side.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]

FORMAT = 3
"""Version of the packed form; the script refuses another."""

IDENTIFIED = 5_000
"""With more claims than this their ids are left out, but those that a fact file gives: hashes do not compress, and a page of a large case
would be mostly hashes. Of the others the page has the first half."""

_HASHED = re.compile(r"claim/[0-9a-f]{32}\Z")
_HALF = len("claim/") + 16
_PLACE = re.compile(r"(.+):(\d+):(\d+)\Z", re.S)
_DAY = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_OF_STATEMENT = ("s", "p", "o", "stands", "claims")
_OF_CLAIM = ("id", "source", "s", "p", "o", "quotes", "chain", "date")


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
        "properties": {name: _look(name, look) for name, look in network.get("properties", {}).items()},
        "sources": sources,
        "publishers": [entity.get(record.get("publisher", ""), -1) for record in sources],
        "entities": _entities(entities, positions, network.get("language")),
        "statements": _statements(statements, entity, counts),
        "claims": _claims(claims, {record["id"]: number for number, record in enumerate(sources)}, places),
    }


def _look(name: str, look: Record) -> Record:
    """How a property reads, without what the page takes for granted or does not use."""
    label = look.get("label", name)
    usual = {"label": name, "reads": label, "draws": False, "timeless": False, "symmetric": look.get("symmetric")}
    return {key: value for key, value in look.items() if key not in usual or value != usual[key]}


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


def _rounded(place: Sequence[float] | None, axis: int) -> int | None:
    """A coordinate to a whole pixel at reading size."""
    return None if place is None else round(place[axis])


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
    subjects = [entity.get(record["s"], -1) for record in statements]
    objects = [None if record["p"] == "type" else entity.get(record.get("o", "")) for record in statements]
    return {
        "s": [here - before for before, here in zip([0, *subjects], subjects, strict=False)],  # from the one before
        "p": [properties.number(record["p"]) for record in statements],
        "o": [None if o is None else o - s for s, o in zip(subjects, objects, strict=True)],  # from the subject
        "properties": properties.rows,
        "claims": list(counts),
        "more": more,
    }


def _claims(claims: Sequence[Record], source: Mapping[str, int], places: Mapping[str, str]) -> dict[str, Any]:
    number_of = {claim["id"]: number for number, claim in enumerate(claims)}
    identified = len(claims) <= IDENTIFIED
    chains, files = Table(), Table()
    dates = {repr(date): date for date in (claim.get("date") for claim in claims) if date}
    date_of = {key: number for number, key in enumerate(sorted(dates))}
    spots = [_place(places.get(claim["id"]), files) for claim in claims]
    chain = [chains.number(claim["chain"]) if claim.get("chain") else -1 for claim in claims]
    from_ = [source.get(claim["source"], -1) for claim in claims]
    usual_chain, usual_file = _usual(from_, chain), _usual(from_, [spot[0] for spot in spots])
    return {
        "id": [_short(claim["id"]) for claim in claims] if identified else [],
        "source": from_,
        "quote": [_quoted(claim.get("quotes")) for claim in claims],
        "chain": _unusual(chain, from_, usual_chain),
        "date": [date_of[repr(claim["date"])] if claim.get("date") else -1 for claim in claims],
        "file": _unusual([spot[0] for spot in spots], from_, usual_file),
        "line": [spot[1] for spot in spots],
        "column": [spot[2] for spot in spots],
        "files": files.rows,
        "chains": chains.rows,
        "dates": [plain_date(dates[key]) for key in date_of],
        "usualChain": [usual_chain.get(number, -1) for number in range(len(source))],
        "usualFile": [usual_file.get(number, -1) for number in range(len(source))],
        "more": _rarer(claims, number_of, source, identified=identified),
    }


def _rarer(claims: Sequence[Record], number_of: Mapping[str, int], source: Mapping[str, int], *, identified: bool) -> dict[int, Record]:
    """The fields that few claims have, by the claim's number."""
    more: dict[int, Record] = {}
    for number, claim in enumerate(claims):
        rest = {key: value for key, value in claim.items() if key not in _OF_CLAIM}
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
    return more


def _usual(groups: Sequence[int], values: Sequence[int]) -> dict[int, int]:
    """The most frequent value of each group, the smallest of several."""
    counts: dict[int, Counter[int]] = {}
    for group, value in zip(groups, values, strict=True):
        counts.setdefault(group, Counter())[value] += 1
    return {group: min(found, key=lambda value: (-found[value], value)) for group, found in counts.items()}


def _unusual(values: Sequence[int], groups: Sequence[int], usual: Mapping[int, int]) -> list[int | None]:
    """The values, None where one is the usual one of its group."""
    return [None if group >= 0 and usual[group] == value else value for value, group in zip(values, groups, strict=True)]


def plain_date(date: Record) -> Record | str:
    """A day, month or year as its EDTF alone, where words and bounds are those that the page makes of it; else the whole.

    >>> plain_date({"edtf": "2024", "bounds": ["2024-01-01", "2024-12-31"] * 2, "words": "2024"})
    '2024'
    """
    edtf = str(date.get("edtf", ""))
    if not _DAY.match(edtf):
        return date
    year, month, day = (int(part) if part else None for part in (edtf[:4], edtf[5:7], edtf[8:]))
    assert year is not None, edtf
    if day and month:
        if day > calendar.monthrange(year, month)[1]:
            return date
        when = datetime.date(year, month, day)
        words, first, last = f"{_WEEKDAYS[when.weekday()]} {day} {_MONTHS[month - 1]} {year}", edtf, edtf
    elif month:
        words, first, last = f"{_MONTHS[month - 1]} {year}", f"{edtf}-01", f"{edtf}-{calendar.monthrange(year, month)[1]:02}"
    else:
        words, first, last = edtf, f"{edtf}-01-01", f"{edtf}-12-31"
    return edtf if dict(date) == {"edtf": edtf, "bounds": [first, last] * 2, "words": words} else date


def _short(claim: str) -> str:
    """An id; of a hash the first half, which tells claims apart as well."""
    return claim[:_HALF] if _HASHED.match(claim) else claim


def _quoted(quotes: Sequence[str] | None) -> str | list[str] | None:
    """One quote as it is, several as a list."""
    return None if not quotes else quotes[0] if len(quotes) == 1 else list(quotes)


def _place(text: str | None, files: Table) -> tuple[int, int, int]:
    """The file's number, line and column; several places are a file of their own, without a line."""
    if text is None:
        return -1, 0, 0
    match = _PLACE.match(text)
    if match is None or ", " in text:
        return files.number(text), 0, 0
    return files.number(match[1]), int(match[2]), int(match[3])
