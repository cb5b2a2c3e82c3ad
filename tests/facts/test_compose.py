"""YAML as fact files have it: text stays as typed, and each trap is told at its place with a way out of it."""

from __future__ import annotations

import pytest

from tests.facts.reading import HEAD, expected, facts, only, problems, read, triples

QUOTE = "Put the text in quotes."
HASH = "hash-in-text ' #' begins a comment, so the rest of this line is not read. Put the text in quotes; a comment begins with '# '."
COLON = "yaml-syntax a colon begins a value where none can be. Put a text that contains ': ' in quotes, or look at the line above."
TAB = "yaml-syntax a tab indents this line. Indent with spaces."
CLOSE = "Put a text that has brackets, quotes, '#' or ': ' in quotes."
BREAK = "Begin a new line."

TRAPS: dict[str, tuple[str, list[str]]] = {
    "tab before a key": ("kg: 1\n§\tfacts: x\n", [TAB]),
    "tab before an item": ("kg: 1\nfacts:\n§\t- a memberOf b\n", [TAB]),
    "two colons": (f"{HEAD}facts:\n  - fact: a memberOf b\n    quote: it§: fails\n", [COLON]),
    "key without a colon": ("kg 1\nfacts§: x\n", [COLON]),
    "two colons in braces": (
        f"{HEAD}facts:\n  - {{fact: a memberOf b, quote: it§: fails}}\n",
        [f"yaml-syntax ',' or '}}' is missing here. {CLOSE}"],
    ),
    "open brace": (
        f"{HEAD}facts:\n  - §{{fact: a memberOf b\n  - a memberOf c\n",
        [f"yaml-syntax this '{{' is not closed: at 6:1 a comma or its end is missing. {CLOSE}"],
    ),
    "open bracket": (
        "kg: 1\nfacts: §[a memberOf b\nlanguage: es\n",
        [f"yaml-syntax this '[' is not closed: at 3:9 a comma or its end is missing. {CLOSE}"],
    ),
    "two commas": (
        f"{HEAD}facts:\n  - {{Meeting: m, party: [a, §, b]}}\n",
        ["yaml-syntax nothing stands before this comma. Delete it; write '' for a cell that says nothing."],
    ),
    "closing bracket": ("kg: 1\nfacts: §]\n", [f"yaml-syntax a text cannot begin with ']'. {QUOTE}"]),
    "at sign": ("kg: 1\nlanguage: §@x\n", [f"yaml-syntax a text cannot begin with '@'. {QUOTE}"]),
    "per cent": ("kg: 1\nlanguage: §%x\n", [f"yaml-syntax a text cannot begin with '%'. {QUOTE}"]),
    "bar": ("kg: 1\nlanguage: |§x\n", ["yaml-syntax '|' and '>' begin a text on lines of its own. Put the text below, or in quotes."]),
    "open quote": (
        "kg: 1\nlanguage: §'es\nfacts: x\n",
        ["yaml-syntax this quote is not closed. Close it; a text that holds such a quote stands in the other kind."],
    ),
    "text behind a quote": (
        'kg: 1\nlanguage: "es" §or so\n',
        [
            "yaml-syntax this cannot follow what stands before it."
            " Put the whole text in quotes, or remove the bracket or quote that ends it."
        ],
    ),
    "backslash": (
        'kg: 1\nlanguage: "e§\\qs"\n',
        ["yaml-syntax the backslash escapes nothing here. Write it twice, or put the text in single quotes."],
    ),
    "indentation": (
        f"{HEAD}facts:\n  - fact: a memberOf b\n   §quote: x\n",
        ["yaml-syntax this line is not indented like those it belongs to. Begin it in the column of the line that it follows."],
    ),
    "no space behind a dash": (
        f"{HEAD}facts:\n- a memberOf b\n§-a memberOf c\n",
        ["yaml-syntax this is neither 'key: value' nor a list item. A space follows ':' and '-'."],
    ),
    "second document": (
        "kg: 1\n§---\nkg: 1\n",
        ["yaml-syntax a second document begins here. Put it in a file of its own; '---' may only stand at the top."],
    ),
    "anchor and alias": (
        f"{HEAD}facts:\n  - §&x a memberOf b\n  - §*x\n",
        [
            "yaml-alias this is a YAML anchor, which is not read. Delete it; a text that begins with '&' needs quotes.",
            "yaml-alias this is a YAML alias, which is not read. Write the value out; a text that begins with '*' needs quotes.",
        ],
    ),
    "name that begins with an ampersand": (
        "kg: 1\nentities:\n  x: {is: Company, name: §&Sons Ltd}\n",
        ["yaml-alias this is a YAML anchor, which is not read. Delete it; a text that begins with '&' needs quotes."],
    ),
    "alias of nothing": (
        f"{HEAD}facts:\n  - §*x\n",
        [f"yaml-syntax '*' and '&' at the beginning of a text mean something else in YAML. {QUOTE}"],
    ),
    "bullet": (
        f"{HEAD}facts:\n  - fact: a memberOf b\n    quote: *§ point\n",
        [f"yaml-syntax '*' and '&' at the beginning of a text mean something else in YAML. {QUOTE}"],
    ),
    "merge key": (
        f"{HEAD}facts:\n  - {{§<<: {{quote: x}}, fact: a memberOf b}}\n",
        ["yaml-alias YAML merge keys ('<<') are not read. Write the values out."],
    ),
    "tag": (
        f"{HEAD}facts:\n  - §!name a memberOf b\n",
        ["yaml-tag the YAML tag '!name' has no meaning here. Delete it; a text that begins with '!' needs quotes."],
    ),
    "key twice": (
        f"{HEAD}facts:\n  - {{fact: a memberOf b, note: x, §note: y}}\n",
        ["duplicate-key 'note' stands here twice (first at 4:26). Keep one."],
    ),
    "top key twice": ("kg: 1\n§kg: 1\n", ["duplicate-key 'kg' stands here twice (first at 1:1). Keep one."]),
    "entity twice": (
        "kg: 1\nentities:\n  a: {is: Person, name: A}\n  §a: {is: Person, name: B}\n",
        ["duplicate-key 'a' stands here twice (first at 3:3). Keep one."],
    ),
    "list as a key": (f"{HEAD}facts:\n  - {{fact: a memberOf b, ? §[x] : y}}\n", ["wrong-shape a key must be a word."]),
    "number sign": (f"{HEAD}facts:\n  - fact: a memberOf b\n    quote: Case §#16-643\n", [HASH]),
    "number sign on the second line of a text": (f"{HEAD}facts:\n  - fact: a memberOf b\n    note: one\n      two §#3\n", [HASH]),
    "number sign behind a fact": (f"{HEAD}facts:\n  - a memberOf b §#1\n", [HASH]),
    "number sign in braces": (f"{HEAD}facts:\n  - {{fact: a memberOf b, quote: Case §#16-643}}\n  - a memberOf c\n", [HASH]),
    "NUL": ("kg: 1\nlanguage: e§\x00s\n", ["control-character the character U+0000 cannot stand in a fact file. Delete it."]),
    "escape": ("kg: 1\n# §\x1b[31m\n", ["control-character the character U+001B cannot stand in a fact file. Delete it."]),
    "C1 control": ("kg: 1\n# §\x90\n", ["control-character the character U+0090 cannot stand in a fact file. Delete it."]),
    "next line": ("kg: 1\n# a §\x85\n", ["control-character the character U+0085 cannot stand in a fact file. " + BREAK]),
    "line separator": ("kg: 1\n# a §\u2028\n", ["control-character the character U+2028 cannot stand in a fact file. " + BREAK]),
    "old Mac line end": (
        "kg: 1§\rfacts: x",
        ["control-character the character U+000D cannot stand in a fact file. Save the file with line feeds."],
    ),
    "control character by escape": (
        f'{HEAD}facts:\n  - {{fact: a memberOf b, quote: §"x\\x1fy"}}\n',
        ["control-character the character U+001F cannot stand in a fact file. Delete it."],
    ),
    "control character in a key": (
        'kg: 1\nentities:\n  §"a\\0b": {is: Person, name: A}\n',
        ["control-character the character U+0000 cannot stand in a fact file. Delete it."],
    ),
    "empty": ("§", ["empty-file the file says nothing. Begin with 'kg: 1', or delete the file."]),
    "comment alone": ("§# nothing\n", ["empty-file the file says nothing. Begin with 'kg: 1', or delete the file."]),
    "dashes alone": ("§---\n", ["empty-file the file says nothing. Begin with 'kg: 1', or delete the file."]),
    "no mapping": ("§- kg: 1\n", ["wrong-shape a fact file must be 'key: value' pairs."]),
}


