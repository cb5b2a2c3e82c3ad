"""What is internal leaves no trace: the public graph is, byte for byte, that of the same case without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

from kg.build.check import check
from kg.build.pipeline import build
from kg.model.findings import Finding
from kg.project import load_project
from kg.store.open import open_store
from tests.build.small_case import FAST, PEOPLE, Graph, built, nquads, source, write_case
from tests.robustness.small_case import BASE

BASIS = source(
    "basis",
    """\
  - {fact: ana memberOf party, quote: she joined, date: 2020/..}
  - {fact: union operatesIn town, by: police}
  - {fact: luis memberOf league, rank: preferred}
  - {fact: party alliedWith league, attribution: [police, radio-one, daily-paper]}
  - {Payment: fee, payer: ana, sum: 10 USD, date: 2024}
  - {Meeting: talks, party: [ana, luis], date: 2024, status: scheduled}
  - {Event: after-talks, agent: ana, date: {after: talks}}
  - {Observation: turnout, of: town, date: 2023, value: 60 %}
  - {Tenure: null, holder: ana, post: mayor, date: 2024}
""",
)
HIDDEN = ", internal: true"


def secret_source(facts: str, entities: str = "", *, publisher: str = "evening-wire", date: str = "2024-06-01") -> str:
    text = source("informant-7", facts, more=HIDDEN, publisher=publisher, date=date)
    return text.replace("facts:", f"entities:\n{entities}facts:", 1) if entities else text


FILES: dict[str, str] = {
    "the same facts": secret_source("  - {fact: ana memberOf party, quote: secret}\n  - {Meeting: talks, party: ana, quote: secret}\n"),
    "other values": secret_source("  - {Payment: fee, sum: 12 USD}\n"),
    "preferred values": secret_source("  - {Payment: fee, sum: 12 USD, rank: preferred}\n"),
    "negations": secret_source("  - {fact: ana memberOf party, not: true}\n  - {fact: luis memberOf league, not: true}\n"),
    "denials": secret_source("  - {fact: ana memberOf party, not: true, modality: denied, by: ana}\n"),
    "other facts": secret_source(
        "  - {fact: ana supports league, cites: https://secret.example/1}\n  - party locatedIn chile\n".replace("party", "town")
    ),
    "a longer closure": secret_source("  - port locatedIn town\n  - town locatedIn chile\n"),
    "a sharper date": secret_source("  - {Meeting: talks, date: 2024-03}\n"),
    "another date": secret_source("  - {Meeting: talks, date: 1999}\n"),
    "a later status": secret_source("  - {Meeting: talks, status: completed}\n"),
    "a name of a node": secret_source("  - {Meeting: talks, name: the secret talks, ids: {x: y}}\n"),
    "a former slug of a node": secret_source("  - {Meeting: talks, was: secret-talks}\n"),
    "a new node": secret_source("  - {Meeting: other-talks, party: [ana, luis], date: {after: talks}}\n"),
    "names": secret_source(
        "  - ana supports party\n", "  ana: {is: Person, name: Secret Name, aka: [Alias], was: secret-slug, ids: {x: y}}\n"
    ),
    "another class": secret_source("  - ana supports party\n", "  party: {is: Gang, name: Harbour Party, quote: a gang}\n"),
    "a class that speaks": secret_source("  - ana supports party\n", "  police: {is: NewsOrganization, name: police}\n"),
    "a unit": secret_source("  - ana supports party\n", '  turnout: {is: Indicator, name: turnout, unit: "%"}\n'),
    "coordinates": secret_source(
        "  - ana supports party\n", "  town: {is: Settlement, name: San Pedro, coordinates: [1, 2], precision: street}\n"
    ),
    "a specificity": secret_source("  - ana supports party\n", "  union: {is: Organization, name: Port Union, specificity: collective}\n"),
    "an entity of its own": secret_source("  - mole supports party\n", "  mole: {is: Person, name: Mole}\n"),
    "a chain of its own": secret_source("  - {fact: ana supports league, attribution: [rosa, evening-wire]}\n"),
    "an old slug that is new elsewhere": secret_source("  - aaa supports party\n", "  aaa: {is: Person, name: A, was: [a-a]}\n"),
}
"""What a secret source may say about a public case."""

FACTS: dict[str, str] = {
    "an equal fact": "  - {fact: ana memberOf party, quote: secret, date: 2020/.., internal: true}\n",
    "an equal fact with an id": "  - {fact: ana memberOf party, id: secret-id, date: 2020/.., internal: true}\n",
    "a fact": "  - {fact: rosa memberOf party, note: secret, internal: true}\n",
    "a negation": "  - {fact: ana memberOf party, date: 2020/.., not: true, internal: true}\n",
    "a node": "  - {Meeting: talks-1, party: ana, date: 2024, quote: secret, internal: true}\n",
    "facts about a node": "  - {Meeting: talks-2, party: ana, date: 2024, internal: true}\n  - ana supports talks-2\n",
    "a fact that hangs on a node": """\
  - {Meeting: talks-3, party: ana, internal: true}
  - {fact: ana opposes talks-3, date: {after: talks-3}}
