"""The same facts are the same graph: whatever files are called, in whatever order facts stand, and however it was reached."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kg.build.pipeline import build
from kg.build.result import BuildResult
from kg.errors import FindingsError, KgError
from kg.project import load_project
from tests.build.small_case import FAST, PEOPLE, nquads, source
from tests.long import sampled
from tests.robustness.small_case import ROOT, write_case

LINES = [
    "  - ana, luis memberOf party\n",
    "  - {fact: ana memberOf party, quote: one, id: joined}\n",
    "  - {fact: rosa owns port, where: [town, chile], deniedBy: [ana, luis], quote: [two, one]}\n",
    "  - {fact: rosa owns port, where: [chile, town], deniedBy: ana, note: again}\n",
    "  - party alliedWith league\n",
    "  - {fact: league alliedWith party, at: page 1}\n",
    "  - town hasOperator union\n",
    "  - {Meeting: talks, party: [ana, luis], date: 2024-05, status: pending}\n",
    "  - {Event: after, agent: ana, date: {after: talks}}\n",
    "  - {Event: later, agent: ana, date: {after: after}}\n",
    "  - {Observation: homicides, of: chile, date: 2023, value: 6.9}\n",
    "  - {Observation: turnout, of: chile, date: 2023, value: 60 %, counted: 65 %}\n",
    "  - {fact: luis supports ana, by: police, likelihood: likely}\n",
    "  - {Payment: fee, payer: [luis, ana], sum: 5 USD}\n",
]
OTHER = [
    "  - {fact: ana memberOf party, not: true}\n",
    "  - {Meeting: talks, party: rosa, date: 2024-06}\n",
    "  - {Observation: homicides, of: chile, date: 2023, value: 7.2}\n",
    "  - {Payment: fee, sum: 5 EUR}\n",
]


def _files(lines: list[str], other: list[str], people: str = PEOPLE, names: tuple[str, str, str] = ("a", "b", "c")) -> dict[str, str]:
    texts = (people, source("one", "".join(lines)), source("two", "".join(other), publisher="radio-one"))
    return {f"{name}.yaml": text for name, text in zip(names, texts, strict=True)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return nquads(tmp_path_factory.mktemp("first"), _files(LINES, OTHER))


@pytest.mark.parametrize("seed", range(4))
def test_another_order_of_facts_entities_and_files_gives_the_same_bytes(tmp_path: Path, expected: bytes, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - an order, no secret
    head, *entities = PEOPLE.splitlines(keepends=True)[1:]
    people = "kg: 1\n" + head + "".join(random.sample(entities, len(entities)))
    names = random.choice([("z", "y", "x"), ("sub/a", "b", "sub/c"), ("m", "a b", "ä")])
    files = _files(random.sample(LINES, len(LINES)), random.sample(OTHER, len(OTHER)), people, names)
    assert nquads(tmp_path, files) == expected


def test_facts_of_one_source_may_stand_in_several_files(tmp_path: Path, expected: bytes) -> None:
    rest = "kg: 1\nfacts:\n" + "".join(
        line.replace("}\n", ", source: one}\n", 1) if line.endswith("}\n") else f"  - {{fact: '{line[4:-1]}', source: one}}\n"
        for line in LINES[5:]
    )
    assert nquads(tmp_path, {**_files(LINES[:5], OTHER), "rest.yaml": rest}) == expected


def test_another_hash_seed_and_locale_give_the_same_bytes(tmp_path: Path, expected: bytes) -> None:
    case = write_case(tmp_path, _files(LINES, OTHER), settings=FAST)
    script = "import sys; from pathlib import Path; from kg.build.pipeline import build; from kg.project import load_project;"
    for seed, locale in (("1", "C"), ("31337", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Tokyo"}
        subprocess.run(
            [sys.executable, "-c", script + "build(load_project(Path(sys.argv[1])), full=True)", str(case)],
            env=environment,
            cwd=ROOT,
            check=True,
        )
        assert (case / "exports" / "graph.nq").read_bytes() == expected


def _built(case: Path, **options: bool) -> tuple[BuildResult, bytes]:
    result = build(load_project(case), **options)
    return result, (case / "exports" / "graph.nq").read_bytes()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = write_case(tmp_path_factory.mktemp("template"), _files(LINES, OTHER), settings=FAST)
    assert _built(case)[0].files_read == 3
    return case


@pytest.fixture
def case(template: Path, tmp_path: Path) -> Path:
    """A case that has been built."""
    return Path(shutil.copytree(template, tmp_path / "case"))


def _full(case: Path, folder: Path) -> bytes:
    """The graph of the facts as they stand, with nothing known from before."""
    return nquads(folder, {path.relative_to(case / "facts").as_posix(): path.read_text() for path in (case / "facts").rglob("*.yaml")})


Change = Callable[[Path], object]
ADDED = source("three", "  - rosa memberOf league\n", publisher="evening-wire")
CHANGES: dict[str, tuple[Change, int]] = {
    "changed": (lambda facts: (facts / "c.yaml").write_text(source("two", OTHER[0], publisher="radio-one")), 1),
    "changed without another size or time": (lambda facts: _swap(facts / "c.yaml", "rosa", "luis"), 1),
    "added": (lambda facts: (facts / "d.yaml").write_text(ADDED), 1),
    "deleted": (lambda facts: (facts / "c.yaml").unlink(), 0),
    "renamed": (lambda facts: (facts / "b.yaml").rename(facts / "z.yaml"), 1),
    "touched": (lambda facts: os.utime(facts / "b.yaml", (1, 1)), 0),
}


def _swap(path: Path, old: str, new: str) -> None:
    stat = path.stat()
    path.write_text(path.read_text().replace(old, new))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("name", CHANGES)
def test_a_build_reads_what_changed_and_gives_what_a_full_build_gives(case: Path, tmp_path: Path, name: str) -> None:
    change, files_read = CHANGES[name]
    change(case / "facts")
    result, graph = _built(case)
    assert result.files_read == files_read
    assert graph == _full(case, tmp_path / "full")


def test_a_build_of_nothing_new_reads_and_writes_nothing(case: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (case / "exports").iterdir()}
    result = build(load_project(case))
    assert (result.unchanged, result.files_read) == (True, 0)
    assert {path: path.stat().st_mtime_ns for path in (case / "exports").iterdir()} == before
    assert result.counts["claims"] > 0


def test_another_ontology_makes_every_file_be_read_again(case: Path) -> None:
    (case / "ontology").mkdir()
    (case / "ontology" / "own.ttl").write_text("@prefix kga: <https://w3id.org/kga#> .\n")
    assert _built(case)[0].files_read == 3


def test_a_file_that_was_refused_is_forgotten_when_it_is_gone(case: Path, expected: bytes) -> None:
    (case / "facts" / "book.xls").write_text("x")
    with pytest.raises(FindingsError):
        build(load_project(case))
    (case / "facts" / "book.xls").unlink()
    assert _built(case)[1] == expected


def test_a_wrong_fact_is_forgotten_when_it_is_mended(case: Path, expected: bytes) -> None:
    (case / "facts" / "d.yaml").write_text(ADDED.replace("memberOf", "memberof"))
    with pytest.raises(FindingsError) as error:
        build(load_project(case))
    assert [finding.code for finding in error.value.findings if finding.severity == 2] == ["unknown-property"]
    assert (case / "exports" / "graph.nq").read_bytes() == expected
    (case / "facts" / "d.yaml").unlink()
    assert _built(case)[1] == expected


def test_facts_that_are_gone_leave_nothing(case: Path) -> None:
    shutil.rmtree(case / "facts")
    result, graph = _built(case)
    assert graph == b""
    assert [str(finding) for finding in result.findings] == ["facts: no-facts the case has no folder 'facts'. Put a fact file there."]


def _cut_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:20480] = bytes(len(content[8192:20480]))
    path.write_bytes(content)


DAMAGE: dict[str, Change] = {
    "overwritten": lambda path: path.write_bytes(b"no database at all" * 1000),
    "cut": _cut_half,
    "empty": lambda path: path.write_bytes(b""),
    "scribbled over": _scribble,
    "a log of another": lambda path: path.with_name(path.name + ".wal").write_bytes(b"what a build that was killed left"),
    "gone": Path.unlink,
}


@pytest.fixture(scope="module")
def with_more(template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("more") / "case"))
    (folder / "facts" / "d.yaml").write_text(ADDED)
    return _full(folder, tmp_path_factory.mktemp("full"))


@pytest.mark.parametrize("name", sampled(DAMAGE, 3))
def test_a_damaged_state_is_made_anew(case: Path, with_more: bytes, name: str) -> None:
    DAMAGE[name](case / ".kg" / "facts.duckdb")
    (case / "facts" / "d.yaml").write_text(ADDED)
    try:
        graph = _built(case)[1]
    except KgError as error:  # found out too late for this build, which says how to go on
        assert "kg build --full" in error.remedy
        graph = _built(case, full=True)[1]
    assert graph == with_more


def test_a_damaged_store_is_made_anew_by_a_full_build(case: Path, expected: bytes) -> None:
    stores = case / ".kg" / "stores"
    generation = stores / (stores / "current").read_text().strip()
    for path in (generation / "store").iterdir():
        path.write_bytes(b"damaged")
    result, graph = _built(case, full=True)
    assert graph == expected
    assert result.generation != generation.name
    assert not generation.exists()
