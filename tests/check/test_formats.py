import json

from kg.check.codes import Code
from kg.check.formats import as_github, as_json, as_sarif
from kg.model.findings import Finding, Location, Severity

CODES = {"unknown-slug": Code("unknown-slug", "Names", Severity.VIOLATION, "Slugs are declared.", "A slip.", "- a b c", "- a b d")}
WRONG = Finding(Location("facts/ä b.yaml", 3, 21), "unknown-slug", "unknown slug 'x, y'.", "Did you mean\n'y'?")
DOUBT = Finding(Location("facts/book.xlsx[Sheet 1]", 2, 4), "idle-rank", "50% idle.", severity=Severity.WARNING)
WHOLE = Finding(Location("facts"), "no-facts", "nothing here.", severity=Severity.INFO)
SECRET = Finding(Location("facts/s.yaml", 1, 1), "unknown-slug", "unknown slug 'the-informant'.", internal=True)
ALL = [WRONG, DOUBT, WHOLE, SECRET]


def below(file: str) -> str:
    return f"cases/{file}"


def test_json_has_every_finding_with_its_parts_and_the_counts() -> None:
    told = json.loads(as_json(ALL, CODES, below))

    assert told["counts"] == {"error": 2, "warning": 1, "note": 1}
    assert [entry["file"] for entry in told["findings"]] == ["facts", "facts/book.xlsx[Sheet 1]", "facts/s.yaml", "facts/ä b.yaml"]
    assert told["findings"][3] == {
        "file": "facts/ä b.yaml",
        "line": 3,
        "column": 21,
        "code": "unknown-slug",
        "severity": "error",
        "message": "unknown slug 'x, y'.",
        "remedy": "Did you mean\n'y'?",
    }
    assert told["findings"][0]["line"] is None


def test_json_gives_no_text_of_what_is_internal() -> None:
    assert "informant" not in as_json(ALL, CODES, below)
    assert "informant" in as_json(ALL, CODES, below, internal=True)


def test_sarif_is_one_run_with_rules_and_results_that_name_them() -> None:
    log = json.loads(as_sarif(ALL, CODES, below))

    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["idle-rank", "no-facts", "unknown-slug"]
    assert rules[2]["shortDescription"] == {"text": "Slugs are declared."}
    assert "- a b c" in rules[2]["help"]["markdown"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    wrong = run["results"][-1]
    assert wrong["level"] == "error"
    assert wrong["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "cases/facts/%C3%A4%20b.yaml"},
                "region": {"startLine": 3, "startColumn": 21},
            }
        }
    ]


def test_sarif_places_a_cell_in_its_workbook_and_a_whole_file_without_a_line() -> None:
    results = json.loads(as_sarif([DOUBT, WHOLE], CODES, below))["runs"][0]["results"]
    places = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in results}

    assert places["idle-rank"]["artifactLocation"]["uri"] == "cases/facts/book.xlsx"
    assert "region" not in places["no-facts"]


def test_sarif_and_github_leave_out_what_is_internal() -> None:
    for form in (as_sarif, as_github):
        assert "s.yaml" not in form(ALL, CODES, below)
        assert "the-informant" in form(ALL, CODES, below, internal=True)


def test_github_gets_one_command_a_finding_that_no_text_can_break() -> None:
    assert as_github([WRONG, DOUBT, WHOLE], CODES, below).splitlines() == [
        "::notice file=cases/facts,title=no-facts::nothing here.",
        "::warning file=cases/facts/book.xlsx,line=2,col=4,title=idle-rank::50%25 idle.",
        "::error file=cases/facts/ä b.yaml,line=3,col=21,title=unknown-slug::unknown slug 'x, y'. Did you mean\\n'y'?",
    ]
    evil = Finding(Location("facts/a,b:c.yaml", 1, 1), "x", "a\n::set-env name=x::y")
    assert as_github([evil], CODES, below) == "::error file=cases/facts/a%2Cb%3Ac.yaml,line=1,col=1,title=x::a\\n::set-env name=x::y\n"
