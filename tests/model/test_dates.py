"""EDTF text to bounds: what each form means, and what is refused."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import Bounds, DateError, parse_date


def same(first: str | None, last: str | None) -> Bounds:
    """The bounds of something that lies between two days."""
    return Bounds(first, last, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-02-19", "2025-02-19", "2025-02-19"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2009", "2009-01-01", "2009-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("1X9X", "1090-01-01", "1999-12-31"),
        ("0XXX", "0001-01-01", "0999-12-31"),
        ("2025-02-XX", "2025-02-01", "2025-02-28"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("2025-XX-31", "2025-01-31", "2025-12-31"),
        ("2025-1X", "2025-10-01", "2025-12-31"),
        ("2024-02-2X", "2024-02-20", "2024-02-29"),
        ("201X-02-29", "2012-02-29", "2016-02-29"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
    ],
)
def test_digits_that_are_not_known_give_room(text: str, first: str, last: str) -> None:
    assert parse_date(text) == same(first, last)


@pytest.mark.parametrize("season", [str(code) for code in range(21, 33)])
def test_a_season_is_as_wide_as_its_year(season: str) -> None:
    assert parse_date(f"2025-{season}") == same("2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-38", "2025-05-01", "2025-08-31"),
        ("2025-40", "2025-01-01", "2025-06-30"),
        ("2025-41", "2025-07-01", "2025-12-31"),
        ("201X-33", "2010-01-01", "2019-03-31"),
    ],
)
def test_quarters_thirds_and_halves_are_as_wide_as_they_are(text: str, first: str, last: str) -> None:
    assert parse_date(text) == same(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1999~", "1998-01-01", "2000-12-31"),
        ("1999%", "1998-01-01", "2000-12-31"),
        ("~1999", "1998-01-01", "2000-12-31"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("20XX~", "1900-01-01", "2199-12-31"),
        ("2025-01~", "2024-12-01", "2025-02-28"),
        ("2024-12-31~", "2024-12-30", "2025-01-01"),
        ("2025-02-XX~", "2025-01-01", "2025-03-31"),
        ("2025-XX~", "2024-01-01", "2026-12-31"),
        ("2025-XX-XX~", "2024-01-01", "2026-12-31"),
        ("2025-21~", "2024-01-01", "2026-12-31"),
        ("2025-33~", "2024-10-01", "2025-06-30"),
        ("2004-06~-11", "2004-05-11", "2004-07-11"),
        ("2004-~03-31", "2004-02-29", "2004-04-30"),
        ("~2004-02-29", "2003-02-28", "2005-02-28"),
        ("2004-06-~11", "2004-06-10", "2004-06-12"),
        ("2004~-06", "2003-06-01", "2005-06-30"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
        ("9999~", "9998-01-01", "9999-12-31"),
    ],
)
def test_an_approximate_date_is_widened_by_one_unit_of_the_finest_part_marked(text: str, first: str, last: str) -> None:
    assert parse_date(text) == same(first, last)


@pytest.mark.parametrize("text", ["1999?", "?1999", "1999-05?", "1999-?05", "1999-05-03?", "1999?-05-03"])
def test_an_uncertain_date_is_not_widened(text: str) -> None:
    assert parse_date(text) == parse_date(text.replace("?", ""))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1999~/2009", Bounds("1998-01-01", "2000-12-31", "2009-01-01", "2009-12-31")),
        ("2023-11/..", Bounds("2023-11-01", "2023-11-30", None, None)),
        ("2023-11/", Bounds("2023-11-01", "2023-11-30", None, None)),
        ("../2009", Bounds(None, None, "2009-01-01", "2009-12-31")),
        ("/2009", Bounds(None, None, "2009-01-01", "2009-12-31")),
        ("2004-02-01/2005", Bounds("2004-02-01", "2004-02-01", "2005-01-01", "2005-12-31")),
    ],
)
def test_an_interval_bounds_its_start_and_its_end_apart(text: str, bounds: Bounds) -> None:
    assert parse_date(text) == bounds


def test_an_end_that_may_come_before_the_start_is_sharpened_by_it() -> None:
    assert parse_date("2025-06/2025") == Bounds("2025-06-01", "2025-06-30", "2025-06-01", "2025-12-31")
    assert parse_date("2025/2025-06") == Bounds("2025-01-01", "2025-06-30", "2025-06-01", "2025-06-30")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("[2025-01..2025-04]", same("2025-01-01", "2025-04-30")),
        ("[..2025-04]", same(None, "2025-04-30")),
        ("[2025-04..]", same("2025-04-01", None)),
        ("[2009,2011]", same("2009-01-01", "2011-12-31")),
        ("[2011, 2009]", same("2009-01-01", "2011-12-31")),
        ("[1667,1668-12,1670..1672]", same("1667-01-01", "1672-12-31")),
        ("[1999~..2009]", same("1998-01-01", "2009-12-31")),
        ("[2009]", same("2009-01-01", "2009-12-31")),
    ],
)
def test_square_brackets_are_one_day_within(text: str, bounds: Bounds) -> None:
    assert parse_date(text) == bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("{2009..2011}", Bounds("2009-01-01", "2009-12-31", "2011-01-01", "2011-12-31")),
        ("{2011,2009}", Bounds("2009-01-01", "2009-12-31", "2011-01-01", "2011-12-31")),
        ("{..2009}", Bounds(None, None, "2009-01-01", "2009-12-31")),
        ("{2009..}", Bounds("2009-01-01", "2009-12-31", None, None)),
        ("{..1983,1990}", Bounds(None, None, "1990-01-01", "1990-12-31")),
    ],
)
def test_braces_are_all_of_the_members(text: str, bounds: Bounds) -> None:
    assert parse_date(text) == bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Y12000", "12000-01-01", "12000-12-31"),
        ("Y-12000", "-12000-01-01", "-12000-12-31"),
        ("Y17E4", "170000-01-01", "170000-12-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-0044~", "-0045-01-01", "-0043-12-31"),
        ("%-0044", "-0045-01-01", "-0043-12-31"),
        ("-0044?", "-0044-01-01", "-0044-12-31"),
        ("-004X", "-0049-01-01", "-0040-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("2025-02-19T10:30:00Z", "2025-02-19", "2025-02-19"),
    ],
)
def test_rare_forms_are_read_by_the_edtf_package(text: str, first: str, last: str) -> None:
    assert parse_date(text) == same(first, last)


def test_rare_and_common_forms_mix_in_one_interval() -> None:
    assert parse_date("-0044/0014") == Bounds("-0044-01-01", "-0044-12-31", "0014-01-01", "0014-12-31")


@pytest.mark.parametrize("text", ["Y17E99999999", "Y" + "9" * 5000, "-004X-1X", "-9999-99", "2025-02-19Tnoon", "1950S9", "-0000"])
def test_rare_forms_that_the_package_fails_on_are_refused_quickly_and_silently(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DateError):
        parse_date(text)
    assert capsys.readouterr() == ("", "")


def test_common_forms_never_load_the_edtf_package() -> None:
    forms = ["2025-02-19", "201X~", "1999~/2009", "[2025-01..2025-04]", "{..1983,1990}", "2025-21", "2024-02-2X"]
    program = f"""
