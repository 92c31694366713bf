"""What stands in for eyes and mouse: the list of shortcuts, the table of places, what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import address
from dashboard.filtering import Choice, Known
from dashboard.library import Library, selection
from dashboard.said import sentences
from dashboard.shortcuts import dialog, shortcuts
from dashboard.state import Action, Order, Sheet, State, after
from dashboard.table import table
from geodata.gazetteer import Gazetteer
from geodata.store import AtlasReader
from tests.by_hand import write_judged
from tests.html_reading import read

NOTHING: Known = {choice: frozenset() for choice in Choice}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Library:
    folder = tmp_path_factory.mktemp("judged") / "atlas"
    write_judged(folder, gazetteer)
    return Library(AtlasReader.open(folder))


def test_no_key_means_two_things() -> None:
    keys = [one.key for one in shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_dialog_lists_every_shortcut() -> None:
    told = read(dialog()).text
    assert [one.does for one in shortcuts() if one.does not in told] == []


def test_the_table_tells_what_the_map_tells(library: Library) -> None:
    shown = read(table(library, State(table=Order.MENTIONS)))
    rows = [row.text for row in shown.every("tr")[1:]]
    assert len(rows) == len(library.places(selection(library, State())))
    helsinki, georgia = rows
    for words in ("Helsinki", "Finland", "2", "1", "unsure (31%) to fairly sure (83%)", "a spot"):
        assert words in helsinki
    for words in ("Georgia", "state", "United States", "unsure, 43%", "an outline"):
        assert words in georgia


@pytest.mark.parametrize(
    ("state", "first", "spoken"),
    [
        (State(table=Order.NAME), "Georgia", "ascending"),
        (State(table=Order.NAME, turned=True), "Helsinki", "descending"),
        (State(table=Order.MENTIONS), "Helsinki", "descending"),
        (State(table=Order.MENTIONS, turned=True), "Georgia", "ascending"),
        (State(table=Order.COUNTRY), "Helsinki", "ascending"),
        (State(table=Order.SURE), "Georgia", "ascending"),
    ],
)
def test_a_heading_sorts_both_ways(library: Library, state: State, first: str, spoken: str) -> None:
    shown = read(table(library, state))
    assert first in shown.every("tr")[1].text
    assert shown.values("aria-sort") == [spoken]


def test_the_table_follows_the_search(library: Library) -> None:
    found = read(table(library, State(table=Order.NAME, search="hels")))
    assert len(found.every("tr")) == 2
    nothing = read(table(library, State(table=Order.NAME, search="xyzzy")))
    assert not nothing.every("tr")
    assert "No place" in nothing.text


def test_the_table_is_opened_sorted_and_closed() -> None:
    opened = after(State(), Action("table", {"order": "name"}), NOTHING)
    assert (opened.table, opened.turned) == (Order.NAME, False)
    turned = after(opened, Action("table", {"order": "name", "turned": "yes"}), NOTHING)
    assert turned.turned
    assert after(turned, Action("table", {"order": "size"}), NOTHING) == turned
    assert after(turned, Action("table", {}), NOTHING) == State()


@pytest.mark.parametrize("state", [State(table=Order.NAME), State(table=Order.SURE, turned=True)])
def test_the_address_keeps_the_table(state: State) -> None:
    written = address.write(state, NOTHING)
    given = {name: [value] for name, value in written.items() if isinstance(value, str)}
    assert address.read(given, NOTHING) == (state, ())


def test_a_column_that_is_not_there_is_told() -> None:
    state, notices = address.read({"table": ["-size"]}, NOTHING)
    assert state.table is None
    assert "size" in notices[0]


def test_what_is_said_counts_places_and_quotes(library: Library) -> None:
    helsinki = next(
        one.place for one in library.places(selection(library, State())) if one.mentions == 2
    )
    state = State(place=helsinki.id, search="hels")
    assert sentences(library, state) == (
        "2 places, 3 mentions.",
        "1 of 2 places found.",
        "2 quotes of Helsinki.",
    )
    assert sentences(library, replace(state, sheet=Sheet.UNPLACED)) == sentences(
        library, State(search="hels")
    )
