"""EDTF dates in plain English, as pages, tables and ``kg explain`` show them (PAGE.md, Words)."""

from __future__ import annotations

from kg.model.edtf_text import Expression, Interval, MomentSet
from kg.model.moments import DAY, MONTH, MONTHS, YEAR, Moment
from kg.model.period_words import between_words, day_words, pair_names, year_words

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")
_SUBYEARS = {
    **{str(21 + season): _SEASONS[season % 4] for season in range(12)},
    **{str(33 + quarter): f"the {_ORDINALS[quarter]} quarter of" for quarter in range(4)},
    **{str(37 + third): f"the {_ORDINALS[third]} third of" for third in range(3)},
    **{str(40 + half): f"the {_ORDINALS[half]} half of" for half in range(2)},
}
_HEMISPHERES = {"25": "northern", "29": "southern"}


def expression_in_words(expression: Expression) -> str:
    """An EDTF expression in words; no ISO date and no sign of EDTF is left in them."""
    if isinstance(expression, Moment):
        return _moment(expression)
    return _interval(expression) if isinstance(expression, Interval) else _set(expression)


def _interval(stretch: Interval) -> str:
    """A stretch in words: "from about 1999 to 2009", "from November 2023 on"."""
    start, end = stretch.start, stretch.end
    if isinstance(start, str):
        return f"until {_end(end)}" if start else f"until {_end(end)}, start unknown"
    if isinstance(end, str):
        return f"from {_end(start)} on" if end else f"from {_end(start)}, end unknown"
    if start == end:
        return _moment(start) if start.day else f"within {_moment(start)}"
    return "from {} to {}".format(*_pair(start, end))


def _set(chosen: MomentSet) -> str:
    """A set in words: "between January and April 2025", "2009 or 2011", "2009 and 2011"."""
    *others, last = (_member(member, every=chosen.every) for member in chosen.members)
    if not others:
        return last
    comma = "," if any(isinstance(member, Interval) for member in chosen.members) else ""
    return f"{', '.join(others)}{comma} {'and' if chosen.every else 'or'} {last}"


def _member(member: Moment | Interval, *, every: bool) -> str:
    """A member of a set: a moment, each unit of a range, or one day within a range."""
    if isinstance(member, Moment):
        return _moment(member)
    start, end = member.start, member.end
    if every:
        unit = "day" if _has(member, DAY) else "month" if _has(member, MONTH) else "year"
        return f"each {unit} {_interval(member)}"
    if isinstance(start, str):
        return f"{'on or before' if _has(member, DAY) else 'before the end of'} {_end(end)}"
    if isinstance(end, str):
        return f"{'on' if _has(member, DAY) else 'in'} {_end(start)} or later"
    return "between {} and {}".format(*_pair(start, end))


def _has(stretch: Interval, part: int) -> bool:
    """True when an end of a stretch is written down to a part."""
    ends = [end for end in (stretch.start, stretch.end) if isinstance(end, Moment)]
    return any(end.day if part == DAY else end.month for end in ends)


def _end(end: Moment | str) -> str:
    """An end of a stretch in words; empty when open or unknown."""
    return "" if isinstance(end, str) else _moment(end, weekday=False)


def _pair(start: Moment, end: Moment) -> tuple[str, str]:
    """The names of two moments, the first without what the second repeats where both are plain."""
    if _is_plain(start) and _is_plain(end):
        return pair_names(start.first, start.last, end.first, end.last)
    return _moment(start, weekday=False), _moment(end, weekday=False)


def _is_plain(moment: Moment) -> bool:
    """True for an unqualified day, month or year with all its digits."""
    digits = moment.year.isdigit() and (moment.month or "01").isdigit() and (moment.day or "01").isdigit()
    return digits and moment.month < "13" and not moment.approximate and not moment.uncertain


def _moment(moment: Moment, *, weekday: bool = True) -> str:
    """A moment in words with what is doubtful: "about 1999", "possibly May 2004", "11 June 2004 (day approximate)"."""
    name = _name(moment, weekday=weekday and not moment.approximate)
    written = ((YEAR, "year", moment.year), (MONTH, "month", moment.month), (DAY, "day", moment.day))
    parts = [(bit, part) for bit, part, text in written if text]
    whole = sum(bit for bit, _ in parts)
    notes = []
    for marked, before, note in ((moment.approximate, "about ", "approximate"), (moment.uncertain, "possibly ", "uncertain")):
        if marked and marked == whole:
            name = before + name
        elif marked:
            notes.append(" and ".join(part for bit, part in parts if bit & marked) + f" {note}")
    return f"{name} ({', '.join(notes)})" if notes else name


def _name(moment: Moment, *, weekday: bool) -> str:
    """A moment in words, without its doubts."""
    year, month, day = moment.year, moment.month, moment.day
    if not year:
        return between_words(moment.first, moment.last)
    if not month:
        return _year(moment)
    if year.isdigit() and month < "13" and day.isdigit():
        return day_words(moment.first, weekday=weekday)
    if month == "XX":
        within = _year(moment)
        named = f"the {_ordinal(int(day))} of a month" if day.isdigit() else "a day" if day else "a month"
        return f"{named} in {within}"
    if "X" in month or ("X" in day and day != "XX"):
        unit = "day" if day else "month"
        return f"a {unit} {between_words(moment.first, moment.last)}"
    if month in _SUBYEARS:
        return _subyear(moment)
    named = f"{MONTHS[int(month)]} {_year(moment)}" if year.isdigit() else f"{MONTHS[int(month)]} in {_year(moment)}"
    return named if not day else f"a day in {named}" if day == "XX" else f"{int(day)} {named}"


def _subyear(moment: Moment) -> str:
    """A season, quarter, third or half of a year in words."""
    name, year = _SUBYEARS[moment.month], _year(moment)
    if not name.endswith(" of") and not moment.year.isdigit():
        name += " in"
    hemisphere = "" if not "25" <= moment.month <= "32" else _HEMISPHERES["25" if moment.month < "29" else "29"]
    return f"{name} {year}" + (f" in the {hemisphere} hemisphere" if hemisphere else "")


def _year(moment: Moment) -> str:
    """The year of a moment in words: "2009", "the 2010s", "the years 2000 to 2099"."""
    if moment.year.isdigit():
        return year_words(int(moment.year))
    low, high = moment.first[0], moment.last[0]
    known = moment.year.rstrip("X")
    if "X" in known:
        return f"a year between {year_words(low)} and {year_words(high)}"
    return f"the {known}0s" if len(known) == 3 and low >= 1000 else f"the years {year_words(low)} to {year_words(high)}"


def _ordinal(number: int) -> str:
    """A number as 1st, 2nd, 3rd, 4th."""
    return f"{number}{'th' if 10 < number < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
