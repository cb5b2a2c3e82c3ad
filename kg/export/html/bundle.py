"""Joins the page's ES modules into one classic script: a page opened from a file may not import modules.

Each module becomes a function that returns what it exports; modules come after those they import. Only the two forms
the sources use are understood (``import { a, b as c } from './x.js'`` and ``export function|function*|class|const``); anything
else is refused, so that nothing is dropped in silence.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.export.html.shorten import shorten
from kg.export.html.squeeze import squeeze

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.{1,2}/[\w./-]+\.js)';\n", re.M)
_EXPORT = re.compile(r"^export (function\*?|class|const|async function) (\w+)", re.M)


def bundle(entry: Path) -> str:
    """The script that runs the entry module with everything it imports.

    Args:
        entry: path of an ES module.

    Raises:
        ValueError: an import or export of another form, or modules that import one another in a circle.
    """
    order: list[Path] = []
    _visit(entry.resolve(), order, ())
    numbers = {path: number for number, path in enumerate(order)}
    parts = [_wrapped(path, numbers) for path in order]
    return "'use strict';(()=>{\n" + "".join(parts) + "})();\n"


def _visit(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    """Append the module after all that it imports."""
    if path in order:
        return
    if path in above:
        raise ValueError(f"{path.name} imports itself by way of {above[-1].name}")
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        _visit((path.parent / match.group(2)).resolve(), order, (*above, path))
    order.append(path)


def _wrapped(path: Path, numbers: dict[Path, int]) -> str:
    """One module as ``const m3 = (() => { ... return { names }; })();``."""
    source = path.read_text(encoding="utf-8")
    exports = [match.group(2) for match in _EXPORT.finditer(source)]

    def replaced(match: re.Match[str]) -> str:
        names = ", ".join(": ".join(name.split(" as ")) for name in _names(match.group(1)))
        return f"const {{ {names} }} = m{numbers[(path.parent / match.group(2)).resolve()]};\n"

    code = squeeze(_EXPORT.sub(r"\1 \2", _IMPORT.sub(replaced, source)))
    if re.search(r"^\s*(import|export)\b", code, re.M):
        raise ValueError(f"{path.name}: an import or export that the page's linker does not know")
    body = shorten(f"{code.strip()}\nreturn{{{','.join(exports)}}}")
    return f"const m{numbers[path]}=(()=>{{{body}}})();\n"


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
