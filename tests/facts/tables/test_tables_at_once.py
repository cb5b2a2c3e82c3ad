"""Tables that are read at the same time give what they give one after another."""

from dataclasses import replace
from pathlib import Path

from tests.facts.tables.table_case import graph, table_case

MAPPING = """
kg: 1
table: {{file: t{number}.csv}}
source: {{id: table-{number}, title: A table, publisher: daily-paper, date: 2024}}
columns:
  place: {{from: where, match: '(?P<name>[A-Z][a-z ]+) of (?P<land>[a-z]+)'}}
entities:
  "{{group}}": {{is: Group, name: "{{group}}"}}
facts:
  - {{fact: "{{group}} alliedWith {{with}}", date: "{{since}}"}}
"""
TABLES = 12


def test_tables_read_two_at_a_time_give_the_rows_findings_and_notes_of_one_at_a_time(tmp_path: Path) -> None:
    files = {}
    for number in range(TABLES):
        rows = [
            f"Group {number} {row},group-{(number + 1) % TABLES}-{row},{1900 + row},Town of {'land' if row else '7'}" for row in range(40)
        ]
        files[f"t{number}.csv"] = "\n".join(["group,with,since,where", *rows, ""])
        files[f"t{number}.map.yaml"] = MAPPING.format(number=number)
    files["t3.map.yaml"] = MAPPING.format(number=3).replace("(?P<name>", "(?P<name>(?=x)")  # no pattern of RE2
    project = table_case(tmp_path, files)

    one = graph(replace(project, threads=1))
    several = graph(replace(project, threads=2))

    assert several == one
    lines, findings, notes = one
    assert len(notes) == TABLES - 1
    assert {finding.location.file for finding in findings if finding.code == "no-match"} == {
        f"facts/t{n}.csv" for n in range(TABLES) if n != 3
    }
    assert [finding.location.file for finding in findings if finding.code == "pattern"] == ["facts/t3.map.yaml"]
    assert len([line for line in lines if "alliedWith> " in line and "kga#derived" not in line]) > TABLES * 39
