"""Codes: what each code of a finding checks, why, and a bad and a good example.

Rules in SHACL say it themselves, in the shapes; what readers and builder check is told in ``codes.toml`` beside this module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.check.rules import Rules
from kg.errors import UsageError
from kg.model.findings import Severity

_FILE = Path(__file__).with_name("codes.toml")
_SEVERITIES = {"error": Severity.VIOLATION, "warning": Severity.WARNING, "note": Severity.INFO}


@dataclass(frozen=True)
class Code:
    """What stands behind one code.

    Args:
        name: as findings carry it.
        group: the heading that it belongs under.
        severity: of its findings, the gravest where they differ.
        checks: what must hold, one sentence.
        why: the reason, one or two sentences.
        bad, good: lines of a fact file, or of a mapping and its table, that have the finding and that have it not.
        shape: the file of its shape, where it is a rule in SHACL; a case's own may have no ``why``, ``bad`` and ``good``.
    """

    name: str
    group: str
    severity: Severity
    checks: str
    why: str
    bad: str
    good: str
    shape: str = ""


def read_codes(rules: Rules) -> dict[str, Code]:
    """Every code, those of readers and builder first, in the order in which they are told; then the rules' by name."""
    found = dict(_told())
    for name, rule in rules.by_code().items():
        texts = (_whole(rule.message), rule.why, rule.bad, rule.good)
        found.setdefault(name, Code(name, "Rules about meaning", rule.severity, *texts, rule.file))
    return found


def _told() -> Iterable[tuple[str, Code]]:
    for group, entries in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for name, entry in entries.items():
            texts = (entry[key].strip("\n") for key in ("checks", "why", "bad", "good"))
            yield name, Code(name, group, _SEVERITIES[entry.get("severity", "error")], *texts)


def _whole(message: str) -> str:
    """A message as a sentence by itself; a variable in it is shown as a word in capitals."""
    text = message.replace("{?", "{").replace("{$", "{")
    for part in text.split("{")[1:]:
        name = part.partition("}")[0]
        text = text.replace("{" + name + "}", name.upper())
    return text[:1].upper() + text[1:]


def known(codes: Mapping[str, Code], name: str) -> Code:
    """The code of that name.

    Raises:
        UsageError: there is none; with the nearest.
    """
    if name in codes:
        return codes[name]
    from difflib import get_close_matches

    near = get_close_matches(name, codes, 1, 0.5)
    remedy = f"Did you mean '{near[0]}'?" if near else "'kg check --codes' lists them all."
    raise UsageError(f"there is no code '{name}'.", remedy=remedy)


def explained(code: Code) -> str:
    """What ``kg check --explain`` prints."""
    effect = {
        Severity.VIOLATION: "An error: it stops a build",
        Severity.WARNING: "A warning: it stops a strict build",
        Severity.INFO: "A note: it stops no build",
    }

    def block(text: str) -> str:
        return "\n".join(f"    {line}".rstrip() for line in text.splitlines())

    where = f"a shape in {code.shape}" if code.shape else "told by kg itself"
    parts = [f"{code.name}: {code.checks}\n{effect[code.severity]} ({where}).", f"Why: {code.why}" if code.why else ""]
    parts += [f"{head}:\n{block(text)}" for head, text in (("Not so", code.bad), ("But so", code.good)) if text]
    return "\n\n".join(filter(None, parts)) + "\n"