""",
    "an observation": "  - {Observation: turnout, of: chile, date: 2023, value: 61 %, internal: true}\n",
    "a table": """\
  - {Election: vote, internal: true}
  - {ElectionResult: vote, columns: [candidate, seats], rows: [[party, 1], [league, 2]]}
""",
    "a name made of a secret node": """\
  - {Meeting: m-1, date: 2024, internal: true}
  - {Observation: turnout, of: m-1, date: 2024, value: 5 %}
""",
    "a name made of a secret date": """\
  - {Meeting: m-2, date: 2024, internal: true}
  - {Observation: turnout, of: port, date: {same: m-2}, value: 5 %}
""",
    "a name made of a name made of a secret node": """\
  - {Meeting: m-3, date: 2024, internal: true}
  - {Observation: turnout, of: m-3, date: 2024, value: 5 %}
  - {Observation: homicides, of: Observation/turnout/m-3/2024, date: 2024, value: 5}
""",
}
"""Facts of a public source that are internal, or become so."""

MOLE = "  mole: {is: Person, name: Mole, aka: [M], was: old-mole, internal: true}\n  gang-x: {is: Organization, name: X, internal: true}\n"
ABOUT: dict[str, str] = {
    "a subject": "  - mole memberOf party\n",
    "an object": "  - {fact: ana supports mole, quote: secret}\n",
    "the other end of a symmetric relation": "  - ana alliedWith mole\n  - mole alliedWith luis\n",
    "the end of an inverse": "  - gang-x hasMember rosa\n",
    "a role": "  - {Meeting: open-talks, party: mole, internal: true}\n",
    "a holder": "  - {Tenure: null, holder: mole, post: mayor, date: 2023}\n",
    "an old slug": "  - old-mole memberOf party\n",
    "an area": "  - {Observation: homicides, of: gang-x, date: 2023, value: 7}\n",
}
"""Facts about two entities that are internal."""


def same(folder: Path, texts: Mapping[str, str], case: Callable[[str, str], dict[str, str]], expected: bytes) -> None:
    """All the texts together give the expected bytes; where they do not, each is tried alone to name those that show."""
    together = {name: text for label, text in texts.items() for name, text in case(label, text).items()}
    merged = {**together, **_joined([case(label, text) for label, text in texts.items()])}
    if nquads(folder / "all", merged) != expected:
        assert [label for label, text in texts.items() if nquads(folder / label, case(label, text)) != expected] == []
        pytest.fail("together they show, alone they do not")


def _joined(cases: list[dict[str, str]]) -> dict[str, str]:
    """The one file that grows from case to case, with what all of them add to it."""
    return {"basis.yaml": BASIS + "".join(case["basis.yaml"].removeprefix(BASIS) for case in cases)}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return nquads(tmp_path_factory.mktemp("public"), {"people.yaml": PEOPLE, "basis.yaml": BASIS})


def test_a_secret_source_changes_no_byte(tmp_path: Path, public: bytes) -> None:
    def case(label: str, text: str) -> dict[str, str]:
        name = label.replace(" ", "-")
        return {"people.yaml": PEOPLE, "basis.yaml": BASIS, f"{name}.yaml": text.replace("informant-7", f"from-{name}")}

    same(tmp_path, FILES, case, public)


def test_an_internal_fact_changes_no_byte(tmp_path: Path, public: bytes) -> None:
    same(tmp_path, FACTS, lambda _, text: {"people.yaml": PEOPLE, "basis.yaml": BASIS + text}, public)


def test_a_fact_about_an_internal_entity_changes_no_byte(tmp_path: Path, public: bytes) -> None:
    same(tmp_path, ABOUT, lambda _, text: {"people.yaml": PEOPLE + MOLE, "basis.yaml": BASIS + text}, public)


def test_of_a_list_with_an_internal_entity_the_others_stay(tmp_path: Path) -> None:
    whole = {"people.yaml": PEOPLE + MOLE, "x.yaml": source("x", "  - ana, mole opposes league\n")}
    kept = {"people.yaml": PEOPLE, "x.yaml": source("x", "  - ana opposes league\n")}
    assert nquads(tmp_path / "whole", whole) == nquads(tmp_path / "kept", kept)


WITHHELD: dict[str, tuple[str, str]] = {
    "fields": (
        "  - {fact: rosa owns port, date: 2024, quote: q, at: p, note: n, cites: https://a.example/, as: x, where: town, amount: 5 %,"
        " lag: two days, deniedBy: ana, internal: [quote, at, note, cites, as, where, amount, lag, deniedBy]}\n",
        "  - {fact: rosa owns port, date: 2024}\n",
    ),
    "fields of a node": (
        "  - {Meeting: m-1, party: ana, quote: q, at: p, note: n, deniedBy: luis, internal: [quote, at, note, deniedBy]}\n",
        "  - {Meeting: m-1, party: ana}\n",
    ),
    "who is quoted": ("  - {fact: rosa owns port, by: ana, internal: [by]}\n", "  - {fact: rosa owns port, by: mole}\n"),
    "the whole chain": (
        "  - {fact: rosa owns port, attribution: [ana, luis, daily-paper], internal: [attribution]}\n",
        "  - {fact: rosa owns port, by: mole}\n",
    ),
    "a relative date": ("  - {fact: rosa owns port, date: {after: secret-talks}}\n", "  - {fact: rosa owns port}\n"),
    "the relative date of a node": ("  - {Meeting: m-2, party: ana, date: {after: secret-talks}}\n", "  - {Meeting: m-2, party: ana}\n"),
    "one place of two": ("  - {fact: rosa owns port, where: [town, lair]}\n", "  - {fact: rosa owns port, where: town}\n"),
    "who denies it": ("  - {fact: rosa owns port, deniedBy: mole}\n", "  - {fact: rosa owns port}\n"),
    "a role": ("  - {Meeting: m-3, party: [ana, mole], date: 2024}\n", "  - {Meeting: m-3, party: ana, date: 2024}\n"),
}
"""Facts with something internal in them, and the same facts without it."""


def test_what_is_withheld_from_a_fact_leaves_the_fact_without_it(tmp_path: Path) -> None:
    people = PEOPLE + MOLE + "  lair: {is: Facility, name: lair, internal: true}\n"
    talks = source("talks", "  - {Meeting: secret-talks, party: ana, date: 2024}\n", more=HIDDEN)

    def graph(label: str, facts: str) -> bytes:
        return nquads(tmp_path / label, {"people.yaml": people, "talks.yaml": talks, "x.yaml": source("x", facts)})

    whole = graph("whole", "".join(facts for facts, _ in WITHHELD.values()))
    if whole != graph("kept", "".join(kept for _, kept in WITHHELD.values())):
        assert [label for label, (facts, kept) in WITHHELD.items() if graph(label, facts) != graph(f"{label} kept", kept)] == []
        pytest.fail("together they show, alone they do not")
    assert b"mole" not in whole
    assert b"secret" not in whole


@pytest.fixture(scope="module")
def veiled(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    facts = """\
  - ana memberOf party
  - {fact: luis memberOf party, by: mole}
  - {fact: rosa memberOf party, attribution: [ana, mole, wire-x]}
