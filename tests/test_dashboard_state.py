"""Each action of a reader changes what it should and nothing else."""

from __future__ import annotations

import pytest

from dashboard.state import (
    PLACES_STEP,
    QUOTES_STEP,
    Action,
    QuoteRef,
    Sheet,
    State,
    View,
    after,
)
from geodata.model import Role

DOCUMENTS = ("a.txt", "b.txt", "c.txt")
VIEW = View(35.0, 36.0, 7.0)


def act(state: State, name: str, view: View | None = None, **values: str) -> State:
    return after(state, Action(name, values, view), DOCUMENTS)


def test_choosing_a_place_shows_its_quotes_from_the_first() -> None:
    reading = State(
        place="old", quote=QuoteRef("a.txt", 3), sheet=Sheet.READER, quotes_shown=3 * QUOTES_STEP
    )
    assert act(reading, "choose", place="new") == State(place="new")
    assert act(reading, "choose", place="new").quotes_shown == QUOTES_STEP


def test_choosing_nothing_closes_the_place() -> None:
    assert act(State(place="old"), "choose") == State()


def test_a_choice_keeps_the_filters_and_the_view() -> None:
    filtered = State(documents=frozenset({"a.txt"}), roles=frozenset(Role), view=VIEW)
    chosen = act(filtered, "choose", place="new")
    assert (chosen.documents, chosen.roles, chosen.view) == (
        filtered.documents,
        filtered.roles,
        VIEW,
    )


def test_a_choice_takes_the_view_of_its_moment() -> None:
    assert act(State(), "choose", VIEW, place="new").view == VIEW


@pytest.mark.parametrize("name", ["search", "more"])
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


def test_documents_are_left_out_and_taken_back_one_by_one() -> None:
    without = act(State(), "document", document="b.txt")
    assert without.documents == frozenset({"a.txt", "c.txt"})
    assert act(without, "document", document="b.txt").documents is None


def test_all_none_and_invert() -> None:
    some = State(documents=frozenset({"a.txt"}))
    assert act(some, "all-documents").documents is None
    assert act(some, "no-documents").documents == frozenset()
    assert act(some, "invert-documents").documents == frozenset({"b.txt", "c.txt"})
    assert act(State(), "invert-documents").documents == frozenset()
    assert act(act(State(), "no-documents"), "invert-documents").documents is None


def test_roles_are_shown_and_hidden() -> None:
    shown = act(State(), "role", role="metonym")
    assert shown.roles == {Role.LITERAL, Role.METONYM}
    assert act(shown, "role", role="literal").roles == {Role.METONYM}


def test_reset_keeps_the_chosen_place() -> None:
    filtered = State(place="p", documents=frozenset(), roles=frozenset(), search="x")
    assert act(filtered, "reset") == State(place="p")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("unknown", {}),
        ("role", {"role": "king"}),
        ("show", {"sheet": "nothing"}),
        ("document", {"document": "z.txt"}),
        ("more", {"of": "time"}),
    ],
)
def test_unknown_actions_and_bad_values_change_nothing(name: str, values: dict[str, str]) -> None:
    assert after(State(), Action(name, values), DOCUMENTS) == State()


def test_a_search_starts_the_list_anew() -> None:
    longer = act(State(), "more", of="places")
    assert longer.places_shown == 2 * PLACES_STEP
    found = act(longer, "search", value="Homs")
    assert (found.search, found.places_shown) == ("Homs", PLACES_STEP)
