"""What to write instead of a text that is no EDTF date: "19.02.2025" becomes "Write 2025-02-19."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.date_words import expression_in_words
from kg.model.edtf_text import read_expression
from kg.model.moments import MONTHS, DateError

FORMS = 'Write a day as 2025-02-19, a month as 2025-02, a year as 2025, a stretch as 2023/2025, one day within it as "[2023..2025]".'
"""The remedy when the text resembles nothing."""

_NOTHING = {"unknown", "undated", "n/a", "na", "none", "null", "n.d.", "nd", "no date", "?", "-", "--", "..", "/", "tbd", "s.f.", "s/f"}
_LONGEST = 60
_NOW = r"(?:current|now|today|present|ongoing|open|date)"
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS) if name},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS) if name},
    **{name[:3]: number for number, name in enumerate(_SPANISH, 1)},
    **{name: number for number, name in enumerate(_SPANISH, 1)},
    "sept": 9,
    "setiembre": 9,
}
_WEEKDAY = "(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_THIRDS = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}


def refusal(text: str) -> DateError:
    """The error for a text that is written in no form of EDTF, with what was probably meant."""
    plain = _plain(text)
    if not plain:
        return DateError("The date is empty.", "Leave it out when it is not known.")
    if len(plain) > _LONGEST:
        return DateError(f"'{text[:_LONGEST]}...' is not an EDTF date.", FORMS)
    return DateError(f"'{text}' is not an EDTF date.", _remedy(plain))


def _remedy(plain: str) -> str:
    """What to write instead of a text."""
    if plain in _NOTHING:
        return "Leave the date out when it is not known."
    if re.fullmatch(_NOW, plain):
        return "Write current for what is true when it is reported, or the day."
    if found := _readable(_suggestions(plain)):
        return _write(found)
    for pattern, remedy in _UNCLEAR:
        if re.fullmatch(pattern, plain):
            return remedy
    return FORMS


def _write(found: list[str]) -> str:
    """The remedy that offers one or more dates, each with its meaning when there are several."""
    if len(found) == 1:
        return f"Write {_quoted(found[0])}."
    offers = [f"{_quoted(text)} ({expression_in_words(expression)})" for text in found if (expression := read_expression(text))]
    return f"Write {', '.join(offers[:-1])} or {offers[-1]}."


def _quoted(text: str) -> str:
    """A date as a fact file needs it: in quotes when YAML or the end of a sentence would blur it."""
    return f'"{text}"' if text[0] in "[{" or text[-1] in "./?" else text


def _readable(dates: Iterable[str]) -> list[str]:
    """Those dates that can be read, each once, in their order."""
    return [text for text in dict.fromkeys(dates) if _is_date(text)]


def _is_date(text: str) -> bool:
    try:
        return read_expression(text) is not None
    except DateError:
        return False


def _plain(text: str) -> str:
    """The text in lower case, with plain hyphens and single spaces."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).lower().split())


def _suggestions(text: str) -> Iterator[str]:
    """Dates that the text may mean, the likeliest first; not all of them need be readable."""
    single = _readable(_dates(text))
    yield from single
    if single:
        return
    for pattern, forms in _PHRASES:
        match = re.fullmatch(pattern, text)
        pieces = [next(iter(_readable(_dates(piece))), "") for piece in match.groups()] if match else [""]
        if all(pieces):
            yield from (form.format(*pieces) for form in forms)
            return


