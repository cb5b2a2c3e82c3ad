"""Every key of a mapping: a table and its mapping give the graph of the fact file that says the same."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.facts.tables.table_case import clean_graph, graph, table_case, workbook

SOURCE = "source: {id: t, title: T, publisher: daily-paper, date: 2024}\n"


class Case(NamedTuple):
    """Files below ``facts/``, the mapping without its first lines, and the facts that it must make, as YAML below the source."""

    files: dict[str, str | bytes]
    mapping: str
    yaml: str


PEOPLE = 'entities: {"{Name}": {is: Person}}\n'
MEMBERS = 'facts: ["{Name} memberOf party"]\n'

CASES: dict[str, Case] = {
    "files, $file": Case(
        {"a-2023.csv": "Name\nEva\n", "a-2024.csv": "Name\nLuz\n"},
        'table: {files: "a-*.csv"}\n' + PEOPLE + 'facts: [{fact: "{Name} memberOf party", at: "{$file} row {#row}"}]\n',
        "entities: {eva: {is: Person, name: Eva}, luz: {is: Person, name: Luz}}\n"
        "facts: [{fact: eva memberOf party, at: a-2023.csv row 2}, {fact: luz memberOf party, at: a-2024.csv row 2}]\n",
    ),
    "tables": Case(
        {"a.csv": "Name\nEva\n", "b.tsv": "Nom\tx\nLuz\t1\n"},
        "tables: [{file: a.csv}, {file: b.tsv, rename: {Nom: Name}}]\n" + PEOPLE + MEMBERS,
        'entities: {eva: {is: Person, name: Eva}, luz: {is: Person, name: Luz}}\nfacts: ["eva, luz memberOf party"]\n',
    ),
    "header as a row, as none, as a list": Case(
        {"a.csv": "Register,\nof 2024,\nName,Since\nEva,2019\n", "b.csv": "Luz,2020\n", "c.csv": "2021,Ana Sol\n"},
        'tables: [{file: a.csv, header: 3}, {file: b.csv, header: none, rename: {"1": Name, "2": Since}},'
        " {file: c.csv, header: [Since, Name]}]\n" + PEOPLE + 'facts: [{fact: "{Name} memberOf party", date: "{Since}"}]\n',
        "entities: {eva: {is: Person, name: Eva}, luz: {is: Person, name: Luz}, ana-sol: {is: Person, name: Ana Sol}}\nfacts:\n"
        "  - {fact: eva memberOf party, date: 2019}\n  - {fact: luz memberOf party, date: 2020}\n"
        "  - {fact: ana-sol memberOf party, date: 2021}\n",
    ),
    "delimiter, encoding, empty": Case(
        {"a.csv": "Name~Since~Post\nJos\xe9~-~jefe\nEva~2019~n/a\n".encode("latin-1")},
        'table: {file: a.csv, delimiter: "~", encoding: latin-1, empty: ["-", n/a]}\n'
        + PEOPLE
        + 'facts: [{fact: "{Name} memberOf party", date: "{Since}", as: "{Post}"}]\n',
        "entities: {jose: {is: Person, name: José}, eva: {is: Person, name: Eva}}\n"
        "facts: [{fact: jose memberOf party, as: jefe}, {fact: eva memberOf party, date: 2019}]\n",
    ),
    "clean": Case(
        {"a.csv": 'Name,Note\n"  Eva\u00a0 \u200bPaz ","one\ntwo"\n'},
        "table: {file: a.csv, clean: [invisible, nbsp, spaces, lines, nfc, trim]}\n"
        + PEOPLE
        + 'facts: [{fact: "{Name} memberOf party", note: "{Note}"}]\n',
        "entities: {eva-paz: {is: Person, name: Eva Paz}}\nfacts: [{fact: eva-paz memberOf party, note: one two}]\n",
    ),
    "names in the mapping": Case(
        {"a.csv": "Name\nEva P.\nPaz, Eva\nLuz\n".replace("Paz, Eva", '"Paz, Eva"')},
        'table: {file: a.csv}\nnames: {Eva P.: eva-paz, "Paz, Eva": eva-paz}\n' + PEOPLE + MEMBERS,
        'entities: {eva-paz: {is: Person, name: Eva P., aka: ["Paz, Eva"]}, luz: {is: Person, name: Luz}}\n'
        'facts: ["eva-paz, luz memberOf party"]\n',
    ),
    "split, a list in JSON, several separators": Case(
        {"a.json": '[{"Name": "Eva", "Parties": "party; league/union", "Aliases": ["E. P.", "Eva Paz"]}]'},
        'table: {file: a.json}\ncolumns: {parties: {from: Parties, split: [";", "/"]}, aliases: {from: Aliases, split: list}}\n'
        'entities: {"{Name}": {is: Person, aka: "{aliases}"}}\nfacts: ["{Name} memberOf {parties}"]\n',
        'entities: {eva: {is: Person, name: Eva, aka: [E. P., Eva Paz]}}\nfacts: ["eva memberOf party, league, union"]\n',
    ),
    "match, find and rest, cites": Case(
        {"a.csv": 'Name,Links\nEva Paz (EP),"seen https://a.example/1, and https://b.example/2 too"\n'},
        "table: {file: a.csv}\ncolumns:\n"
        "  person: {from: Name, match: '^(?P<name>.*?)(?: \\((?P<short>[A-Z]+)\\))?$'}\n"
        "  links: {from: Links, find: 'https?://[^\\s]*[^\\s,]', rest: remark}\n"
        'cites: {each: links, publisher: host}\nentities: {"{person.name}": {is: Person, aka: "{person.short}", note: kept}}\n'
        'facts: [{fact: "{person.name} memberOf party", note: "{remark}"}]\n',
        'entities: {eva-paz: {is: Person, name: Eva Paz, aka: [EP], note: kept, cites: ["https://a.example/1", "https://b.example/2"]}}\n'
        'facts: [{fact: eva-paz memberOf party, note: "seen , and too", cites: ["https://a.example/1", "https://b.example/2"]}]\n',
    ),
    "date formats, number, values and else": Case(
        {"a.csv": 'Name,Day,Sum,Kind\nEva,3 de mayo de 2024,"1.234,50 USD",A\nLuz,12/2024,7,B\nAna,2021-05-06,8,C\n'},
        "table: {file: a.csv}\ncolumns:\n  day: {from: Day, date: [D de MMMM de YYYY, MM/YYYY]}\n"
        '  sum: {from: Sum, number: "1.234,5"}\n  kind: {from: Kind, values: {A: member, B: null}, else: guest}\n'
        'entities: {"{Name}": {is: Person}}\n'
        'facts: [{fact: "{Name} memberOf party", date: "{day}", amount: "{sum}", as: "{kind}"}]\n',
        "entities: {eva: {is: Person, name: Eva}, luz: {is: Person, name: Luz}, ana: {is: Person, name: Ana}}\nfacts:\n"
        "  - {fact: eva memberOf party, date: 2024-05-03, amount: 1234.50 USD, as: member}\n"
        "  - {fact: luz memberOf party, date: 2024-12, amount: 7}\n"
        "  - {fact: ana memberOf party, date: 2021-05-06, amount: 8, as: guest}\n",
    ),
    "unpivot as a mapping, a list and a pattern": Case(
        {"a.csv": "Place,2021,2022\ntown,5,\ntown2,7,8\n"},
        "table: {file: a.csv}\ncolumns:\n  year: {unpivot: {2021: 2021, 2022: 2022}}\n  same: {unpivot: ['2021', '2022']}\n"
        "  any: {unpivot: '20\\d\\d'}\n"
        'names: {town2: chile}\nentities: {"{Place}": {declare: false}}\nfacts:\n'
        '  - {Observation: homicides, of: "{Place}", date: "{year}", value: "{year.value}"}\n'
        '  - {Observation: turnout, of: "{Place}", date: "{same}", value: "{same.value} %"}\n'
        '  - {Event: null, name: "{any}", agent: ana, if: "{Place} = none"}\n',
        "facts:\n  - {Observation: homicides, of: town, date: 2021, value: 5}\n"
        "  - {Observation: homicides, of: chile, date: 2021, value: 7}\n"
        "  - {Observation: homicides, of: chile, date: 2022, value: 8}\n  - {Observation: turnout, of: town, date: 2021, value: 5 %}\n"
        "  - {Observation: turnout, of: chile, date: 2021, value: 7 %}\n  - {Observation: turnout, of: chile, date: 2022, value: 8 %}\n",
    ),
    "entities with if, specificity, ids, several classes": Case(
        {"a.csv": "Name,Kind,Spec,Id,Lat,Lon\nPier,Port,collective,7,-33.02,-71.64\nNobody,,,,,\n"},
        "table: {file: a.csv}\nentities:\n"
        '  "{Name}": {is: ["{Kind}", Facility], specificity: "{Spec}", ids: {desk: "{Id}"}, coordinates: ["{Lat}", "{Lon}"],'
        ' name: {en: "{Name}", es: "{Name}"}, if: "not empty({Kind})", quote: "of {Name}"}\n',
        "entities: {pier: {is: [Port, Facility], name: {en: Pier, es: Pier}, specificity: collective, ids: {desk: '7'},"
        " coordinates: [-33.02, -71.64], quote: of Pier}}\n",
    ),
    "facts with for, if, not, relative date, a source of each row": Case(
        {"a.csv": "Name,Drugs,Arms,Src,No\nana,1,0,s1,\nluis,1,1,s2,true\n"},
        'table: {file: a.csv}\nsources: [{id: "{Src}", title: "Paper {Src}", publisher: daily-paper, date: 2024}]\n'
        "entities: {smuggling-arms: {is: Concept, name: arms, source: t0}}\n"
        "facts:\n"
        '  - {fact: "{Name} engagesIn {what}", source: "{Src}", for: {what: {Drugs: smuggling, Arms: mayor}},'
        ' if: "{what} = 1 and {Name} = ana", date: {after: talks}}\n'
        '  - {fact: "{Name} memberOf party", source: "{Src}", not: "{No}"}\n'
        '  - {Meeting: talks, party: "{Name}", source: "{Src}", date: 2024}\n'
        '  - {Tenure: null, holder: "{Name}", post: mayor, source: "{Src}", date: "2019/{Arms?}", if: "{Name} = nobody"}\n',
        "",
    ),
}


def _yaml(case: Case) -> str:
    return f"kg: 1\n{SOURCE}{case.yaml}"


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.yaml])
def test_a_mapping_says_what_a_fact_file_says(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    mapped = table_case(tmp_path / "mapped", {**case.files, "m.map.yaml": f"kg: 1\n{SOURCE}{case.mapping}"})
    wanted = clean_graph(table_case(tmp_path / "yaml", {"m.yaml": _yaml(case)}))
    assert clean_graph(mapped) == wanted


def test_rows_may_name_their_sources_and_facts_run_over_columns(tmp_path: Path) -> None:
    case = CASES["facts with for, if, not, relative date, a source of each row"]
    mapping = case.mapping.replace("entities: {smuggling-arms: {is: Concept, name: arms, source: t0}}\n", "")
    yaml = """\
