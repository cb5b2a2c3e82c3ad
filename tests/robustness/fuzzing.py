"""Fact files, mappings and tables changed at random, and what kg makes of them.

``make fuzz FILES=100000`` runs :func:`main`: it stops at the first input that gives anything but findings and errors of kg's own, that
costs an untouched file beside it any of its facts, or that takes longer or more memory than a file of its size may.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.build.check import found, prepare
from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.errors import KgError
from kg.model.findings import Finding
from kg.ontology.loader import load_ontology
from kg.project import load_project

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "bad"
SECONDS, MEGABYTES = 5.0, 500
BATCH = 100
NEIGHBOUR = b"""\
kg: 1
source: {id: neighbour, title: Untouched, publisher: associated-press, date: 2025-02-19}
facts:
  - {fact: rafael-correa leads adn, date: 2007/2017, quote: untouched}
  - mexican-cartels operatesIn colombia
  - {Meeting: neighbours-meet, party: [daniel-noboa, rafael-correa], date: 2024}
"""
NEIGHBOUR_ROWS = 5
MAPPING = b"""\
kg: 1
table: {file: NAME.csv, clean: [trim], expect: {rows: 1..9}}
source: {id: NAME, title: Groups, publisher: associated-press, date: 2021}
columns:
  allies: {from: allies, split: ";"}
  when: {from: date, date: YYYY.MM.DD}
entities:
  "{group}": {is: CriminalOrganization, name: "{group}", quote: so named}
facts:
  - {fact: "{group} operatesIn {place}", reported: "{when}", if: "{active} = 1"}
  - {fact: "{group} alliedWith {allies}", unordered: same}