"""
    people = PEOPLE + MOLE + "  wire-x: {is: NewsOrganization, name: X, internal: true}\n"
    text = source("x", facts, publisher="wire-x", more=", attribution: [mole, wire-x]")
    return built(tmp_path_factory.mktemp("veiled"), {"people.yaml": people, "x.yaml": text})


def test_an_internal_speaker_is_withheld_from_a_chain(veiled: Graph) -> None:
    query = """SELECT ?hop ?who WHERE { ?c rdf:subject :rosa ; kga:attribution/kga:hasHop ?h . ?h kga:hop ?hop ; prov:agent ?who }"""
    assert veiled.rows(query) == [("1", "ana"), ("2", "kga:Withheld"), ("3", "kga:Withheld")]
    assert veiled.values("<source/x> kga:attribution/kga:hasHop/prov:agent ?x") == ["kga:Withheld"]


def test_an_internal_publisher_and_claimant_are_withheld(veiled: Graph) -> None:
    assert veiled.values("<source/x> kga:publisher ?x") == ["kga:Withheld"]
    assert veiled.values("?c rdf:subject :rosa ; kga:claimant ?x") == ["ana"]
    assert not veiled.ask("?s ?p ?o FILTER(CONTAINS(STR(?o), 'mole') || CONTAINS(STR(?o), 'wire-x'))")


def _random_case(seed: int) -> tuple[dict[str, str], dict[str, str]]:
    """A case with secrets in it, and the same case with what is secret deleted."""
    random = Random(seed)  # noqa: S311 - a choice, no secret
    slugs, moles = ["ana", "luis", "rosa", "police"], ["mole", "spy"]
    hidden_people = "".join(f"  {slug}: {{is: Person, name: {slug}, internal: true}}\n" for slug in moles)
    whole, kept = [], []
    for number in range(30):
        subject = random.choice(slugs + moles)
        obj = random.choice(["party", "league", "union"])
        fields = {
            "": "",
            ", not: true": "",
            ", rank: preferred": "",
            ", date: 2024": "",
            f", date: {random.randint(1990, 2030)}": "",
            ", by: luis": "",
            f", quote: words {number}": "",
            ", modality: alleged": "",
        }
        more = "".join(random.sample(sorted(fields), 2))
        more = more if more.count("date") < 2 else ""
        hidden = random.random() < 0.3
        predicate = random.choice(["memberOf", "supports", "opposes"])
        line = f"  - {{fact: {subject} {predicate} {obj}{more}"
        if random.random() < 0.3:
            line = f"  - {{Payment: p-{number}, payer: {subject}, sum: {random.randint(1, 3)} USD, date: 2024"
            hidden = hidden or subject in moles
        whole.append(f"{line}{HIDDEN if hidden else ''}}}\n")
        if not hidden and subject not in moles:
            kept.append(f"{line}}}\n")
    other = source("two", "  - ana memberOf party\n  - {fact: luis supports league, not: true}\n", publisher="radio-one")
    covert = secret_source("".join(random.sample(whole, 8)).replace("{Payment: p-", "{Payment: q-"))
    random.shuffle(whole)
    return (
        {"people.yaml": PEOPLE + hidden_people, "one.yaml": source("one", "".join(whole)), "two.yaml": other, "covert.yaml": covert},
        {"people.yaml": PEOPLE, "one.yaml": source("one", "".join(kept)), "two.yaml": other},
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_case_gives_the_bytes_of_the_same_case_without_its_secrets(tmp_path: Path, seed: int) -> None:
    whole, kept = _random_case(seed)
    assert nquads(tmp_path / "whole", whole) == nquads(tmp_path / "kept", kept)


def _told(folder: Path, files: dict[str, str]) -> list[Finding]:
    return check(load_project(write_case(folder, files, settings=FAST)))


def test_findings_on_internal_facts_keep_their_text(tmp_path: Path) -> None:
    facts = """\
  - {fact: mole memberOf partty, internal: true}
  - mole memberrOf party
  - {fact: ana wrongWord party, internal: true}
  - {fact: ana supports party, date: 2024-13, internal: true}
  - {Observation: turnout, of: mole, date: 2024, value: much}
  - {fact: ana supports party, source: informant-7, wrongKey: x}
  - {fact: ana suports party, source: informant-7}
  - old-mole supports party
