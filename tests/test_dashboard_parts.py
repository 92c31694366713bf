"""The parts of the page say what the atlas says, exactly, and nothing in a document acts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence import evidence
from dashboard.filtering import AT_FIRST, Choice, Filters
from dashboard.filters import filters
from dashboard.finding import matching
from dashboard.library import Library, selection
from dashboard.places import places
from dashboard.quotes import quotes
from dashboard.state import Action, QuoteRef, Sheet, State, after
from dashboard.summary import reconciled, summary
from dashboard.unplaced import unplaced, unreadable
from dashboard.why import reasons
from geodata.atlas import build_atlas, write_atlas
from geodata.gazetteer import Gazetteer
from geodata.model import Mention, Resolution, Role
from geodata.store import QUOTES_OF_UNPLACED, AtlasReader
from sources.collection import read_uploads
from sources.model import Collection, Record, Unreadable
from tests.by_hand import document, write_judged
from tests.html_reading import Element, read

EVERYTHING = State(filters=Filters(chosen={}))
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> `${x}` \\1 \u202eAleppo\u202c"
TEXTS = {
    "old.txt": "Aleppo lies in Syria.\n\nFrom Aleppo one drives\r\nto Damascus. Turkish tea.\n",
    "new.txt": "Snow fell in Aleppo. The Soviet Union denied it.\n",
    "hostile.txt": f"{HOSTILE} In Aleppo {HOSTILE} it rained.\n",
}
RECORDS = {
    "old.txt": Record("An old title", "A. Writer", "A Paper", "2019-05", url="https://x.org/a"),
    "new.txt": Record("A new title", None, "A Paper", "2021-01-02", "Its date is a guess."),
    "hostile.txt": Record(HOSTILE, HOSTILE, HOSTILE, url="javascript:alert(1)"),
}


def showing(choice: Choice, *values: str) -> State:
    """The first state with only these values of one kind."""
    return State(filters=Filters(chosen={**AT_FIRST, choice: frozenset(values)}))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    found = read_uploads([(name, text.encode()) for name, text in TEXTS.items()])
    documents = tuple(
        replace(one, record=RECORDS[one.id], is_digest=one.id == "new.txt")
        for one in found.documents
    )
    collection = Collection(documents, (Unreadable("<b>bad.txt", "It is <i>binary</i>."),))
    folder = tmp_path_factory.mktemp("library") / "atlas"
    build_atlas(collection, Path(folder), gazetteer=gazetteer)
    return Library(AtlasReader.open(folder))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    """A library whose answers are known: some sure, some not, one misspelt."""
    folder = tmp_path_factory.mktemp("judged") / "atlas"
    write_judged(folder, gazetteer)
    return Library(AtlasReader.open(folder))


def place_named(library: Library, name: str) -> str:
    named = library.places(selection(library, EVERYTHING))
    return next(one.place.id for one in named if one.place.name == name)


def test_every_quote_on_the_page_is_an_exact_slice(library: Library) -> None:
    shown = 0
    for named in library.places(selection(library, EVERYTHING)):
        page = read(quotes(library, replace(EVERYTHING, place=named.place.id)))
        for quote in page.every("blockquote", "quote"):
            text = library.document(quote.attributes["data-document"]).text
            start, end = int(quote.attributes["data-start"]), int(quote.attributes["data-end"])
            assert quote.text == text[start:end]
            for mark in quote.every("mark"):
                span = slice(int(mark.attributes["data-start"]), int(mark.attributes["data-end"]))
                assert mark.text == text[span]
                shown += 1
    assert shown == library.counts(selection(library, EVERYTHING)).shown


@pytest.mark.parametrize("sheet", list(Sheet))
def test_nothing_in_a_document_becomes_an_element(library: Library, sheet: Sheet) -> None:
    state = replace(
        EVERYTHING,
        place=place_named(library, "Aleppo"),
        quote=QuoteRef("hostile.txt", 0),
        sheet=sheet,
        search=HOSTILE,
    )
    for html in (
        evidence(library, state).html,
        places(library, state),
        filters(library, state),
        summary(library, state),
    ):
        page = read(html)
        assert not page.every("script") + page.every("img")
        assert not page.values("onerror")
        assert not [value for value in page.values("href") if value.startswith("javascript")]


def test_quotes_are_grouped_by_document_the_newest_first(library: Library) -> None:
    page = read(quotes(library, State(place=place_named(library, "Aleppo"))))
    groups = page.every("section", "group")
    titles = [heading.text for group in groups for heading in group.every("h3")]
    assert titles == ["Digest of “A new title”", "An old title", HOSTILE]
    assert [one.text for one in page.every("a", "source-link")] == ["Source"]
    assert "Its date is a guess." in page.text
    assert "paragraph 1 of" in page.text


def test_a_digest_looks_different(library: Library) -> None:
    page = read(quotes(library, State(place=place_named(library, "Aleppo"))))
    groups = page.every("section", "group")
    assert ["digest" in group.classes for group in groups] == [True, False, False]
    assert "Our words, after A Paper" in groups[0].text


def test_a_name_that_stands_for_a_people_says_so_outside_the_text(library: Library) -> None:
    page = read(quotes(library, replace(EVERYTHING, place=place_named(library, "Turkey"))))
    (mark,) = page.every("mark")
    assert mark.attributes["data-note"] == "as a nationality"


def test_each_quote_says_why_it_is_this_place(judged: Library) -> None:
    page = read(quotes(judged, State(place=place_named(judged, "Georgia"))))
    (button,) = [one for one in page.every("button") if one.text.startswith("Why here?")]
    (reasons,) = page.every("div", "reasons")
    assert button.attributes["data-reveal"] == reasons.attributes["data-revealed"]
    assert button.attributes["aria-expanded"] == "false"
    assert "hidden" in reasons.attributes
    assert reasons.every("p")[0].text == "“Georgia”: unsure, 43%"
    assert [line.text for line in reasons.every("li")] == [
        *("one sign", "another"),
        "or Georgia, country: 41%",
        "or any other place of this name: under 1%",
    ]


def test_an_unsure_case_says_so_before_it_is_opened(judged: Library) -> None:
    for name, words in (
        ("Georgia", ["Why here? unsure, 43%"]),
        ("Helsinki", ["Why here?", "Why here? unsure, 31%"]),
    ):
        page = read(quotes(judged, State(place=place_named(judged, name))))
        asked = [one.text for one in page.every("button") if "Why here?" in one.text]
        assert asked == words


def test_names_that_say_the_same_are_explained_once(judged: Library) -> None:
    sure, misspelt, *_ = judged.mentions("a.txt")
    assert len(read(reasons([sure, sure._replace(start=99), misspelt])).every("section")) == 2


def test_the_head_says_how_sure_the_place_is(judged: Library) -> None:
    for name, words in (
        ("Georgia", "Unsure, 43%"),
        ("Helsinki", "Unsure (31%) to fairly sure (83%)"),
    ):
        page = read(quotes(judged, State(place=place_named(judged, name))))
        assert [one.text for one in page.every("p", "sure")] == [words]


def test_a_misspelt_name_is_marked_outside_the_text_and_counted(judged: Library) -> None:
    page = read(quotes(judged, State(place=place_named(judged, "Helsinki"))))
    notes = {mark.text: mark.attributes.get("data-note") for mark in page.every("mark")}
    assert notes == {"Helsinki": None, "Helsniki": "spelt so in the document"}
    assert page.every("p", "tally")[0].text == "Named twice in 1 document, of which 1 misspelt"


def test_a_place_is_unsure_in_the_list_only_where_no_mention_is_sure(judged: Library) -> None:
    page = read(places(judged, State()))
    doubts = {row.every("span", "name")[0].text: row.every("i", "doubtful") for row in rows(page)}
    assert {name: bool(signs) for name, signs in doubts.items()} == {
        "Georgia?": True,
        "Helsinki": False,
    }


def rows(page: Element) -> list[Element]:
    return page.every("button", "row")


def test_a_name_between_places_is_listed_with_what_they_are(judged: Library) -> None:
    (entry,) = read(unplaced(judged, State())).every("details")
    assert [line.text for line in entry.every("li")] == [
        "Tripoli, city in Tripoli, Libya: 40%",
        "Tripoli, city in North Lebanon, Lebanon: 35%",
    ]


def test_where_no_place_is_chosen_the_page_says_what_to_do(library: Library) -> None:
    page = read(quotes(library, State()))
    assert "Choose a place" in page.text
    assert page.values("data-place")


def test_where_the_filter_leaves_nothing_the_page_says_why(library: Library) -> None:
    nothing = replace(showing(Choice.DOCUMENTS), place=place_named(library, "Aleppo"))
    assert "The filters leave no quote" in quotes(library, nothing)
    assert "The filters leave no place" in quotes(library, replace(nothing, place=None))
    assert "The filters leave no place" in places(library, nothing)


@pytest.mark.parametrize(
    "state",
    [
        State(),
        EVERYTHING,
        showing(Choice.DOCUMENTS, "old.txt"),
        showing(Choice.DOCUMENTS),
        showing(Choice.KINDS, "city"),
        State(filters=Filters(words="aleppo rained", least=0.4)),
    ],
)
def test_the_line_above_the_map_accounts_for_every_mention(library: Library, state: State) -> None:
    counts = library.counts(selection(library, state))
    shown = sum(one.mentions for one in library.places(selection(library, state)))
    missing = sum(one.mentions for one in library.unplaced(selection(library, state)))
    assert (counts.shown, counts.unplaced) == (shown, missing)
    assert shown + sum(counts.hidden.values()) + missing == counts.found
    assert reconciled(counts) in read(summary(library, state)).values("title")


def test_what_has_no_spot_is_listed_with_its_reason_and_quotes(library: Library) -> None:
    page = read(unplaced(library, State()))
    names = {entry.every("span", "name")[0].text: entry for entry in page.every("details")}
    entry = names["Soviet Union"]
    assert entry.every("span", "reason")[0].text
    assert [quote.text for quote in entry.every("blockquote")] == ["The Soviet Union denied it."]


def test_sentences_of_a_name_without_a_spot_that_are_not_listed_are_counted(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = document("a.txt", ["The West denied it."] * (QUOTES_OF_UNPLACED + 3))
    found = [
        Resolution(Mention(at + 4, at + 8, "West", Role.METONYM, 0.95), None, 0.9, "a bloc")
        for at, _ in text.sentences
    ]
    write_atlas(Collection((text,)), [found], tmp_path / "atlas", gazetteer)
    page = read(unplaced(Library(AtlasReader.open(tmp_path / "atlas")), State()))
    assert len(page.every("blockquote")) == QUOTES_OF_UNPLACED
    assert "3 further sentences" in page.text


def test_files_that_could_not_be_read_are_listed_with_their_reason(library: Library) -> None:
    page = read(unreadable(library.unreadable))
    assert "<b>bad.txt" in page.text
    assert "It is <i>binary</i>." in page.text


def test_the_filters_count_what_the_other_filter_leaves(library: Library) -> None:
    page = read(filters(library, showing(Choice.ROLES, "demonym")))
    rows = {row.text: row.every("input")[0] for row in page.every("label")}
    counted = {text for text in rows if text.startswith("An old title") and text.endswith("1")}
    assert counted
    assert "checked" in rows["Nationalitiesdemonyms1"].attributes
    assert "checked" not in rows[next(text for text in rows if "literal" in text)].attributes


@pytest.mark.parametrize("search", ["aleppo", " ALE", "leppo"])
def test_a_place_is_found_by_a_part_of_its_name(library: Library, search: str) -> None:
    named = library.places(selection(library, EVERYTHING))
    assert [one.place.name for one in matching(named, library.spellings, search)] == ["Aleppo"]


def test_names_that_begin_so_come_first(library: Library) -> None:
    named = library.places(selection(library, EVERYTHING))
    found = [one.place.name for one in matching(named, library.spellings, "s")]
    assert found[0] == "Syria"
    assert "Damascus" in found[1:]


def test_an_empty_list_says_what_hides_the_place_or_what_to_do(library: Library) -> None:
    hidden = read(places(library, State(search="turkey")))
    assert "Hidden by the filters: Turkey." in hidden.text
    (unhide,) = [one for one in hidden.every("button") if one.text == "Reset the filters"]
    kept = after(State(search="turkey"), Action("reset", {"keep": "search"}), library.known)
    assert unhide.attributes["data-keep"] == "search"
    assert kept.search == "turkey"
    unplaced = read(places(library, State(search="soviet union")))
    assert "Named, but not placed: Soviet Union." in unplaced.text
    nowhere = read(places(library, State(search="xyz")))
    assert "No place in these documents has this name" in nowhere.text
    assert [one.text for one in nowhere.every("button")][-1] == "Clear the search"
    assert nowhere.every("span", "count")[0].text.startswith("0 of ")


def test_the_list_marks_the_chosen_place(library: Library) -> None:
    chosen = place_named(library, "Damascus")
    page = read(places(library, replace(EVERYTHING, place=chosen)))
    current = [row for row in page.every("button") if row.attributes.get("aria-current")]
    assert [row.attributes["data-place"] for row in current] == [chosen]


def test_where_nothing_was_found_or_read_each_part_says_so(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    quiet = read_uploads([("quiet.txt", b"It was a quiet day.")])
    unread = Collection((), (Unreadable("x.txt", "It is binary."),))
    for collection, words in ((quiet, "No name of a place was found"), (unread, "could be read")):
        folder = tmp_path / words
        build_atlas(collection, folder, gazetteer=gazetteer)
        empty = Library(AtlasReader.open(folder))
        assert words in quotes(empty, State())
        assert words in places(empty, State())
        assert empty.frame(selection(empty, State())) is None
        assert read(summary(empty, State())).text.startswith("0 places")
