import pytest

from kg.query.run import check
from kg.query.syntax import QuerySyntaxError, quoted_line
from tests.query.conftest import BASE, KNOWN


def error_of(text: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        check(text, KNOWN, base=BASE)
    return caught.value


def test_an_unknown_prefix_is_named_with_the_nearest_known_one() -> None:
    assert str(error_of("SELECT ?x {\n  ?x kg:operatesIn ?o\n}")) == (
        "query:2:6: unknown prefix 'kg:'. Did you mean 'kga:'?\n"
        "   2 |   ?x kg:operatesIn ?o\n"
        "     |      ^^^^^^^^^^^^^"
    )  # fmt: skip


def test_an_unknown_prefix_that_is_like_none_gets_the_known_ones_and_the_line_to_write() -> None:
    remedy = error_of("ASK { ?x foaf:name ?o }").remedy
    assert remedy.startswith("Known: dcterms:, kga:, owl:, prov:, rdf:, rdfs:, schema:, skos:, xsd: and ':' for this case.")
    assert remedy.endswith(" Others need a line 'PREFIX foaf: <...>'.")


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("SELCT ?x { ?x ?p ?o }", 1, 1, "'SELCT' cannot stand here.", "Did you mean SELECT?"),
        ("SELECT ?x WERE { ?x ?p ?o }", 1, 11, "'WERE' cannot stand here.", "Did you mean WHERE?"),
        ("ASK {\n  ?x ?p ?o . FILTR(?o > 3) }", 2, 14, "'FILTR' cannot stand here.", "Did you mean FILTER?"),
        ("ASK { ?x ?p ?o FILTER ?o > 3 }", 1, 23, "'?o' cannot stand here.", "A condition stands in brackets: FILTER(?x > 1)."),
        ("SELECT * { ?x ?p ?o } ORDER ?x", 1, 29, "'?x' cannot stand here.", "Write ORDER BY."),
        ("SELECT * { ?x ?p ?o } }", 1, 23, "'}' cannot stand here.", "Is something missing before it, such as a dot or a bracket?"),
        ("how many cartels", 1, 1, "'how' cannot stand here.", "A question begins with SELECT, ASK, CONSTRUCT or DESCRIBE."),
        ("SELECT * { ?x ?p ", 1, 17, "the question ends too early.", "Is a closing bracket missing?"),
        ("ASK { ?x ?p 'abc }", 1, 13, "this string is not closed.", "Close it with ' on the same line."),
        ("SELECT ?x ?x { ?x ?p ?o }", 1, 11, "?x stands twice in SELECT.", "Name each variable once."),
        ("", 1, 1, "the question is empty.", "Write for example: kg query 'SELECT ?who WHERE { ?who a kga:Person }'"),
    ],
)
def test_a_mistake_is_shown_where_it_is_with_what_to_write(text: str, line: int, column: int, message: str, remedy: str) -> None:
    error = error_of(text)
    assert (error.line, error.column, error.message, error.remedy) == (line, column, message, remedy)


def test_a_column_that_is_neither_grouped_nor_counted_is_told_so() -> None:
    error = error_of("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }")
    assert error.message == "a variable in SELECT is neither grouped nor aggregated."
    assert error.remedy == "Add it to GROUP BY, or wrap it: (SAMPLE(?x) AS ?any)."


def test_columns_count_letters_beyond_ascii_once() -> None:
    error = error_of("ASK { ?é ?ñ '日本' . ?x foo:p ?o }")
    assert (error.column, error.excerpt.splitlines()[1].index("^")) == (23, 7 + 22 + 2)  # the two wide letters take four columns


def test_the_excerpt_lets_no_escape_sequence_through() -> None:
    error = error_of("ASK { ?x ?p \x1b[31m }")
    assert "\x1b" not in str(error)
    assert error.excerpt.splitlines()[0] == r"   1 | ASK { ?x ?p \x1b[31m }"


def test_a_tab_moves_the_caret_as_far_as_the_text() -> None:
    assert quoted_line("\t\tASK ?", 1, 7).splitlines() == ["   1 |   ASK ?", "     |       ^"]
