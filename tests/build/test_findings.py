"""What the build says of facts that are wrong or doubtful: the exact place, code, message and remedy of each check."""

from __future__ import annotations

import pytest

from tests.build.small_case import PEOPLE, found, source, unmarked

EDTF = (
    "is not an EDTF date. Write a day as 2025-02-19, a month as 2025-02, a year as 2025, a stretch as 2023/2025,"
    ' one day within it as "[2023..2025]".'
)
BOTH = "Both stand; prefer one with 'rank: preferred' if you can tell."
NUMBER = "Write a number and its unit, such as 12, 60.3 %, at least 40, 5000..7000 or about 14.1 million USD."
SLUG = "A slug is lower-case letters a-z, digits and hyphens."

NAMES: dict[str, tuple[str, list[str]]] = {
    "subject": ("facts:\n  - §anna memberOf party\n", ["unknown-slug unknown slug 'anna'. Did you mean 'ana'?"]),
    "object": (
        "facts:\n  - ana, luis memberOf party, §strangers-club\n",
        ["unknown-slug unknown slug 'strangers-club'. Declare it under 'entities:', as 'strangers-club: {is: Class, name: ...}'."],
    ),
    "inverse": ("facts:\n  - town hasOperator §unionn\n", ["unknown-slug unknown slug 'unionn'. Did you mean 'union'?"]),
    "symmetric": ("facts:\n  - party alliedWith §anaa\n", ["unknown-slug unknown slug 'anaa'. Did you mean 'ana'?"]),
    "role": ("facts:\n  - {Meeting: m-1, party: [ana, §luiss]}\n", ["unknown-slug unknown slug 'luiss'. Did you mean 'luis'?"]),
    "role-inverse": ("facts:\n  - {Meeting: m-2, hasSubEvent: §m-22}\n", ["unknown-slug unknown slug 'm-22'. Did you mean 'm-2'?"]),
    "fields": (
        """\
facts:
  - fact: ana memberOf party
    where: [town, §towwn]
    deniedBy: §luiss
    by: §rosaa
    date: {after: §tals}
  - {fact: ana memberOf union, attribution: [§polise, daily-paper]}
""",
        [
            "unknown-slug unknown slug 'towwn'. Did you mean 'town'?",
            "unknown-slug unknown slug 'luiss'. Did you mean 'luis'?",
            "unknown-slug unknown slug 'rosaa'. Did you mean 'rosa'?",
            "unknown-slug unknown slug 'tals'. Did you mean 'talks'?",
            "unknown-slug unknown slug 'polise'. Did you mean 'police'?",
        ],
    ),
    "fields-range": (
        """\
facts:
  - fact: ana memberOf party
    where: [town, §luis]
    deniedBy: §port
    by: §smuggling
  - {fact: ana memberOf union, attribution: [§turnout, daily-paper]}
""",
        [
            "object-range 'luis' is no Place, and 'where' takes one. Check the slug.",
            "object-range 'port' is no Actor, and 'deniedBy' takes one. Check the slug.",
            "object-range 'smuggling' is no Actor, and 'by' takes one. Check the slug.",
            "object-range 'turnout' is no Actor, and 'attribution' takes one. Check the slug.",
        ],
    ),
    "bad-slugs": (
        """\
entities:
  §Ana_Vega: {is: Person, name: A}
  §-x: {is: Person, name: X}
  §años: {is: Person, name: Y}
facts:
  - {Meeting: §The Talks, party: ana}
  - {fact: ana memberOf party, id: §An Id}
""",
        [
            f"bad-slug 'Ana_Vega' is no slug. {SLUG}",
            f"bad-slug '-x' is no slug. {SLUG}",
            f"bad-slug 'años' is no slug. {SLUG}",
            f"bad-slug 'The Talks' is no slug. {SLUG}",
            "bad-slug the id 'An Id' is no slug. An id is lower-case letters a-z, digits and hyphens.",
        ],
    ),
    "twice-one-id": (
        "facts:\n  - {fact: ana memberOf party, id: one}\n  - {fact: luis memberOf party, id: §one}\n",
        ["duplicate-id the id 'one' names another fact too, at facts/twice-one-id.yaml:4:12. Ids are unique in a case."],
    ),
    "chain": (
        "facts:\n  - {fact: ana memberOf party, attribution: §[ana, police]}\n",
        [
            "chain-end this attribution ends at 'police', not at 'daily-paper', who published the source."
            " The last speaker is who published what you read."
        ],
    ),
    "keys": (
        """\
facts:
  - {§Tenure: null, holder: ana}
  - {§Observation: turnout, of: town, value: 5 %}
  - {§Observation: "turnout, §homicides", of: town, date: 2023, value: 5}
  - {§Meeting: null, party: ana}
  - {§Tenure: null, holder: [ana, §luis], post: mayor}
""",
        [
            "missing-key this Tenure has no post, which names it. Add 'post:', or give it a slug.",
            "missing-key this Observation has no date, which names it. Add 'date:'.",
            "missing-key this Observation has more than one indicator, which names it. Make a fact of each.",
            "contradiction 'keys' says two things of 'Observation/homicides/town/2023', indicator: "
            f"turnout (facts/keys.yaml:6:20) and homicides. {BOTH}",
            "missing-key this Meeting has no slug. Write 'Meeting: slug'.",
            "missing-key this Tenure has more than one holder, which names it. Make a fact of each.",
            f"contradiction 'keys' says two things of 'Tenure/ana/mayor', holder: ana (facts/keys.yaml:8:29) and luis. {BOTH}",
        ],
    ),
    "twice-one-node": (
        """\
facts:
  - {Meeting: m-3, party: ana, date: 2024}
  - {§Event: m-3, agent: luis}
  - {Tenure: null, holder: luis, post: mayor, date: 2020}
  - {§Tenure: null, holder: luis, post: mayor, date: 2024}
""",
        [
            "second-node-fact source 'twice-one-node' states 'm-3' twice, first at facts/twice-one-node.yaml:4:6."
            " Put both into one fact; a second source repeats the node in its own file.",
            "second-node-fact source 'twice-one-node' states 'Tenure/luis/mayor' twice, first at facts/twice-one-node.yaml:6:6."
            " Put both into one fact; a second source repeats the node in its own file.",
        ],
    ),
    "former": (
        """\
entities:
  new-x: {is: Person, name: X, was: [old-x, §still-x]}
  new-y: {is: Person, name: Y, was: §old-x}
  still-x: {is: Person, name: Still}
facts:
  - §old-x memberOf party
""",
        [
            "was-in-use the former slug 'still-x' is still declared. Delete that declaration.",
            "was-taken 'old-x' was the slug of 'new-x' too. Keep it with one of them.",
            "renamed 'old-x' is now 'new-x'. Run 'kg rename old-x new-x' to rewrite the files.",
        ],
    ),
    "taken": (
        "entities:\n  §talks: {is: Concept, name: talks}\nfacts:\n  - {Meeting: talks, party: ana}\n",
        ["slug-taken 'talks' names an entity here and a node at facts/taken.yaml:6:6. Give one of them another slug."],
    ),
    "counts": (
        """\
entities:
  crop: {is: Indicator, name: crop, unit: tonnes}
facts:
  - {Attack: raid, agent: ana, date: 2024, killed: §-3}
  - {Observation: crop, of: town, date: 2023, value: §5 kilograms}
""",
        [
            "quantity '-3' is below zero. 'killed' counts things.",
            "other-unit the indicator counts in tonnes, and this says kilograms."
            " Convert the number, or use another indicator; numbers in two units are never compared.",
        ],
    ),
    "merged": (
        """facts:
  - {fact: ana opposes port, quote: one}
  - {fact: ana opposes port, credibility: §9}
""",
        ["claim-credibility credibility is a whole number from 1 to 6. Write 1 (confirmed) to 6 (cannot be judged)."],
    ),
    "words-of-entities": (
        """\
entities:
  e-1: {is: Person, name: A, specificity: §vague, wikidata: §P31}
  e-2: {is: Person, name: {"not a tag": §A}, aka: [§{name: B, lang: e-s-p-a-ñ-o-l}]}
  e-3: {is: Person, name: C, coordinates: [§1, 2], unit: §kg}
""",
        [
            "wrong-value unknown specificity 'vague'. It is named, collective or unspecified.",
            "wrong-value 'P31' is no Wikidata item. Write for example 'wikidata: Q736'.",
            "wrong-value 'not a tag' is no language tag. Write for example 'es' or 'pt-BR'.",
            "wrong-value 'e-s-p-a-ñ-o-l' is no language tag. Write for example 'es' or 'pt-BR'.",
            "wrong-value 'e-3' is no place, and only such a thing has coordinates. Check its class, or delete the key.",
            "wrong-value 'e-3' is no indicator, and only such a thing has a unit. Check its class, or delete the key.",
        ],
    ),
    "z-other-class": (
        "entities:\n  §union: {is: Person, name: Union}\n  league: {is: Organization, name: League}\n",
        ["other-class 'union' is a person here and an organization at facts/people.yaml:10:3. Both stand; change one if it is a slip."],
    ),
}
"""Facts below a source, with the places and texts of what is found in them."""

