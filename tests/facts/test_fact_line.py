"""Fact lines: subjects, a property, and slugs or a literal after it."""

from __future__ import annotations

import time

import pytest

from kg.facts.fact_line import FactLine, LineProblem, parse_line, slugs
from tests.facts.reading import expected, facts, only, problems, triples, vocabulary

HEAD = "kg: 1\nsource: {id: s, title: S, publisher: p, date: 2024}\nfacts:\n"
COMMA = "a slug is missing beside this comma. Add it, or delete the comma."


def parsed(text: str) -> FactLine:
    line = parse_line(text, vocabulary())
    assert isinstance(line, FactLine), line
    return line


@pytest.mark.parametrize("text", ["a, b operatesIn c, d", "a,b operatesIn c,d", "a ,b   operatesIn   c ,d", "  a, b operatesIn c, d  "])
def test_commas_separate_slugs_whatever_the_spaces(text: str) -> None:
    line = parsed(text)
    assert [slug for slug, _ in line.subjects] == ["a", "b"]
    assert [slug for slug, _ in line.objects] == ["c", "d"]
    for slug, offset in (*line.subjects, *line.objects, (line.predicate, line.predicate_offset)):
        assert text[offset:].startswith(slug)


@pytest.mark.parametrize("value", ["1998", "two to three months, or so", "5, 6", "a  b"])
def test_everything_behind_a_literal_property_is_its_value(value: str) -> None:
    assert parsed(f"a duration {value}").objects == ((value, 11),)


def test_a_fixed_word_is_read_as_it_stands() -> None:
    assert parsed("talks status pending").objects == (("pending", 13),)


WRONG: dict[str, tuple[str, str]] = {
    "one word": ("§ana", "fact-line this is no fact: it has fewer than three words. Write 'slug property slug'."),
    "two words": ("ana §memberOf", "fact-line nothing follows 'memberOf'. Write 'slug property slug'."),
    "spaces in an object": ("ana memberOf port §union", "fact-line a slug has no spaces. Put a comma between two slugs."),
    "spaces in a subject": (
        "§Ana Vega memberOf union",
        "fact-line 'Ana Vega' is no list of slugs. A slug is lower-case letters, digits and hyphens; commas separate slugs.",
    ),
    "comma at the end": ("ana memberOf union§,", f"fact-line {COMMA}"),
    "comma alone": ("ana memberOf §,", f"fact-line {COMMA}"),
    "comma in front": ("'§, ana memberOf union'", f"fact-line {COMMA}"),
    "two commas": ("ana memberOf union,§, party", f"fact-line {COMMA}"),
    "two commas in front": ("ana,§, luis memberOf union", f"fact-line {COMMA}"),
    "many with many": (
        f"{', '.join(f'a{n}' for n in range(101))} §memberOf {', '.join(f'b{n}' for n in range(100))}",
        "fact-line 101 subjects with 100 objects are 10,100 facts; a line states 10,000 at most. "
        "State them in several lines, or in a table.",
    ),
    "wrong case": ("ana §memberof union", "unknown-property unknown property 'memberof'. Did you mean 'memberOf'?"),
    "misspelt": ("ana §memberrOf party", "unknown-property unknown property 'memberrOf'. Did you mean 'memberOf'?"),
    "unlike any": ("ana §xyzzy union", "unknown-property unknown property 'xyzzy'."),
    "a class": (
        "ana §is Person",
        "unknown-property a fact line cannot state a class. Declare it under 'entities:' of this file, as 'slug: {is: Class, ...}'.",
    ),
    "written by the build": ("obs §year 2023", "unknown-property unknown property 'year'. Did you mean 'payer'?"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_is_no_fact_is_told_at_the_word_that_is_wrong(name: str) -> None:
    line, told = WRONG[name]
    text, problem = expected(f"{HEAD}  - {line}\n", [told])
    assert problems(text) == problem


def test_a_place_inside_quotes_counts_the_quote() -> None:
    text, told = expected(
        f'{HEAD}  - {{fact: "ana §memberof union"}}\n', ["unknown-property unknown property 'memberof'. Did you mean 'memberOf'?"]
    )
    assert problems(text) == told


def test_every_pair_is_a_claim_with_the_places_of_its_parts() -> None:
    rows = facts("  - a, b operatesIn c, d\n")
    assert triples(rows) == [("a", "operatesIn", "c"), ("a", "operatesIn", "d"), ("b", "operatesIn", "c"), ("b", "operatesIn", "d")]
    assert rows.claims[2].marks == " s=4:8 p=4:10 o=4:21"


def test_a_fact_over_several_lines_has_the_place_of_its_first() -> None:
    assert only(facts("  - a\n    memberOf b\n")).marks == " s=4:5 p=4:5 o=4:5"


@pytest.mark.parametrize("text", ["a,", ",a", "a b", "a,,b", "", " , "])
def test_slugs_are_separated_by_single_commas(text: str) -> None:
    assert isinstance(slugs(text), LineProblem) is (text.strip() != "")


@pytest.mark.parametrize(
    "text", ["a," * 20_000 + "b memberOf c", "a memberOf " + "b " * 20_000, " " * 40_000, "a memberOf" + " " * 40_000, "x" * 100_000]
)
def test_a_long_line_is_read_in_no_time(text: str) -> None:
    start = time.perf_counter()
    parse_line(text, vocabulary())
    assert time.perf_counter() - start < 2
