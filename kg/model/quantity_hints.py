"""What to write instead of a text that is no quantity: ">= 5,000" becomes "Write at least 5000."."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.model.quantity_text import QuantityError, read_quantity

FORMS = "Write a number and its unit, such as 12, 60.3 %, at least 40, 5000..7000 or about 14.1 million USD."
"""The remedy when the text resembles nothing."""

_LONGEST = 80
_NOTHING = {"", "-", "--", "?", "n/a", "na", "nan", "none", "null", "nil", "unknown", "..", "tbd"}
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_SCALED = rf"{_NUMBER}(?: (?:thousand|million|billion|trillion))?"

_GROUPED = r"[0-9]{1,3}(?:\.[0-9]{3})+(?=,[0-9])|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])"

_REWRITES = (
    (r"[\u2010-\u2015\u2212]", "-"),
    (r"\s+", " "),
    (r"(?<=[0-9])[ '\u2019_](?=[0-9]{3}(?![0-9]))", ""),
    (r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", ""),
    (r"(?<=[0-9]),(?=[0-9])", "."),
    (r"(?<![0-9])\.(?=[0-9])(?<!\.\.)", "0."),
    (r"(?<=[0-9])\.(?![0-9.])", ""),
    (r"^(?:>=?|≥|no (?:fewer|less) than|not (?:fewer|less) than|more than|over|above|min(?:imum|\.)?(?: of)?) ?(?=[0-9+-])", "at least "),
    (r"^(?:<=?|≤|(?:no|not) more than|fewer than|less than|under|below|up to|max(?:imum|\.)?(?: of)?) ?(?=[0-9+-])", "at most "),
    (
        r"^(?:~|≈|c\.|ca\.?|circa|approx\.?|approximately|around|roughly|some|nearly|almost|(?:an )?estimated|est\.) ?(?=[0-9+$€£-])",
        "about ",
    ),
    (
        r"^(about |at least |at most )?([$€£]) ?" + f"({_NUMBER})" + r"((?:k|m|bn|b)\b| (?:thousand|million|billion|trillion)\b)?",
        r"\1\3\4 \2",
    ),
    (r"(?<=[0-9]) ?(?:k|thousands)\b(?! ?\w*/)", " thousand"),
    (r"(?<=[0-9])(?: ?(?:mn|mln|mio|millions)|m)\b|(?<=[0-9]) M\b", " million"),
    (r"(?<=[0-9]) ?(?:bn|mrd|billions)\b|(?<=[0-9])b\b", " billion"),
    (r"(?<=[0-9]) trillions\b", " trillion"),
    (r"\$", "USD"),
    (r"€", "EUR"),
    (r"£", "GBP"),
    (r"(?<=[0-9]) ?(?:per ?cent|pct)\b\.?", " %"),
    (r"^(.*[0-9]) ?\+(?= |$)", r"at least \1"),
    (rf"^({_SCALED})(.*?) or more\b", r"at least \1\2"),
    (rf"^({_SCALED})(.*?) or (?:less|fewer)\b", r"at most \1\2"),
    (rf"^(?:about )?(?:between |from )?({_SCALED}) ?(?:-|to|and|or|\.\.\.?) ?(?={_NUMBER})", r"\1.."),
    (rf"^({_SCALED}) ?\.\.$", r"at least \1"),
    (rf"^\.\. ?({_SCALED})", r"at most \1"),
    (r"^(at least|at most) about |^about (at least|at most) ", r"\1\2 "),
    (r"(?<=[0-9])(?=[^\W\d_]|°)", " "),
    (r" ?\([^()]*\)$", ""),
)
"""Everyday spellings and what a fact file has for them, applied in this order."""


def remedy(text: str) -> str:
    """What to write instead of a text that is no quantity."""
    if text.strip().lower() in _NOTHING:
        return "Leave the quantity out when it is not known."
    if len(text) > _LONGEST:
        return FORMS
    rewritten = _rewritten(text.strip())
    if not _is_quantity(rewritten):
        return FORMS
    if re.fullmatch(r"[^0-9]*[0-9]{1,3},[0-9]{3}(?![0-9.,]).*", text):
        return f"Write {rewritten}, or a point if the comma begins the decimals."
    if "(" in text:
        return f"Write {rewritten}, and the remark as a note."
    return f"Write {rewritten}."


def _rewritten(text: str) -> str:
    """The text with its everyday spellings replaced."""
    text = re.sub(rf"{_NUMBER}e[+-]?[0-9]{{1,2}}\b", lambda match: f"{Decimal(match[0]):f}", text, flags=re.IGNORECASE)
    text = re.sub(_GROUPED, lambda match: match[0].replace(".", ""), text)
    for pattern, replacement in _REWRITES:
        text = re.sub(pattern, replacement, text, flags=re.IGNORECASE)
    return text.strip()


def _is_quantity(text: str) -> bool:
    try:
        return read_quantity(text) is not None
    except QuantityError:
        return False
