"""Native tables: sheets called after a class, ``facts`` or ``Source`` say what a fact file with the same words says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.facts.tables.table_case import clean_graph, graph, table_case, told, workbook

YAML = """\
kg: 1
sources:
  - {id: s1, title: Port report, publisher: daily-paper, date: 2024-05-02, attribution: [police, daily-paper]}
  - {id: s2, title: Later, publisher: evening-wire, date: 2024-06-02, reliability: B}
entities:
  crew:
    {is: Gang, name: {en: The Crew, es: La Banda}, aka: [Crew, {name: Los de San Pedro, kind: nickname, lang: es}], source: s1, quote: gang}
  anna: {is: [Person, Actor], name: Anna Soto, was: old-anna, specificity: collective, wikidata: Q42, ids: {desk: "17"}}
  pier: {is: Facility, name: "=Pier", coordinates: [-33.02, -71.64]}
facts:
  - {fact: "anna, ana memberOf union, party", source: s1, date: 2019/2023, quote: [joined, "a|b"], at: p. 4, as: member, id: two-by-two}
  - {fact: union founded 1998, source: s2, by: police}
  - {fact: ana opposes party, source: s2, not: true, deniedBy: [luis, rosa], modality: denied}
  - {fact: ana supports party, source: s2, date: {after: talks}, internal: [quote], quote: secret}
  - {Meeting: talks, name: talks, party: [ana, luis], place: town, date: 2024-05-09, source: s1}
  - {Tenure: null, holder: rosa, post: mayor, date: 2019/2023, source: s1, rank: preferred}
  - {Observation: homicides, of: town, date: 2023, value: 6.9, source: s1}
  - {Payment: bribe, payer: ana, sum: about 1.5 million USD, source: s2, likelihood: likely, credibility: 2, confidence: 0.6}
  - {Intention: plan, agent: ana, status: proposed, source: s2, reported: 2024-06-01, note: our own, cites: ["https://a.example/x", "https://b.example/"]}
"""

SHEETS: dict[str, list[list[str]]] = {
    "Source": [
        ["id", "title", "publisher", "date", "attribution", "reliability"],
        ["s1", "Port report", "daily-paper", "2024-05-02", "police, daily-paper", ""],
        ["s2", "Later", "evening-wire", "2024-06-02", "", "B"],
    ],
    "Gang": [
        ["slug", "name@en", "name@es", "aka", "aka:nickname@es", "source", "quote"],
        ["crew", "The Crew", "La Banda", "Crew", "Los de San Pedro", "s1", "gang"],
    ],
    "Person": [
        ["slug", "is", "name", "was", "specificity", "wikidata", "ids:desk"],
        ["anna", "Person, Actor", "Anna Soto", "old-anna", "collective", "Q42", "17"],
    ],
    "Facility": [["slug", "name", "coordinates"], ["pier", "'=Pier", "-33.02, -71.64"]],
    "facts": [
        "subject property object source date quote at as id by not deniedBy modality internal".split(),
        ["anna, ana", "memberOf", "union, party", "s1", "2019/2023", r"joined | a\|b", "p. 4", "member", "two-by-two", "", "", "", "", ""],
        ["union", "founded", "1998", "s2", "", "", "", "", "", "police", "", "", "", ""],
        ["ana", "opposes", "party", "s2", "", "", "", "", "", "", "TRUE", "luis, rosa", "denied", ""],
        ["ana", "supports", "party", "s2", "after: talks", "secret", "", "", "", "", "", "", "", "quote"],
    ],
    "Meeting": [["slug", "name", "party", "place", "date", "source"], ["talks", "talks", "ana, luis", "town", "2024-05-09", "s1"]],
    "Tenure": [["slug", "holder", "post", "date", "source", "rank"], ["", "rosa", "mayor", "2019/2023", "s1", "preferred"]],
    "Observation": [["indicator", "of", "date", "value", "source"], ["homicides", "town", "2023", "6.9", "s1"]],
    "Payment": [
        ["slug", "payer", "sum", "source", "likelihood", "credibility", "confidence"],
        ["bribe", "ana", "about 1.5 million USD", "s2", "likely", "2", "0.6"],
    ],
    "Situation": [
        ["slug", "is", "agent", "status", "source", "reported", "note", "cites"],
        ["plan", "Intention", "ana", "proposed", "s2", "2024-06-01", "our own", "https://a.example/x | https://b.example/"],
    ],
}


def _csv(rows: list[list[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)


def test_csv_files_say_what_the_fact_file_says(tmp_path: Path) -> None:
    yaml = clean_graph(table_case(tmp_path / "yaml", {"all.yaml": YAML}))
    csv = clean_graph(table_case(tmp_path / "csv", {f"desk/{name}.csv": _csv(rows) for name, rows in SHEETS.items()}))
    assert len(yaml) > 300
    assert csv == yaml


def test_tabs_json_lines_and_records_say_the_same(tmp_path: Path) -> None:
    yaml = clean_graph(table_case(tmp_path / "yaml", {"all.yaml": YAML}))
    plain = {name: [[cell.replace("'=", "=") for cell in row] for row in rows] for name, rows in SHEETS.items()}
    records = {name: [dict(zip(head, row, strict=True)) for row in rows] for name, (head, *rows) in plain.items()}
    lines = {f"{name}.jsonl": "".join(json.dumps(record) + "\n" for record in found) for name, found in records.items()}
    assert clean_graph(table_case(tmp_path / "tsv", {f"{name}.tsv": _csv(rows, "\t") for name, rows in SHEETS.items()})) == yaml
    assert clean_graph(table_case(tmp_path / "jsonl", lines)) == yaml
    assert clean_graph(table_case(tmp_path / "json", {f"{name}.json": json.dumps(found) for name, found in records.items()})) == yaml


def test_a_workbook_says_the_same_and_its_dates_may_be_dates(tmp_path: Path) -> None:
    yaml = clean_graph(table_case(tmp_path / "yaml", {"all.yaml": YAML}))
    sheets = {name: [[cell.replace("'=", "=") if "'=" in cell else cell for cell in row] for row in rows] for name, rows in SHEETS.items()}
    typed: dict[str, list[list[object]]] = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    typed["Source"][1][3] = date(2024, 5, 2)
    typed["Meeting"][1][4] = date(2024, 5, 9)
    typed["facts"][3][10] = True
    typed["Observation"][1][2:4] = [2023, 6.9]
    typed["Facility"][1][1] = "'=Pier"  # openpyxl would make a formula of it: the sheet is written by hand below
    content = workbook(tmp_path / "book.xlsx", typed)
    found = clean_graph(table_case(tmp_path / "xlsx", {"book.xlsx": content}))
    assert [line.replace("'=Pier", "=Pier") for line in found] == yaml


def test_a_property_of_an_entity_is_a_fact_of_its_row(tmp_path: Path) -> None:
    sheets = {
        "Source.csv": "id,title,publisher,date\ns1,T,daily-paper,2024\n",
        "Person.csv": 'slug,name,memberOf,nationality,source,at\neva,Eva Paz,"union, party",chile,s1,p. 2\n',
    }
    yaml = """\