"""
    secret = secret_source("  - ana supportss party\n  - ana supports paarty\n", "  double: {is: Persn, name: Double}\n").replace(
        "title: Report", "titel: Report"
    )
    findings = _told(tmp_path, {"people.yaml": PEOPLE + MOLE, "x.yaml": source("x", facts), "secret.yaml": secret})
    wrong = [finding for finding in findings if finding.location.file != "facts/people.yaml"]
    assert {finding.location.line for finding in wrong if finding.location.file == "facts/x.yaml"} == set(range(4, 12))
    told = [str(finding) for finding in wrong if not finding.internal]
    assert told == ["facts/x.yaml:5:10: unknown-property unknown property 'memberrOf'. Did you mean 'memberOf'?"]  # it names nobody
    assert all("not shown" in str(finding) for finding in wrong if finding.internal)


def test_a_contradiction_with_an_internal_claim_keeps_its_text(tmp_path: Path) -> None:
    secret = secret_source("  - {fact: ana memberOf party, not: true}\n  - {Payment: fee, sum: 77 USD}\n")
    findings = _told(tmp_path, {"people.yaml": PEOPLE, "basis.yaml": BASIS, "secret.yaml": secret})
    told = [finding for finding in findings if finding.code == "contradiction"]
    assert len(told) == 2
    assert all(finding.internal for finding in told)


def test_the_local_store_holds_what_the_public_one_does_not(tmp_path: Path) -> None:
    secret = secret_source("  - {fact: ana memberOf league, quote: told in secret}\n")
    case = write_case(tmp_path, {"people.yaml": PEOPLE, "basis.yaml": BASIS, "secret.yaml": secret}, settings=FAST)
    project = load_project(case)
    build(project, internal=True)
    question = "ASK { ?c <https://w3id.org/kga#quote> 'told in secret' }"
    assert open_store(project, internal=True).query(question)
    assert not open_store(project).query(question)
    assert b"told in secret" not in b"".join(path.read_bytes() for path in (case / "exports").iterdir())
    assert Graph(case, open_store(project, internal=True)).store.base == BASE
