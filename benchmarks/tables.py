"""Writes a made-up case of two mapped tables, actors and statements: the same bytes for the same arguments.

Run ``python benchmarks/tables.py DIR --facts 1000000``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

BASE = "https://kg.example.org/generated/"
PROPERTIES = ("memberOf", "supports", "operatesIn", "alliedWith", "relativeOf")
_SOURCE = "source: {{id: {id}, title: A list, publisher: paper, date: 2024-12-31, type: dataset, reliability: B, url: 'https://example.org/{id}'}}"
_CLASSES = {"person": "Person", "group": "Company", "place": "Settlement"}


def write_case(folder: Path, *, facts: int = 100_000, seed: int = 0, memory_limit: str = "768MB") -> None:
    """Write ``kg.toml``, two CSV files and their mappings below ``folder``.

    Args:
        folder: made when missing.
        facts: rows of ``statements.csv``; a fifth as many actors are declared.
        memory_limit: for the build's database.
    """
    random = Random(seed)  # noqa: S311 - not for secrets: the same case every time
    here = folder / "facts"
    here.mkdir(parents=True, exist_ok=True)
    settings = f'base = "{BASE}"\ntitle = "Generated"\nlanguage = "en"\nexports = []\nmemory_limit = "{memory_limit}"\n'
    (folder / "kg.toml").write_text(settings, encoding="utf-8")
    actors = [f"{_kind(number)}-{number}" for number in range(max(facts // 5, 20))]
    with (here / "actors.csv").open("w", encoding="utf-8") as file:
        file.write("slug,class,name\n")
        file.writelines(f"{slug},{_CLASSES[slug.split('-')[0]]},{slug.replace('-', ' number ').title()}\n" for slug in actors)
    with (here / "statements.csv").open("w", encoding="utf-8") as file:
        file.write("subject,property,object,date,quote\n")
        file.writelines(f"{','.join(row)}\n" for row in statements(random, actors, facts))
    (here / "paper.yaml").write_text("kg: 1\nentities:\n  paper: {is: NewsOrganization, name: Paper}\n", encoding="utf-8")
    _mapping(here / "actors.map.yaml", "actors", ["entities:", '  "{slug}": {is: "{class}", name: "{name}"}'])
    ends = [f'  "{{{end}}}": {{declare: false}}' for end in ("subject", "object")]
    lines = ['date: "{date}"', 'quote: "{quote}"', "entities:", *ends, "facts:"]
    lines += [f'  - {{fact: "{{subject}} {name} {{object}}", if: "{{property}} = {name}"}}' for name in PROPERTIES]
    _mapping(here / "statements.map.yaml", "statements", lines)


def statements(random: Random, actors: list[str], count: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows (subject, property, object, date, quote); half of them have a date, a fifth a quote, no two ends are one."""
    by_kind = {kind: [slug for slug in actors if slug.startswith(kind)] for kind in _CLASSES}
    people, groups, places = by_kind["person"], by_kind["group"], by_kind["place"]
    for number in range(count):
        day = f"{random.randint(2005, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        share = random.random()
        if share < 0.3:
            yield random.choice(people), "memberOf", random.choice(groups), day, ""
        elif share < 0.5:
            yield random.choice(people), "supports", random.choice(groups), day[:7], f"backed the group {number % 1000}"
        elif share < 0.7:
            yield random.choice(groups), "operatesIn", random.choice(places), "", ""
        elif share < 0.85:
            first, second = random.sample(groups, 2)
            yield first, "alliedWith", second, day[:4], ""
        else:
            first, second = random.sample(people, 2)
            yield first, "relativeOf", second, "", ""


def _kind(number: int) -> str:
    return "person" if number % 10 < 6 else "group" if number % 10 < 9 else "place"


def _mapping(path: Path, table: str, lines: list[str]) -> None:
    head = ["kg: 1", f"table: {{file: {table}.csv}}", _SOURCE.format(id=f"list-of-{table}")]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_case(arguments.folder, facts=arguments.facts, seed=arguments.seed)
