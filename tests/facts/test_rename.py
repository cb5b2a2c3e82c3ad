from pathlib import Path

import pytest

from kg.errors import KgError, UsageError
from kg.facts.rename import mentions, plan_rename, write_changes
from kg.facts.vocabulary import Vocabulary, vocabulary_of
from kg.ontology import load_ontology, shipped_folder
from kg.project import Project


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(load_ontology([shipped_folder()]))


def project_of(root: Path, **files: str) -> Project:
    (root / "facts").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / "facts" / f"{name}.yaml").write_bytes(text.encode())
    return Project(root=root, base="https://e.example/", title="Case")


def renamed(root: Path, vocabulary: Vocabulary, text: str, old: str = "ana", new: str = "ana-vega") -> str:
    [change] = plan_rename(project_of(root, a=text), vocabulary, old, new)
    return change.after


DECLARED = "kg: 1\nentities:\n  ana: {is: Person, name: Ana}\n"

PLACES = """\
kg: 1   # ana stays in comments
source:
  id: ana            # an id is no slug of an entity
  title: ana says
  publisher: ana
  attribution: [guard, ana]
  author: ana
entities:
  ana: {is: Person, name: ana, aka: [ana], by: ana, note: ana}
  guard: {is: Group, name: g}
facts:
  - ana, guard operatesIn ana
  - {fact: "ana leads ana", by: ana, quote: ana, at: ana, note: "ana", where: ana, deniedBy: [guard, ana], id: ana, as: ana}
  - fact: 'ana   alliedWith guard ,  ana'   # ana
    attribution: ana
  - Payment: pay
    payer: ana
    beneficiary: [guard, 'ana']
    via: guard, ana
    name: ana
    date: {after: ana}
    penalty: ana
  - {Tenure: null, holder: ana, post: ana}
  - Observation: ana
    of: ana
    date: 2023
    value: 3
  - ElectionResult: vote
    columns: [candidate, share, quote]
    rows: [[ana, 40 %, ana], [guard, 60 %, ana]]
  - ana-maria leads my-ana
  - guard birthDate ana
"""