import sys
from kg.model.dates import DateError, date_in_words, parse_date
for text in {forms}:
    parse_date(text), date_in_words(text)
try:
    parse_date("19.02.2025")
except DateError:
    print("edtf" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"


DAYS = st.dates().map(lambda day: day.isoformat())
PERIODS = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]), DAYS.map(lambda day: day[:3] + "X"))


@given(DAYS)
def test_a_day_is_its_own_bounds(day: str) -> None:
    assert parse_date(day) == same(day, day)


@given(PERIODS)
def test_a_period_lies_within_its_approximate_form(period: str) -> None:
    exact, about = parse_date(period), parse_date(period + "~")
    assert about.start_earliest is not None and exact.start_earliest is not None
    assert about.end_latest is not None and exact.end_latest is not None
    assert about.start_earliest <= exact.start_earliest <= exact.end_latest <= about.end_latest


@given(PERIODS, PERIODS)
def test_bounds_of_an_interval_are_in_order_and_none_lies_outside_its_ends(one: str, other: str) -> None:
    try:
        bounds = parse_date(f"{one}/{other}")
    except DateError:
        assert parse_date(f"{other}/{one}")
        return
    assert bounds.start_earliest and bounds.start_latest and bounds.end_earliest and bounds.end_latest
    assert bounds.start_earliest <= bounds.start_latest <= bounds.end_latest
    assert bounds.start_earliest <= bounds.end_earliest <= bounds.end_latest
    assert (bounds.start_earliest, bounds.end_latest) == (parse_date(one).start_earliest, parse_date(other).end_latest)


@given(st.lists(PERIODS, min_size=1, max_size=5))
def test_the_order_of_the_members_of_a_set_does_not_matter(members: list[str]) -> None:
    for left, right in ("[]", "{}"):
        assert parse_date(left + ",".join(members) + right) == parse_date(left + ",".join(reversed(members)) + right)


@given(st.text(alphabet="0123456789X-/.[]{},~?%YEST: ", max_size=24))
def test_any_text_is_either_a_date_or_refused_with_a_remedy(text: str) -> None:
    try:
        assert parse_date(text) != Bounds()
    except DateError as error:
        assert error.message and error.remedy
