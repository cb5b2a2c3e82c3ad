"""The build: every step from fact files to a queryable graph and its exports, readable top to bottom."""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from kg.build.check import found, prepare
from kg.build.database import Database, stage_text
from kg.build.exporting import publish, stage
from kg.build.fingerprint import build_fingerprint, file_hash, generation_name, ontology_folders, reading_fingerprint
from kg.build.hashes import Hashes
from kg.build.incremental.changed_rows import ChangedRows
from kg.build.incremental.edit import can_edit, edit
from kg.build.incremental.generation import advance_generation
from kg.build.incremental.reach import OutOfReachError
from kg.build.incremental.state import LastBuild, forget_last, keep_results, last_build, mark
from kg.build.inputs import Plan, plan_inputs, read_notes, read_plan
from kg.build.lock import build_lock
from kg.build.manifest import manifest_text
from kg.build.remote import publish_build
from kg.build.schema import refresh_schema
from kg.build.stages import Progress, Stages
from kg.errors import FindingsError, KgError
from kg.export.context import ExportContext
from kg.export.positions import FILE as POSITIONS
from kg.export.write import write_exports
from kg.model.findings import Finding, Location, Severity
from kg.ontology.loader import load_ontology
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.store.generations import GRAPH, MOVED, PLACES
from kg.store.open import generations
from kg.store.oxigraph import OxigraphStore, bulk_load
from kg.store.vocabulary import keep_vocabulary

MANIFEST = "manifest.json"
_BUILT = "built.json"


@dataclass
class BuildResult:
    """What a build did.

    Args:
        counts: ``sources``, ``entities``, ``nodes``, ``claims``, ``triples``, ``derived``, ``contradictions``.
        findings: warnings and notes; a build with violations raises instead.
        generation: name of the store that answers now.
        written: exports, absolute paths.
        files_read: fact files that were read anew.
        tables: what became of each table, in a line each: rows, facts, and what was left out and why.
        seconds: the whole build.
        stages: stage -> seconds.
        unchanged: nothing had changed, so nothing was written.
    """

    counts: dict[str, int]
    findings: list[Finding]
    generation: str
    written: list[Path]
    files_read: int = 0
    tables: list[str] = field(default_factory=list)
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    unchanged: bool = False