kg: 1
sources:
  - {id: s1, title: Paper s1, publisher: daily-paper, date: 2024}
  - {id: s2, title: Paper s2, publisher: daily-paper, date: 2024}
facts:
  - {fact: ana engagesIn smuggling, source: s1, date: {after: talks}}
  - {fact: ana memberOf party, source: s1}
  - {fact: luis memberOf party, source: s2, not: true}
  - {Meeting: talks, party: ana, source: s1, date: 2024}
  - {Meeting: talks, party: luis, source: s2, date: 2024}
"""
    wanted = clean_graph(table_case(tmp_path / "yaml", {"m.yaml": yaml}))
    assert clean_graph(table_case(tmp_path / "mapped", {**case.files, "m.map.yaml": f"kg: 1\n{mapping}"})) == wanted


def test_a_sheet_of_a_workbook_keeps_real_dates_and_is_named_in_places(tmp_path: Path) -> None:
    from datetime import date, datetime

    rows = [["Name", "Since", "Weight"], ["Eva", date(2024, 5, 2), 5.0], ["Luz", datetime(2024, 5, 3), 0.1 + 0.2]]
    content = workbook(tmp_path / "x.xlsx", {"One": [["x"]], "Sheet 2": rows})
    mapping = f"""\
kg: 1
table: {{file: b.xlsx, sheet: Sheet 2}}
{SOURCE}entities: {{"{{Name}}": {{is: Person}}}}
facts: [{{fact: "{{Name}} memberOf party", date: "{{Since}}", amount: "{{Weight}}", at: "{{$sheet}} {{#row}}"}}]
"""
    yaml = """\
