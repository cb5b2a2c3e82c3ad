"""The reference of everything that ``kg check`` finds, as a Markdown page.

``python -m kg.check.reference`` prints the page of the codes that come with kg, which is docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.check.codes import Code, read_codes
from kg.check.rules import read_rules
from kg.model.findings import Severity
from kg.ontology.loader import load_ontology, shipped_folder

_INTRODUCTION = """\
# What kg check finds

Every code with what it checks, why, and a bad and a good example. This page is made from `kg/check/codes.toml` and `ontology/shapes.ttl`;
`python -m kg.check.reference` prints it, and `kg check --explain CODE` shows one of them, those of a case's own rules too.

An **error** stops a build, a **warning** stops a strict one (`--strict`), a **note** stops none. The rules about meaning are SHACL
shapes in `ontology/shapes.ttl`; a case adds its own in a Turtle file of its `ontology/` folder, each with `sh:message`, `sh:severity`,
`rdfs:comment` (why), `kgs:remedy`, `kgs:bad` and `kgs:good`. The local name of the shape is the code.

Shapes are turned into SQL and run over all facts at once; a `sh:sparql` constraint becomes one query. What cannot be told so (constraint
components of one's own, recursion, look-around in patterns, queries that must run node by node) is left to
[pySHACL](https://github.com/RDFLib/pySHACL), where it is installed, and told as `slow-rule`.
"""
_WORDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def reference(codes: Iterable[Code]) -> str:
    """The page: one section a group, one heading a code, in the order in which they come."""
    codes = list(codes)
    parts = [_INTRODUCTION]
    for group, members in groupby(codes, key=lambda code: code.group):
        parts.append(f"## {group}\n")
        parts += [_entry(code) for code in members]
    return "\n".join(parts)


def _entry(code: Code) -> str:
    word = _WORDS[code.severity]
    return (
        f"### {code.name}\n\n{code.checks} *{word[:1].upper()}{word[1:]}.* {code.why}\n\n"
        f"Not so:\n\n{_fenced(code.bad)}\n\nBut so:\n\n{_fenced(code.good)}\n"
    )


def _fenced(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}text\n{text}\n{fence}"


if __name__ == "__main__":
    print(reference(read_codes(read_rules(load_ontology([shipped_folder()]).shapes)).values()), end="")
