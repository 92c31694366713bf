"""The chart of dates and the chips on the page, over an atlas whose answers are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.chips import chips
from dashboard.filtering import AT_FIRST, Choice, Filters
from dashboard.filters import filters
from dashboard.library import Library
from dashboard.state import Action, State, after
from dashboard.summary import summary
from dashboard.timeline import timeline, told
from dashboard.toolbar import found_in_words, toolbar
from geodata.atlas import write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Resolution
from geodata.store import AtlasReader
from sources.model import Collection
from tests.by_hand import document, largest, mention
from tests.html_reading import Element, read

DATES = {"a": "2018-05-04", "b": "2019-06", "c": "2019-06-30", "d": "2020", "e": None}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    """Five documents that each name Helsinki once; the date of one is unsure."""
    helsinki = largest(gazetteer, "Helsinki", Level.TOWN)
    texts = [
        document(name, [f"Snow {name} fell in Helsinki."], date) for name, date in DATES.items()
    ]
    texts = [
        replace(one, record=replace(one.record, certainty="A guess." if one.id == "c" else ""))
        for one in texts
    ]
    found = [[Resolution(mention(one, "Helsinki"), helsinki, 0.9, "", ())] for one in texts]
    folder: Path = tmp_path_factory.mktemp("dated") / "atlas"
    write_atlas(Collection(tuple(texts)), found, folder, gazetteer)
    return Library(AtlasReader.open(folder))


def bars(page: Element) -> list[Element]:
    return [one for one in page.every("button") if "bar" in one.classes]


def test_every_bar_says_what_it_is_and_how_sure(library: Library) -> None:
    page = read(timeline(library, State()))
    words = [bar.attributes["aria-label"] for bar in bars(page)]
    assert words == [
        "2018: 1 mention in 1 document",
        "2019: 2 mentions in 2 documents, 1 of unsure date and 1 dated only to the month",
        "2020: 1 mention in 1 document, 1 dated only to the year",
    ]
    hatched = [[part for part in bar.every("i") if "unsure" in part.classes] for bar in bars(page)]
    assert [len(parts) for parts in hatched] == [0, 1, 0]
    assert [bar.attributes["tabindex"] for bar in bars(page)] == ["0", "-1", "-1"]


def test_bars_out_of_the_dates_stay_in_quiet_colour(library: Library) -> None:
    chosen = State(filters=Filters(since="2019-01-01", until="2019-12-31"))
    page = read(timeline(library, chosen))
    assert [bar.attributes["aria-pressed"] for bar in bars(page)] == ["false", "true", "false"]
    assert ["in" in bar.classes for bar in bars(page)] == [False, True, False]
    assert [len(bar.every("i")) for bar in bars(page)] == [1, 2, 1]
    assert page.every("output")[0].text == told(chosen) == "2019"


def test_two_fields_hold_the_first_and_the_last_day(library: Library) -> None:
    page = read(timeline(library, State(filters=Filters(since="2019", until="2020-02"))))
    fields = [one for one in page.every("input") if one.attributes["type"] == "date"]
    assert [one.attributes["value"] for one in fields] == ["2019-01-01", "2020-02-29"]
    assert [one.attributes["data-field"] for one in fields] == ["since", "until"]


def test_undated_documents_have_a_box_of_their_own(library: Library) -> None:
    page = read(timeline(library, State()))
    (box,) = [one for one in page.every("input") if one.attributes["type"] == "checkbox"]
    assert box.attributes["aria-label"] == "Undated: 1 mention in 1 document"
    assert "checked" in box.attributes
    hidden = read(timeline(library, State(filters=Filters(undated=False))))
    (box,) = [one for one in hidden.every("input") if one.attributes["type"] == "checkbox"]
    assert "checked" not in box.attributes


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), []),
        (Filters(since="2019-01-01", until="2019-12-31"), ["2019"]),
        (Filters(since="2019-03-04", undated=False), ["from 4 March 2019", "Undated left out"]),
        (Filters(until="2019"), ["to 2019"]),
        (Filters(least=0.8, words=" snow "), ["“snow”", "At least 80% sure"]),
        (Filters(chosen={}), ["Names used as: all"]),
        (Filters(chosen={**AT_FIRST, Choice.DOCUMENTS: frozenset("ab")}), ["Documents: A and B"]),
        (
            Filters(chosen={**AT_FIRST, Choice.DOCUMENTS: frozenset("bcde")}),
            ["Documents: all but A"],
        ),
        (Filters(chosen={**AT_FIRST, Choice.DOCUMENTS: frozenset()}), ["Documents: none"]),
    ],
)
def test_a_chip_says_what_is_on_and_takes_it_off(
    library: Library, filters: Filters, words: list[str]
) -> None:
    state = State(filters=filters)
    found = chips(library, state)
    assert [one.words for one in found] == words
    for one in found:
        state = after(state, Action(one.action, one.values), library.known)
    assert state == State()


def test_every_chip_and_every_part_of_the_sentence_leads_to_a_control(library: Library) -> None:
    narrow = Filters(
        chosen={Choice.DOCUMENTS: frozenset("bcde"), Choice.ROLES: frozenset({"metonym"})},
        since="2019", undated=False, least=0.95, words="snow",
    )  # fmt: skip
    state = State(filters=narrow)
    parts = [part(library, state) for part in (summary, toolbar, filters, timeline)]
    page = read("".join(parts))
    controls = set(page.values("data-key")) | {"search"}
    assert set(page.values("data-goto")) <= controls
    assert len(page.values("data-goto")) > len(chips(library, state)) > 4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ""),
        (" ", ""),
        ("snow", "5 quotes"),
        ("rain", "0 quotes"),
        ('"*(', "no letters to look for"),
    ],
)
def test_the_number_of_quotes_stands_beside_the_words(
    library: Library, words: str, found: str
) -> None:
    assert found_in_words(library, State(filters=Filters(words=words))) == found


def test_each_document_can_be_read_or_shown_alone(library: Library) -> None:
    page = read(filters(library, State()))
    deeds = [one for one in page.every("button") if one.text in ("Only", "Read")]
    reading = [one.attributes for one in deeds if one.text == "Read"]
    assert {one["data-document"] for one in reading} == set(DATES)
    assert {one["data-action"] for one in reading} == {"read"}
    assert {one.attributes["data-which"] for one in deeds if one.text == "Only"} == {"only"}


def test_what_would_show_nothing_is_quiet(library: Library) -> None:
    page = read(filters(library, State(filters=Filters(until="2018"))))
    quiet = {row.every("span", "title")[0].text for row in page.every("li", "zero")}
    assert {"B", "C", "D"} <= quiet
    assert "A" not in quiet
