"""Each action of a reader changes what it should and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.filtering import AT_FIRST, LONGEST, Choice, Filters, Known
from dashboard.state import (
    LISTED,
    MORE_ROWS,
    PLACES_STEP,
    QUOTES_STEP,
    Action,
    QuoteRef,
    Sheet,
    State,
    View,
    after,
)

KNOWN: Known = {
    Choice.DOCUMENTS: frozenset({"a.txt", "b.txt", "c.txt"}),
    Choice.PUBLISHERS: frozenset({"", "A Paper"}),
    Choice.AUTHORS: frozenset({""}),
    Choice.ROLES: frozenset({"literal", "metonym", "demonym", "embedded"}),
    Choice.KINDS: frozenset({"town", "road"}),
    Choice.COUNTRIES: frozenset({"SY", "TR", ""}),
}
VIEW = View(35.0, 36.0, 7.0)


def showing(choice: Choice, *values: str) -> State:
    """The first state with only these values of one kind."""
    return State(filters=Filters(chosen={**AT_FIRST, choice: frozenset(values)}))


def shown(state: State, choice: Choice) -> frozenset[str] | None:
    return state.filters.values(choice)


def act(state: State, name: str, view: View | None = None, **values: str) -> State:
    return after(state, Action(name, values, view), KNOWN)


def test_choosing_a_place_shows_its_quotes_from_the_first() -> None:
    reading = State(
        place="old", quote=QuoteRef("a.txt", 3), sheet=Sheet.READER, quotes_shown=3 * QUOTES_STEP
    )
    assert act(reading, "choose", place="new") == State(place="new")
    assert act(reading, "choose", place="new").quotes_shown == QUOTES_STEP


def test_quotes_that_name_another_place_too_are_shown_until_another_is_chosen() -> None:
    reading = State(
        place="a", quote=QuoteRef("a.txt", 3), sheet=Sheet.READER, quotes_shown=3 * QUOTES_STEP
    )
    both = act(reading, "beside", beside="b")
    assert both == State(place="a", beside="b")
    assert both.quotes_shown == QUOTES_STEP
    assert act(both, "beside") == State(place="a")
    assert act(State(place="a"), "beside", beside="a") == State(place="a")
    assert act(both, "reset") == State(place="a")
    assert act(both, "choose", place="c") == State(place="c")
    at = QuoteRef("b.txt", 120)
    read = act(both, "read", document="b.txt", start="120")
    assert read == State(place="a", beside="b", quote=at, sheet=Sheet.READER)
    named = act(read, "read", document="b.txt", start="120", place="c")
    assert named == State(place="c", quote=at, sheet=Sheet.READER)


def test_choosing_nothing_closes_the_place() -> None:
    assert act(State(place="old"), "choose") == State()


def test_a_choice_keeps_the_filters_and_the_view() -> None:
    filtered = replace(showing(Choice.DOCUMENTS, "a.txt"), view=VIEW, lines=True)
    assert act(filtered, "choose", place="new") == replace(filtered, place="new")


def test_a_choice_takes_the_view_of_its_moment() -> None:
    assert act(State(), "choose", VIEW, place="new").view == VIEW


@pytest.mark.parametrize("name", ["search", "words", "more", "follow"])
def test_what_is_no_choice_leaves_the_view(name: str) -> None:
    assert act(State(), name, VIEW).view is None


def test_reading_opens_the_document_at_the_quote() -> None:
    read = act(State(place="p"), "read", document="b.txt", start="120")
    assert read == State(place="p", quote=QuoteRef("b.txt", 120), sheet=Sheet.READER)


@pytest.mark.parametrize(
    ("document", "start"), [("z.txt", "1"), ("a.txt", "-1"), ("a.txt", "9" * 5000), ("a.txt", "²")]
)
def test_a_quote_that_cannot_be_changes_nothing(document: str, start: str) -> None:
    assert act(State(), "read", document=document, start=start) == State()


def test_a_record_is_shown_of_open_documents_alone() -> None:
    assert act(State(place="p"), "about", document="b.txt") == State(
        place="p", about="b.txt", sheet=Sheet.RECORD
    )
    assert act(State(), "about", document="z.txt") == State()


def test_the_list_of_documents_grows_on_request() -> None:
    grown = act(act(State(), "more", of=LISTED), "more", of=LISTED)
    assert grown.shown == {LISTED: 3 * MORE_ROWS}


@pytest.mark.parametrize("choice", [Choice.DOCUMENTS, Choice.KINDS, Choice.COUNTRIES])
def test_values_are_left_out_and_taken_back_one_by_one(choice: Choice) -> None:
    one, *others = sorted(KNOWN[choice])
    without = act(State(), "toggle", choice=choice, value=one)
    assert shown(without, choice) == frozenset(others)
    assert shown(act(without, "toggle", choice=choice, value=one), choice) is None


def test_all_none_invert_and_only() -> None:
    def pick(state: State, which: str, value: str = "") -> frozenset[str] | None:
        picked = act(state, "pick", choice="documents", which=which, value=value)
        return shown(picked, Choice.DOCUMENTS)

    some, none = showing(Choice.DOCUMENTS, "a.txt"), showing(Choice.DOCUMENTS)
    assert pick(some, "all") is None
    assert pick(some, "none") == frozenset()
    assert pick(some, "invert") == frozenset({"b.txt", "c.txt"})
    assert pick(State(), "invert") == frozenset()
    assert pick(none, "invert") is None
    assert pick(State(), "only", "b.txt") == frozenset({"b.txt"})
    assert pick(some, "only", "z.txt") == frozenset({"a.txt"})
    assert pick(some, "first") is None


def test_taking_the_filter_of_roles_off_shows_places_as_places() -> None:
    everything = State(filters=Filters(chosen={}))
    assert act(everything, "pick", choice="roles", which="first") == State()


@pytest.mark.parametrize("box", ["words", "search"])
def test_a_search_is_printable_and_no_longer_than_an_address_takes(box: str) -> None:
    def typed(text: str) -> str:
        state = act(State(), box, value=text)
        return state.search if box == "search" else state.filters.words

    assert typed("حلب “x*") == "حلب “x*"
    assert typed("a\0b\ud800\n") == "a b  "
    assert len(typed("x" * 10_000)) == LONGEST


def test_an_end_that_holds_the_beginning_stays_the_end() -> None:
    filters = act(State(), "time", since="2018-05-01", until="2018").filters
    assert (filters.since, filters.until) == ("2018-05-01", "2018")


def test_roles_are_shown_and_hidden() -> None:
    both = act(State(), "toggle", choice="roles", value="metonym")
    assert shown(both, Choice.ROLES) == frozenset({"literal", "metonym"})
    one = act(both, "toggle", choice="roles", value="literal")
    assert shown(one, Choice.ROLES) == frozenset({"metonym"})


def test_dates_are_chosen_in_either_order_and_given_back() -> None:
    def dates(state: State) -> tuple[str | None, str | None]:
        return state.filters.since, state.filters.until

    brushed = act(State(), "time", since="2019", until="2016-03-20")
    assert dates(brushed) == ("2016-03-20", "2019")
    assert dates(act(brushed, "time")) == (None, None)
    assert dates(act(brushed, "time", since="")) == (None, "2019")
    assert dates(act(brushed, "time", until="2018")) == ("2016-03-20", "2018")
    assert dates(act(brushed, "time", since="1 May")) == dates(brushed)
    assert not act(State(), "undated").filters.undated


def test_confidence_and_words() -> None:
    assert act(State(), "least", value="0.8").filters.least == 0.8
    assert act(State(), "words", value="to the west").filters.words == "to the west"


def test_list_and_quotes_follow_an_area_until_they_do_not() -> None:
    followed = act(State(), "follow", area="35,36.5,36,37")
    assert followed.area == (35.0, 36.5, 36.0, 37.0)
    assert act(followed, "follow", area="").area is None
    assert act(State(), "lines").lines


def test_reset_keeps_the_chosen_place() -> None:
    filters = Filters(chosen={Choice.ROLES: frozenset()}, since="2019", least=0.5, words="x")
    assert act(State(place="p", filters=filters, search="x"), "reset") == State(place="p")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("unknown", {}),
        ("toggle", {"choice": "roles", "value": "king"}),
        ("toggle", {"choice": "kings", "value": "literal"}),
        ("pick", {"choice": "documents", "which": "best"}),
        ("least", {"value": "much"}),
        ("least", {"value": "1.5"}),
        ("follow", {"area": "36,37,35,38"}),
        ("show", {"sheet": "nothing"}),
        ("toggle", {"choice": "documents", "value": "z.txt"}),
        ("more", {"of": "time"}),
    ],
)
def test_unknown_actions_and_bad_values_change_nothing(name: str, values: dict[str, str]) -> None:
    assert after(State(), Action(name, values), KNOWN) == State()


def test_a_search_starts_the_list_anew() -> None:
    longer = act(State(), "more", of="places")
    assert longer.places_shown == 2 * PLACES_STEP
    found = act(longer, "search", value="Homs")
    assert (found.search, found.places_shown) == ("Homs", PLACES_STEP)
