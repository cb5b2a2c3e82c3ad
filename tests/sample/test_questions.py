import warnings
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

import pytest
import rdflib

from kg.case import Case
from kg.model.terms import prefixes_of, shorten
from kg.query.parameters import bind, declared, terms
from kg.query.values import Iri
from tests.sample.coverage import ROOT
from tests.sample.questions import QUESTIONS, Question, Row

SAVED = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
asked = pytest.mark.parametrize("question", QUESTIONS, ids=[" ".join([q.name, *q.params.values()]) for q in QUESTIONS])


def number_or_text(text: str | None) -> str | None:
    """The text; numbers in one form, so that 60.50 is 60.5."""
    try:
        return None if text is None else str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def expected(rows: Iterable[Row]) -> list[Row]:
    return sorted((tuple(map(number_or_text, row)) for row in rows), key=repr)


def by_kg(case: Case, question: Question) -> list[Row]:
    def text(value: object) -> str | None:
        if isinstance(value, Iri):
            return value.short
        return value.isoformat() if isinstance(value, date) else None if value is None else str(value)

    return expected(tuple(map(text, row)) for row in case.query(question.name, question.params))


def by_rdflib(graph: rdflib.Graph, base: str, question: Question) -> list[Row]:
    prefixes = prefixes_of(base)
    text = (ROOT / "queries" / f"{question.name}.rq").read_text(encoding="utf-8")
    bound = bind(text, terms(declared(text), question.params, prefixes), question.name)

    def short(term: object) -> str | None:
        return shorten(term, base) if isinstance(term, rdflib.URIRef) else None if term is None else str(term)

    return expected(tuple(map(short, row)) for row in graph.query(bound, initNs=prefixes))


def exported(case: Case) -> rdflib.Graph:
    """The default graph of the exported quads, in rdflib."""
    data = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own reader uses a name that rdflib has given up
        data.parse(case.project.exports_dir / "graph.nq", format="nquads")
    return data.default_graph


@pytest.fixture(scope="module")
def seed_graph(seed_case: Case) -> rdflib.Graph:
    return exported(seed_case)


@pytest.fixture(scope="module")
def whole_graph(whole_case: Case) -> rdflib.Graph:
    return exported(whole_case)


@asked
def test_the_seed_article_alone_answers(question: Question, seed_case: Case) -> None:
    assert by_kg(seed_case, question) == expected(question.seed)


@asked
def test_the_whole_case_answers(question: Question, whole_case: Case) -> None:
    assert by_kg(whole_case, question) == expected(question.whole)


@asked
def test_the_seed_article_alone_answers_in_rdflib(question: Question, seed_case: Case, seed_graph: rdflib.Graph) -> None:
    assert by_rdflib(seed_graph, seed_case.project.base, question) == expected(question.seed)


@asked
def test_the_whole_case_answers_in_rdflib(question: Question, whole_case: Case, whole_graph: rdflib.Graph) -> None:
    assert by_rdflib(whole_graph, whole_case.project.base, question) == expected(question.whole)


def test_every_saved_question_has_its_answers_written_down() -> None:
    assert sorted({question.name for question in QUESTIONS}) == SAVED


@pytest.mark.parametrize("name", SAVED)
def test_every_saved_question_begins_with_its_title(name: str) -> None:
    first = (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ") and first.endswith("?")


@pytest.mark.parametrize("name", SAVED)
def test_every_saved_question_gives_rows_on_the_whole_case(name: str) -> None:
    assert any(question.whole for question in QUESTIONS if question.name == name)
