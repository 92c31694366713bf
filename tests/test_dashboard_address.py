"""A state survives its address; an address that cannot be followed says so and breaks nothing."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from dashboard import address
from dashboard.state import QuoteRef, Sheet, State, View
from geodata.model import Role

DOCUMENTS = ("a.txt", "b, c: d.txt", "ملف.txt", "sub/e.txt")

STATES = [
    State(),
    State(place="geonames:169389"),
    State(place="first-level:SY.12", quote=QuoteRef("b, c: d.txt", 1204)),
    State(quote=QuoteRef("ملف.txt", 0), sheet=Sheet.READER),
    State(sheet=Sheet.UNPLACED, tiles=True),
    State(documents=frozenset()),
    State(documents=frozenset({"sub/e.txt"})),
    State(documents=frozenset(DOCUMENTS) - {"a.txt"}),
    State(roles=frozenset(Role)),
    State(roles=frozenset()),
    State(view=View(35.1234, -36.5, 7.5)),
]


@pytest.mark.parametrize("state", STATES)
def test_a_state_comes_back_from_its_address(state: State) -> None:
    query = address.as_query(address.write(state, DOCUMENTS))
    parameters = parse_qs(query.removeprefix("?"))
    assert address.read(parameters, DOCUMENTS) == (state, ())


def test_the_first_state_needs_no_address() -> None:
    assert address.write(State(), DOCUMENTS) == {}


def test_an_address_is_short_and_readable() -> None:
    state = State(place="geonames:1", view=View(35.12345678, 36.5, 7.0))
    written = address.as_query(address.write(state, DOCUMENTS))
    assert written == "?place=geonames:1&view=35.1235,36.5000,7"


def test_the_shorter_list_of_documents_is_written() -> None:
    few = State(documents=frozenset({"a.txt"}))
    most = State(documents=frozenset(DOCUMENTS) - {"a.txt"})
    assert address.write(few, DOCUMENTS) == {"documents": ["a.txt"]}
    assert address.write(most, DOCUMENTS) == {"without": ["a.txt"]}


@pytest.mark.parametrize(
    "parameters",
    [
        {"quote": ["a.txt"]},
        {"quote": ["missing.txt:3"]},
        {"quote": ["a.txt:-3"]},
        {"quote": ["a.txt:" + "9" * 5000]},
        {"show": ["everything"]},
        {"documents": ["missing.txt"]},
        {"without": ["missing.txt"]},
        {"roles": ["king,queen"]},
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
    state, notices = address.read(parameters, DOCUMENTS)
    assert state == State()
    assert len(notices) == 1


def test_a_long_value_is_cut_in_the_notice() -> None:
    _, (notice,) = address.read({"view": ["x" * 10_000]}, DOCUMENTS)
    assert len(notice) < 250


def test_known_parts_of_a_half_known_address_count() -> None:
    state, notices = address.read(
        {"roles": ["metonym,king"], "documents": ["a.txt", "missing.txt"]}, DOCUMENTS
    )
    assert state == State(roles=frozenset({Role.METONYM}), documents=frozenset({"a.txt"}))
    assert len(notices) == 2


@pytest.mark.parametrize("parameters", [{}, {"place": [""]}, {"view": [""]}, {"utm_source": ["x"]}])
def test_empty_and_foreign_parameters_are_nothing(parameters: dict[str, list[str]]) -> None:
    assert address.read(parameters, DOCUMENTS) == (State(), ())


def test_the_reader_without_a_quote_shows_the_quotes() -> None:
    assert address.read({"show": ["reader"]}, DOCUMENTS).state == State()
