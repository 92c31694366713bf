"""Words for readers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import wording
from geodata.model import Form, Place
from sources.model import Block, BlockKind, Document, Record


def document(record: Record, *, is_digest: bool = False) -> Document:
    block = Block(0, 1, BlockKind.PARAGRAPH)
    return Document("a.txt", "x", record, "00", "a.txt", (block,), (), is_digest)


def place(kind: str, country: str, name: str = "Idlib") -> Place:
    return Place("x", name, kind, Form.POINT, country, "", 1.0, 2.0, 0, 1.0, "", "test")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-03-04", "4 March 2020"),
        ("2018-09", "September 2018"),
        ("2018", "2018"),
        ("2018-13", "2018-13"),
        ("about 1900", "about 1900"),
        ("", "undated"),
        (None, "undated"),
    ],
)
def test_dates(iso: str | None, words: str) -> None:
    assert wording.date(iso) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "once"), (2, "twice"), (12, "12 times"), (1200, "1,200 times")]
)
def test_times(count: int, words: str) -> None:
    assert wording.times(count) == words


def test_numbers_of_things() -> None:
    assert wording.plural(1, "place") == "1 place"
    assert wording.plural(2000, "place") == "2,000 places"
    assert wording.plural(0, "country", "countries") == "0 countries"


def test_lists_as_in_a_sentence() -> None:
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "almost certain, over 99%"),
        (0.83, "fairly sure, 83%"),
        (0.5, "more likely than not, 50%"),
        (0.8299999833106995, "fairly sure, 83%"),
        (0.496, "unsure, 49%"),
        (0.0, "very unsure, under 1%"),
    ],
)
def test_how_sure_in_words_and_as_a_percentage(probability: float, words: str) -> None:
    assert wording.sure(probability) == words


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0.83, 0.83, "fairly sure, 83%"),
        (0.831, 0.834, "fairly sure, 83%"),
        (0.67, 0.82, "fairly sure, 67% to 82%"),
        (0.31, 0.97, "unsure (31%) to almost certain (97%)"),
    ],
)
def test_how_sure_of_several_is_a_range_where_they_differ(
    least: float, most: float, words: str
) -> None:
    assert wording.sure_between(least, most) == words


def test_a_place_is_told_by_kind_and_country() -> None:
    assert wording.kind(place("city", "SY")) == "city, Syria"
    assert wording.kind(place("country", "SY", "Syria")) == "country"
    assert wording.kind(place("sea", "")) == "sea"
    assert wording.kind(place("town", "XX")) == "town, XX"


def test_a_place_is_told_by_its_unit_where_there_is_room() -> None:
    town = replace(place("town", "SY", "Ariha"), unit="Idlib")
    assert wording.whereabouts(town) == "town in Idlib, Syria"
    assert wording.whereabouts(replace(town, unit="")) == "town, Syria"
    assert wording.whereabouts(replace(town, unit="Syria")) == "town in Syria"


def test_an_article_is_cited_with_what_is_known() -> None:
    article = document(Record("A title", "A. Writer", "A Paper", "2020-03-04", url="https://x.org"))
    assert wording.title(article) == "A title"
    assert wording.byline(article) == "A. Writer, A Paper, 4 March 2020"
    assert wording.citation(article, "paragraph 1 of 2") == (
        "A title. A. Writer, A Paper, 4 March 2020, paragraph 1 of 2. https://x.org"
    )
    assert wording.byline(document(Record("A title"))) == "undated"


def test_a_digest_never_passes_as_the_article() -> None:
    digest = document(Record("A title", "A. Writer", "A Paper", "2020"), is_digest=True)
    assert wording.title(digest) == "Digest of “A title”"
    assert wording.byline(digest) == "Our words, after A. Writer, A Paper, 2020"
    assert "Digest of" in wording.citation(digest, "paragraph 1 of 2")
