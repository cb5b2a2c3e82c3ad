"""The build: every step from fact files to a queryable graph and its exports, readable top to bottom."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from time import perf_counter

from kg.build.check import found, prepare
from kg.build.database import Database, stage_text
from kg.build.exporting import publish, stage
from kg.build.fingerprint import build_fingerprint, files_of, generation_name, ontology_folders, reading_fingerprint
from kg.build.hashes import Hashes
from kg.build.incremental.changed_rows import ChangedRows
from kg.build.incremental.edit import can_edit, edit
from kg.build.incremental.generation import advance_generation, write_places
from kg.build.incremental.reach import OutOfReachError
from kg.build.incremental.state import LastBuild, forget_last, keep_results, last_build, mark
from kg.build.inputs import Plan, plan_inputs, read_notes, read_plan
from kg.build.kept_findings import DATABASE, findings_of, kept_token, overview_meanwhile
from kg.build.lock import build_lock
from kg.build.manifest import manifest_text
from kg.build.opened import opened
from kg.build.progress import Progress, forecast, keep_costs
from kg.build.remote import publish_build
from kg.build.result import RECORD, BuildResult, forget_record, record, recorded
from kg.build.schema import refresh_schema
from kg.build.stages import Stages
from kg.build.steps import Announce, Steps
from kg.errors import FindingsError, KgError
from kg.export.context import ExportContext
from kg.export.positions import FILE as POSITIONS
from kg.export.write import write_exports
from kg.facts.read import FactFiles
from kg.model.findings import Finding, Severity, in_order
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.store.generations import GRAPH, MOVED, PLACES
from kg.store.open import generations
from kg.store.oxigraph import OxigraphStore, bulk_load
from kg.store.vocabulary import keep_vocabulary

MANIFEST = "manifest.json"


def build(
    project: Project,
    *,
    full: bool = False,
    strict: bool = False,
    internal: bool = False,
    today: str | None = None,
    profile: bool = False,
    progress: Announce = lambda progress: None,
) -> BuildResult:
    """Build the case: read, resolve, check, judge, derive, emit, load, swap, export.

    Args:
        full: forget what earlier builds read, made and drew.
        strict: warnings stop the build too.
        internal: afterwards also build the local store that holds what is marked internal.
        today: ISO day that rules take for today; changes findings, never a byte of an export.
        profile: count the rows and the memory of each stage too.
        progress: called before each stage runs, and while one runs that counts what it does.

    Raises:
        FindingsError: the facts have violations (or, strict, warnings); the last build is untouched.
        KgError: the case, its ontology, the disk or the database stand in the way; the last build is untouched.
    """
    start = perf_counter()
    steps = Steps(_traced(progress), measured=profile, forecast=forecast(project.state_dir))
    with _clear_errors(project), _no_collector(), build_lock(project, lambda: steps.announce(Progress("waiting for another build"))):
        _retire_old_state(project, full=full)
        hashes = Hashes(project.state_dir)
        files = files_of(project)
        print_ = build_fingerprint(project, files, internal=internal, hash_of=hashes.of)
        before = None if full else recorded(project, print_)
        if before is not None and not (strict and before.overview.counts.get(Severity.WARNING)):
            publish_build(project, before.generation, steps)
            before.seconds = perf_counter() - start
            return before
        result, token = _build(project, files, steps, hashes, full=full, strict=strict, internal=internal, today=today)
        result.seconds = perf_counter() - start
        record(project, print_, result, token)
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
    editable: bool = True


def _build(
    project: Project, files: FactFiles, steps: Steps, hashes: Hashes, *, full: bool, strict: bool, internal: bool, today: str | None
) -> tuple[BuildResult, str]:
    """The result, and the token of the findings that it kept."""
    ontology, database = opened(project, project.state_dir / DATABASE)
    try:
        draft = _fresh_folder(project.state_dir / "draft")
        with steps.of("plan", database):
            plan = plan_inputs(database, project, ontology, files, hashes.of)
        day = today or datetime.now(UTC).date().isoformat()
        made = None
        if not (full or internal):
            made = _edit(database, project, ontology, plan, draft, steps, strict=strict, day=day)
        if made is None:
            made = _whole(database, project, ontology, plan, draft, steps, full=full, strict=strict, internal=internal, day=day)
        results, tables = made.results, read_notes(database)
        with overview_meanwhile(database, secrets=not made.editable) as seeing:
            written = _export(project, ontology, results, draft / "exports", steps)
            if made.editable:
                mark(database, project, results)
            refresh_schema(database, project, ontology)
            seen, token = seeing.result(), kept_token(database)
        shutil.rmtree(draft, ignore_errors=True)
    finally:
        database.close()
    generations(project).collect(keep={results.generation})
    findings = partial(findings_of, project, token)
    return BuildResult(results.counts, seen, findings, results.generation, written, made.files_read, tables, costs=steps.costs), token


def _edit(
    database: Database, project: Project, ontology: Ontology, plan: Plan, draft: Path, steps: Steps, *, strict: bool, day: str
) -> _Made | None:
    """What the edit since the last build makes of its generation; None where a full build is needed, the changed rows being read."""
    last = last_build(database, project)
    if last is None or last.generation != generations(project).current() or not can_edit(project, ontology, plan, database):
        return None
    with steps.of("read", database):
        rows = ChangedRows(database, ontology, plan)
    try:
        made = edit(rows, project, ontology, last, draft, day, steps)
        if strict or made.brings_violations:
            _stop_on(made.findings(), strict=strict)
        with steps.of("load"), ThreadPoolExecutor(max_workers=1) as loader:
            write_places(rows.database, project, last.generation, draft)
            forget_last(database)  # killed from here on, the next build would take places and rows for what they are no more
            loading = loader.submit(advance_generation, project, last.generation, made.difference, draft)
            forget_record(project)
            made.keep()
            made.results.generation = loading.result()
        return _Made(made.results, plan.read)
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
    steps: Steps,
    *,
    full: bool,
    strict: bool,
    internal: bool,
    day: str,
) -> _Made:
    """Everything from rows to a generation, for all facts."""
    forget_last(database)
    with steps.of("read", database):
        read_plan(database, project, ontology, plan, lambda done, total, what: steps.counted("read", done, total, what))
    steps.facts = int(database.rows("select count(*) from claim_row")[0][0])
    stages = Stages(database, steps)
    database.shared = "work"  # the graph is written on another connection while this one judges it
    prepare(stages, ontology)
    if secret := internal or stages.has_secrets():
        findings = found(project, stages, ontology, today=day)
        _stop_on(in_order(set(findings.values())), strict=strict)
        if internal:
            _build_internal(project, stages, draft, full=full)
        stages.resolve(ontology)
        stages.judge(internal=False)
        stages.emit()
        stages.write(draft / GRAPH)
        stages.write_places(draft / PLACES)
        results = _counted(stages, day)
        results.generation = _load(project, draft, steps, full=full, internal=False)
    else:
        findings, results = _judge_and_load(project, stages, ontology, draft, full=full, day=day)
        _stop_on(in_order(set(findings.values())), strict=strict)
    _put_places(draft, generations(project).path(results.generation))
    with steps.of("keep", database):
        forget_record(project)
        keep_results(database, results, findings)
        database.execute_text("delete from keyed_row; insert into keyed_row select file, fact, slug from keyed where slug is not null")
        database.execute_text("checkpoint facts")
    keep_costs(project.state_dir, steps.costs)
    return _Made(results, plan.read, editable=not secret)


def _counted(stages: Stages, day: str) -> LastBuild:
    """What the build comes to; its generation has no name yet."""
    with stages.steps.of("counts"):
        inputs = {source: (int(rows), int(hash_)) for source, rows, hash_ in stages.database.rows(stage_text("inputs"))}
        return LastBuild("", day, stages.counts(), inputs)


def _judge_and_load(
    project: Project, stages: Stages, ontology: Ontology, draft: Path, *, full: bool, day: str
) -> tuple[dict[Finding, Finding], LastBuild]:
    """Judge the graph while another thread writes and loads it.

    A generation that findings then stop is current for nobody and goes with the next build.
    """
    written = Event()
    with stages.beside() as others, ThreadPoolExecutor(max_workers=1) as loader:
        loading = loader.submit(_write_and_load, project, others, draft, written, full=full)
        findings = found(project, stages, ontology, today=day)
        written.wait()  # what follows has time while the graph is loaded
        stages.write_places(draft / PLACES)
        results = _counted(stages, day)
        if not stages.database.small:
            stages.database.execute_text("checkpoint facts")  # else the end of the build has to wait for it
        results.generation = loading.result()
        return findings, results


def _write_and_load(project: Project, stages: Stages, draft: Path, written: Event, *, full: bool) -> str:
    try:
        stages.write(draft / GRAPH)
    finally:
        written.set()
    return _load(project, draft, stages.steps, full=full, internal=False)


def _stops(findings: list[Finding], *, strict: bool) -> bool:
    worst = Severity.WARNING if strict else Severity.VIOLATION
    return any(finding.severity >= worst for finding in findings)


def _stop_on(findings: list[Finding], *, strict: bool) -> None:
    if _stops(findings, strict=strict):
        raise FindingsError(
            "the facts have errors, so nothing was built.", findings, remedy="Mend them and build again; the last build is untouched."
        )


def _load(project: Project, draft: Path, steps: Steps, *, full: bool, internal: bool) -> str:
    """Load the drafted graph into a generation of its own and return its name; a full build trusts none that is there."""
    stores = generations(project, internal=internal)
    name = generation_name(project, draft / GRAPH)
    name = stores.unused(name) if full else name

    def fill(folder: Path) -> None:
        shutil.move(draft / GRAPH, folder / GRAPH)
        keep_vocabulary(folder, ontology_folders(project), project.base)
        bulk_load(folder / "store", folder / GRAPH)

    with steps.of("load"):
        stores.create(name, fill)
    return name


def _put_places(draft: Path, generation: Path) -> None:
    """The same graph may come from other lines than when its generation was made."""
    (draft / PLACES).replace(generation / PLACES)
    (generation / MOVED).unlink(missing_ok=True)


def _export(project: Project, ontology: Ontology, results: LastBuild, exports: Path, steps: Steps) -> list[Path]:
    """Write the exports beside the old ones, swap the store, then move them into place."""
    folder = generations(project).path(results.generation)
    with steps.of("export"):
        store = OxigraphStore.open(folder / "store", base=project.base)
        names = list(project.exports_of(results.counts["claims"]))
        write_exports(ExportContext(project, ontology, store, folder, exports), exports, names)
        (exports / MANIFEST).write_text(manifest_text(results.input_rows(), exports, results.counts), encoding="utf-8")
        names.append(MANIFEST)
        staged = stage(exports, project.exports_dir, names)
    publish_build(project, results.generation, steps)
    with steps.of("swap"):
        generations(project).swap(results.generation)
        return publish(project, staged, names)


def _build_internal(project: Project, stages: Stages, draft: Path, *, full: bool) -> None:
    """The local store that holds everything; it exports nothing."""
    stages.write(draft / GRAPH)
    stages.write_places(draft / PLACES)
    name = _load(project, draft, stages.steps, full=full, internal=True)
    _put_places(draft, generations(project, internal=True).path(name))
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
        for name in (DATABASE, f"{DATABASE}.wal", RECORD):
            (project.state_dir / name).unlink(missing_ok=True)
        mark.write_text(now, encoding="ascii")
    if full:
        (project.state_dir / POSITIONS).unlink(missing_ok=True)


def _traced(progress: Announce) -> Announce:
    """The same, with each stage told on standard error where ``KG_TRACE`` asks for it."""
    if not os.environ.get("KG_TRACE"):
        return progress

    def announce(where: Progress) -> None:
        if not where.total:
            sys.stderr.write(f"stage {where.stage}\n")  # one write: two stages may begin at the same time
            sys.stderr.flush()
        progress(where)

    return announce


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
