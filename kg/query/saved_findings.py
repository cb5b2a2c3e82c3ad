"""What is wrong in a case's saved questions, found without asking them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.errors import QueryError
from kg.model.findings import Finding, Location, Severity
from kg.ontology.ontology import Ontology
from kg.project import Project
from kg.query.run import check
from kg.query.saved import Question, saved
from kg.query.unknown_terms import hint, words_of


def question_findings(project: Project, ontology: Ontology, prefixes: Mapping[str, str]) -> list[Finding]:
    """A finding for each question in ``queries/`` that cannot be read or is no SPARQL, and each word that the ontology lacks.

    They are warnings: facts and builds do not depend on questions.

    Args:
        prefixes: those known without a PREFIX line.
    """
    questions, problems = saved(project)
    found = [_finding(error) for error in problems]
    for _, question in questions:
        found += _of(question, ontology, prefixes)
    return sorted(found)


def _of(question: Question, ontology: Ontology, prefixes: Mapping[str, str]) -> Iterator[Finding]:
    try:
        check(question.text, prefixes, question.name, base=prefixes.get("", ""))
    except QueryError as error:
        yield _finding(error)
        return
    for word in words_of(question.text, prefixes):
        if (remedy := hint(word, ontology)) is not None:
            location = Location(question.name, word.line, word.column)
            yield Finding(location, "question-word", f"the ontology has no '{word.text}'.", remedy, Severity.WARNING)


def _finding(error: QueryError) -> Finding:
    file, *place = error.place.split(":")
    line, column = (int(number) for number in place) if len(place) == 2 else (0, 0)
    return Finding(Location(file, line, column), "question", error.message, error.remedy, Severity.WARNING)