check: ["{n} = count({allies})"]
skip: [{column: remark, because: free text}]
"""
TABLE = """\
group,place,allies,n,date,active,remark
Los Lobos,ecuador,Los Tiguerones;Águilas,2,2020.03.01,1,x
Águilas,colombia,,0,2020.04.01,0,
""".encode()
FACTS = b"""\
subject,property,object,source,date,quote
mexican-cartels,operatesIn,ecuador,example,2024,a quote
daniel-noboa,leads,adn,example,,
"""
NASTY = [
    *b"&a *a << !!x ! {{ }} [ ] { } : :\n - \n-\t \t # #x %60 @ ` | > ? , ,, '' \" ' \\ \x00 \x07 \x1b \xff \xc3 \xed\xa0\x80".split(b" "),
    *(text.encode() for text in ("\u202e", "\u2028", "\x85", "\ufeff", "日本", "é", "\U0001f600", "NO", "on", "null", "~", "08", "1:30")),
    *b"2024-02-30 [..] [..1999]/2009 2017/2007 -99999 0x1F 1e999 999999999999999999999 0.1.2 >=12 5000-7000".split(),
    *b"12%% ../../etc/passwd {#row} {} {x.y}".split(),
    b"[" * 400,
    b"{a: " * 400,
    b"a-" * 3_000,
    b"x, " * 500,
    b"\n" * 50,
    b"--- \n",
    b"---\nkg: 1\n",
    b"  - ",
    b"kg: 1\n",
    b"facts:\n",
    b"source: {id: s}\n",
    b"internal: true, ",
    b"not: true, ",
    b"rank: preferred, ",
    b"retracted: x, ",
    b"date: {after: m-1}, ",
]


def seeds() -> list[tuple[str, bytes]]:
    """What is changed: ending and content, of good files and of bad ones."""
    files = [
        *(ROOT / "facts").rglob("*.yaml"),
        *(ROOT / "kg" / "cli" / "template" / "facts").glob("*.yaml"),
        *(BAD / "files").glob("*.yaml"),
    ]
    found = [(".yaml", path.read_bytes()) for path in sorted(files)]
    return [*found, *[(".map.yaml", MAPPING), (".csv", TABLE), ("facts.csv", FACTS)] * (len(found) // 6)]


def mutated(choice: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """The content after one to six changes."""
    for _ in range(choice.randint(1, 6)):
        at = choice.randint(0, len(content))
        until = min(len(content), at + choice.choice((1, 1, 2, 5, 20, 200)))
        how = choice.randint(0, 6)
        if how == 0:
            content = content[:at] + choice.choice(NASTY) + content[at:]
        elif how == 1:
            content = content[:at] + content[until:]
        elif how == 2:
            content = content[:at] + choice.choice(NASTY) + content[until:]
        elif how == 3:
            content = content[:at] + content[at:until] * choice.randint(2, 30) + content[until:]
        elif how == 4:
            other = choice.choice(others)
            start = choice.randint(0, len(other))
            content = content[:at] + other[start : start + choice.choice((5, 40, 400))] + content[at:]
        elif how == 5:
            lines = content.split(b"\n")
            lines.insert(choice.randrange(len(lines)), lines.pop(choice.randrange(len(lines))))
            content = b"\n".join(lines)
        else:
            content = content[:at] + bytes(choice.randrange(256) for _ in range(choice.randint(1, 4))) + content[until:]
    return content[:900_000]


def batch(choice: random.Random, size: int) -> dict[str, bytes]:
    """Files for one case, names below ``facts/``."""
    known = seeds()
    contents = [content for _, content in known]
    files: dict[str, bytes] = {}
    for number in range(size):
        ending, content = choice.choice(known)
        name = f"f{number}"
        changed = mutated(choice, content.replace(b"NAME", name.encode()), contents)
        if ending == ".map.yaml":
            files |= {f"{name}.map.yaml": changed, f"{name}.csv": TABLE}
        elif ending == ".csv":
            files |= {f"{name}.map.yaml": MAPPING.replace(b"NAME", name.encode()), f"{name}.csv": changed}
        elif ending == "facts.csv":
            files[f"{name}/facts.csv"] = changed
        else:
            files[f"{name}.yaml"] = changed
    return files


def judged(folder: Path, files: Mapping[str, bytes]) -> tuple[list[Finding], int]:
    """What is found in a case with these files, and how many rows its untouched file gave.

    Raises:
        KgError: the case cannot be judged, in words of kg's own.
    """
    shutil.copytree(BAD / "case", folder, dirs_exist_ok=True)
    (folder / "facts" / "neighbour.yaml").write_bytes(NEIGHBOUR)
    for name, content in files.items():
        path = folder / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    project = load_project(folder)
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        rows = database.rows("select count(*) from claim_row where file = 'facts/neighbour.yaml'")[0][0]
        stages = Stages(database, Steps())
        prepare(stages, ontology)
        return found(project, stages, ontology, today="2026-01-01"), int(rows)
    finally:
        database.close()


def main() -> None:
    """Change files until there were as many as asked for; print the slowest batch and the most memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    slowest, done, started = 0.0, 0, time.perf_counter()
    while done < arguments.files:
        files = batch(random.Random(f"{arguments.seed}-{done}"), BATCH)  # noqa: S311 - the same files every time
        with tempfile.TemporaryDirectory() as folder:
            before = time.process_time()
            try:
                _, rows = judged(Path(folder), files)
            except KgError as error:
                sys.exit(f"seed {arguments.seed}-{done}: the case cannot be judged: {error}")
            took = time.process_time() - before
        slowest = max(slowest, took)
        if rows != NEIGHBOUR_ROWS:
            sys.exit(f"seed {arguments.seed}-{done}: the untouched file gave {rows} rows, not {NEIGHBOUR_ROWS}")
        if took > SECONDS:  # for all of them: then no one of them took longer
            sys.exit(f"seed {arguments.seed}-{done}: {took:.0f} s for {BATCH} files")
        done += BATCH
        if done % (BATCH * 40) == 0:
            print(f"{done:,} files, {time.perf_counter() - started:.0f} s", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} files; the slowest {BATCH} took {slowest:.1f} s, the most memory was {peak:.0f} MB")
    if peak > MEGABYTES:
        sys.exit(f"more than {MEGABYTES} MB")


if __name__ == "__main__":
    main()
