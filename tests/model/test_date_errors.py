"""What is said about a text that is no date, and what to write instead."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.date_hints import FORMS
from kg.model.dates import DateError, parse_date


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("2024-02-30", "'2024-02-30' is not a day: February 2024 has 29 days.", "Write 2024-02-29, or 2024-02 for the month."),
        ("2024-02-00", "'2024-02-00' is not a day: February 2024 has 29 days.", "Write 2024-02 for the month."),
        ("2024-13", "'2024-13' is not a date: there is no month 13.", "Write 2024-01 to 2024-12, or 2024 for the year."),
        ("2024-00", "'2024-00' is not a date: there is no month 00.", "Write 2024-01 to 2024-12, or 2024 for the year."),
        ("2025-19-02", "'2025-19-02' is not a date: there is no month 19.", "Write 2025-02-19 (year, month, day)."),
        ("0000", "'0000' has the year 0000, which does not exist.", "Leave the date out if it is not known."),
        ("XXXX-12-25", "'XXXX-12-25' does not say the year.", "Write what is known of it, such as 201X, or leave the date out."),
        ("2025-02-3X", "'2025-02-3X' fits no day of the calendar.", "Write 2025-XX-XX, or 2025."),
        ("2009/2005", "'2009/2005' ends before it starts.", "Write 2005/2009."),
        ("[2009..2005]", "'[2009..2005]' ends before it starts.", 'Write "[2005..2009]".'),
        ("2025-02-30/2026", "'2025-02-30' is not a day: February 2025 has 28 days.", "Write 2025-02-28, or 2025-02 for the month."),
        (
            "../..",
            "a stretch of time needs a start or an end.",
            "Write one of them, such as 2023/.. or ../2023, or leave the date out.",
        ),
        ("", "The date is empty.", "Leave it out when it is not known."),
        ("..", "'..' is not an EDTF date.", "Leave the date out when it is not known."),
        ("n/a", "'n/a' is not an EDTF date.", "Leave the date out when it is not known."),
        ("Current", "'Current' is not an EDTF date.", "Write current for what is true when it is reported, or the day."),
        ("20250", "'20250' is not an EDTF date.", "Write the year in four digits; a year beyond 9999 needs a Y before it."),
        ("19.2.25", "'19.2.25' is not an EDTF date.", "Write the year first and in four digits, such as 2025-02-19."),
        ("5 May", "'5 May' is not an EDTF date.", "Add the year, such as 2025-02-19."),
        (
            "[..1999]/2009",
            "'[..1999]/2009' is not an EDTF date.",
            "Write a single date on each side of the slash, such as 1999~/2009, or nothing where it is unknown, such as /2009.",
        ),
        ("soon", "'soon' is not an EDTF date.", FORMS),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, message: str, remedy: str) -> None:
    error = refusal(text)
    assert (error.message, error.remedy) == (message, remedy)
    assert str(error) == f"{message} {remedy}"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("19.02.2025", "2025-02-19"),
        ("2025/02/19", "2025-02-19"),
        ("19/02/2025", "2025-02-19"),
        ("02/19/2025", "2025-02-19"),
        ("2025-2-9", "2025-02-09"),
        ("2025-2", "2025-02"),
        ("2/2025", "2025-02"),
        ("20250219", "2025-02-19"),
        ("2025-02-19 10:30", "2025-02-19"),
        (" 2025 ", "2025"),
        ("19 February 2025", "2025-02-19"),
        ("Wednesday, 19th of February, 2025", "2025-02-19"),
        ("February 19, 2025", "2025-02-19"),
        ("Feb 2025", "2025-02"),
        ("Sept. 2025", "2025-09"),
        ("19-Feb-2025", "2025-02-19"),
        ("19 de febrero de 2025", "2025-02-19"),
        ("the 1990s", "199X"),
        ("199u", "199X"),
        ("201x", "201X"),
        ("20th century", "19XX"),
        ("Autumn 2024", "2024-23"),
        ("Q1 2025", "2025-33"),
        ("2025-Q4", "2025-36"),
        ("second half of 2025", "2025-41"),
        ("early 2025", '"[2025-01..2025-04]"'),
        ("c. 1999", "1999~"),
        ("about Feb 2025", "2025-02~"),
        ("possibly 1999", '"1999?"'),
        ("1999 (?)", '"1999?"'),
        ("1999?~", "1999%"),
        ("since 2009", '"2009/.."'),
        ("2009-present", '"2009/.."'),
        ("2009/open", '"2009/.."'),
        ("2023-11/current", '"2023-11/.."'),
        ("until 2009", "../2009"),
        ("unknown/2009", "/2009"),
        ("before 2009", '"[..2009]"'),
        ("after May 2009", '"[2009-05..]"'),
        ("between Jan 2025 and April 2025", '"[2025-01..2025-04]"'),
        ("Jan 2025 to Mar 2025", "2025-01/2025-03"),
        ("1999\u20132009", "1999/2009"),
        ("2025-02-19/2025-2-21", "2025-02-19/2025-02-21"),
        ("2009 or 2011", '"[2009,2011]"'),
        ("2009 and 2011", '"{2009,2011}"'),
    ],
)
def test_an_everyday_date_is_answered_with_its_edtf(text: str, instead: str) -> None:
    assert refusal(text).remedy == f"Write {instead}."


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("03/04/2025", "Write 2025-04-03 (Thursday 3 April 2025) or 2025-03-04 (Tuesday 4 March 2025)."),
        ("2009..2011", 'Write "[2009..2011]" (between 2009 and 2011) or 2009/2011 (from 2009 to 2011).'),
        ("2009,2011", 'Write "[2009,2011]" (2009 or 2011) or "{2009,2011}" (2009 and 2011).'),
        ("2009/11", "Write 2009-11 (November 2009) or 2009/2011 (from 2009 to 2011)."),
    ],
)
def test_a_text_with_two_meanings_is_answered_with_both(text: str, remedy: str) -> None:
    assert refusal(text).remedy == remedy


def test_a_long_text_is_cut_in_its_message() -> None:
    assert refusal("soon " * 1000).message == f"'{('soon ' * 12)}...' is not an EDTF date."


WORDS = [
    "about",
    "since",
    "to",
    "or",
    "and",
    "-",
    "/",
    "..",
    "2025",
    "2",
    "19",
    "feb",
    "1990s",
    "[",
    "}",
    "q1",
    "before",
    "?",
    "~",
    ".",
    ",",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.lists(st.sampled_from(WORDS), max_size=6).map("".join))
def test_whatever_is_offered_instead_can_be_read(text: str) -> None:
    try:
        parse_date(text)
    except DateError as error:
        offered = re.match(r'Write "?([^" ]+?)"?(?: \(.*)?\.\Z', error.remedy)
        if offered:
            parse_date(offered[1])