@pytest.mark.parametrize("name", TRAPS)
def test_each_trap_is_told_at_its_place_with_a_way_out(name: str) -> None:
    text, told = expected(*TRAPS[name])
    assert [problem for problem in problems(text) if "format-version" not in problem] == told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEAD.encode("utf-16"), "1:1: encoding the file is UTF-16. Save it as UTF-8."),
        (HEAD.encode("utf-16-le"), "1:1: encoding the file is UTF-16. Save it as UTF-8."),
        (HEAD.encode("utf-16-be"), "1:1: encoding the file is UTF-16. Save it as UTF-8."),
        (b"kg: 1\n# \xc3\xbc caf\xe9\n", "2:8: encoding byte 0xe9 is not UTF-8. Save the file as UTF-8."),
        (b"kg: 1\n\xff\n", "2:1: encoding byte 0xff is not UTF-8. Save the file as UTF-8."),
        (b"kg: 1\n# \xed\xa0\x80\n", "2:3: encoding byte 0xed is not UTF-8. Save the file as UTF-8."),
    ],
)
def test_bytes_that_are_not_utf_8_are_told_with_their_place(content: bytes, told: str) -> None:
    assert problems(content) == [told]


@pytest.mark.parametrize(
    "text", ["facts: " + "[" * 10_000, "facts: " + "{a: " * 10_000, "facts:\n" + "".join(" " * n + "-\n" for n in range(2000))]
)
def test_a_file_that_is_nested_too_deep_is_told_so(text: str) -> None:
    (told,) = problems(f"kg: 1\n{text}")
    assert told.endswith("yaml-syntax lists or braces are nested too deep.")


