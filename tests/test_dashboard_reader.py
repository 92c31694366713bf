"""The reader shows each text unchanged, its names marked, and where a reader stands among them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.annotated import FOLDED, Markings, annotated
from dashboard.filtering import AT_FIRST, Choice, Filters
from dashboard.library import Library
from dashboard.mention import sentence_at, standing, stepping
from dashboard.quotes import quotes
from dashboard.reader import WINDOW, head, text, window
from dashboard.searched import Searched, searched
from dashboard.state import Action, QuoteRef, Sheet, State, after
from dashboard.strip import BINS, counted, strip, told
from geodata.atlas import write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Mention, Resolution, Role
from geodata.store import AtlasReader
from geodata.summaries import PlacedMention, Selection
from sources.model import Block, BlockKind, Collection, Document, Span
from tests.by_hand import (
    ARABIC,
    AT_SEA,
    COAST,
    document,
    in_blocks,
    largest,
    write_coast,
    write_judged,
)
from tests.html_reading import Element, read

HELSINKI = "geonames:658225"
FINLAND = "geonames:660013"
ALL_ROLES = State(filters=Filters(chosen={}))


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    folder = tmp_path_factory.mktemp("coast") / "atlas"
    write_coast(folder, gazetteer)
    return Library(AtlasReader.open(folder))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    folder = tmp_path_factory.mktemp("judged") / "atlas"
    write_judged(folder, gazetteer)
    return Library(AtlasReader.open(folder))


def at(library: Library, words: str, doc_id: str = "coast.txt") -> QuoteRef:
    return QuoteRef(doc_id, library.document(doc_id).text.index(words))


def names(page: Element) -> dict[str, set[str]]:
    """The classes of each name by its text (the last where it is there more than once)."""
    return {
        one.text: one.classes - {"name"}
        for kind in ("a", "span")
        for one in page.every(kind, "name")
    }


def in_bar(library: Library, state: State, quote: QuoteRef) -> Element:
    (found,) = read(head(library, state, quote)).every("div", "mention-bar")
    return found


@pytest.mark.parametrize("doc_id", ["coast.txt", "train.txt"])
def test_the_text_is_shown_unchanged_block_by_block(coast: Library, doc_id: str) -> None:
    page = read(text(coast, State(), QuoteRef(doc_id, 0)))
    whole = coast.document(doc_id)
    blocks = [one.text for one in page.every("h3") + page.every("p")]
    assert sorted(blocks) == sorted(whole.text[block.start : block.end] for block in whole.blocks)
    sentences = {
        int(one.attributes["data-from"]): one.text
        for one in page.every("span")
        if "data-from" in one.attributes
    }
    assert sentences == {one.start: whole.text[one.start : one.end] for one in whole.sentences}


def test_blocks_look_like_what_they_are_and_follow_their_own_direction(coast: Library) -> None:
    page = read(text(coast, State(), QuoteRef("coast.txt", 0)))
    (heading,), (caption,) = page.every("h3", "heading"), page.every("p", "caption")
    assert (heading.text, caption.text) == (COAST[0][1][0], COAST[3][1][0])
    assert {one.attributes["dir"] for one in [*page.every("p"), heading]} == {"auto"}


def test_long_boilerplate_is_folded_and_short_is_not() -> None:
    long = in_blocks("a.txt", ((BlockKind.BOILERPLATE, ("x" * (FOLDED + 1),)),))
    short = in_blocks("a.txt", ((BlockKind.BOILERPLATE, ("x" * FOLDED,)),))
    for one, folded in ((long, 1), (short, 0)):
        page = read("".join(annotated(one, Span(0, len(one.text)), Markings([], {}))))
        assert len(page.every("details")) == folded
        assert len(page.every("p", "boilerplate")) == 1


def test_a_name_in_boilerplate_is_never_quoted(coast: Library) -> None:
    assert "Helsinki" in COAST[4][1][0]
    found, total = coast.quotes((HELSINKI,), Selection(), 50, 0)
    assert total == 4
    assert not any("Subscribe" in quote.text for quote in found)


def test_names_are_marked_by_form_and_role_and_how_sure_they_are(coast: Library) -> None:
    page = read(text(coast, ALL_ROLES, QuoteRef("coast.txt", 0)))
    assert names(page) == {
        "Helsinki": {"of-point", "literal"},
        "Uusimaa": {"of-area", "literal"},
        "M5 highway": {"of-line", "literal"},
        "Finland": {"of-label", "metonym"},
        "Finnish": {"of-label", "demonym"},
        "Atlantis": {"nowhere"},
        "Georgia": {"of-area", "literal", "doubtful"},
    }


def test_a_name_whose_place_the_filters_hide_is_no_control_but_readable(coast: Library) -> None:
    only_cities = State(filters=Filters(chosen={**AT_FIRST, Choice.KINDS: frozenset({"city"})}))
    page = read(text(coast, only_cities, QuoteRef("coast.txt", 0)))
    hidden = page.every("span", "hidden")
    assert [one.text for one in hidden] == [
        "Finland",
        "Uusimaa",
        "M5 highway",
        "Finland",
        "Finnish",
        "Georgia",
    ]
    assert {one.text for one in page.every("a", "name")} == {"Helsinki", "Atlantis"}


def test_a_name_chooses_its_place_and_stays_in_the_reader(coast: Library) -> None:
    page = read(text(coast, State(), QuoteRef("coast.txt", 0)))
    name = next(one for one in page.every("a", "name") if one.text == "Uusimaa")
    values = {key.removeprefix("data-"): value for key, value in name.attributes.items()}
    action = Action(values["action"], {**values, "document": "coast.txt"})
    reading = replace(State(place=HELSINKI), sheet=Sheet.READER, quote=QuoteRef("coast.txt", 0))
    state = after(reading, action, coast.known)
    assert (state.place, state.sheet) == ("first-level:FI.01", Sheet.READER)
    assert state.quote == at(coast, "Uusimaa")
    assert f"quote=coast.txt:{values['start']}" in name.attributes["href"]


def test_a_name_without_a_spot_chooses_no_place_and_says_why(coast: Library) -> None:
    page = read(text(coast, State(), QuoteRef("coast.txt", 0)))
    (name,) = page.every("a", "nowhere")
    assert name.attributes["data-place"] == ""
    assert name.attributes["title"] == f"Not on the map: {AT_SEA}"
    told = in_bar(coast, State(), at(coast, "Atlantis")).text
    assert f"“Atlantis” is not on the map: {AT_SEA}" in told


def test_the_titles_of_names_say_how_sure_each_is(judged: Library) -> None:
    page = read(text(judged, State(), QuoteRef("a.txt", 0)))
    titles = {name.text: name.attributes["title"] for name in page.every("a", "name")}
    assert titles == {
        "Helsinki": "Helsinki: city in Uusimaa, Finland; fairly sure, 83%",
        "Helsniki": "Helsinki: city in Uusimaa, Finland; spelt so in the document; unsure, 31%",
        "Tripoli": "Not on the map: cannot choose",
        "Georgia": "Georgia: state, United States; unsure, 43%",
    }


def test_the_text_is_the_same_whatever_is_chosen(coast: Library) -> None:
    first = text(coast, State(), QuoteRef("coast.txt", 0))
    other = State(place=HELSINKI, quote=at(coast, "Helsinki"), sheet=Sheet.READER)
    assert text(coast, other, at(coast, "Georgia")) == first


def test_the_bar_says_which_mention_is_read_and_leads_to_the_next_across_documents(
    coast: Library,
) -> None:
    state = State(place=HELSINKI, quote=at(coast, "Helsinki lies"), sheet=Sheet.READER)
    walked = []
    for _ in range(5):
        assert state.quote is not None
        bar = in_bar(coast, state, state.quote)
        walked.append((state.quote.document, bar.every("span", "which")[0].text))
        button = next(b for b in bar.every("button") if b.attributes.get("data-shortcut") == "n")
        assert button.attributes["data-action"] == "step"
        step = Action("step", {"by": button.attributes["data-by"]})
        state = after(state, stepping(coast, state, step), coast.known)
    assert walked == [
        *(("coast.txt", f"mention {number} of 4") for number in (1, 2, 3)),
        ("train.txt", "mention 4 of 4"),
        ("coast.txt", "mention 1 of 4"),
    ]


def test_previous_leads_back_and_around(coast: Library) -> None:
    here = standing(coast, State(place=HELSINKI), at(coast, "Helsinki lies"))
    assert here.before is not None
    assert (here.rank, here.before.doc_id) == (1, "train.txt")


def test_a_step_from_nowhere_leads_nowhere(coast: Library) -> None:
    step = Action("step", {"by": "1"})
    for state in (State(place=HELSINKI), State(quote=at(coast, "Helsinki lies"))):
        assert after(state, stepping(coast, state, step), coast.known) == state


def test_a_sentence_stands_for_its_first_mention_that_the_filters_leave(coast: Library) -> None:
    there = at(coast, "A Finnish boat")
    assert standing(coast, State(place=HELSINKI), there).rank == 2
    finland = standing(coast, State(place=FINLAND), there)
    assert (finland.rank, finland.total) == (None, 1)
    assert finland.mention is not None
    assert finland.mention.surface == "Finnish"
    bar = in_bar(coast, State(place=FINLAND), there)
    assert "the filters hide this mention and leave 1 mention" in bar.text
    assert "mention 3 of 3" in in_bar(coast, replace(ALL_ROLES, place=FINLAND), there).text


def test_between_mentions_the_next_is_the_next_in_the_text(coast: Library) -> None:
    here = standing(coast, State(place=HELSINKI), at(coast, "Finland said"))
    assert (here.mention, here.rank, here.total) == (None, None, 4)
    assert here.before is not None
    assert here.after is not None
    assert here.before.start < at(coast, "Finland said").start < here.after.start
    assert (
        "4 mentions, none in this sentence"
        in in_bar(coast, State(place=HELSINKI), at(coast, "Finland said")).text
    )


def test_one_mention_alone_leads_nowhere(coast: Library) -> None:
    bar = in_bar(coast, State(place="first-level:FI.01"), at(coast, "Uusimaa"))
    assert "mention 1 of 1" in bar.text
    assert not bar.values("data-shortcut")


def test_the_bar_tells_why_here_and_what_else_it_could_be(coast: Library) -> None:
    bar = in_bar(coast, State(place=HELSINKI), at(coast, "Helsinki lies"))
    (why,) = bar.every("details", "why")
    assert "very sure, 90%" in why.text
    assert "or Aleppo, city in Aleppo, Syria: 10%" in why.text


def test_the_key_tells_the_marks_that_the_text_has(coast: Library) -> None:
    (key,) = read(head(coast, ALL_ROLES, QuoteRef("train.txt", 0))).every("details", "marks-key")
    rows = {
        row.every("span")[1].text: row.every("span", "count")[0].text for row in key.every("li")
    }
    assert rows == {"a town or a spot": "3", "a road or a river": "1"}


def test_reading_from_the_start_marks_no_sentence(coast: Library) -> None:
    points = read(head(coast, State(), QuoteRef("coast.txt", 0))).every("i")[-1]
    assert "data-sentence" not in points.attributes
    points = read(head(coast, State(), at(coast, "Finland said"))).every("i")[-1]
    assert points.attributes["data-sentence"] == str(at(coast, "Finland said").start)


def test_back_at_the_quotes_the_mention_read_last_is_in_sight(coast: Library) -> None:
    state = State(place=HELSINKI, quote=at(coast, "Helsinki for Atlantis"))
    anchors = [
        one
        for one in read(quotes(coast, state)).every("article")
        if "data-anchor" in one.attributes
    ]
    assert [one.every("blockquote")[0].text for one in anchors] == [COAST[2][1][0]]


def test_a_long_list_of_quotes_reaches_to_the_one_that_was_read(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    one = document("a.txt", [f"Rain {number} fell in Helsinki." for number in range(130)])
    place = largest(gazetteer, "Helsinki", Level.TOWN)
    starts = [span.end - len("Helsinki.") for span in one.sentences]
    found = [
        Resolution(Mention(s, s + 8, "Helsinki", Role.LITERAL, 0.9), place, 0.9, "") for s in starts
    ]
    write_atlas(Collection((one,)), [found], tmp_path / "atlas", gazetteer)
    library = Library(AtlasReader.open(tmp_path / "atlas"))
    state = State(place=HELSINKI, quote=QuoteRef("a.txt", starts[119]))
    page = read(quotes(library, state))
    assert len(page.every("blockquote")) == 130
    assert len(read(quotes(library, State(place=HELSINKI))).every("blockquote")) == 50


def mentions_of(*spans: tuple[int, int]) -> list[PlacedMention]:
    return [
        PlacedMention(start, end, "", Role.LITERAL, None, 0.9, "why", (), (), misspelt=False)
        for start, end in spans
    ]


def test_a_name_across_the_end_of_a_sentence_is_whole() -> None:
    words = "It rained in Washington D. C. today."
    block = Block(0, len(words), BlockKind.PARAGRAPH)
    cut = words.index(" C.")
    whole = document("a.txt", [words])
    split = Document(
        "a.txt", words, whole.record, "", "", (block,), (Span(0, cut), Span(cut + 1, len(words)))
    )
    start = words.index("Washington")
    markings = Markings(mentions_of((start, cut + 3)), {})
    page = read("".join(annotated(split, Span(0, len(words)), markings)))
    assert [one.text for one in page.every("a", "name")] == ["Washington D. C."]
    assert page.text == words


@pytest.mark.parametrize(
    ("start", "first", "size"),
    [
        (0, 0, WINDOW),
        (WINDOW // 2, 0, WINDOW),
        (WINDOW, WINDOW // 2, WINDOW),
        (WINDOW + 10, WINDOW // 2, WINDOW),
        (3 * WINDOW - 1, 2 * WINDOW, WINDOW),
    ],
)
def test_a_long_text_is_shown_around_the_quote(start: int, first: int, size: int) -> None:
    long = replace(document("a.txt", ["x"]), text="x" * (3 * WINDOW))
    assert window(long, start) == (first, first + size)
    assert window(document("a.txt", ["x"]), 0) == (0, 1)


@pytest.mark.parametrize("length", [WINDOW + 1, 2 * WINDOW - 7, 2 * WINDOW + 1, 5 * WINDOW])
def test_every_character_of_a_long_text_is_in_the_window_around_it(length: int) -> None:
    long = replace(document("a.txt", ["x"]), text="x" * length)
    for start in (*range(0, length, 9_973), length - 1):
        shown = window(long, start)
        assert 0 <= shown.start <= start < shown.end <= length
        assert shown.end - shown.start <= WINDOW


def test_the_strip_counts_names_by_hundredths() -> None:
    assert counted([], 500) == [0] * BINS
    counts = counted([0, 4, 5, 499], 500)
    assert (counts[0], counts[1], counts[99], sum(counts)) == (2, 1, 1, 4)
    assert counted([0, 1], 0)[0] + sum(counted([0, 1], 0)[1:]) == 2


def test_the_strip_says_what_stands_where() -> None:
    long = replace(document("a.txt", ["x"]), text="x" * 1000)
    drawn = read(strip(long, [300, 301, 302], [301], Span(305, 330)))
    (bar,) = drawn.every("div", "strip")
    assert bar.attributes["aria-valuenow"] == "30"
    assert bar.attributes["aria-valuetext"] == "30% to 31%: 3 names, 1 of the chosen place"
    here, everything, own = drawn.every("rect") + drawn.every("path")
    assert (here.attributes["y"], here.attributes["height"]) == ("30.50", "2.50")
    assert everything.attributes["d"] == "M0 30h7.00v1h-7.00z"
    assert own.attributes["d"].startswith("M8 30h")


def test_a_part_with_one_name_is_told_so() -> None:
    one = [0] * 99 + [1]
    assert told(99, one, [0] * 100) == "99% to 100%: 1 name"
    assert told(0, one, [0] * 100) == "0% to 1%: 0 names"


def test_sentences_are_found_by_their_characters() -> None:
    two = document("a.txt", ["One here.", "Two there."])
    assert sentence_at(two, 0) == (0, 9)
    assert sentence_at(two, 9) is None
    assert sentence_at(two, 10) == (10, 20)
    assert sentence_at(two, 20) is None


def test_arabic_names_are_marked_in_their_text(coast: Library) -> None:
    page = read(text(coast, State(), QuoteRef("train.txt", 0)))
    assert [one.text for one in page.every("a", "name")] == ["حلب", "هلسنكي", "حلب", "M5"]
    assert {ARABIC[0][1][0]} == {one.text for one in page.every("h3")}


def searching(words: str, place: str | None = None) -> State:
    return State(place=place, filters=Filters(chosen={}, words=words))


def words_found(page: Element) -> list[tuple[str, str]]:
    return [(one.text, one.attributes["data-word"]) for one in page.every("span", "found")]


@pytest.mark.parametrize(
    ("words", "marked_in_names"),
    [
        ("helsinki", ["Helsinki"] * 3),
        ('"highway does"', ["highway"]),
        ('"the m5"', ["M5"]),
        ('"left helsinki for atlantis"', ["Helsinki", "Atlantis"]),
        ("fin*", ["Finland", "Finland", "Finnish"]),
    ],
)
def test_searched_words_are_marked_and_every_name_stays_whole(
    coast: Library, words: str, marked_in_names: list[str]
) -> None:
    """Names are whole where a find covers them, begins or ends in them, or lies in them."""
    whole = read(text(coast, ALL_ROLES, QuoteRef("coast.txt", 0)))
    page = read(text(coast, searching(words), QuoteRef("coast.txt", 0)))
    assert page.text == whole.text
    every = [one for kind in ("a", "span") for one in page.every(kind, "name")]
    told = {(int(one.attributes["data-start"]), one.text) for one in every}
    assert told == {(one.start, one.surface) for one in coast.mentions("coast.txt")}
    inside = [word.text for one in every for word in one.every("span", "found")]
    assert sorted(inside) == sorted(marked_in_names)


def test_a_find_in_pieces_is_one_find(coast: Library) -> None:
    page = read(text(coast, searching('"left helsinki for"'), QuoteRef("coast.txt", 0)))
    start = str(at(coast, "left Helsinki").start)
    assert words_found(page) == [("left ", start), ("Helsinki", start), (" for", start)]


def test_of_several_words_the_sentences_with_all_of_them_count() -> None:
    report = document("a.txt", ["Rain at noon.", "Rain and snow, and rain.", "Snow on rain."])
    one, both = searched(report, "rain"), searched(report, "snow rain")
    assert [report.text[span.start : span.end] for span in one.spans] == ["Rain"] * 2 + ["rain"] * 2
    assert one.stops == tuple(span.start for span in one.spans)
    assert len(both.spans) == 5
    assert [report.text[stop:] for stop in both.stops] == [report.text[14:], report.text[39:]]
    assert searched(report, "") == searched(report, "?!") == ((), (), 0)
    assert searched(report, "hail") == ((), (), 1)


@pytest.mark.parametrize(
    ("at", "rank", "after_it", "before_it"),
    [(0, None, 10, 30), (10, 1, 20, 30), (15, None, 20, 10), (30, 3, 10, 20), (40, None, 10, 30)],
)
def test_finds_are_gone_to_around_the_ends(
    at: int, rank: int | None, after_it: int, before_it: int
) -> None:
    found = Searched((), (10, 20, 30), 1)
    assert (found.rank(at), found.next_to(at, 1), found.next_to(at, -1)) == (
        *(rank, after_it),
        before_it,
    )


def test_one_find_alone_and_none_lead_nowhere() -> None:
    alone = Searched((), (10,), 1)
    assert (alone.next_to(10, 1), alone.next_to(10, -1), alone.next_to(0, 1)) == (None, None, 10)
    assert Searched((), (), 1).next_to(0, 1) is None


def words_bar(library: Library, state: State, quote: QuoteRef) -> Element:
    (found,) = read(head(library, state, quote)).every("div", "words-bar")
    return found


def test_the_reader_says_how_often_the_words_stand_in_the_text(coast: Library) -> None:
    start = QuoteRef("train.txt", 0)
    assert not read(head(coast, ALL_ROLES, start)).every("div", "words-bar")
    for words, how_often in (
        ("حلب", "twice in this text"),
        ("هلسنكي", "once in this text"),
        ("القطار في ", "in 1 sentence of this text"),
        ("rain", "in no sentence of this text"),
    ):
        assert words_bar(coast, searching(words), start).text.startswith(
            f"{words.strip()} {how_often}"
        )
    nothing = words_bar(coast, searching("rain"), start)
    assert not nothing.every("button")


def test_steps_lead_from_find_to_find(coast: Library) -> None:
    state = replace(searching("حلب", HELSINKI), sheet=Sheet.READER, quote=QuoteRef("train.txt", 0))
    starts = [span.start for span in searched(coast.document("train.txt"), "حلب").spans]
    for by, rank, start in ((1, 1, starts[0]), (1, 2, starts[1]), (1, 1, starts[0]),
                            (-1, 2, starts[1])):  # fmt: skip
        step = Action("step", {"by": str(by), "along": "words"})
        state = after(state, stepping(coast, state, step), coast.known)
        assert state.quote == QuoteRef("train.txt", start)
        assert state.place == HELSINKI
        assert f"{rank} of 2" in words_bar(coast, state, state.quote).text
        points = read(head(coast, state, state.quote)).every("i")[-1]
        assert points.attributes["data-word"] == str(start)


def test_steps_from_mention_to_mention_go_on_from_a_find(coast: Library) -> None:
    here = at(coast, "Finland said")
    state = replace(searching("finland", HELSINKI), sheet=Sheet.READER, quote=here)
    step = stepping(coast, state, Action("step", {"by": "1", "along": "words"}))
    assert step.name == "read"
    state = replace(ALL_ROLES, place=HELSINKI, sheet=Sheet.READER, quote=here)
    assert stepping(coast, state, Action("step", {"by": "1"})).value("start") == str(
        at(coast, "Helsinki for").start
    )
