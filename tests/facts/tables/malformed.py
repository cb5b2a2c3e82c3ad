"""Malformed tables and mappings, each a folder of its own below ``facts/``; ``malformed.txt`` has what must be said of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.facts.tables.table_case import workbook

MAP = """\
kg: 1
table: {file: t.csv}
source: {id: ~, title: A table, publisher: daily-paper, date: 2024}
entities:
  "{Name}": {is: Person, name: "{Name}"}
facts:
  - {fact: "{Name} memberOf party", date: "{Since}"}
"""
ROWS = "Name,Since\nEva Paz,2019\n"


def mapped(table: str | bytes = ROWS, *changes: tuple[str, str], file: str = "t.csv") -> dict[str, str | bytes]:
    """A table and the mapping above with some changes."""
    text = MAP
    for old, new in (("t.csv", file), *changes):
        assert old in text
        text = text.replace(old, new)
    return {"m.map.yaml": text, file: table}


SKIP = "skip: [{column: bogus, because: x}]\n"
FACT = '  - {fact: "{Name} memberOf party", date: "{Since}"}\n'


def cases(folder: Path) -> dict[str, Mapping[str, str | bytes]]:
    """Name of a case -> its files; workbooks are made in ``folder``."""
    pair = "A,B,Weight\nEva,Luz,2\nLuz,Eva,3\n"
    pairing = (
        ('  "{Name}": {is: Person, name: "{Name}"}\n', '  "{A}": {is: Person}\n  "{B}": {is: Person}\n'),
        (FACT, '  - {fact: "{A} rivalOf {B}", amount: "{Weight}", unordered: same}\n'),
    )
    places = ('date: "{Since}"', 'date: "{Since}", where: "{Place}"')
    observed = (FACT, '  - {Observation: homicides, of: town, date: "{Since}", value: "{Rate}"}\n')
    columns = "entities:\n"
    book = {"One": [["Name", "Since"], ["Eva", 2019]], "Two": [["Name", "Since"], ["Eva", 2019]]}
    made: dict[str, Mapping[str, str | bytes]] = {
        "quote never closed": mapped('Name,Since\nEva,2019\n"Luz,2020\nAna,2021\n'),
        "text behind a closing quote": mapped('Name,Since\nEva,2019\n"Luz" Mar,2020\n'),
        "more cells than columns": mapped("Name,Since\nEva,2019\nLuz,2020,left over\n"),
        "fewer cells than columns": mapped("Name,Since\nEva,2019\nLuz\n"),
        "byte that is not UTF-8": mapped(b"Name,Since\nEva,2019\nJos\xe9,2020\n"),
        "Latin-1 in a sheet of kg's own": {"Person.csv": b"slug,name,source\njose,Jos\xe9,press-1\n"},
        "heads below a title": mapped("Register of people\n\nName,Since\nEva,2019\nLuz,2020\nAna,2021\n"),
        "heads below a title in a sheet of kg's own": {"Person.csv": "People\n" + "slug,name\neva,Eva\nluz,Luz\nana,Ana\n"},
        "encoding that is unknown": mapped(ROWS, ("{file: t.csv}", "{file: t.csv, encoding: utf-99}")),
        "encoding that does not fit": mapped("Name,Since\nŁuz,2019\n", ("{file: t.csv}", "{file: t.csv, encoding: ascii}")),
        "file without anything": mapped(""),
        "header that is not there": mapped(ROWS, ("{file: t.csv}", "{file: t.csv, header: 5}")),
        "fewer rows than expected": mapped(ROWS, ("{file: t.csv}", "{file: t.csv, expect: {rows: 2..5}}")),
        "wrong delimiter": mapped("Name;Since\nEva;2019\n", ("{file: t.csv}", '{file: t.csv, delimiter: ","}')),
        "column twice": mapped("Name,Since,Name\nEva,2019,Luz\n"),
        "column misspelt": mapped("Naem,Since\nEva,2019\n"),
        "column not there": mapped("Who,Since\nEva,2019\n"),
        "column that one of two tables lacks": {
            **mapped("Name,Since\nEva,2019\n", ("{file: t-1.csv}", '{files: "t-*.csv"}'), file="t-1.csv"),
            "t-2.csv": "Name,Sinse\nLuz,2020\n",
        },
        "column that both tables lack": {
            **mapped(ROWS, ("{file: t-1.csv}", '{files: "t-*.csv"}'), (FACT, FACT + SKIP), file="t-1.csv"),
            "t-2.csv": "Name,Since,More\nLuz,2020,1\n",
        },
        "column nobody uses": mapped("Name,Since,Phone\nEva,2019,12\n"),
        "rename of no column": mapped(ROWS, ("{file: t.csv}", "{file: t.csv, rename: {Nom: Name}}")),
        "control character": mapped("Name,Since\nEva\x07,2019\n"),
        "name without a Latin letter": mapped("Name,Since\n張偉,2019\n"),
        "two names on one slug": mapped("Name,Since\nEva Paz,2019\nLuz,2020\nEva-Paz,2021\n"),
        "slug of the names table": mapped(ROWS, ("entities:\n", "names: {Eva Paz: Eva_Paz}\nentities:\n")),
        "names table in a file": {
            **mapped(ROWS, ("entities:\n", "names: names.csv\nentities:\n")),
            "names.csv": "spelling,slug\nEva Paz,eva\nEva Paz,eva-paz\nLuz,Not a slug\n",
        },
        "name that must be declared": mapped("Name,Since\nluis,2019\nLuiss,2020\n", ('{is: Person, name: "{Name}"}', "{declare: false}")),
        "date in no known format": mapped(
            "Name,Since\nEva,03/05/2019\nLuz,May 2020\n",
            (columns, "columns: {when: {from: Since, date: DD/MM/YYYY}}\nentities:\n"),
            ("{Since}", "{when}"),
        ),
        "date that is none": mapped("Name,Since\nEva,2019-13\n"),
        "format that is none": mapped(
            ROWS, (columns, "columns: {when: {from: Since, date: DD/MM/YY}}\nentities:\n"), ("{Since}", "{when}")
        ),
        "number in another style": mapped(
            'Name,Since,Rate\nEva,2019,1.234\nEva,2020,"1,234.5"\n',
            (columns, 'columns: {rate: {from: Rate, number: "1.234,5"}}\nentities:\n'),
            (FACT, '  - {Observation: homicides, of: town, date: "{Since}", value: "{rate}"}\n'),
        ),
        "quantity that is none": mapped("Name,Since,Rate\nEva,2019,many\n", observed),
        "value that is not listed": mapped(
            "Name,Since,Kind\nEva,2019,full\nLuz,2020,guest\n",
            (columns, "columns: {kind: {from: Kind, values: {full: member}}}\nentities:\n"),
            ('date: "{Since}"', 'date: "{Since}", as: "{kind}"'),
        ),
        "pattern that does not fit": mapped(
            "Name,Since\nEva (E1),2019\nLuz,2020\n",
            (columns, "columns: {one: {from: Name, match: '(?P<name>.+) [(](?P<code>E[0-9])[)]'}}\nentities:\n"),
            ("{Name}", "{one.name}"),
        ),
        "pattern that is none": mapped(ROWS, (columns, "columns: {one: {from: Name, match: '(?P<name>(?=x)'}}\nentities:\n")),
        "check that fails": mapped("Name,Since,Weight\nEva,2019,2\nLuz,2020,0\n", (FACT, FACT + 'check: ["{Weight} >= 1"]\n')),
        "checks of which a part fails": mapped(
            "Name,Since,Weight,Kind\nEva,2019,10,z\nLuz,2020,2,x\nAna,2021,many,x\nMar,2022,7,x\n",
            (
                FACT,
                FACT
                + 'check: ["{Weight} > 5 and {Kind} in (x, y)", "({Kind} = x or {Weight} = 10) and not ({Weight} > 6 and {Since} = 2022)", '
                + '"{Weight} + 1 > 2"]\n',
            ),
        ),
        "check of a cell that is told to be no number": mapped(
            'Name,Since,Rate\nEva,2019,"1,234.5"\nLuz,2020,none\n',
            (columns, 'columns: {rate: {from: Rate, number: "1,234.5"}}\nentities:\n'),
            (FACT, FACT + 'check: ["{rate} > 2000", "{Since} > 2020 or {rate} > 1"]\n'),
        ),
        "check of an amount that is none": mapped(
            "Name,Since,Rate\nEva,2019,1\nLuz,2020,none\n",
            (FACT, '  - {fact: "{Name} memberOf party", amount: "{Rate} people"}\ncheck: ["{Rate} > 2"]\n'),
        ),
        "check that cannot be read": mapped(ROWS, (FACT, FACT + 'check: ["{Since} >> 1"]\n')),
        "skip with a check that fails": mapped(
            "Name,Since,Groups,Count\nEva,2019,a;b,2\nLuz,2020,a,2\n",
            (columns, 'columns: {groups: {from: Groups, split: ";"}}\nentities:\n'),
            (FACT, FACT + 'skip: [{column: Count, check: "{Count} = count({groups})", because: counted by hand}]\n'),
        ),
        "orders that disagree": mapped(pair, *pairing),
        "class in a cell": mapped("Name,Since,Kind\nEva,2019,Persn\n", ("is: Person", 'is: "{Kind}"')),
        "place that is unknown": mapped("Name,Since,Place\nEva,2019,twon\n", places),
        "place that is no place": mapped("Name,Since,Place\nEva,2019,luis\n", places),
        "source that is unknown": mapped("Name,Since,Src\nEva,2019,nowhere\n", ('date: "{Since}"', 'date: "{Since}", source: "{Src}"')),
        "property misspelt": mapped(ROWS, ("memberOf", "membrOf")),
        "brace not closed": mapped(ROWS, ('"{Name} memberOf', '"{Name memberOf')),
        "unpivot of no column": mapped(ROWS, (columns, "columns: {what: {unpivot: [Homicides]}}\nentities:\n")),
        "file not there": {**mapped(ROWS, ("{file: t.csv}", "{file: tt.csv}"))},
        "file outside the case": mapped(ROWS, ("{file: t.csv}", "{file: ../../secret.csv}")),
        "table without a mapping": {"loose.csv": "a,b\n1,2\n"},
        "workbook of two sheets": mapped(workbook(folder / "a.xlsx", book), file="t.xlsx"),
        "sheet not there": mapped(workbook(folder / "b.xlsx", book), ("{file: t.xlsx}", "{file: t.xlsx, sheet: Three}"), file="t.xlsx"),
        "workbook that is none": mapped("Name,Since\nEva,2019\n", file="t.xlsx"),
        "error of a formula": mapped(
            workbook(folder / "c.xlsx", {"S": [["Name", "Since"], ["Eva", 2019], ["Luz", "#N/A"]]}), file="t.xlsx"
        ),
        "JSON that breaks off": mapped('[{"Name": "Eva", "Since": "2019"},\n {"Name": }]', file="t.json"),
        "JSON that is no list": mapped('{"Name": "Eva"}', file="t.json"),
        "record inside a record": mapped('[{"Name": {"first": "Eva"}, "Since": "2019"}]', file="t.json"),
        "line that is no JSON": mapped('{"Name": "Eva", "Since": "2019"}\n{"Name": "Luz"\n', file="t.jsonl"),
        "Parquet that is none": mapped("PAR1", file="t.parquet"),
    }
    return {name: _own_source(number, files) for number, (name, files) in enumerate(made.items())}


def _own_source(number: int, files: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    return {name: text.replace("id: ~", f"id: table-{number}") if isinstance(text, str) else text for name, text in files.items()}
