"""The frame of the server's plain pages: the network page's own colours and faces, nothing from elsewhere, and one script of kg's own.

The script tells when the graph has been built anew; without it the pages are the same.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


@cache
def tokens() -> str:
    """Colours, faces, sizes and spaces, as the network page declares them; the dark ones where the reader prefers dark."""
    style = files("kg.export.html").joinpath("style.css").read_text(encoding="utf-8")
    declared = style[style.index("/* tokens */") : style.index("/* base */")].partition("*/")[2].strip()
    dark = declared[declared.index("[data-theme=dark]{") :].partition("{")[2].rpartition("}")[0]
    return f"{declared}\n@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}"


@cache
def _style() -> str:
    return tokens() + "\n" + files("kg.serve").joinpath("page/plain.css").read_text(encoding="utf-8")


@cache
def told() -> str:
    """The script that tells of a new build."""
    return files("kg.serve").joinpath("page/live.js").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """The Content-Security-Policy of plain pages: this style, this script, which may listen to this server, and nothing else."""
    return (
        f"default-src 'none'; style-src '{hashed(_style())}'; script-src '{hashed(told())}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def hashed(text: str) -> str:
    """A style or script as a policy names it (W3C CSP level 3)."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def framed(body: str, *, heading: str, title: str, language: str, note: str = "", links: str = "") -> str:
    """A whole page.

    Args:
        body: HTML in which every text is escaped already.
        heading: of the page, as text.
        title: of the case.
        language: BCP 47 tag.
        note: what the page shows less than the whole graph; empty for all of it.
        links: elements for the head.
    """
    tag = language if _LANGUAGE.match(language) else "en"
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"""<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(heading)} ({escape(title)})</title>
{links}<style>{_style()}</style>
</head>
<body>
<header><nav aria-label="Pages"><a href="/"><bdi>{escape(title)}</bdi></a><a href="/query">Ask</a></nav></header>
<main>
{said}{body}
</main>
<script>{told()}</script>
</body>
</html>
"""