_PHRASES = (
    (r"(?:about|around|circa|ca\.?|c\.?|approx\.?|approximately|~) ?(.+)", ["{}~"]),
    (r"(?:possibly|perhaps|maybe|probably|likely) (.+)", ["{}?"]),
    (r"(.+?) ?\(\?\)", ["{}?"]),
    (r"(.+)(?:\?~|~\?)", ["{}%"]),
    (rf"(?:since |from )?(.+?)(?: ?- ?| to | until |/){_NOW}", ["{}/.."]),
    (r"(?:since|from) (.+?)(?: on| onwards?)?", ["{}/.."]),
    (r"(.+?)(?: onwards?| on|-)", ["{}/.."]),
    (r"(?:until|till|up to|to) (.+)", ["../{}"]),
    (r"(?:unknown|open)/(.+)", ["/{}"]),
    (r"(.+)/unknown", ["{}/"]),
    (r"(?:before|by|no later than|not later than|<=?) ?(.+)", ["[..{}]"]),
    (r"(?:after|no earlier than|not before|>=?) ?(.+)", ["[{}..]"]),
    (r"between (.+) and (.+)", ["[{}..{}]"]),
    (r"[\[{]?(.+?) ?\.\.\.? ?(.+?)[\]}]?", ["[{}..{}]", "{}/{}"]),
    (r"(?:from )?(.+?)(?: to | until | till | - )(.+)", ["{}/{}"]),
    (r"(.+)/(.+)", ["{}/{}"]),
    (r"(.+?) or (.+)", ["[{},{}]"]),
    (r"(.+?) (?:and|&) (.+)", ["{{{},{}}}"]),
    (r"[\[{]?([^,]+), ?([^,]+?)[\]}]?", ["[{},{}]", "{{{},{}}}"]),
    (r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)-([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)", ["{}/{}"]),
    (r"([0-9]{4})-([0-9]{4})", ["{}/{}"]),
    (r"[\[{](.+?)[\]}]?", ["{}"]),
)
"""Everyday phrases around one or two dates, and the EDTF they stand for; the first that fits is offered."""

_UNCLEAR = (
    (r"[0-9]{5,}", "Write the year in four digits; a year beyond 9999 needs a Y before it."),
    (r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2}", "Write the year first and in four digits, such as 2025-02-19."),
    (rf"(?:[0-9]{{1,2}} )?(?:{'|'.join(_MONTH_NUMBERS)})\.?(?: [0-9]{{1,2}})?", "Add the year, such as 2025-02-19."),
    (
        r"[^/]*[\[{][^/]*/.*|[^/]*/[^/]*[\[{].*",
        "Write a single date on each side of the slash, such as 1999~/2009, or nothing where it is unknown, such as /2009.",
    ),
)
"""Texts that do not say enough for a date to be offered, and what is missing."""


def _dates(text: str) -> Iterator[str]:
    """Single EDTF dates that an everyday date may mean."""
    yield text.strip().upper()
    yield from _numeric(text)
    yield from _named(text)
    yield from _parts_of_years(text)


def _numeric(text: str) -> Iterator[str]:
    """Dates in digits: 19.02.2025, 2025/02/19, 2/2025, 2025-2-9, 20250219, 2025-02-19 10:30."""
    if match := re.fullmatch(r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})\.?(?:[t ].*)?", text):
        year, month, day = match.groups()
        yield f"{year}-{month:0>2}-{day:0>2}" if int(month) <= 12 else f"{year}-{day:0>2}-{month:0>2}"
    elif match := re.fullmatch(r"([0-9]{1,2})([-./ ])([0-9]{1,2})[-./ ]([0-9]{4})", text):
        day, separator, month, year = match.groups()
        yield f"{year}-{month:0>2}-{day:0>2}"
        if separator != ".":  # with points the day comes first everywhere
            yield f"{year}-{day:0>2}-{month:0>2}"
    elif match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text):
        yield "-".join(match.groups())
    elif match := re.fullmatch(r"([0-9]{4})([-./ ])([0-9]{1,2})", text):
        yield f"{match[1]}-{match[3]:0>2}"
        if match[2] == "/" and len(match[3]) == 2:
            yield f"{match[1]}/{match[1][:2]}{match[3]}"
    elif match := re.fullmatch(r"([0-9]{1,2})[-./ ]([0-9]{4})", text):
        yield f"{match[2]}-{match[1]:0>2}"


def _named(text: str) -> Iterator[str]:
    """Dates with the name of a month, in English or Spanish: 19 February 2025, Feb. 19th, 2025, febrero de 2025."""
    words = re.sub(r"\b(?:de|del|of|the|el)\b|[.,]|(?<=[0-9])(?:st|nd|rd|th|º)\b", " ", text)
    words = re.sub(r"(?<=[a-z])-(?=[0-9])|(?<=[0-9])-(?=[a-z])", " ", words)
    found = words.split()
    found = found[1:] if found and re.fullmatch(_WEEKDAY, found[0]) else found
    months = [_MONTH_NUMBERS[word] for word in found if word in _MONTH_NUMBERS]
    years = [word for word in found if re.fullmatch("[0-9]{4}", word)]
    days = [word for word in found if re.fullmatch("[0-9]{1,2}", word)]
    if len(months) == 1 and len(years) == 1 and len(days) < 2 and len(found) == 2 + len(days):
        yield "-".join([years[0], f"{months[0]:02}", *(f"{day:0>2}" for day in days)])


def _parts_of_years(text: str) -> Iterator[str]:
    """Decades, centuries, seasons, quarters and halves: the 1990s, 20th century, fall 2024, Q1 2025, early 2025."""
    if match := re.fullmatch(r"(?:the )?([0-9]{3})(?:0'?s|[u_*-])", text):
        yield f"{match[1]}X"
    elif match := re.fullmatch(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) century", text):
        yield f"{int(match[1]) - 1:02}XX"
    elif match := re.fullmatch(r"([a-z]+)(?: of)? ([0-9]{4})", text):
        if match[1] in _SEASONS:
            yield f"{match[2]}-{_SEASONS[match[1]]}"
    if match := re.fullmatch(r"q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])", text):
        yield f"{match[2] or match[3]}-{32 + int(match[1] or match[4])}"
    elif match := re.fullmatch(r"(?:the )?(\w+) (quarter|half)(?: of)? ([0-9]{4})", text):
        number = _ORDINALS.get(match[1], 9)
        yield f"{match[3]}-{(33 if match[2] == 'quarter' else 40) + number}"
    elif match := re.fullmatch(r"(early|mid|late)[- ]([0-9]{4})", text):
        begin, end = _THIRDS[match[1]]
        yield f"[{match[2]}-{begin}..{match[2]}-{end}]"