kg: 1
source: {id: s1, title: T, publisher: daily-paper, date: 2024}
entities:
  eva: {is: Person, name: Eva Paz, at: p. 2}
facts:
  - {fact: "eva memberOf union, party", at: p. 2}
  - {fact: eva nationality chile, at: p. 2}
"""
    assert clean_graph(table_case(tmp_path / "csv", sheets)) == clean_graph(table_case(tmp_path / "yaml", {"all.yaml": yaml}))


def test_a_row_that_begins_with_a_hash_is_a_note(tmp_path: Path) -> None:
    rows = "slug,name\n# example: ana-vega,Ana Vega\neva,Eva\n"
    lines, findings, notes = graph(table_case(tmp_path, {"Person.csv": rows}))
    assert not findings
    assert sum("/eva>" in line and "label" in line for line in lines) == 1
    assert not any("example" in line for line in lines if "/Person" not in line and "kg.example.org" not in line)
    assert notes == ["facts/Person.csv: 2 rows, 1 entity; skipped: 1 row (a note: it begins with '#')"]


PROBLEMS: list[tuple[str, str, list[str]]] = [
    ("Person.csv", "slug,nmae\neva,Eva\n", ["§/Person.csv:1:2: unknown-column unknown column 'nmae'. Did you mean 'name'?"]),
    ("Person.csv", "name\nEva\n", ["§/Person.csv:1:1: missing-column there is no column 'slug'. Add it to the header."]),
    ("Person.csv", "slug,name,name\neva,Eva,Eva\n", ["§/Person.csv:1:3: same-name two columns are called 'name': 2 and 3. Keep one."]),
    ("Person.csv", "slug,,name\neva,x,Eva\n", ["§/Person.csv:1:2: no-head column 2 has no name. Name it in the header, or delete it."]),
    (
        "Person.csv",
        "slug,name\n,Eva\n",
        ["§/Person.csv:2:1: no-slug this row has no slug (column 'slug'). Give it one: lower-case letters, digits and hyphens."],
    ),
    (
        "Person.csv",
        "slug,name\nEva Paz,Eva\n",
        ["§/Person.csv:2:1: bad-slug 'Eva Paz' is no slug (column 'slug'). A slug is lower-case letters a-z, digits and hyphens."],
    ),
    (
        "Person.csv",
        "slug,is,name\neva,Persn,Eva\n",
        ["§/Person.csv:2:2: unknown-class unknown class 'Persn' (column 'is'). Did you mean 'Person'?"],
    ),
    (
        "Person.csv",
        "slug,name,quote\neva,Eva,q\n",
        [
            "§/Person.csv:2:1: missing-source entity 'eva' has evidence but no source (column 'slug')."
            " Name the source in the column 'source'."
        ],
    ),
    (
        "Facility.csv",
        'slug,name,coordinates\npier,Pier,"91, 0"\n',
        [
            "§/Facility.csv:2:3: wrong-value coordinates are latitude and longitude in degrees, not '91, 0' (column 'coordinates')."
            " Write for example -0.95, -80.72."
        ],
    ),
    (
        "facts.csv",
        "subject,property,object,source\nana,memberOf,union,\n",
        [
            "§/facts.csv:2:1: missing-source no source states this fact (subject: 'ana')."
            " Name one in the column 'source'; it is declared in a sheet 'Source' or a fact file."
        ],
    ),
    (
        "facts.csv",
        "subject,property,object,source\nana,opperatesIn,union,paper\n",
        ["§/facts.csv:2:2: unknown-property unknown property 'opperatesIn' (column 'property'). Did you mean 'operatesIn'?"],
    ),
    (
        "facts.csv",
        "subject,property,object,source\nana,memberOf,,paper\n",
        ["§/facts.csv:2:3: fact-line this fact has no object (column 'object'). A fact has a subject, a property and an object."],
    ),
    (
        "facts.csv",
        "subject,property,object,source,not\nana,memberOf,union,paper,maybe\n",
        ["§/facts.csv:2:5: wrong-value 'not' is true or false, not 'maybe' (column 'not')."],
    ),
    (
        "facts.csv",
        "subject,property,object,source\nana,memberOf,unio,paper\n",
        ["§/facts.csv:2:3: unknown-slug unknown slug 'unio' (column 'object'). Did you mean 'union'?"],
    ),
    (
        "facts.csv",
        "subject,property,object,source,date\nana,memberOf,union,paper,2024-13\n",
        [
            "§/facts.csv:2:5: date '2024-13' is not a date: there is no month 13 (column 'date')."
            " Write 2024-01 to 2024-12, or 2024 for the year."
        ],
    ),
    (
        "Observation.csv",
        "slug,indicator,of,date,value,source\nx,homicides,town,2023,5,paper\n",
        [
            "§/Observation.csv:2:1: bad-slug a row of 'Observation' has no slug of its own (slug: 'x')."
            " Leave it empty; it is named by its indicator and its other keys."
        ],
    ),
    (
        "Tenure.csv",
        "holder,source\nana,paper\n",
        ["§/Tenure.csv:2:1: missing-key this Tenure has no post, which names it (holder: 'ana'). Add 'post:', or give it a slug."],
    ),
    (
        "Tenure.csv",
        "holder,post,date,source\nana,union,2019,paper\n",
        [
            "§/Tenure.csv:2:2: object-range 'union' is no Position, and 'post' takes one (column 'post')."
            " Check the slug, or use a property that fits."
        ],
    ),
    (
        "Order.csv",
        "slug,by,to,source\norder-1,ana,union,paper\norder-1,ana,union,paper\n",
        [
            "§/Order.csv:3:1: second-node-fact source 'paper' states 'order-1' twice, first at §/Order.csv:2:1 (column 'slug')."
            " Delete one of the two rows; where they differ, put what they say into one."
        ],
    ),
    (
        "persn.csv",
        "slug\nx\n",
        [
            "§/persn.csv: unmapped-table no mapping names this table, and it is not called after a class."
            " Map it (kg map FILE drafts a mapping), or call it after a class: did you mean 'Person'?"
        ],
    ),
    (
        "Source.csv",
        "id,title\n,T\n",
        ["§/Source.csv:2:1: missing-source this source has no 'id' (column 'id'). Give it a slug, such as 'ap-2025-02-19'."],
    ),
]

def test_an_error_of_a_formula_in_a_sheet_is_told_with_its_column(tmp_path: Path) -> None:
    rows = [["slug", "name", "memberOf", "source"], ["eva", "Eva", "#N/A", "paper"]]
    files = {"paper.yaml": PAPER, "book.xlsx": workbook(tmp_path / "b.xlsx", {"Person": rows})}
    assert told(table_case(tmp_path / "case", files)) == [
        "facts/book.xlsx[Person]:2:3: cell-error the formula in this cell gives #N/A (column 'memberOf')."
        " Mend the formula in the workbook, or empty the cell."
    ]


PAPER = "kg: 1\nsource: {id: paper, title: P, publisher: daily-paper, date: 2024}\n"


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is found in one case that holds every wrong table, each in a folder of its own."""
    files = {f"{number}/{name}": text for number, (name, text, _) in enumerate(PROBLEMS)}
    return told(table_case(tmp_path_factory.mktemp("wrong"), {**files, "paper.yaml": PAPER}))


@pytest.mark.parametrize("number", range(len(PROBLEMS)), ids=[f"{name}-{text.splitlines()[0]}" for name, text, _ in PROBLEMS])
def test_what_is_wrong_in_a_row_is_told_at_its_cell(number: int, findings: list[str]) -> None:
    folder = f"facts/{number}/"
    assert [text.replace(folder, "§/") for text in findings if text.startswith(folder)] == PROBLEMS[number][2]
