"""A part of a network stands on its own: nothing in it refers to what was left out, and no evidence is lost."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kg.network.extract import extract
from kg.network.network import Claim, ClassLook, Entity, Hop, Network, Outline, PropertyLook, Source, Statement, When


def look(*up: str) -> ClassLook:
    return ClassLook(label="x", up=up, color="#000000", outline=Outline("#000000", "#ffffff"), shape="disc", legend="x")


def in_year(year: int) -> When:
    return When(words=str(year), bounds=(f"{year}-01-01", f"{year}-12-31", f"{year}-01-01", f"{year}-12-31"))


def said(number: int, s: str, p: str, o: str, **fields: Any) -> Claim:
    return Claim(f"claim/{number}", "source/one", s, p, o, chain=(Hop("voice", "said"),), **fields)


@pytest.fixture
def network() -> Network:
    """a — b — c; a holds a post by way of a state; d stands alone; what b says of c has a rival about e."""
    draws = PropertyLook(label="p", reads="p", draws=True, symmetric=False)
    claims = (
        said(1, "a", "knows", "b", date=in_year(2001)),
        said(2, "b", "knows", "c"),
        said(3, "tenure", "holder", "a"),
        said(4, "tenure", "post", "chair"),
        said(5, "b", "knows", "e"),
    )
    statements = (
        Statement(s="a", p="knows", o="b", stands=True, claims=("claim/1",)),
        Statement(s="b", p="knows", o="c", stands=True, claims=("claim/2",), rivals=(4,)),
        Statement(s="tenure", p="holder", o="a", stands=True, claims=("claim/3",)),
        Statement(s="tenure", p="post", o="chair", stands=True, claims=("claim/4",)),
        Statement(s="b", p="knows", o="e", stands=False, claims=("claim/5",), rivals=(1,)),
    )
    return Network(
        title="t", base="https://e.org/", language="en",
        classes={"Person": look("Actor", "Entity"), "Tenure": look("State", "Situation")},
        properties={"knows": draws, "holder": draws, "post": draws},
        entities=(*(Entity(i, "Person", i) for i in ("a", "b", "c", "chair", "d", "e", "voice")),
                  Entity("tenure", "Tenure", "tenure", situation=True)),
        statements=statements, claims=claims, sources=(Source("source/one", publisher="voice"), Source("source/two")),
    )  # fmt: skip


def ids(part: Network) -> set[str]:
    return {entity.id for entity in part.entities}


def test_without_a_wish_it_is_the_whole(network: Network) -> None:
    assert ids(extract(network)) == ids(network)
    assert extract(network).statements == network.statements


def test_a_step_leads_through_a_state_with_roles(network: Network) -> None:
    assert ids(extract(network, centres=["a"], hops=1)) == {"a", "b", "tenure", "chair", "voice"}


def test_no_step_leaves_what_is_between_the_centres(network: Network) -> None:
    assert ids(extract(network, centres=["a", "chair"], hops=0)) == {"a", "chair", "tenure", "voice"}


def test_a_rival_comes_along_and_its_number_fits(network: Network) -> None:
    part = extract(network, centres=["c"], hops=1)

    assert [(s.o, s.rivals) for s in part.statements if s.p == "knows"] == [("c", (1,)), ("e", (0,))]
    assert {claim.id for claim in part.claims} == {"claim/2", "claim/5"}


def test_a_claim_may_be_the_centre(network: Network) -> None:
    assert {"a", "b"} <= ids(extract(network, centres=["claim/1"], hops=0))


def test_sources_that_say_nothing_of_it_are_gone(network: Network) -> None:
    assert [source.id for source in extract(network, centres=["a"], hops=0).sources] == []
    assert [source.id for source in extract(network, centres=["a"], hops=1).sources] == ["source/one"]


def test_what_certainly_does_not_hold_on_a_day_is_left_out(network: Network) -> None:
    assert "a" not in {s.s for s in extract(network, day="2009-12-31").statements}
    assert "a" in {s.s for s in extract(network, day="2001-06-01").statements}
    assert "d" not in ids(extract(network, day="2009-12-31"))


def test_a_situation_of_another_time_is_left_out_with_its_roles(network: Network) -> None:
    entities = tuple(replace(e, date=in_year(1999)) if e.id == "tenure" else e for e in network.entities)

    part = extract(replace(network, entities=entities), day="2009-12-31")

    assert "tenure" not in ids(part)


def test_an_unknown_centre_is_told(network: Network) -> None:
    with pytest.raises(KeyError):
        extract(network, centres=["nobody"])


def test_what_was_found_is_shown_with_what_ties_it(network: Network) -> None:
    between = extract(network, centres=["a", "b"], hops=0, tied=True)
    assert [(s.s, s.o) for s in between.statements] == [("a", "b")]
    through = extract(network, centres=["a", "chair"], hops=0, tied=True)
    assert [(s.s, s.p, s.o) for s in through.statements] == [("tenure", "holder", "a"), ("tenure", "post", "chair")]


def test_what_was_found_and_hangs_with_nothing_else_found_brings_what_it_shares_or_else_its_neighbours(network: Network) -> None:
    assert {(s.s, s.o) for s in extract(network, centres=["a", "c"], hops=0, tied=True).statements if s.p == "knows" and s.stands} == {
        ("a", "b"),
        ("b", "c"),
    }
    assert "chair" in ids(extract(network, centres=["a"], hops=0, tied=True))
    assert ids(extract(network, centres=["d"], hops=0, tied=True)) == {"d"}
    assert "c" not in ids(extract(network, centres=["a", "b"], hops=0, tied=True))


def test_where_all_of_one_kind_were_found_each_brings_what_they_share(network: Network) -> None:
    assert "tenure" not in ids(extract(network, centres=["a", "b"], hops=0, shared=True))
    assert {"b", "c"} <= ids(extract(network, centres=["a", "c"], hops=0, shared=True))
