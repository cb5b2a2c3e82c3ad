from collections import Counter
from pathlib import Path

import pytest

from tests.sample.coverage import SEED, coverage, fact_files, names_in, points, quotes_in, sentences
from tests.shared_data import SHARED, absent

ARTICLES = SHARED / "ecuador"


@pytest.fixture
def articles() -> Path:
    if not ARTICLES.is_dir():
        pytest.skip(absent(ARTICLES, "the articles"))
    return ARTICLES


def test_every_source_of_coverage_has_a_file_and_every_file_a_source_there() -> None:
    assert sorted(section.source for section in coverage()) == sorted(fact_files())


def test_every_fact_and_every_entity_under_a_source_is_cited_in_its_source() -> None:
    files = fact_files()
    missing = {s.source: sorted(set(names_in(files[s.source])) - {n for names in s.lines.values() for n in names}) for s in coverage()}
    assert missing == {section.source: [] for section in coverage()}


def test_every_name_cited_is_in_the_file_of_that_source() -> None:
    files = fact_files()
    unknown = {s.source: sorted({n for names in s.lines.values() for n in names} - set(names_in(files[s.source]))) for s in coverage()}
    assert unknown == {section.source: [] for section in coverage()}


def test_ids_are_unique_across_the_case() -> None:
    ids = Counter(fact["id"] for content in fact_files().values() for fact in content["facts"])
    assert [name for name, times in ids.items() if times > 1] == []


def test_sentences_and_points_are_numbered_without_a_gap() -> None:
    for section in coverage():
        prefix = "" if section.source == SEED else f"{section.number}."
        assert list(section.lines) == [f"{prefix}{i}" for i in range(1, len(section.lines) + 1)]


def test_every_sentence_of_the_seed_article_is_listed(articles: Path) -> None:
    text = (articles / "bring-in-the-cavalry.txt").read_text(encoding="utf-8")
    seed = next(section for section in coverage() if section.source == SEED)
    assert len(seed.lines) == len(sentences(text))


def test_every_point_of_the_other_sources_is_listed(articles: Path) -> None:
    text = (articles / "sources.md").read_text(encoding="utf-8")
    assert [number for section in coverage() if section.source != SEED for number in section.lines] == points(text)


def test_every_quote_of_the_seed_is_in_the_article_word_for_word(articles: Path) -> None:
    text = (articles / "bring-in-the-cavalry.txt").read_text(encoding="utf-8")
    assert [quote for quote in quotes_in(fact_files()[SEED]) if quote not in text] == []


def test_no_quote_is_longer_than_eight_words() -> None:
    assert [quote for content in fact_files().values() for quote in quotes_in(content) if len(quote.split()) > 8] == []


def test_the_article_is_cut_into_sentences_and_lines() -> None:
    text = "Headline\n\nIt rose to 6.85 in 2019. Then “it” fell.\n"
    assert sentences(text) == ["Headline", "It rose to 6.85 in 2019.", "Then “it” fell."]
