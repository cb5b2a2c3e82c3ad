"""Writes a made-up case of any size whose facts are mixed as in a real one: the same bytes for the same arguments.

Run ``python benchmarks/generate.py DIR --facts 10000 --files 10``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

BASE = "https://kg.example.org/generated/"
_WORDS = ("river", "north", "harbour", "stone", "eastern", "cedar", "old", "silver", "valley", "coast", "red", "upper", "iron", "south")
_ACTS = ("met the envoy", "signed the order", "denied the report", "moved the shipment", "paid the guards", "named the suspects")
_PEOPLE, _GROUPS, _PLACES, _OFFICES = "person", "group", "place", "office"


def write_case(folder: Path, *, facts: int = 10_000, files: int = 10, seed: int = 0) -> None:
    """Write ``kg.toml`` and ``facts/*.yaml`` below ``folder``.

    Args:
        folder: made when missing.
        facts: items under ``facts:``, over all files; a node with its roles counts as one.
        files: fact files, each with a source of its own; the entities stand in one more.
        seed: another one gives another case of the same kind.
    """
    random = Random(seed)  # noqa: S311 - not for secrets: the same case every time
    sizes = {_PEOPLE: max(facts // 12, 8), _GROUPS: max(facts // 40, 6), _PLACES: max(facts // 40, 6), _OFFICES: max(facts // 60, 4)}
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").write_text(f'base = "{BASE}"\ntitle = "Generated: {facts} facts"\nlanguage = "en"\n', encoding="utf-8")
    (folder / "facts" / "entities.yaml").write_text("\n".join(["kg: 1", "entities:", *_entities(random, sizes)]) + "\n", encoding="utf-8")
    for number in range(files):
        share = facts // files + (number < facts % files)
        lines = [*_head(random, number), "facts:", *_facts(random, sizes, number, share)]
        (folder / "facts" / f"report-{number:03}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(random: Random, number: int) -> list[str]:
    date = _day(random)
    return [
        "kg: 1",
        "source:",
        f"  id: report-{number:03}",
        f"  title: Report {number}",
        f"  publisher: paper-{number % 5}",
        f"  date: {date}",
        f"  url: https://example.org/report/{number}",
        "  type: article",
        f"  reliability: {random.choice('ABC')}",
    ]


def _entities(random: Random, sizes: dict[str, int]) -> Iterator[str]:
    for number in range(5):
        yield f"  paper-{number}: {{is: NewsOrganization, name: Paper {number}}}"
    yield "  homicide-rate: {is: Indicator, name: homicide rate, unit: per 100000 people}"
    yield "  drug-trafficking: {is: Concept, name: drug trafficking}"
    groups = ("Company", "PoliticalParty", "Ministry")
    kinds = {_PEOPLE: ("Person",), _GROUPS: groups, _PLACES: ("Settlement", "Region"), _OFFICES: ("Position",)}
    for kind, classes in kinds.items():
        for number in range(sizes[kind]):
            name = f"{random.choice(_WORDS)} {random.choice(_WORDS)} {kind} {number}".title()
            extra = f", aka: [{name.split()[0]} {number}]" if random.random() < 0.2 else ""
            yield f"  {kind}-{number}: {{is: {classes[number % len(classes)]}, name: {name}{extra}}}"


def _facts(random: Random, sizes: dict[str, int], file: int, count: int) -> Iterator[str]:
    kinds = random.choices(
        (_plain, _dated, _mutual, _denied, _tenure, _meeting, _payment, _observation), weights=(30, 22, 12, 4, 10, 9, 5, 8), k=count
    )
    for number, kind in enumerate(kinds):
        yield from kind(random, sizes, f"{file}-{number}")


def _one(random: Random, sizes: dict[str, int], kind: str) -> str:
    # The square makes a few of them much better known than the rest, as in the news.
    return f"{kind}-{int(sizes[kind] * random.random() ** 2)}"


def _two(random: Random, sizes: dict[str, int], kind: str) -> tuple[str, str]:
    first = _one(random, sizes, kind)
    while (second := _one(random, sizes, kind)) == first:
        pass
    return first, second


def _day(random: Random) -> str:
    return f"{random.randint(2005, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _date(random: Random) -> str:
    day = _day(random)
    return random.choice((day, day, day[:7], day[:4], f"{day[:4]}~", f"{day[:7]}/{int(day[:4]) + 1}"))


def _quote(random: Random) -> str:
    return f"{random.choice(_ACTS)} near the {random.choice(_WORDS)} {random.choice(_WORDS)}"


def _plain(random: Random, sizes: dict[str, int], _key: str) -> Iterator[str]:
    subject = _one(random, sizes, random.choice((_PEOPLE, _GROUPS)))
    yield f"  - {subject} operatesIn {_one(random, sizes, _PLACES)}"


def _dated(random: Random, sizes: dict[str, int], _key: str) -> Iterator[str]:
    property_ = random.choice(("memberOf", "memberOf", "supports", "leads"))
    yield f"  - fact: {_one(random, sizes, _PEOPLE)} {property_} {_one(random, sizes, _GROUPS)}"
    yield f"    date: {_date(random)}"
    yield f"    quote: {_quote(random)}"


def _mutual(random: Random, sizes: dict[str, int], _key: str) -> Iterator[str]:
    first, second = _two(random, sizes, _GROUPS)
    property_ = random.choice(("alliedWith", "rivalOf"))
    yield f"  - {{fact: {first} {property_} {second}, date: {_date(random)}, at: p. {random.randint(1, 80)}}}"


def _denied(random: Random, sizes: dict[str, int], _key: str) -> Iterator[str]:
    accused, accuser = _two(random, sizes, _PEOPLE)
    yield f"  - {{fact: {accused} engagesIn drug-trafficking, by: {accuser}, modality: alleged, deniedBy: {accused}}}"


def _tenure(random: Random, sizes: dict[str, int], key: str) -> Iterator[str]:
    start = random.randint(1995, 2020)
    yield f"  - Tenure: tenure-{key}"
    yield f"    holder: {_one(random, sizes, _PEOPLE)}"
    yield f"    post: {_one(random, sizes, _OFFICES)}"
    yield f"    date: {start}/{start + random.randint(1, 6)}"


def _meeting(random: Random, sizes: dict[str, int], key: str) -> Iterator[str]:
    first, second = _two(random, sizes, _PEOPLE)
    yield f"  - Meeting: meeting-{key}"
    yield f"    party: [{first}, {second}]"
    yield f"    place: {_one(random, sizes, _PLACES)}"
    yield f"    date: {_day(random)}"
    yield f"    quote: {_quote(random)}"


def _payment(random: Random, sizes: dict[str, int], key: str) -> Iterator[str]:
    yield f"  - Payment: payment-{key}"
    yield f"    payer: {_one(random, sizes, _GROUPS)}"
    yield f"    beneficiary: {_one(random, sizes, _PEOPLE)}"
    yield f"    sum: about {random.randint(1, 900) * 1000} USD"
    yield f"    date: {_day(random)}"


def _observation(random: Random, sizes: dict[str, int], _key: str) -> Iterator[str]:
    yield "  - Observation: homicide-rate"
    yield f"    of: {_one(random, sizes, _PLACES)}"
    yield f"    date: {random.randint(2005, 2024)}"
    yield f"    value: {random.randint(100, 9000) / 100} per 100000 people"
    yield f"    method: series {_key}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_case(arguments.folder, facts=arguments.facts, files=arguments.files, seed=arguments.seed)
