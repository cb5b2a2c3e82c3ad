"""What is marked internal is in no export, page, log or answer, and nothing there depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.robustness.small_case import ENTITIES, REPORT, exports, kg, write_case

CANARY = "canary"  # each hidden text carries this word and one of its own

HIDDEN_ENTITIES = """\
  canary-informant: {is: Person, name: Canary Informant, aka: [Canary Alias], internal: true}
  canary-group: {is: Organization, name: Canary Group, ids: {other: canary-77}, internal: true}
"""
HIDDEN_FIELDS = """\
  - fact: luis-mora operatesIn san-pedro
    date: 2021
    quote: canary quote words
    note: canary note words
    internal: [quote, note]
"""
OPEN_FIELDS = """\
  - fact: luis-mora operatesIn san-pedro
    date: 2021
"""
HIDDEN_FACTS = """\
  - {fact: luis-mora memberOf harbour-party, note: canary fact note, quote: canary fact quote, internal: true}
  - canary-informant memberOf port-union
  - {fact: ana-vega leads port-union, not: true, quote: canary negation, internal: true}
  - {fact: ana-vega linkedTo canary-group, note: canary link}
  - Meeting: canary-meeting
    party: [ana-vega, canary-informant]
    date: 2022-03-04
    quote: canary meeting quote
    internal: true
"""
LED = "  - ana-vega leads port-union\n"
HIDDEN_REPORT = """\
kg: 1
source:
  id: canary-source
  title: Canary title
  publisher: daily-paper
  date: 2024-06-01
  url: https://canary.example.org/x
  author: Canary Author
  internal: true
facts:
  - {fact: luis-mora supports harbour-party, quote: canary report quote, note: canary report note, at: canary page}
  - port-union operatesIn san-pedro
  - {Tenure: vega-mayor, holder: ana-vega, post: mayor, date: 2022/2024, quote: canary tenure quote}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "entities.yaml": ENTITIES + HIDDEN_ENTITIES,
        "report.yaml": REPORT + HIDDEN_FIELDS + LED + HIDDEN_FACTS,
        "hidden.yaml": HIDDEN_REPORT,
    }
    return write_case(tmp_path_factory.mktemp("internal"), files, settings="")


@pytest.fixture(scope="module")
def talk(case: Path) -> str:
    """Everything that kg said while it built, checked and answered, all case folded."""
    said = []
    for arguments in (
        ("check",),
        ("build",),
        ("build", "--full"),
        ("build",),
        ("check",),
        ("list",),
        ("list", "Person"),
        ("explain", "luis-mora"),
        ("explain", "ana-vega"),
        ("explain", "port-union"),
        ("explain", "vega-mayor"),
        ("explain", "daily-paper"),
        ("query", "SELECT * WHERE { ?s ?p ?o }", "--format", "tsv"),
        ("query", "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", "--format", "json"),
        ("query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--format", "nt"),
        ("query", "DESCRIBE :ana-vega", "--format", "ttl"),
    ):
        done = kg(case, *arguments, env={"KG_TRACE": "1"})
        assert done.returncode == 0, (arguments, done.stderr)
        said.append(done.stdout + done.stderr)
    return "\n".join(said)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def test_every_command_keeps_what_is_internal_to_itself(talk: str) -> None:
    assert "luis-mora" in talk
    assert [line for line in talk.splitlines() if CANARY in line.casefold()] == []


@pytest.mark.usefixtures("talk")
def test_no_export_or_page_holds_what_is_internal(case: Path) -> None:
    names = {path.name for path in _files(case / "exports")}
    assert {"graph.nq", "graph.ttl", "network.json", "network.html", "pyvis.html", "manifest.json"} <= names
    assert [path.name for path in _files(case / "exports") if CANARY.encode() in path.read_bytes().lower()] == []


@pytest.mark.usefixtures("talk")
def test_no_store_holds_what_is_internal(case: Path) -> None:
    stores = list(_files(case / ".kg" / "stores"))
    assert any(path.suffix == ".sst" for path in stores)
    assert [str(path) for path in stores if CANARY.encode() in path.read_bytes().lower()] == []


@pytest.mark.usefixtures("talk")
def test_an_internal_name_is_unknown_to_who_asks_for_it(case: Path) -> None:
    done = kg(case, "explain", "canary-informant")
    assert done.returncode != 0
    assert "informant" not in (done.stdout + done.stderr).replace("canary-informant", "").lower()


def test_no_count_mark_or_hash_depends_on_what_is_internal(case: Path, tmp_path: Path) -> None:
    """The same case with the internal parts deleted gives the same bytes."""
    public = write_case(tmp_path / case.name, {"entities.yaml": ENTITIES, "report.yaml": REPORT + OPEN_FIELDS + LED}, settings="")
    for folder in (case, public):
        assert kg(folder, "build", "--full").returncode == 0
    assert exports(case) == exports(public)
    assert (case / "exports" / "manifest.json").read_bytes() == (public / "exports" / "manifest.json").read_bytes()


def test_findings_on_internal_facts_give_place_and_code_without_text(tmp_path: Path) -> None:
    wrong = """\
  - {fact: canary-informant memberOf canary-unknown, note: canary, internal: true}
  - {fact: ana-vega canaryWord x, internal: true}
"""
    files = {"entities.yaml": ENTITIES + HIDDEN_ENTITIES, "report.yaml": REPORT + wrong}
    case = write_case(tmp_path, files)
    for arguments in (("check",), ("build",)):
        done = kg(case, *arguments)
        assert done.returncode == 1
        assert "facts/report.yaml:12" in done.stdout + done.stderr
        assert CANARY not in (done.stdout + done.stderr).casefold()


def test_a_public_fact_that_names_something_internal_by_mistake_is_not_quoted(tmp_path: Path) -> None:
    wrong = "  - canary-informant memberrOf port-union\n  - ana-vega supportz port-union\n"
    case = write_case(tmp_path, {"entities.yaml": ENTITIES + HIDDEN_ENTITIES, "report.yaml": REPORT + wrong})
    done = kg(case, "check")
    assert done.returncode == 1
    assert "unknown property 'memberrOf'" in done.stdout
    assert CANARY not in (done.stdout + done.stderr).casefold()
    assert "canary-informant memberrOf" in kg(case, "check", "--internal").stdout
    assert "ana-vega supportz port-union" in done.stdout, "a fact of public names alone is"


def test_the_local_store_for_internal_facts_answers_only_when_asked_for(case: Path, talk: str) -> None:
    assert talk
    before = exports(case)
    assert kg(case, "build", "--internal").returncode == 0
    question = "SELECT ?who WHERE { ?who kga:memberOf :port-union }"
    assert "canary-informant" in kg(case, "query", question, "--internal").stdout
    assert CANARY not in kg(case, "query", question).stdout
    assert exports(case) == before
