"""What is filtered at the moment, in words, each with the way to it and the way out.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard.filtering import AT_FIRST, Choice, Known
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, tag
from dashboard.state import Sheet, State
from dashboard.timeline import told
from dashboard.together import BOTH
from dashboard.wording import ROLE_NAMES, country_name, number, percent
from geodata.model import Role

MOST_NAMED = 2  # values of one filter; more are counted
LEGENDS = {
    Choice.DOCUMENTS: "Documents",
    Choice.PUBLISHERS: "Publishers",
    Choice.AUTHORS: "Authors",
    Choice.ROLES: "Names used as",
    Choice.KINDS: "Kinds of place",
    Choice.COUNTRIES: "Countries",
}
NONE_NAMED = {
    Choice.PUBLISHERS: "None named",
    Choice.AUTHORS: "None named",
    Choice.COUNTRIES: "In no single country",
}


class Chip(NamedTuple):
    """A filter that is on: its words, the key of its control, and the action that takes it off."""

    words: str
    control: str
    action: str
    values: Mapping[str, str]


def chips(library: Library, state: State) -> list[Chip]:
    """The filters that are not as they are at first, in the order of the controls."""
    filters = state.filters
    found = []
    if filters.words.strip():
        found.append(Chip(f"“{filters.words.strip()}”", "words", "words", {"value": ""}))
    if told(state):
        found.append(Chip(told(state), "date:since", "time", {}))
    if not filters.undated:
        found.append(Chip("Undated left out", "undated", "undated", {}))
    for choice in Choice:
        values = filters.values(choice)
        if values != AT_FIRST.get(choice):
            words = _words(choice, values, library)
            off = {"choice": str(choice), "which": "first"}
            found.append(Chip(words, f"all:{choice}", "pick", off))
    if filters.least:
        words = f"At least {percent(filters.least)} sure"
        found.append(Chip(words, "least", "least", {"value": "0"}))
    if beside := _beside(library, state):
        found.append(beside)
    return found


def _beside(library: Library, state: State) -> Chip | None:
    """The place that quotes of the chosen one must name too, where these or a text are shown."""
    if state.place is None or state.beside is None:
        return None
    control = {Sheet.QUOTES: BOTH, Sheet.READER: "all-quotes"}.get(state.sheet)
    place, other = library.place(state.place), library.place(state.beside)
    if control is None or place is None or other is None:
        return None
    return Chip(f"{place.name} with {other.name}", control, "beside", {})


def chip(one: Chip) -> Html:
    """A chip as two buttons: its words lead to the control, its cross takes the filter off."""
    values = {f"data_{name}": value for name, value in one.values.items()}
    words = tag("button", isolated(one.words), type="button", class_="words", title=one.words,
                data_goto=one.control)  # fmt: skip
    cross = button(one.action, tag("i", aria_hidden="true"), class_="cross",
                   aria_label=f"Take off: {one.words}", data_key=f"off:{one.control}",
                   **values)  # fmt: skip
    return tag("li", words, cross, class_="chip")


def named(choice: Choice, value: str, library: Library) -> str:
    """Name a value of a filter."""
    if choice is Choice.DOCUMENTS and value in library.documents:
        return library.documents[value].record.title
    if choice is Choice.ROLES:
        return ROLE_NAMES[Role(value)]
    if not value:
        return NONE_NAMED.get(choice, "None")
    return country_name(value) if choice is Choice.COUNTRIES else value


def _words(choice: Choice, values: frozenset[str] | None, library: Library) -> str:
    """Say what is shown of one kind; where less is left out than shown, what is left out."""
    known: Known = library.known
    shown = known[choice] if values is None else values
    hidden = known[choice] - shown
    legend = LEGENDS[choice]
    if not shown:
        return f"{legend}: none"
    if not hidden:
        return f"{legend}: all"
    if len(shown) <= MOST_NAMED:
        return f"{legend}: {_list(choice, shown, library)}"
    if len(hidden) <= MOST_NAMED:
        return f"{legend}: all but {_list(choice, hidden, library)}"
    return f"{legend}: {number(len(shown))} of {number(len(known[choice]))}"


def _list(choice: Choice, values: frozenset[str], library: Library) -> str:
    return " and ".join(sorted(named(choice, value, library) for value in values))