def build(
    project: Project,
    *,
    full: bool = False,
    strict: bool = False,
    internal: bool = False,
    today: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> BuildResult:
    """Build the case: read, resolve, check, judge, derive, emit, load, swap, export.

    Args:
        full: forget what earlier builds read, made and drew.
        strict: warnings stop the build too.
        internal: afterwards also build the local store that holds what is marked internal.
        today: ISO day that rules take for today; changes findings, never a byte of an export.
        progress: called with the name of each stage before it runs.

    Raises:
        FindingsError: the facts have violations (or, strict, warnings); the last build is untouched.
        KgError: the case, its ontology, the disk or the database stand in the way; the last build is untouched.
    """
    start = perf_counter()
    step = _progress(progress)
    with _clear_errors(project), _no_collector(), build_lock(project, lambda: step("waiting for another build")):
        _retire_old_state(project, full=full)
        hashes = Hashes(project.state_dir)
        print_ = build_fingerprint(project, internal=internal, hash_of=hashes.of)
        before = None if full else _last_build(project, print_)
        if before is not None and not (strict and _stops(before.findings, strict=True)):
            publish_build(project, before.generation, step)
            before.seconds = perf_counter() - start
            return before
        result = _build(project, step, hashes, full=full, strict=strict, internal=internal, today=today)
        result.seconds = perf_counter() - start
        _remember(project, print_, result)
        hashes.keep()
    return result


@dataclass
class _Made:
    """A generation that is about to become current, and what is told of it.

    Args:
        editable: the next build can tell an edit from it.
    """

    results: LastBuild
    files_read: int
    seconds: dict[str, float]
    editable: bool = True


def _build(
    project: Project, step: Progress, hashes: Hashes, *, full: bool, strict: bool, internal: bool, today: str | None
) -> BuildResult:
    ontology = load_ontology(ontology_folders(project))
    database = Database(project, project.state_dir / "facts.duckdb")
    try:
        step("read")
        draft = _fresh_folder(project.state_dir / "draft")
        plan = plan_inputs(database, project, ontology, hashes.of)
        day = today or datetime.now(UTC).date().isoformat()
        made = None
        if not (full or internal):
            made = _edit(database, project, ontology, plan, draft, step, strict=strict, day=day)
        if made is None:
            made = _whole(database, project, ontology, plan, draft, step, full=full, strict=strict, internal=internal, day=day)
        results, tables = made.results, read_notes(database)
        written = _export(project, ontology, results, draft / "exports", step)
        if made.editable:
            mark(database, project, results)
        refresh_schema(database, project, ontology)
        shutil.rmtree(draft, ignore_errors=True)
    finally:
        database.close()
    generations(project).collect(keep={results.generation})
    return BuildResult(results.counts, results.told(), results.generation, written, made.files_read, tables, stages=made.seconds)


def _edit(
    database: Database, project: Project, ontology: Ontology, plan: Plan, draft: Path, step: Progress, *, strict: bool, day: str
) -> _Made | None:
    """What the edit since the last build makes of its generation; None where a full build is needed, the changed rows being read."""
    last = last_build(database, project)
    if last is None or last.generation != generations(project).current() or not can_edit(project, ontology, plan, database):
        return None
    start = perf_counter()
    rows = ChangedRows(database, ontology, plan)
    try:
        made = edit(rows, project, ontology, last, draft, day, step)
        _stop_on(made.results.told(), strict=strict)
        step("load")
        made.results.generation = advance_generation(rows.database, project, last.generation, made.difference, draft)
        rows.keep(made.results)
        return _Made(made.results, plan.read, {"edit": perf_counter() - start})
    except OutOfReachError:
        rows.keep(None)
        return None
    finally:
        rows.close()


def _whole(
    database: Database,
    project: Project,
    ontology: Ontology,
    plan: Plan,
    draft: Path,
    step: Progress,
    *,
    full: bool,
    strict: bool,
    internal: bool,
    day: str,
) -> _Made:
    """Everything from rows to a generation, for all facts."""
    forget_last(database)
    read_plan(database, project, ontology, plan)
    stages = Stages(database, step)
    prepare(stages, ontology)
    findings, generation = _judge_and_load(project, stages, ontology, draft, step, full=full, today=day, internal=internal)
    _stop_on(sorted(set(findings.values())), strict=strict)
    secret = generation is None
    if generation is None:
        if internal:
            _build_internal(project, stages, draft, step, full=full)
        stages.resolve(ontology)
        stages.judge(internal=False)
        stages.emit()
        stages.write(draft / GRAPH, draft / PLACES)
        generation = _load(project, draft, step, full=full, internal=False)
    (draft / PLACES).replace(generations(project).path(generation) / PLACES)  # the same graph may come from other lines
    (generations(project).path(generation) / MOVED).unlink(missing_ok=True)
    inputs = {source: (int(rows), int(hash_)) for source, rows, hash_ in database.rows(stage_text("inputs"))}
    results = LastBuild(generation, day, stages.counts(), findings, inputs)
    keep_results(database, results)
    database.execute_text("delete from keyed_row; insert into keyed_row select file, fact, slug from keyed where slug is not null")
    return _Made(results, plan.read, stages.seconds, editable=not secret)


def _judge_and_load(
    project: Project, stages: Stages, ontology: Ontology, draft: Path, step: Progress, *, full: bool, today: str | None, internal: bool
) -> tuple[dict[Finding, Finding], str | None]:
    """The findings, and the generation loaded meanwhile; None where the public graph is another one than the one judged.

    A generation that findings then stop is current for nobody and goes with the next build.
    """
    if internal or stages.has_secrets():
        return found(project, stages, ontology, today=today), None
    stages.write(draft / GRAPH, draft / PLACES)
    with ThreadPoolExecutor(max_workers=1) as loader:
        loading = loader.submit(_load, project, draft, step, full=full, internal=False)
        findings = found(project, stages, ontology, today=today)
        return findings, loading.result()


def _stops(findings: list[Finding], *, strict: bool) -> bool:
    worst = Severity.WARNING if strict else Severity.VIOLATION
    return any(finding.severity >= worst for finding in findings)


def _stop_on(findings: list[Finding], *, strict: bool) -> None:
    if _stops(findings, strict=strict):
        raise FindingsError(
            "the facts have errors, so nothing was built.", findings, remedy="Mend them and build again; the last build is untouched."
        )


def _load(project: Project, draft: Path, step: Progress, *, full: bool, internal: bool) -> str:
    """Load the drafted graph into a generation of its own and return its name; a full build trusts none that is there."""
    step("load")
    stores = generations(project, internal=internal)
    name = generation_name(project, draft / GRAPH)
    name = stores.unused(name) if full else name

    def fill(folder: Path) -> None:
        shutil.copyfile(draft / PLACES, folder / PLACES)
        shutil.move(draft / GRAPH, folder / GRAPH)
        keep_vocabulary(folder, ontology_folders(project), project.base)
        bulk_load(folder / "store", folder / GRAPH)

    stores.create(name, fill)
    return name


def _export(project: Project, ontology: Ontology, results: LastBuild, exports: Path, step: Progress) -> list[Path]:
    """Write the exports beside the old ones, swap the store, then move them into place."""
    step("export")
    folder = generations(project).path(results.generation)
    store = OxigraphStore.open(folder / "store", base=project.base)
    names = write_exports(ExportContext(project, ontology, store, folder, exports), exports)
    (exports / MANIFEST).write_text(manifest_text(results.input_rows(), exports, results.counts), encoding="utf-8")
    names.append(MANIFEST)
    staged = stage(exports, project.exports_dir, names)
    publish_build(project, results.generation, step)
    step("swap")
    generations(project).swap(results.generation)
    return publish(project, staged, names)


def _build_internal(project: Project, stages: Stages, draft: Path, step: Progress, *, full: bool) -> None:
    """The local store that holds everything; it exports nothing."""
    stages.write(draft / GRAPH, draft / PLACES)
    name = _load(project, draft, step, full=full, internal=True)
    generations(project, internal=True).swap(name)
    generations(project, internal=True).collect(keep=set())


def _fresh_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _retire_old_state(project: Project, *, full: bool) -> None:
    """Drop what was read under another kg or ontology, or everything for a full build; stores stay until they are replaced."""
    mark = project.state_dir / "reading"
    now = reading_fingerprint(project)
    try:
        before = mark.read_text(encoding="ascii")
    except OSError:
        before = ""
    if full or before != now:
        for name in ("facts.duckdb", "facts.duckdb.wal", _BUILT):
            (project.state_dir / name).unlink(missing_ok=True)
        mark.write_text(now, encoding="ascii")
    if full:
        (project.state_dir / POSITIONS).unlink(missing_ok=True)


def _last_build(project: Project, print_: str) -> BuildResult | None:
    """The last build's result, if it was made from exactly this and everything it wrote is still there."""
    try:
        saved = json.loads((project.state_dir / _BUILT).read_text(encoding="utf-8"))
        if saved["fingerprint"] != print_ or generations(project).current() != saved["generation"]:
            return None
        outputs = {project.exports_dir / name: hash_ for name, hash_ in saved["outputs"].items()}
        if any(file_hash(path) != hash_ for path, hash_ in outputs.items()):
            return None
        findings = [
            Finding(Location(f, line, col), code, message, remedy, Severity(severity), internal, cell)
            for f, line, col, code, message, remedy, severity, internal, cell in saved["findings"]
        ]
        return BuildResult(saved["counts"], findings, saved["generation"], list(outputs), tables=saved["tables"], unchanged=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(project: Project, print_: str, result: BuildResult) -> None:
    saved = {
        "fingerprint": print_,
        "generation": result.generation,
        "counts": result.counts,
        "tables": result.tables,
        "outputs": {path.name: file_hash(path) for path in result.written},
        "findings": [
            (
                f.location.file,
                f.location.line,
                f.location.column,
                f.code,
                *(("", "") if f.internal else (f.message, f.remedy)),
                int(f.severity),
                f.internal,
                f.cell,
            )
            for f in result.findings
        ],
    }
    fresh = project.state_dir / f"{_BUILT}.new"
    fresh.write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
    fresh.replace(project.state_dir / _BUILT)


def _progress(progress: Callable[[str], None] | None) -> Progress:
    def step(name: str) -> None:
        if os.environ.get("KG_TRACE"):
            sys.stderr.write(f"stage {name}\n")  # one write: two stages may begin at the same time
            sys.stderr.flush()
        if progress is not None:
            progress(name)

    return step


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rows and terms by the hundred thousand make no circles: looking for circles among them costs a third of a build's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _clear_errors(project: Project) -> Iterator[None]:
    """Say in plain words what a full disk or a closed folder means."""
    try:
        yield
    except OSError as error:
        place = str(error.filename or project.state_dir)
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise KgError(
                "the disk is full, or a file would grow beyond the limit set for it.",
                remedy="Make room and build again; the last build is untouched.",
                place=place,
            ) from error
        if error.errno == errno.EISDIR:
            raise KgError("a folder stands where a file is to be written.", remedy="Move it away and build again.", place=place) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise KgError(f"cannot be written: {error.strerror}.", remedy="Check who owns it and build again.", place=place) from error
        raise KgError(
            f"the graph cannot be stored: {str(error).split(' --- ')[-1].rstrip('.')}.",
            remedy="Check that the disk has room and that no limit on the size of files is in the way; the last build is untouched.",
            place=place,
        ) from error
