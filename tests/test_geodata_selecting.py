"""Filters compose: counts, facets, places and quotes of an atlas agree under every selection."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from geodata.atlas import write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Resolution, Role
from geodata.store import AtlasReader
from geodata.summaries import Facet, Selection
from sources.model import Collection
from tests.by_hand import document, largest, mention

LITERAL = frozenset({Role.LITERAL})


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> AtlasReader:
    """Two documents: Helsinki sure and unsure, Georgia as a government, Atlantis nowhere."""
    helsinki = largest(gazetteer, "Helsinki", Level.TOWN)
    georgia = largest(gazetteer, "Georgia", Level.COUNTRY)
    one = document("one", ["Snow fell in Helsinki.", "Georgia denied it."], "2019")
    two = document("two", ["Rain fell in Helsinki.", "Atlantis sank.", "Hail fell in Georgia."])
    found = [
        [
            Resolution(mention(one, "Helsinki"), helsinki, 0.9, ""),
            Resolution(mention(one, "Georgia", Role.METONYM), georgia, 0.6, ""),
        ],
        [
            Resolution(mention(two, "Helsinki"), helsinki, 0.5, ""),
            Resolution(mention(two, "Atlantis"), None, 0.8, "no such name"),
            Resolution(mention(two, "Georgia"), georgia, 0.7, ""),
        ],
    ]
    folder: Path = tmp_path_factory.mktemp("selecting") / "atlas"
    write_atlas(Collection((one, two)), found, folder, gazetteer)
    return AtlasReader.open(folder)


@pytest.mark.parametrize(
    ("selection", "shown", "hidden", "unplaced"),
    [
        (Selection(), 4, {}, 1),
        (Selection(documents=frozenset({"one"})), 2, {Facet.DOCUMENTS: 3}, 0),
        (Selection(documents=frozenset()), 0, {Facet.DOCUMENTS: 5}, 0),
        (Selection(roles=LITERAL), 3, {Facet.ROLES: 1}, 1),
        (Selection(roles=frozenset()), 0, {Facet.ROLES: 4}, 1),
        (Selection(kinds=frozenset({"country"})), 2, {Facet.KINDS: 2}, 1),
        (Selection(countries=frozenset({"FI"})), 2, {Facet.COUNTRIES: 2}, 1),
        (Selection(least=0.6), 3, {Facet.CONFIDENCE: 1}, 1),
        (Selection(words="fell"), 3, {Facet.WORDS: 2}, 0),
        (Selection(words="nowhere"), 0, {Facet.WORDS: 5}, 0),
        # A mention that several filters hide counts for the first of them.
        (
            Selection(documents=frozenset({"one"}), roles=LITERAL, least=0.95, words="helsinki"),
            0,
            {Facet.DOCUMENTS: 3, Facet.ROLES: 1, Facet.CONFIDENCE: 1},
            0,
        ),
    ],
)
def test_every_mention_is_shown_hidden_by_one_filter_or_not_placed(
    atlas: AtlasReader, selection: Selection, shown: int, hidden: dict[Facet, int], unplaced: int
) -> None:
    counts = atlas.counts(selection)
    assert (counts.shown, counts.hidden, counts.unplaced) == (shown, hidden, unplaced)
    assert list(counts.hidden) == sorted(hidden, key=list(Facet).index)
    assert counts.found == 5


EVERY = [
    Selection(*values)
    for values in product(
        (None, frozenset({"one"}), frozenset({"two"})),
        (frozenset(Role), LITERAL),
        (None, frozenset({"city"})),
        (None, frozenset({"FI"}), frozenset({"GE", ""})),
        (0.0, 0.55),
        ("", "fell"),
    )
]


@pytest.mark.parametrize("selection", EVERY)
def test_counts_places_facets_and_quotes_agree(atlas: AtlasReader, selection: Selection) -> None:
    counts, facets = atlas.counts(selection), atlas.facets(selection)
    places = atlas.places(selection)
    quotes, total = atlas.quotes(None, selection)
    assert counts.shown == sum(one.mentions for one in places)
    assert counts.shown == sum(len(quote.marks) for quote in quotes)
    assert total == len(quotes)
    chosen = {
        Facet.DOCUMENTS: (facets.documents, selection.documents),
        Facet.ROLES: (facets.roles, selection.roles),
        Facet.KINDS: (facets.kinds, selection.kinds),
        Facet.COUNTRIES: (facets.countries, selection.countries),
    }
    for facet, (counted, values) in chosen.items():
        kept = sum(count for value, count in counted.items() if values is None or value in values)
        assert kept == counts.shown, facet
    assert sum(facets.confidence[round(selection.least * 10) :]) >= counts.shown


def test_a_value_counts_what_it_would_show_under_all_other_filters(atlas: AtlasReader) -> None:
    facets = atlas.facets(Selection(roles=LITERAL, countries=frozenset({"GE"})))
    assert facets.roles == {"literal": 1, "metonym": 1}
    assert facets.countries == {"FI": 2, "GE": 1}
    assert facets.documents == {"two": 1}
    assert facets.confidence == (0, 0, 0, 0, 0, 0, 0, 1, 0, 0)


@pytest.mark.parametrize("words", ["'", '"', "); DROP TABLE mentions; --", "\0", "*", "é" * 10_000])
def test_hostile_words_are_only_words(atlas: AtlasReader, words: str) -> None:
    assert atlas.counts(Selection(words=words)).found == 5


def test_every_spelling_leads_to_a_place(atlas: AtlasReader) -> None:
    spelt = atlas.spellings()
    names = {one.place.name: spelt[one.place.id] for one in atlas.places(Selection())}
    assert {"helsinki", "helsingfors", "хельсинки", "هلسنكي"} <= set(names["Helsinki"])
    assert "georgia" in names["Georgia"]
    assert set(names) == {"Helsinki", "Georgia"}
