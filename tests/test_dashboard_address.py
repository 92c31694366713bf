"""A state survives its address; an address that cannot be followed says so and breaks nothing."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from dashboard import address
from dashboard.filtering import AT_FIRST, Choice, Filters, Known
from dashboard.state import QuoteRef, Sheet, State, View
from geodata.model import Role

DOCUMENTS = frozenset({"a.txt", "b, c: d.txt", "ملف.txt", "sub/e.txt"})
KNOWN: Known = {
    Choice.DOCUMENTS: DOCUMENTS,
    Choice.PUBLISHERS: frozenset({"", "A & B, “Co”", "Other"}),
    Choice.AUTHORS: frozenset({"", "A. Writer"}),
    Choice.ROLES: frozenset(map(str, Role)),
    Choice.KINDS: frozenset({"town", "road"}),
    Choice.COUNTRIES: frozenset({"", "SY", "TR"}),
}


def showing(choice: Choice, *values: str) -> State:
    """The first state with only these values of one kind."""
    return State(filters=Filters(chosen={**AT_FIRST, choice: frozenset(values)}))


STATES = [
    State(),
    State(place="geonames:169389"),
    State(place="geonames:169389", beside="geonames:170063"),
    State(place="first-level:SY.12", quote=QuoteRef("b, c: d.txt", 1204)),
    State(quote=QuoteRef("ملف.txt", 0), sheet=Sheet.READER),
    State(sheet=Sheet.UNPLACED, tiles=True),
    State(sheet=Sheet.DOCUMENTS),
    State(about="b, c: d.txt", sheet=Sheet.RECORD),
    showing(Choice.DOCUMENTS),
    showing(Choice.DOCUMENTS, "sub/e.txt"),
    showing(Choice.DOCUMENTS, *(DOCUMENTS - {"a.txt"})),
    showing(Choice.PUBLISHERS, "A & B, “Co”"),
    showing(Choice.AUTHORS, ""),
    showing(Choice.COUNTRIES, "", "SY"),
    showing(Choice.KINDS),
    showing(Choice.ROLES, "metonym", "demonym"),
    showing(Choice.ROLES),
    State(filters=Filters(chosen={})),
    State(filters=Filters(since="2016-03", until="2018-12-31", undated=False)),
    State(filters=Filters(least=0.8, words='"to the west" قصف'), search="معرة النعمان"),
    State(area=(35.1, -36.25, 36.0, 37.0), lines=True),
    State(view=View(35.1234, -36.5, 7.5)),
    State(place="geonames:169389", library=True),
]


@pytest.mark.parametrize("state", STATES)
def test_a_state_comes_back_from_its_address(state: State) -> None:
    query = address.as_query(address.write(state, KNOWN))
    parameters = parse_qs(query.removeprefix("?"))
    assert address.read(parameters, KNOWN) == (state, ())


def test_the_first_state_needs_no_address() -> None:
    assert address.write(State(), KNOWN) == {}


def test_an_address_is_short_and_readable() -> None:
    state = State(place="geonames:1", view=View(35.12345678, 36.5, 7.0))
    written = address.as_query(address.write(state, KNOWN))
    assert written == "?place=geonames:1&view=35.1235,36.5000,7"


def test_the_shorter_list_of_documents_is_written() -> None:
    few = showing(Choice.DOCUMENTS, "a.txt")
    most = showing(Choice.DOCUMENTS, *(DOCUMENTS - {"a.txt"}))
    assert address.write(few, KNOWN) == {"documents": ["a.txt"]}
    assert address.write(most, KNOWN) == {"without": ["a.txt"]}


@pytest.mark.parametrize(
    "parameters",
    [
        {"quote": ["a.txt"]},
        {"quote": ["missing.txt:3"]},
        {"quote": ["a.txt:-3"]},
        {"quote": ["a.txt:" + "9" * 5000]},
        {"show": ["everything"]},
        {"about": ["missing.txt"]},
        {"documents": ["missing.txt"]},
        {"without": ["missing.txt"]},
        {"roles": ["king,queen"]},
        {"kinds": ["castle"]},
        {"since": ["yesterday"]},
        {"until": ["2019-13"]},
        {"sure": ["very"]},
        {"sure": ["7"]},
        {"area": ["1,2,3"]},
        {"area": ["36,1,35,2"]},
        {"view": ["here"]},
        {"view": ["1,2"]},
        {"view": ["nan,0,3"]},
        {"view": ["91,0,3"]},
        {"view": ["0,inf,3"]},
        {"view": ["0,0,99"]},
        {"view": ["<script>,0,0"]},
    ],
)
def test_what_cannot_be_followed_is_left_out_with_a_notice(
    parameters: dict[str, list[str]],
) -> None:
    state, notices = address.read(parameters, KNOWN)
    assert state == State()
    assert len(notices) == 1


def test_a_record_of_no_open_document_becomes_the_list_of_those_that_are() -> None:
    state, notices = address.read({"show": ["record"], "about": ["missing.txt"]}, KNOWN)
    assert state == State(sheet=Sheet.DOCUMENTS)
    assert "missing.txt" in notices[0]


def test_a_long_value_is_cut_in_the_notice() -> None:
    _, (notice,) = address.read({"view": ["x" * 10_000]}, KNOWN)
    assert len(notice) < 250


def test_known_parts_of_a_half_known_address_count() -> None:
    state, notices = address.read(
        {"roles": ["metonym,king"], "documents": ["a.txt", "missing.txt"]}, KNOWN
    )
    chosen = {Choice.ROLES: frozenset({"metonym"}), Choice.DOCUMENTS: frozenset({"a.txt"})}
    assert state == State(filters=Filters(chosen=chosen))
    assert len(notices) == 2


def test_a_second_place_needs_the_first() -> None:
    assert address.read({"with": ["geonames:1"]}, KNOWN) == (State(), ())
    assert address.write(State(beside="geonames:1"), KNOWN) == {}


@pytest.mark.parametrize("parameters", [{}, {"place": [""]}, {"view": [""]}, {"utm_source": ["x"]}])
def test_empty_and_foreign_parameters_are_nothing(parameters: dict[str, list[str]]) -> None:
    assert address.read(parameters, KNOWN) == (State(), ())


def test_the_reader_without_a_quote_shows_the_quotes() -> None:
    assert address.read({"show": ["reader"]}, KNOWN).state == State()
