"""Dates in words: plain English with nothing of ISO or EDTF left in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import Bounds, DateError, bounds_in_words, date_in_words, parse_date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-02-19", "Wednesday 19 February 2025"),
        ("1500-02-19", "19 February 1500"),
        ("2025-02", "February 2025"),
        ("2009", "2009"),
        ("0044", "AD 44"),
        ("-0044-03-15", "15 March 45 BC"),
        ("201X", "the 2010s"),
        ("20XX", "the years 2000 to 2099"),
        ("1X9X", "a year between 1090 and 1999"),
        ("201X-12", "December in the 2010s"),
        ("201X-12-25", "25 December in the 2010s"),
        ("2025-02-XX", "a day in February 2025"),
        ("2025-XX", "a month in 2025"),
        ("2025-XX-XX", "a day in 2025"),
        ("2025-XX-22", "the 22nd of a month in 2025"),
        ("2025-XX-11", "the 11th of a month in 2025"),
        ("2025-1X", "a month between October and December 2025"),
        ("2025-21", "spring 2025"),
        ("201X-24", "winter in the 2010s"),
        ("2025-31", "autumn 2025 in the southern hemisphere"),
        ("2025-33", "the first quarter of 2025"),
        ("2025-39", "the third third of 2025"),
        ("2025-41", "the second half of 2025"),
        ("Y170000002", "170000002"),
        ("1950S2", "between 1900 and 1999"),
        ("", "undated"),
    ],
)
def test_a_moment_in_words(text: str, words: str) -> None:
    assert date_in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1999~", "about 1999"),
        ("201X~", "about the 2010s"),
        ("2025-04-03~", "about 3 April 2025"),
        ("2025-04-03?", "possibly Thursday 3 April 2025"),
        ("1999%", "possibly about 1999"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("2004-06-~11", "11 June 2004 (day approximate)"),
        ("?2004-06-11", "Friday 11 June 2004 (year uncertain)"),
        ("?2004-~06", "June 2004 (month approximate, year uncertain)"),
    ],
)
def test_doubt_is_said_before_a_whole_date_and_after_a_part_of_one(text: str, words: str) -> None:
    assert date_in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1999~/2009", "from about 1999 to 2009"),
        ("2025-01/2025-04", "from January to April 2025"),
        ("2024-12/2025-04", "from December 2024 to April 2025"),
        ("2025-04-03/2025-04-19", "from 3 to 19 April 2025"),
        ("2025-04-03/2025-05-02", "from 3 April to 2 May 2025"),
        ("2025-04/2025-05-02", "from April to 2 May 2025"),
        ("2004/2004-05", "from 2004 to May 2004"),
        ("2025-01~/2025-04", "from about January 2025 to April 2025"),
        ("2025-21/2025-23", "from spring 2025 to autumn 2025"),
        ("2023-11/..", "from November 2023 on"),
        ("2023-11-05/..", "from 5 November 2023 on"),
        ("../2009", "until 2009"),
        ("2009/", "from 2009, end unknown"),
        ("/2009", "until 2009, start unknown"),
        ("2009/2009", "within 2009"),
        ("2025-02-19/2025-02-19", "Wednesday 19 February 2025"),
        ("-0044/0014", "from 45 BC to AD 14"),
    ],
)
def test_an_interval_in_words(text: str, words: str) -> None:
    assert date_in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2025-01..2025-04]", "between January and April 2025"),
        ("[2025-04-03..2025-04-19]", "between 3 and 19 April 2025"),
        ("[..2025-04]", "before the end of April 2025"),
        ("[..201X]", "before the end of the 2010s"),
        ("[..2025-04-03]", "on or before 3 April 2025"),
        ("[2025-04..]", "in April 2025 or later"),
        ("[2025-04-03..]", "on 3 April 2025 or later"),
        ("[2009,2011]", "2009 or 2011"),
        ("[2009,2011..2013,2015]", "2009, between 2011 and 2013, or 2015"),
        ("{2009,2011,2013}", "2009, 2011 and 2013"),
        ("{2009..2011}", "each year from 2009 to 2011"),
        ("{2025-01..2025-04}", "each month from January to April 2025"),
        ("{2025-04-03..2025-04-05}", "each day from 3 to 5 April 2025"),
        ("{..2009}", "each year until 2009"),
        ("{2009..}", "each year from 2009 on"),
    ],
)
def test_a_set_in_words(text: str, words: str) -> None:
    assert date_in_words(text) == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(), "undated"),
        (parse_date("2025-02-19"), "Wednesday 19 February 2025"),
        (parse_date("2025-04"), "April 2025"),
        (parse_date("2009"), "2009"),
        (parse_date("201X"), "the 2010s"),
        (parse_date("[2009..2011]"), "between 2009 and 2011"),
        (parse_date("[2025-01-05..2025-04]"), "between 5 January and 30 April 2025"),
        (parse_date("2009/2011-05"), "from 2009 to May 2011"),
        (parse_date("1999~/2009"), "starts between 1998 and 2000, ends in 2009"),
        (parse_date("2023-11/.."), "starts in November 2023"),
        (parse_date("-0044"), "45 BC"),
        (Bounds("2025-02-19"), "starts on 19 February 2025 or later"),
        (Bounds("2025-02-01"), "starts in February 2025 or later"),
        (Bounds(end_latest="2025-04-30"), "ends before the end of April 2025"),
        (Bounds(end_latest="2025-04-29"), "ends on or before 29 April 2025"),
        (Bounds(start_latest="2009-12-31", end_earliest="2009-01-01"), "true in 2009"),
        (Bounds(start_latest="2025-02-19", end_earliest="2025-02-19"), "true on Wednesday 19 February 2025"),
        (Bounds(start_latest="2025-04-30", end_earliest="2025-01-01"), "true between January and April 2025"),
        (Bounds(start_latest="2009-01-01", end_earliest="2009-12-31"), "true throughout 2009"),
        (Bounds(start_latest="2009-01-05", end_earliest="2009-03-02"), "true from 5 January to 2 March 2009"),
    ],
)
def test_bounds_in_words(bounds: Bounds, words: str) -> None:
    assert bounds_in_words(bounds) == words


def test_a_text_that_is_no_date_has_no_words() -> None:
    with pytest.raises(DateError, match="not an EDTF date"):
        date_in_words("19.02.2025")


MARKS = st.sampled_from(["", "~", "?", "%"])
YEARS = st.integers(1, 9999).map(lambda year: f"{year:04}")
MONTHS = st.sampled_from([f"{month:02}" for month in range(1, 13)] + [str(code) for code in range(21, 42)] + ["XX"])
MOMENTS = st.one_of(
    st.builds("{}{}".format, YEARS, MARKS),
    st.builds("{}X{}".format, YEARS.map(lambda year: year[:3]).filter(lambda decade: decade != "000"), MARKS),
    st.builds("{}{}-{}{}".format, YEARS, MARKS, MONTHS, MARKS),
    st.builds("{}-{}".format, st.dates().map(lambda day: day.isoformat()[:7]), st.just("XX")),
    st.builds("{}{}{}".format, MARKS, st.dates(), MARKS),
)
ENDS = MOMENTS | st.just("..")
EXPRESSIONS = st.one_of(
    MOMENTS,
    st.builds("{}/{}".format, ENDS | st.just(""), ENDS | st.just("")),
    st.builds("[{}]".format, st.lists(st.builds("{}..{}".format, MOMENTS, MOMENTS) | MOMENTS, min_size=1, max_size=3).map(",".join)),
    st.builds("{{{}}}".format, st.lists(MOMENTS, min_size=1, max_size=3).map(",".join)),
)


def is_plain(words: str) -> bool:
    """True when no ISO date and no sign of EDTF is in the words."""
    return re.search(r"\d-|-\d|X\b|\.\.|[~?%/\[\]{}]|  |None", words) is None


@given(EXPRESSIONS)
def test_neither_iso_nor_edtf_is_left_in_the_words(text: str) -> None:
    try:
        words = date_in_words(text)
    except DateError:
        return  # an interval that ends before it starts
    assert words and is_plain(words) and words == words.strip()


OPTIONAL_DAYS = st.none() | st.dates().map(lambda day: day.isoformat())


@given(st.builds(Bounds, OPTIONAL_DAYS, OPTIONAL_DAYS, OPTIONAL_DAYS, OPTIONAL_DAYS))
def test_bounds_of_any_kind_have_plain_words(bounds: Bounds) -> None:
    words = bounds_in_words(bounds)
    assert words and is_plain(words)
