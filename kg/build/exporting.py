"""Exports into place: all beside the old ones first, then in one go; and what kg wrote and is not wanted any more taken away."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from kg.build.fingerprint import file_hash
from kg.project import Project

_STAGED = ".new"  # below exports/
_WRITTEN = "written.json"
"""In the state folder: name of each export that kg wrote -> hash of its content."""


def stage(drafts: Path, exports: Path, names: Sequence[str]) -> list[tuple[Path, Path]]:
    """Put the exports that differ beside those they replace, so that after the swap nothing is left to do but rename them.

    Returns (staged, target) pairs; a folder that cannot be written fails here, while the last build still stands.

    Raises:
        OSError: the folder cannot be written, or a folder stands where an export is to be.
    """
    staged = []
    folder = exports / _STAGED
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in names:
            fresh, target = folder / name, exports / name
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            if file_hash(target) != file_hash(drafts / name):
                shutil.move(drafts / name, fresh)
                staged.append((fresh, target))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return staged


def publish(project: Project, staged: Sequence[tuple[Path, Path]], names: Sequence[str]) -> list[Path]:
    """Move what was staged into place, and take away exports of earlier builds that the case does not want any more.

    An export that is not renewed would go on showing what has been withdrawn or marked internal since. Only files that kg wrote
    and nobody has changed since are removed.

    Args:
        names: of all exports that the case wants.

    Returns:
        Their paths.
    """
    exports = project.exports_dir
    for fresh, target in staged:
        fresh.replace(target)
    shutil.rmtree(exports / _STAGED, ignore_errors=True)
    for name, hash_ in _written(project).items():
        if name not in names and (exports / name).parent == exports and file_hash(exports / name) == hash_:
            (exports / name).unlink(missing_ok=True)
    fresh = project.state_dir / f"{_WRITTEN}.new"
    fresh.write_text(json.dumps({name: file_hash(exports / name) for name in names}), encoding="utf-8")
    fresh.replace(project.state_dir / _WRITTEN)
    return [exports / name for name in names]


def _written(project: Project) -> dict[str, str]:
    try:
        found = json.loads((project.state_dir / _WRITTEN).read_text(encoding="utf-8"))
        return {name: hash_ for name, hash_ in found.items() if isinstance(hash_, str) and hash_}
    except (OSError, ValueError, AttributeError):
        return {}
