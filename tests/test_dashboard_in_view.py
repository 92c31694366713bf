"""What is in view, the quotes of several places, words found in them, and who stands together."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dashboard.chips import chips
from dashboard.evidence import evidence
from dashboard.filtering import Filters
from dashboard.in_view import lies_in, told
from dashboard.library import Library, seen, seen_quotes, selection
from dashboard.marks import LINES, joining
from dashboard.mention import stepping
from dashboard.places import places
from dashboard.quotation import marked
from dashboard.quotes import quotes
from dashboard.reader import head
from dashboard.said import sentences
from dashboard.searched import highlighted
from dashboard.state import Action, QuoteRef, Sheet, State, after
from dashboard.summary import summary
from dashboard.unplaced import unplaced
from geodata.fulltext import found_in, terms
from geodata.gazetteer import Gazetteer
from geodata.model import Form, Place, Role
from geodata.shapes import Frame
from geodata.store import AtlasReader
from geodata.summaries import Mark, PlaceSummary
from sources.model import Span
from tests.by_hand import NORTH, SOUTH, write_company
from tests.html_reading import Element, read

HELSINKI_AND_AROUND = (59.5, 23.5, 60.9, 26.0)
NOWHERE = (-60.0, -30.0, -50.0, -20.0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    folder = tmp_path_factory.mktemp("company") / "atlas"
    write_company(folder, gazetteer)
    return Library(AtlasReader.open(folder))


def named(form: Form, frame: Frame, lat: float | None = None, lon: float = 0.0) -> PlaceSummary:
    """A place made up; a point stands in the south-west corner of its frame."""
    spot = frame[0] if lat is None else lat
    west = frame[1] if lat is None else lon
    place = Place("x", "X", "thing", form, "", "", spot, west, 0, 1.0, "", "a test")
    return PlaceSummary(place, 1, 1, {Role.LITERAL: 1}, frame, 1.0, 1.0, 0)


def point(lat: float, lon: float) -> PlaceSummary:
    return named(Form.POINT, (lat, lon, lat, lon))


@pytest.mark.parametrize(
    ("lon", "area"),
    [
        (36.0, (30, 35, 40, 37)),
        (35.0, (30, 35, 40, 37)),
        (178.0, (30, 170, 40, 190)),
        (-175.0, (30, 170, 40, 190)),
        (-175.0, (30, 170, 40, -170)),
        (6.0, (30, 365, 40, 375)),
        (-100.0, (30, -180, 40, 180)),
        (-100.0, (30, -300, 40, 300)),
    ],
)
def test_a_spot_lies_in_an_area_on_any_side_of_the_date_line(lon: float, area: Frame) -> None:
    assert lies_in(point(35.0, lon), area)


@pytest.mark.parametrize(
    ("lon", "area"),
    [
        (38.0, (30, 35, 40, 37)),
        (36.0, (36, 35, 40, 37)),
        (0.0, (30, 170, 40, -170)),
        (0.0, (30, 170, 40, 190)),
        (-175.0, (30, 365, 40, 375)),
    ],
)
def test_a_spot_elsewhere_does_not(lon: float, area: Frame) -> None:
    assert not lies_in(point(35.0, lon), area)


def test_a_shape_is_in_view_by_its_frame_and_a_label_by_its_spot() -> None:
    area = (35, 35, 40, 40)
    assert lies_in(named(Form.AREA, (33, 33, 36, 36)), area)
    assert lies_in(named(Form.LINE, (20, 20, 50, 50)), area)
    assert lies_in(named(Form.LABEL, (20, 20, 50, 50), 37, 37), area)
    assert not lies_in(named(Form.AREA, (33, 33, 34, 34)), area)
    assert not lies_in(named(Form.AREA, (30, 179, 40, 181)), area)
    assert not lies_in(named(Form.LABEL, (20, 20, 50, 50), 25, 25), area)
    assert not lies_in(named(Form.NONE, (36, 36, 36, 36)), area)


def test_a_shape_across_the_date_line_is_met_from_both_sides() -> None:
    chukotka = named(Form.AREA, (60, 170, 70, 190))
    assert lies_in(chukotka, (60, -180, 70, -171))
    assert lies_in(chukotka, (60, 160, 70, 172))
    assert not lies_in(chukotka, (60, -160, 70, -150))


def test_the_sentence_counts_in_words() -> None:
    assert told(12, 48) == "12 places, 48 quotes in view"
    assert told(1, 1) == "1 place, 1 quote in view"


def names(library: Library, state: State) -> set[str]:
    return {one.place.name for one in seen(library, state)}


def test_the_list_holds_what_is_in_view(library: Library) -> None:
    assert len(names(library, State())) == 7
    following = State(area=HELSINKI_AND_AROUND)
    assert names(library, following) == {"Helsinki", "Uusimaa"}
    page = read(places(library, following))
    assert {row.every("span", "name")[0].text for row in page.every("button", "row")} == {
        "Helsinki",
        "Uusimaa",
    }
    assert "2 of 7 in view" in page.text


def test_without_a_choice_all_quotes_of_the_places_in_view_are_shown(library: Library) -> None:
    page = read(quotes(library, State(area=HELSINKI_AND_AROUND)))
    assert "2 places, 4 quotes in view" in page.text
    assert [quote.text for quote in page.every("blockquote")] == [
        *(NORTH[0], NORTH[1], NORTH[3]),
        SOUTH[0],
    ]
    assert {mark.text for mark in page.every("mark")} == {"Helsinki", "Uusimaa"}
    assert [one.text for one in page.every("h3")] == ["North.Txt", "South.Txt"]
    (leave,) = [one for one in page.every("button") if one.text == "Show all places"]
    assert leave.attributes["data-action"] == "follow"
    assert "data-area" not in leave.attributes


def test_a_chosen_place_keeps_its_quotes(library: Library) -> None:
    (lisbon,) = [one.place.id for one in seen(library, State()) if one.place.name == "Lisbon"]
    chosen = State(place=lisbon)
    following = replace(chosen, area=HELSINKI_AND_AROUND)
    assert quotes(library, following) == quotes(library, chosen)
    assert "2 places, 4 quotes in view (show all)" in read(summary(library, following)).text


def test_an_empty_view_says_what_to_do(library: Library) -> None:
    for html in (quotes(library, State(area=NOWHERE)), places(library, State(area=NOWHERE))):
        page = read(html)
        assert "No place that the filters leave is in view" in page.text
        assert "follow" in page.values("data-action")
    searched = State(area=HELSINKI_AND_AROUND, search="Lisbon")
    assert "No place in view has this name" in read(places(library, searched)).text


def test_panning_neither_scrolls_the_evidence_nor_changes_the_map(library: Library) -> None:
    here, there = State(area=HELSINKI_AND_AROUND), State(area=NOWHERE)
    assert evidence(library, here).scroll == evidence(library, there).scroll
    assert library.features(selection(library, here)) is library.features(selection(library, there))


def searching(words: str, **fields: object) -> State:
    return replace(State(filters=Filters(words=words)), **fields)  # type: ignore[arg-type]


def test_searched_words_list_the_quotes_that_hold_them(library: Library) -> None:
    page = read(quotes(library, searching("hospital*")))
    assert [quote.text for quote in page.every("blockquote")] == [NORTH[3], SOUTH[1]]
    assert [word.text for word in page.every("span", "found")] == ["Hospitals", "hospital"]
    assert "2 quotes of 2 places with hospital*" in page.text
    inside = read(quotes(library, searching("hospital*", area=HELSINKI_AND_AROUND)))
    assert [quote.text for quote in inside.every("blockquote")] == [NORTH[3]]


def test_words_are_marked_in_what_is_not_placed_too(library: Library) -> None:
    page = read(unplaced(library, searching("hospital")))
    assert [quote.text for quote in page.every("blockquote")] == [SOUTH[2]]
    assert [word.text for word in page.every("span", "found")] == ["hospital"]


MARKS = (Mark(13, 21, "Helsinki", Role.LITERAL, 0.9, misspelt=False),)


@pytest.mark.parametrize(
    ("words", "found", "in_name"),
    [
        ("snow", ["Snow"], []),
        ("helsinki", ["Helsinki"], ["Helsinki"]),
        ('"in helsinki and"', ["in ", "Helsinki", " and"], ["Helsinki"]),
        ("nothing", [], []),
    ],
)
def test_found_words_and_names_nest_and_the_text_stays(
    words: str, found: list[str], in_name: list[str]
) -> None:
    text = NORTH[0]
    page = read(marked(text, 0, MARKS, found_in(text, terms(words))))
    assert page.text == text
    assert [word.text for word in page.every("span", "found")] == found
    (name,) = page.every("mark")
    assert name.text == "Helsinki"
    assert [word.text for word in name.every("span", "found")] == in_name


def test_a_part_of_a_text_keeps_its_characters() -> None:
    spans = [Span(0, 2), Span(3, 9)]
    assert read(highlighted("ab<cde>fg", Span(1, 7), spans)).text == "b<cde>"


def rows(section: Element) -> list[tuple[str, str]]:
    return [
        (row.every("span", "name")[0].text, row.every("span", "count")[0].attributes["title"])
        for row in section.every("button", "row")
    ]


def chosen(library: Library, name: str, **fields: object) -> State:
    (one,) = [one.place.id for one in seen(library, State()) if one.place.name == name]
    return replace(State(place=one), **fields)  # type: ignore[arg-type]


def test_a_place_has_its_company(library: Library) -> None:
    page = read(quotes(library, chosen(library, "Helsinki")))
    (section,) = page.every("details", "together")
    assert rows(section)[:2] == [("Tampere", "in 2 sentences"), ("Lisbon", "in 1 sentence")]
    assert sorted(rows(section)[2:]) == [
        (name, "in 1 document") for name in ("Finland", "Suva", "Turku", "Uusimaa")
    ]
    assert [one.text for one in section.every("h3")] == [
        "In the same sentence",
        "In the same document",
    ]
    assert "open" not in section.attributes
    assert "From Helsinki to 2 places" in section.text


def both(library: Library, name: str, other: str, **fields: object) -> State:
    return chosen(library, name, beside=chosen(library, other).place, **fields)


def marks(page: Element) -> list[list[str]]:
    return [[one.text for one in quote.every("mark")] for quote in page.every("blockquote")]


def test_each_place_of_the_same_sentences_leads_to_those_that_name_both(library: Library) -> None:
    state = chosen(library, "Helsinki")
    (section,) = read(quotes(library, state)).every("details", "together")
    rows = [one for one in section.every("button") if one.attributes["data-action"] == "beside"]
    assert len(rows) == 2
    for row in rows:
        told = {"beside": row.attributes["data-beside"]}
        narrowed = after(state, Action("beside", told), library.known)
        page = read(quotes(library, narrowed))
        count = row.every("span", "count")[0].text
        assert str(len(page.every("blockquote"))) == count
        assert "open" not in page.every("details", "together")[0].attributes


def test_sentences_that_name_both_mark_both(library: Library) -> None:
    page = read(quotes(library, both(library, "Helsinki", "Tampere")))
    assert [quote.text for quote in page.every("blockquote")] == [NORTH[0], NORTH[1]]
    assert marks(page) == [["Helsinki", "Tampere"]] * 2
    (told,) = page.every("div", "both")
    assert told.every("p")[0].text == "2 quotes name Tampere too."
    (back, other) = told.every("button")
    assert (back.text, other.text) == ("All quotes of Helsinki", "Quotes of Tampere")
    state = both(library, "Helsinki", "Tampere")
    assert after(state, Action("beside", {}), library.known) == chosen(library, "Helsinki")
    assert "2 quotes of Helsinki with Tampere." in sentences(library, state)
    few = replace(state, quotes_shown=1)
    assert "Show 1 more of 1" in read(quotes(library, few)).text


def test_where_no_sentence_names_both_it_says_so(library: Library) -> None:
    page = read(quotes(library, both(library, "Helsinki", "Suva")))
    assert not page.every("blockquote")
    assert "No quote that the filters leave names Suva too." in page.text
    words = both(library, "Helsinki", "Tampere", filters=Filters(words="road"))
    assert [one.text for one in read(quotes(library, words)).every("blockquote")] == [NORTH[1]]


def test_the_second_place_is_a_chip_while_it_narrows_something(library: Library) -> None:
    state = both(library, "Helsinki", "Lisbon")
    (chip,) = chips(library, state)
    assert (chip.words, chip.action, chip.values) == ("Helsinki with Lisbon", "beside", {})
    assert f'data-key="{chip.control}"' in quotes(library, state)
    assert chips(library, replace(state, sheet=Sheet.UNPLACED)) == []
    assert chips(library, chosen(library, "Helsinki")) == []


def test_the_reader_steps_through_the_sentences_that_name_both(library: Library) -> None:
    start = library.document("north.txt").text.index
    at = QuoteRef("north.txt", start("Helsinki"))
    state = both(library, "Helsinki", "Tampere", sheet=Sheet.READER, quote=at)
    assert "mention 1 of 2 in sentences with Tampere" in read(head(library, state, at)).text
    after_it = stepping(library, state, Action("step", {"by": "1"}))
    assert after_it.value("start") == str(start("Helsinki to Tampere"))
    again = after(state, after_it, library.known)
    assert stepping(library, again, Action("step", {"by": "1"})).value("start") == str(at.start)
    (chip,) = chips(library, state)
    assert f'data-key="{chip.control}"' in head(library, state, at)


def test_where_no_other_place_shares_a_sentence_there_are_no_lines(library: Library) -> None:
    page = read(quotes(library, chosen(library, "Turku")))
    (section,) = page.every("details", "together")
    assert "lines" not in section.values("data-action")
    state = chosen(library, "Turku", lines=True)
    assert library.lines(state.place or "", selection(library, state)) is None


def test_lines_lead_to_the_places_of_the_same_sentences(library: Library) -> None:
    state = chosen(library, "Helsinki", lines=True)
    encoded = library.lines(state.place or "", selection(library, state))
    lines = json.loads(encoded or b"")["features"]
    assert [line["properties"]["sentences"] for line in lines] == [2, 1]
    (start,) = {tuple(line["geometry"]["coordinates"][0]) for line in lines}
    assert start == pytest.approx((24.94, 60.17), abs=0.05)
    assert "Show as lines" in quotes(library, state)
    assert "open" in read(quotes(library, state)).every("details", "together")[0].attributes


def test_a_place_without_a_spot_gets_no_line() -> None:
    here = point(1, 2).place
    nowhere = replace(here, form=Form.NONE)
    drawn = joining(here, [(nowhere, 2), (here, 1)], {})["features"]
    assert [line["properties"]["sentences"] for line in drawn] == [1]
    assert joining(nowhere, [(here, 1)], {})["features"] == []


def test_the_quotes_in_view_are_counted_whatever_is_shown_of_them(library: Library) -> None:
    few = replace(State(area=HELSINKI_AND_AROUND), quotes_shown=1)
    found, total = seen_quotes(library, few)
    assert (len(found), total) == (1, 4)
    assert len(found) <= LINES
