"""Outlines for fills that come without one."""

import pytest

from kg.ontology.looks import INK, PAPER, contrast, is_fill, outline_of


@pytest.mark.parametrize("fill", ["#aa3377", "#ffffff", "#000000", "#f0e442", "#808080"])
def test_an_outline_stands_out_from_the_page_in_both_themes(fill: str) -> None:
    light, dark = outline_of(fill)
    assert contrast(light, PAPER[0]) >= 3
    assert contrast(dark, PAPER[1]) >= 3


def test_what_has_no_colour_of_its_own_is_outlined_like_text() -> None:
    assert outline_of("ink") == outline_of("none") == INK


@pytest.mark.parametrize("text", ["red", "#FFF", "#ffffff;x", "#fffffff", ""])
def test_only_plain_colours_are_fills(text: str) -> None:
    assert not is_fill(text)
