"""The ``edtf`` package reads the same dates: where its rules are ours, the bounds are equal."""

from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.dates import parse_date

YEARS = st.integers(1000, 9999).map(str)
MASKED_YEARS = st.integers(1, 999).map(lambda year: f"{year:03}X") | st.integers(1, 99).map(lambda year: f"{year:02}XX")
DAYS = st.dates().map(lambda day: day.isoformat())
MONTHS = DAYS.map(lambda day: day[:7])
MARKS = st.sampled_from(["", "?", "~", "%"])
MOMENTS = st.one_of(
    YEARS,
    MASKED_YEARS,
    MONTHS,
    DAYS,
    MONTHS.map("{}-XX".format),
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
    st.builds("{}-{}".format, YEARS, st.integers(33, 41)),
)


def day(moment: Any) -> str:
    """A day of the package as ISO text."""
    return "{:04}-{:02}-{:02}".format(*moment[:3])


@settings(max_examples=60, deadline=None)
@given(MOMENTS)
def test_a_moment_has_the_first_and_last_day_that_the_package_gives_it(text: str) -> None:
    expected, bounds = parse_edtf(text), parse_date(text)
    assert (bounds.start_earliest, bounds.start_latest) == (day(expected.lower_strict()), day(expected.upper_strict()))
    assert (bounds.end_earliest, bounds.end_latest) == (bounds.start_earliest, bounds.start_latest)


@settings(max_examples=30, deadline=None)
@given(YEARS.filter(lambda year: "1001" < year < "9998") | st.integers(101, 997).map("{}X".format), st.sampled_from("~"))
def test_an_approximate_year_or_decade_is_padded_as_the_package_pads_it(text: str, mark: str) -> None:
    expected, bounds = parse_edtf(text + mark), parse_date(text + mark)
    assert (bounds.start_earliest, bounds.end_latest) == (day(expected.lower_fuzzy()), day(expected.upper_fuzzy()))


@settings(max_examples=40, deadline=None)
@given(st.tuples(YEARS, YEARS) | st.tuples(MONTHS, MONTHS) | st.tuples(DAYS, DAYS))
def test_an_interval_starts_and_ends_with_the_package_s_days(ends: tuple[str, str]) -> None:
    first, last = sorted(ends)
    expected, bounds = parse_edtf(f"{first}/{last}"), parse_date(f"{first}/{last}")
    assert (bounds.start_earliest, bounds.end_latest) == (day(expected.lower_strict()), day(expected.upper_strict()))


@settings(max_examples=40, deadline=None)
@given(st.lists(YEARS | MONTHS | DAYS, min_size=2, max_size=3, unique=True), st.sampled_from(["[]", "{}"]))
def test_a_set_spans_the_days_that_the_package_gives_it(members: list[str], brackets: str) -> None:
    text = brackets[0] + ",".join(members) + brackets[1]
    expected, bounds = parse_edtf(text), parse_date(text)
    assert (bounds.start_earliest, bounds.end_latest) == (day(expected.lower_strict()), day(expected.upper_strict()))


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.builds("{}{}".format, YEARS | MONTHS | DAYS, MARKS),
        st.builds("{}{}/..".format, YEARS | DAYS, MARKS),
        MONTHS.map("[..{}]".format),
    )
)
def test_what_we_read_the_package_reads_too(text: str) -> None:
    parse_date(text)
    parse_edtf(text)


@pytest.mark.parametrize("text", ["2001-21", "2003-24"])
def test_a_season_is_within_its_year_for_both(text: str) -> None:
    expected, bounds = parse_edtf(text), parse_date(text)
    assert bounds.start_earliest is not None and bounds.end_latest is not None
    assert bounds.start_earliest <= day(expected.lower_strict()) <= day(expected.upper_strict()) <= bounds.end_latest
