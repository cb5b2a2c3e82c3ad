"""The network page: one HTML file with its data, style and script inside, that asks no host for anything."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.export.html.bundle import bundle
from kg.export.html.opening import opening as opening_of
from kg.export.html.pack import pack
from kg.model.printable import SWINGING, unturned

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_READABLE = 20_000  # characters of JSON; below, the data can be read in the file
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def network_html(
    network: Mapping[str, Any], *, places: Mapping[str, str], positions: Mapping[str, Sequence[float]], opening: str = ""
) -> str:
    """The page for a network, as text to be written in UTF-8.

    Args:
        network: what ``network.json`` holds (entities, statements, claims, sources, classes, properties).
        places: id of a claim -> ``file:line:column`` of the fact it comes from.
        positions: id of an entity -> ``[x, y]`` in any unit; the page scales them to the screen.
        opening: what stands after the # of an address, to open on where the address has nothing there.
    """
    style, script = _style(), _script()
    language = str(network.get("language") or "en")
    slots = {
        "language": language if _LANGUAGE.match(language) else "en",
        "opening": html.escape(opening),
        "policy": _policy(style, script),
        "title": html.escape(unturned(str(network.get("title") or "Network")).encode("utf-8", "replace").decode()),
        "style": style,
        "script": script,
        "summary": safe_json(opening_of(network)),
        **_data(safe_json(pack(network, places, positions))),
    }
    return _SLOT.sub(lambda match: slots[match.group(1)], _template())


def safe_json(value: Any) -> str:
    r"""JSON that cannot end the script element it stands in, nor break a line of JavaScript.

    >>> safe_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate cannot be written in UTF-8; JSON can still say it.
    text = re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match.group()):04x}", text)
    text = SWINGING.sub(lambda match: f"\\\\u{ord(match.group()):04x}", text)  # as a text that shows it
    return re.sub("[<>&\u2028\u2029]", lambda match: _UNSAFE[match.group()], text)


def _data(text: str) -> dict[str, str]:
    """The data as it stands in the page: JSON, or compressed where it is longer than one would read (RFC 1952 in RFC 4648 base64)."""
    if len(text) < _READABLE:
        return {"data": text, "form": "json"}
    return {"data": base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode(), "form": "gzip"}


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets in this style and this script, and no host (W3C CSP level 3)."""
    return (
        "default-src 'none'; "
        f"script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=1)
def _template() -> str:
    return re.sub(r"\n\s+", "\n", (_HERE / "template.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _style() -> str:
    text = (_HERE / "style.css").read_text(encoding="utf-8")
    text = re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()
    return re.sub(r"([{};,])\n", r"\1", text)


@lru_cache(maxsize=1)
def _script() -> str:
    script = bundle(_HERE / "ui" / "main.js")
    if re.search(r"</script|<!--", script, re.I):
        raise AssertionError("the page's script would end its own element")
    return script
