"""The parts of a fact file: what rows they make, and what is told of those that do not fit."""

from __future__ import annotations

import pytest

from tests.facts.reading import HEAD, expected, facts, only, problems, read, triples

ONE = "must be one text. Put it in quotes if it begins with '[' or '{'."
SITUATION = "is a kind of situation, not of entity. Write it under 'facts:' as"
BRACE = "has no value: a comma inside '{}' ended the text before it. Put that text in quotes."

FACTS: dict[str, tuple[str, list[str]]] = {
    "unknown key in a line": (
        "  - {fact: a memberOf b, §quot: x}\n",
        ["unknown-key unknown key 'quot' in a fact line. Did you mean 'quote'?"],
    ),
    "role in a line": (
        "  - {fact: a memberOf b, §agent: c}\n",
        ["unknown-key a fact line has no 'agent'. Roles and names belong to facts that begin with a class, such as 'Order: slug'."],
    ),
    "class in a line": (
        "  - {fact: a memberOf b, §Order: c}\n",
        ["unknown-key a fact line has no 'Order'. Roles and names belong to facts that begin with a class, such as 'Order: slug'."],
    ),
    "comma in a quote": ("  - {fact: a memberOf b, quote: one, §two}\n", [f"unknown-key 'two' {BRACE}"]),
    "comma in a line": ("  - {fact: a memberOf b, §c}\n", [f"unknown-key 'c' {BRACE}"]),
    "mapped key": (
        "  - {fact: a memberOf b, §for: c}\n",
        ["unknown-key 'for' belongs to mapped tables (*.map.yaml), not to a fact line."],
    ),
    "list for a line": (
        "  - {fact: §[a memberOf b]}\n",
        ["fact-line 'fact' must be one line of text. Write 'fact: slug property slug'; in '{}' put it in quotes if it has a comma."],
    ),
    "list for a fact": ("  - §[a, b]\n", ["wrong-shape a fact must be 'key: value' pairs."]),
    "nothing for a fact": ("  - §~\n", ["no-value a fact says nothing. Give it a value, or delete the key."]),
    "empty braces for a fact": ("  - §{}\n", ["no-value a fact says nothing. Write '- slug property slug', or delete it."]),
    "unknown class": ("  - {§Meetingg: m, party: a}\n", ["unknown-class unknown class 'Meetingg'. Did you mean 'Meeting'?"]),
    "class in lower case": ("  - {§meeting: m, party: a}\n", ["unknown-class unknown class 'meeting'. Did you mean 'Meeting'?"]),
    "class that is a property in lower case": (
        "  - {§election: vote, date: 2024}\n",
        ["unknown-class unknown class 'election'. Did you mean 'Election'?"],
    ),
    "kind of entity": (
        "  - {§Person: a, name: A}\n",
        ["unknown-class 'Person' is a kind of entity, not of situation. Declare it under 'entities:' as 'slug: {is: Person, name: ...}'."],
    ),
    "no class": (
        "  - §{party: a, date: 2024}\n",
        [
            "unknown-class this is neither a fact line nor a node: no key is a kind of situation."
            " Write '- slug property slug' or begin with a class, such as 'Order: slug'."
        ],
    ),
    "two classes": ("  - {Meeting: m, §Order: m}\n", ["unknown-class one fact cannot be 'Meeting' and 'Order'. Make two facts of it."]),
    "unknown role": ("  - {Meeting: m, §partyy: a}\n", ["unknown-key unknown key 'partyy' in a fact. Did you mean 'party'?"]),
    "comma in a role": ("  - {Meeting: m, party: a, §b}\n", [f"unknown-key 'b' {BRACE}"]),
    "empty role": ("  - {Meeting: m, party: §''}\n", ["no-value 'party' says nothing. Give it a value, or delete the key."]),
    "empty list": ("  - {Meeting: m, party: §[]}\n", ["no-value 'party' says nothing. Give it a value, or delete the key."]),
    "spaces in a role": ("  - {Meeting: m, party: a §b}\n", ["fact-line a slug has no spaces. Put a comma between two slugs."]),
    "mapping for a role": (
        "  - {Meeting: m, party: §{a: b}}\n",
        ["wrong-shape 'party' must be one text. Put it in quotes if it begins with '[' or '{'."],
    ),
    "list for a slug": (
        "  - {Meeting: §[m, n], party: a}\n",
        ["wrong-shape 'Meeting' must be one text. Put it in quotes if it begins with '[' or '{'."],
    ),
    "set without quotes": (
        "  - {fact: a memberOf b, date: §[2025-01..2025-04]}\n",
        ["date a date that begins with '[' must be in quotes. Write \"[2025-01..2025-04]\"."],
    ),
    "set of two without quotes": (
        "  - {fact: a memberOf b, date: §[2025-01, 2025-04]}\n",
        ["date a date that begins with '[' must be in quotes. Write \"[2025-01,2025-04]\"."],
    ),
    "set in braces without quotes": (
        "  - {fact: a memberOf b, date: §{2025, 2026}}\n",
        ["date a date that begins with '{' must be in quotes. Write \"{2025,2026}\"."],
    ),
    "unknown relation": (
        "  - {fact: a memberOf b, date: {§since: m}}\n",
        ["date 'since' does not relate a date to a node. Use one of 'same', 'during', 'after', 'before'."],
    ),
    "two relations": (
        "  - {fact: a memberOf b, date: {after: m, §before: n}}\n",
        ["date 'before' does not relate a date to a node. Use one of 'same', 'during', 'after', 'before'."],
    ),
    "empty date": ("  - {fact: a memberOf b, date: §{}}\n", ["no-value 'date' says nothing. Give it a value, or delete the key."]),
    "no reason": (
        "  - {fact: a memberOf b, retracted: §true}\n",
        ["wrong-value 'retracted' gives no reason. Write why, such as 'retracted: corrected on 3 March'."],
    ),
    "no flag": ("  - {fact: a memberOf b, not: §yes}\n", ["wrong-value 'not' is true or false, not 'yes'."]),
    "field that cannot be internal": (
        "  - {fact: a memberOf b, internal: [quote, §date]}\n",
        [
            "internal-mark this cannot be internal by itself. "
            "A list can hold amount, as, at, attribution, by, cites, deniedBy, lag, note, quote, where.",
        ],
    ),
    "facts that are no list": ("§a: b\n", ["wrong-shape 'facts' must be a list. Begin each fact with '- '."]),
    "table without rows": (
        "  - §{ElectionResult: e, columns: [candidate]}\n",
        ["wrong-shape a table of nodes has 'columns' and 'rows', both lists."],
    ),
    "short row": (
        "  - {ElectionResult: e, columns: [candidate, seats], rows: [§[a], [b, 2]]}\n",
        ["wrong-shape this row has 1 cells for 2 columns. Leave a cell empty with ''."],
    ),
    "column twice": (
        "  - {ElectionResult: e, columns: [candidate, §candidate], rows: [[a, b]]}\n",
        ["duplicate-key 'candidate' stands in this table twice. Keep one."],
    ),
    "column that stands before the table": (
        "  - {ElectionResult: e, date: 2024, columns: [candidate, §date], rows: [[a, 2023]]}\n",
        ["duplicate-key 'date' stands in this table twice. Keep one."],
    ),
    "unknown column": (
        "  - {ElectionResult: e, columns: [candidate, §seets], rows: [[a, 1], [b, 2]]}\n",
        ["unknown-key unknown key 'seets' in a fact. Did you mean 'seats'?"],
    ),
    "list as a column": (
        "  - {ElectionResult: e, columns: [candidate, §[x]], rows: [[a, 1]]}\n",
        ["wrong-shape the head of a column must be a word."],
    ),
}