entities: {eva: {is: Person, name: Eva}, luz: {is: Person, name: Luz}}
facts:
  - {fact: eva memberOf party, date: 2024-05-02, amount: 5, at: Sheet 2 2}
  - {fact: luz memberOf party, date: 2024-05-03, amount: 0.3, at: Sheet 2 3}
"""
    wanted = clean_graph(table_case(tmp_path / "yaml", {"m.yaml": f"kg: 1\n{SOURCE}{yaml}"}))
    project = table_case(tmp_path / "mapped", {"b.xlsx": content, "m.map.yaml": mapping})
    assert clean_graph(project) == wanted
    assert graph(project)[2] == ["facts/b.xlsx[Sheet 2]: 2 rows, 2 facts, 2 entities"]


def test_what_is_internal_in_a_table_leaves_no_trace(tmp_path: Path) -> None:
    mapping = f"kg: 1\n{SOURCE.replace('date: 2024', 'date: 2024, internal: true')}table: {{file: a.csv}}\n"
    facts = 'facts: ["{Name} memberOf party"]\nskip: [{column: Phone, because: secret numbers}]\n'
    files = {"a.csv": "Name,Phone\nana,secret-1\nnobody,secret-2\n", "m.map.yaml": mapping + facts}
    lines, findings, notes = graph(table_case(tmp_path / "1", files))
    assert lines == clean_graph(table_case(tmp_path / "2", {}))
    hidden = "(the fact is internal: its text is not shown; 'kg check --internal' shows it)"
    assert [str(finding) for finding in findings] == [f"facts/a.csv:3:1: unknown-slug {hidden}"]
    assert "secret" not in " ".join(notes)
