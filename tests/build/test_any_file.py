"""Whatever stands in a fact file, it is read or told to be wrong; nothing raises, and the files beside it lose nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build.database import Database
from kg.build.fingerprint import ontology_folders
from kg.build.inputs import read_inputs
from kg.build.stages import Stages
from kg.build.steps import Steps
from kg.model.findings import Finding
from kg.ontology.loader import load_ontology
from kg.project import load_project
from tests.build.small_case import FAST, PEOPLE, source
from tests.facts.reading import read
from tests.robustness.small_case import write_case

NEIGHBOUR = source(
    "neighbour",
    """\
  - ana, luis memberOf party, union
  - {Meeting: neighbours, party: [ana, rosa], date: 2024, quote: q}
  - {Observation: homicides, of: chile, date: 2023, value: 6.9}
  - {fact: party alliedWith league, not: true}
""",
)
CLAIMS = 4 + 3 + 4 + 1

SLUGS = [
    "ana",
    "luis",
    "party",
    "union",
    "town",
    "homicides",
    "talks",
    "neighbours",
    "Ana Vega",
    "x>y",
    'q"',
    "-",
    "ñ",
    "Tenure/ana/mayor",
    "{a}",
    "'",
]
WORDS = ["memberOf", "hasMember", "alliedWith", "founded", "status", "value", "locatedIn", "follows", "kills", "is", "linkedTo"]
CLASSES = ["Meeting", "Observation", "Tenure", "ElectionResult", "Order", "Payment", "Person", "Cartel", "meeting", "Nothing"]
VALUES = [
    *SLUGS[:8],
    *"2024|2024-13|current|[2024-01..2024-03]|2024/..|~|true|no|5 USD|at least 3|1e400|preferred|alleged|denied|https://a.example/".split(
        "|"
    ),
    *'not a tag|Case #1|a: b|*x|&y z|\'open|"|[a, b]|[]|{}|{after: talks}|{same: ana}|\\|"\\x1f"|\u2028|é|💥|!tag x|@|%|1.50 %'.split("|"),
    *("9" * 60, "x" * 300, "", "|", ">-", "<<"),
]
KEYS = (
    "date quote at by attribution source cites where as amount modality deniedBy not rank retracted likelihood"
    " credibility confidence reported lag note internal id fact is columns rows for name aka was iso"
    " wikidata ids coordinates unit specificity party agent holder post of indicator sum topic hasSubEvent"
).split()

slug = st.sampled_from(SLUGS)
value = st.sampled_from(VALUES)
pair = st.tuples(st.sampled_from([*KEYS, *CLASSES]), value).map(": ".join)
line = st.tuples(slug, st.sampled_from(WORDS), value).map(" ".join)
fact = st.one_of(
    line.map("  - {}".format),
    st.tuples(line, st.lists(pair, max_size=4)).map(lambda parts: "  - {" + ", ".join([f"fact: {parts[0]}", *parts[1]]) + "}"),
    st.tuples(st.sampled_from(CLASSES), value, st.lists(pair, max_size=5)).map(
        lambda parts: f"  - {parts[0]}: {parts[1]}\n" + "".join(f"    {item}\n" for item in parts[2])
    ),
)
entity = st.tuples(slug, st.sampled_from(CLASSES), st.lists(pair, max_size=4)).map(
    lambda parts: f"  {parts[0]}: {{" + ", ".join([f"is: {parts[1]}", "name: N", *parts[2]]) + "}"
)
head = st.sampled_from(
    [
        "source: {id: other, title: T, publisher: daily-paper, date: 2024}",
        "source: {id: other, title: T, publisher: ana, date: current, internal: true, attribution: [luis, ana], language: es_ES}",
        "source: {id: neighbour, title: T, publisher: daily-paper}",
        "sources: [{id: a b, title: T}, {id: other, publisher: town}]",
        "",
    ]
)
whole = st.tuples(head, st.lists(entity, max_size=4), st.lists(fact, max_size=8)).map(
    lambda parts: "\n".join(
        ["kg: 1", parts[0], *(["entities:", *parts[1]] if parts[1] else []), *(["facts:", *parts[2]] if parts[2] else []), ""]
    )
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A file with some characters or lines taken out, doubled or put in."""
    text = draw(whole)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 12)))
        text = (
            text[:at]
            + draw(st.sampled_from(["", text[at:end] * 2, "\t", "\n", ": ", "#", "'", '"', "{", "]", "&", "\r", "\x00", "\ufeff", "- "]))
            + text[end:]
        )
    return text


def judged(folder: Path, files: dict[str, str]) -> tuple[list[Finding], int]:
    """What is found in a case by every stage of a check, and how many claims come from its file ``neighbour.yaml``."""
    project = load_project(write_case(folder, files, settings=FAST))
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, None)
    try:
        read_inputs(database, project, ontology)
        stages = Stages(database, Steps())
        database.run("findings")
        stages.resolve(ontology)
        stages.check()
        stages.judge(internal=True)
        database.run("check_live")
        stages.emit()
        stages.rules(ontology, project, today="2024-06-01")
        claims = "select count(distinct d.row) from said d join stated s on s.row = d.row where s.file = 'facts/neighbour.yaml'"
        return stages.findings(), int(database.rows(claims)[0][0])
    finally:
        database.close()


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_any_text_is_read_or_told_to_be_wrong(text: str) -> None:
    lines = text.encode("utf-8", "replace").split(b"\n")
    for finding in read(text.encode("utf-8", "replace")).findings:
        assert 0 <= finding.location.line <= len(lines) + 1
        assert finding.code
        assert finding.message.endswith(".")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told_to_be_wrong(content: bytes) -> None:
    assert read(content).findings


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(mutated(), min_size=4, max_size=10))
def test_files_that_are_wrong_raise_nothing_and_take_nothing_from_their_neighbour(texts: list[str]) -> None:
    files = {"people.yaml": PEOPLE, "neighbour.yaml": NEIGHBOUR, **{f"any-{number}.yaml": text for number, text in enumerate(texts)}}
    files = {name: text.encode("utf-8", "replace").decode() for name, text in files.items()}
    with tempfile.TemporaryDirectory() as folder:
        findings, claims = judged(Path(folder), files)
    assert claims == CLAIMS
    assert all(str(finding) for finding in findings)