@pytest.mark.parametrize(
    "word", ["NO", "no", "on", "off", "yes", "1:30", "08", "0o7", "1e3", "2025-02-19", ".5", "0x1F", "1_000", "=", "True"]
)
def test_text_stays_as_it_was_typed(word: str) -> None:
    assert only(facts(f"  - {{fact: a memberOf b, note: {word}}}\n")).notes == word


@pytest.mark.parametrize("word", ["null", "~", "", "''", '" "'])
def test_a_value_that_says_nothing_is_told(word: str) -> None:
    (told,) = facts(f"  - fact: a memberOf b\n    note: {word}\n").findings
    assert (told.code, told.message, told.location.line) == ("no-value", "'note' says nothing.", 5)


def test_places_count_characters_behind_a_byte_order_mark_and_in_windows_lines() -> None:
    plain = expected(f"{HEAD}facts:\n  - ä §nope b\n", ["unknown-property unknown property 'nope'."])
    text, told = plain
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode()):
        assert problems(content) == told


@pytest.mark.parametrize("text", [f"---\n{HEAD}", f"%YAML 1.2\n---\n{HEAD}...\n", f"# a comment\n\n{HEAD}"])
def test_a_file_may_begin_and_end_as_yaml_does(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    "text", ["Case#1", "C# and F#", '"Case #1"', "a -- b", "it's", "50 %", "R&D", "2 * 3", "yes: no".replace(": ", ":")]
)
def test_harmless_signs_are_harmless(text: str) -> None:
    assert only(facts(f"  - fact: a memberOf b\n    note: {text} # a comment\n")).notes == text.strip('"')


def test_text_over_several_lines_is_one_text() -> None:
    rows = facts("  - a\n    memberOf\n    b\n  - fact: >-\n      a memberOf\n      c\n    quote: |\n      two\n      lines\n")
    assert triples(rows) == [("a", "memberOf", "b"), ("a", "memberOf", "c")]
    assert rows.claims[1].quotes == "two\nlines"
    assert [str(finding) for finding in rows.findings] == []


def test_aliases_are_not_followed_however_many_there_are() -> None:
    laughs = "\n".join(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 60))
    rows = read(f"kg: 1\na0: &a0 [ha]\n{laughs}\nfacts: *a59\n")
    assert {finding.code for finding in rows.findings} == {"yaml-alias", "unknown-key", "wrong-shape"}
    assert rows.claims == []


def test_what_is_sound_in_a_file_with_aliases_is_still_read() -> None:
    rows = facts("  - {fact: a memberOf b, quote: &q words}\n  - {fact: a memberOf c, quote: *q}\n  - a memberOf d\n")
    assert [row.object for row in rows.claims] == ["b", "c", "d"]
    assert [finding.code for finding in rows.findings] == ["yaml-alias", "yaml-alias"]
