"""Joins the page's ES modules into one classic script: a page opened from a file may not import modules.

Each module becomes a function that returns what it exports; modules come after those they import. Only the two forms
the sources use are understood (``import { a, b as c } from './x.js'`` and ``export function|function*|class|const``); anything
else is refused, so that nothing is dropped in silence. The outcome is kept where Python keeps compiled modules, and under the same
conditions: linking takes a second, as long as the rest of a small case's exports.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from kg.export.html.join import join
from kg.export.html.shorten import shorten
from kg.export.html.squeeze import squeeze

_HERE = Path(__file__).resolve().parent
_LINKER = ("bundle.py", "join.py", "shorten.py", "squeeze.py", "tokens.py")

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.{1,2}/[\w./-]+\.js)';\n", re.M)
_EXPORT = re.compile(r"^export (function\*?|class|const|async function) (\w+)", re.M)


def bundle(entry: Path) -> str:
    """The script that runs the entry module with everything it imports.

    Args:
        entry: path of an ES module.

    Raises:
        ValueError: an import or export of another form, or modules that import one another in a circle.
    """
    sources: dict[Path, str] = {}
    _visit(entry.resolve(), sources, ())
    kept = _kept(sources) if entry.resolve().is_relative_to(_HERE) else None
    if kept is not None:
        with suppress(OSError, UnicodeDecodeError):
            return kept.read_text(encoding="utf-8")
    numbers = {path: number for number, path in enumerate(sources)}
    parts = [_wrapped(path, source, numbers) for path, source in sources.items()]
    script = "'use strict';(()=>{\n" + "".join(parts) + "})();\n"
    if kept is not None and not sys.dont_write_bytecode:
        _keep(kept, script)
    return script


def _kept(sources: Mapping[Path, str]) -> Path | None:
    """Where the script of these modules is kept, if anything is."""
    digest = sha256(repr([(path.name, source) for path, source in sources.items()]).encode())
    for name in _LINKER:
        digest.update((_HERE / name).read_bytes())
    try:
        return Path(cache_from_source(__file__)).with_name(f"script-{digest.hexdigest()[:16]}.txt")
    except NotImplementedError:  # this Python keeps nothing
        return None


def _keep(path: Path, script: str) -> None:
    """Keep a script in the place of those of earlier modules; a folder that cannot be written keeps none."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for earlier in path.parent.glob("script-*.txt"):
            earlier.unlink()
        fresh.write_text(script, encoding="utf-8")
        fresh.replace(path)


def _visit(path: Path, sources: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Add the text of the module after those of all that it imports."""
    if path in sources:
        return
    if path in above:
        raise ValueError(f"{path.name} imports itself by way of {above[-1].name}")
    source = path.read_text(encoding="utf-8")
    for match in _IMPORT.finditer(source):
        _visit((path.parent / match.group(2)).resolve(), sources, (*above, path))
    sources[path] = source


def _wrapped(path: Path, source: str, numbers: Mapping[Path, int]) -> str:
    """One module as ``const m3 = (() => { ... return { names }; })();``."""
    exports = [match.group(2) for match in _EXPORT.finditer(source)]

    def replaced(match: re.Match[str]) -> str:
        names = ", ".join(": ".join(name.split(" as ")) for name in _names(match.group(1)))
        return f"const {{ {names} }} = m{numbers[(path.parent / match.group(2)).resolve()]};\n"

    code = squeeze(_EXPORT.sub(r"\1 \2", _IMPORT.sub(replaced, source)))
    if re.search(r"^\s*(import|export)\b", code, re.M):
        raise ValueError(f"{path.name}: an import or export that the page's linker does not know")
    body = join(shorten(f"{code.strip()}return{{{','.join(exports)}}}"))
    return f"const m{numbers[path]}=(()=>{{{body}}})();\n"


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
