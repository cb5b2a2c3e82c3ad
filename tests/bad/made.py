"""Bad inputs that cannot stand in a text file: bytes, very long and very deep ones, links and folders. Each is written into a case."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

_HEAD = b"kg: 1\nsource: {id: made, title: Report, publisher: associated-press, date: 2025-02-19}\nfacts:\n"
_FACT = b"  - daniel-noboa leads adn\n"


def _file(content: bytes) -> Callable[[Path], None]:
    def write(case: Path) -> None:
        (case / "facts" / "made.yaml").write_bytes(content)

    return write


def _alias_bomb() -> bytes:
    lines = [b'a0: &a0 ["lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol"]\n']
    for level in range(1, 10):
        names = b", ".join([b"*a%d" % (level - 1)] * 9)
        lines.append(b"a%d: &a%d [%s]\n" % (level, level, names))
    return b"kg: 1\n" + b"".join(lines) + b"facts: *a9\n"


def _link(target: str, name: str = "made.yaml") -> Callable[[Path], None]:
    return lambda case: (case / "facts" / name).symlink_to(target)


def _link_loop(case: Path) -> None:
    (case / "facts" / "made.yaml").symlink_to("other.yaml")
    (case / "facts" / "other.yaml").symlink_to("made.yaml")


def _linked_folder(case: Path) -> None:
    (case / "elsewhere").mkdir()
    (case / "facts" / "linked").symlink_to("../elsewhere")


def _folder(case: Path) -> None:
    (case / "facts" / "made.yaml").mkdir()
    (case / "facts" / "made.yaml" / "inner.yaml").write_bytes(_HEAD + _FACT)


def _pipe(case: Path) -> None:
    os.mkfifo(case / "facts" / "made.yaml")


def _name_of_bytes(case: Path) -> None:
    with open(os.path.join(os.fsencode(case / "facts"), b"caf\xe9.yaml"), "wb") as file:
        file.write(_HEAD)


def _no_folder(case: Path) -> None:
    shutil.rmtree(case / "facts")


def _other(name: str, content: bytes) -> Callable[[Path], None]:
    def write(case: Path) -> None:
        (case / "facts" / name).write_bytes(content)

    return write


MADE: Mapping[str, Callable[[Path], None]] = {
    "bom": _file(b"\xef\xbb\xbf" + _HEAD + b"  - daniel-noboa leeds adn\n"),
    "crlf": _file((_HEAD + b"  - daniel-noboa leeds adn\n").replace(b"\n", b"\r\n")),
    "lone-cr": _file((_HEAD + _FACT).replace(b"\n", b"\r")),
    "utf-16": _file((_HEAD + _FACT).decode().encode("utf-16")),
    "utf-16-without-bom": _file((_HEAD + _FACT).decode().encode("utf-16-le")),
    "latin-1": _file(_HEAD + "  - {fact: daniel-noboa leads adn, note: año}\n".encode("latin-1")),
    "invalid-utf-8": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: \xff}\n"),
    "cut-utf-8": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: \xc3"),
    "surrogate": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: \xed\xa0\x80}\n"),
    "nul": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: a\x00b}\n"),
    "escape": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: a\x1b[31mb}\n"),
    "next-line": _file(_HEAD + "  - {fact: daniel-noboa leads adn, note: a\x85b}\n".encode()),
    "line-separator": _file(_HEAD + "  - {fact: daniel-noboa leads adn, note: a\u2028b}\n".encode()),
    "empty": _file(b""),
    "spaces": _file(b"   \n  \n"),
    "long-line": _file(_HEAD + b"  - {fact: daniel-noboa leads adn, note: " + b"x" * 50_000 + b", qoute: y}\n"),
    "long-slug": _file(_HEAD + b"  - " + b"x" * 50_000 + b" leads adn\n"),
    "long-list": _file(_HEAD + b"  - " + b", ".join([b"a-%d" % n for n in range(3_000)]) + b" leads adn\n"),
    "deep-lists": _file(_HEAD + b"  - " + b"[" * 10_000 + b"]" * 10_000 + b"\n"),
    "deep-braces": _file(_HEAD + b"  - " + b"{a: " * 10_000 + b"b" + b"}" * 10_000 + b"\n"),
    "deep-blocks": _file(b"".join(b" " * level + b"a:\n" for level in range(1_500))),
    "alias-bomb": _file(_alias_bomb()),
    "right-to-left": _file(_HEAD + "  - {fact: daniel-noboa leads adn\u202e, qoute: \u2066x}\n".encode()),
    "zero-width": _file(_HEAD + "  - daniel-noboa\u200b leads adn\n".encode()),
    "look-alike": _file(_HEAD + "  - dаniel-noboa leads adn\n".encode()),  # noqa: RUF001 - a Cyrillic letter, that is the point
    "link-loop": _link_loop,
    "link-to-itself": _link("made.yaml"),
    "link-to-nothing": _link("gone.yaml"),
    "link-outside": _link("/etc/hostname"),
    "linked-folder": _linked_folder,
    "folder-named-yaml": _folder,
    "pipe": _pipe,
    "name-of-bytes": _name_of_bytes,
    "no-facts": _no_folder,
    "unknown-format": _other("old.doc", b"x"),
    "program": _other("x.py", b"print()"),
}
"""Name -> what puts it into a case."""
