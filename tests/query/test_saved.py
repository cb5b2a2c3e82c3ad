import os
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.project import Project
from kg.query.saved import load, looks_saved, question, read, saved


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "orders.rq").write_text("# Who ordered what?\n# param: who slug = ana\nASK { ?who ?p ?o }\n")
    (tmp_path / "queries" / "holders.rq").write_text("ASK {}\n")
    return Project(root=tmp_path, base="https://e.example/", title="Case")


def test_a_saved_question_has_its_title_and_parameters(project: Project) -> None:
    asked = load(project, "orders")
    assert (asked.title, asked.name, list(asked.parameters)) == ("Who ordered what?", "queries/orders.rq", ["who"])
    assert load(project, "orders.rq") == asked


def test_a_question_without_a_comment_has_no_title(project: Project) -> None:
    assert load(project, "holders").title == ""
    assert question("# param: x slug\nASK { ?x ?p ?o }").title == ""


def test_all_saved_questions_are_listed_by_name(project: Project) -> None:
    assert [name for name, _ in saved(project).questions] == ["holders", "orders"]


def test_bad_questions_take_none_of_the_good_ones_away(project: Project) -> None:
    queries = project.queries_dir
    (queries / "bad.rq").write_text("# param: x\nASK { ?x ?p ?o }\n")
    (queries / "latin.rq").write_bytes(b"# caf\xe9\nASK {}\n")
    (queries / "bad7.rq").mkdir()
    (queries / "who leads.rq").write_text("ASK {}\n")
    (queries / "gone.rq").symlink_to("nowhere.rq")
    os.mkfifo(queries / "pipe.rq")
    questions, problems = saved(project)
    assert [name for name, _ in questions] == ["holders", "orders"]
    assert [str(problem) for problem in problems] == [
        "queries/bad.rq:1:1: this parameter cannot be read. Write: # param: NAME slug|date|integer|string [= DEFAULT]",
        "queries/bad7.rq: this is a folder with the name of a question. Rename it.",
        "queries/gone.rq: the question cannot be read: No such file or directory.",
        "queries/latin.rq: the question cannot be read: not UTF-8.",
        "queries/pipe.rq: this is no ordinary file. Delete it.",
        "queries/who leads.rq: no question can be asked by this name. Rename it: letters, digits, '-', '_' and '.', as in who-leads.rq.",
    ]


def test_the_folder_of_questions_may_be_closed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", closed)
    assert [str(problem) for problem in saved(project).problems] == ["queries: cannot be read: Permission denied. Check its permissions."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("order", "no saved question is called 'order'. Did you mean 'orders' or 'holders'?"),
        ("zzz", "no saved question is called 'zzz'. Saved questions: holders, orders."),
    ],
)
def test_a_missing_name_is_met_with_near_ones(name: str, message: str, project: Project) -> None:
    with pytest.raises(QueryError) as caught:
        load(project, name)
    assert str(caught.value) == message


def test_a_case_without_questions_says_how_to_save_one(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as caught:
        load(Project(root=tmp_path, base="https://e.example/", title="Case"), "orders")
    assert str(caught.value) == "no saved question is called 'orders'. Save one as queries/NAME.rq."


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", ""])
def test_a_name_cannot_lead_out_of_the_folder(name: str, project: Project) -> None:
    (project.root / "secret.rq").write_text("ASK {}")
    with pytest.raises(QueryError, match="no saved question is called"):
        load(project, name)


def test_a_link_cannot_lead_out_of_the_case(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.rq"
    outside.write_text("ASK {}")
    (project.queries_dir / "link.rq").symlink_to(outside)
    with pytest.raises(QueryError) as caught:
        load(project, "link")
    assert str(caught.value) == "queries/link.rq: this file leads out of the case. Keep the question itself in queries/."


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"ASK \xff")
    with pytest.raises(QueryError) as caught:
        read(tmp_path / "x.rq", "x.rq")
    assert str(caught.value) == "x.rq: the question cannot be read: not UTF-8."


@pytest.mark.parametrize(
    ("text", "is_name"), [("orders", True), ("who-is_2.quoted", True), ("ASK{}", False), ("SELECT * {}", False), ("-", False)]
)
def test_one_word_is_a_name_and_sparql_is_not(text: str, is_name: bool) -> None:
    assert looks_saved(text) is is_name