VALUES: dict[str, tuple[str, list[str]]] = {
    "dates": (
        """\
facts:
  - {fact: ana memberOf party, date: §2024-13}
  - {fact: ana memberOf union, reported: §yesterday}
  - {fact: ana memberOf league, date: §1/2/2024}
  - {Meeting: v-1, party: ana, date: §2024-02-30}
  - union founded §long ago
  - party founded §current
  - {fact: luis memberOf union, reported: §current}
""",
        [
            "date '2024-13' is not a date: there is no month 13. Write 2024-01 to 2024-12, or 2024 for the year.",
            f"date 'yesterday' {EDTF}",
            "date '1/2/2024' is not an EDTF date. Write 2024-02-01 (Thursday 1 February 2024) or 2024-01-02 (Tuesday 2 January 2024).",
            "date '2024-02-30' is not a day: February 2024 has 29 days. Write 2024-02-29, or 2024-02 for the month.",
            f"date 'long ago' {EDTF}",
            "date 'current' can only be the date of a fact. Write the day, such as 2025-02-19.",
            "date 'current' can only be the date of a fact. Write the day, such as 2025-02-19.",
        ],
    ),
    "anchor": (
        "facts:\n  - {fact: ana memberOf party, date: {after: §luis}}\n",
        ["date-anchor 'luis' is no node with a date. A date can be the same as, during, after or before a situation."],
    ),
    "numbers": (
        """\
facts:
  - {Payment: v-2, payer: ana, sum: §a lot}
  - {Event: v-3, agent: ana, killed: §2.5}
  - {fact: ana owns port, amount: §half}
  - {Observation: turnout, of: town, date: 2023, value: "§5,399,562"}
""",
        [
            f"quantity 'a lot' is not a quantity. {NUMBER}",
            "quantity '2.5' is no whole number. 'killed' counts whole things.",
            f"quantity 'half' is not a quantity. {NUMBER}",
            "quantity '5,399,562' is not a quantity. Write 5399562.",
        ],
    ),
    "words": (
        """\
facts:
  - {Meeting: v-4, party: ana, status: §done}
  - {fact: ana memberOf party, modality: §rumoured}
  - {fact: ana memberOf union, likelihood: §sure}
  - {fact: ana memberOf league, rank: §best}
  - {fact: ana supports league, confidence: §high}
  - {fact: ana supports party, cites: ['https://a.example/', §page 5]}
""",
        [
            "wrong-value unknown status 'done'. It is one of: abandoned, completed, pending, proposed, scheduled, underway.",
            "wrong-value unknown modality 'rumoured'. It is one of: admitted, alleged, charged, denied, found, planned.",
            "wrong-value unknown likelihood 'sure'."
            " It is one of: almost-certain, even-chance, likely, remote, unlikely, very-likely, very-unlikely.",
            "wrong-value unknown rank 'best'. It is preferred or deprecated.",
            "wrong-value confidence is a number from 0 to 1, not 'high'.",
            "bad-url 'page 5' is no web address. 'cites' takes addresses that begin with http:// or https://.",
        ],
    ),
    "one-claim": (
        """\
facts:
  - {fact: ana memberOf party, likelihood: likely, credibility: 2}
  - {fact: ana memberOf party, likelihood: §remote, credibility: 2}
""",
        [
            "same-fact the source says the same at facts/one-claim.yaml:4:12, with another 'likelihood'."
            " Keep one, or say in both what sets them apart."
        ],
    ),
}