def test_every_slug_is_rewritten_and_nothing_that_only_looks_like_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    expected = """\
kg: 1   # ana stays in comments
source:
  id: ana            # an id is no slug of an entity
  title: ana says
  publisher: NEW
  attribution: [guard, NEW]
  author: ana
entities:
  NEW: {is: Person, name: ana, aka: [ana], by: NEW, note: ana, was: ana}
  guard: {is: Group, name: g}
facts:
  - NEW, guard operatesIn NEW
  - {fact: "NEW leads NEW", by: NEW, quote: ana, at: ana, note: "ana", where: NEW, deniedBy: [guard, NEW], id: ana, as: ana}
  - fact: 'NEW   alliedWith guard ,  NEW'   # ana
    attribution: NEW
  - Payment: pay
    payer: NEW
    beneficiary: [guard, 'NEW']
    via: guard, NEW
    name: ana
    date: {after: NEW}
    penalty: ana
  - {Tenure: null, holder: NEW, post: NEW}
  - Observation: NEW
    of: NEW
    date: 2023
    value: 3
  - ElectionResult: vote
    columns: [candidate, share, quote]
    rows: [[NEW, 40 %, ana], [guard, 60 %, ana]]
  - ana-maria leads my-ana
  - guard birthDate ana
"""
    assert renamed(tmp_path, vocabulary, PLACES, new="n-e-w") == expected.replace("NEW", "n-e-w")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  ana: {is: Person, name: Ana}\n", "  ana-vega: {is: Person, name: Ana, was: ana}\n"),
        ("  ana: {is: Person, name: Ana,}\n", "  ana-vega: {is: Person, name: Ana, was: ana,}\n"),
        ("  ana: {is: Person, was: anna}\n", "  ana-vega: {is: Person, was: [anna, ana]}\n"),
        ("  ana: {is: Person, was: [anna]}\n", "  ana-vega: {is: Person, was: [anna, ana]}\n"),
        ("  ana: {is: Person, was: []}\n", "  ana-vega: {is: Person, was: [ana]}\n"),
        (
            "  ana:   # chief\n    is: Person  # really\n    name: Ana\n",
            "  ana-vega:   # chief\n    is: Person  # really\n    was: ana\n    name: Ana\n",
        ),
        ("  ana:\n    is: Person\n    was:\n      - anna\n", "  ana-vega:\n    is: Person\n    was:\n      - anna\n      - ana\n"),
        ("  ana:\n    note: |\n      ana\n    is: Person\n", "  ana-vega:\n    note: |\n      ana\n    is: Person\n    was: ana\n"),
        ("  ana:\r\n    is: Person\r\n", "  ana-vega:\r\n    is: Person\r\n    was: ana\r\n"),
    ],
)
def test_the_declaration_keeps_the_old_slug_in_was(before: str, after: str, tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert renamed(tmp_path, vocabulary, "kg: 1\nentities:\n" + before) == "kg: 1\nentities:\n" + after


def test_an_event_can_be_renamed_too(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "kg: 1\nfacts:\n  - Order: old-order\n    agent: x\n  - {fact: old-order follows y}\n"
    after = "kg: 1\nfacts:\n  - Order: new-order\n    was: old-order\n    agent: x\n  - {fact: new-order follows y}\n"
    assert renamed(tmp_path, vocabulary, text, "old-order", "new-order") == after


def test_letters_beyond_ascii_and_a_byte_order_mark_move_nothing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(
        tmp_path, a="\ufeffkg: 1\nentities:\n  ana: {is: Person, name: 日本 Ñandú 👍}\nfacts:\n  - {fact: ana leads ana, quote: «Ñ»}\n"
    )
    write_changes(plan_rename(project, vocabulary, "ana", "ana-vega"))
    assert (tmp_path / "facts" / "a.yaml").read_bytes().decode() == (
        "\ufeffkg: 1\nentities:\n  ana-vega: {is: Person, name: 日本 Ñandú 👍, was: ana}\n"
        "facts:\n  - {fact: ana-vega leads ana-vega, quote: «Ñ»}\n"
    )


def test_a_line_folded_over_two_is_rewritten_in_place(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = renamed(tmp_path, vocabulary, DECLARED + "facts:\n  - ana leads\n    guard,\n    ana\n")
    assert text.endswith("facts:\n  - ana-vega leads\n    guard,\n    ana-vega\n")


def test_only_the_first_declaring_file_gets_was(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED, b=DECLARED, c="kg: 1\nfacts: []\n")
    changes = plan_rename(project, vocabulary, "ana", "ana-vega")
    assert [(change.name, change.places, "was: ana" in change.after) for change in changes] == [
        ("facts/a.yaml", 1, True),
        ("facts/b.yaml", 1, False),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ana", "guard", "'guard' is already in use (facts/a.yaml:4). Two entities do not become one by a rename; choose another slug."),
        ("ana", "Ana Vega", "'Ana Vega' is no slug. A slug has lower-case letters, digits and inner hyphens, as in 'daniel-noboa'."),
        ("ana", "anna", "'anna' is an old slug that a 'was' keeps. Take it out of that 'was' first, or choose another slug."),
        ("ana", "ana", "'ana' is called so already."),
        ("anaa", "x", "no fact file declares 'anaa'. Did you mean 'ana'?"),
        ("zzz", "x", "no fact file declares 'zzz'. 'kg list CLASS' shows the slugs."),
    ],
)
def test_a_rename_that_cannot_be_meant_is_refused(old: str, new: str, message: str, tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED + "  guard: {is: Group, name: g, was: anna}\n")
    with pytest.raises(UsageError) as caught:
        plan_rename(project, vocabulary, old, new)
    assert str(caught.value) == message


def test_a_file_that_cannot_be_read_stops_everything(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED, b="kg: 1\nfacts: [\n")
    with pytest.raises(KgError) as caught:
        plan_rename(project, vocabulary, "ana", "ana-vega")
    assert caught.value.place.startswith("facts/b.yaml:")
    assert caught.value.remedy == "Mend it first; 'kg check' shows all."


def test_a_slug_written_with_escapes_stops_everything(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED + 'facts:\n  - "guard leads \\u0061na"\n')
    with pytest.raises(KgError) as caught:
        plan_rename(project, vocabulary, "ana", "ana-vega")
    assert str(caught.value) == (
        "facts/a.yaml:5:5: 'ana' is written here in a way that cannot be changed safely. Nothing was renamed. "
        "Write the line plainly, on one line."
    )


def test_all_files_change_or_none(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED, b="kg: 1\nfacts:\n  - ana leads ana\n")
    changes = plan_rename(project, vocabulary, "ana", "ana-vega")
    (tmp_path / "facts" / "b.yaml").write_text("kg: 1\nfacts: []\n")
    with pytest.raises(KgError) as caught:
        write_changes(changes)
    assert str(caught.value) == "facts/b.yaml: the file changed meanwhile; nothing was renamed. Run the command again."
    assert (tmp_path / "facts" / "a.yaml").read_text() == DECLARED
    assert sorted(path.name for path in (tmp_path / "facts").iterdir()) == ["a.yaml", "b.yaml"]


def test_a_failure_halfway_puts_back_what_was_moved(tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.facts.rename as module

    project = project_of(tmp_path, a=DECLARED, b="kg: 1\nfacts:\n  - ana leads ana\n")
    changes = plan_rename(project, vocabulary, "ana", "ana-vega")
    real = module.os.replace

    def fail_on_b(source: Path, target: Path) -> None:
        if target.name == "b.yaml":
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(module.os, "replace", fail_on_b)
    with pytest.raises(KgError, match=r"b\.yaml: cannot be written: Permission denied; nothing was renamed"):
        write_changes(changes)
    assert (tmp_path / "facts" / "a.yaml").read_text() == DECLARED


def test_the_mode_of_a_file_stays(tmp_path: Path, vocabulary: Vocabulary) -> None:
    project = project_of(tmp_path, a=DECLARED)
    (tmp_path / "facts" / "a.yaml").chmod(0o640)
    write_changes(plan_rename(project, vocabulary, "ana", "ana-vega"))
    assert (tmp_path / "facts" / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_saved_questions_that_name_the_slug_are_pointed_out(tmp_path: Path) -> None:
    project = project_of(tmp_path, a=DECLARED)
    project.queries_dir.mkdir()
    (project.queries_dir / "x.rq").write_text("ASK { :ana ?p ?o }")
    (project.queries_dir / "y.rq").write_text("ASK { :ana-maria ?p :my-ana }")
    assert list(mentions(project, "ana")) == ["queries/x.rq"]