ENTITIES: dict[str, tuple[str, list[str]]] = {
    "comma in a name": ("  a: {is: Facility, name: Airport, §Long Island}\n", [f"unknown-key 'Long Island' {BRACE}"]),
    "class in lower case": ("  a: {is: §person, name: A}\n", ["unknown-class unknown class 'person'. Did you mean 'Person'?"]),
    "unknown class": ("  a: {is: §Cartell, name: A}\n", ["unknown-class unknown class 'Cartell'. Did you mean 'Cartel'?"]),
    "kind of situation": (
        "  a: {is: §Order, name: A}\n",
        [f"unknown-class 'Order' {SITUATION} '- Order: slug' with its roles."],
    ),
    "kind of situation with a key": (
        "  a: {is: §Observation, name: A}\n",
        [f"unknown-class 'Observation' {SITUATION} '- Observation: null' with its roles."],
    ),
    "no class": ("  §a: {name: A}\n", ["no-class entity 'a' has no class. Add for example 'is: Person'."]),
    "nothing": ("  a:§\n", ["wrong-shape entity 'a' must be 'key: value' pairs."]),
    "property": (
        "  a: {is: Person, name: A, §memberOf: b}\n",
        ["unknown-key 'memberOf' is a property: it needs a fact of its own. Write under 'facts:' for example: - a memberOf ..."],
    ),
    "unknown key": ("  a: {is: Person, §nam: A}\n", ["unknown-key unknown key 'nam' in entity 'a'. Did you mean 'name'?"]),
    "two names in a list": ("  a: {is: Person, name: §[A, B]}\n", [f"wrong-shape 'name' {ONE}"]),
    "alias without a name": ("  a: {is: Person, name: A, aka: [§{kind: full}]}\n", ["no-name this alias has no name. Add 'name: ...'."]),
    "alias with something else": (
        "  a: {is: Person, name: A, aka: [{name: B, §since: 2020}]}\n",
        ["unknown-key unknown key 'since' in an alias. An alias has 'name', 'kind' and 'lang'."],
    ),
    "coordinates that are words": (
        "  a: {is: Place, name: A, coordinates: §[north, 5]}\n",
        ["wrong-value coordinates are latitude and longitude in degrees. Write for example: coordinates: [-0.95, -80.72]."],
    ),
    "coordinates out of bounds": (
        "  a: {is: Place, name: A, coordinates: §[91, 5]}\n",
        ["wrong-value coordinates are latitude and longitude in degrees. Write for example: coordinates: [-0.95, -80.72]."],
    ),
    "one coordinate": (
        "  a: {is: Place, name: A, coordinates: §5}\n",
        ["wrong-value coordinates are latitude and longitude in degrees. Write for example: coordinates: [-0.95, -80.72]."],
    ),
    "coordinates that are numbers to Python alone": (
        "  a: {is: Place, name: A, coordinates: §[1e1, nan]}\n",
        ["wrong-value coordinates are latitude and longitude in degrees. Write for example: coordinates: [-0.95, -80.72]."],
    ),
    "ids that are no mapping": ("  a: {is: Place, name: A, ids: §[x]}\n", ["wrong-shape 'ids' must be 'key: value' pairs."]),
}