SOURCES: dict[str, tuple[str, list[str]]] = {
    "no-title": (
        "kg: 1\nsource: §{id: s-1, publisher: daily-paper, date: 2024}\n",
        ["no-title source 's-1' has no title. Add 'title: ...'."],
    ),
    "source-values": (
        "kg: 1\nsource: {id: §S 2, title: T, publisher: daily-paper, date: §last year, url: §paper.example,"
        " language: §Spanish language, accessed: §now}\n",
        [
            "bad-slug the source id 'S 2' is no slug. An id is lower-case letters a-z, digits and hyphens.",
            f"date 'last year' {EDTF}",
            "bad-url 'paper.example' is no web address. It begins with http:// or https://.",
            "wrong-value 'Spanish language' is no language tag. Write for example 'es' or 'pt-BR'.",
            "date 'now' is not an EDTF date. Write current for what is true when it is reported, or the day.",
        ],
    ),
    "source-url": (
        "kg: 1\nsources:\n  - {id: s-6, title: T, publisher: daily-paper, date: 2024, url: §'https://x.example/?a=1&b=<c>'}\n"
        "  - {id: s-7, title: T, publisher: daily-paper, date: 2024, url: §https://x.example/a b}\n",
        [
            "bad-url 'https://x.example/?a=1&b=<c>' has <, which cannot stand in a web address. Write %3C in its place.",
            "bad-url 'https://x.example/a b' has a space, which cannot stand in a web address. Write %20 in its place.",
        ],
    ),
    "refused-names": (
        'kg: 1\nentities:\n  x-1: {is: Person, name: §""}\n  x-2: {is: Person, name: {en: §"a\\u0007b"}}\n  §x-3: {is: Person}\n',
        [
            "no-value 'name' says nothing. Give it a value, or delete the key.",
            "control-character the character U+0007 cannot stand in a fact file. Delete it.",
            "entity-name an entity has a name. Add 'name: ...'.",
        ],
    ),
    "source-chain": (
        "kg: 1\nsource: {id: s-3, title: T, publisher: daily-paper, date: 2024, attribution: §[daily-paper, radio-one]}\n",
        [
            "chain-end the attribution of 's-3' ends at 'radio-one', not at its publisher 'daily-paper'."
            " The last speaker is who published what you read."
        ],
    ),
    "source-names": (
        "kg: 1\nsource: {id: s-4, title: T, publisher: §port, date: 2024, attribution: [§nobody-at-all, §port]}\n",
        [
            "object-range 'port' is no Actor, and 'publisher' takes one. Check the slug.",
            "unknown-slug unknown slug 'nobody-at-all'. Declare it under 'entities:', as 'nobody-at-all: {is: Class, name: ...}'.",
            "object-range 'port' is no Actor, and 'attribution' takes one. Check the slug.",
        ],
    ),
    "undated": (
        "kg: 1\nsource: §{id: s-5, title: T, publisher: daily-paper}\nfacts:\n  - {fact: ana basedIn town, date: §current}\n",
        [
            "source-date a source has a date, however vague. Add 'date: 2025' or '[..2025-04]'.",
            "date 'current' needs the date of its source, and source 's-5' has none. Give the source a date.",
        ],
    ),
}
"""Whole files, with the same."""

CASES = {**{name: (source(name) + text, told) for name, (text, told) in {**NAMES, **VALUES}.items()}, **SOURCES}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is found in each file; entities that these facts do not use are of no account."""
    files = {f"{name}.yaml": unmarked(text)[0] for name, (text, _) in CASES.items()}
    grouped: dict[str, list[str]] = {name: [] for name in CASES}
    for finding in found(tmp_path_factory.mktemp("findings"), {"people.yaml": PEOPLE, **files}):
        if finding.code == "unused-entity":
            continue
        name = finding.location.file.removeprefix("facts/").removesuffix(".yaml")
        grouped.setdefault(name, []).append(str(finding).partition(":")[2])
    return grouped


@pytest.mark.parametrize("name", CASES)
def test_each_problem_is_told_at_its_place_with_its_cause_and_remedy(findings: dict[str, list[str]], name: str) -> None:
    text, told = CASES[name]
    assert findings[name] == [f"{spot}: {problem}" for spot, problem in zip(unmarked(text)[1], told, strict=True)]
