"""Slugs, prefixes, and the way between IRIs and their short forms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.terms import KGA, PREFIXES, XSD, expand, is_slug, percent_encode, prefixes_of, shorten

BASE = "https://kg.example.org/case/"


@pytest.mark.parametrize("text", ["a", "7", "daniel-noboa", "g20", "a--b"])
def test_lower_case_letters_digits_and_inner_hyphens_make_a_slug(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "Daniel", "a b", "a_b", "noboa\n", "azín", "a/b", "a.b"])
def test_anything_else_makes_no_slug(text: str) -> None:
    assert not is_slug(text)


@given(st.text(max_size=30).filter(lambda text: text.isprintable()))
def test_an_encoded_text_stays_one_segment_of_a_path(text: str) -> None:
    assert re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*", percent_encode(text))


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (BASE + "ecuador", "ecuador"),
        (BASE + "Observation/homicide-rate/ecuador/2023", "Observation/homicide-rate/ecuador/2023"),
        (KGA + "Person", "kga:Person"),
        (XSD + "date", "xsd:date"),
        (KGA + "no/local/name", KGA + "no/local/name"),
        (BASE, BASE),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
    ],
)
def test_an_iri_is_shown_in_its_shortest_readable_form(iri: str, short: str) -> None:
    assert shorten(iri, BASE) == short


@pytest.mark.parametrize("curie", ["kga:Person", "schema:url", "rdf:type"])
def test_a_curie_expands_to_the_iri_that_shortens_to_it(curie: str) -> None:
    iri = expand(curie, PREFIXES)
    assert iri is not None
    assert shorten(iri, BASE) == curie


@pytest.mark.parametrize("text", ["unknown:Person", "Person", ""])
def test_a_curie_without_a_known_prefix_has_no_iri(text: str) -> None:
    assert expand(text, PREFIXES) is None


def test_a_case_adds_its_own_prefixes_and_its_base_as_the_empty_one() -> None:
    prefixes = prefixes_of(BASE, {"ex": "https://ex.example/"})
    assert prefixes["ex"] == "https://ex.example/"
    assert expand(":ecuador", prefixes) == BASE + "ecuador"
    assert prefixes["kga"] == KGA


def test_a_word_below_the_base_is_shortened_by_the_prefix_that_lies_nearer() -> None:
    own = prefixes_of(BASE, {"own": BASE + "ontology#"})
    assert [shorten(BASE + name, BASE, own) for name in ("ontology#seizedBy", "ana")] == ["own:seizedBy", "ana"]