TOP: dict[str, tuple[str, list[str]]] = {
    "no version": (
        "§source: {id: s, title: S, publisher: p, date: 2024}\n",
        ["format-version the file does not say which format it is in. Begin it with 'kg: 1'."],
    ),
    "another version": ("kg: §2\n", ["format-version format '2' is unknown. This version reads 'kg: 1'."]),
    "unknown key": ("kg: 1\n§entites: {}\n", ["unknown-key unknown key 'entites' at the top of a fact file. Did you mean 'entities'?"]),
    "key unlike any": (
        "kg: 1\n§xyz: {}\n",
        [
            "unknown-key unknown key 'xyz' at the top of a fact file."
            " Known are: attribution, entities, facts, kg, language, source, sources."
        ],
    ),
    "unknown key of a source": (
        "kg: 1\nsource: {id: s, §titel: S, publisher: p, date: 2024}\n",
        ["unknown-key unknown key 'titel' in a source. Did you mean 'title'?"],
    ),
    "set without quotes": (
        "kg: 1\nsource: {id: s, title: S, publisher: p, date: §[2025-01..2025-04]}\n",
        ["date a date that begins with '[' must be in quotes. Write \"[2025-01..2025-04]\"."],
    ),
    "comma in a title": ("kg: 1\nsource: {id: s, title: One, §Two, publisher: p, date: 2024}\n", ["unknown-key 'Two' " + BRACE]),
    "entities in a list": ("kg: 1\nentities: §[a]\n", ["wrong-shape 'entities' must be 'key: value' pairs."]),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_that_does_not_fit_is_told_at_its_place(name: str) -> None:
    before = f"{HEAD}facts:\n" if FACTS[name][0].startswith("  -") else f"{HEAD}facts:\n  "
    text, told = expected(before + FACTS[name][0], FACTS[name][1])
    assert problems(text) == told


@pytest.mark.parametrize("name", ENTITIES)
def test_an_entity_that_does_not_fit_is_told_at_its_place(name: str) -> None:
    text, told = expected("kg: 1\nentities:\n" + ENTITIES[name][0], ENTITIES[name][1])
    assert [problem for problem in problems(text) if name == "no class" or "no-class" not in problem] == told


@pytest.mark.parametrize("name", TOP)
def test_a_file_whose_top_does_not_fit_is_told_so(name: str) -> None:
    text, told = expected(*TOP[name])
    assert problems(text) == told


def test_a_node_makes_a_class_claim_and_a_claim_of_each_role() -> None:
    rows = facts('  - {Meeting: m, party: [a, "b, c"], topic: d, date: 2024, quote: q, by: e, not: true}\n')
    assert triples(rows) == [("m", None, "Meeting"), ("m", "party", "a"), ("m", "party", "b"), ("m", "party", "c"), ("m", "topic", "d")]
    head, *roles = rows.claims
    assert (head.kind, head.date, head.quotes, head.by, head.negated) == ("class", "2024", "q", "e", True)
    assert {(role.kind, role.date, role.quotes, role.by, role.negated, role.fact) for role in roles} == {
        ("role", None, None, "e", True, head.fact)
    }
    assert [(role.line, role.col) for role in roles] == [(4, 26), (4, 30), (4, 33), (4, 45)]


def test_a_node_named_by_its_key_has_no_slug_yet() -> None:
    assert triples(facts("  - {Tenure: null, holder: a, post: b}\n"))[0] == (None, None, "Tenure")
    assert triples(facts("  - {Observation: i, of: a, date: 2024, value: 5}\n")) == [
        (None, None, "Observation"),
        (None, "indicator", "i"),
        (None, "of", "a"),
        (None, "value", "5"),
    ]


def test_a_table_is_a_node_of_each_row_which_share_what_stands_before_it() -> None:
    rows = facts("  - {ElectionResult: e, quote: [x, y], attribution: [a, p], columns: [candidate, seats], rows: [[b, 1], [c, '']]}\n")
    assert [str(finding) for finding in rows.findings] == []
    assert [(row.predicate, row.object) for row in rows.claims if row.kind == "role"] == [
        ("election", "e"),
        ("candidate", "b"),
        ("seats", "1"),
        ("election", "e"),
        ("candidate", "c"),
    ]
    assert [row.quotes for row in rows.claims if row.kind == "class"] == ["x\x1fy", "x\x1fy"]
    assert len({row.fact for row in rows.claims}) == 2


def test_each_item_of_a_list_has_a_place_of_its_own() -> None:
    claim = only(facts("  - {fact: a memberOf b, where: [c, d], attribution: [e,\n      p]}\n"))
    assert claim.place == "c\x1fd"
    assert claim.chain == "e>p"
    assert " where=4:33 where1=4:34 where2=4:37" in claim.marks
    assert " attribution1=4:55 attribution2=5:7" in claim.marks


def test_a_relative_date_is_its_relation_and_its_anchor() -> None:
    claim = only(facts("  - {fact: a memberOf b, date: {after: m}}\n"))
    assert (claim.date, claim.relation, claim.anchor) == (None, "after", "m")
    assert " anchor=4:40" in claim.marks


def test_an_entity_is_stated_by_the_only_source_of_its_file() -> None:
    rows = read(f"{HEAD}entities:\n  a: {{is: [Person, Organization], name: A, quote: q, internal: [quote]}}\n")
    assert [(row.slug, row.cls, row.source) for row in rows.entities] == [("a", "Person", "s"), ("a", "Organization", "s")]
    assert [(row.kind, row.subject, row.object, row.quotes, row.withheld) for row in rows.claims] == [
        ("entity", "a", "Person", "q", "quote"),
        ("entity", "a", "Organization", "q", "quote"),
    ]


def test_an_entity_without_a_source_states_nothing() -> None:
    rows = read("kg: 1\nentities:\n  a: {is: Person, name: A}\n")
    assert [(row.slug, row.source) for row in rows.entities] == [("a", None)]
    assert rows.claims == []


def test_descriptors_keep_language_kind_and_scheme() -> None:
    rows = read("""\
kg: 1
language: fr
entities:
  a:
    is: Place
    name: {es: B}
    aka: [C, {name: D, kind: full, lang: de}, {it: E}]
    was: [f, g]
    iso: XX
    ids: {geonames: "1"}
    coordinates: [1.50, -2]
""")
    assert [(row.key, row.value, row.lang, row.kind) for row in rows.descriptors] == [
        ("name", "B", "es", None),
        ("aka", "C", "fr", None),
        ("aka", "D", "de", "full"),
        ("aka", "E", "it", None),
        ("was", "f", None, None),
        ("was", "g", None, None),
        ("iso", "XX", None, None),
        ("id", "1", None, "geonames"),
        ("latitude", "1.50", None, None),
        ("longitude", "-2", None, None),
    ]


def test_every_problem_of_a_file_is_told_at_once_and_its_sound_facts_are_read() -> None:
    rows = facts("  - a memberof b\n  - a memberOf b\n  - {Orderr: c}\n  - {fact: a leads b, datee: 2024}\n  - c memberOf d\n")
    assert [finding.location.line for finding in rows.findings] == [4, 6, 7]
    assert [(row.subject, row.object) for row in rows.claims if row.predicate == "memberOf"] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    "text",
    [
        "kg: 1\nsource: {id: s, title: S, publisher: p, date: 2024, internal: true}\nfacts:\n  - a memberof b\n  - {Orderr: x}\nxyz: 1\n",
        f"{HEAD}facts:\n  - {{fact: a memberof b, internal: true}}\n  - {{fact: a leads b, internal: yes}}\n",
        f"{HEAD}entities:\n  a: {{is: Persn, internal: true}}\n",
        "kg: 1\nsources: [{id: s, title: S, date: 2024, internal: true, titel: x}]\nfacts:\n  - {fact: a memberof b, source: s}\n",
    ],
    ids=["source", "facts", "entity", "one of several sources"],
)
def test_what_is_found_in_internal_facts_keeps_its_text(text: str) -> None:
    findings = read(text).findings
    assert findings
    assert all(finding.internal or finding.code == "internal-mark" for finding in findings)  # which holds no word of the fact


def test_what_is_found_in_facts_of_another_files_source_remembers_the_source() -> None:
    rows = facts("  - {fact: a memberof b, source: elsewhere}\n  - a memberof c\n")
    assert [rows.findings_of.get(finding) for finding in rows.findings] == ["elsewhere", None]
